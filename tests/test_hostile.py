"""A folder of files that nobody should have sent: each comes to what it must, and none to anybody's harm."""

import tempfile
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path, PurePath

import hostile
import pytest
from hostile.archives import ESCAPED
from hostile.case import HIDING, Case, sight
from hostile.letters import LABEL
from hostile.runs import Run, footnote, measured

from bot.app import App
from footnote.errors import FootnoteError
from footnote.settings import Settings

SECONDS, MEGABYTES = 10, 500
EVERY = 3
"""Without --full, one file in so many."""
TAKEN = {"added", "replaced"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """The folder, what was said of each case, and what is stored of it."""

    folder: Path
    cases: list[Case]
    run: Run
    lines: dict[str, list[dict]]
    texts: dict[str, str]
    app: App

    def said(self, case: Case) -> str:
        """
        What is said against *case*, in lower case and without the file's own name, which proves nothing.

        The message of a note that was taken holds its title, so only its warnings count.
        """
        told = [
            [*line["warnings"], *([] if line["outcome"] in TAKEN else [line["message"]])]
            for line in self.lines[case.name]
        ]
        words = " ".join(text for texts in told for text in texts).lower()
        return words.replace(PurePath(case.name).name.lower(), "")

    def taken(self, case: Case) -> bool:
        """Whether *case* became a note."""
        return any(line["outcome"] in TAKEN for line in self.lines[case.name])


@pytest.fixture(scope="module")
def night(tmp_path_factory, full):
    """The folder, read in one run."""
    base = tmp_path_factory.mktemp("hostile")
    folder, home = base / "post", base / "home"
    cases = hostile.write(folder, heavy=full, every=1 if full else EVERY)
    run = footnote(home, "ingest", str(folder), "--json")
    app = App(Settings(home=str(home)))
    lines = by_case(run.lines, cases)
    texts = {case.name: stored(app, line) for case in cases for line in lines[case.name] if line.get("note")}
    yield Night(folder=folder, cases=cases, run=run, lines=lines, texts=texts, app=app)
    app.close()


def by_case(lines, cases):
    """The lines of each case; a file of an odd name is known by the folder it lies in."""
    folders = {PurePath(case.name).parts[0]: case.name for case in cases}
    found = defaultdict(list)
    for line in lines:
        parts = PurePath(line["file"]).parts
        name = next((folders[part] for part in parts if part in folders), None)
        found[name or line["file"]].append(line)
    return found


def stored(app, line, labels=None):
    """Title and text of a note as someone with *labels* may read them, by default everything; "" if they may not."""
    try:
        note = app.library.note(line["note"], labels or app.rights.clearance(None))
    except FootnoteError:
        return ""
    return f"{getattr(note, 'title', '')}\n{note.text}" if note else ""


def came_right(case, lines):
    """Whether *lines* are what *case* must come to."""
    outcomes = [line["outcome"] for line in lines]
    if case.outcome == "absent":
        return set(outcomes) <= {"rejected"}
    if len(lines) != 1:
        return False
    taken, warned = outcomes[0] in TAKEN, bool(lines[0]["warnings"])
    return {
        "accepted": taken,
        "taken": taken,
        "warned": taken and warned,
        "doubtful": outcomes[0] == "rejected" or (taken and warned),
        "rejected": outcomes[0] == "rejected",
        "any": taken or outcomes[0] == "rejected",
    }[case.outcome]


def test_every_regular_file_has_exactly_one_line(night):
    counts = {case.name: len(night.lines[case.name]) for case in night.cases if case.outcome != "absent"}

    assert {name: count for name, count in counts.items() if count != 1} == {}
    assert set(night.lines) <= {case.name for case in night.cases}


def test_every_file_comes_to_what_it_must(night):
    wrong = {
        case.name: (case.outcome, [(line["outcome"], line["message"], line["warnings"]) for line in lines])
        for case in night.cases
        if not came_right(case, lines := night.lines[case.name])
    }

    assert wrong == {}


def test_every_message_names_its_file_in_letters_that_are_safe_to_show(night):
    unnamed = [
        line
        for case in night.cases
        for line in night.lines[case.name]
        if not case.name.startswith("named-") and PurePath(case.name).name not in line["message"]
    ]
    unsafe = [
        text
        for line in night.run.lines
        for text in (line["message"], *line["warnings"])
        if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co"} for letter in text)
    ]

    assert unnamed == []
    assert unsafe == []


def test_what_is_turned_away_or_warned_about_says_why(night):
    silent = {
        case.name: (case.says, night.said(case))
        for case in night.cases
        if case.says and (case.outcome != "any" or (night.lines[case.name] and not night.taken(case)))
        if not any(word in night.said(case) for word in case.says)
    }

    assert silent == {}


def test_what_hides_nothing_is_not_said_to_hide(night):
    accused = {
        case.name: night.said(case)
        for case in night.cases
        if case.outcome == "accepted" and any(word in night.said(case) for word in HIDING)
    }

    assert accused == {}


def test_nothing_is_met_with_a_traceback(night):
    assert "Traceback" not in night.run.errors
    assert not any("Traceback" in line["message"] or "Error(" in line["message"] for line in night.run.lines)
    assert night.run.status == 1


def test_what_nobody_sees_is_never_stored(night):
    """Nor in any other note: a careless reader may carry text from one file to the next."""
    markers = {marker for case in night.cases for marker in case.hidden if marker.isalnum()}
    leaks = {name: marker for name, text in night.texts.items() for marker in markers if marker.lower() in text.lower()}
    shapes = {
        case.name: marker
        for case in night.cases
        for marker in case.hidden
        if not marker.isalnum() and marker in night.texts.get(case.name, "")
    }

    assert leaks == {}
    assert shapes == {}


def test_what_nobody_sees_is_never_found(night):
    labels = night.app.rights.clearance(None)
    markers = sorted({marker for case in night.cases for marker in case.hidden if marker.isalnum()})
    found = {
        marker: hit.text
        for marker in markers
        for hit in night.app.library.search(f"say {marker}", labels=labels, limit=3)
        if marker.lower() in f"{hit.title} {hit.text}".lower()
    }

    assert found == {}


def test_a_label_that_is_wrong_closes_the_note(night):
    """Whoever may read the desk's notes neither opens it nor finds it."""
    labels = frozenset({"public", "desk"})
    asked = [case for case in night.cases if case.says == LABEL and night.taken(case)]
    opened = {case.name: text for case in asked if (text := stored(night.app, night.lines[case.name][0], labels))}
    hits = [hit for case in asked for hit in night.app.library.search(sight(case.name), labels=labels, limit=3)]
    found = [case.name for case in asked for hit in hits if sight(case.name) in hit.text]

    assert opened == {}
    assert found == []


def test_what_everybody_sees_is_kept(night):
    lost = {
        case.name: word
        for case in night.cases
        for word in case.kept
        if night.taken(case) and word not in night.texts.get(case.name, "")
    }

    assert lost == {}


def test_nothing_is_written_where_a_name_points(night):
    """Names in archives and mails, and a pickle, all aim at one file."""
    places = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/"), *night.folder.parents]
    strays = [place / ESCAPED for place in places if (place / ESCAPED).exists()]
    inside = [path for path in night.folder.parent.rglob(ESCAPED) if path.is_file()]

    assert strays == []
    assert inside == []


def test_each_file_alone_is_quick_and_small(night, full, tmp_path):
    """Ten seconds and 500 MB, the start of the program included."""
    if not full:
        pytest.skip("each file in a process of its own: with --full")
    greedy = {}
    for number, case in enumerate(night.cases):
        if case.outcome == "absent":
            continue
        spent = measured(tmp_path / str(number), "ingest", str(night.folder / case.name), "--json")
        if spent["seconds"] > SECONDS or spent["megabytes"] > MEGABYTES or "Traceback" in spent["errors"]:
            greedy[case.name] = spent

    assert greedy == {}

"""``footnote notes``, as an analyst and a script use it: pages, quotes in their place, pictures, retraction."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

pytest_plugins = ("terminal_fixtures",)

TODAY = datetime.now(UTC).date().isoformat()
SAID = "A gate of 5% a quarter means five years."
PAPER = (
    "---\ndate: 2026-02-16\ninstitution: Harbour & Vale Research\n---\n# On gates\n\nFirst words.\n\f"
    f"{SAID}\nThe queue is [long], \x1b[31mthey\x1b[0m say.\n\f\n\fLast words of the note.\n"
)


@pytest.fixture
def note(footnote, tmp_path):
    """The id of a note of four pages."""
    (tmp_path / "gates.md").write_text(PAPER)
    return json.loads(footnote("ingest", tmp_path / "gates.md", "--json")[1].out)["note"]


@pytest.fixture
def shown(footnote):
    """A note as JSON."""
    return lambda *arguments: json.loads(footnote("notes", "show", *arguments, "--json")[1].out)


def test_one_page_is_printed_and_no_other(footnote, note):
    status, printed = footnote("notes", "show", note, "--page", 4)

    assert status == 0
    assert "Last words of the note." in printed.out
    assert "five years" not in printed.out


def test_a_page_that_is_not_there_is_said_with_how_many_there_are(footnote, note):
    status, printed = footnote("notes", "show", note, "--page", 5)

    assert (status, printed.out) == (1, "")
    assert printed.err == f"Note {note} has 4 pages; there is no page 5.\n"


@pytest.mark.parametrize("wanted", [SAID, "a gate of  5% A QUARTER means five years."])
def test_a_quote_is_shown_in_its_place(footnote, note, shown, wanted):
    start = shown(note)["text"].index(SAID)

    status, printed = footnote("notes", "show", note, "--quote", wanted)

    assert status == 0
    assert f"»{SAID}«\nThe queue is [long]" in printed.out
    assert "First words" not in printed.out
    assert printed.out.splitlines()[-1] == f"characters {start} to {start + len(SAID)} of the note, on page 2"


def test_a_script_gets_the_place_beside_the_note(note, shown):
    text = shown(note)["text"]
    start = text.index(SAID)

    found = shown(note, "--quote", f"{start}-{start + 6}")

    assert found["quote"] == {
        "note": note,
        "revision": found["revision"],
        "page": 2,
        "start": start,
        "end": start + 6,
        "quote": text[start : start + 6],
        "cell": None,
    }
    assert {name: found[name] for name in ("superseded", "tables")} == {"superseded": False, "tables": []}
    assert found["added"].startswith(TODAY[:4])


def test_a_terminal_gets_no_control_characters_of_a_note(footnote, note):
    assert "\x1b" not in footnote("notes", "show", note)[1].out


@pytest.mark.parametrize(
    ("wanted", "said"),
    [("ten years", "does not say 'ten years'"), ("99990-99999", "has no text from 99990"), ("words", "in 2 places")],
)
def test_what_is_no_quote_is_said_to_be_none(footnote, note, wanted, said):
    status, printed = footnote("notes", "show", note, "--quote", wanted)

    assert status == 1
    assert said in printed.err


def test_words_that_stand_twice_are_told_apart_by_their_page(note, shown):
    assert shown(note, "--quote", "words", "--page", 4)["quote"]["page"] == 4


def test_a_quote_of_an_answer_is_found_by_its_key(footnote, note, shown):
    asked = json.loads(footnote("ask", "What do the notes say about a gate of 5% a quarter?", "--json")[1].out)
    [citation, *_] = asked["citations"]

    assert citation["note"] == note
    for key in ("q1", f"{asked['id']}:q1"):
        assert shown(note, "--quote", key)["quote"]["quote"] == citation["quote"]
    assert "not quoted as q7" in footnote("notes", "show", note, "--quote", "q7")[1].err


def test_the_quote_of_a_corrected_note_is_shown_as_it_stood(footnote, note, shown, tmp_path):
    asked = json.loads(footnote("ask", "What do the notes say about a gate of 5% a quarter?", "--json")[1].out)
    (tmp_path / "gates.md").write_text(PAPER.replace("five years", "six years"))
    footnote("ingest", tmp_path / "gates.md")

    newest = shown(note)
    quoted = shown(note, "--quote", f"{asked['id']}:q1")

    assert (quoted["superseded"], newest["superseded"]) == (True, False)
    assert "five years" in quoted["quote"]["quote"]
    assert shown(note, "--revision", quoted["revision"])["text"] == quoted["text"] != newest["text"]
    printed = footnote("notes", "show", note, "--revision", quoted["revision"])[1].out
    assert f"corrected since: {newest['revision']} is the newest revision" in printed
    printed = " ".join(footnote("show", asked["id"])[1].out.split())
    assert f"since corrected, now revision {newest['revision']}" in printed


def test_an_older_text_is_closed_to_whom_the_newer_is(footnote, note, shown, tmp_path):
    old = shown(note)["revision"]
    (tmp_path / "gates.md").write_text(PAPER.replace("five years", "six years"))
    footnote("ingest", tmp_path / "gates.md", "--label", "closed")

    assert footnote("notes", "show", note, "--revision", old)[0] == 0
    status, printed = footnote("notes", "show", note, "--revision", old, "--user", "U2")
    assert (status, printed.err) == (1, f"There is no note {note}.\n")


def test_a_note_kept_as_text_has_no_page_to_draw(footnote, note, tmp_path):
    status, printed = footnote("notes", "show", note, "--quote", SAID, "--picture", tmp_path / "page.png")

    assert status == 1
    assert "there is no page to draw" in printed.err
    assert not (tmp_path / "page.png").exists()


def test_a_picture_of_no_quote_is_asked_back(footnote, note, tmp_path):
    assert "add --quote Q" in footnote("notes", "show", note, "--picture", tmp_path / "page.png")[1].err


def test_a_quote_of_no_words_is_refused_rather_than_the_note_shown(footnote, note):
    status, printed = footnote("notes", "show", note, "--quote", "")

    assert (status, printed.out) == (1, "")


def test_a_page_is_drawn_under_the_limits_of_the_settings(footnote, note, tmp_path, monkeypatch):
    given = []
    monkeypatch.setenv("FOOTNOTE_READ_SECONDS", "3")
    monkeypatch.setattr("bot.page.PDF", b"-")
    monkeypatch.setattr("ingest.guard.shared", lambda limits: given.append(limits) or SimpleNamespace(picture=drawn))
    footnote("notes", "show", note, "--quote", SAID, "--picture", tmp_path / "page.png")

    assert [(limits.seconds, limits.memory) for limits in given] == [(3.0, 500)]


def drawn(*_):
    return b"a picture"


def test_a_retraction_names_what_a_restore_kept(footnote, note, tmp_path):
    footnote("library", "backup", tmp_path / "copy")
    footnote("library", "restore", tmp_path / "copy")
    [kept] = (tmp_path / "home").glob("before-restore-*")

    assert f"delete it: {kept.name}." in footnote("notes", "retract", note)[1].out


def test_a_list_says_how_many_pages(footnote, note):
    [line] = footnote("notes", "list", "--json")[1].out.splitlines()

    assert json.loads(line)["pages"] == 4


def test_a_retraction_says_what_is_gone_and_what_stays(footnote, note):
    footnote("ask", "What do the notes say about a gate of 5% a quarter?", "--json")

    status, printed = footnote("notes", "retract", note)

    assert status == 0
    assert printed.out.startswith(f"Retracted {note}, 'On gates': its text, its original, its passages")
    assert "1 kept answer lost its words." in printed.out
    assert "Slack" in printed.out
    assert footnote("notes", "list")[1].out == ""
    assert footnote("notes", "list", "--retracted")[1].out == f"{note}  retracted on {TODAY}\n"
    assert footnote("notes", "list", "--retracted", "--user", "UX")[1].out == f"{note}  retracted on {TODAY}\n"


def test_a_retraction_that_was_cut_short_can_be_made_again(footnote, note, monkeypatch):
    asked = json.loads(footnote("ask", "What do the notes say about a gate of 5% a quarter?", "--json")[1].out)
    with monkeypatch.context() as broken:
        broken.setattr("bot.ledger.Ledger.withdraw", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            footnote("notes", "retract", note)

    assert "[withdrawn" in footnote("show", asked["id"])[1].out
    again = json.loads(footnote("notes", "retract", note, "--json")[1].out)
    assert again == {"id": note, "outcome": "retracted", "retracted": TODAY, "answers": 1}


def test_nothing_that_a_retracted_note_said_is_left_in_the_state_folder(footnote, note, tmp_path):
    footnote("ask", "What do the notes say about a gate of 5% a quarter?")
    footnote("notes", "search", "gate")

    footnote("notes", "retract", note)

    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert len(files) > 1
    assert [path.name for path in files if b"means five years" in path.read_bytes()] == []
    assert [path.name for path in files if b"On gates" in path.read_bytes()] == []

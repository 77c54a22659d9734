"""Files and folders: one report each, the bad ones by name and reason, and the rest is still taken."""

import codecs
from datetime import date

import pytest
from made_notes import ALL
from pdfs import ENCRYPTED, chinese_of, no_pages, pdf_of, scan_of

from footnote.errors import FootnoteError, NoteError
from ingest import Options, Run, add, read
from ingest.formats import readers
from ingest.guard import Guard
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.rights import Rights

pytest_plugins = ("library_fixtures",)


def file(folder, name, data):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def refusal(path):
    with pytest.raises(NoteError) as caught:
        read(path)
    return str(caught.value)


def test_every_reader_keeps_the_contract():
    names = [reader.__name__.removeprefix("ingest.readers.") for reader in readers()]
    assert names == ["mail", "markdown", "pdf", "sheet", "text", "web", "word"]
    assert len({reader.parser for reader in readers()}) == len(names)
    for reader in readers():
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.suffixes)
        assert reader.parser
        assert callable(reader.read)


# Text


def test_front_matter_is_honoured_and_is_no_part_of_the_text(tmp_path):
    front = (
        '---\ntitle: "Flows: a view"\ndate: 2026-02-12\nauthor: R. Poe\ninstitution: Mill Lane\nlabel: public\n---\n'
    )
    note = read(file(tmp_path, "a.md", f"{front}# Heading\n\nGold rose.\n"))

    assert (note.title, note.date, note.author) == ("Flows: a view", date(2026, 2, 12), "R. Poe")
    assert (note.institution, note.label, note.language) == ("Mill Lane", "public", "en")
    assert note.text == "# Heading\n\nGold rose.\n"
    assert note.warnings == ()


def test_unknown_keys_and_unreadable_dates_are_warned_about(tmp_path):
    note = read(file(tmp_path, "a.md", "---\nmood: good\ndate: last week\nlanguage: fr\n---\nGold."))

    assert note.date is None
    assert note.language == "en"
    assert [warning.split(" ")[0] for warning in note.warnings] == ["front", "language", "date"]


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.txt", "\n\nFirst line\nmore", "First line"),
        ("a.md", "Intro\n\n## The heading ##\n", "The heading"),
        ("a.md", "Intro\n", "Intro"),
    ],
)
def test_the_title_is_the_first_heading_or_line(tmp_path, name, text, title):
    assert read(file(tmp_path, name, text)).title == title


def test_a_rule_in_a_text_is_not_front_matter(tmp_path):
    text = "---\nGold rose and nothing else did\n---\nMore."

    assert read(file(tmp_path, "a.md", text)).text == text


def test_a_form_feed_ends_a_page_and_an_empty_page_counts(tmp_path):
    note = read(file(tmp_path, "a.txt", "One.\f\fThree.\f"))

    assert [(page.number, note.text[page.start : page.end]) for page in note.pages] == [
        (1, "One."),
        (2, ""),
        (3, "Three."),
    ]


def test_a_date_is_never_guessed(tmp_path):
    note = read(file(tmp_path, "2026-01-01.txt", "Of 12 February 2026."))

    assert note.date is None
    assert note.warnings == ("no date: give --date",)


@pytest.mark.parametrize(
    "data",
    [
        "資金\r\n流入".encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + "資金\r\n流入".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "資金\r\n流入".encode("utf-16-be"),
    ],
)
def test_marked_encodings_are_read_and_lines_end_alike(tmp_path, data):
    note = read(file(tmp_path, "a.txt", data))

    assert note.text == "資金\n流入"
    assert note.language == "zh-Hant"


def test_files_without_words_are_refused(tmp_path):
    assert refusal(file(tmp_path, "a.txt", b"Gold\x00\x01")).startswith("a.txt is not text")
    assert refusal(file(tmp_path, "b.md", "  \n ")).startswith("b.md has no text")


# PDF


def test_a_pdf_is_read_page_by_page_with_its_paragraphs(tmp_path):
    wrapped = "Stagnation assets took in far more money than expansion assets did. " * 3
    data = pdf_of(
        [["Flows of 12 February 2026", wrapped, "Gold rose."], ["Second page."]], title="Flows", author="R. Poe"
    )

    note = read(file(tmp_path, "a.pdf", data))

    assert (note.title, note.author, note.language) == ("Flows", "R. Poe", "en")
    assert [page.number for page in note.pages] == [1, 2]
    first, second = (note.text[page.start : page.end] for page in note.pages)
    assert [" ".join(part.split()) for part in first.split("\n\n")] == [
        "Flows of 12 February 2026",
        wrapped.strip(),
        "Gold rose.",
    ]
    assert second == "Second page."


def test_the_one_day_on_page_one_is_taken_and_said(tmp_path):
    note = read(file(tmp_path, "a.pdf", pdf_of([["Flows, 12 February 2026, revised 2026-02-12"]])))

    assert note.date == date(2026, 2, 12)
    assert "2026-02-12 was read from page 1" in note.warnings[0]


@pytest.mark.parametrize("words", ["From 2026-01-01 to 2026-02-01", "No day", "On 31 February 2026"])
def test_several_days_or_none_on_page_one_leave_the_note_undated(tmp_path, words):
    note = read(file(tmp_path, "a.pdf", pdf_of([[words]])))

    assert note.date is None
    assert "no date: give --date" in note.warnings


def test_a_title_that_names_nothing_gives_way_to_the_first_line(tmp_path):
    assert read(file(tmp_path, "a.pdf", pdf_of([["Industrial cycle"]], title="untitled"))).title == "Industrial cycle"


def test_chinese_comes_through_exactly(tmp_path):
    note = read(file(tmp_path, "a.pdf", chinese_of("资金流差距达一点三万亿")))

    assert note.text.strip() == "资金流差距达一点三万亿"
    assert note.language == "zh-Hans"


GOOD = pdf_of([["A sentence that is long enough to be read as a page of text."]])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (ENCRYPTED, "is encrypted"),
        (scan_of(2), "has no text layer on any page"),
        (GOOD[: len(GOOD) // 3], "is broken: it is cut short"),
        (GOOD[:-40], "is broken: it is cut short"),
        (b"%PDF-1.7\n" + b"\xff" * 500 + b"%%EOF", "is broken"),
        (no_pages(), "has no pages"),
        (b"just words", "is not a PDF: it holds plain text"),
        (b"\x00\x01\x02", "is not a PDF: it holds something else"),
    ],
)
def test_a_bad_pdf_is_refused_by_name_and_reason(tmp_path, data, reason):
    said = refusal(file(tmp_path, "bad.pdf", data))

    assert said.startswith("bad.pdf ")
    assert reason in said


def test_thin_pages_of_a_good_pdf_are_a_warning(tmp_path):
    words = "A sentence that is long enough to be read as a page of text."
    note = read(file(tmp_path, "a.pdf", pdf_of([[words], ["x"], [words]])))

    assert "page 2 has almost no text and may be pictures" in note.warnings


# Folders


def test_a_folder_goes_on_past_bad_files_with_one_line_each(words_only, tmp_path):
    notes = tmp_path / "notes"
    for name, data in {
        "a.md": "Gold rose.",
        "b.pdf": ENCRYPTED,
        "c.csv": "date,value\n",
        "d.exe": b"MZ",
        "deep/e.txt": "Silver fell.",
        "f": "no suffix",
        "g.pdf": GOOD,
        ".DS_Store": b"\x00",
        ".git/config.txt": "hidden",
    }.items():
        file(notes, name, data)

    reports = list(add([notes], words_only))

    told = {report["file"].removeprefix(f"{notes}/"): report["outcome"] for report in reports}
    assert told == {
        ".DS_Store": "rejected",
        ".git/config.txt": "added",
        "a.md": "added",
        "b.pdf": "rejected",
        "c.csv": "rejected",
        "d.exe": "rejected",
        "deep/e.txt": "added",
        "f": "rejected",
        "g.pdf": "added",
    }
    assert [report["file"] for report in reports] == sorted(report["file"] for report in reports)
    assert all(report["file"].rsplit("/", 1)[1] in report["message"] for report in reports)
    assert "data/" in reports[4]["message"]
    assert ".exe, which is not read" in reports[5]["message"]
    assert set(reports[0]) == {"file", "outcome", "message", "warnings", "note", "pages", "passages"}


def test_the_same_folder_again_changes_nothing(words_only, tmp_path):
    file(tmp_path, "n/a.md", "Gold rose.")
    first = list(add([tmp_path / "n"], words_only))

    again = list(add([tmp_path / "n"], words_only))

    assert [report["outcome"] for report in first + again] == ["added", "unchanged"]
    assert first[0]["note"] == again[0]["note"]


def test_a_path_that_is_not_there_is_rejected_by_name(words_only, tmp_path):
    (report,) = add([tmp_path / "gone.md"], words_only)

    assert report["outcome"] == "rejected"
    assert "gone.md does not exist" in report["message"]


def test_a_reader_that_fails_is_a_rejection_without_its_words_and_the_next_file_is_read(words_only, tmp_path):
    files = [file(tmp_path, name, does) for name, does in {"a": "bug", "b": "abort", "c": "fine"}.items()]

    with Guard(tasks="bad_readers") as guard:
        reports = list(add(files, words_only, run=Run(guard=guard)))

    assert [report["outcome"] for report in reports] == ["rejected", "rejected", "added"]
    assert reports[0]["message"] == "a could not be read: its reader failed on it."
    assert reports[1]["message"] == "b could not be read: its reader was stopped by signal 6."


def test_what_is_stored_already_is_not_read_again(words_only, tmp_path):
    path = file(tmp_path, "n/a.md", "Gold rose.")
    list(add([path], words_only))

    with Guard(tasks="no such module") as guard:
        (again,) = add([path], words_only, run=Run(guard=guard))

    assert (again["outcome"], again["pages"], again["passages"]) == ("unchanged", 1, 1)


def test_what_is_stored_already_is_read_again_where_its_label_would_be_another(words_only, tmp_path):
    path = file(tmp_path, "notes/a.md", "Gold rose.")
    list(add([path], words_only))

    rights = Rights.of({"folders": {"notes": "restricted"}})
    (again,) = add([path], words_only, rights=rights, desk=tmp_path)

    assert again["outcome"] == "unchanged"
    assert any("its label stayed as stored" in warning for warning in again["warnings"])


def test_a_run_is_in_the_log_with_a_line_a_file(words_only, tmp_path):
    file(tmp_path, "n/a.md", "Gold rose.")
    file(tmp_path, "n/b.exe", "x")

    list(add([tmp_path / "n"], words_only, run=Run(typed="footnote ingest n")))

    (run,) = words_only.jobs.recent()
    assert (run.kind, run.command, run.status) == ("ingest", "footnote ingest n", "done")
    assert [(line.outcome, line.note is None) for line in words_only.jobs.lines(run.id)] == [
        ("added", False),
        ("rejected", True),
    ]


def test_a_run_that_is_given_up_is_in_the_log_as_interrupted_and_lets_others_write(words_only, tmp_path):
    for name in "abc":
        file(tmp_path, f"n/{name}.md", f"Gold {name}.")
    run = add([tmp_path / "n"], words_only)
    next(run)

    run.close()

    assert words_only.jobs.recent()[0].status == "interrupted"
    assert [report["outcome"] for report in add([tmp_path / "n"], words_only)] == ["unchanged", "added", "added"]


def test_a_note_that_corrects_another_takes_its_place(words_only, tmp_path):
    (first,) = add([file(tmp_path, "a.md", "Gold rose by two percent.")], words_only)

    corrects = Options(corrects=first["note"])
    (second,) = add([file(tmp_path, "b.md", "Gold rose by three percent.")], words_only, corrects)

    assert (second["outcome"], second["note"]) == ("replaced", first["note"])
    assert words_only.note(first["note"], ALL).text == "Gold rose by three percent."


def test_one_note_is_corrected_by_one_file(words_only, tmp_path):
    files = [file(tmp_path, "a.md", "Gold."), file(tmp_path, "b.md", "Tin.")]

    with pytest.raises(FootnoteError, match="takes one file, not 2"):
        list(add(files, words_only, Options(corrects="abc")))


def test_each_file_is_announced_with_how_many_are_done(words_only, tmp_path):
    for name in "ab":
        file(tmp_path, f"n/{name}.md", f"Gold {name}.")
    told = []

    list(add([tmp_path / "n"], words_only, run=Run(watch=lambda *now: told.append(now))))

    steps = [(now.files, now.doing) for (now,) in told]
    assert {now.of for (now,) in told} == {2}
    assert steps.index((0, "reading a.md")) < steps.index((1, "storing b.md"))
    assert [files for files, _ in steps] == sorted(files for files, _ in steps)


# Names


ODD = ["a\nb.md", "\x1b[31mred.md", "\u202egnp.md", "资金.md", "%00.md", "-rf.md", "a" * 250 + ".md", "a\udcff.md"]


@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_a_file_of_any_name_has_a_line_that_can_be_shown_and_leads_nowhere(words_only, tmp_path, name):
    path = file(tmp_path, f"n/{name}", f"Gold {name!a}.")

    (report,) = add([tmp_path / "n"], words_only)

    assert report["outcome"] == "added"
    assert report["message"].isprintable()
    assert report["message"].encode()
    assert report["file"] == str(path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["home", "n"]


def test_what_the_operator_says_goes_first(words_only, tmp_path):
    path = file(tmp_path, "a.md", "---\ntitle: Theirs\n---\nGold rose.")
    options = Options(title="Ours", date=date(2026, 1, 5), institution="Mill Lane", label="restricted")

    (report,) = add([path], words_only, options)

    note = words_only.note(report["note"], ALL)
    assert (note.title, note.date, note.institution, note.label) == (
        "Ours",
        date(2026, 1, 5),
        "Mill Lane",
        "restricted",
    )
    assert report["warnings"] == []


def test_labels_come_from_folders_and_a_misspelt_one_closes_the_note(words_only, tmp_path):
    rights = Rights.of({"folders": {"notes/restricted": "restricted"}})
    file(tmp_path, "notes/a.md", "Gold.")
    file(tmp_path, "notes/b.md", "---\nlabel: secrit\n---\nTin.")
    file(tmp_path, "notes/restricted/c.md", "Zinc.")

    reports = list(add([tmp_path / "notes"], words_only, rights=rights, desk=tmp_path))

    labels = [words_only.note(report["note"], ALL).label for report in reports]
    assert labels == ["desk", "closed", "restricted"]
    assert any("'secrit' is not one of" in warning for warning in reports[1]["warnings"])


def test_a_stored_note_keeps_its_label_and_that_is_said(words_only, tmp_path):
    path = file(tmp_path, "a.md", "Gold.")
    list(add([path], words_only))

    (report,) = add([path], words_only, Options(label="restricted"))

    assert report["outcome"] == "unchanged"
    assert any("its label stayed as stored" in warning for warning in report["warnings"])


def test_a_file_that_is_too_large_is_refused_unread(words_only, tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.finding.MAX_BYTES", 3)

    (report,) = add([file(tmp_path, "a.md", "Gold.")], words_only)

    assert "has 5 bytes; at most 3 are read" in report["message"]


# Links


def test_a_link_out_of_the_folder_is_rejected_by_name_and_one_that_is_named_is_followed(words_only, tmp_path):
    outside = file(tmp_path, "secret.md", "Zinc fell.")
    file(tmp_path, "notes/a.md", "Gold rose.")
    link = tmp_path / "notes" / "b.md"
    link.symlink_to(outside)

    below = {report["file"].rsplit("/", 1)[1]: report for report in add([tmp_path / "notes"], words_only)}
    (named,) = add([link], words_only)

    assert {name: report["outcome"] for name, report in below.items()} == {"a.md": "added", "b.md": "rejected"}
    assert "b.md is a link to a file outside its folder" in below["b.md"]["message"]
    assert named["outcome"] == "added"


def test_links_that_go_round_in_circles_end_with_a_line_each(words_only, tmp_path):
    file(tmp_path, "notes/deep/a.md", "Gold rose.")
    (tmp_path / "notes" / "deep" / "up").symlink_to(tmp_path / "notes")
    (tmp_path / "notes" / "x.md").symlink_to(tmp_path / "notes" / "y.md")
    (tmp_path / "notes" / "y.md").symlink_to(tmp_path / "notes" / "x.md")

    reports = {report["file"].rsplit("/", 1)[1]: report["outcome"] for report in add([tmp_path / "notes"], words_only)}

    assert reports == {"a.md": "added", "up": "rejected", "x.md": "rejected", "y.md": "rejected"}


# The record


def test_a_record_that_cannot_be_written_is_one_plain_sentence_and_no_path(tmp_path):
    home = file(tmp_path, "home", "I am a file.")
    notes = [file(tmp_path, "a.md", "Gold."), file(tmp_path, "b.md", "Tin.")]

    with pytest.raises(FootnoteError) as caught:
        list(add(notes, Library(home)))
    with pytest.raises(FootnoteError) as searched:
        Library(home).search("gold", labels=ALL)

    for error in (caught.value, searched.value):
        assert str(error).startswith("The record of notes cannot be ")
        assert "set FOOTNOTE_HOME to a folder that can be written" in str(error)
        assert "请将 FOOTNOTE_HOME 设为可写入的文件夹" in error.text.zh
        assert str(tmp_path) not in error.text.en + error.text.zh


# Text of any shape


@pytest.mark.parametrize(
    "text",
    [
        "gold inflows rose 1.3 percent and " * 6000,
        "Gold rose 1.3 percent. " * 8000,
        "資" * 100_000,
        "." * 100_000 + "x",
        "# a" + " " * 100_000 + "x",
        "# a" + " #" * 100_000 + " x",
        "a/" * 100_000,
    ],
    ids=["one line", "one line of sentences", "chinese", "points", "spaces", "marks", "no space"],
)
def test_a_note_of_one_endless_line_is_taken_in_a_time_that_grows_with_its_length(words_only, tmp_path, text):
    (report,) = add([file(tmp_path, "a.md", text)], words_only)

    assert report["outcome"] == "added"


# Furniture


def test_running_heads_stay_in_the_page_and_out_of_the_passages(words_only, tmp_path):
    words = ["Gold rose by eighteen percent over the year.", "Silver fell by two percent in January.", "Zinc rose."]
    pages = [[f"Harbour Research - Page {number}", said] for number, said in enumerate(words, 1)]

    (report,) = add([file(tmp_path, "a.pdf", pdf_of(pages))], words_only)

    note = words_only.note(report["note"], ALL)
    passages = " ".join(note.text[item.start : item.end] for item in note.passages)
    assert note.text.count("Harbour Research - Page") == 3
    assert "Harbour Research" not in passages
    assert passages == " ".join(words)
    assert note.title == words[0]


@pytest.mark.parametrize("spelling", ["notes/restricted/x.md", "notes/../notes/restricted/x.md", "link.md"])
def test_a_restricted_folder_keeps_its_label_however_its_path_is_spelled(tmp_path, spelling):
    desk = tmp_path / "desk"
    (desk / "notes" / "restricted").mkdir(parents=True)
    (desk / "notes" / "restricted" / "x.md").write_text("# Position\n\nWe hold gold.\n", encoding="utf-8")
    (desk / "link.md").symlink_to(desk / "notes" / "restricted" / "x.md")
    rights = Rights.of({"folders": {"notes/restricted": "restricted"}})
    with Library(tmp_path / "home", None, Lexicon.of([])) as library:
        (report,) = add([desk / spelling], library, rights=rights, desk=desk)

        assert library.note(report["note"], frozenset(rights.labels)).label == "restricted"

"""Text and Markdown: kept as written but for what nobody sees, with pages, titles, front matter and tables."""

from datetime import date
from pathlib import Path

import pytest

from footnote.errors import NoteError
from ingest.readers import markdown, text


def marked(words):
    return markdown.read(Path("a.md"), words.encode())


def plain(words):
    return text.read(Path("a.txt"), words.encode())


def cells(note, number=0):
    return [(c.row, c.column, note.text[c.start : c.end]) for c in note.tables[number].cells]


def test_front_matter_names_the_note_that_is_corrected():
    note = marked("---\ntitle: Flows\ncorrects: n-12\ndate: 2026-02-12\n---\nGold rose.")

    assert (note.title, note.corrects, note.date, note.warnings) == ("Flows", "n-12", date(2026, 2, 12), ())


def test_yaml_in_front_matter_stays_words():
    note = marked("---\ntitle: &a [*a, *a, !!python/object:os.system x]\n---\nGold.")

    assert note.title == "&a [*a, *a, !!python/object:os.system x]"


@pytest.mark.parametrize(("words", "title"), [("\n\nFirst\n# Second", "First"), ("## One ##\nrest", "One")])
def test_a_text_is_called_by_its_first_line(words, title):
    assert plain(words).title == title


def test_lines_and_spaces_stay_as_they_are():
    words = "Gold   rose\n\n\n  and\tfell \n"

    assert plain(words).text == marked(words).text == words


@pytest.mark.parametrize("read", [plain, marked])
def test_characters_nobody_sees_are_taken_out_and_counted_by_page(read):
    note = read("One\u200b.\fTw\U000e0041\U000e0042o.\fThree\u202e.\f")

    assert note.text == "One.\fTwo.\fThree.\f"
    assert [note.text[page.start : page.end] for page in note.pages] == ["One.", "Two.", "Three."]
    assert "4 characters of pages 1, 2, 3 are written in characters nobody sees and left out" in note.warnings


def test_a_table_of_bars_has_cells_that_are_spans_of_the_text_as_written():
    note = marked("Words.\n\nTable 1: flows\n| Asset | 2025 \\| x |\n|:--|--:|\n| Gold | 1,200 |\n| Oil | |\nAfter.\n")

    table = note.tables[0]
    assert cells(note) == [(0, 1, "Asset"), (0, 2, "2025 \\| x"), (1, 1, "Gold"), (1, 2, "1,200"), (2, 1, "Oil")]
    assert table.named(note.text, table.cells[3]) == "Gold, 2025 \\| x"
    assert note.text[table.start : table.end].startswith("| Asset")
    assert note.text[table.end :] == "\nAfter.\n"


@pytest.mark.parametrize(
    ("above", "caption"),
    [
        ("Fund flows\n", "Fund flows"),
        ("**Fund flows**\n\n", "Fund flows"),
        ("表1：资金流向\n\n", "表1：资金流向"),
        ("Exhibit 3: flows\n\n", "Exhibit 3: flows"),
        ("A sentence that ends a paragraph.\n\n", ""),
        ("x" * 90 + "\n", ""),
        ("", ""),
    ],
)
def test_what_names_a_table_is_its_caption(above, caption):
    assert marked(f"{above}a | b\n-|-\n1 | 2\n").tables[0].caption == caption


@pytest.mark.parametrize(
    "words", ["```\na | b\n-|-\n1 | 2\n```", "a | b\n\n-|-\n", "a | b\n-|-|-\n", "a\n---\n", "a | b\f-|-\n"]
)
def test_what_is_no_table_is_none(words):
    assert marked(words).tables == ()


def test_a_table_ends_with_its_page():
    note = marked("a | b\n-|-\n1 | 2\f3 | 4\n")

    assert cells(note)[-1] == (1, 2, "2")


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- secret -->",
        "<!-- secret\n\nstill -->",
        '<span style="display:none">secret</span>',
        "<span style='COLOR: #FFFFFE'>secret</span>",
        "<div hidden>\n\nsecret\n\n</div>",
        '<font color="white">secret</font>',
        '<p style="font-size:1px">secret <b>more</b></p>',
        "<script>secret()</script>",
        "<style>.secret{}</style>",
        '<span style="opacity:0">secret\n',
    ],
)
def test_what_a_viewer_does_not_show_is_left_out_and_said(hidden):
    note = marked(f"Before.\n\n{hidden}\n\nAfter.\n")

    assert "secret" not in note.text
    assert note.text.split() == ["Before.", "After."]
    assert any("left out" in warning for warning in note.warnings)


def test_a_comment_written_as_a_link_is_left_out():
    note = marked('Before.\n\n[//]: # (secret)\n[1]: https://x.example\n[x]: <> "secret"\n')

    assert "secret" not in note.text
    assert "[1]: https://x.example" in note.text


@pytest.mark.parametrize(
    "words",
    ["`<!-- shown -->`", "```html\n<p hidden>shown</p>\n```\n", "``a ` <span hidden>shown``", "a < b and c > d shown"],
)
def test_what_stands_in_code_is_shown(words):
    note = marked(f"Before.\n\n{words}\n\nAfter.\n")

    assert words in note.text
    assert note.warnings == ("no date: give --date",)


def test_a_page_break_in_a_comment_still_ends_the_page():
    note = marked("One.<!-- a\fb -->\fThree.")

    assert [note.text[page.start : page.end] for page in note.pages] == ["One.", "", "Three."]


@pytest.mark.parametrize("words", ["<!-- all -->", " \n ", "\u200b", "---\ntitle: a\n---\n"])
def test_nothing_to_see_is_refused(words):
    with pytest.raises(NoteError, match=r"a\.md has no text"):
        marked(words)


@pytest.mark.parametrize(
    "words",
    [
        "`" * 100_000,
        "`a``b" * 20_000,
        "<a>" * 30_000 + "</b>" * 30_000,
        "<p hidden>a</p>" * 10_000 + "x",
        "|" * 100_000 + "\n" + "|-" * 50_000,
        "|a\n-" + " " * 100_000 + "x",
        "```\n" * 30_000,
    ],
)
def test_text_made_to_take_forever_does_not(words):
    """Each took minutes with a pattern that looks back: the suite's time limit would show it."""
    assert marked(f"{words}\n\nAfter").text

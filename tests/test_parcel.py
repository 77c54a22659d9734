"""What comes back from the process that reads is believed only where it can be true; names are fit to be shown."""

import json
from pathlib import Path

import pytest

from ingest.finding import Found
from ingest.printed import plain_json, printed
from ingest.walls.parcel import ParcelError, packed, unpacked
from knowledge.note import Cell, Heading, Note, Page, Table

TEXT = "Gold rose."
NOTE = Note(title="Gold", text=TEXT, pages=(Page(number=1, start=0, end=len(TEXT)),), language="en")


def changed(lie):
    """The parcel of a note with something else in it."""
    return json.dumps(json.loads(packed(NOTE)) | lie).encode()


def test_a_note_survives_its_parcel_whole():
    text = "Flows\n\nGold | 1.3\nTin | 2\f資金"
    note = Note(
        title="Flows",
        text=text,
        pages=(Page(number=1, start=0, end=25), Page(number=2, start=26, end=28)),
        language="en",
        headings=(Heading(start=0, end=5, level=1),),
        tables=(Table(start=7, end=25, caption="In bn", cells=(Cell(row=0, column=1, start=7, end=11),)),),
        furniture=((0, 5),),
        corrects="abc",
        kind="10-K",
        period="Q2 2023",
        label="desk",
        warnings=("no date: give --date",),
    )

    assert unpacked(packed(note)) == note


@pytest.mark.parametrize(
    "lie",
    [
        {"text": 5},
        {"text": " "},
        {"text": "Gold\u202erose."},
        {"text": "Gold\x1brose."},
        {"text": "Gold \ud800ose."},
        {"title": ["Gold"]},
        {"date": "yesterday"},
        {"language": "fr"},
        {"label": {"desk": 1}},
        {"corrects": 7},
        {"kind": "novel"},
        {"period": "2023"},
        {"period": 2023},
        {"warnings": "many"},
        {"more": 1},
        {"pages": []},
        {"pages": [[2, 0, 10]]},
        {"pages": [[1, 0, 9]]},
        {"pages": [[1, 0, 11]]},
        {"pages": [[1, 0, 4], [2, 6, 10]]},
        {"pages": [[1, 0, 10], [1, 10, 10]]},
        {"pages": [[1, 0, True]]},
        {"headings": [[4, 2, 1]]},
        {"headings": [[0, 4, 0]]},
        {"headings": [[0, 40, 1]]},
        {"headings": [[0, 4, 1], [2, 6, 1]]},
        {"furniture": [[-1, 4]]},
        {"tables": [[0, 4, "", [[0, 1, 5, 6]]]]},
        {"tables": [[0, 4, 3, []]]},
        {"tables": [[0, 4, "", [[0, 0, 0, 4]]]]},
        {"tables": [[0, 4, "", [[0, 1, 0, 1.5]]]]},
    ],
    ids=str,
)
def test_what_comes_back_is_believed_only_where_it_can_be_true(lie):
    with pytest.raises(ParcelError):
        unpacked(changed(lie))


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"[" * 100_000, b"\xff", b'"note"'], ids=["a", "b", "c", "d", "e", "f"]
)
def test_what_is_no_note_is_not_believed(data):
    with pytest.raises(ParcelError):
        unpacked(data)


def test_a_table_lies_on_one_page():
    note = Note(
        title="a",
        text="a | b\fc | d",
        pages=(Page(number=1, start=0, end=5), Page(number=2, start=6, end=11)),
        language="en",
        tables=(Table(start=0, end=11, cells=()),),
    )

    with pytest.raises(ParcelError):
        unpacked(packed(note))


def test_marks_keep_what_is_odd_about_them_and_names_lose_it():
    note = unpacked(changed({"label": "desk\u200b", "title": "Go\u202eld\n1"}))

    assert note.label == "desk\\u200b"
    assert note.title == "Gold 1"


# Names


def test_names_are_printed_so_that_no_terminal_obeys_them():
    odd = "a\nb\x1b[31m\u202egnp\udcff.md"

    assert printed(odd) == "a\\nb\\x1b[31m\\u202egnp\\xff.md"
    assert printed("資金 é.md") == "資金 é.md"
    assert len(printed("x" * 300)) <= 120


def test_json_with_odd_characters_stays_the_same_json():
    odd = {"file": "a\nb\x1b\x7f\u202e\U000e0041\udcff.md"}
    plain = plain_json(json.dumps(odd, ensure_ascii=False))

    assert json.loads(plain) == odd
    assert plain.isascii()


def test_a_path_that_is_no_utf8_can_be_stored():
    assert Found(path=Path("/notes/a\udcff.md")).storable == "/notes/a\\xff.md"

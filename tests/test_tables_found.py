"""Tables as passages: whole rows under their caption and heads, found by them, and quoted by the cell."""

import hashlib

import pytest
from made_notes import ALL

from ingest.compose import Composer
from knowledge import quote
from knowledge.split import TARGET, passages, tokens_in

pytest_plugins = ("library_fixtures",)

FLOWS = [["Fund flows, bn", "2016", "2017"], ["Equity funds", "-53.1", "20.2"], ["Bond funds", "107.0", "88.4"]]


def note_with(rows, caption="Table 1. Net flows of funds", after="Money market funds saw no inflows worth a word."):
    composer = Composer("a.docx")
    composer.paragraph("Where the money went", 1)
    composer.paragraph("Investors left one kind of fund for another.")
    composer.table(rows, caption=caption)
    composer.paragraph(after)
    return composer.note(label="desk")


def stored(library, note):
    digest = hashlib.sha256(note.text.encode()).hexdigest()
    return library.add(note, "/n/a.docx", digest, "docx 1").note


def best(library, query):
    return quote.quotes(library, library.search(query, labels=ALL), query, ALL)[0].citation


def test_a_table_is_a_passage_of_its_own_under_its_caption_and_heads():
    note = note_with(FLOWS)

    found = passages(note)

    assert [item.table for item in found] == [None, 1, None]
    assert note.text[found[1].start : found[1].end].startswith("Fund flows, bn | 2016")
    assert found[1].headings == ("Where the money went", "Table 1. Net flows of funds", "Fund flows, bn | 2016 | 2017")
    assert found[2].headings == ("Where the money went",)


def test_a_long_table_is_cut_between_rows_and_each_part_keeps_the_heads():
    note = note_with([["Country", "Exports"], *([f"Country number {row}", f"{row}.5"] for row in range(120))])

    parts = [item for item in passages(note) if item.table]

    assert len(parts) > 3
    assert all(item.headings[-1] == "Country | Exports" for item in parts)
    assert all(tokens_in(note.text[item.start : item.end]) <= TARGET for item in parts)
    assert "".join(note.text[item.start : item.end] for item in parts).count("Country number") == 120
    assert all(note.text[item.end] == "\n" for item in parts)


def test_a_page_that_begins_with_a_table_holds_it_once(words_only):
    composer = Composer("a.docx")
    composer.table(FLOWS)
    composer.end_page()
    composer.table(FLOWS[::-1])
    note = composer.note(label="desk")

    assert [item.table for item in passages(note)] == [1, 2]
    assert stored(words_only, note)


@pytest.mark.parametrize(
    ("query", "cell", "name"),
    [
        ("net flows of equity funds in 2016", "-53.1", "Equity funds, 2016 (Table 1. Net flows of funds)"),
        ("how much went into bond funds in 2017?", "88.4", "Bond funds, 2017 (Table 1. Net flows of funds)"),
    ],
)
def test_the_cell_that_is_asked_for_is_quoted_by_its_row_and_column(words_only, query, cell, name):
    stored(words_only, note_with(FLOWS))

    found = best(words_only, query)

    assert (found.quote, found.cell) == (cell, name)


def test_without_a_column_the_row_is_quoted(words_only):
    stored(words_only, note_with(FLOWS))

    found = best(words_only, "net flows of bond funds")

    assert found.quote == "Bond funds | 107.0 | 88.4"
    assert "Fund flows, bn | 2016 | 2017" in found.cell


def test_a_sentence_that_answers_goes_before_a_row_that_only_shares_the_caption(words_only):
    stored(words_only, note_with(FLOWS))

    assert best(words_only, "inflows of money market funds").quote.startswith("Money market funds saw no inflows")


def test_a_cell_is_cited_by_name_wherever_its_span_is_quoted(words_only):
    note = note_with([["", "Jan", "Feb"], ["", "1.0", "2.0"]])
    name = stored(words_only, note)
    cell = note.tables[0].cells[-1]

    found = quote.cite(words_only, name, cell.start, cell.end, ALL)

    assert (found.quote, found.cell) == ("2.0", "Feb (Table 1. Net flows of funds)")

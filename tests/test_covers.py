"""What a document is, is read from its first pages; who writes about a filing has not filed one."""

from datetime import date

import covers
import pytest
from covers import paged
from pdfs import pdf_of

from ingest.covers.described import described
from ingest.folder import add, read
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.note import Note

KNOWN = {
    "annual": (covers.ANNUAL, "10-K", "FY2021", "Brindle Robotics, Inc.", date(2021, 12, 31)),
    "annual, fiscal 2021": (
        covers.STORES + "\fIn fiscal 2021 and fiscal 2020 we opened stores.",
        *("10-K", "FY2021", "COPPERFIELD STORES CORPORATION", date(2022, 1, 29)),
    ),
    "annual, unnamed year": (covers.STORES, "10-K", "FY2022", "COPPERFIELD STORES CORPORATION", date(2022, 1, 29)),
    "quarterly": (covers.QUARTERLY, "10-Q", "Q2 2023", "Lumen Harbor Co.", date(2023, 6, 30)),
    "quarterly, odd year": (
        covers.QUARTERLY + "\fFor the three and nine months ended June 30, 2023",
        *("10-Q", "Q3 2023", "Lumen Harbor Co.", date(2023, 6, 30)),
    ),
    "current": (covers.CURRENT, "8-K", "Q4 2021", "Lumen Harbor Co.", date(2022, 2, 4)),
    "on the third page": ("A cover\fA letter\f" + covers.ANNUAL, "10-K", "FY2021", "Brindle Robotics, Inc.", None),
    "Chinese": (covers.CHINESE, "annual report", "FY2021", "星河新能源科技股份有限公司", date(2021, 12, 31)),
    "Chinese half": (covers.CHINESE_HALF, "half-year report", "H1 2023", "星河新能源科技股份有限公司", None),
    "Traditional": (covers.TRADITIONAL, "annual report", "FY2021", "星河新能源科技股份有限公司", None),
    "release": (covers.RELEASE, "earnings release", "Q4 2022", "Brindle Robotics", date(2023, 1, 30)),
    "report": (covers.REPORT, "annual report", "FY2022", "Harrow Mining plc", None),
    "minutes": (covers.MINUTES, "minutes", None, None, None),
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_cover_is_read(name):
    text, kind, period, company, day = KNOWN[name]

    note = described(paged(*text.split("\f")), "a.pdf")

    assert (note.kind, note.period, note.institution) == (kind, period, company)
    assert day is None or note.date == day
    assert any("says that it is the" in said for said in note.warnings)


@pytest.mark.parametrize("text", [covers.RESEARCH, covers.CHINESE_RESEARCH, "We read the 10-K of Brindle Robotics."])
@pytest.mark.parametrize("name", ["note.pdf", "BRINDLE_2021_10K.pdf"])
def test_a_note_about_a_filing_is_none(text, name):
    note = paged(text)

    assert described(note, name) == note


def test_what_the_document_says_of_itself_goes_before():
    given = paged(covers.ANNUAL, title="Brindle in 2021", institution="Harbour House", date=date(2022, 2, 1))

    note = described(given, "a.pdf")

    assert (note.institution, note.title, note.date) == ("Harbour House", "Brindle in 2021", date(2022, 2, 1))
    assert note.kind == "10-K"


@pytest.mark.parametrize("title", ["0001558370-19-000470.pdf", "Microsoft Word - x.doc", "10-K", "tm2225632d1_10k", ""])
def test_a_title_that_names_nothing_gives_way(title):
    note = described(paged(covers.ANNUAL, title=title), "a.pdf")

    assert note.title == "Brindle Robotics, Inc., annual report 10-K, fiscal year 2021"


def test_a_chinese_title_reads_as_one():
    assert described(paged("目录", covers.CHINESE), "a.pdf").title == "星河新能源科技股份有限公司2021年年度报告"


def test_the_file_s_name_is_a_hint_only_where_statements_are_shown():
    lines = ("Consolidated balance sheets", "2021 2020", "Total assets 1,000 900", "Goodwill 7 8", "Inventories 5 6")
    sheet = "\n".join(lines)

    assert described(paged("Words.", sheet), "BRINDLE_2021_10K.pdf").period == "FY2021"
    assert described(paged("Words.", sheet), "BRINDLE_2021_10K_review.pdf").kind is None
    assert described(paged("Words.", "More words."), "BRINDLE_2021_10K.pdf").kind is None


def test_a_hint_is_said():
    said = described(paged(covers.ANNUAL.replace("For the fiscal year ended December 31, 2021", "")), "B_2021_10K.pdf")

    assert said.period == "FY2021"
    assert "its period, FY2021, was taken from the name of the file: the cover states none" in said.warnings


def test_a_year_that_ends_in_winter_is_named_as_the_file_is():
    note = described(paged(covers.STORES), "Copperfield_2021_10K.pdf")

    assert note.period == "FY2021"
    assert any(
        "was taken from the name of the file: the year it reports on ended in winter" in said for said in note.warnings
    )


def test_a_first_quarter_is_one_whatever_the_month():
    text = covers.QUARTERLY.replace("June 30, 2023", "April 29, 2023") + "\fThree months ended April 29, 2023"

    assert described(paged(*text.split("\f")), "a.pdf").period == "Q1 2024"


def test_front_matter_may_say_it(tmp_path):
    (tmp_path / "a.md").write_text("---\nkind: minutes\nperiod: Q1 2025\n---\nRates stay.", "utf-8")
    (tmp_path / "b.md").write_text("---\nkind: novel\nperiod: spring\n---\nRates stay.", "utf-8")

    good, bad = read(tmp_path / "a.md"), read(tmp_path / "b.md")

    assert (good.kind, good.period) == ("minutes", "Q1 2025")
    assert (bad.kind, bad.period) == (None, None)
    assert [said.split(" is ")[0] for said in bad.warnings if " is not " in said] == ["kind 'novel'", "period 'spring'"]


def test_the_heads_of_a_filing_are_headings_and_its_contents_are_not():
    contents = "\n".join(f"Item {number}. Something we do {number}" for number in range(1, 8))
    body = "Words of before.\nItem 7A. Market Risk\nRates moved.\nNOTE 7. LONG-TERM DEBT\nWe owe. See Note 8. It says"

    note = described(paged(covers.ANNUAL, contents, body), "a.pdf")

    assert [note.text[each.start : each.end] for each in note.headings] == [
        "Item 7A. Market Risk",
        "NOTE 7. LONG-TERM DEBT",
    ]


def test_a_filing_as_pdf_is_found_by_what_it_is(tmp_path):
    (tmp_path / "x.pdf").write_bytes(
        pdf_of([covers.ANNUAL.replace("☒", "X").replace("☐", "O").splitlines(), ["Rates."]])
    )

    with Library(tmp_path / "home", lexicon=Lexicon.of([])) as library:
        line = next(add([tmp_path / "x.pdf"], library))
        note = library.note(line["note"], frozenset({"desk", "public", "restricted", "closed"}))

    assert (note.kind, note.period, note.institution) == ("10-K", "FY2021", "Brindle Robotics, Inc.")
    assert sum("give --" in warning for warning in line["warnings"]) == 2


def test_long_runs_of_nothing_are_read_at_once():
    """Patterns that try the same characters over and over would hold up a reader for hours."""
    for odd in (" ", "-", "a ", "item 1 ", "2021年", "有限公司", "exact name of ", "\n", "_1"):
        text = odd * (60_000 // len(odd))
        assert isinstance(described(Note(**_one(text)), "a_2021.pdf"), Note)


def _one(text):
    page = paged(text).pages
    return {"title": "t", "text": text, "pages": page, "language": "en"}

"""Marks above the line of print, days on a first page, and pages with nothing on them."""

from datetime import date
from pathlib import Path

import pytest
from pdfs import drawn, story_of

from footnote.errors import NoteError
from ingest.readers import pdf
from ingest.stated import stated_day


def test_digits_above_the_line_are_no_part_of_the_number_before_them():
    text = pdf.read(Path("a.pdf"), story_of("It is 3.2<super>1</super> or 4.5%<super>12</super> of 7.25 in all.")).text

    assert " ".join(text.split()) == "It is 3.2¹ or 4.5%¹² of 7.25 in all."


def test_a_number_that_only_stands_smaller_or_only_higher_stays_as_it_is():
    def draw(page):
        page.setFont("Helvetica", 12)
        page.drawString(72, 700, "Growth 3.2")
        page.setFont("Helvetica", 7)
        page.drawString(72, 660, "Small 4.5")
        page.drawString(160, 700, "6.7")

    assert "3.2" in (text := pdf.read(Path("a.pdf"), drawn(draw)).text)
    assert "4.5" in text
    assert "6.7" in text


def test_a_page_with_nothing_on_it_is_no_scan():
    with pytest.raises(NoteError, match="has nothing on any page: it is empty, or damaged"):
        pdf.read(Path("a.pdf"), drawn(lambda page: page.showPage()))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("18 February 2026", date(2026, 2, 18)),
        ("18 Feb 2026", date(2026, 2, 18)),
        ("18-Feb-2026", date(2026, 2, 18)),
        ("Feb. 18, 2026", date(2026, 2, 18)),
        ("SEPT 3RD, 2026", date(2026, 9, 3)),
        ("2026/2/18", date(2026, 2, 18)),
        ("2026.02.18", date(2026, 2, 18)),
        ("2026年2月18日", date(2026, 2, 18)),
        ("二〇二六年十二月二十一日", date(2026, 12, 21)),
        ("二零二六年十月十日", date(2026, 10, 10)),
        ("18 Feb 2026; data as of 31 January 2026", date(2026, 2, 18)),
        ("2026年2月18日，数据截至2026年1月31日", date(2026, 2, 18)),
        ("data as of 31 January 2026", None),
        ("18 Feb 2026 and 3 March 2020", None),
        ("02/18/26", None),
        ("2026/2/18/3", None),
        ("31 February 2026", None),
        ("18 marching 2026", None),
    ],
)
def test_the_one_day_that_a_first_page_states(written, day):
    found, warnings = stated_day(f"Copper\n{written}\nIt rose.")

    assert found == day
    assert len(warnings) == 1
    assert "give --date" in warnings[0]


def test_a_title_is_without_the_hyphen_its_line_was_broken_at():
    def draw(page):
        page.drawString(72, 700, "The infla-")
        page.drawString(72, 688, "tion of 3.2 percent")

    assert "\ufffe" not in pdf.read(Path("a.pdf"), drawn(draw)).title

"""Vintage tables of the desk: what was known on a day, and every value an observation has had."""

from dataclasses import replace
from datetime import date

import pytest
from desk_files import refusal, values
from fakes import catalogue_of, noon, spec, wanted

from footnote.errors import AskError
from tools.data import Data

pytest_plugins = ("file_fixtures",)

PRINTS = """date,realtime_start,value
2025-11-01,2025-12-05,100
2025-11-01,2026-01-09,110
2025-12-01,2026-01-09,200
2025-12-01,2026-02-06,.
2026-01-01,2026-02-06,300
"""


@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        (date(2025, 12, 4), {}),
        (date(2025, 12, 5), {"2025-11-01": 100}),
        (date(2026, 1, 9), {"2025-11-01": 110, "2025-12-01": 200}),
        (date(2026, 2, 5), {"2025-11-01": 110, "2025-12-01": 200}),
        (date(2026, 2, 6), {"2025-11-01": 110, "2026-01-01": 300}),
        (None, {"2025-11-01": 110, "2026-01-01": 300}),
    ],
)
def test_of_vintages_the_last_one_published_by_the_day_is_read(read, as_of, known):
    """A blank in a later vintage is a value withdrawn."""
    reading = read(PRINTS, layout="vintages", as_of=as_of)

    assert {day: value for day, value in values(reading).items() if value == value} == known
    assert reading.dated
    assert reading.vintage == (f"as published by {as_of}" if as_of else "latest")


def test_what_will_be_published_after_today_is_not_known_yet(folder, source):
    (folder / "data" / "a.csv").write_text(PRINTS)
    asked = wanted(spec("A", layout="vintages"), "a.csv")

    readings = [source.read(replace(asked, today=today)) for today in (date(2026, 1, 9), date(2026, 2, 6))]

    assert [values(reading).get("2026-01-01") for reading in readings] == [None, 300]
    assert [reading.vintage for reading in readings] == ["latest", "latest"]


@pytest.mark.parametrize(("as_of", "first", "last"), [(None, 100, 110), (date(2099, 1, 1), 100, 110)])
def test_nobody_is_told_a_value_before_it_is_published(folder, source, as_of, first, last):
    text = PRINTS.partition("2025-12-01")[0] + "2025-11-01,2026-03-06,999\n"
    (folder / "data" / "a.csv").write_text(text)
    catalogue = catalogue_of(spec("A", layout="vintages", sources=("file:a.csv",)))
    data = Data(catalogue=catalogue, sources={"file": source}, as_of=as_of, clock=noon)

    assert data.series("A").known.tolist() == [last]
    assert data.prints("A", NOVEMBER, NOVEMBER).rows["value"].tolist() == [first, last]


def test_a_month_is_one_however_its_vintages_date_it(folder, source, prints):
    text = "date,realtime_start,value\n2026-09-01,2026-10-05,100\n2026-09-30,2026-11-05,110\n"
    rows, _ = prints(text, date(2026, 9, 30), date(2026, 9, 30))

    reading = source.read(wanted(spec("A", layout="vintages"), "a.csv"))

    assert values(reading) == {"2026-09-01": 110}
    assert [value for *_, value in rows] == [100, 110]


def test_weeks_are_not_vintages_of_a_month(read):
    rows = [f"2026-09-{day:02},2026-10-{day:02},{day}" for day in (4, 11, 18, 25)]
    text = "\n".join(["date,realtime_start,value", *rows])

    assert "more than two dates within one period" in refusal(read, text, layout="vintages").en


def test_the_order_of_the_rows_of_vintages_does_not_matter(read):
    head, *rows = PRINTS.splitlines()

    turned = read("\n".join([head, *reversed(rows)]), layout="vintages", as_of=date(2026, 1, 9))

    assert values(turned) == {"2025-11-01": 110, "2025-12-01": 200}


def test_two_values_published_for_one_month_on_one_day_are_refused(read):
    text = "date,realtime_start,value\n2025-11-01,2025-12-05,100\n2025-11-01,2025-12-05,101\n"

    assert "two different values for 2025-11-01, published on 2025-12-05" in refusal(read, text, layout="vintages").en


def test_vintages_without_their_days_are_refused(read):
    text = "date,value\n2026-01,1\n"

    assert "has no column 'realtime_start'" in refusal(read, text, layout="vintages").en


# ---------------------------------------------------------------- prints

NOVEMBER = date(2025, 11, 1)
DECEMBER = date(2025, 12, 1)


@pytest.fixture
def prints(folder, source):
    """The prints of *text* from one day to another, as lists."""

    def asked(text, first, last):
        (folder / "data" / "a.csv").write_text(text)
        found = source.prints(wanted(spec("A", layout="vintages"), "a.csv"), first, last)
        rows = [(str(row.date.date()), str(row.known.date()), row.value) for row in found.rows.itertuples()]
        return rows, found.opens

    return asked


def test_the_prints_of_an_observation_are_listed_by_the_day_they_were_published(prints):
    rows, opens = prints(PRINTS, NOVEMBER, NOVEMBER)

    assert rows == [("2025-11-01", "2025-12-05", 100), ("2025-11-01", "2026-01-09", 110)]
    assert opens == date(2025, 12, 5)


def test_a_value_withdrawn_is_the_last_print(prints):
    rows, opens = prints(PRINTS, DECEMBER, DECEMBER)

    assert rows[0] == ("2025-12-01", "2026-01-09", 200)
    assert rows[1][:2] == ("2025-12-01", "2026-02-06")
    assert rows[1][2] != rows[1][2]
    assert opens == date(2025, 12, 5)


def test_a_value_that_did_not_change_is_no_second_print(prints):
    """Nor is a blank before the first value one: the table lists whole vintages."""
    rows, _ = prints(
        "date,realtime_start,value\n2025-11-01,2025-12-05,.\n2025-11-01,2026-01-09,100\n2025-11-01,2026-02-06,100\n",
        NOVEMBER,
        NOVEMBER,
    )

    assert rows == [("2025-11-01", "2026-01-09", 100)]


def test_a_series_without_vintages_has_no_prints(read, source):
    read("date,value\n2025-11-01,1\n")

    with pytest.raises(AskError, match="with its current values only"):
        source.prints(wanted(spec("A"), "a.csv"), NOVEMBER, NOVEMBER)


def test_a_faulty_cell_of_a_vintage_table_is_named_whatever_is_asked(prints):
    with pytest.raises(Exception, match="row 2, column 'realtime_start': '05/12/2025' is no date"):
        prints("date,realtime_start,value\n2025-11-01,05/12/2025,1\n", DECEMBER, DECEMBER)

"""What was known when: the prints of an observation, its revision, and the next release."""

from datetime import date

import pandas as pd
import pytest
from fakes import Told, catalogue_of, daily, data_of, holding, monthly, noon, spec

from footnote.errors import AskError
from footnote.text import same
from tools.data import Data
from tools.reading import Prints, Release, Source
from tools.vintages import next_release, revisions

PAYROLLS = """2008-08-01 2008-08-31 137500
2008-08-01 2008-10-31 137480
2008-09-01 2008-10-31 137321
2008-09-01 2008-11-28 137196
2008-08-01 2009-02-27 137053
2008-09-01 2009-02-27 136732
2008-08-01 2024-03-29 137200
2008-09-01 2024-03-29 136750"""
REBASED = """2009-12-01 2010-01-31 98.0
2010-01-01 2010-02-28 99.0
2010-02-01 2010-03-31 100.0
2010-03-01 2010-04-30 101.0
2010-03-01 2010-05-31 101.5
2009-12-01 2012-07-31 88.3
2010-01-01 2012-07-31 89.2
2010-02-01 2012-07-31 90.0
2010-03-01 2012-07-31 91.35"""


class Printed(Source):
    """A source that has kept every print."""

    def __init__(self, rows, opens="2000-01-31"):
        cells = [line.split() for line in rows.splitlines()]
        self.rows = pd.DataFrame(
            {
                "date": pd.to_datetime([cell[0] for cell in cells]),
                "known": pd.to_datetime([cell[1] for cell in cells]),
                "value": [float(cell[2]) for cell in cells],
            }
        )
        self.opens = date.fromisoformat(opens)

    def read(self, wanted):
        raise AssertionError("prints are asked for, not the series")

    def prints(self, wanted, first, last):
        days = self.rows["date"]
        kept = self.rows[(days >= pd.Timestamp(first)) & (days <= pd.Timestamp(last))]
        return Prints(rows=kept, source="file:prints", opens=self.opens)


def printed(rows, series=None, as_of=None, **known):
    series = series or spec("PAYEMS", unit="persons th", sources=("file:prints",))
    return Data(catalogue=catalogue_of(series), sources={"file": Printed(rows, **known)}, as_of=as_of, clock=noon)


def part(figure, name):
    return next(each for each in figure.parts if each.name == name)


def refused(run):
    with pytest.raises(AskError) as caught:
        run()
    return caught.value


# ---------------------------------------------------------------- revisions


def test_the_revision_is_the_latest_print_less_the_first():
    figure = revisions(printed(PAYROLLS), "PAYEMS", "2008-09")

    assert figure.value == 136_750_000 - 137_321_000
    assert (figure.unit, figure.as_of, figure.stats["n"]) == ("persons", date(2008, 9, 30), 4)
    assert (figure.stats["first"], figure.stats["latest"]) == (date(2008, 10, 31), date(2024, 3, 29))
    assert [(each.name, each.value) for each in figure.parts if each.name.endswith(("t", "2", "3"))] == [
        ("first", 137_321_000),
        ("print_2", 137_196_000),
        ("print_3", 136_732_000),
        ("latest", 136_750_000),
    ]


def test_a_change_has_both_its_ends_from_one_vintage():
    """August stood at 137,480 when September was first printed, and stands at 137,200 now."""
    figure = revisions(printed(PAYROLLS), "PAYEMS", "2008-09")

    assert part(figure, "first_change").value == 137_321_000 - 137_480_000
    assert part(figure, "latest_change").value == 136_750_000 - 137_200_000
    rows = part(figure, "first_change").inputs[0].rows
    assert rows == ((date(2008, 8, 31), 137_480_000), (date(2008, 9, 30), 137_321_000))
    assert part(figure, "first_change").inputs[0].vintage == "as published by 2008-10-31"


def test_of_a_day_only_what_was_printed_by_then_counts():
    figure = revisions(printed(PAYROLLS, as_of=date(2009, 3, 1)), "PAYEMS", "2008-09")

    assert figure.stats["latest"] == date(2009, 2, 27)
    assert part(figure, "latest").value == 136_732_000
    assert part(figure, "latest_change").value == -321_000


def test_levels_on_different_bases_are_not_subtracted():
    series = spec("INDPRO", sources=("file:prints",))

    figure = revisions(printed(REBASED, series), "INDPRO", "2010-03")

    assert figure.value is None
    assert figure.stats["rebased"] is True
    assert "another base" in figure.caveats[-1].en
    assert "基期" in figure.caveats[-1].zh
    assert part(figure, "first_change").value == pytest.approx(1.0)
    assert part(figure, "latest_change").value == pytest.approx(1.5)


def test_a_large_revision_of_one_month_is_no_new_base():
    rows = "\n".join(line for line in REBASED.splitlines() if "2012" not in line) + "\n2010-03-01 2012-07-31 91.35"

    figure = revisions(printed(rows, spec("INDPRO", sources=("file:prints",))), "INDPRO", "2010-03")

    assert figure.value == pytest.approx(91.35 - 101.0)


def test_a_percentage_has_no_base():
    """The values around fell by a tenth all alike; of a percentage that is a revision."""
    series = spec("TCU", unit="percent", kind="rate", sources=("file:prints",))

    assert revisions(printed(REBASED, series), "TCU", "2010-03").value == pytest.approx(91.35 - 101.0)


def test_a_neighbour_that_was_revised_later_counts_in_the_last_change():
    """September was last printed in February 2009; August once more in March."""
    rows = PAYROLLS.replace(
        "2008-08-01 2024-03-29 137200\n2008-09-01 2024-03-29 136750", "2008-08-01 2009-03-31 137000"
    )

    figure = revisions(printed(rows), "PAYEMS", "2008-09")

    assert part(figure, "latest").value == 136_732_000
    assert part(figure, "latest_change").value == 136_732_000 - 137_000_000
    assert part(figure, "latest_change").stats["published"] == date(2009, 3, 31)


def test_a_change_needs_the_period_right_before():
    rows = "2008-07-01 2008-08-31 100\n2008-09-01 2008-10-31 110"

    assert not [each for each in revisions(printed(rows), "PAYEMS", "2008-09").parts if each.name.endswith("change")]


def test_a_value_that_was_withdrawn_is_said():
    rows = "2008-09-01 2008-10-31 100\n2008-09-01 2008-11-28 nan"

    figure = revisions(printed(rows), "PAYEMS", "2008-09")

    assert figure.stats["n"] == 1
    assert "withdrawn on 28 Nov 2008" in figure.caveats[0].en


def test_the_day_the_vintages_begin_is_no_first_print_for_sure():
    figure = revisions(printed(PAYROLLS, opens="2008-10-31"), "PAYEMS", "2008-09")

    assert "need not be the first print" in figure.caveats[0].en
    assert not revisions(printed(PAYROLLS), "PAYEMS", "2008-09").caveats


def test_one_print_is_a_revision_of_nothing():
    figure = revisions(printed("2008-09-01 2008-10-31 137321"), "PAYEMS", "2008-09")

    assert (figure.value, figure.stats["n"]) == (0, 1)


def test_of_very_many_prints_the_first_and_the_last_are_shown():
    rows = "\n".join(f"2008-09-01 {2009 + n}-01-31 {100 + n}" for n in range(15))

    figure = revisions(printed(rows), "PAYEMS", "2008-09")

    names = [each.name for each in figure.parts]
    assert names == ["first", *(f"print_{n}" for n in (2, 3, 4, 5, 6, 10, 11, 12, 13, 14)), "latest"]
    assert "of 15 prints" in figure.caveats[0].en


def test_a_percentage_is_revised_by_points():
    series = spec("UNRATE", unit="percent", kind="rate", sources=("file:prints",))
    rows = "2008-09-01 2008-10-31 6.1\n2008-09-01 2009-01-30 6.2"

    figure = revisions(printed(rows, series), "UNRATE", "2008-09")

    assert (round(figure.value, 6), figure.unit) == (0.1, "percentage point")


def test_a_blank_print_is_no_print():
    rows = "2008-09-01 2008-10-31 nan\n2008-09-01 2008-11-28 100"

    assert revisions(printed(rows), "PAYEMS", "2008-09").stats["first"] == date(2008, 11, 28)


def test_an_observation_without_a_print_is_refused():
    error = refused(lambda: revisions(printed(PAYROLLS), "PAYEMS", "2008-10"))

    assert error.reason == "short_history"
    assert "no print of Oct 2008" in error.text.en
    assert "2008年10月" in error.text.zh


def test_a_year_of_a_monthly_series_is_asked_back():
    error = refused(lambda: revisions(printed(PAYROLLS), "PAYEMS", "2008"))

    assert "name one, such as 2024-03" in error.text.en


def test_a_series_of_current_values_only_has_no_revisions():
    error = refused(lambda: revisions(data_of({"A": monthly([1, 2])}, spec("A")), "A", "2026-01"))

    assert error.reason == "not_configured"
    assert "current values only" in error.text.en


# ---------------------------------------------------------------- the next release


class Calendar(Told):
    def __init__(self, *days):
        super().__init__(lambda _: None)
        self.days = tuple(date.fromisoformat(day) for day in days)

    def release(self, wanted):
        return Release(name="Employment Situation", source="fred:release/50", days=self.days)


def live(*days):
    series = spec("PAYEMS", sources=("fred:PAYEMS",))
    return Data(catalogue=catalogue_of(series), sources={"fred": Calendar(*days)}, clock=noon)


def test_the_next_release_is_the_first_day_from_today_on():
    figure = next_release(live("2026-02-06", "2026-04-03", "2026-03-06"), "PAYEMS")

    assert (figure.value, figure.unit, figure.stats["next"]) == (14, "days", date(2026, 3, 6))
    assert figure.stats["previous"] == date(2026, 2, 6)
    assert figure.inputs[0].source == "fred:release/50"
    assert not figure.caveats


def test_a_release_of_today_is_the_next():
    assert next_release(live("2026-02-20"), "PAYEMS").value == 0


def test_a_release_of_today_names_the_one_after_it():
    assert next_release(live("2026-02-20", "2026-03-06"), "PAYEMS").stats["after"] == date(2026, 3, 6)


def test_a_calendar_that_has_ended_gives_way_to_an_estimate():
    series = spec("A", sources=("fred:A", "file:A"), lag=11)
    sources = {"fred": Calendar("2026-02-06"), "file": holding({"A": monthly([1, 2])})}
    sources["fred"]._read = sources["file"].read
    figure = next_release(Data(catalogue=catalogue_of(series), sources=sources, clock=noon), "A")

    assert figure.stats["next"] == date(2026, 3, 11)
    assert "estimate" in figure.caveats[0].en


def test_without_a_calendar_the_lag_gives_an_estimate():
    """January is out; February's comes eleven days after the month."""
    figure = next_release(data_of({"A": monthly([1, 2])}, spec("A", lag=11)), "A")

    assert figure.stats["next"] == date(2026, 3, 11)
    assert [(each.kind, each.value) for each in figure.inputs] == [
        ("observations", None),
        ("assumption", 11),
        ("assumption", "M"),
    ]
    assert "estimate" in figure.caveats[0].en


def test_the_estimate_lies_ahead_even_when_the_series_is_behind():
    figure = next_release(data_of({"A": monthly([1, 2], last="2025-06")}, spec("A", lag=11)), "A")

    assert figure.stats["next"] == date(2026, 3, 11)
    assert "Jul 2025 was due on 11 Aug 2025 and is not here" in figure.caveats[1].en


def test_a_daily_series_comes_out_the_day_after():
    figure = next_release(data_of({"A": daily([1, 2], last="2026-02-19")}, spec("A", freq="D", lag=1)), "A")

    assert figure.stats["next"] == date(2026, 2, 21)


def test_a_source_that_fails_is_not_replaced_by_an_estimate():
    from footnote.errors import SourceError

    class Down(Calendar):
        def release(self, wanted):
            raise SourceError(same("FRED is down."))

    series = spec("PAYEMS", sources=("fred:PAYEMS",))
    data = Data(catalogue=catalogue_of(series), sources={"fred": Down()}, clock=noon)
    with pytest.raises(SourceError):
        next_release(data, "PAYEMS")


def test_where_fred_keeps_the_prints_its_key_is_asked_for():
    series = spec("A", sources=("fred:A", "file:A"))

    error = refused(lambda: revisions(data_of({"A": monthly([1, 2])}, series), "A", "2026-01"))

    assert "Set FRED_API_KEY" in error.text.en
    assert "请设置 FRED_API_KEY" in error.text.zh

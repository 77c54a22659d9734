"""The day asked about, at its edges: values dated ahead of it, days still to come, days before there were any."""

from datetime import date

import pytest
from fakes import (
    NAN,
    TODAY,
    Told,
    catalogue_of,
    daily,
    data_of,
    dated,
    holding,
    monthly,
    noon,
    quarterly,
    spec,
    yearly,
)

from footnote.errors import AskError
from footnote.text import same
from tools.data import Data


def live(values, item, as_of=None):
    """What FRED, which holds *values* of the vintage asked for, is read as."""
    source = holding({"A": values}, dated=True, vintage="latest", scheme="fred")
    return Data(catalogue=catalogue_of(item), sources={"fred": source}, as_of=as_of, clock=noon).series("A")


def of_fred(**known):
    return spec("A", **{"sources": ("fred:A",), "lag": 0, "stale_after": 1000} | known)


# ---------------------------------------------------------------- dated ahead


def test_a_value_dated_ahead_is_not_the_last_and_that_is_said():
    """Projections, such as those of the policy rate, are dated years ahead."""
    observed = live(yearly([1, 2, 3, 4, 5], last="2029"), of_fred(freq="A"))

    assert observed.known.tolist() == [1, 2]
    [said] = observed.caveats()
    assert said.en == "Title of A (A): 3 values dated after 20 Feb 2026 are left out."
    assert said.zh == "A的名称（A）：日期晚于2026年2月20日的 3 个数值未采用。"


@pytest.mark.parametrize(
    ("values", "freq", "last"),
    [
        (quarterly([1, 2, 3], last="2026Q2"), "Q", date(2026, 3, 31)),
        (monthly([1, 2, 3], last="2026-03"), "M", date(2026, 2, 28)),
        (dated(d2026_02_19=1, d2026_02_26=2, d2026_02_27=3), "W", date(2026, 2, 26)),
        (daily([1, 2], last="2026-02-21"), "D", date(2026, 2, 20)),
    ],
)
def test_a_period_that_has_begun_may_have_a_value(values, freq, last):
    """A nowcast is of the running quarter."""
    observed = live(values, of_fred(freq=freq))

    assert observed.last == last
    assert "1 value dated after 20 Feb 2026 is left out." in observed.caveats()[0].en


def test_what_a_vintage_holds_of_later_years_is_left_out_too():
    observed = live(yearly([1, 2, 3], last="2027"), of_fred(freq="A"), as_of=date(2025, 6, 1))

    assert observed.known.tolist() == [1]
    assert "2 values dated after 1 Jun 2025 are left out" in observed.caveats()[0].en


def test_blanks_ahead_are_nothing_to_speak_of():
    """A file may have its rows for the whole year."""
    observed = live(monthly([1, 2, NAN, NAN], last="2026-04"), of_fred())

    assert observed.caveats() == ()
    assert len(observed.values) == 2


def test_a_desks_file_may_hold_forecasts_as_well():
    data = data_of({"A": monthly([1, 2, 3, 4], last="2026-04")}, spec("A", lag=0), as_of=None)

    observed = data.series("A")

    assert observed.last == date(2026, 2, 28)
    assert "2 values dated after 20 Feb 2026 are left out" in observed.caveats()[0].en


def test_what_was_not_known_on_a_past_day_is_not_spoken_of():
    data = data_of({"A": monthly([1, 2, 3])}, spec("A", lag=0), as_of=date(2025, 12, 1))

    assert data.series("A").caveats() == ()


def test_nothing_but_projections_is_nothing_known():
    with pytest.raises(AskError, match="holds no value known on 2026-02-20"):
        live(yearly([1, 2], last="2028"), of_fred(freq="A"))


# ---------------------------------------------------------------- days still to come


@pytest.mark.parametrize("as_of", [date(2026, 2, 21), date(2027, 1, 1), date(9999, 12, 31)])
def test_a_day_still_to_come_is_today(as_of):
    asked = []

    def read(wanted):
        asked.append(wanted.as_of)
        return holding({"A": monthly([1, 2])}, dated=True, vintage=f"as published by {wanted.as_of}").read(wanted)

    data = Data(catalogue=catalogue_of(of_fred()), sources={"fred": Told(read)}, as_of=as_of, clock=noon)
    observed = data.series("A")

    assert asked == [TODAY]
    assert (data.today, observed.vintage, observed.age) == (TODAY, "as published by 2026-02-20", 20)


def test_the_desks_own_day_may_lie_ahead_of_the_clock():
    """As in a sample that is told as of a day."""
    desk = {"today": "2026-11-22"}
    data = Data(catalogue=catalogue_of(desk=desk), sources={}, as_of=date(2027, 1, 1), clock=noon)

    assert (data.today_for("file"), data.today_for("fred")) == (date(2026, 11, 22), TODAY)


def test_a_day_between_the_desks_own_and_the_clocks_is_that_day():
    data = Data(catalogue=catalogue_of(desk={"today": "2026-01-01"}), sources={}, as_of=date(2026, 2, 1), clock=noon)

    assert data.today == date(2026, 2, 1)


# ---------------------------------------------------------------- days before any


@pytest.mark.parametrize("as_of", [date(1, 1, 1), date(1, 1, 3), date(1600, 1, 1)])
@pytest.mark.parametrize("freq", "DWMQA")
def test_on_the_first_days_of_all_nothing_was_known(as_of, freq):
    data = data_of({"A": daily([1])}, spec("A", freq=freq), as_of=as_of)

    with pytest.raises(AskError, match=f"holds no value known on {as_of}"):
        data.series("A")


# ---------------------------------------------------------------- whom FRED does not know


def test_a_series_that_its_source_does_not_know_is_named_by_its_title():
    def unknown(_):
        raise AskError(same("FRED has no series 'A'."), reason="unknown_series")

    data = Data(catalogue=catalogue_of(of_fred()), sources={"fred": Told(unknown)}, clock=noon)

    with pytest.raises(AskError) as caught:
        data.series("A")

    assert (caught.value.text.en, caught.value.reason) == (
        "Title of A (A): FRED has no series 'A'.",
        "unknown_series",
    )
    assert caught.value.text.zh.startswith("A的名称（A）：")

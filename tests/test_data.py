"""From an id to numbers: base units, ends of periods, and only what was known on the day asked about."""

from datetime import UTC, date, datetime

import pandas as pd
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

from footnote.errors import AskError, SourceError
from footnote.text import same
from tools.data import Data
from tools.observations import named
from tools.periods import day_of, period_end, periodic


def values_of(observed):
    return {str(day_of(day)): value for day, value in observed.known.items()}


def refusal(data, id, kind=AskError):
    with pytest.raises(kind) as caught:
        data.series(id)
    return caught.value


# ---------------------------------------------------------------- units and periods


def test_values_come_in_base_units():
    observed = data_of({"FLOWS": monthly([1.5, -2])}, spec("FLOWS", unit="USD mn", lag=0)).series("FLOWS")

    assert observed.known.tolist() == [1_500_000, -2_000_000]


@pytest.mark.parametrize(
    ("values", "freq", "days"),
    [
        (daily([1, 2]), "D", ["2026-02-19", "2026-02-20"]),
        (monthly([1, 2]), "M", ["2025-12-31", "2026-01-31"]),
        (quarterly([1, 2]), "Q", ["2025-09-30", "2025-12-31"]),
        (yearly([1, 2]), "A", ["2024-12-31", "2025-12-31"]),
        (dated(d2026_01_07=1, d2026_01_14=2), "W", ["2026-01-07", "2026-01-14"]),
        (dated(d2025_12_31=1, d2026_01_15=2), "M", ["2025-12-31", "2026-01-31"]),
    ],
)
def test_a_value_stands_at_the_last_day_of_its_period(values, freq, days):
    observed = data_of({"A": values}, spec("A", freq=freq, lag=0)).series("A")

    assert list(values_of(observed)) == days


def test_rows_out_of_order_are_put_in_order():
    values = dated(d2025_12_01=2, d2026_01_01=3, d2025_11_01=1)

    assert data_of({"A": values}, spec("A", lag=0)).series("A").known.tolist() == [1, 2, 3]


def test_a_source_is_not_changed_by_being_read():
    values = dated(d2026_01_01=3, d2025_12_01=2)
    before = values.copy()

    data_of({"A": values}, spec("A", unit="USD mn", lag=0)).series("A")

    pd.testing.assert_series_equal(values, before)


def test_two_unlike_values_for_one_period_are_refused():
    error = refusal(data_of({"A": dated(d2026_01_01=1, d2026_01_15=2)}, spec("A", lag=0)), "A", SourceError)

    assert "Title of A (A) has two different values for Jan 2026" in error.text.en
    assert "2026年1月" in error.text.zh


def test_a_blank_beside_a_value_for_one_period_is_refused():
    refusal(data_of({"A": dated(d2026_01_01=1, d2026_01_15=NAN)}, spec("A", lag=0)), "A", SourceError)


def test_the_same_value_twice_is_one_observation():
    values = dated(d2025_12_01=1, d2026_01_01=2, d2026_01_15=2)

    assert data_of({"A": values}, spec("A", lag=0)).series("A").known.tolist() == [1, 2]


def test_blanks_are_kept_and_are_no_observations():
    observed = data_of({"A": monthly([1, NAN, 3, NAN])}, spec("A", lag=0)).series("A")

    assert len(observed.values) == 4
    assert observed.known.tolist() == [1, 3]
    assert (observed.first, observed.last) == (date(2025, 10, 31), date(2025, 12, 31))


def test_what_lies_outside_the_valid_span_is_not_there():
    series = spec("A", lag=0, valid=("2025-11-01", "2025-12-31"))

    observed = data_of({"A": monthly([1, 2, 3, 4])}, series).series("A")

    assert values_of(observed) == {"2025-11-30": 2, "2025-12-31": 3}


def test_the_digits_are_those_of_the_published_values():
    assert data_of({"A": monthly([37.0, 48.7])}, spec("A", lag=0)).series("A").digits == 1
    assert data_of({"A": monthly([37, 48])}, spec("A", unit="USD mn", lag=0)).series("A").digits == 0


def test_an_input_holds_the_rows_it_was_made_of():
    observed = data_of({"A": monthly([1, NAN, 3])}, spec("A", unit="percent", lag=0)).series("A")

    used = observed.input(observed.values)

    assert (used.kind, used.series, used.source, used.vintage) == ("observations", "A", "file:A", "current only")
    assert (used.first, used.last, used.count, used.unit) == (date(2025, 11, 30), date(2026, 1, 31), 2, "percent")
    assert used.rows == ((date(2025, 11, 30), 1.0), (date(2026, 1, 31), 3.0))


# ---------------------------------------------------------------- what was known when


@pytest.mark.parametrize(
    ("as_of", "lag", "last"),
    [
        (date(2026, 2, 20), 14, date(2026, 1, 31)),
        (date(2026, 2, 14), 14, date(2026, 1, 31)),
        (date(2026, 2, 13), 14, date(2025, 12, 31)),
        (date(2026, 2, 20), 0, date(2026, 1, 31)),
        (date(2026, 2, 10), -18, date(2026, 2, 28)),
        (date(2026, 2, 9), -18, date(2026, 1, 31)),
    ],
)
def test_a_value_is_known_when_its_lag_has_passed_since_the_end_of_its_period(as_of, lag, last):
    """So a question as of 20 February does not see February's CPI, which comes out in March."""
    prices = monthly([1, 2, 3, 4], last="2026-02")

    data = data_of({"CPI": prices}, spec("CPI", lag=lag), as_of=as_of)

    assert data.series("CPI").last == last


@pytest.mark.parametrize(("freq", "days"), [("D", 1), ("W", 7), ("M", 30), ("Q", 60), ("A", 180)])
def test_without_a_word_on_it_the_lag_is_that_of_the_frequency(freq, days):
    assert spec("A", freq=freq).lag.days == days


def test_without_an_as_of_everything_in_the_file_is_known():
    data = data_of({"CPI": monthly([1, 2], last="2026-02")}, spec("CPI", lag=14), as_of=None)

    assert data.series("CPI").last == date(2026, 2, 28)


def test_before_its_first_publication_a_series_holds_nothing():
    error = refusal(data_of({"CPI": monthly([1, 2])}, spec("CPI", lag=14), as_of=date(2025, 6, 1)), "CPI")

    assert error.reason == "short_history"
    assert "holds no value known on 2025-06-01" in error.text.en


def test_a_reading_of_the_vintage_asked_for_is_not_cut_again():
    """Its last value was published that day, whatever the usual lag."""
    data = Data(
        catalogue=catalogue_of(spec("A", lag=30)),
        sources={"file": holding({"A": monthly([1, 2])}, dated=True, vintage="as published by 2026-02-20")},
        as_of=TODAY,
    )

    observed = data.series("A")

    assert observed.last == date(2026, 1, 31)
    assert observed.vintage == "as published by 2026-02-20"


def clock_data(as_of, **desk):
    late = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)  # half past nine in the evening of 1 March in New York
    return Data(catalogue=catalogue_of(desk=desk), sources={}, as_of=as_of, clock=lambda: late)


def test_today_is_the_day_asked_about_else_the_desks_else_the_clocks():
    assert clock_data(date(2025, 1, 1), today="2026-02-20").today == date(2025, 1, 1)
    assert clock_data(None, today="2026-02-20").today == date(2026, 2, 20)
    assert clock_data(None).today == date(2026, 3, 2)


def test_the_clocks_day_is_the_day_at_the_desk():
    assert clock_data(None, timezone="America/New_York").today == date(2026, 3, 1)


def test_the_desks_today_holds_for_its_files_only():
    data = clock_data(None, today="2026-02-20")

    assert (data.today_for("file"), data.today_for("fred")) == (date(2026, 2, 20), date(2026, 3, 2))


def test_sources_are_asked_for_the_vintage_of_the_day():
    asked = []

    def read(wanted):
        asked.append((wanted.name, wanted.as_of))
        return holding({"UNRATE": monthly([1, 2])}).read(wanted)

    series = spec("UNRATE", sources=("fred:UNRATE",))
    Data(catalogue=catalogue_of(series), sources={"fred": Told(read)}, as_of=TODAY, clock=noon).series("UNRATE")
    Data(catalogue=catalogue_of(series), sources={"fred": Told(read)}, clock=noon).series("UNRATE")

    assert asked == [("UNRATE", TODAY), ("UNRATE", None)]


def test_an_old_value_is_said_to_be_old():
    caveats = data_of({"A": monthly([1, 2], last="2025-10")}, spec("A", lag=0, stale_after=45)).series("A").caveats()

    assert [str(caveat) for caveat in caveats] == [
        "Title of A (A): last known for Oct 2025, 112 days old; not current."  # 30 + 31 + 31 + 20 days
    ]
    assert "112 天" in caveats[0].zh


@pytest.mark.parametrize(("stale_after", "count"), [(20, 0), (19, 1)])
def test_a_value_is_old_once_its_age_exceeds_the_rule(stale_after, count):
    """31 January is 20 days before 20 February."""
    observed = data_of({"A": monthly([1])}, spec("A", lag=0, stale_after=stale_after)).series("A")

    assert len(observed.caveats()) == count


# ---------------------------------------------------------------- sources


def down(_):
    raise SourceError(same("FRED is down"))


def unknown(_):
    raise AskError(same("FRED has no such series"), reason="unknown_series")


LISTED = spec("UNRATE", sources=("fred:UNRATE", "file:unrate"), lag=0)
FILE = holding({"unrate": monthly([4.2])})


def test_the_first_source_that_is_configured_is_read():
    live = holding({"UNRATE": monthly([4.3])}, scheme="fred", dated=True)

    data = Data(catalogue=catalogue_of(LISTED), sources={"file": FILE, "fred": live}, clock=noon)

    assert data.series("UNRATE").source == "fred:UNRATE"


@pytest.mark.parametrize(
    "sources", [{"file": FILE}, {"fred": Told(down), "file": FILE}, {"fred": Told(unknown), "file": FILE}]
)
def test_a_source_that_does_not_answer_gives_way_to_the_next(sources):
    """A series can vanish from FRED; the desk's file is there for that day."""
    data = Data(catalogue=catalogue_of(LISTED), sources=sources, clock=noon)

    assert data.series("UNRATE").source == "file:unrate"


def test_when_none_answers_the_first_says_why():
    def broken(_):
        raise SourceError(same("the file is broken"))

    data = Data(catalogue=catalogue_of(LISTED), sources={"fred": Told(down), "file": Told(broken)}, clock=noon)

    assert refusal(data, "UNRATE", SourceError).text.en == "Title of UNRATE (UNRATE): FRED is down No figure is given."


def test_what_is_not_configured_names_the_variable_and_what_can_be_asked():
    live = spec("UNRATE", sources=("fred:UNRATE",), groups=("labour",))
    held = spec("GOLD"), spec("CLAIMS", groups=("labour",))

    error = refusal(data_of({}, live, *held), "UNRATE")

    assert error.reason == "not_configured"
    assert "Set FRED_API_KEY; meanwhile you can ask for Title of CLAIMS, Title of GOLD" in error.text.en
    assert "请设置 FRED_API_KEY；目前可以查询：CLAIMS的名称、GOLD的名称" in error.text.zh


def test_an_unknown_id_is_answered_with_the_nearest_three():
    data = data_of({}, *(spec(id) for id in ("PAYEMS", "PAYROLL", "UNRATE", "GOLD", "PAY")))

    error = refusal(data, "PAYEM")

    assert error.reason == "unknown_series"
    assert "I know no series called 'PAYEM'" in error.text.en
    assert error.choices[0].en == "Title of PAYEMS"
    assert len(error.choices) == 3


def test_what_a_reader_may_not_see_is_not_offered_either():
    data = data_of({}, spec("PAYEMS", label="restricted"), spec("PAYROLL"))
    seen = Data(catalogue=data.catalogue.visible(frozenset({"desk"}), "desk"), sources={}, as_of=TODAY)

    assert "PAYEMS" not in str(refusal(seen, "PAYEMS").text.en.replace("'PAYEMS'", ""))


# ---------------------------------------------------------------- small words


@pytest.mark.parametrize(
    ("freq", "end"),
    [
        ("D", date(2026, 2, 5)),
        ("W", date(2026, 2, 5)),
        ("M", date(2026, 2, 28)),
        ("Q", date(2026, 3, 31)),
        ("A", date(2026, 12, 31)),
    ],
)
def test_the_end_of_a_period(freq, end):
    assert period_end(date(2026, 2, 5), freq) == end


def test_nothing_is_nothing_by_period():
    assert periodic(spec("A"), pd.Series(dtype=float)).empty


def test_a_series_is_named_with_its_column_where_that_is_another_word():
    plain = spec("UNRATE", sources=("file:unrate.csv#UNRATE",))
    other = spec("EQUITY", sources=("file:ici.csv#Domestic Equity",))

    assert named(plain).en == "Title of UNRATE (UNRATE)"
    assert named(other).en == "Title of EQUITY (EQUITY, column 'Domestic Equity')"
    assert named(other).zh == "EQUITY的名称（EQUITY，列“Domestic Equity”）"

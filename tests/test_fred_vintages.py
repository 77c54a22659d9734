"""FRED point in time: what was published by a day, every print of an observation, and no vintage that never was."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from fake_fred import failure, observations
from fake_fred_series import NOT_IN_ALFRED, Held
from fred_reading import KEY, read, refusal, source, want

from footnote.errors import AskError, SourceError
from footnote.settings import Settings
from tools.fred import opens, pace, vintages
from tools.fred.opens import Opens
from tools.reading import Budget
from tools.sources.fred import Fred

pytest_plugins = ("fred_fixtures",)

NOV, DEC, JAN = date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)
REVISED = [
    (NOV, date(2025, 12, 5), "4.5"),
    (NOV, date(2026, 2, 6), "4.6"),
    (DEC, date(2026, 1, 9), "4.4"),
    (JAN, date(2026, 2, 6), "4.3"),
]
"""November is revised on the day on which January is published."""


@pytest.fixture
def unrate(fred):
    """A series with three vintages."""
    fred.shelf.add(Held(id="UNRATE", prints=REVISED))
    return fred


def prints(fred, first=NOV, last=JAN, **known):
    return source(fred).prints(want(seconds=10, **known), first, last)


def as_told(found):
    return [(f"{row.date:%Y-%m-%d}", f"{row.known:%Y-%m-%d}", row.value) for row in found.rows.itertuples()]


# ---------------------------------------------------------------- as published by a day


def test_what_was_published_by_a_day_is_what_was_known_then(unrate):
    before, after = read(unrate, as_of=date(2026, 2, 5)), read(unrate, as_of=date(2026, 2, 6))

    assert before.values.tolist() == [4.5, 4.4]
    assert after.values.tolist() == [4.6, 4.4, 4.3]
    assert (before.vintage, before.dated) == ("as published by 2026-02-05", True)


def test_before_the_first_vintage_the_day_it_begins_is_named(unrate, caplog):
    """FRED says of such a day that the series does not exist in ALFRED: it is not unknown."""
    error = refusal(lambda: read(unrate, as_of=date(2025, 12, 4), seconds=10), caplog, kind=AskError)

    assert error.reason == "short_history"
    assert "FRED holds vintages of Title of UNRATE (UNRATE) from 5 Dec 2025 on" in error.text.en
    assert "2025年12月5日" in error.text.zh


def test_a_series_without_vintages_is_read_as_it_stands_and_said_to_be(fred):
    fred.shelf.add(Held(id="UNRATE", prints=REVISED, in_alfred=False))

    reading = read(fred, as_of=date(2026, 1, 15), seconds=10)

    assert (reading.vintage, reading.dated) == ("current only", False)
    assert reading.values.tolist() == [4.6, 4.4, 4.3]


@pytest.mark.parametrize("message", ["No vintage dates exist.", "Bad Request.  The series does not exist."])
def test_vintage_dates_that_are_refused_are_none(fred, message):
    fred.shelf.add(Held(id="UNRATE", prints=REVISED, in_alfred=False))
    refused = failure(400, message, path="series/vintagedates")
    fred.replies["UNRATE"] = lambda query: refused if query["path"].endswith("vintagedates") else hidden(query)

    assert read(fred, as_of=date(2026, 1, 15), seconds=10).vintage == "current only"


def hidden(query):
    """The latest values only."""
    if "realtime_start" in query:
        return failure(400, NOT_IN_ALFRED)
    return observations((str(JAN), "4.3"))


def test_a_day_that_has_not_come_where_fred_is_gets_all_that_is_published(unrate):
    """A desk in Asia is a day ahead of St. Louis, and FRED refuses tomorrow."""
    reading = read(unrate, as_of=unrate.shelf.today + timedelta(days=1))

    assert reading.values.tolist() == [4.6, 4.4, 4.3]
    assert (reading.vintage, reading.dated) == ("as published by 2026-02-21", True)


def test_an_empty_answer_is_no_vintage_that_began_later(unrate, caplog):
    """An empty series is how FRED's rate limit shows."""
    empty = observations(as_of="2026-02-10")
    unrate.replies["UNRATE"] = lambda query: empty if "realtime_start" in query else None

    error = refusal(lambda: read(unrate, as_of=date(2026, 2, 10), seconds=10), caplog)

    assert "empty or cut short" in error.text.en


def test_an_empty_list_of_vintages_is_no_series_without_vintages(fred, caplog):
    """Otherwise today's revised values would be served for those of the day."""
    fred.shelf.add(Held(id="UNRATE", prints=[]))
    fred.replies["UNRATE"] = failure(400, NOT_IN_ALFRED, path="series/observations")

    error = refusal(lambda: read(fred, as_of=date(2026, 2, 10), seconds=10), caplog)

    assert "empty or cut short" in error.text.en


# ---------------------------------------------------------------- what is remembered of vintages


def kept(fred, home):
    """A source that may write down what it learns."""
    return Fred(Settings(fred_api_key=KEY, fred_api_url=fred.url, home=str(home)))


def test_a_series_without_vintages_costs_one_request_once_that_is_known(fred, tmp_path):
    fred.shelf.add(Held(id="UNRATE", prints=REVISED, in_alfred=False))
    first = kept(fred, tmp_path)
    first.read(want(as_of=date(2026, 1, 15), seconds=10))
    assert len(fred.asked) == 3

    for there in (first, kept(fred, tmp_path)):  # the next question, and the next process
        fred.asked.clear()
        assert there.read(want(as_of=date(2026, 1, 16), seconds=10)).vintage == "current only"
        assert len(fred.asked) == 1


def test_a_day_before_the_first_vintage_costs_none_once_that_is_known(unrate, tmp_path):
    for there in (kept(unrate, tmp_path), kept(unrate, tmp_path)):
        with pytest.raises(AskError, match="from 5 Dec 2025 on"):
            there.read(want(as_of=date(2025, 12, 4), seconds=10))

    assert len(unrate.asked) == 2


def test_a_day_on_or_after_the_first_vintage_is_asked_for(unrate, tmp_path):
    there = kept(unrate, tmp_path)
    with pytest.raises(AskError):
        there.read(want(as_of=date(2025, 12, 4), seconds=10))

    assert there.read(want(as_of=date(2025, 12, 5), seconds=10)).vintage == "as published by 2025-12-05"


def test_what_was_learned_is_forgotten_after_the_lifetime_of_copies(unrate, tmp_path):
    now = [1_000_000.0]
    given = Settings(fred_api_url=unrate.url, home=str(tmp_path), cache="12h")
    Opens(given, lambda: now[0]).put("UNRATE", ())
    now[0] += 12 * 3600 - 1
    assert Opens(given, lambda: now[0]).get("UNRATE") == ()
    assert Opens(replace(given, fred_api_url="http://elsewhere/fred"), lambda: now[0]).get("UNRATE") is None
    now[0] += 1

    assert Opens(given, lambda: now[0]).get("UNRATE") is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"x": 1}'])
def test_a_file_of_it_that_is_broken_is_nothing(unrate, tmp_path, text):
    given = Settings(fred_api_url=unrate.url, home=str(tmp_path))
    Opens(given).put("UNRATE", (DEC,))
    (tmp_path / "cache" / opens.FILE).write_text(text)

    assert Opens(given).get("UNRATE") is None


def test_with_no_memory_nothing_is_written(fred, tmp_path):
    given = Settings(fred_api_url=fred.url, home=str(tmp_path), cache="0")
    held = Opens(given)
    held.put("UNRATE", (DEC,))

    assert held.get("UNRATE") == (DEC,)
    assert list(tmp_path.iterdir()) == []


def test_rows_that_were_begun_are_finished_first(fred, monkeypatch):
    """Three requests a row, and time for some rows only: those that were read stand, the others say why they do not."""
    names = [f"S{number}" for number in range(8)]
    fred.shelf.add(*(Held(id=name, prints=REVISED, in_alfred=False) for name in names), Held(id="X", prints=REVISED))
    read(fred, "X")  # fredapi is imported
    monkeypatch.setattr(pace, "SHARED", pace.Pace(most=1, seconds=0.15))
    there = source(fred)
    budget = Budget(2.0)

    first = there.read_all([replace(want(name, date(2026, 1, 15)), budget=budget) for name in names])

    done = [each for each in first if not isinstance(each, SourceError)]
    late = [each for each in first if isinstance(each, SourceError)]
    assert done
    assert late
    assert all(each.vintage == "current only" for each in done)
    assert all("no time left" in each.text.en for each in late)


# ---------------------------------------------------------------- prints


def test_every_print_of_an_observation_is_told_once(unrate):
    found = prints(unrate)

    assert as_told(found) == [
        ("2025-11-01", "2025-12-05", 4.5),
        ("2025-11-01", "2026-02-06", 4.6),
        ("2025-12-01", "2026-01-09", 4.4),
        ("2026-01-01", "2026-02-06", 4.3),
    ]
    assert (found.source, found.opens) == ("fred:UNRATE", date(2025, 12, 5))


def test_prints_are_typed(unrate):
    """fredapi's own table of releases is all objects, which neither compare nor add."""
    kinds = {name: kind.kind for name, kind in prints(unrate).rows.dtypes.items()}

    assert kinds == {"date": "M", "known": "M", "value": "f"}


def test_only_the_observations_asked_for_are_told(unrate):
    assert {at for at, _, _ in as_told(prints(unrate, DEC, DEC))} == {"2025-12-01"}


def test_prints_after_the_day_asked_about_are_not_told(unrate):
    found = prints(unrate, as_of=date(2026, 2, 5))

    assert as_told(found) == [("2025-11-01", "2025-12-05", 4.5), ("2025-12-01", "2026-01-09", 4.4)]


def test_a_value_that_was_withdrawn_is_a_blank(fred):
    fred.shelf.add(Held(id="UNRATE", prints=[*REVISED, (DEC, date(2026, 2, 13), ".")]))

    assert prints(fred, DEC, DEC).rows["value"].isna().tolist() == [False, True]


@pytest.mark.parametrize("most", [1, 2, 3, 7])
def test_windows_of_vintages_invent_none(fred, monkeypatch, most):
    """FRED clips a value's real-time period to the window: what held before it seems to begin with it."""
    start = date(2025, 12, 1)
    days = [start + timedelta(days=7 * number) for number in range(10)]
    moving = [(DEC, day, f"{number // 3}") for number, day in enumerate(days)]
    changes = [row for number, row in enumerate(moving) if not number or row[2] != moving[number - 1][2]]
    other = [(JAN, day, str(number)) for number, day in enumerate(days[3:])]
    fred.shelf.add(Held(id="UNRATE", prints=changes + other))
    fred.shelf.most_vintages = most
    monkeypatch.setattr(vintages, "MOST_VINTAGES", most)

    found = prints(fred)

    assert as_told(found) == [(str(at), str(known), float(value)) for at, known, value in changes + other]


def test_more_vintages_than_fred_serves_at_once_are_all_read(fred):
    """A daily series that changes every day, as T10Y2Y does; FRED refuses more than 2,000 days of change."""
    start = date(2015, 1, 1)
    days = [start + timedelta(days=number) for number in range(4_001)]
    fred.shelf.today = days[-1] + timedelta(days=1)
    at = [days[0], days[1_999], days[2_000], days[4_000]]
    fred.shelf.add(Held(id="UNRATE", prints=[(day, day, str(number)) for number, day in enumerate(days)]))

    found = prints(fred, days[0], days[-1], freq="D")

    assert len(found.rows) == 4_001
    assert {str(day) for day in at} <= {known for _, known, _ in as_told(found)}
    assert (found.rows["known"] == found.rows["date"]).all()
    spans = [(each["realtime_start"], each["realtime_end"]) for each in fred.at("series/observations")]
    assert sorted(spans) == [
        (str(days[0]), str(days[1_999])),
        (str(days[2_000]), str(days[3_999])),
        (str(days[4_000]), "9999-12-31"),
    ]


def test_a_value_that_reads_the_same_with_more_digits_is_no_print(fred):
    fred.shelf.add(Held(id="UNRATE", prints=[(DEC, date(2026, 1, 9), "4.4"), (DEC, date(2026, 2, 6), "4.40")]))

    assert len(prints(fred, DEC, DEC).rows) == 1


def test_a_series_without_vintages_has_no_prints(fred, caplog):
    fred.shelf.add(Held(id="UNRATE", prints=REVISED, in_alfred=False))

    error = refusal(lambda: prints(fred), caplog, kind=AskError)

    assert "current values only" in error.text.en


def test_before_the_first_vintage_there_is_no_print(unrate, caplog):
    error = refusal(lambda: prints(unrate, as_of=date(2025, 1, 1)), caplog, kind=AskError)

    assert "from 5 Dec 2025 on" in error.text.en


def test_an_observation_that_fred_does_not_hold_is_named(unrate, caplog):
    error = refusal(lambda: prints(unrate, date(2020, 1, 1), date(2020, 3, 1)), caplog, kind=AskError)

    assert "FRED holds no value of Title of UNRATE (UNRATE) dated 1 Jan 2020 to 1 Mar 2020" in error.text.en


@pytest.mark.parametrize("attribute", ["realtime_start", "realtime_end", "observation_start", "observation_end"])
def test_prints_of_another_span_than_was_asked_for_are_refused(unrate, caplog, attribute):
    def other(query):
        keys = ("realtime_start", "realtime_end", "observation_start", "observation_end")
        said = {key: query.get(key, "") for key in keys} | {attribute: "2026-02-01"}
        return observations((str(JAN), "4.3"), **said)

    unrate.replies["UNRATE"] = other

    refusal(lambda: prints(unrate), caplog)


def test_a_vintage_from_before_the_window_is_refused(unrate, caplog):
    """FRED clips to the window; what does not clip is not what was asked."""
    window = {"realtime_start": "2025-12-05", "realtime_end": "9999-12-31"}
    reply = observations((str(JAN), "4.3"), observation_start=NOV, observation_end=JAN, **window)
    reply.body = reply.body.replace(b'start="2026-02-20"', b'start="1999-01-01"')
    unrate.replies["UNRATE"] = reply

    assert "vintage" in refusal(lambda: prints(unrate), caplog).text.en


# ---------------------------------------------------------------- pages


def long_series(fred, rows):
    days = [date(1776, 7, 4) + timedelta(days=number) for number in range(rows)]
    fred.shelf.today = days[-1] + timedelta(days=1)
    fred.shelf.add(Held(id="UNRATE", prints=[(day, days[-1], str(number)) for number, day in enumerate(days)]))


@pytest.mark.parametrize("rows", [9, 10, 11, 20, 35])
def test_a_series_of_many_pages_is_read_whole(fred, rows):
    fred.shelf.most_rows = 10
    long_series(fred, rows)

    assert read(fred, freq="D", seconds=10).values.tolist() == list(range(rows))
    assert [each.get("offset", "0") for each in fred.asked] == [str(each) for each in range(0, rows, 10)]


def test_more_rows_than_fred_serves_at_once_are_all_read(fred):
    """fredapi never pages: past 100,000 rows a series is cut without a word."""
    long_series(fred, 100_001)

    values = read(fred, freq="D", seconds=60).values

    assert (len(values), values.iloc[-1]) == (100_001, 100_000.0)


def test_more_vintage_dates_than_fred_serves_at_once_are_all_read(fred):
    days = [date(1990, 1, 1) + timedelta(days=number) for number in range(10_002)]
    fred.shelf.today = days[-1]
    fred.shelf.add(Held(id="UNRATE", prints=[(NOV, day, str(number % 2)) for number, day in enumerate(days)]))

    found = vintages.vintages(source(fred)._service, "UNRATE", want(seconds=10).budget)

    assert found == days


@pytest.mark.parametrize("change", [{"count": 12}, {"offset": 0}, {"count": 11, "offset": 10, "empty": True}])
def test_a_page_that_does_not_follow_the_last_is_refused(fred, caplog, change):
    """A series that grows between two pages, or a page that comes twice."""
    rows = [(str(date(2025, 1, 1) + timedelta(days=number)), "1") for number in range(11)]

    def reply(query):
        if "offset" not in query:
            return observations(*rows[:10], count=11, limit=10)
        known = {"count": 11, "offset": 10} | change
        empty = known.pop("empty", False)
        return observations(*([] if empty else rows[10:]), limit=10, **known)

    fred.replies["UNRATE"] = reply

    error = refusal(lambda: read(fred, freq="D", seconds=5), caplog)

    assert "empty or cut short" in error.text.en
    assert isinstance(error, SourceError)

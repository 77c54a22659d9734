"""What FRED may send in place of data, or of the data asked for: it is refused in a sentence without the key."""

from datetime import date, timedelta

import pandas as pd
import pytest
from fake_fred import BOMB, OUTSIDE, PAGE, Reply, failure, observations
from fred_reading import ROWS, read, refusal, settings, want

from footnote.spelling import spell_day
from tools.sources.fred import Fred

pytest_plugins = ("fred_fixtures",)

AS_OF = date(2026, 2, 20)


def one(value, at="2026-01-01"):
    """FRED's document for one row."""
    return observations((at, value))


# ---------------------------------------------------------------- what is not data

NOT_DATA = {
    "page with 200": Reply(body=PAGE, type="text/html"),
    "well-formed page with 200": Reply(body=b"<html><body><p>Sign in</p></body></html>", type="text/html"),
    "page with 404": Reply(status=404, body=PAGE, type="text/html"),
    "data with 404": Reply(status=404, body=observations(*ROWS).body),
    "status 423": failure(423, "Locked"),
    "nothing": Reply(),
    "json": Reply(body=b'{"observations": [{"date": "2026-01-01", "value": "4.3"}]}', type="application/json"),
    "entity bomb": Reply(body=BOMB),
    "outside entity": Reply(body=OUTSIDE),
    "bytes": Reply(body=b"\x00\xff\xfe"),
    "another document": Reply(body=b'<vintage_dates count="0"/>'),
    "error with 200": failure(200, "Internal Server Error"),
    "word for a number": one("n/a"),
    "underscore in a number": one("1_000"),
    "nan": one("nan"),
    "infinity": one("inf"),
    "too large a number": one("1e999"),
    "empty value": one(""),
    "word for a date": one("1", at="soon"),
    "no such day": one("1", at="2026-02-30"),
    "a date without dashes": one("1", at="20260101"),
    "a date with a time": one("1", at="2026-01-01T00:00"),
    "no value": Reply(body=b'<observations count="1"><observation date="2026-01-01"/></observations>'),
    "no date": Reply(body=b'<observations count="1"><observation value="1"/></observations>'),
    "a row of another kind": Reply(body=b'<observations count="1"><o date="2026-01-01" value="1"/></observations>'),
    "another unit": observations(*ROWS, units="pch"),
    "another output": observations(*ROWS, output_type="4"),
    "a date outside the span": observations(*ROWS, observation_start="2025-12-01"),
}


@pytest.mark.parametrize("reply", NOT_DATA.values(), ids=NOT_DATA)
def test_what_is_not_data_is_refused_in_a_sentence(fred, caplog, reply):
    fred.replies["UNRATE"] = reply

    error = refusal(lambda: read(fred), caplog)

    assert error.reason == "source_down"
    assert error.text.en == "FRED answered with something that is not data; ask again later."
    assert len(fred.asked) == 1


@pytest.mark.parametrize("count", [4, 2, "many", "-1", "³"])
def test_another_count_than_was_announced_is_no_data(fred, caplog, count):
    """Under its rate limit FRED has been seen to send part of a series with status 200."""
    fred.replies["UNRATE"] = observations(*ROWS, count=count)

    assert "empty or cut short" in refusal(lambda: read(fred), caplog).text.en
    assert len(fred.asked) == 1


@pytest.mark.parametrize("rows", [ROWS, ROWS[:1]])
def test_rows_without_a_count_may_have_ended_anywhere(fred, caplog, rows):
    reply = observations(*rows)
    reply.body = reply.body.replace(b' count="%d"' % len(rows), b"")
    fred.replies["UNRATE"] = reply

    assert "empty or cut short" in refusal(lambda: read(fred), caplog).text.en


def test_a_series_without_rows_is_no_data(fred, caplog):
    fred.replies["UNRATE"] = observations()

    assert "empty or cut short" in refusal(lambda: read(fred), caplog).text.en


def test_two_values_for_one_day_are_no_data(fred, caplog):
    """fredapi keeps the later one without a word."""
    fred.replies["UNRATE"] = observations(*ROWS, ("2026-01-01", "9.9"))

    error = refusal(lambda: read(fred), caplog)

    assert error.text.en == "FRED sent two different values of UNRATE for 2026-01-01; neither is used."


@pytest.mark.parametrize("ahead", [-1, 0, 1])
def test_the_latest_values_are_of_freds_day_give_or_take_one(fred, ahead):
    """Between FRED's midnight and ours."""
    fred.replies["UNRATE"] = observations(*ROWS, as_of=fred.shelf.today + timedelta(days=ahead))

    assert len(read(fred).values) == 3


@pytest.mark.parametrize("said", [date(2020, 1, 1), date(2026, 2, 18), date(2026, 2, 22)])
def test_an_old_vintage_is_not_called_the_latest(fred, said):
    """FRED's day is 20 February 2026; whose clock is wrong cannot be told, but what was served can."""
    fred.replies["UNRATE"] = observations(*ROWS, as_of=said)

    reading = read(fred)

    assert reading.vintage == f"as published by {said}"
    assert f"sent those of {spell_day(said)}; here it is 20 Feb 2026" in reading.caveats[0].en
    assert "2026年2月20日" in reading.caveats[0].zh


def test_the_day_can_be_told(fred):
    fred.replies["UNRATE"] = observations(*ROWS, as_of="2020-01-01")

    reading = Fred(settings(fred), today=lambda: date(2020, 1, 1)).read(want())

    assert reading.vintage == "latest"


def test_latest_values_that_do_not_say_their_day_are_no_data(fred, caplog):
    fred.replies["UNRATE"] = observations(*ROWS, realtime_start="", realtime_end="")

    assert "not data" in refusal(lambda: read(fred), caplog).text.en


@pytest.mark.parametrize("served", [date(2026, 3, 6), date(2025, 12, 31), "unsaid"])
def test_another_vintage_than_was_asked_for_is_refused(fred, caplog, served):
    """A misspelt parameter is answered with today's revised values and status 200."""
    fred.replies["UNRATE"] = observations(*ROWS, as_of=served)

    error = refusal(lambda: read(fred, as_of=AS_OF), caplog)

    assert "did not serve the vintage asked for" in error.text.en


def test_rows_of_another_vintage_than_the_document_are_refused(fred, caplog):
    reply = observations(*ROWS, as_of=AS_OF)
    reply.body = reply.body.replace(
        b'<observation realtime_start="2026-02-20" realtime_end="2026-02-20"',
        b'<observation realtime_start="2026-03-06" realtime_end="2026-03-06"',
    )
    fred.replies["UNRATE"] = reply

    assert "did not serve the vintage" in refusal(lambda: read(fred, as_of=AS_OF), caplog).text.en


def test_a_document_of_many_vintages_is_refused(fred, caplog):
    """fredapi would let the later rows of a date overwrite the earlier ones."""
    fred.replies["UNRATE"] = observations(*ROWS, realtime_end="9999-12-31")

    assert "did not serve the vintage" in refusal(lambda: read(fred), caplog).text.en


# ---------------------------------------------------------------- another series than was asked for


def every(step, first="2020-01-01", count=8):
    """Rows that many days, months or years apart."""
    days = pd.date_range(first, periods=count, freq=step)
    return [(f"{day:%Y-%m-%d}", "1") for day in days]


@pytest.mark.parametrize(
    ("freq", "step", "first"),
    [
        ("D", "D", "2020-01-01"),
        ("D", "B", "2020-01-01"),
        ("W", "W-SAT", "2020-01-04"),
        ("W", "14D", "2020-01-01"),
        ("M", "MS", "2020-01-01"),
        ("Q", "QS", "2020-01-01"),
        ("A", "YS", "2020-01-01"),
        ("A", "YE-SEP", "2020-09-30"),
    ],
)
def test_dates_of_the_series_frequency_are_taken(fred, freq, step, first):
    fred.replies["UNRATE"] = observations(*every(step, first))

    assert len(read(fred, freq=freq).values) == 8


@pytest.mark.parametrize(
    ("freq", "step"),
    [
        ("D", "MS"),
        ("D", "W"),
        ("W", "D"),
        ("W", "MS"),
        ("M", "D"),
        ("M", "QS"),
        ("M", "W"),
        ("Q", "MS"),
        ("Q", "YS"),
        ("A", "MS"),
    ],
)
def test_dates_of_another_frequency_are_another_series(fred, caplog, freq, step):
    """Observations do not name their series; this much can be seen."""
    fred.replies["UNRATE"] = observations(*every(step))

    error = refusal(lambda: read(fred, freq=freq), caplog)

    assert "this is another series" in error.text.en
    assert "UNRATE" in error.text.zh


@pytest.mark.parametrize(("freq", "at"), [("M", "2026-01-15"), ("Q", "2026-02-01"), ("Q", "2026-01-02")])
def test_a_date_that_begins_no_period_is_of_another_series(fred, caplog, freq, at):
    fred.replies["UNRATE"] = one("1", at=at)

    assert at in refusal(lambda: read(fred, freq=freq), caplog).text.en


def test_a_month_that_is_left_out_makes_no_other_series(fred):
    rows = every("MS")
    fred.replies["UNRATE"] = observations(*rows[:4], *rows[5:])

    assert len(read(fred).values) == 7

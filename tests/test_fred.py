"""FRED over HTTP with the real fredapi: good data comes through, everything else is a sentence without the key."""

from datetime import date

import fakes
import pytest
from fake_fred import Reply, failure, fred_service, observations
from fred_reading import KEY, ROWS, chain, read, refusal, settings, source, want
from fredapi import Fred as Fredapi

from footnote.errors import AskError
from footnote.settings import Settings
from tools.sources import connected
from tools.sources import fred as module

pytest_plugins = ("fred_fixtures",)

AS_OF = date(2026, 2, 20)
BOMB = b"""<?xml version="1.0"?><!DOCTYPE bomb [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><observations count="1">
<observation date="2026-01-01" value="1" realtime_start="&c;"/></observations>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE o [<!ENTITY f SYSTEM "file:///etc/hostname">]>
<observations count="1"><observation date="2026-01-01" value="1" realtime_start="&f;"/></observations>"""


def one(value, at="2026-01-01"):
    """FRED's document for one row."""
    return observations((at, value))


# ---------------------------------------------------------------- good data


def test_observations_come_through_the_real_fredapi(fred):
    fred.replies["UNRATE"] = observations(*ROWS)

    reading = read(fred)

    assert {str(day.date()): value for day, value in reading.values.items()} == {
        "2025-11-01": 4.5,
        "2025-12-01": 4.4,
        "2026-01-01": 4.3,
    }
    assert (reading.source, reading.vintage, reading.dated) == ("fred:UNRATE", "latest", True)


def test_a_dot_is_a_blank(fred):
    fred.replies["UNRATE"] = observations(ROWS[0], ("2025-12-01", "."), ROWS[2])

    assert read(fred).values.isna().tolist() == [False, True, False]


@pytest.mark.parametrize(("value", "number"), [("-1.5", -1.5), ("0", 0.0), ("1e3", 1000.0), (".5", 0.5)])
def test_a_number_is_read_as_it_is_written(fred, value, number):
    fred.replies["UNRATE"] = one(value)

    assert read(fred).values.tolist() == [number]


def test_rows_out_of_order_are_sorted(fred):
    fred.replies["UNRATE"] = observations(ROWS[2], ROWS[0], ROWS[1])

    assert read(fred).values.tolist() == [4.5, 4.4, 4.3]


def test_a_row_that_comes_twice_with_one_value_counts_once(fred):
    fred.replies["UNRATE"] = observations(*ROWS, ROWS[2])

    assert read(fred).values.tolist() == [4.5, 4.4, 4.3]


def test_the_series_is_asked_for_with_the_key_and_nothing_else(fred):
    fred.replies["UNRATE"] = observations(*ROWS)

    read(fred)

    assert fred.asked == [{"path": "/fred/series/observations", "series_id": "UNRATE", "api_key": KEY}]


def test_a_question_as_of_a_day_asks_for_that_days_vintage(fred):
    fred.replies["UNRATE"] = lambda query: observations(*ROWS, as_of=query.get("realtime_start"))

    reading = read(fred, as_of=AS_OF)

    asked = fred.asked[0]
    assert (asked["realtime_start"], asked["realtime_end"]) == ("2026-02-20", "2026-02-20")
    assert (reading.vintage, reading.dated) == ("as published by 2026-02-20", True)


def test_a_root_may_end_in_a_slash(fred):
    fred.replies["UNRATE"] = observations(*ROWS)
    fred.url += "/"

    read(fred)

    assert fred.asked[0]["path"] == "/fred/series/observations"


def test_several_series_are_read_side_by_side_in_their_order(fred):
    fred.replies |= {"UNRATE": observations(*ROWS), "PAYEMS": failure(500, "Internal Server Error")}

    found = source(fred).read_all([want("PAYEMS"), want("UNRATE"), want("no id")])

    assert [type(each).__name__ for each in found] == ["SourceError", "Reading", "AskError"]


def test_without_a_key_there_is_no_source(tmp_path):
    assert module.connect(Settings()) is None
    assert set(connected(Settings())) == {"file"}
    assert set(connected(Settings(fred_api_key=KEY, home=str(tmp_path)))) == {"file", "fred"}


def test_fredapi_still_has_the_methods_that_are_replaced():
    """Ours stand in for them under these names; without the first, requests would run without a limit."""
    assert callable(Fredapi._Fred__fetch_data)
    assert callable(Fredapi._parse)


def test_no_proxy_is_set_for_the_whole_process(fred, monkeypatch):
    """fredapi's own constructor installs an opener that every other user of urllib would get."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    installed = []
    monkeypatch.setattr("urllib.request.install_opener", installed.append)
    fred.replies["UNRATE"] = observations(*ROWS)

    read(fred)

    assert installed == []


# ---------------------------------------------------------------- what FRED refuses


@pytest.mark.parametrize(
    "reply",
    [
        failure(400, "Bad Request.  The series does not exist."),
        failure(404, "Not Found.  The series does not exist."),
        failure(404, "Not Found"),
    ],
)
def test_an_unknown_series_is_said_to_be_unknown(fred, caplog, reply):
    fred.replies["UNRATE"] = reply

    error = refusal(lambda: read(fred), caplog, kind=AskError)

    assert error.reason == "unknown_series"
    assert error.text.en == "FRED has no series 'UNRATE'."


@pytest.mark.parametrize(
    "name",
    ["GDP&units=pch", "GDP PCH", "GDP\nHost: evil", "", "../series", "A" * 26, "GDP?x=1", "GDP#1", "国内生产总值"],
)
@pytest.mark.parametrize("ask", ["read", "updated", "prints", "release"])
def test_what_is_no_series_id_is_never_sent(fred, caplog, name, ask):
    """A space would raise an error that holds the whole address; an ampersand would change the question."""
    dates = (date(2025, 1, 1), date(2025, 1, 1)) if ask == "prints" else ()

    refusal(lambda: getattr(source(fred), ask)(want(name), *dates), caplog, kind=AskError)

    assert fred.asked == []


@pytest.mark.parametrize(
    "message",
    [
        "Bad Request.  The value for variable api_key is not registered.",
        "Bad Request.  The value for variable api_key is not a 32 character alpha-numeric lower-case string.",
    ],
)
def test_a_bad_key_names_the_variable(fred, caplog, message):
    fred.replies["UNRATE"] = failure(400, message)

    error = refusal(lambda: read(fred), caplog)

    assert error.reason == "not_configured"
    assert "FRED_API_KEY" in error.text.en
    assert "FRED_API_KEY" in error.text.zh


def test_a_refused_request_is_no_data_and_not_asked_again(fred, caplog):
    fred.replies["UNRATE"] = failure(400, "Bad Request.  Variable realtime_start is wrong.")

    assert "refused the request (status 400)" in refusal(lambda: read(fred), caplog).text.en
    assert len(fred.asked) == 1


def test_words_of_the_service_are_never_repeated(fred, caplog):
    """A page may hold the address it was asked under."""
    fred.replies["UNRATE"] = lambda query: failure(400, f"Bad Request.  series_id=UNRATE&api_key={query['api_key']}")

    refusal(lambda: read(fred), caplog)


# ---------------------------------------------------------------- what is not data

PAGE = b"<!DOCTYPE html><html><head><title>Service</title></head><body><p>503<br></body></html>"
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


def test_a_series_without_rows_is_no_data(fred, caplog):
    fred.replies["UNRATE"] = observations()

    assert "empty or cut short" in refusal(lambda: read(fred), caplog).text.en


def test_two_values_for_one_day_are_no_data(fred, caplog):
    """fredapi keeps the later one without a word."""
    fred.replies["UNRATE"] = observations(*ROWS, ("2026-01-01", "9.9"))

    error = refusal(lambda: read(fred), caplog)

    assert error.text.en == "FRED sent two different values of UNRATE for 2026-01-01; neither is used."


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
    days = fakes.pd.date_range(first, periods=count, freq=step)
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


# ---------------------------------------------------------------- the network


def test_a_redirect_does_not_carry_the_key_elsewhere(fred, caplog):
    with fred_service() as other:
        fred.replies["UNRATE"] = Reply(status=302, location=f"{other.url}/series/observations?series_id=UNRATE")

        error = refusal(lambda: read(fred), caplog)

    assert other.asked == []
    assert "not data" in error.text.en


def test_a_body_without_end_is_cut_off(fred, caplog, monkeypatch):
    monkeypatch.setattr("tools.fred.transport.LARGEST_BYTES", 100)
    fred.replies["UNRATE"] = observations(*ROWS)

    assert "not data" in refusal(lambda: read(fred), caplog).text.en


@pytest.mark.parametrize("root", ["http://", "http://no host/fred", "http://127.0.0.1:port/fred", "nowhere"])
def test_an_address_that_is_none_names_the_variable(fred, caplog, root):
    fred.url = root

    error = refusal(lambda: read(fred), caplog)

    assert error.reason == "not_configured"
    assert "FRED_API_URL" in error.text.en


def test_the_source_shows_no_key(fred):
    there = source(fred)

    assert KEY not in repr(there) + repr(vars(there)) + repr(vars(there._service)) + repr(settings(fred))


def test_what_http_prints_when_debugged_shows_no_key(fred, monkeypatch, capsys):
    monkeypatch.setattr("http.client.HTTPConnection.debuglevel", 1)
    fred.replies["UNRATE"] = observations(*ROWS)

    read(fred)

    assert KEY not in "".join(capsys.readouterr())


def test_an_error_of_fredapis_own_is_not_shown(fred, caplog, monkeypatch):
    """It raises bare errors, whose text may hold the address."""

    def broken(*_):
        raise ValueError(f"http://127.0.0.1/fred/series?api_key={KEY}")

    monkeypatch.setattr(module._client(), "_parse", broken)
    fred.replies["UNRATE"] = observations(*ROWS)

    error = refusal(lambda: read(fred), caplog)

    assert list(chain(error)) == [error]

"""FRED over HTTP with the real fredapi: good data comes through, everything else is a sentence without the key."""

import logging
import socket
import traceback
from datetime import date

import fakes
import pytest
from fakes import Reply, failure, observations, spec, wanted
from fredapi import Fred

from footnote.errors import AskError, FootnoteError, SourceError
from footnote.settings import Settings
from tools.sources import connected
from tools.sources import fred as source

pytest_plugins = ("fred_fixtures",)

KEY = "0123456789abcdef0123456789abcdef"
ROWS = (("2025-11-01", "4.5"), ("2025-12-01", "4.4"), ("2026-01-01", "4.3"))
BOMB = b"""<?xml version="1.0"?><!DOCTYPE bomb [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><observations count="1">
<observation date="2026-01-01" value="1" realtime_start="&c;"/></observations>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE o [<!ENTITY f SYSTEM "file:///etc/hostname">]>
<observations count="1"><observation date="2026-01-01" value="1" realtime_start="&f;"/></observations>"""


@pytest.fixture(autouse=True)
def short_budget(monkeypatch):
    """A stall is waited out in a fifth of a second."""
    monkeypatch.setattr(source, "CONNECT_SECONDS", 0.2)
    monkeypatch.setattr(source, "BUDGET_SECONDS", 0.2)


def reader(url):
    return source.connect(Settings(fred_api_key=KEY, fred_api_url=url))


def read(fred, name="UNRATE", as_of=None):
    return reader(fred.url).read(wanted(spec("UNRATE"), name, as_of))


def chain(error):
    """The error with everything that hangs on it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def refusal(fred, caplog, name="UNRATE", as_of=None, kind=SourceError):
    """The error, once it is sure that the key is nowhere in what a person or a log may see of it."""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(kind) as caught:
        read(fred, name, as_of)
    error = caught.value
    shown = "".join(traceback.format_exception(error))
    told = [repr(vars(each)) + repr(each.args) for each in chain(error)]
    for text in (shown, error.text.en, error.text.zh, caplog.text, *told):
        assert KEY not in text
    assert all(isinstance(each, FootnoteError) for each in chain(error))
    return error


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


def test_rows_out_of_order_are_all_there_for_data_to_sort(fred):
    fred.replies["UNRATE"] = observations(ROWS[2], ROWS[0], ROWS[1])
    series = spec("UNRATE", sources=("fred:UNRATE",), unit="percent")

    data = fakes.Data(catalogue=fakes.catalogue_of(series), sources={"fred": reader(fred.url)}, clock=fakes.noon)

    assert data.series("UNRATE").known.tolist() == [4.5, 4.4, 4.3]


def test_the_series_is_asked_for_with_the_key_and_nothing_else(fred):
    fred.replies["UNRATE"] = observations(*ROWS)

    read(fred)

    assert fred.asked == [{"path": "/fred/series/observations", "series_id": "UNRATE", "api_key": KEY}]


def test_a_question_as_of_a_day_asks_for_that_days_vintage(fred):
    fred.replies["UNRATE"] = lambda query: observations(*ROWS, as_of=query.get("realtime_start"))

    reading = read(fred, as_of=date(2026, 2, 20))

    asked = fred.asked[0]
    assert (asked["realtime_start"], asked["realtime_end"]) == ("2026-02-20", "2026-02-20")
    assert (reading.vintage, reading.dated) == ("as published by 2026-02-20", True)


def test_a_root_may_end_in_a_slash(fred):
    fred.replies["UNRATE"] = observations(*ROWS)

    reader(f"{fred.url}/").read(wanted(spec("UNRATE")))

    assert fred.asked[0]["path"] == "/fred/series/observations"


def test_without_a_key_there_is_no_source():
    assert source.connect(Settings()) is None
    assert set(connected(Settings())) == {"file"}
    assert set(connected(Settings(fred_api_key=KEY))) == {"file", "fred"}


def test_fredapi_still_has_the_method_that_is_replaced():
    """Ours stands in for it under this name; if it goes, requests would run without a time limit and with the key."""
    assert callable(Fred._Fred__fetch_data)


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

    error = refusal(fred, caplog, kind=AskError)

    assert error.reason == "unknown_series"
    assert "FRED has no series" in error.text.en


@pytest.mark.parametrize(
    "name",
    ["GDP&units=pch", "GDP PCH", "GDP\nHost: evil", "", "../series", "A" * 26, "GDP?x=1", "GDP#1", "国内生产总值"],
)
def test_what_is_no_series_id_is_never_sent(fred, caplog, name):
    """A space would raise an error that holds the whole address; an ampersand would change the question."""
    refusal(fred, caplog, name=name, kind=AskError)

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

    error = refusal(fred, caplog)

    assert error.reason == "not_configured"
    assert "FRED_API_KEY" in error.text.en
    assert "FRED_API_KEY" in error.text.zh


def test_too_many_requests_may_be_asked_again(fred, caplog):
    fred.replies["UNRATE"] = failure(429, "Too Many Requests.  Exceeded Rate Limit")

    error = refusal(fred, caplog)

    assert error.retry
    assert "slow down" in error.text.en


# ---------------------------------------------------------------- what is not data

PAGE = b"<!DOCTYPE html><html><head><title>Service</title></head><body><p>503<br></body></html>"


@pytest.mark.parametrize(
    "reply",
    [
        failure(500, "Internal Server Error"),
        failure(423, "Locked"),
        failure(400, "Bad Request.  Variable realtime_start is wrong."),
        Reply(status=503, body=PAGE, type="text/html"),
        Reply(status=503),
        Reply(status=504, body=b"upstream timed out"),
        Reply(body=PAGE, type="text/html"),
        Reply(body=b"<html><body><p>Sign in</p></body></html>", type="text/html"),
        Reply(status=404, body=PAGE, type="text/html"),
        Reply(),
        Reply(body=b'{"observations": [{"date": "2026-01-01", "value": "4.3"}]}', type="application/json"),
        Reply(body=BOMB),
        Reply(body=OUTSIDE),
        Reply(body=b"\x00\xff\xfe"),
        Reply(body=observations(*ROWS).body[:-20]),
        Reply(body=b'<observations count="1"><observation date="2026-01-01" value="n/a"/></observations>'),
        Reply(body=b'<observations count="1"><observation date="soon" value="1"/></observations>'),
        Reply(body=b'<observations count="1"><observation date="2026-01-01"/></observations>'),
        Reply(body=b'<observations count="1"><observation date="2026-01-01" value="inf"/></observations>'),
        failure(200, "Internal Server Error"),
    ],
    ids=[
        *("500", "423", "400", "503 page", "503 empty", "504 text", "200 page", "200 well-formed page", "404 page"),
        *("empty", "json", "entity bomb", "outside entity", "bytes", "cut without a length", "word for a number"),
        *("word for a date", "no value", "infinity", "error with 200"),
    ],
)
def test_what_is_not_data_is_refused_in_a_sentence(fred, caplog, reply):
    fred.replies["UNRATE"] = reply

    error = refusal(fred, caplog)

    assert error.reason == "source_down"
    assert error.text.en == "FRED answered with something that is not data; ask again later."


@pytest.mark.parametrize("count", [4, 2, "many"])
def test_another_count_than_was_announced_is_no_data(fred, caplog, count):
    """Under its rate limit FRED has been seen to send part of a series with status 200."""
    fred.replies["UNRATE"] = observations(*ROWS, count=count)

    assert "empty or cut short" in refusal(fred, caplog).text.en


def test_a_series_without_rows_is_no_data(fred, caplog):
    fred.replies["UNRATE"] = observations()

    assert "empty or cut short" in refusal(fred, caplog).text.en


def test_two_values_for_one_day_are_no_data(fred, caplog):
    """fredapi keeps the later one without a word."""
    fred.replies["UNRATE"] = observations(*ROWS, ("2026-01-01", "9.9"))

    assert "UNRATE" in refusal(fred, caplog).text.en


@pytest.mark.parametrize("served", [date(2026, 3, 6), date(2025, 12, 31), "unsaid"])
def test_another_vintage_than_was_asked_for_is_refused(fred, caplog, served):
    """A misspelt parameter is answered with today's revised values and status 200."""
    fred.replies["UNRATE"] = observations(*ROWS, as_of=served)

    error = refusal(fred, caplog, as_of=date(2026, 2, 20))

    assert "did not serve the vintage asked for" in error.text.en


# ---------------------------------------------------------------- a network that fails


def test_a_body_that_was_cut_is_no_answer(fred, caplog):
    whole = observations(*ROWS)
    fred.replies["UNRATE"] = Reply(body=whole.body, announced=len(whole.body) + 1000)

    assert refusal(fred, caplog).retry


def test_a_stall_ends_with_the_budget(fred, caplog):
    fred.replies["UNRATE"] = Reply(body=observations(*ROWS).body, stalls=True)

    error = refusal(fred, caplog)

    assert error.retry
    assert "did not answer" in error.text.en


def test_a_body_that_trickles_ends_with_the_budget(fred, caplog):
    """Each piece comes in time; all of them together do not."""
    fred.replies["UNRATE"] = Reply(body=observations(*ROWS).body, trickles=True)

    assert refusal(fred, caplog).retry


def test_a_refused_connection_is_no_answer(fred, caplog):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        fred.url = f"http://127.0.0.1:{free.getsockname()[1]}/fred"

        assert refusal(fred, caplog).retry


def test_a_redirect_does_not_carry_the_key_elsewhere(fred, caplog):
    with fakes.fred_service() as other:
        fred.replies["UNRATE"] = Reply(status=302, location=f"{other.url}/series/observations?series_id=UNRATE")

        error = refusal(fred, caplog)

    assert other.asked == []
    assert "not data" in error.text.en


def test_a_body_without_end_is_cut_off(fred, caplog, monkeypatch):
    monkeypatch.setattr(source, "LARGEST_BYTES", 100)
    fred.replies["UNRATE"] = observations(*ROWS)

    refusal(fred, caplog)


def test_after_a_stall_it_is_left_alone_for_a_while(fred):
    """A board of forty series does not wait forty times."""
    fred.replies |= {"UNRATE": Reply(stalls=True), "PAYEMS": observations(*ROWS)}
    service = reader(fred.url)
    with pytest.raises(SourceError):
        service.read(wanted(spec("UNRATE")))

    with pytest.raises(SourceError, match="did not answer"):
        service.read(wanted(spec("PAYEMS")))

    assert [query["series_id"] for query in fred.asked] == ["UNRATE"]


def test_and_after_that_while_it_is_asked_again(fred, monkeypatch):
    monkeypatch.setattr(source, "REST_SECONDS", 0.0)
    fred.replies |= {"UNRATE": Reply(stalls=True), "PAYEMS": observations(*ROWS)}
    service = reader(fred.url)
    with pytest.raises(SourceError):
        service.read(wanted(spec("UNRATE")))

    assert len(service.read(wanted(spec("PAYEMS"))).values) == 3


def test_an_error_that_asking_again_does_not_help_stops_nothing(fred):
    fred.replies |= {"UNRATE": failure(500, "Internal Server Error"), "PAYEMS": observations(*ROWS)}
    service = reader(fred.url)
    with pytest.raises(SourceError):
        service.read(wanted(spec("UNRATE")))

    assert len(service.read(wanted(spec("PAYEMS"))).values) == 3

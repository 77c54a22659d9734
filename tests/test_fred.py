"""FRED over HTTP with the real fredapi: good data comes through, everything else is a sentence without the key."""

from datetime import date

import pytest
from fake_fred import Reply, failure, fred_service, observations
from fake_fred_series import Held, document
from fred_reading import KEY, ROWS, chain, read, refusal, settings, source, want
from fredapi import Fred as Fredapi

from footnote.errors import AskError
from footnote.settings import Settings
from tools.sources import connected
from tools.sources import fred as module

pytest_plugins = ("fred_fixtures",)

AS_OF = date(2026, 2, 20)


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


@pytest.mark.parametrize("written", [KEY, KEY.upper(), "".join(f"&#{ord(each)};" for each in KEY), f"x{KEY}x"])
@pytest.mark.parametrize("where", ["title", "notes", "units"])
def test_a_description_that_holds_the_key_is_refused(fred, caplog, where, written):
    """It would be printed, and kept on disk."""
    fred.shelf.add(Held(id="UNRATE", prints=[(AS_OF, AS_OF, "1")], **{where: "MARK"}))
    body = fred.shelf.document("series", {"series_id": "UNRATE"}).replace(b"MARK", written.encode())
    fred.replies["UNRATE"] = Reply(body=body, path="series")

    error = refusal(lambda: source(fred).info("UNRATE", want(seconds=5).budget), caplog)

    assert "not data" in error.text.en


@pytest.mark.parametrize("path", ["series/release", "release/dates"])
def test_a_release_that_holds_the_key_is_refused(fred, caplog, path):
    fred.shelf.add(Held(id="UNRATE", prints=[(AS_OF, AS_OF, "1")]))
    release = ("release", {"id": "50", "name": KEY if path == "series/release" else "R", "link": ""}, "")
    fred.replies["UNRATE"] = Reply(body=document("releases", [release]), path="series/release")
    fred.replies[""] = Reply(body=document("release_dates", [], count=0, note=KEY), path="release/dates")

    assert "not data" in refusal(lambda: source(fred).release(want(seconds=5)), caplog).text.en


def test_values_beside_the_key_are_refused(fred, caplog):
    fred.replies["UNRATE"] = observations(*ROWS, url=f"/fred/series/observations?api_key={KEY}")

    assert "not data" in refusal(lambda: read(fred), caplog).text.en


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

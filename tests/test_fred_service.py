"""How FRED is asked: tries, budget, pace and breaker; a network that fails is a sentence in time."""

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from fake_fred import Reply, failure, nobody, observations
from fred_reading import ROWS, read, refusal, replies, source, want

from footnote.errors import FootnoteError, SourceError
from tools.fred import service
from tools.reading import Budget

pytest_plugins = ("fred_fixtures",)

BUSY = {"message": "Too Many Requests.  Exceeded Rate Limit", "status": 429}


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch):
    """Between two tries."""
    monkeypatch.setattr(service, "FIRST_PAUSE", 0.01)


# ---------------------------------------------------------------- tries

PASSING = {
    "429": failure(**BUSY),
    "429 that names its time": failure(**BUSY, retry_after="0"),
    "500": failure(500, "Internal Server Error"),
    "503 page": Reply(status=503, body=b"<html><p>busy<br></html>", type="text/html"),
    "504 empty": Reply(status=504),
    "reset": Reply(resets=True),
    "cut": Reply(body=observations(*ROWS).body, announced=5_000),
    "cut without a length": Reply(body=observations(*ROWS).body[:-20]),
}


@pytest.mark.parametrize("reply", PASSING.values(), ids=PASSING)
def test_what_may_pass_is_asked_again(fred, reply):
    fred.replies["UNRATE"] = replies(reply, reply, observations(*ROWS))

    assert read(fred, seconds=5).values.tolist() == [4.5, 4.4, 4.3]
    assert len(fred.asked) == 3


@pytest.mark.parametrize("reply", PASSING.values(), ids=PASSING)
def test_it_is_asked_three_times_at_most(fred, caplog, reply):
    fred.replies["UNRATE"] = reply

    error = refusal(lambda: read(fred, seconds=5), caplog)

    assert error.retry
    assert len(fred.asked) == 3


def test_a_series_that_is_unknown_is_asked_for_once(fred):
    with pytest.raises(FootnoteError):
        read(fred)

    assert len(fred.asked) == 1


def in_two_seconds():
    """As a date, which is exact to the second."""
    return format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)


@pytest.mark.parametrize("said", [lambda: "1", in_two_seconds], ids=["seconds", "date"])
def test_the_time_that_fred_wants_is_kept(fred, said):
    fred.replies["UNRATE"] = replies(failure(**BUSY, retry_after=said()), observations(*ROWS))

    read(fred, seconds=6)

    assert fred.came[1] - fred.came[0] > 0.9


def test_a_time_that_does_not_fit_in_the_budget_is_not_waited_for(fred, caplog):
    fred.replies["UNRATE"] = failure(**BUSY, retry_after="60")
    began = time.monotonic()

    error = refusal(lambda: read(fred, seconds=5), caplog)

    assert "slow down" in error.text.en
    assert len(fred.asked) == 1
    assert time.monotonic() - began < 4


def test_the_pauses_between_tries_differ(fred, monkeypatch):
    """Those that failed together shall not come back together."""
    pauses = []
    monkeypatch.setattr(service.time, "sleep", pauses.append)
    fred.replies["UNRATE"] = failure(500, "Internal Server Error")
    for _ in range(2):
        with pytest.raises(SourceError):
            read(fred, seconds=5)

    assert len(set(pauses)) == len(pauses) == 4
    assert all(0.005 <= pause <= 0.03 for pause in pauses)


# ---------------------------------------------------------------- the budget


@pytest.mark.parametrize("how", ["stalls", "trickles"])
def test_an_answer_that_does_not_come_ends_with_the_budget(fred, caplog, how):
    """Of one that trickles each byte comes in time; all of them together do not."""
    fred.replies["UNRATE"] = Reply(body=observations(*ROWS).body, **{how: True})
    began = time.monotonic()

    error = refusal(lambda: read(fred), caplog)

    assert error.retry
    assert "did not answer in time" in error.text.en
    assert len(fred.asked) == 1
    assert time.monotonic() - began < 3


def test_one_that_stalls_holds_up_no_other(fred):
    fred.replies |= {"UNRATE": Reply(stalls=True), "PAYEMS": observations(*ROWS)}
    budget = Budget(0.6)

    stalled, read = source(fred).read_all([replace(want(name), budget=budget) for name in ("UNRATE", "PAYEMS")])

    assert isinstance(stalled, SourceError)
    assert len(read.values) == 3


def test_a_budget_that_is_used_up_asks_nothing(fred, caplog):
    spent = want()
    spent.budget.end()

    error = refusal(lambda: source(fred).read(spent), caplog)

    assert "no time left" in error.text.en
    assert fred.asked == []


def test_a_refused_connection_is_said_at_once(fred, caplog):
    with nobody() as root:
        fred.url = root

        error = refusal(lambda: read(fred, seconds=5), caplog)

    assert error.retry
    assert "cannot be reached" in error.text.en


def test_a_thread_that_waits_in_vain_does_not_show_the_key(fred):
    """It is left behind, with the address it asks for."""
    fred.replies["UNRATE"] = Reply(stalls=True)

    with pytest.raises(SourceError):
        read(fred)

    assert all("0123456789abcdef" not in repr(thread) + thread.name for thread in threading.enumerate())

"""When FRED is left in peace: two requests a second for the whole process, and a rest after five failures in a row."""

import threading
import time
from collections import deque

import pytest
from fake_fred import Reply, failure, observations
from fred_reading import ROWS, read, refusal, replies, source, want

from footnote.errors import FootnoteError, SourceError
from tools.fred import breaker, pace, service
from tools.fred.breaker import Breaker
from tools.fred.pace import Onward, Pace
from tools.reading import Budget

pytest_plugins = ("fred_fixtures",)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch):
    """Between two tries."""
    monkeypatch.setattr(service, "FIRST_PAUSE", 0.01)


def failing(fred, count=1, **known):
    """A source after *count* failures of which FRED is to blame."""
    there = source(fred)
    for _ in range(count):
        with pytest.raises(SourceError):
            there.read(want(**known))
    return there


# ---------------------------------------------------------------- the pace


def test_there_are_never_more_than_two_in_a_window():
    paced = Pace(most=2, seconds=0.1)
    paced.sent = deque(maxlen=100)
    threads = [threading.Thread(target=paced.wait, args=(Budget(10),)) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    sent = list(paced.sent)

    assert len(sent) == 9
    assert all(third - first >= 0.1 for first, third in zip(sent, sent[2:], strict=False))


def test_a_turn_that_comes_after_the_budget_is_no_turn():
    paced, began = Pace(most=1, seconds=60), time.monotonic()

    assert paced.wait(Budget(5))
    assert not paced.wait(Budget(0.05))
    assert len(paced.sent) == 1
    assert time.monotonic() - began < 5


def test_questions_go_before_work_in_the_background():
    paced, order = Pace(most=1, seconds=0.05), []
    paced.wait(Budget(5))

    def asks(name, budget):
        assert paced.wait(budget)
        order.append(name)

    threads = [threading.Thread(target=asks, args=("background", Budget(10, background=True))) for _ in range(3)]
    threads += [threading.Thread(target=asks, args=("question", Budget(10))) for _ in range(3)]
    for thread in threads:
        thread.start()
        time.sleep(0.005)
    for thread in threads:
        thread.join()

    assert order[-3:].count("background") >= 2
    assert order.index("question") < 2


def test_what_follows_a_first_request_goes_before_other_first_ones():
    paced, order, budget = Pace(most=1, seconds=0.3), [], Budget(20)
    paced.wait(budget)

    def asks(name, each):
        assert paced.wait(each)
        order.append(name)

    threads = []
    for name, each in [("first", budget)] * 2 + [("onward", Onward(budget))] * 2:
        threads.append(threading.Thread(target=asks, args=(name, each)))
        threads[-1].start()
    for thread in threads:
        thread.join()

    assert order == ["onward", "onward", "first", "first"]


def test_work_in_the_background_leaves_room_for_a_question():
    paced = Pace(most=2, seconds=60)

    assert paced.wait(Budget(5, background=True))
    assert not paced.wait(Budget(0.05, background=True))
    assert paced.wait(Budget(5))


def test_every_source_of_a_process_keeps_the_same_pace(fred, monkeypatch):
    monkeypatch.setattr(pace, "SHARED", Pace(most=1, seconds=60))
    fred.replies["UNRATE"] = observations(*ROWS)
    read(fred)

    with pytest.raises(SourceError, match="two requests a second"):
        read(fred)


def test_the_pace_is_two_requests_a_second():
    """FRED's limit since 2026; it answers more with parts of series."""
    assert (pace.SHARED.most, pace.SHARED.seconds) == (2, pytest.approx(1.05))


# ---------------------------------------------------------------- the breaker


def test_after_five_failures_it_is_left_alone(fred, caplog):
    fred.replies["UNRATE"] = Reply(body=b"<html></html>")
    there = failing(fred, 5)

    error = refusal(lambda: there.read(want()), caplog)

    assert error.retry
    assert "left alone" in error.text.en
    assert len(fred.asked) == 5
    assert "FRED failed 5 times in a row" in caplog.text


def test_after_a_rest_one_request_tries_whether_it_is_back(fred, monkeypatch):
    monkeypatch.setattr(breaker, "REST_SECONDS", 0.0)
    fred.replies["UNRATE"] = replies(*[Reply(body=b"<html></html>")] * 5, observations(*ROWS))
    there = failing(fred, 5)

    assert len(there.read(want()).values) == 3


def test_one_probe_at_a_time():
    now = [0.0]
    open_one = Breaker(clock=lambda: now[0])
    for _ in range(breaker.MOST_FAILURES):
        assert open_one.admits()
        open_one.failed()

    assert not open_one.admits()
    now[0] += breaker.REST_SECONDS
    assert [open_one.admits(), open_one.admits()] == [True, False]
    open_one.succeeded()
    assert open_one.admits()


def test_a_probe_that_fails_begins_the_rest_anew():
    now = [0.0]
    open_one = Breaker(clock=lambda: now[0])
    for _ in range(breaker.MOST_FAILURES):
        open_one.failed()
    now[0] += breaker.REST_SECONDS
    assert open_one.admits()
    open_one.failed()
    now[0] += breaker.REST_SECONDS - 1

    assert not open_one.admits()


@pytest.mark.parametrize(
    "reply",
    [
        failure(400, "Bad Request.  The series does not exist."),
        failure(400, "Bad Request.  Variable realtime_start is wrong."),
        failure(400, "Bad Request.  The value for variable api_key is not registered."),
    ],
    ids=["unknown series", "refused request", "bad key"],
)
def test_an_answer_that_says_no_is_no_failure(fred, reply):
    fred.replies["UNRATE"] = reply
    there = source(fred)
    for _ in range(6):
        with pytest.raises(FootnoteError):
            there.read(want())

    assert len(fred.asked) == 6


def test_what_was_hardly_given_time_says_nothing_of_the_service(fred):
    """The last of a board's series may be asked for in the last tenth of a second."""
    fred.replies |= {"UNRATE": Reply(stalls=True), "PAYEMS": observations(*ROWS)}
    there = failing(fred, 6, seconds=0.05)

    assert len(there.read(want("PAYEMS")).values) == 3


def test_after_a_silence_a_moment_is_no_chance(fred, monkeypatch):
    """The rest of a question's time goes to the answer, not to a second silence."""
    monkeypatch.setattr(service, "FAIR_SECONDS", 0.3)
    fred.replies |= {"UNRATE": Reply(stalls=True), "PAYEMS": observations(*ROWS)}
    there = failing(fred, seconds=0.35)

    with pytest.raises(SourceError, match="did not answer in time"):
        there.read(want("PAYEMS", seconds=0.2))
    assert len(there.read(want("PAYEMS", seconds=5)).values) == 3
    assert len(there.read(want("PAYEMS", seconds=0.2)).values) == 3
    assert len(fred.at("series/observations")) == 3


def test_silence_that_was_given_time_counts(fred, monkeypatch):
    monkeypatch.setattr(service, "FAIR_SECONDS", 0.04)
    fred.replies |= {"UNRATE": Reply(stalls=True), "PAYEMS": observations(*ROWS)}
    there = failing(fred, 5, seconds=0.05)

    with pytest.raises(SourceError, match="left alone"):
        there.read(want("PAYEMS"))

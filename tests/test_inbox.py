"""What is written down before it is acknowledged."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.inbox import MEMORY, Inbox, Request

ASKED = Request(kind="question", key="message:C1:1.0", event="Ev1", user="U1", channel="C1", thread="1.0", text="GDP?")
HOUR = 3600.0


@pytest.fixture
def now():
    return [1_000_000.0]


@pytest.fixture
def inbox(tmp_path, now):
    kept = Inbox(tmp_path, clock=lambda: now[0])
    yield kept
    kept.close()


def test_a_request_is_new_once(inbox):
    assert [inbox.put(ASKED), inbox.put(ASKED)] == [True, False]


def test_a_mention_and_its_message_twin_are_one_request(inbox):
    inbox.put(ASKED)

    assert not inbox.put(replace(ASKED, event="Ev2"))


def test_one_event_is_one_request_whatever_its_key(inbox):
    inbox.put(ASKED)

    assert not inbox.put(replace(ASKED, key="message:C1:2.0"))


def test_requests_without_an_event_id_are_not_one_another(inbox):
    """Twice nothing is not the same id."""
    first, second = (replace(ASKED, event=None, key=key) for key in ("a", "b"))

    assert [inbox.put(first), inbox.put(second)] == [True, True]


def test_the_same_timestamp_in_another_channel_is_another_request(inbox):
    inbox.put(ASKED)

    assert inbox.put(replace(ASKED, event="Ev2", channel="C2", key="message:C2:1.0"))


def test_fifty_threads_with_one_request_write_it_once(inbox):
    results, told = [], []
    inbox.told = told.append
    threads = [
        threading.Thread(target=lambda: results.extend(inbox.put(ASKED) for _ in range(20))) for _ in range(50)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(results) == 1_000
    assert sum(results) == len(told) == 1


def test_an_unfinished_request_is_found_by_the_next_process(tmp_path):
    first = Inbox(tmp_path)
    first.put(ASKED)
    first.mark(1, "posting", answer="a7f3k2mq")
    first.close()

    second = Inbox(tmp_path)
    [entry] = second.unfinished()
    second.close()

    assert (entry.request, entry.state, entry.answer, entry.found) == (ASKED, "posting", "a7f3k2mq", True)


@pytest.mark.parametrize("state", ["done", "dead"])
def test_an_ended_request_is_not_taken_up_again(inbox, state):
    inbox.put(ASKED)
    inbox.mark(1, state)

    assert inbox.unfinished() == []


def test_an_ended_request_is_remembered_for_a_day_at_least(inbox, now):
    inbox.put(ASKED)
    inbox.mark(1, "done")
    now[0] += 24 * HOUR
    inbox.forget()

    assert not inbox.put(ASKED)


def test_memory_ends(inbox, now):
    inbox.put(ASKED)
    inbox.mark(1, "done")
    now[0] += MEMORY + 1
    inbox.forget()

    assert inbox.put(ASKED)


def test_what_is_not_answered_is_never_forgotten(inbox, now):
    inbox.put(ASKED)
    now[0] += 10 * MEMORY
    inbox.forget()

    assert len(inbox.unfinished()) == 1


def test_a_write_that_fails_says_so(inbox, tmp_path):
    """Whoever called must not acknowledge."""
    inbox.put(ASKED)
    with inbox._engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE requests")

    with pytest.raises(SQLAlchemyError):
        inbox.put(replace(ASKED, key="another", event="Ev9"))


def test_a_thread_is_ours_once_somebody_asked_there(inbox):
    inbox.put(ASKED)

    assert inbox.answers_in("C1", "1.0")
    assert not inbox.answers_in("C2", "1.0")
    assert not inbox.answers_in("C1", "")


def test_when_slack_was_heard_survives_the_process(tmp_path):
    first = Inbox(tmp_path, clock=lambda: 50.0)
    never = first.heard()
    first.beat()
    first.beat()
    first.close()

    second = Inbox(tmp_path)
    heard = second.heard()
    second.close()

    assert (never, heard) == (None, 50.0)

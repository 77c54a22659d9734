"""What is written down before it is acknowledged."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.inbox import MEMORY, Inbox, Request

ASKED = Request(
    kind="question", key="message:C1:1.0", event="Ev1", user="U1", channel="C1", thread="1.0", ts="1.0", text="GDP?"
)
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

    assert not inbox.put(replace(ASKED, key="message:C1:2.0", ts="2.0"))


def test_requests_without_an_event_id_are_not_one_another(inbox):
    """Twice nothing is not the same id."""
    first, second = (replace(ASKED, event=None, key=key, ts=key) for key in ("1.5", "2.5"))

    assert [inbox.put(first), inbox.put(second)] == [True, True]


def test_the_same_timestamp_in_another_channel_is_another_request(inbox):
    inbox.put(ASKED)

    assert inbox.put(replace(ASKED, event="Ev2", channel="C2", key="message:C2:1.0"))


def test_fifty_threads_with_one_request_write_it_once(inbox):
    results, told = [], []
    inbox.told = told.append
    threads = [threading.Thread(target=lambda: results.extend(inbox.put(ASKED) for _ in range(20))) for _ in range(50)]
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


def test_who_reads_a_channel_is_asked_anew_after_a_restart(inbox):
    inbox.put(replace(ASKED, outside=False))

    assert inbox.unfinished()[0].request.outside is None


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

    assert inbox.answers_in("C1", "1.0", "2.0")
    assert not inbox.answers_in("C2", "1.0", "2.0")
    assert not inbox.answers_in("C1", "", "2.0")


def test_what_was_said_in_a_thread_before_anybody_asked_is_not_for_us(inbox):
    """Talk among people stays theirs, also when it is read later out of the history."""
    inbox.put(replace(ASKED, ts="5.0"))

    assert not inbox.answers_in("C1", "1.0", "4.0")
    assert inbox.answers_in("C1", "1.0", "6.0")


def test_a_bot_that_names_us_does_not_make_a_thread_ours(inbox):
    inbox.put(ASKED)
    inbox.mark(1, "dead")

    assert not inbox.answers_in("C1", "1.0", "2.0")


def test_an_edit_that_changes_no_word_is_known(inbox):
    """The history shows the edit, the event of it was passed over."""
    inbox.put(ASKED)

    assert not inbox.put(replace(ASKED, key="message:C1:1.0:3.0", edited="3.0", event="Ev2"))
    assert inbox.put(replace(ASKED, key="message:C1:1.0:4.0", edited="4.0", event="Ev3", text="CPI?"))


def test_the_words_before_an_edit_that_is_known_come_too_late(inbox):
    inbox.put(replace(ASKED, key="message:C1:1.0:3.0", edited="3.0", text="CPI?"))

    assert not inbox.put(replace(ASKED, event="Ev2"))


def test_a_write_that_fails_makes_the_history_be_read(inbox):
    inbox.put(ASKED)
    with inbox._engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE requests")
    with pytest.raises(SQLAlchemyError):
        inbox.put(replace(ASKED, key="another", event="Ev9"))

    assert inbox.missed.is_set()


def test_a_row_of_another_version_does_not_keep_the_others_from_being_taken_up(inbox):
    inbox.put(ASKED)
    inbox.put(replace(ASKED, key="b", event="Ev2", ts="2.0"))
    with inbox._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE requests SET request = '{\"shape\": 1}' WHERE id = 1")

    assert [entry.id for entry in inbox.unfinished()] == [2]
    assert inbox.counts() == {"dead": 1, "waiting": 1}


def test_whoever_is_told_may_fail_and_the_request_is_kept(inbox):
    inbox.told = lambda entry: 1 / 0

    assert inbox.put(ASKED)
    assert len(inbox.unfinished()) == 1


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

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from bot.ledger import ALPHABET, Ledger, new_id
from footnote.answer import Call
from footnote.errors import AskError, FootnoteError


@pytest.fixture
def ledger(tmp_path):
    ledger = Ledger(tmp_path / "home")
    yield ledger
    ledger.close()


def kept(id, tool="latest", **arguments):
    return {"id": id, "plan": [{"tool": tool, "arguments": arguments}], "headline": "消费者信心 57.3"}


def test_an_answer_comes_back_by_its_id(ledger):
    ledger.put(kept("a7f3k2mq"), user=None, thread=None)

    assert ledger.get("a7f3k2mq") == kept("a7f3k2mq")


def test_an_unknown_id_is_said_to_be_unknown(ledger):
    with pytest.raises(AskError, match="no answer with the id 'zzzzzzzz'"):
        ledger.get("zzzzzzzz")


def test_the_last_plan_is_the_askers_own_in_that_thread(ledger):
    ledger.put(kept("aaaaaaaa", series="UNRATE"), user="U1", thread="T1")
    ledger.put(kept("bbbbbbbb", series="GOLD"), user="U2", thread="T1")
    ledger.put(kept("cccccccc", series="CPIAUCSL"), user="U1", thread="T2")

    assert ledger.last_plan(user="U1", thread="T1") == (Call(tool="latest", arguments={"series": "UNRATE"}),)
    assert ledger.last_plan(user="U1", thread=None) == ()
    assert ledger.last_plan(user="U3", thread="T1") == ()


def test_the_day_that_was_named_stays_with_the_thread_and_out_of_the_answer(ledger):
    ledger.put(kept("aaaaaaaa", series="UNRATE"), user="U1", thread="T1", known=date(2026, 1, 20))
    ledger.put(kept("bbbbbbbb", tool="notes_search", query="gold"), user="U1", thread="T1")
    ledger.put(kept("cccccccc", series="GOLD"), user="U1", thread="T2")

    assert ledger.last_day(user="U1", thread="T1") == date(2026, 1, 20)
    assert ledger.last_day(user="U1", thread="T2") is None
    assert ledger.last_day(user="U1", thread=None) is None
    assert ledger.get("aaaaaaaa") == kept("aaaaaaaa", series="UNRATE")


def test_an_answer_that_cannot_be_kept_is_not_shown(tmp_path):
    """An answer outside the ledger could never be checked again."""
    (tmp_path / "home").write_text("a file where the folder should be")

    with pytest.raises(FootnoteError, match="could not be written to the ledger"):
        Ledger(tmp_path / "home").put(kept("aaaaaaaa"), user=None, thread=None)


def test_ids_are_eight_characters_that_can_be_read_aloud():
    ids = {new_id() for _ in range(200)}

    assert len(ids) == 200
    assert all(len(id) == 8 and set(id) <= set(ALPHABET) for id in ids)


def test_an_answer_above_the_readers_clearance_is_an_unknown_one(ledger):
    ledger.put(kept("aaaaaaaa") | {"label": "restricted"}, user=None, thread=None)

    assert ledger.get("aaaaaaaa", frozenset({"desk", "restricted"}))
    with pytest.raises(AskError, match="no answer with the id 'aaaaaaaa'"):
        ledger.get("aaaaaaaa", frozenset({"desk"}))


def test_many_threads_may_be_the_first_to_write(ledger):
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: ledger.put(kept(f"id{number:06}"), user=None, thread=None), range(64)))

    assert all(ledger.get(f"id{number:06}") for number in range(64))

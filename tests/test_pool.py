"""Threads that work off jobs in lanes."""

import threading
import time

import pytest

from bot.pool import Pool


@pytest.fixture
def pool():
    made = Pool("test", 4)
    made.start()
    yield made
    made.stop(within=5)


def wait_for(condition):
    until = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.005)


def test_one_lane_keeps_its_order_one_at_a_time(pool):
    done, running, most = [], [0], [0]

    def job(number):
        running[0] += 1
        most[0] = max(most[0], running[0])
        time.sleep(0.002)
        done.append(number)
        running[0] -= 1

    for number in range(30):
        pool.add(lambda number=number: job(number), "one")
    wait_for(lambda: len(done) == 30)

    assert done == list(range(30))
    assert most == [1]


def test_lanes_work_side_by_side(pool):
    """Four wait for one another: none could end if they came one after the other."""
    together = threading.Barrier(4, timeout=10)
    done = []

    for name in "abcd":
        pool.add(lambda name=name: (together.wait(), done.append(name), None)[2], name)
    wait_for(lambda: len(done) == 4)

    assert sorted(done) == list("abcd")


def test_a_flood_in_one_lane_does_not_hold_up_another(pool):
    gate, done = threading.Event(), []
    for _ in range(100):
        pool.add(lambda: gate.wait(10) and None, "flood")
    pool.add(lambda: done.append("other"), "other")

    wait_for(lambda: done)
    gate.set()

    assert done == ["other"]


def test_the_owners_of_a_lane_take_turns(pool):
    """Forty questions of one person in a channel do not hold up another's one."""
    gate, done = threading.Event(), []
    pool.add(lambda: gate.wait(10) and None, "one", owner="U1")
    for number in range(3):
        pool.add(lambda number=number: done.append(f"U1 {number}"), "one", owner="U1")
    for number in range(2):
        pool.add(lambda number=number: done.append(f"U2 {number}"), "one", owner="U2")

    gate.set()
    wait_for(lambda: len(done) == 5)

    assert done == ["U2 0", "U1 0", "U2 1", "U1 1", "U1 2"]


def test_add_says_how_many_are_before_it(pool):
    gate = threading.Event()

    ahead = [pool.add(lambda: gate.wait(10) and None, "one") for _ in range(3)]
    gate.set()

    assert ahead == [0, 1, 2]


def test_a_lane_rests_as_long_as_its_job_says(pool):
    at = []
    for _ in range(3):
        pool.add(lambda: at.append(time.monotonic()) or 0.2, "one")

    wait_for(lambda: len(at) == 3)

    assert min(at[1] - at[0], at[2] - at[1]) >= 0.2


def test_a_job_put_off_lets_others_of_its_lane_pass(pool):
    done = []

    pool.add(lambda: done.append("later"), "one", after=0.2)
    pool.add(lambda: done.append("now"), "one")
    wait_for(lambda: len(done) == 2)

    assert done == ["now", "later"]


def test_a_bug_in_a_job_costs_neither_the_thread_nor_the_lane(pool, caplog):
    done = []

    for _ in range(8):
        pool.add(lambda: 1 / 0, "one")
    pool.add(lambda: done.append("after"), "one")
    wait_for(lambda: done)

    assert pool.alive()
    assert "bug in a job" in caplog.text


def test_a_stopped_pool_ends_what_waits():
    pool = Pool("test", 1)
    done, gate = [], threading.Event()
    pool.start()
    pool.add(lambda: gate.wait(10) and done.append("running"), "a")
    pool.add(lambda: done.append("waiting"), "b")

    threading.Timer(0.1, gate.set).start()
    pool.stop(within=5)

    assert done == ["running", "waiting"]


def test_a_stopped_pool_does_not_wait_for_ever():
    pool = Pool("test", 1)
    done = []
    pool.start()
    pool.add(lambda: done.append("late"), "a", after=60)

    pool.stop(within=0.1)
    pool.add(lambda: done.append("later"), "a")

    assert done == []

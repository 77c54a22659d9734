"""Files on their way: read and embedded ahead, handed on in their order, and never many of them at a time."""

import threading
import time
from concurrent.futures import wait
from dataclasses import dataclass

import pytest

from ingest import ahead
from ingest.ahead import in_order
from ingest.finding import Found

PATIENCE = 20


@dataclass
class Text:
    """A file as it was read: its name, and how many passages it has."""

    name: str
    passages: int = 1


def found(count, size=10):
    return [Found(path=f"{number}", size=size) for number in range(count)]


def read(each):
    return Text(each.path)


def as_read(_, taken):
    return list(taken)


def nothing(*_):
    """Nobody looks on."""


def running(files, read=read, embed=as_read, stop=nothing):
    return in_order(files, read, embed, nothing, stop)


def names(done):
    return [(each.path, taken.name) for each, taken in done]


def test_files_come_out_in_their_order_each_with_what_it_came_to():
    done = names(running(found(200)))

    assert done == [(f"{number}", f"{number}") for number in range(200)]


def test_no_files_are_no_files():
    assert names(running([])) == []


def test_what_was_read_while_the_model_was_busy_goes_to_it_together():
    behind, sizes = threading.Event(), []

    def until_the_rest_is_read(each):
        if each.path == "9":
            behind.set()
        return read(each)

    def embed(_, taken):
        assert behind.wait(PATIENCE)
        sizes.append(len(taken))
        return list(taken)

    assert len(names(running(found(10), until_the_rest_is_read, embed))) == 10
    assert sum(sizes) == 10
    assert sizes[0] < 10
    assert max(sizes) > 1


def test_a_file_does_not_wait_for_the_one_behind_it():
    """A file that is read for long holds up nobody before it."""
    told = threading.Event()

    def slow(each):
        if each.path == "1":
            assert told.wait(PATIENCE)
        return read(each)

    files = running(found(2), slow)
    first = next(files)
    told.set()

    assert first[0].path == "0"
    assert names(files) == [("1", "1")]


@pytest.mark.parametrize("limit", ["MOST_FILES", "MOST_BYTES", "MOST_PASSAGES"])
def test_however_many_files_there_are_few_are_held(monkeypatch, limit):
    """Where storing is the slowest: a folder of any size fits into memory."""
    four = {"MOST_FILES": 4, "MOST_BYTES": 40, "MOST_PASSAGES": 40}
    most_read = {"MOST_FILES": 8} if limit == "MOST_PASSAGES" else {}  # a file has none before it is read
    for name, value in {**most_read, limit: four[limit]}.items():
        monkeypatch.setattr(ahead, name, value)
    held, most, together = [0], [], []

    def counted(each):
        held[0] += 1
        most.append(held[0])
        return Text(each.path, passages=10)

    def embed(_, taken):
        together.append(len(taken))
        time.sleep(0.005)
        return list(taken)

    for _ in running(found(80), counted, embed):
        time.sleep(0.002)
        held[0] -= 1

    assert max(together) <= 4
    assert max(most) <= 8 + 2 * 4 + 2


def test_a_file_larger_than_the_limit_is_read_all_the_same(monkeypatch):
    monkeypatch.setattr(ahead, "MOST_BYTES", 5)

    assert len(names(running(found(3)))) == 3


def test_whoever_gives_up_ends_what_is_being_done(monkeypatch):
    """A signal comes while the run waits for the model."""
    embedding, stopped, begun = threading.Event(), threading.Event(), []

    def embed(files, taken):
        begun.extend(files)
        embedding.set()
        assert stopped.wait(PATIENCE)
        return list(taken)

    def interrupted(*_, **__):
        assert embedding.wait(PATIENCE)
        raise KeyboardInterrupt

    monkeypatch.setattr(ahead, "wait", lambda *given, **how: interrupted() if begun else wait(*given, **how))
    with pytest.raises(KeyboardInterrupt):
        list(running(found(500), embed=embed, stop=stopped.set))

    assert stopped.is_set()
    assert 0 < len(begun) <= ahead.MOST_FILES


def test_a_fault_of_a_step_is_the_run_s():
    def failing(_, taken):
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        list(running(found(3), embed=failing))

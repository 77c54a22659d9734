"""What a child process does with Chroma's folder in our place: look at it, or make it. ``python -m knowledge.probe``.

A damaged folder can end the process that opens it, so the one that answers people opens a folder only when a child has
said that it is well. The task comes as JSON on stdin; what came of it goes to stdout as the last line of JSON.
"""

import json
import os
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from knowledge import changes, seal
from knowledge.record import Record
from knowledge.vectors import ChromaIndex, DoubtError, client, entries_of, fields_of, vectors

PROBES = 200
WITHIN = 4  # times as large, or as small, as expected
FLOOR = 8_000_000  # bytes that Chroma may need whatever it holds
EACH = 3  # times the size of a vector is what a passage needs (measured: 1.5 to 3)
BYTES = 4  # of a number in a vector
KINDNESS = 5  # how far behind others this process stands for the processor
NAMES = "SELECT p.id FROM vectors v JOIN passages p ON p.row = v.passage WHERE v.embedder = ?"
Task = dict[str, Any]


def main() -> None:
    """Do the task on stdin."""
    task = json.loads(sys.stdin.readline())
    signal.alarm(task["seconds"])  # also where whoever started this has died
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever else is printed
    os.umask(0o077)
    os.nice(KINDNESS)
    try:
        faults = list(check(task)) if task["do"] == "check" else build(task, out)
    except DoubtError as error:
        faults = [f"The index is in doubt: {error}."]
    except Exception as error:  # Chroma's bindings raise what they like
        faults = [f"Chroma cannot read or write it ({type(error).__name__})."]
    _say(out, {"faults": faults})


def _say(out: TextIO, what: dict[str, Any]) -> None:
    print(json.dumps(what), file=out, flush=True)


def build(task: Task, out: TextIO) -> list[str]:
    """Fill a new collection from the stored vectors, and seal it: then there is no fault."""
    folder, record = _folder(task), Record(Path(task["home"]))
    opened = client(folder, task["url"])
    index = ChromaIndex.made(record, task["identity"], opened)
    index.fill(lambda done, of: _say(out, {"done": done, "of": of}))
    _close(task, index)
    return []


def check(task: Task) -> Iterator[str]:
    """What is wrong with the index, a sentence each."""
    folder, record = _folder(task), Record(Path(task["home"]))
    with record.reading() as connection:
        name = changes.newest(connection).record
    if folder:
        fault = seal.broken(folder, name, task["identity"])
        if fault:
            yield fault
            return
    index = ChromaIndex.opened(record, task["identity"], client(folder, task["url"]))
    faults = list(_faults(index, record, task))
    if not faults:
        _close(task, index)
    yield from faults


def _close(task: Task, index: ChromaIndex) -> None:
    """Close the index, and seal its folder as it is now: opening it writes into it."""
    place, count = index.place, index.count()
    index.close()
    if folder := _folder(task):
        if place is None:
            raise ValueError("an index that was never filled")
        seal.seal(folder, place, task["identity"], count)


def _faults(index: ChromaIndex, record: Record, task: Task) -> Iterator[str]:
    """What is wrong with the opened index. What changed since it was last brought up to date is not looked at."""
    place, identity = index.place, task["identity"]
    with record.reading() as connection:
        if place is None or not changes.is_known(connection, place):
            yield "The index does not follow from this library."
            return
        after = changes.since(connection, place, identity)
        known = [row["id"] for row in connection.execute(NAMES, (identity,))]
        rows = entries_of(connection, identity, sorted(set(known) - set(after.passages)))
    if after.retracted:
        yield "The index holds what was retracted."
    ours = {row["id"]: fields_of(row) for row in rows}
    theirs = {name: fields for name, fields in index.fields().items() if name not in set(after.passages)}
    if ours.keys() != theirs.keys():
        yield f"The index holds {len(theirs)} passages, the library {len(ours)}, and they are not the same."
        return
    if wrong := sum(ours[name] != theirs[name] for name in ours):
        yield f"The index holds another label, language or date than the library for {wrong} passages."
    chosen = random.Random(task["seed"]).sample(rows, min(PROBES, len(rows)))  # noqa: S311 - which ones is no secret
    yield from _probed(index, vectors(chosen))
    yield from _sized(task, index, len(rows[0]["vector"]) if rows else 0)


def _probed(index: ChromaIndex, wanted: dict[str, Any]) -> Iterator[str]:
    if not wanted:
        return
    if changed := index.changed(wanted):
        yield f"The index holds other vectors than the library for {len(changed)} of {len(wanted)} passages."
    if missed := index.missed(wanted):
        yield f"The index does not find {len(missed)} of {len(wanted)} passages by their own vectors."


def _sized(task: Task, index: ChromaIndex, each: int) -> Iterator[str]:
    folder = _folder(task)
    if not folder:
        return
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    expected = index.count() * each * EACH
    if not expected / WITHIN <= size <= expected * WITHIN + FLOOR:
        yield f"The index takes {size:,} bytes on the disk; about {expected:,} were to be expected."


def _folder(task: Task) -> Path | None:
    return Path(task["folder"]) if task["folder"] else None


if __name__ == "__main__":
    main()

"""The files of the store: whole or absent, for their owner only, written and read by many at once."""

import json
import os
import pickle
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cache_parts import copy, files, other
from changing import WEEK, Clock
from fakes import daily

from tools.cache import copies
from tools.cache.store import Store

pytest_plugins = ("cache_fixtures",)


# ---------------------------------------------------------------- files that are not right


def torn(data):
    return data[: len(data) // 2]


def flipped(data):
    place = data.index(np.float64(2.0).tobytes())
    return data[:place] + np.float64(3.0).tobytes() + data[place + 8 :]


class Bomb:
    def __reduce__(self):
        return (os.mkdir, ("exploded",))


FAULTS = {
    "empty": lambda data: b"",
    "torn": torn,
    "one value flipped": flipped,
    "a page": lambda data: b"<html>503</html>",
    "another archive": lambda data: b"PK\x05\x06" + bytes(18),
    "a pickle": lambda data: pickle.dumps(Bomb()),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_is_not_whole_is_absent_and_gets_replaced(store, fault, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store.put("k", copy())
    [path] = files(store)
    path.write_bytes(FAULTS[fault](path.read_bytes()))

    assert store.get("k") is None
    assert other(store).get("k") is None
    assert not (tmp_path / "exploded").exists()

    store.put("k", copy([5.0]))
    assert other(store).get("k").reading.values.tolist() == [5.0]


def rewritten(path, **changed):
    """The file with other words in it; numbers as they are, or as *changed* says."""
    with np.load(path) as held:
        known = json.loads(held["known"].tobytes()) | {
            key: value for key, value in changed.items() if key not in held.files
        }
        arrays = {name: held[name] for name in ("days", "values")} | {
            key: value for key, value in changed.items() if key in held.files
        }
    arrays["known"] = np.frombuffer(json.dumps(known).encode(), dtype=np.uint8)
    np.savez(path, **arrays)


@pytest.mark.parametrize(
    "changed",
    [
        {"format": copies.FORMAT + 1},
        {"key": "another"},
        {"caveats": None},
        {"fetched": "soon"},
        {"days": np.array(["x", "y"])},
        {"values": np.array([1.0])},
        {"values": np.array([Bomb(), Bomb()], dtype=object)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_file_of_another_making_is_absent(store, changed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store.put("k", copy())
    [path] = files(store)
    rewritten(path)
    assert other(store).get("k") is not None

    rewritten(path, **changed)

    assert other(store).get("k") is None
    assert not (tmp_path / "exploded").exists()


def test_a_folder_that_cannot_be_made_leaves_memory(tmp_path, clock, caplog):
    (tmp_path / "home").write_text("a file where the state folder should be")
    store = Store(tmp_path / "home" / "cache", WEEK, clock=clock)

    for key in ("k", "l"):
        store.put(key, copy())

    assert store.get("k").reading.values.tolist() == [1.0, 2.0]
    clock.now += 100
    store.renew("k", store.get("k"))
    assert store.get("k").checked == clock.now
    assert caplog.text.count("kept in memory only") == 1
    assert str(tmp_path) not in caplog.text


# ---------------------------------------------------------------- who may read it


def test_only_the_owner_may_read(store):
    store.put("k", copy())

    [path] = files(store)
    modes = [each.stat().st_mode & 0o777 for each in (path, store.folder, store.folder.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_a_folder_open_to_others_is_closed(store):
    store.folder.mkdir(parents=True, mode=0o755)
    store.folder.chmod(0o755)

    store.put("k", copy())

    assert store.folder.stat().st_mode & 0o777 == 0o700


# ---------------------------------------------------------------- at the same time

WRITER = """
import sys
from datetime import timedelta
from pathlib import Path
sys.path[:0] = [{tests!r}, {root!r}]
from cache_parts import copy
from fakes import daily
from tools.cache.store import Store
store = Store(Path({folder!r}), timedelta(days=7))
import time
now = time.time()
for number in range(40):
    store.put("k", copy(daily([number + {start}] * 4000), fetched=now, checked=now))
"""


def test_processes_that_write_and_read_at_once_see_whole_copies_only(tmp_path):
    """Every copy holds one number throughout: a mixture of two would show."""
    here = Path(__file__).parent
    scripts = [
        WRITER.format(tests=str(here), root=str(here.parent), folder=str(tmp_path / "cache"), start=start)
        for start in (0, 1000)
    ]
    writers = [subprocess.Popen([sys.executable, "-c", script]) for script in scripts]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        found = Store(tmp_path / "cache", WEEK).get("k")
        if found is not None:
            assert found.reading.values.nunique() == 1
            assert len(found.reading.values) == 4000
            seen.add(found.reading.values.iloc[0])

    assert [writer.returncode for writer in writers] == [0, 0]
    assert len(seen) > 1
    assert list((tmp_path / "cache").glob("*.tmp")) == []


def test_threads_share_a_store(cache_folder):
    store, faults = Store(cache_folder, WEEK, clock=Clock(), on_disk=200_000, in_memory=50_000), []

    def work(number):
        for turn in range(30):
            key = str((number + turn) % 7)
            store.put(key, copy(daily([float(key)] * 500)))
            found = store.get(key)
            if found is not None and set(found.reading.values) != {float(key)}:
                faults.append(key)
            if found is not None:
                store.renew(key, replace(found))
            store.drop(str(turn % 7))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert faults == []
    assert not any(thread.is_alive() for thread in threads)

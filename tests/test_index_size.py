"""A small library is searched exactly and keeps no index; a large one keeps Chroma, once it is known to be large."""

import subprocess
import sys
from pathlib import Path

import pytest
from made_notes import ALL
from made_vectors import Made, retracted, stock

from knowledge import index
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.lock import Lock

ROOT = Path(__file__).parents[1]
TRACES = """
import ctypes, sys
sys.path.insert(0, {root!r})
from knowledge.vectors import without_traces
without_traces()
c = ctypes.CDLL(None)
c.malloc.restype = ctypes.c_void_p
c.malloc.argtypes, c.free.argtypes = [ctypes.c_size_t], [ctypes.c_void_p]
guard = [c.malloc(50_000) for _ in range(8)]
for block in guard[::2]:
    ctypes.memset(block, ord("s"), 50_000)
    c.free(block)
again = [ctypes.string_at(c.malloc(40_000), 40_000) for _ in range(16)]
print(sum(each.count(b"ssss") for each in again))
"""


def by_size(home):
    return Library(home, Made(), Lexicon.of([]), index="by size")


def test_a_small_library_keeps_no_index_and_throws_away_what_there_was(tmp_path):
    (tmp_path / "index" / "left").mkdir(parents=True)
    with by_size(tmp_path) as library:
        stock(library, 2, 20)
        assert library.search("copper", labels=ALL)
        assert library.search("copper", labels=ALL)

        assert library.index.settle() == "exact"
        assert library.index.described() == index.NONE_NEEDED
        assert library.index.check() == []
        assert library.index.rebuild() == 0
        retracted(library, 20)
        assert library.search("copper", labels=ALL)
    assert not (tmp_path / "index").exists()
    assert Lock.take(tmp_path / "index.lock")


def test_what_another_process_keeps_is_left_to_it(tmp_path):
    (tmp_path / "index" / "left").mkdir(parents=True)
    other = Lock.take(tmp_path / "index.lock")
    with by_size(tmp_path) as library:
        stock(library, 1, 5)
        library.search("copper", labels=ALL)
        library.search("copper", labels=ALL)
    assert (tmp_path / "index" / "left").exists()
    other.release()


def test_a_library_that_grows_large_gets_its_index(tmp_path, monkeypatch):
    monkeypatch.setattr(index, "LARGE", 30)
    with by_size(tmp_path) as library:
        stock(library, 1, 20)
        library.search("copper", labels=ALL)
        assert library.index.settle() == "exact"
        assert library.index.described() == index.NONE_NEEDED
        stock(library, 1, 20, subject="Tin")
        assert library.index.check() == [index.NONE_YET]
        library.search("tin", labels=ALL)
        assert library.index.settle() == "chroma"
        assert library.index.described().endswith("chroma")


@pytest.mark.skipif(sys.platform != "linux", reason="other C libraries offer nothing like it")
def test_memory_given_to_native_code_holds_nothing_of_before():
    script = TRACES.format(root=str(ROOT))

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "0"

"""One process keeps the index; others search exactly, say who it is, and find no ruin where it was killed."""

import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from made_vectors import NOTES, PASSAGES, lost, made, retracted, until

from footnote.errors import FootnoteError
from knowledge.index import NOT_LOOKED_AT

pytestmark = pytest.mark.usefixtures("any_size")
pytest_plugins = ("index_fixtures", "library_fixtures")
ROOT = Path(__file__).parents[1]
KEEP = """
import sys
sys.path[:0] = [{tests!r}, {root!r}]
from pathlib import Path
from made_vectors import made
library = made(Path({home!r}))
print(library.index.serving(), flush=True)
library.index.settle(600)
print(library.index.serving(), flush=True)
sys.stdin.read()
library.close()
"""


@pytest.fixture
def keeper(indexed):
    """Starts another process that keeps the index of the home, and says what it says."""
    started = []

    def start():
        script = KEEP.format(tests=str(ROOT / "tests"), root=str(ROOT), home=str(indexed))
        command = [sys.executable, "-c", script]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_of_two_processes_one_keeps_the_index_and_the_other_searches_exactly(indexed, keeper):
    process = keeper()
    assert [process.stdout.readline().strip() for _ in range(2)] == ["exact", "chroma"]

    with made(indexed) as second:
        assert second.index.settle() == "exact"
        assert lost(second, 100) == []
        assert second.index.check() == [f"{NOT_LOOKED_AT}{second.index._site.owner()}."]
        assert f"(process {process.pid})" in second.index.check()[0]
        with made(indexed, keeps=False) as third:
            assert f"(process {process.pid})" in third.index.described()
        with pytest.raises(FootnoteError, match="cannot be made anew: footnote serve has been running since"):
            second.index.rebuild()
        process.communicate("")
        until(lambda: second.index.settle() == "chroma")


def test_a_keeper_that_is_killed_while_it_makes_the_index_leaves_nothing_in_the_way(indexed, keeper):
    shutil.rmtree(indexed / "index")
    process = keeper()
    until(lambda: any((indexed / "index").glob("*/chroma.sqlite3")))
    process.send_signal(signal.SIGKILL)
    process.wait()

    with made(indexed) as library:
        assert lost(library, 200) == []
        until(lambda: library.index.settle() == "chroma")
        assert lost(library) == []
    assert len(list((indexed / "index").iterdir())) == 1
    assert not list(indexed.glob("index-gone*"))


def test_a_server_is_kept_by_one_process_and_a_retraction_reaches_it_from_any(indexed, tmp_path, seldom):
    """Who does not keep the index searches exactly there too."""
    seldom()
    port = free_port()
    command = [Path(sys.executable).with_name("chroma"), "run", "--path", tmp_path / "server"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([*command, "--host", "127.0.0.1", "--port", str(port)], **quiet)
    try:
        until(lambda: listens(port))
        url = f"http://127.0.0.1:{port}"
        with made(indexed, url=url) as library, made(indexed, url=url, keeps=False) as other:
            assert library.index.settle() == "chroma server"
            assert lost(library) == []
            assert other.index.settle() == "exact"
            retracted(other)
            assert lost(library, 100) == []
            assert library.index.settle() == "chroma server"
            assert library.index._owner.chroma.count() == (NOTES - 1) * PASSAGES
        with made(indexed, url=url, keeps=False) as other:
            assert other.index.check() == []
    finally:
        server.terminate()
        server.wait()


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def listens(port):
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0

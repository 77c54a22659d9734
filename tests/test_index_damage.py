"""Ways to damage Chroma's folder: each is noticed before it is opened, none crashes who notices, all are mended."""

import os
import shutil

import pytest
from made_vectors import NOTES, PASSAGES, Made, lost, made, stock

from knowledge import aside, seal
from knowledge.aside import Aside, Site
from knowledge.changes import Place, newest
from knowledge.index import NONE_YET
from knowledge.lock import Lock
from knowledge.record import Record
from knowledge.vectors import client

pytestmark = pytest.mark.usefixtures("any_size")
pytest_plugins = ("index_fixtures", "library_fixtures")


@pytest.fixture(scope="module")
def strange(tmp_path_factory):
    """Another library of as many passages, with its index."""
    home = tmp_path_factory.mktemp("strange")
    with made(home) as library:
        stock(library, NOTES, PASSAGES, subject="Zinc")
        library.index.rebuild()
    return home


def graph(folder):
    """The folder in which Chroma keeps its graph."""
    return next(path for path in folder.iterdir() if path.is_dir())


def cut(path):
    os.truncate(path, path.stat().st_size // 2)


def flip(path, count=4096):
    """Turn over every bit of so many bytes in the middle of a file."""
    data = bytearray(path.read_bytes())
    first = (len(data) - count) // 2
    data[first : first + count] = bytes(255 - byte for byte in data[first : first + count])
    path.write_bytes(data)


def relabel(folder):
    """Give every passage the label that most people may see, by Chroma itself."""
    opened = client(folder, "")
    collection = opened.list_collections()[0]
    ids = collection.get()["ids"]
    collection.update(ids=ids, metadatas=[{"label": "public"}] * len(ids))
    opened.close()


def swap(folder, other):
    shutil.rmtree(folder)
    shutil.copytree(other, folder)


NAMES = "index_metadata.pickle"
CHANGED = "The index is damaged: {} is not as it was left."
DAMAGES = {
    "graph deleted": (lambda folder, _: shutil.rmtree(graph(folder)), "The index is damaged: data_level0.bin is miss"),
    "vectors halved": (lambda folder, _: cut(graph(folder) / "data_level0.bin"), CHANGED.format("data_level0.bin")),
    "header cut": (lambda folder, _: cut(graph(folder) / "header.bin"), CHANGED.format("header.bin")),
    "vectors flipped": (lambda folder, _: flip(graph(folder) / "data_level0.bin"), CHANGED.format("data_level0.bin")),
    "names cut": (lambda folder, _: cut(graph(folder) / NAMES), CHANGED.format(NAMES)),
    "database cut": (lambda folder, _: cut(folder / "chroma.sqlite3"), CHANGED.format("chroma.sqlite3")),
    "database flipped": (lambda folder, _: flip(folder / "chroma.sqlite3"), CHANGED.format("chroma.sqlite3")),
    "lengths cut": (lambda folder, _: cut(graph(folder) / "length.bin"), CHANGED.format("length.bin")),
    "links flipped": (lambda folder, _: flip(graph(folder) / "link_lists.bin", 99), CHANGED.format("link_lists.bin")),
    "one byte": (lambda folder, _: flip(graph(folder) / "data_level0.bin", 1), CHANGED.format("data_level0.bin")),
    "another's": (lambda folder, other: swap(folder, other), "The index was made of another library."),
    "other labels": (lambda folder, _: relabel(folder), "The index is damaged: "),
    "seal cut": (lambda folder, _: cut(folder / seal.SEAL), "The seal of the index cannot be read."),
    "all deleted": (lambda folder, _: shutil.rmtree(folder.parent), NONE_YET),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_noticed(indexed, strange, damage):
    do, said = DAMAGES[damage]
    do(seal.folder_of(indexed), seal.folder_of(strange))

    with made(indexed, keeps=False) as library:
        found = library.index.check()

    assert len(found) == 1
    assert found[0].startswith(said)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_bot_that_starts_on_a_damaged_index_searches_and_makes_it_anew(indexed, strange, damage, seldom, caplog):
    seldom(damage == "vectors flipped")
    caplog.set_level("INFO")
    do, said = DAMAGES[damage]
    do(seal.folder_of(indexed), seal.folder_of(strange))

    with made(indexed) as library:
        assert lost(library, 200) == []
        assert library.index.settle() == "chroma"
        assert lost(library) == []
    assert f"made anew: {said}" in caplog.text or damage == "all deleted"
    with made(indexed, keeps=False) as library:
        assert library.index.check() == []


PROBED = {
    "graph deleted": "Chroma cannot read or write it",
    "vectors halved": "Chroma cannot read or write it",
    "header cut": "Chroma crashed on it (SIGSEGV).",
    "names cut": "Chroma cannot read or write it",
    "database cut": "Chroma cannot read or write it",
    "other labels": "The index holds another label, language or date than the library for 1200 passages.",
}


@pytest.mark.parametrize("damage", PROBED)
def test_the_probes_notice_damage_that_no_seal_tells_of(indexed, damage, seldom):
    """As if the files had been so when they were sealed; a child that dies of them is noticed too."""
    seldom(damage in ("header cut", "other labels"))
    folder = seal.folder_of(indexed)
    about = seal.read(folder)
    DAMAGES[damage][0](folder, None)
    seal.seal(folder, Place(**about["place"]), Made.identity, about["count"])

    with made(indexed, keeps=False) as library:
        found = library.index.check()

    assert found
    assert found[0].startswith(PROBED[damage])


def test_an_index_of_other_passages_is_noticed_though_it_bears_our_name(indexed, strange, tmp_path, seldom):
    """As of two copies of one library that went apart: the same record, as many passages, the same place in the log."""
    seldom()
    shutil.copytree(strange, tmp_path / "apart")
    with Record(indexed).reading() as connection:
        ours = newest(connection)
    with Record(tmp_path / "apart").writing() as connection:
        connection.execute("UPDATE about SET value = ? WHERE key = 'record'", (ours.record,))
        last = (ours.what.split()[1], ours.number)
        connection.execute("UPDATE changes SET passage = ? WHERE number = ?", last)
    with made(tmp_path / "apart", keeps=False) as other:
        other.index.rebuild()
    swap(indexed / "index", tmp_path / "apart" / "index")

    with made(indexed, keeps=False) as library:
        found = library.index.check()

    assert found == ["The index holds 1200 passages, the library 1200, and they are not the same."]


@pytest.mark.parametrize(
    ("child", "said"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "Chroma crashed on it (SIGSEGV)."),
        ("import signal, time; signal.alarm(1); time.sleep(60)", "did not come to an end within"),
        ("import time; time.sleep(60)", "was killed before it came to an end"),
        ("print('segment 12')", "did not say how it is"),
        ("print('[]')", "did not say how it is"),
        ("print('{\"faults\": []}'); raise SystemExit(1)", "did not say how it is"),
        ("pass", "did not say how it is"),
    ],
)
def test_a_child_that_does_not_say_that_all_is_well_is_a_doubt(tmp_path, monkeypatch, child, said):
    monkeypatch.setattr(aside, "START", child)
    monkeypatch.setattr(aside, "GRACE", 1)
    monkeypatch.setattr(aside, "PATIENCE", {"check": 1, "build": 1})
    lock = Lock.take(tmp_path / "lock")
    site = Site(record=Record(tmp_path), home=tmp_path, identity="made")

    found = Aside(site).check(lock, None)

    assert len(found) == 1
    assert said in found[0]

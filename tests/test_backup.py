"""A backup is whole or not there; restored, the library answers as before, and nothing that was there is lost."""

import hashlib
import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from made_notes import ALL, note_of

from footnote.errors import FootnoteError, NoteError
from knowledge import backup, changes
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.lock import writing
from knowledge.originals import Originals
from knowledge.restore import restore

pytest_plugins = ("library_fixtures",)

ROOT = Path(__file__).parents[1]
LINES = ("Rainfall in Peru hit a record.", "Gold rose 18% in January.", "Car prices climbed 4 percent.", "黄金上涨。")
ASKED = ("Did vehicles get more expensive?", "gold January", "rainfall", "黄金")


def add(library, text, **known):
    original = f"original of {text}".encode()
    digest = hashlib.sha256(original).hexdigest()
    return library.add(note_of(text, **known), f"/n/{digest[:8]}.md", digest, "text 1", original)


def answers(library):
    return [library.search(query, labels=ALL) for query in ASKED]


def opened(home, embedder=None):
    return Library(home, embedder, Lexicon.of([]))


@pytest.fixture
def library(tmp_path):
    """A library of four notes, by words only."""
    with opened(tmp_path / "home") as made:
        for line in LINES:
            add(made, line)
        yield made


@pytest.fixture
def saved(library, tmp_path):
    """Its backup."""
    library.backup(tmp_path / "saved")
    return tmp_path / "saved"


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_restored_library_gives_the_same_answers(tmp_path, embedder, elsewhere):
    with opened(tmp_path / "home", embedder) as library:
        for line in LINES:
            stored = add(library, line)
        before = answers(library)
        made = library.backup(tmp_path / "saved")
        add(library, "Gold fell 3% in January.")
        assert answers(library) != before

    home = tmp_path / ("other" if elsewhere else "home")
    found = restore(tmp_path / "saved", home)

    with opened(home, embedder) as library:
        assert answers(library) == before
        assert all(hits for hits in before)
        assert library.health() == []
        assert library.original(stored.note, ALL) == f"original of {LINES[-1]}".encode()
    assert (found.notes, found.originals) == (made.notes, made.originals) == (4, 4)
    assert bool(found.kept) is not elsewhere


def test_the_manifest_names_every_file_with_its_digest(saved):
    manifest = json.loads((saved / "manifest.json").read_text())
    files = {name: data for name, data in contents(saved).items() if name != "manifest.json"}

    assert {name: about["sha256"] for name, about in manifest["files"].items()} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items()
    }
    assert len(files) == 5
    assert manifest["notes"] == manifest["originals"] == 4
    assert manifest["size"] == sum(map(len, files.values()))


def test_what_is_there_already_is_never_touched(library, tmp_path):
    (tmp_path / "saved").mkdir()

    with pytest.raises(FootnoteError, match="is there already; name a folder that is not"):
        library.backup(tmp_path / "saved")
    assert list((tmp_path / "saved").iterdir()) == []


def test_nothing_is_backed_up_of_an_empty_library(tmp_path):
    with pytest.raises(FootnoteError, match="There are no notes yet"):
        opened(tmp_path / "home").backup(tmp_path / "saved")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(library, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(FootnoteError, match="cannot be written"):
        library.backup(tmp_path / "file" / "saved")


def test_a_damaged_original_is_left_out_and_said(library, tmp_path):
    next(Originals(library.home).folder.glob("*/*")).write_bytes(b"damaged")

    made = library.backup(tmp_path / "saved")

    assert made.originals == 3
    assert "is damaged or missing, and left out" in made.warnings[0]
    assert restore(tmp_path / "saved", tmp_path / "other").notes == 4
    assert len(opened(tmp_path / "other").health()) == 1


@pytest.mark.parametrize("name", ["record.sqlite3", "manifest.json", "originals"])
def test_a_backup_that_is_not_whole_changes_nothing(library, saved, name):
    before = contents(library.home)
    path = next((saved / name).glob("*/*")) if name == "originals" else saved / name
    whole = path.read_bytes()

    for spoil in (lambda: path.write_bytes(whole[:-9]), path.unlink):
        spoil()
        with pytest.raises(FootnoteError, match=r"is damaged|is missing|cannot be read"):
            restore(saved, library.home)

    assert contents(library.home) == before


def test_a_record_that_is_damaged_under_its_right_digest_changes_nothing(library, saved):
    data = bytearray((saved / "record.sqlite3").read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    relabel(saved, data)
    before = answers(library)

    with pytest.raises(FootnoteError, match="damaged"):
        restore(saved, library.home)
    assert answers(library) == before
    assert library.health() == []


def test_a_record_whose_index_lies_is_no_sound_one(saved, tmp_path):
    with closing(sqlite3.connect(saved / "record.sqlite3")) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        lie = "CREATE INDEX notes_path ON notes (id)"
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'notes_path'", (lie,))
    relabel(saved, (saved / "record.sqlite3").read_bytes())

    with pytest.raises(FootnoteError, match=r"record.sqlite3 in .*saved is damaged \(row 1 missing from index"):
        restore(saved, tmp_path / "other")
    assert not (tmp_path / "other" / "record.sqlite3").exists()


def relabel(saved, data):
    """Put *data* in place of the backup's record, as if it had been so from the first."""
    (saved / "record.sqlite3").write_bytes(data)
    manifest = json.loads((saved / "manifest.json").read_text())
    manifest["files"]["record.sqlite3"]["sha256"] = hashlib.sha256(data).hexdigest()
    (saved / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest["files"].update({"../../outside": manifest["files"]["record.sqlite3"]}),
        lambda manifest: manifest["files"].update({f"originals/00/{'0' * 64}": manifest["files"]["record.sqlite3"]}),
        lambda manifest: manifest["files"].pop("record.sqlite3"),
        lambda manifest: manifest.update(files=[]),
        lambda manifest: manifest.pop("tables"),
    ],
)
def test_a_manifest_that_means_something_else_is_refused(saved, tmp_path, change):
    manifest = json.loads((saved / "manifest.json").read_text())
    change(manifest)
    (saved / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(FootnoteError, match="is no backup of notes"):
        restore(saved, tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_a_backup_of_a_newer_version_is_refused_by_name(saved, tmp_path):
    manifest = json.loads((saved / "manifest.json").read_text())
    (saved / "manifest.json").write_text(json.dumps(manifest | {"tables": 99}))

    with pytest.raises(FootnoteError, match=r"saved was made by a newer Footnote \(version 99 of its tables"):
        restore(saved, tmp_path / "other")


def test_what_was_there_is_kept_and_can_be_restored_itself(library, saved):
    add(library, "Gold fell 3% in January.")
    before = answers(library)

    found = restore(saved, library.home)

    assert answers(library) != before
    assert f"what was there is kept in {found.kept.name}" in found.warnings[-1]
    restore(found.kept, library.home)
    assert answers(library) == before
    assert library.health() == []


@pytest.mark.parametrize("damage", ["header", "pages", "gone"])
def test_a_damaged_library_is_restored_over_and_kept_as_it_was(library, saved, damage):
    before = answers(library)
    late = add(library, "Gold fell 3% in January.")
    path = library.record.path
    data = bytearray(path.read_bytes())
    if damage == "header":
        data[:4096] = b"no record at all" * 256
    for page in range(1, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.unlink() if damage == "gone" else path.write_bytes(data)

    found = restore(saved, library.home)

    assert answers(library) == before
    assert library.health() == []
    if damage != "gone":
        assert (found.kept / "record.sqlite3").read_bytes() == bytes(data)
        assert late.note in {each.name[:12] for each in found.kept.rglob("originals/*/*")}
        assert "what was retracted from it may be back" in found.warnings[0]


def test_what_was_retracted_since_stays_retracted(library, saved):
    mark = b"original of Gold rose"
    gone = library.search("gold January", labels=ALL)[0].note
    library.retract(gone)

    found = restore(saved, library.home)

    assert f"note {gone} was retracted on " in found.warnings[0]
    with pytest.raises(NoteError, match="was retracted on"):
        library.note(gone, ALL)
    assert library.search("gold January", labels=ALL) == []
    assert not [name for name, data in contents(library.home).items() if mark in data or b"Gold rose 18%" in data]
    assert add(library, LINES[1]).retracted
    assert library.health() == []


def test_a_bot_that_runs_sees_the_restored_library_at_once(tmp_path, embedder):
    """By the number of changes alone, its vectors would look as if nothing had happened."""
    with opened(tmp_path / "home", embedder) as bot, opened(tmp_path / "home", embedder) as ingest:
        add(ingest, LINES[0])
        ingest.backup(tmp_path / "saved")
        add(ingest, LINES[2])
        for each in (bot, ingest):
            assert each.search(ASKED[0], labels=ALL)[0].text == LINES[2]

        restore(tmp_path / "saved", tmp_path / "home")
        add(ingest, "Vehicles became far more expensive.")

        for each in (bot, ingest):
            found = [hit.text for hit in each.search(ASKED[0], labels=ALL)]
            assert found == ["Vehicles became far more expensive.", LINES[0]]


def test_a_restore_gives_way_to_an_ingest_that_runs(library, saved):
    code = (
        "import sys; from pathlib import Path; from knowledge.restore import restore\n"
        "restore(Path(sys.argv[1]), Path(sys.argv[2]), wait=False)"
    )
    with writing(library.home, "ingest"):
        told = subprocess.run(
            [sys.executable, "-c", code, str(saved), str(library.home)], capture_output=True, text=True, cwd=ROOT
        )

    assert "busy: an ingest has been running since" in told.stderr


KILLED = """
import os, signal, sys
from pathlib import Path
import knowledge.restore as module

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

home, saved, where = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
if where == "in mid-write":
    module._written_over = lambda source, record: source.backup(module.sqlite3.connect(record), pages=2, progress=die)
else:
    setattr(module, where, die)
module.restore(saved, home)
"""
POINTS = ("_kept", "_bring_originals", "_put_in_place", "in mid-write", "_restored")


@pytest.mark.parametrize("where", POINTS)
def test_a_restore_that_was_killed_leaves_the_old_library_or_the_new_one(library, saved, where):
    new = answers(library)
    add(library, "Gold fell 3% in January.")
    old = answers(library)
    command = [sys.executable, "-c", KILLED, str(library.home), str(saved), where]

    assert subprocess.run(command, cwd=ROOT).returncode == -signal.SIGKILL

    assert answers(library) == (new if where in ("_restored") else old)
    assert library.health() == []
    restore(saved, library.home)
    assert answers(library) == new
    assert not list(library.home.glob(".*"))


def test_a_backup_of_a_library_that_grows_is_of_one_moment(library, tmp_path):
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from pathlib import Path\n"
        "from test_backup import add, opened\n"
        "with opened(Path(sys.argv[1])) as library:\n"
        "    print('go', flush=True)\n"
        "    for number in range(60): add(library, f'Silver rose {number} times.')\n"
    )
    command = [sys.executable, "-c", code, str(library.home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as other:
        other.stdout.readline()
        made = [library.backup(tmp_path / f"saved{number}") for number in range(4)]
    assert other.returncode == 0

    for number, summary in enumerate(made):
        home = tmp_path / f"home{number}"
        found = restore(tmp_path / f"saved{number}", home)
        assert found.notes == found.originals == summary.notes
        assert opened(home).health() == []


def test_what_stands_in_the_journal_alone_is_in_the_backup_too(library, tmp_path):
    with library.record.reading() as connection:
        connection.execute("SELECT COUNT(*) FROM notes").fetchone()
        add(library, "Gold fell 3% in January.")
        library.backup(tmp_path / "saved")

    assert restore(tmp_path / "saved", tmp_path / "other").notes == 5


def test_a_note_that_is_retracted_while_we_copy_is_not_in_the_backup(library, tmp_path, monkeypatch):
    gone = library.search("gold January", labels=ALL)[0].note
    copied = backup._copy

    def retracting(*given):
        library.retract(gone)
        return copied(*given)

    monkeypatch.setattr(backup, "_copy", retracting)
    made = library.backup(tmp_path / "saved")

    assert (made.notes, made.warnings) == (3, ())
    assert not [name for name, data in contents(tmp_path / "saved").items() if b"Gold rose 18%" in data]


def test_a_restored_record_is_another_one_to_whoever_follows_it(library, saved):
    with library.record.reading() as connection:
        before = changes.newest(connection).record

    restore(saved, library.home)

    with library.record.reading() as connection:
        assert changes.newest(connection).record != before


def test_an_older_backup_is_brought_to_our_tables(tmp_path):
    from record_before import FIRST, NOTE

    saved = tmp_path / "saved"
    saved.mkdir()
    with closing(sqlite3.connect(saved / "record.sqlite3")) as connection, connection:
        for statement in (*FIRST, *NOTE):
            connection.execute(statement)
    data = (saved / "record.sqlite3").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    manifest = {"tables": 1, "files": {"record.sqlite3": {"sha256": digest, "size": len(data)}}}
    (saved / "manifest.json").write_text(json.dumps(manifest))

    assert restore(saved, tmp_path / "home").notes == 1
    assert opened(tmp_path / "home").note("0123456789ab", ALL).text == "Gold rose."

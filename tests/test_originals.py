"""The files notes were read from: kept as they were, handed out under the note's rights, and noticed when damaged."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from made_notes import ALL, DESK, note_of

from footnote.errors import NoteError, SetupError
from knowledge.originals import Originals

pytest_plugins = ("library_fixtures",)

BYTES = b"%PDF gold rose"
DIGEST = hashlib.sha256(BYTES).hexdigest()


def keep(library, original=BYTES, text="Gold rose.", path="/n/a.pdf", **known):
    """What adding a note with that original came to."""
    digest = hashlib.sha256(original).hexdigest()
    return library.add(note_of(text, **known), path, digest, "pdf 1", original)


def lying(library):
    """Every file among the originals."""
    return sorted(path for path in Originals(library.home).folder.rglob("*") if path.is_file())


def test_the_original_is_handed_out_as_it_came(words_only):
    stored = keep(words_only)

    assert words_only.original(stored.note, DESK) == BYTES
    (path,) = lying(words_only)
    assert path.relative_to(words_only.home).parts == ("originals", DIGEST[:2], DIGEST)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_original_of_an_older_text_is_handed_out_too(words_only):
    first = keep(words_only)
    old = words_only.note(first.note, ALL).revision
    keep(words_only, b"%PDF gold fell", "Gold fell.")

    assert words_only.original(first.note, DESK) == b"%PDF gold fell"
    assert words_only.original(first.note, DESK, old) == BYTES


def test_whoever_may_not_see_the_note_does_not_get_its_original(words_only):
    stored = keep(words_only, label="restricted")

    with pytest.raises(NoteError, match=f"no note {stored.note}"):
        words_only.original(stored.note, DESK)


def test_a_note_that_came_without_its_original_says_so(words_only):
    stored = words_only.add(note_of("Gold rose."), "/n/a.pdf", DIGEST, "pdf 1")

    with pytest.raises(NoteError, match="was not kept; ingest the file again"):
        words_only.original(stored.note, DESK)
    assert keep(words_only).outcome == "unchanged"
    assert words_only.original(stored.note, DESK) == BYTES


@pytest.mark.parametrize(
    ("damage", "said"), [(lambda path: path.write_bytes(BYTES + b"!"), "is damaged"), (Path.unlink, "is not there")]
)
def test_a_damaged_original_is_noticed_and_mended_when_the_file_comes_again(words_only, damage, said):
    stored = keep(words_only)
    damage(*lying(words_only))

    with pytest.raises(NoteError, match=said):
        words_only.original(stored.note, DESK)
    assert keep(words_only).outcome == "unchanged"
    assert words_only.original(stored.note, DESK) == BYTES


def test_bytes_under_a_false_digest_are_refused(tmp_path):
    with pytest.raises(ValueError, match="not those of"):
        Originals(tmp_path).keep(DIGEST, b"others")
    with pytest.raises(ValueError, match="no sha256"):
        Originals(tmp_path).path("../../etc/passwd")


def test_what_a_killed_ingest_left_is_swept_by_the_next(words_only):
    keep(words_only)
    folder = Originals(words_only.home).folder
    for name in (f"{DIGEST[:2]}/.part-0123456789abcdef", f"00/{'0' * 64}", "loose"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"half")

    with type(words_only)(words_only.home, lexicon=words_only.lexicon) as again:
        keep(again, b"others", "Copper fell.", "/n/b.pdf")

    assert [path.name for path in lying(words_only)] == sorted([DIGEST, hashlib.sha256(b"others").hexdigest()])


FULL_DISK = """
import hashlib, resource, sys
from pathlib import Path
from knowledge.lexicon import Lexicon
from knowledge.library import Library
sys.path.insert(0, "tests")
from made_notes import note_of
library = Library(Path(sys.argv[1]), lexicon=Lexicon.of([]))
data = b"gold" * 100_000
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    library.add(note_of("Gold rose."), "/n/b.pdf", hashlib.sha256(data).hexdigest(), "pdf 1", data)
except Exception as error:
    print(type(error).__name__, error)
"""


def test_a_disk_that_is_full_is_said_and_leaves_nothing_half(words_only):
    keep(words_only)

    told = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(words_only.home)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )

    assert told.stdout.startswith("RecordError The record of notes cannot be written: ")
    assert words_only.stats()["notes"] == 1
    assert [path.name for path in lying(words_only)] == [DIGEST]
    assert words_only.health() == []


def test_a_folder_that_cannot_be_written_is_said(words_only):
    words_only.home.mkdir()
    Originals(words_only.home).folder.write_text("a file stands in the way")

    with pytest.raises(SetupError, match="cannot be written"):
        keep(words_only)
    assert words_only.stats()["notes"] == 0

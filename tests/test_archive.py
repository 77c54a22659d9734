"""What a zip must keep to before a part of it is read."""

import io
import struct
import zipfile

import pytest

from footnote.errors import NoteError
from ingest.office.archive import CONTENTS, archive, member


def zipped(parts, how=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


def directory(data):
    """Where the table of contents says of the first part how long it is."""
    return data.find(b"PK\x01\x02") + 24


def test_the_parts_of_a_good_zip_are_read():
    opened = archive("a.docx", zipped({"word/document.xml": "words", "b.png": b"\x00" * 3_000_000}))

    assert member(opened, "word/document.xml") == b"words"


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"a.xml": b"x" * 3_000_000}, "a.docx unpacks to 1,026 times its size; at most 100 times is read."),
        ({f"{n}": b"x" * 900_000 for n in range(9)}, "times its size; at most 100 times is read."),
        ({f"{n}": b"" for n in range(2_001)}, "a.docx has 2,001 parts; at most 2,000 are read."),
        ({"../a": b""}, "its part ../a has a name that leads out of the file"),
        ({"/etc/a": b""}, "its part /etc/a has a name that leads out of the file"),
        ({"C:\\a": b""}, "has a name that leads out of the file"),
        ({"a/..\\..\\b": b""}, "has a name that leads out of the file"),
        ({"word/vbaProject.bin": b""}, "a.docx holds macros and is not opened"),
        ({"xl/macrosheets/sheet1.xml": b""}, "a.docx holds macros and is not opened"),
        ({CONTENTS: b"<Override ContentType='x.macroEnabled.main+xml'/>"}, "a.docx holds macros and is not opened"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_bad_zip_is_refused_by_name_and_reason(parts, why):
    with pytest.raises(NoteError) as caught:
        archive("a.docx", zipped(parts))

    assert why in str(caught.value)


def test_two_hundred_megabytes_are_the_most(monkeypatch):
    monkeypatch.setattr("ingest.office.archive.MAX_INFLATED", 100)

    with pytest.raises(NoteError, match="unpacks to"):
        archive("a.docx", zipped({"a": b"x" * 101}))


def test_a_password_is_said():
    data = bytearray(zipped({"a": b"words"}))
    data[data.find(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(NoteError, match=r"a.docx is encrypted: its part a needs a password"):
        archive("a.docx", bytes(data))


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_know_no_limit_are_refused(how):
    with pytest.raises(NoteError, match="neither stored nor deflated"):
        archive("a.docx", zipped({"a": b"words"}, how))


@pytest.mark.parametrize("keep", [10, 60, -30])
def test_a_zip_that_is_cut_short_is_broken(keep):
    with pytest.raises(NoteError, match=r"a.docx is broken: it is cut short or damaged"):
        archive("a.docx", zipped({"a": b"words" * 50})[:keep])


def test_a_part_that_is_longer_than_it_says_is_damaged_and_not_unpacked_beyond_that():
    data = bytearray(zipped({"a": bytes(range(256)) * 40}))
    data[directory(data) : directory(data) + 4] = struct.pack("<I", 10)

    with pytest.raises(NoteError, match=r"a.docx is broken: its part a is damaged"):
        member(archive("a.docx", bytes(data)), "a")


def test_a_part_is_read_up_to_a_limit_or_not_at_all():
    opened = archive("a.docx", zipped({"a": b"words"}))

    with pytest.raises(NoteError, match=r"a.docx has a part a of 5 bytes; at most 4 are read"):
        member(opened, "a", 4)
    with pytest.raises(NoteError, match="its part b is missing"):
        member(opened, "b")

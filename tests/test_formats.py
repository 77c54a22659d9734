"""A file is read, or refused, as what it holds; its name is believed only where that does not tell."""

import gzip
import io
import pickle
import zipfile
import zlib

import pytest
from pdfs import pdf_of

from footnote.errors import NoteError
from ingest import read

GOOD = pdf_of([["A sentence that is long enough to be read as a page of text."]])


def file(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def refusal(path):
    with pytest.raises(NoteError) as caught:
        read(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "warning"),
    [
        ("a.txt", GOOD, "it holds a PDF and is read as one, whatever its name says"),
        ("a", GOOD, "it holds a PDF and is read as one, whatever its name says"),
        ("a.pdf", b"<!DOCTYPE html><html><body>A sentence.</body></html>", "it holds a web page and is read as one"),
    ],
)
def test_a_file_is_read_as_what_it_holds_and_that_is_said_where_its_name_says_otherwise(tmp_path, name, data, warning):
    note = read(file(tmp_path, name, data))

    assert note.text.startswith("A sentence")
    assert any(each.startswith(warning) for each in note.warnings)


def zipped(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", gzip.compress(b"words", mtime=0), "a gzip archive"),
        ("a.md", b"7z\xbc\xaf\x27\x1c\x00", "a 7z archive"),
        ("a.txt", b"Rar!\x1a\x07\x00", "a RAR archive"),
        ("a.docx", zipped("notes/a.txt"), "a zip archive"),
        ("a.docx", zipped("ppt/presentation.xml"), "a PowerPoint file"),
        (
            "a.docx",
            zipped("word/document.xml")[:60],
            "broken: it is a zip archive, or an Office file, that is cut",
        ),
        ("a.pdf", b"\x7fELF\x02\x01", "a program, which is never opened"),
        ("a.txt", b"MZ\x90\x00\x03", "a program, which is never opened"),
        ("a.txt", b"\xcf\xfa\xed\xfe\x07", "a program, which is never opened"),
        ("a.txt", pickle.dumps({"gold": [1]}), "a Python pickle, which is never opened"),
        ("a.joblib", pickle.dumps(["gold"], protocol=2), "a Python pickle, which is never opened"),
        ("a.joblib", zlib.compress(pickle.dumps(["gold"])), "a file packed by zlib, as joblib writes them"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted; save it without a password"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "an old Word file"),
        ("a.txt", OLE + "Workbook".encode("utf-16-le"), "an old Excel file"),
        ("a.msg", OLE + "__properties_version1.0".encode("utf-16-le"), "a mail of Outlook's"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n\x00", "a picture"),
        ("a.txt", b"\xff\xd8\xff\xe0", "a picture"),
        ("a.mp3", b"ID3\x03\x00", "a sound"),
        ("a.bin", b"\x00\x00\x00\x20ftypisom", "a sound or video"),
        ("a.txt", b"{\\rtf1 words}", "a rich text file"),
        ("a.txt", b"PAR1\x15", "a Parquet file, which is a table of data: put it into the desk's data/ folder"),
        ("a.csv", b"date,value\n", "a table of data: put it into the desk's data/ folder"),
        ("a.eml", b"From poe@mill.test Thu Feb 12 09:00:00 2026\nSubject: Gold\n\nIt rose.\n", "a mailbox"),
        ("a.log", b"words", "of type .log, which is not read"),
        ("README", b"words", "of no known type"),
        ("a.dat", b"\x00\x01\x02\x03", "of a kind that is not known, and holds no text"),
    ],
)
def test_what_no_reader_takes_is_refused_as_what_it_is(tmp_path, name, data, reason):
    assert refusal(file(tmp_path, name, data)).startswith(f"{name} is {reason}")


@pytest.mark.parametrize(
    "words", ["MZ Holdings rose.", "BM rose.", "From January on, gold rose.", "ID3 is a tag.", "Rar! he said.", "PK"]
)
def test_words_that_begin_like_a_file_of_another_kind_are_words(tmp_path, words):
    assert read(file(tmp_path, "a.txt", words)).text == words

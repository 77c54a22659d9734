"""Whatever bytes stand in a file, it is read or refused in a sentence."""

from pathlib import Path

import pytest
from fakes import spec, wanted
from hypothesis import given
from hypothesis import strategies as st
from workbooks import workbook

from footnote.errors import SourceError
from tools.sources.files import Files

CELLS = st.sampled_from(
    ["date", "value", "2026-01", "2026-02-30", "03/04/2026", "45000", "1,5", "1.234", "(5)", "5%", "$", "", '"', "a\nb"]
)
TEXTS = st.lists(
    st.lists(CELLS | st.text(max_size=6), min_size=1, max_size=4).map(";".join), min_size=1, max_size=6
).map("\n".join)
BYTES = st.binary(max_size=200) | TEXTS.map(lambda text: text.encode("utf-8", "replace"))
BOOK = workbook(("date", "value"), ("2026-01", 1.5), ("2026-02", "=1+1"))


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return Files(tmp_path_factory.mktemp("data"))


def read_or_refused(source, name, data):
    Path(source.folder / name).write_bytes(data)
    (found,) = source.read_all([wanted(spec("A"), name)])
    if isinstance(found, SourceError):
        assert found.text.en.startswith(f"Title of A (A): the file {name} ")
        assert str(source.folder) not in found.text.en + found.text.zh
    else:
        assert found.values.index.is_monotonic_increasing


@given(data=BYTES)
def test_any_text(source, data):
    read_or_refused(source, "a.csv", b"date;value\n" + data)
    read_or_refused(source, "a.csv", data)


@given(place=st.integers(0, len(BOOK) - 1), bits=st.integers(1, 255), length=st.integers(1, len(BOOK)))
def test_a_workbook_that_was_damaged(source, place, bits, length):
    damaged = bytearray(BOOK[: max(length, len(BOOK) // 2)])
    if place < len(damaged):
        damaged[place] ^= bits

    read_or_refused(source, "a.xlsx", bytes(damaged))

"""The bytes of a file: its encoding and its delimiter are certain, or it is refused as what it is."""

import gzip
import io
import zipfile

import pytest
from desk_files import refusal, values

pytest_plugins = ("file_fixtures",)

PLAIN = "date,value\n2026-01,1\n2026-02,2\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "ascii"])
def test_an_encoding_that_shows_itself_is_read(read, encoding):
    assert read(PLAIN.encode(encoding)).values.tolist() == [1, 2]


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_either_order_of_utf_16_is_read_by_its_mark(read, mark, encoding):
    reading = read(mark + "date,订单\n2026-01,1\n".encode(encoding), head="订单")

    assert reading.values.tolist() == [1]


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "gb2312"])
def test_a_chinese_encoding_is_certain_where_the_desk_names_its_header(read, encoding):
    data = "日期,新订单\n2026-01,1\n".encode(encoding)

    assert values(read(data, date_column="日期")) == {"2026-01-01": 1}
    assert values(read(data, head="新订单", date_column="日期")) == {"2026-01-01": 1}


@pytest.mark.parametrize(
    ("text", "encoding", "row"),
    [
        ("日期,value\n2026-01,1\n", "gb18030", 1),
        ("date,Société\n2026-01,1\n", "cp1252", 1),
        ("date,value,note\n2026-01,1,x\n2026-02,2,café\n", "latin-1", 3),
        ("date,value,名\n2026-01,1,x\n", "big5", 1),
        ("date,value,주식\n2026-01,1,x\n", "euc-kr", 1),
    ],
)
def test_an_encoding_that_can_only_be_guessed_is_refused_by_row(read, text, encoding, row):
    words = refusal(read, text.encode(encoding), head="value")

    assert f"row {row} holds bytes that are not UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)" in words.en
    assert f"第 {row} 行含有非 UTF-8 字节" in words.zh


def test_korean_bytes_do_not_pass_for_the_chinese_header_of_the_desk(read):
    refusal(read, "date,주식\n2026-01,1\n".encode("euc-kr"), head="股票")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<!DOCTYPE html>\n<html><body>503 Service Unavailable</body></html>\n", "holds HTML/XML"),
        ("<html>\n<head><title>Sign in, please</title></head>\n</html>\n", "holds HTML/XML"),
        ("\ufeff \n<table><tr><td>date,value</td></tr></table>", "holds HTML/XML"),
        ('{"error": "not found", "code": 404}\n', "holds JSON"),
        ('[{"date": "2026-01", "value": 1}]', "holds JSON"),
        ("", "is empty"),
        ("\n \n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        ("no table at all\n", "has one column only"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "holds PNG"),
        (b"%PDF-1.7 date,value", "holds PDF"),
        (b"PAR1date,value", "holds Parquet"),
        (gzip.compress(PLAIN.encode(), mtime=0), "holds gzip"),
        (b"PK\x03\x04\x14\x00date,value\n", "holds ZIP/XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "holds Excel (.xls)"),
        (b"date,value\n2026-01,1\x00\n", "row 2 holds null bytes"),
        (PLAIN.encode("utf-16-le"), "row 1 holds null bytes"),
        (b"\xff\xfed", "row 1 holds bytes that are not UTF-8"),
    ],
)
def test_what_is_no_table_is_refused_as_what_it_is(read, page, said):
    words = refusal(read, page)

    assert f"a.csv {said}" in words.en
    assert "an" not in words.zh.replace("a.csv", "").lower().split()


@pytest.mark.parametrize("name", ["a.xls", "a.xlsb", "a.ods", "a.numbers"])
def test_other_workbooks_are_refused_by_name(read, name):
    assert "save it as CSV (UTF-8), or as an XLSX workbook" in refusal(read, b"anything", name=name).en


def test_text_that_is_called_a_workbook_is_refused(read):
    assert "is no Excel workbook inside" in refusal(read, PLAIN, name="a.xlsx").en


def test_a_zip_that_is_no_workbook_is_refused(read):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", PLAIN)

    assert "cannot be read as an Excel workbook" in refusal(read, packed.getvalue(), name="a.xlsx").en


# ---------------------------------------------------------------- delimiters


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt"])
def test_the_delimiter_is_told_by_the_header(read, mark, name):
    text = PLAIN.replace(",", mark)

    assert read(text, name=name).values.tolist() == [1, 2]


def test_a_delimiter_inside_quotes_is_none(read):
    text = 'date;"value, seasonally adjusted";"x|y"\n2026-01;1;"a;b"\n'

    assert read(text, head="value, seasonally adjusted").values.tolist() == [1]


def test_a_mark_in_the_header_that_the_rows_do_not_have_is_no_delimiter(read):
    assert read("date;value, SA\n2026-01;1\n").values.tolist() == [1]


def test_of_two_marks_that_fit_the_one_that_leaves_a_date_is_taken(read):
    assert read("date;orders, SA\n2026-01;1,5\n").values.tolist() == [1.5]


def test_two_marks_that_fit_alike_are_refused(read):
    words = refusal(read, "day;a,b\n2026-01;1,5\n", date_column="day")

    assert "could be split at more than one of these: , ;" in words.en


def test_a_bad_row_does_not_change_the_delimiter(read):
    assert "row 3 has 3 cells where the header has 2" in refusal(read, "date,value\n2026-01,1\n2026-02,1,5\n").en


@pytest.mark.parametrize("bad", ['2026-02,"2', '2026-02,"2"3'])
def test_a_quotation_mark_out_of_place_is_refused_by_row(read, bad):
    """Else one cell would swallow the rest of the file."""
    assert "row 3 cannot be split into cells" in refusal(read, f"date,value\n2026-01,1\n{bad}\n2026-03,3\n").en


def test_a_row_of_several_lines_is_counted_from_its_first(read):
    text = 'date,value,note\n2026-01,1,"two\nlines"\n2026-02,x,"more\nlines"\n'

    assert "row 4, column 'value': 'x'" in refusal(read, text, head="value").en

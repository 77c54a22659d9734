"""The members of a panel, found at start: its headers, or the values of its member column, in text or in a workbook."""

import pytest
from workbooks import workbook

from footnote.errors import SetupError
from tools.desk_folder import load

WIDE = '[panel.ETF]\nsource = "file:{name}"\nlayout = "wide"\nunit = "USD"\nfreq = "D"\n'
LONG = """[panel.FUNDS]
source = "file:{name}"
layout = "long"
member = "fund"
value = "flow"
unit = "USD mn"
freq = "M"
"""


@pytest.fixture
def members(tmp_path):
    """The ids that a panel of *data* brings to the catalogue."""

    def found(toml, data, name="a.csv"):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        (tmp_path / "desk.toml").write_text(toml.replace("{name}", name), "utf-8")
        return sorted(id for id, series in load(tmp_path).series.items() if series.panel)

    return found


def refused(members, *arguments, **known):
    with pytest.raises(SetupError) as caught:
        members(*arguments, **known)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_headers_of_a_wide_panel_are_its_members(members, mark):
    assert members(WIDE, "Date,SPY,GLD\n2026-01-30,1,2\n".replace(",", mark)) == ["GLD", "SPY"]


def test_a_wide_panel_is_not_read_below_its_header(members):
    """What is wrong there is told to whoever asks for it."""
    assert members(WIDE, "date,SPY,GLD\n2026-01-30,1\n") == ["GLD", "SPY"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_mark_of_an_encoding_is_no_part_of_a_member(members, encoding):
    assert members(WIDE, "SPY,date\n1,2026-01-30\n".encode(encoding)) == ["SPY"]


def test_the_values_of_the_member_column_are_the_members(members):
    assert members(LONG, "date;fund;flow\n2026-01; GOLD ;1\n2026-01;BONDS;2\n2026-02;GOLD;3\n") == ["BONDS", "GOLD"]


def test_a_member_is_taken_by_the_letter(members):
    assert members(LONG, "date,fund,flow\n2026-01,Gold,1\n2026-01,GOLD,2\n") == ["GOLD", "Gold"]


def test_a_workbook_brings_its_members(members):
    assert members(WIDE, workbook(("date", "SPY", "GLD")), name="a.xlsx") == ["GLD", "SPY"]
    assert members(LONG, workbook(("date", "fund", "flow"), ("2026-01", "GOLD", 1)), name="a.xlsx") == ["GOLD"]


def test_chinese_members_of_another_encoding_need_a_header_the_desk_has_named(members):
    data = "日期,黄金\n2026-01-30,1\n".encode("gb18030")

    assert members(WIDE + 'date = "日期"\n', data) == ["黄金"]
    assert "row 1 holds bytes that are not UTF-8" in refused(members, WIDE, data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("<html>503</html>", "holds HTML/XML"),
        ("", "is empty"),
        ("day,SPY\n", "has no column 'date'"),
        ("date,SPY,SPY\n", "has the column 'SPY' twice"),
    ],
)
def test_a_panel_without_members_is_refused_at_start(members, data, said):
    assert f"[panel.ETF] the file 'a.csv' {said}" in refused(members, WIDE, data)


def test_a_long_panel_with_a_bad_row_is_refused_at_start(members):
    data = "date,fund,flow\n2026-01,GOLD,1\n2026-02,GOLD\n"

    assert "[panel.FUNDS] the file 'a.csv' row 3 has 2 cells where the header has 3" in refused(members, LONG, data)

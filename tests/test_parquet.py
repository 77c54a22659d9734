"""Parquet, a file or a folder of them: typed as it stands, read in parts, refused by file, column and type."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest
from fakes import catalogue_of, spec, wanted

from footnote.errors import AskError, FootnoteError, SetupError, SourceError
from tools.data import Data
from tools.desk_folder import load
from tools.sources.files import Files
from tools.tables import duck, parquet

ROWS = "select (date '2026-01-01' + interval (n) month)::date as date, n::double as value from range(3) t(n)"


def write(path, query=ROWS):
    """A Parquet file that holds what *query* gives."""
    path.parent.mkdir(parents=True, exist_ok=True)
    duckdb.execute(f"copy ({query}) to '{path}' (format parquet)")


def rows(*values, head="date, value"):
    """A query that gives rows as they are written."""
    return f"select * from (values {', '.join(values)}) t({head})"


def read(folder, name, **known):
    return Files(folder).read(wanted(spec("A", lag=0, **known), name)).values


def refusal(folder, name, **known):
    with pytest.raises(SourceError) as caught:
        read(folder, name, **known)
    return caught.value.text


def held(values):
    return {str(day.date()): value for day, value in values.dropna().items()}


def long(member, **known):
    known = {"member_column": "fund", "value_column": "flow", "freq": "D"} | known
    return spec(f"FUNDS/{member}", lag=0, layout="long", member=member, panel="FUNDS", **known)


# ---------------------------------------------------------------- what is read


def test_a_file_is_a_series(tmp_path):
    write(tmp_path / "a.parquet")

    assert held(read(tmp_path, "a.parquet")) == {"2026-01-01": 0, "2026-02-01": 1, "2026-03-01": 2}


@pytest.mark.parametrize("name", ["flows/", "flows", "flows/*.parquet", "flows/**/*.parquet"])
def test_a_folder_is_one_table(tmp_path, name):
    write(tmp_path / "flows" / "2025.parquet", rows("(date '2025-12-01', 1.5)"))
    write(tmp_path / "flows" / "2026.parquet", rows("(date '2026-01-01', 2.5)"))

    assert held(read(tmp_path, name)) == {"2025-12-01": 1.5, "2026-01-01": 2.5}


def test_folders_named_key_and_value_are_columns_of_text(tmp_path):
    """007 is a name, not the number 7."""
    write(tmp_path / "flows" / "fund=007" / "a.parquet", rows("(date '2026-01-01', 1.0)", head="date, flow"))
    write(tmp_path / "flows" / "fund=8" / "a.parquet", rows("(date '2026-01-01', 2.0)", head="date, flow"))

    found = Files(tmp_path).read_all([wanted(long(member), "flows/") for member in ("007", "8", "7")])

    assert [held(each.values) for each in found] == [{"2026-01-01": 1}, {"2026-01-01": 2}, {}]
    assert parquet.long(tmp_path, "flows/", "fund") == ["007", "8"]


def test_folders_may_be_named_after_the_day(tmp_path):
    write(tmp_path / "flows" / "date=2026-01-07" / "a.parquet", "select 'A' as fund, 1.0 as flow")
    write(tmp_path / "flows" / "date=2026-01-14" / "a.parquet", "select 'A' as fund, 2.0 as flow")

    values = Files(tmp_path).read(wanted(long("A"), "flows/")).values

    assert held(values) == {"2026-01-07": 1, "2026-01-14": 2}


def test_rows_out_of_order_are_put_in_order(tmp_path):
    write(tmp_path / "a.parquet", rows("(date '2026-03-01', 3)", "(date '2026-01-01', 1)", "(date '2026-02-01', 2)"))

    assert read(tmp_path, "a.parquet").tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    "kind", ["tinyint", "smallint", "integer", "bigint", "hugeint", "usmallint", "float", "double", "decimal(18, 3)"]
)
def test_every_kind_of_number_is_a_number(tmp_path, kind):
    write(tmp_path / "a.parquet", f"select date '2026-01-01' as date, 42::{kind} as value")

    assert read(tmp_path, "a.parquet").tolist() == [42.0]


@pytest.mark.parametrize("kind", ["date", "timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns"])
def test_days_and_midnights_are_days(tmp_path, kind):
    write(tmp_path / "a.parquet", f"select '2026-01-31'::{kind} as date, 1.0 as value")

    assert held(read(tmp_path, "a.parquet", freq="D")) == {"2026-01-31": 1}


@pytest.mark.parametrize(
    ("written", "freq", "known", "day"),
    [
        ("'2026-01-31'", "D", None, "2026-01-31"),
        ("'2026-02'", "M", None, "2026-02-01"),
        ("'2025'", "A", None, "2025-01-01"),
        ("'2025:Q3'", "Q", None, "2025-07-01"),
        ("'31/01/2026'", "D", "%d/%m/%Y", "2026-01-31"),
        ("20260131", "D", "%Y%m%d", "2026-01-31"),
    ],
)
def test_dates_written_as_text_are_read_as_in_a_csv(tmp_path, written, freq, known, day):
    write(tmp_path / "a.parquet", f"select {written} as date, 1.0 as value")

    assert held(read(tmp_path, "a.parquet", freq=freq, date_format=known)) == {day: 1}


def test_null_and_nan_are_missing(tmp_path):
    write(
        tmp_path / "a.parquet",
        rows("(date '2026-01-01', 1.0)", "(date '2026-02-01', null)", "(date '2026-03-01', 'nan'::double)"),
    )

    values = read(tmp_path, "a.parquet")

    assert len(values) == 3
    assert held(values) == {"2026-01-01": 1}


def test_a_column_is_named_after_the_hash_or_is_the_panels_member(tmp_path):
    write(tmp_path / "a.parquet", rows("(date '2026-01-01', 1.0, 2.0)", head='date, "New orders", "it""s; drop"'))

    assert read(tmp_path, "a.parquet#New orders").tolist() == [1]
    assert read(tmp_path, "a.parquet", layout="wide", member='it"s; drop').tolist() == [2]


def test_a_vintage_table_gives_what_was_known(tmp_path):
    table = rows(
        "(date '2025-12-01', date '2026-01-10', 1.0)",
        "(date '2025-12-01', date '2026-02-10', 2.0)",
        "(date '2026-01-01', date '2026-02-10', 3.0)",
        head="date, realtime_start, value",
    )
    write(tmp_path / "v.parquet", table)
    files, series = Files(tmp_path), spec("A", lag=0, layout="vintages")

    then = files.read(wanted(series, "v.parquet", as_of=date(2026, 1, 31)))
    now = files.read(wanted(series, "v.parquet"))
    prints = files.prints(wanted(series, "v.parquet"), date(2025, 12, 1), date(2025, 12, 31))

    assert (held(then.values), then.vintage, then.dated) == ({"2025-12-01": 1}, "as published by 2026-01-31", True)
    assert (held(now.values), now.vintage) == ({"2025-12-01": 2, "2026-01-01": 3}, "latest")
    assert prints.rows["value"].tolist() == [1, 2]
    assert prints.opens == date(2026, 1, 10)


# ---------------------------------------------------------------- many at once


def fund_flows(tmp_path):
    write(
        tmp_path / "flows" / "a.parquet",
        "select date '2026-01-07' + 7 * w::int as date, 'F' || f as fund, (f * 100 + w)::double as flow "
        "from range(4) t(w), range(50) u(f)",
    )


def test_members_of_a_panel_are_read_by_one_query(tmp_path, monkeypatch):
    fund_flows(tmp_path)
    asked = []
    run = duck.columns
    monkeypatch.setattr(duck, "columns", lambda *known, **values: asked.append(values) or run(*known, **values))

    found = Files(tmp_path).read_all([wanted(long(f"F{number}"), "flows/") for number in (7, 3, 49)])

    assert [each.values.tolist() for each in found] == [
        [700, 701, 702, 703],
        [300, 301, 302, 303],
        [4900, 4901, 4902, 4903],
    ]
    assert len(asked) == 1


def test_what_was_read_is_not_read_again(tmp_path, monkeypatch):
    fund_flows(tmp_path)
    files = Files(tmp_path)
    first = files.read(wanted(long("F7"), "flows/"))
    monkeypatch.setattr(duck, "columns", None)

    assert files.read(wanted(long("F7"), "flows/")) is first


def test_what_was_read_cannot_be_changed_by_who_reads_it(tmp_path):
    fund_flows(tmp_path)
    values = Files(tmp_path).read(wanted(long("F7"), "flows/")).values

    with pytest.raises(ValueError, match="read-only"):
        values.to_numpy()[0] = 1


def test_a_member_that_fails_leaves_the_others(tmp_path):
    write(
        tmp_path / "flows" / "a.parquet",
        rows(
            "(date '2026-01-07', 'A', 1.0)",
            "(date '2026-01-07', 'B', 2.0)",
            "(date '2026-01-07', 'B', 3.0)",
            head="date, fund, flow",
        ),
    )

    fine, twice = Files(tmp_path).read_all([wanted(long(member), "flows/") for member in "AB"])

    assert fine.values.tolist() == [1]
    assert "flows holds two different values of 'B' for 2026-01-07; keep one" in twice.text.en
    assert "'B' 在 2026-01-07 有两个不同的数值" in twice.text.zh


def test_the_same_value_twice_is_one_observation(tmp_path):
    write(tmp_path / "flows" / "a.parquet", rows("(date '2026-01-07', 'A', 1.0)", head="date, fund, flow"))
    write(tmp_path / "flows" / "b.parquet", rows("(date '2026-01-07', 'A', 1.0)", head="date, fund, flow"))

    assert Files(tmp_path).read(wanted(long("A"), "flows/")).values.tolist() == [1]


def test_a_blank_beside_a_value_is_refused(tmp_path):
    write(tmp_path / "a.parquet", rows("(date '2026-01-01', 1.0)", "(date '2026-01-01', null)"))

    assert "two different values" in refusal(tmp_path, "a.parquet").en


@pytest.mark.parametrize("name", ["'; drop table x; --", "a'b", 'a"b', "%", "$files", "?", "\\", "基金"])
def test_a_member_is_a_name_whatever_it_holds(tmp_path, name):
    written = name.replace("'", "''")
    write(
        tmp_path / "flows" / "a.parquet",
        rows(f"(date '2026-01-07', '{written}', 1.0)", "(date '2026-01-07', 'A', 2.0)", head="date, fund, flow"),
    )

    assert Files(tmp_path).read(wanted(long(name), "flows/")).values.tolist() == [1]
    assert parquet.long(tmp_path, "flows", "fund", [name, "absent"]) == [name]


# ---------------------------------------------------------------- refused


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("'1.5'", "VARCHAR"),
        ("true", "BOOLEAN"),
        ("date '2026-01-01'", "DATE"),
        ("[1.0]", "nested"),
        ("'a'::blob", "BLOB"),
    ],
)
def test_a_value_column_that_is_no_number_is_refused_by_name_and_type(tmp_path, column, kind):
    write(tmp_path / "a.parquet", f"select date '2026-01-01' as date, {column} as value")

    text = refusal(tmp_path, "a.parquet")

    assert f"a.parquet: the column 'value' is {kind}; it should hold numbers" in text.en
    assert f"a.parquet：'value' 列的类型是 {kind}，应为数值" in text.zh


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("timestamp '2026-01-01 16:30:00'", "holds 2026-01-01 16:30:00, a time of day"),
        ("timestamptz '2026-01-01 00:00:00+00'", "is TIMESTAMP WITH TIME ZONE"),
        ("20260101", "is INTEGER"),
        ("1.5::double", "is DOUBLE"),
        ("null::date", "has a row without a date"),
        ("null::varchar", "has a row without a date"),
        ("'03/04/2025'", "'03/04/2025', which is no date read without being told"),
        ("'2026-02-30'", "which is no day of the calendar"),
        ("date '9999-12-31'", "holds the day 9999-12-31"),
        ("date 'infinity'", "holds the day"),
        ("timestamp 'infinity'", "holds"),
    ],
)
def test_what_is_no_day_is_refused(tmp_path, column, said):
    write(tmp_path / "a.parquet", f"select {column} as date, 1.0 as value")

    assert said in refusal(tmp_path, "a.parquet", freq="D").en


def test_infinity_is_refused_with_its_day(tmp_path):
    write(tmp_path / "a.parquet", rows("(date '2026-01-01', '-inf'::double)"))

    assert "holds an infinite value for 2026-01-01" in refusal(tmp_path, "a.parquet").en


def test_a_member_column_of_fractions_is_refused(tmp_path):
    write(tmp_path / "a.parquet", "select date '2026-01-01' as date, 1.5::double as fund, 1.0 as flow")

    with pytest.raises(SourceError, match="'fund' is DOUBLE; it should hold names"):
        Files(tmp_path).read(wanted(long("1.5"), "a.parquet"))


def test_numbers_may_be_members(tmp_path):
    write(tmp_path / "a.parquet", "select date '2026-01-01' as date, 17::bigint as fund, 1.0 as flow")

    assert Files(tmp_path).read(wanted(long("17"), "a.parquet")).values.tolist() == [1]


def test_a_column_that_is_not_there_is_refused_and_the_others_are_not_told(tmp_path):
    write(tmp_path / "a.parquet")

    assert refusal(tmp_path, "a.parquet#close").en == (
        "a.parquet has no column 'close'; correct the files, or the column in desk.toml."
    )
    assert "has no column 'VALUE'" in refusal(tmp_path, "a.parquet#VALUE").en


def test_several_columns_and_none_named_is_refused(tmp_path):
    write(tmp_path / "a.parquet", rows("(date '2026-01-01', 1, 2)", head="date, a, b"))

    assert refusal(tmp_path, "a.parquet").en == "a.parquet has several columns; name one after # in desk.toml."


@pytest.mark.parametrize(
    "other",
    [rows("(date '2026-02-01', 1.0)", head="date, flow"), rows("(date '2026-02-01', 'x')"), rows("('2026-02', 1.0)")],
)
def test_files_of_one_folder_hold_the_same_columns(tmp_path, other):
    write(tmp_path / "flows" / "a.parquet", rows("(date '2026-01-01', 1.0)"))
    write(tmp_path / "flows" / "b.parquet", other)

    assert "flows/b.parquet does not hold the same columns as flows/a.parquet" in refusal(tmp_path, "flows").en


def test_headers_that_differ_in_case_only_are_refused(tmp_path):
    """DuckDB neither writes such a file nor tells the two columns apart."""
    write(tmp_path / "a.parquet", rows("(date '2026-01-01', 1, 2)", head="date, flow, wolf"))
    (tmp_path / "a.parquet").write_bytes((tmp_path / "a.parquet").read_bytes().replace(b"wolf", b"FLOW"))

    assert "a.parquet has the columns 'flow' and 'FLOW', which differ in case" in refusal(tmp_path, "a.parquet#flow").en


def test_a_type_that_differs_from_file_to_file_is_told(tmp_path):
    """Cast to the type of the first file, 1.5 would be read as 2."""
    write(tmp_path / "flows" / "a.parquet", rows("(date '2026-01-01', 1)"))
    write(tmp_path / "flows" / "b.parquet", rows("(date '2026-02-01', 1.5::double)"))

    assert "'value' is DOUBLE in the one, is INTEGER in the other" in refusal(tmp_path, "flows").en


@pytest.mark.parametrize("length", [0, 3, 4, 11, 100, -1, -4, -8, -50])
def test_a_file_cut_short_is_refused_by_name(tmp_path, length):
    write(tmp_path / "flows" / "a.parquet")
    write(tmp_path / "flows" / "b.parquet", rows("(date '2027-01-01', 1.0)"))
    broken = tmp_path / "flows" / "b.parquet"
    broken.write_bytes(broken.read_bytes()[:length])

    text = refusal(tmp_path, "flows")

    assert "flows/b.parquet cannot be read" in text.en
    assert str(tmp_path) not in text.en + text.zh


def test_pages_that_are_damaged_are_refused_by_the_name_of_the_file(tmp_path):
    write(
        tmp_path / "flows" / "a.parquet",
        "select date '1990-01-01' + n::int as date, hash(n)::double as value from range(9000) t(n)",
    )
    write(
        tmp_path / "flows" / "b.parquet",
        "select date '2020-01-01' + n::int as date, hash(n)::double as value from range(2000) t(n)",
    )
    broken = tmp_path / "flows" / "b.parquet"
    body = bytearray(broken.read_bytes())
    body[4:400] = b"\xff" * 396
    broken.write_bytes(body)

    assert "flows/b.parquet cannot be read" in refusal(tmp_path, "flows", freq="D").en


def test_after_damage_the_rest_is_still_read(tmp_path):
    write(tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 no PAR1")

    refusal(tmp_path, "b.parquet")

    assert len(read(tmp_path, "a.parquet")) == 3


@pytest.mark.parametrize("name", ["absent.parquet", "absent/*.parquet", "empty/"])
def test_nothing_there_is_refused_by_name(tmp_path, name):
    (tmp_path / "empty").mkdir()

    text = refusal(tmp_path, name)

    assert name.rstrip("/") in text.en
    assert text.zh


@pytest.mark.parametrize("name", ["readme.txt", "more.csv", "b.parquet.gz"])
def test_what_is_no_parquet_in_a_folder_is_refused_not_passed_over(tmp_path, name):
    write(tmp_path / "flows" / "a.parquet")
    (tmp_path / "flows" / name).write_text("date,value\n")

    assert f"flows/{name} is no Parquet file" in refusal(tmp_path, "flows").en
    assert len(read(tmp_path, "flows/*.parquet")) == 3


@pytest.mark.parametrize("name", ["_SUCCESS", ".a.parquet.crc", "_metadata.parquet"])
def test_what_writers_leave_beside_the_data_is_passed_over(tmp_path, name):
    write(tmp_path / "flows" / "a.parquet")
    (tmp_path / "flows" / name).write_bytes(b"")

    assert len(read(tmp_path, "flows")) == 3


def test_a_name_that_duckdb_would_read_as_a_pattern_is_refused(tmp_path):
    write(tmp_path / "flows" / "a.parquet")
    (tmp_path / "flows" / "a.parquet").rename(tmp_path / "flows" / "[ab].parquet")

    assert "flows/[ab].parquet has one of * ? [ in its path" in refusal(tmp_path, "flows").en


@pytest.mark.parametrize("name", ["flows/", "flows/*.parquet", "flows/out.parquet", "linked/", "linked/*.parquet"])
def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path, name):
    write(tmp_path / "secret" / "a.parquet")
    data = tmp_path / "data"
    write(data / "flows" / "a.parquet")
    (data / "flows" / "out.parquet").symlink_to(tmp_path / "secret" / "a.parquet")
    (data / "linked").symlink_to(tmp_path / "secret")

    assert "leads outside the desk's data folder" in refusal(data, name).en


def test_a_folder_linked_into_a_folder_is_refused(tmp_path):
    write(tmp_path / "secret" / "a.parquet")
    write(tmp_path / "data" / "flows" / "a.parquet")
    (tmp_path / "data" / "flows" / "more").symlink_to(tmp_path / "secret")

    assert "flows/more leads outside" in refusal(tmp_path / "data", "flows").en


def test_the_database_reads_nothing_but_the_folder(tmp_path):
    write(tmp_path / "data" / "a.parquet")
    write(tmp_path / "secret.parquet")
    folder = tmp_path / "data"

    for path in (tmp_path / "secret.parquet", folder / ".." / "secret.parquet"):
        with pytest.raises(duck.Unreadable):
            duck.rows(folder, "select * from read_parquet($path)", path=str(path))
    for query in (
        f"copy (select 1) to '{tmp_path}/x'",
        "install httpfs",
        "set enable_external_access = true",
        "attach 'x.db'",
    ):
        with pytest.raises(duck.Unreadable):
            duck.rows(folder, query)
    assert len(duck.rows(folder, "select * from read_parquet($path)", path=str(folder / "a.parquet"))) == 3


# ---------------------------------------------------------------- what changes


def test_a_folder_that_changed_is_read_again(tmp_path):
    files = Files(tmp_path)
    asked = wanted(spec("A", lag=0), "flows")
    write(tmp_path / "flows" / "a.parquet")
    before = files.read(asked).values.tolist()
    write(tmp_path / "flows" / "b.parquet", rows("(date '2026-04-01', 3.0::double)"))
    more = files.read(asked).values.tolist()
    write(tmp_path / "flows" / "a.parquet", rows("(date '2026-01-01', 9.0::double)"))
    rewritten = files.read(asked).values.tolist()
    os.unlink(tmp_path / "flows" / "b.parquet")

    assert (before, more, rewritten) == ([0, 1, 2], [0, 1, 2, 3], [9, 3])
    assert files.read(asked).values.tolist() == [9]


def test_a_file_that_never_holds_still_is_refused_and_may_be_asked_again(tmp_path, monkeypatch):
    write(tmp_path / "flows" / "a.parquet")
    run = duck.columns
    numbers = iter(range(9))

    def meanwhile(*known, **values):
        write(tmp_path / "flows" / f"b{next(numbers)}.parquet", rows("(date '2027-01-01', 3.0::double)"))
        return run(*known, **values)

    monkeypatch.setattr(duck, "columns", meanwhile)

    with pytest.raises(SourceError, match="being written while it is read") as caught:
        read(tmp_path, "flows")
    assert caught.value.retry


# ---------------------------------------------------------------- a desk of Parquet

DESK = """
desk = { name = "Flows", today = "2026-02-20" }
[panel.FUNDS]
source = "file:flows/"
layout = "long"
member = "fund"
value = "flow"
unit = "USD mn"
kind = "flow"
freq = "W"
lag = "0d"
named = %s
[panel.PRICES]
source = "file:prices.parquet"
layout = "wide"
unit = "USD"
kind = "price"
freq = "D"
[basket.A]
title = "First"
members = ["F1", "F2"]
flows = "panel:FUNDS"
[basket.B]
title = "Second"
flows = ["FUNDS/F3"]
"""


def desk(tmp_path, named="false", more=""):
    fund_flows(tmp_path / "data")
    write(tmp_path / "data" / "prices.parquet", rows("(date '2026-01-02', 1.0, 2.0, 3.0)", head="date, F1, F2, F99"))
    (tmp_path / "desk.toml").write_text(DESK % named + more)
    return load(tmp_path)


def of_panel(catalogue):
    return sorted(id for id, item in catalogue.series.items() if item.panel == "FUNDS")


def test_of_an_unnamed_panel_only_what_the_desk_names_becomes_a_series(tmp_path):
    """Fifty funds lie in the folder; nobody can ask for the others."""
    catalogue = desk(
        tmp_path, more='[panel.FUNDS.members.F9]\ntitle = "Nine"\n[board.b]\ntitle = "b"\nrows = ["FUNDS/F4"]'
    )

    assert of_panel(catalogue) == ["FUNDS/F1", "FUNDS/F2", "FUNDS/F3", "FUNDS/F4", "FUNDS/F9"]


def test_of_a_named_panel_every_member_is_a_series(tmp_path):
    (tmp_path / "desk.toml").write_text("")

    with pytest.raises(SetupError, match=re.escape("[basket.B] names 'FUNDS/F3'")):
        desk(tmp_path, named="true")
    (tmp_path / "desk.toml").write_text((DESK % "true").replace("FUNDS/F3", "F3"))
    assert len(of_panel(load(tmp_path))) == 50


@pytest.mark.parametrize(
    "more",
    ['[panel.FUNDS.members.F99]\ntitle = "x"', '[basket.C]\ntitle = "c"\nmembers = ["F99"]\nflows = "panel:FUNDS"'],
)
def test_a_member_that_is_not_in_the_folder_is_refused_at_start(tmp_path, more):
    with pytest.raises(SetupError, match="F99"):
        desk(tmp_path, more=more)


def test_a_folder_that_cannot_be_read_is_refused_at_start(tmp_path):
    (tmp_path / "desk.toml").write_text(DESK % "false")

    with pytest.raises(SetupError, match=re.escape("[panel.FUNDS]")):
        load(tmp_path)


def test_a_panel_of_columns_has_its_headers_as_members(tmp_path):
    write(tmp_path / "data" / "p.parquet", rows("(date '2026-01-02', 1.0, 2.0)", head="Date, SPY, GLD"))
    (tmp_path / "desk.toml").write_text(
        '[panel.ETF]\nsource = "file:p.parquet"\nlayout = "wide"\nunit = "USD"\nkind = "price"\nfreq = "D"\nlag = "0d"'
    )
    data = Data(catalogue=load(tmp_path), sources={"file": Files(tmp_path / "data")})

    assert [data.series(id).known.tolist() for id in ("SPY", "GLD")] == [[1], [2]]


def test_what_the_files_do_not_hold_is_said_with_the_name_of_the_series(tmp_path):
    write(tmp_path / "a.parquet", f"select * from ({ROWS}) where false")
    write(tmp_path / "b.parquet", "select date '2026-01-01' as date, 'x' as value")
    series = spec("A", sources=("file:a.parquet",)), spec("B", sources=("file:b.parquet",))
    data = Data(catalogue=catalogue_of(*series), sources={"file": Files(tmp_path)}, as_of=date(2026, 2, 20))
    found = data.several(["A", "B"])

    assert isinstance(found["A"], AskError)
    assert "Title of A (A) holds no value known" in found["A"].text.en
    assert isinstance(found["B"], FootnoteError)
    assert found["B"].text.en.startswith("Title of B (B): b.parquet: the column 'value' is VARCHAR")


def test_a_panel_larger_than_its_memory_is_read_in_parts(tmp_path):
    """Six million rows of which one fund is wanted, in a process of its own; whole they are more than 140 MB."""
    (tmp_path / "flows").mkdir()
    duckdb.execute(
        "copy (select date '2000-01-05' + 7 * (n // 5000)::int as date, 'F' || n % 5000 as fund, "
        f"hash(n)::double as flow from range(6000000) t(n)) to '{tmp_path}/flows/a.parquet' (format parquet)"
    )
    script = """if True:
        import resource, sys, pathlib
        from tools.tables import parquet
        from fakes import wanted
        from test_parquet import long
        import duckdb, pandas
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found = parquet.Parquet(pathlib.Path(sys.argv[1])).read(wanted(long("F7"), "flows/"))
        print(len(found.values), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
    """
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": f"{root}:{root / 'tests'}"},
        capture_output=True,
        text=True,
        check=True,
    )

    count, megabytes = map(int, done.stdout.split())
    assert count == 1200
    assert megabytes < 100

"""The desk's database: named queries of desk.toml, from a real SQLite and a real PostgreSQL."""

import sqlite3
import threading
import time
from contextlib import closing
from datetime import date

import pytest
from desk_queries import COUNT, given, read, refusal, source
from fakes import catalogue_of, holding, monthly, noon, spec, wanted

from bot.app import App
from bot.doctor import _queries as examined
from footnote.errors import AskError, SetupError, SourceError
from footnote.settings import Settings
from tools.data import Data
from tools.desk_folder import load
from tools.sources import connected, sql

pytest_plugins = ("database_fixtures",)

RUNNING = (
    "select count(*) from pg_stat_activity "
    "where state = 'active' and backend_type = 'client backend' and pid <> pg_backend_pid()"
)


# ---------------------------------------------------------------- what is read


def test_a_query_is_read_as_a_series(address):
    reading = read("select date, value from positions order by date", address)

    assert {str(day.date()): value for day, value in reading.values.dropna().items()} == {
        "2025-12-31": 1,
        "2026-01-31": 2.5,
    }
    assert reading.values.isna().sum() == 1
    assert (reading.source, reading.vintage, reading.dated) == ("sql:positions", "current only", False)


def test_a_column_is_named_after_the_hash(address):
    reading = read("select date, value, value * 10 as tenfold from positions", address, head="tenfold")

    assert sorted(reading.values.dropna()) == [10, 25]
    assert reading.source == "sql:positions#tenfold"


@pytest.mark.parametrize("tail", ["", ";", " -- to the end", "\n/* more */ ;\n"])
def test_a_query_may_end_as_people_end_it(address, tail):
    assert len(given("select date, value from positions" + tail, address).rows) == 3


def test_colons_percents_and_question_marks_are_not_placeholders(address):
    statement = "select '12:30 :x %s %(y)s ? $1' as note where 'x' like '%x'"

    assert [tuple(row) for row in given(statement, address).rows] == [("12:30 :x %s %(y)s ? $1",)]


def test_vintages_are_read_as_of_a_day(address):
    statement = "select * from prints"

    then = read(statement, address, layout="vintages", as_of=date(2025, 12, 31))
    now = read(statement, address, layout="vintages")

    assert then.values.tolist() == [100]
    assert (then.vintage, then.dated) == ("as published by 2025-12-31", True)
    assert now.values.tolist() == [110, 200]
    assert now.vintage == "latest"


def test_prints_of_an_observation_are_given(address):
    series = spec("A", layout="vintages")

    found = source("select * from prints", address).prints(
        wanted(series, "positions"), date(2025, 11, 1), date(2025, 11, 30)
    )

    assert found.rows["value"].tolist() == [100, 110]
    assert found.source == "sql:positions"


def test_what_keeps_no_vintages_says_so(address):
    with pytest.raises(AskError, match="current values only"):
        source("select * from prints", address).prints(wanted(spec("A"), "positions"), date.min, date.max)


def test_a_query_that_several_series_are_read_from_runs_once(lite, monkeypatch):
    ran = []
    asked = sql._asked
    monkeypatch.setattr(sql, "_asked", lambda *told: ran.append(told) or asked(*told))
    desk = source("select date, value, note from positions", lite)

    found = desk.read_all(
        [wanted(spec(head.upper()), f"positions#{head}") for head in ("value", "note", "gone", "value")]
    )

    assert len(ran) == 1
    assert [type(item).__name__ for item in found] == ["Reading", "SourceError", "SourceError", "Reading"]
    assert "column 'note': 'b' is text" in str(found[1])
    assert "no column 'gone'" in str(found[2])


def test_the_database_is_asked_anew_each_time(lite):
    desk = source("select date, value from positions", lite)
    before = desk.read(wanted(spec("A"), "positions")).values.max()
    with closing(sqlite3.connect(lite.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("update positions set value = 9 where value = 1")

    assert (before, desk.read(wanted(spec("A"), "positions")).values.max()) == (2.5, 9)


def test_types_of_postgresql_are_read(elephant):
    statement = (
        "select timestamp '2026-01-31 00:00' as date, 1::smallint as a, 2::bigint as b, 3.5::real as c, "
        "4.5::double precision as d, 5.25::numeric(9,2) as e, 'NaN'::numeric as f"
    )

    found = [read(statement, elephant, head=head).values.iloc[0] for head in "abcde"]

    assert found == [1, 2, 3.5, 4.5, 5.25]
    assert read(statement, elephant, head="f").values.isna().all()


@pytest.mark.parametrize("value", ["'Infinity'::float8", "true", "'1.5'::text", "'1.50'::money", "interval '1 day'"])
def test_types_of_postgresql_that_are_no_numbers_are_refused(elephant, value):
    with pytest.raises(SourceError, match="row 1, column 'value'"):
        read(f"select date '2026-01-31' as date, {value} as value", elephant)


@pytest.mark.parametrize("day", ["'infinity'::date", "now()", "timestamp '2026-01-31 12:00'", "20260131", "null::date"])
def test_types_of_postgresql_that_are_no_days_are_refused(elephant, day):
    with pytest.raises(SourceError, match="row 1, column 'date'"):
        read(f"select {day} as date, 1 as value", elephant)


def test_a_day_is_read_whatever_the_server_would_write_it_as(postgres, elephant):
    postgres.run("alter role desk set datestyle = 'SQL, DMY'")
    try:
        assert (
            str(read("select date '2026-02-03' as date, 1 as value", elephant).values.index[0].date()) == "2026-02-03"
        )
    finally:
        postgres.run("alter role desk reset datestyle")


# ---------------------------------------------------------------- limits


def test_more_rows_than_the_most_are_refused_not_cut(address, monkeypatch):
    monkeypatch.setattr(sql, "MOST_ROWS", 30)
    monkeypatch.setattr(sql, "PAGE_ROWS", 10)

    assert len(given(COUNT.format(most=30), address).rows) == 30
    assert "more than 30 rows" in str(refusal(COUNT.format(most=31), address))


@pytest.mark.parametrize("rows", [0, 9, 10, 11, 29, 30])
def test_pages_put_together_hold_every_row_once(elephant, monkeypatch, rows):
    monkeypatch.setattr(sql, "PAGE_ROWS", 10)

    found = given(f"select i from generate_series(1, {rows}) i", elephant)

    assert [row[0] for row in found.rows] == list(range(1, rows + 1))
    assert found.columns == ("i",)


def soon(fine):
    """Whether *fine* is true before ten seconds have passed."""
    ends = time.monotonic() + 10
    while not fine() and time.monotonic() < ends:
        time.sleep(0.05)
    return fine()


def test_a_query_that_takes_too_long_is_given_up_and_stopped(address):
    error = refusal(COUNT.format(most=10**9), address, seconds=0.3)

    assert "no answer within the seconds" in str(error)
    assert error.retry
    assert soon(lambda: not [thread for thread in threading.enumerate() if thread.name == "footnote-sql"])


def test_a_query_that_was_given_up_does_not_run_on_in_the_server(elephant):
    refusal("select pg_sleep(60), 'hidden_words'", elephant, seconds=0.5)

    assert soon(lambda: given(RUNNING, elephant).rows[0][0] == 0)


def test_without_time_left_nothing_is_asked(address):
    assert "no answer within the seconds" in str(refusal("select 1", address, seconds=0.0))


def test_a_locked_database_is_worth_another_try(lite):
    with closing(sqlite3.connect(lite.removeprefix("sqlite:///"), isolation_level=None)) as writer:
        writer.execute("begin exclusive")
        error = refusal("select * from positions", lite, seconds=0.5)

    assert error.retry


# ---------------------------------------------------------------- on a desk

DESK = """
desk = { name = "Macro desk", today = "2026-02-20" }
[sql.positions]
url = "DESK_SQL_URL"
query = "select date, value from positions"
[sql.other]
url = "OTHER_SQL_URL"
query = "select date, value from positions"
[series.POS]
title = "Net position"
source = ["sql:other", "sql:positions"]
unit = "USD mn"
freq = "M"
[series.ELSEWHERE]
title = "Elsewhere"
source = "sql:other#value"
unit = "USD mn"
freq = "M"
"""


@pytest.fixture
def desk(tmp_path):
    """A desk folder with *text* as its desk.toml."""

    def made(text=DESK):
        (tmp_path / "desk.toml").write_text(text)
        return tmp_path

    return made


def data(folder, address):
    settings = Settings.from_env({"FOOTNOTE_DESK": str(folder), "DESK_SQL_URL": address})
    return Data(catalogue=load(folder), sources=connected(settings), clock=noon)


def test_a_desk_reads_the_first_query_whose_variable_is_set(desk, lite):
    """A variable that is not set is no failure, so nothing is said of it."""
    found = data(desk(), lite).series("POS")

    assert {str(day.date()): value for day, value in found.known.items()} == {"2025-12-31": 1e6, "2026-01-31": 2.5e6}
    assert found.source == "sql:positions"
    assert found.instead_of is None


def test_what_is_not_set_up_names_the_very_variable(desk, lite):
    with pytest.raises(AskError) as caught:
        data(desk(), lite).series("ELSEWHERE")

    assert caught.value.reason == "not_configured"
    assert "Set OTHER_SQL_URL; meanwhile you can ask for" in caught.value.text.en
    assert "Net position" in caught.value.text.en
    assert "请设置 OTHER_SQL_URL" in caught.value.text.zh


def test_as_of_a_day_the_values_are_cut_by_the_lag(desk, lite):
    cut = Data(
        catalogue=load(desk()), sources={"sql": source("select * from positions", lite)}, as_of=date(2026, 2, 20)
    )

    assert "sql" not in connected(Settings(desk=str(desk())))
    with pytest.raises(SourceError):
        cut.series("POS")


def test_two_unlike_values_for_one_month_are_refused(lite):
    statement = "select '2026-01-30' as date, 1 as value union select '2026-01-31', 2"
    found = Data(
        catalogue=catalogue_of(spec("A", sources=("sql:positions",))),
        sources={"sql": source(statement, lite)},
        clock=noon,
    )

    with pytest.raises(SourceError, match="two different values for Jan 2026"):
        found.series("A")


def test_a_database_that_is_down_gives_way_to_the_next_source():
    found = Data(
        catalogue=catalogue_of(spec("A", sources=("sql:positions", "file:A"))),
        sources={
            "sql": source("select 1", "postgresql://me:hidden_words@127.0.0.1:1/x"),
            "file": holding({"A": monthly([1, 2])}),
        },
        clock=noon,
    ).series("A")

    assert found.known.tolist() == [1, 2]
    assert "cannot be reached" in str(found.instead_of)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (
            'url = "postgresql://me:hidden_words@h/x"\nquery = "select 1"',
            "[sql.a] url should be the name of the variable",
        ),
        ('url = "DESK_SQL_URL"\nquery = ""', "[sql.a] query should be a text"),
        ('url = "DESK_SQL_URL"', "[sql.a] needs query"),
        ('url = "DESK_SQL_URL"\nquery = "select 1"\nwrite = true', "[sql.a] has an unknown key 'write'"),
    ],
)
def test_a_stanza_with_a_fault_is_refused_without_its_values(desk, written, fault):
    with pytest.raises(SetupError) as caught:
        load(desk(f"[sql.a]\n{written}\n"))

    assert fault in str(caught.value)
    assert "hidden_words" not in str(caught.value)


def test_a_query_that_nobody_wrote_is_refused_at_start(desk):
    text = DESK.replace('"sql:other#value"', '"sql:gone#value"')

    with pytest.raises(
        SetupError, match=r"\[series.ELSEWHERE\] 'sql:gone#value' is a query, and there is no \[sql.gone\]"
    ):
        load(desk(text))


def test_the_doctor_has_a_line_for_each_query(desk, lite):
    app = App(Settings.from_env({"FOOTNOTE_DESK": str(desk()), "DESK_SQL_URL": lite}))

    lines = {line.check: line for line in examined(app)}

    assert lines["sql.positions"].ok
    assert lines["sql.positions"].message == "answers: columns date, value; 3 rows of at most 1,000,000"
    assert not lines["sql.other"].ok
    assert not lines["sql.other"].needed
    assert "OTHER_SQL_URL is not set" in lines["sql.other"].message

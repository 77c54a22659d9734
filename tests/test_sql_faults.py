"""The desk's database is only read, and what goes wrong is said without an address, a query or a driver's words."""

import logging
import sqlite3
import sys
import traceback
from contextlib import closing

import pytest
from desk_queries import PASSWORD, given, refusal, source

from footnote.errors import SourceError
from tools.reading import Budget

pytest_plugins = ("database_fixtures",)


# ---------------------------------------------------------------- it only reads

WRITES = (
    "insert into positions values ('2026-03-31', 1, 'x')",
    "update positions set value = 0",
    "delete from positions",
    "drop table positions",
    "create table hidden_words (a int)",
    "select 1; delete from positions",
    "commit; delete from positions",
    "select 1 as value; commit; delete from positions; select 1",
    "explain select 1; vacuum",
)
WRITES_LITE = (
    "attach database 'other.db' as other",
    "pragma query_only = off",
    "pragma writable_schema = on",
    "vacuum into 'copy.db'",
    "create temp table x (a)",
    "select load_extension('x')",
    "begin",
)
WRITES_ELEPHANT = (
    "with gone as (delete from positions returning *) select * from gone",
    "select nextval('counter')",
    "select set_config('transaction_read_only', 'off', false)",
    "select date, value into hidden_words from positions",
    "select * from positions for update",
    "copy positions to stdout",
    "do $$ begin delete from positions; end $$",
    "set default_transaction_read_only = off",
    "lock table positions",
)


def is_no_select(error):
    return not error.retry and str(error).partition("; it should be one SELECT")[1]


@pytest.mark.parametrize("statement", [*WRITES, *WRITES_LITE])
def test_sqlite_is_only_read(lite, statement):
    assert is_no_select(refusal(statement, lite))
    assert len(given("select * from positions", lite).rows) == 3


@pytest.mark.parametrize("statement", [*WRITES, *WRITES_ELEPHANT])
def test_postgresql_is_only_read(elephant, statement):
    assert is_no_select(refusal(statement, elephant))
    assert len(given("select * from positions", elephant).rows) == 3


def test_a_function_that_writes_is_refused_by_postgresql(postgres, elephant):
    """What looks like a SELECT may write: the transaction is read-only, whatever the statement is."""
    postgres.run(
        "create or replace function wipe() returns int language sql as 'delete from positions; select 1'",
    )

    assert "more than read this database" in str(refusal("select wipe()", elephant))
    assert len(given("select * from positions", elephant).rows) == 3


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    path = tmp_path / "gone.db"

    error = refusal("select 1", f"sqlite:///{path}")

    assert "cannot be reached or opened" in str(error)
    assert error.retry
    assert not path.exists()


def test_another_file_cannot_be_reached_from_a_query(lite, tmp_path):
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection, connection:
        connection.execute("create table hidden_words (a)")

    assert "more than read this database" in str(refusal(f"attach '{tmp_path / 'other.db'}' as other", lite))


# ---------------------------------------------------------------- what is said, and what is not


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("select * from hidden_words", "names a table, a column or a function"),
        ("select hidden_words from positions", "names a table, a column or a function"),
        ("select hidden_words(1)", "names a table, a column or a function"),
        ("selec hidden_words", "does not take the query as it is written"),
        ("-- hidden_words", "does not take the query as it is written"),
    ],
)
def test_a_query_with_a_mistake_is_named_without_its_words(address, statement, words):
    error = refusal(statement, address)

    assert str(error).startswith("The query [sql.positions]: ")
    assert words in str(error)
    assert not error.retry
    assert error.text.zh.startswith("查询 [sql.positions]：")


def test_a_failure_in_the_database_is_said(elephant):
    assert "fails in the database" in str(refusal("select 1 / 0 as hidden_words", elephant))


def test_what_the_user_may_not_read_is_said(postgres, elephant):
    error = refusal("select secret from payroll", postgres.url(user="guest", password="guest"))

    assert "does not let this user read" in str(error)


@pytest.mark.parametrize(
    "wrong", [{"password": "hidden_words"}, {"user": "hidden_words"}, {"database": "hidden_words"}]
)
def test_a_sign_in_that_is_refused_names_the_variable(postgres, wrong):
    error = refusal("select 1", postgres.url(**wrong))

    assert "refuses the sign-in; correct DESK_SQL_URL" in str(error)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql://me:hidden_words@127.0.0.1:1/x", "cannot be reached"),
        ("postgresql://me:hidden_words@no-such-host.invalid/x", "cannot be reached"),
        ("postgresql://me:hidden_words@127.0.0.1:port/x", "holds no address that can be used"),
        ("postgresql://me:hidden_words@127.0.0.1/x?options=-csearch_path%3Dx", "holds no address that can be used"),
        ("postgresql://me:hidden_words@127.0.0.1/x?sslmode=maybe", "holds no address that can be used"),
        ("postgresql://127.0.0.1/x", "holds no address that can be used"),
        ("hidden_words", "holds no address that can be used"),
        ("sqlite://", "holds no address that can be used"),
        ("sqlite:///:memory:", "holds no address that can be used"),
        ("sqlite:////tmp/x.db?mode=rwc", "holds no address that can be used"),
        ("mysql://me:hidden_words@127.0.0.1/x", "begins with mysql://; known are postgresql:// and sqlite:///"),
        ("postgresql+psycopg2://me:hidden_words@127.0.0.1/x", "begins with postgresql+psycopg2://"),
        ("", "is not set"),
    ],
)
def test_an_address_that_does_not_lead_anywhere_is_named_by_its_variable(address, words):
    with pytest.raises(SourceError) as caught:
        given("select hidden_words", address)

    assert "DESK_SQL_URL" in str(caught.value)
    assert words in str(caught.value)
    assert "hidden_words" not in str(caught.value) + caught.value.text.zh
    assert (caught.value.__context__, caught.value.__cause__) == (None, None)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "a.db").write_text("date,value\n2026-01-31,1\n" * 50)

    assert "cannot be reached or opened" in str(refusal("select 1 from x", f"sqlite:///{tmp_path / 'a.db'}"))


def test_encryption_that_the_server_has_not_is_not_done_without(postgres):
    assert given("select 1", postgres.url(sslmode="disable")).rows
    assert "cannot be reached" in str(refusal("select 1", postgres.url(sslmode="require")))
    assert "cannot be reached" in str(refusal("select 1", postgres.url(sslmode="verify-full")))


def test_no_log_repr_or_traceback_holds_a_secret(postgres, elephant, caplog):
    caplog.set_level(logging.DEBUG)
    desk = source("select hidden_words", postgres.url())
    try:
        desk.rows("positions", Budget())
    except SourceError as error:
        told = "".join(traceback.format_exception(error))

    shown = told + caplog.text + repr(desk) + repr(desk.queries) + repr(vars(desk)["queries"])
    assert not [secret for secret in (PASSWORD, "hidden_words", str(postgres.port)) if secret in shown]


def test_a_connection_that_breaks_in_the_middle_is_said_quietly(elephant, caplog):
    error = refusal("select pg_terminate_backend(pg_backend_pid())", elephant)

    assert "cannot be reached" in str(error)
    assert error.retry
    assert not caplog.records


def test_without_the_driver_it_is_said_what_to_install(elephant, monkeypatch):
    monkeypatch.setitem(sys.modules, "pg8000.dbapi", None)

    assert "footnote-desk[postgresql]" in str(refusal("select 1", elephant))

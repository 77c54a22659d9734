"""Queries of a desk's database as the tests put them; a refusal is looked through for what it must not hold."""

import pytest
from fakes import spec, wanted

from footnote.errors import SourceError
from tools.catalogue import Query
from tools.reading import Budget
from tools.sources.sql import Sql

PASSWORD = "hunter2-is-no-secret"
SECRETS = (PASSWORD, "127.0.0.1", "postgres:", "select", "hidden_words")
COUNT = "with recursive n(i) as (select 1 union all select i + 1 from n where i < {most}) select i from n"


def source(statement, address, name="positions"):
    return Sql({name: Query(name=name, variable="DESK_SQL_URL", statement=statement)}, {"DESK_SQL_URL": address})


def read(statement, address, head="", as_of=None, **known):
    name = f"positions#{head}" if head else "positions"
    return source(statement, address).read(wanted(spec("A", **known), name, as_of))


def given(statement, address, seconds=8.0):
    return source(statement, address).rows("positions", Budget(seconds))


def refusal(statement, address, seconds=8.0):
    """The error, once it is sure that nothing of it tells where the database is or what was asked."""
    with pytest.raises(SourceError) as caught:
        given(statement, address, seconds)
    error = caught.value
    shown = "".join((str(error), error.text.zh, repr(error), repr(error.__context__), repr(error.__cause__)))
    assert error.__context__ is None
    assert error.__cause__ is None
    assert not [secret for secret in (*SECRETS, address) if secret in shown]
    return error

"""What ``footnote doctor`` says of the desk and its files."""

import duckdb
import pytest

from bot.app import App
from bot.doctor import _files, examine
from footnote.settings import Settings

SERIES = '[series.{id}]\ntitle = "Title of {id}"\nsource = "file:{source}"\nunit = "index"\nfreq = "D"\n'
TABLE = '[table.T]\ntitle = "Shares"\nsource = "file:t.csv"\nrow = "name"\nvalue = "share"\nunit = "percent"\n'
EVENTS = '[events.E]\ntitle = "Deals"\nsource = "file:e.csv"\nid = "ticker"\nannounced = "day"\n'


@pytest.fixture
def desk(tmp_path):
    """A desk with *toml* and data files by name."""

    def made(toml, **texts):
        (tmp_path / "data").mkdir()
        for name, text in texts.items():
            (tmp_path / "data" / f"{name}.csv").write_text(text)
        (tmp_path / "desk.toml").write_text(toml)
        return App(Settings.from_env({"FOOTNOTE_DESK": str(tmp_path), "FOOTNOTE_HOME": str(tmp_path / "home")}))

    return made


def lines(app):
    return [(line.ok, line.message) for line in _files(app)]


def test_files_that_can_be_read_are_counted_whatever_they_are(desk, tmp_path):
    app = desk(
        SERIES.format(id="A", source="a.csv") + SERIES.format(id="B", source="p"), a="date,value\n2026-01-01,1\n"
    )
    (tmp_path / "data" / "p").mkdir()
    one = "select date '2026-01-01' as date, 1.0::double as value"
    duckdb.execute(f"copy ({one}) to '{tmp_path}/data/p/a.parquet' (format parquet)")

    assert lines(app) == [(True, "all 2 files can be read")]


def test_a_file_that_is_not_there_is_named(desk):
    assert lines(desk(SERIES.format(id="A", source="a.csv"))) == [
        (False, "Title of A (A): the file a.csv cannot be read.")
    ]


def test_a_page_in_place_of_a_file_is_said_to_be_one(desk):
    ((ok, message),) = lines(desk(SERIES.format(id="A", source="a.csv"), a="<html>503</html>"))

    assert not ok
    assert "the file a.csv holds HTML/XML" in message


def test_a_column_that_is_missing_is_named_with_those_that_are_there(desk):
    heads = ",".join(f"c{place}" for place in range(30))
    app = desk(SERIES.format(id="A", source="a.csv#last"), a=f"date,{heads}\n2026-01-01{',1' * 30}\n")

    ((_, message),) = lines(app)

    assert "has no column 'last'" in message
    assert "Columns of a.csv: 'date', 'c0', 'c1'" in message
    assert "'c18', …." in message
    assert "c19" not in message


def test_events_and_tables_are_read_too(desk):
    app = desk(TABLE + EVENTS, t="name,share\nx,much\n", e="ticker,day\nAAA,soon\n")

    found = [message for ok, message in lines(app) if not ok]

    assert [message.partition(" is no ")[0] for message in found] == [
        "Deals (E): the file e.csv row 2, column 'day': 'soon'",
        "Shares (T): the file t.csv row 2, column 'share': 'much'",
    ]


def test_of_one_file_the_first_faults_are_told(desk):
    toml = "".join(SERIES.format(id=f"A{place}", source=f"a.csv#gone{place}") for place in range(9))

    found = [message for _, message in lines(desk(toml, a="date,value\n2026-01-01,1\n"))]

    assert len(found) == 3
    assert "6 more of a.csv. Columns of a.csv: 'date', 'value'." in found[-1]


def test_the_columns_of_a_file_outside_are_not_told(desk, tmp_path):
    app = desk(SERIES.format(id="A", source="a.csv"), a="date,value\n2026-01-01,1\n")
    assert lines(app)[0][0]
    (tmp_path / "secret.csv").write_text("hidden,falcon\n1,2\n")
    (tmp_path / "data" / "a.csv").unlink()
    (tmp_path / "data" / "a.csv").symlink_to(tmp_path / "secret.csv")

    ((_, message),) = lines(app)

    assert message == "Title of A (A): the file a.csv leads outside the desk's data folder."


def test_a_fault_of_the_desk_is_said_once(desk):
    found = [line.message for line in examine(desk(SERIES.format(id="A", source="a.csv").replace('"D"', '"X"')))]

    assert len([message for message in found if "freq = 'X' should be" in message]) == 1

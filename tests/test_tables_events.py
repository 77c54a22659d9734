"""Events and tables of the desk: read at start as far as their header, then typed, for those who may see them."""

from datetime import date

import pandas as pd
import pytest
from fakes import holding, noon

from footnote.errors import AskError, SetupError, SourceError
from footnote.settings import Settings
from footnote.text import Text
from tools.data import Data
from tools.desk_folder import load
from tools.sources import connected

DEALS = """
desk = { name = "Deal desk", timezone = "America/New_York", language = "en" }

[events.DEALS]
title = "Deals"
source = "file:deals.csv"
id = "ticker"
announced = "announced"
closed = "close"
value = "size"
unit = "USD mn"
proceeds = "ipo"
cash = "cash"
cost = "cost"
prices = "panel:PRICES"

[panel.PRICES]
source = "file:prices.csv"
layout = "long"
member = "ticker"
value = "close"
unit = "USD"
kind = "price"
freq = "D"
named = false
"""
ROWS = """ticker,announced,close,size,ipo,cash,cost
AAA,2020-06-01,2021-01-05,"1,250.5",$10.00,$8.50,$1.20
BBB,2020-09-01,,300,10,,.
CCC,2021-03-01,2021-12-01,40,10,9,1
"""
PRICES = "date,ticker,close\n2021-01-05,AAA,12\n2021-01-05,DDD,9\n"
TABLE = """
[table.SHARES]
title = "Shares"
zh = ["份额"]
source = "file:shares.csv"
row = "vehicle"
value = "share"
unit = "percent"
as_of = "2026-01-31"
"""
SHARES = "vehicle,share\nloan funds,25.5%\nprivate credit,31%\nbonds,\n"


@pytest.fixture
def desk(tmp_path):
    """Writes a desk folder: desk.toml, and text or bytes under a name in its data folder."""

    def write(toml, **files):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "desk.toml").write_text(toml, "utf-8")
        for name, text in files.items():
            (tmp_path / "data" / f"{name}.csv").write_text(text, "utf-8")
        return tmp_path

    return write


@pytest.fixture
def data(desk):
    """The data of a desk with one list and its file."""

    def read(toml, as_of=None, **files):
        folder = desk(toml, **files)
        return Data(catalogue=load(folder), sources=connected(Settings(desk=str(folder))), as_of=as_of, clock=noon)

    return read


def deals(rows=ROWS, prices=PRICES):
    return {"deals": rows, "prices": prices}


def faults_of(folder):
    with pytest.raises(SetupError) as caught:
        load(folder)
    return caught.value.faults


# ---------------------------------------------------------------- events


def test_events_are_typed_and_in_base_units(data):
    """The value carries the unit's scale, what is paid a share does not."""
    frame = data(DEALS, **deals()).events("DEALS")

    first = frame.iloc[0]
    assert list(frame["id"]) == ["AAA", "BBB", "CCC"]
    assert (first["announced"], first["closed"]) == (pd.Timestamp("2020-06-01"), pd.Timestamp("2021-01-05"))
    assert (first["value"], first["proceeds"], first["cash"], first["cost"]) == (1_250_500_000, 10, 8.5, 1.2)
    assert list(frame.index) == [2, 3, 4]


def test_what_is_not_known_of_an_event_is_missing(data):
    second = data(DEALS, **deals()).events("DEALS").iloc[1]

    assert second[["closed", "cash", "cost"]].isna().all()


def test_what_the_stanza_names_no_column_for_is_missing_throughout(data):
    toml = '[events.DEALS]\nsource = "file:deals.csv"\nid = "ticker"\n'

    frame = data(toml, deals="ticker,x\nAAA,1\n").events("DEALS")

    assert frame.drop(columns="id").isna().all(axis=None)
    assert frame["announced"].dtype.kind == "M"


def test_the_prices_of_events_are_the_members_of_their_panel(data):
    """Though nobody can ask for a ticker by name, and though a deal may have no prices."""
    catalogue = data(DEALS, **deals()).catalogue

    assert catalogue.events["DEALS"].prices == {"AAA": "PRICES/AAA", "DDD": "PRICES/DDD"}
    assert catalogue.series["PRICES/AAA"].hidden


def test_as_of_a_day_later_events_have_not_happened(data):
    """Nor has a deal closed that was announced before the day."""
    frame = data(DEALS, as_of=date(2020, 12, 31), **deals()).events("DEALS")

    assert list(frame["id"]) == ["AAA", "BBB"]
    assert frame["closed"].isna().all()


def test_an_event_on_the_day_itself_has_happened(data):
    frame = data(DEALS, as_of=date(2021, 1, 5), **deals()).events("DEALS")

    assert frame["closed"].tolist()[0] == pd.Timestamp("2021-01-05")


def test_an_event_without_its_announcement_is_known_from_its_close(data):
    rows = "ticker,announced,close,size,ipo,cash,cost\nAAA,,2021-01-05,1,1,1,1\n"

    assert data(DEALS, as_of=date(2021, 1, 4), **deals(rows)).events("DEALS").empty


def test_the_day_a_desk_stands_on_holds_for_its_events(data):
    toml = DEALS.replace('language = "en"', 'language = "en", today = "2020-12-31"')

    assert list(data(toml, **deals()).events("DEALS")["id"]) == ["AAA", "BBB"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("DDD,2020-06,,1,1,1,1", "row 5, column 'announced': '2020-06' names a whole month"),
        ("DDD,2020-06-01,2020,1,1,1,1", "row 5, column 'close': '2020' names a whole year"),
        ("DDD,03/04/2020,,1,1,1,1", "row 5, column 'announced': '03/04/2020' is no date read without being told"),
        ("DDD,2020-06-01,2020-05-31,1,1,1,1", "row 5 closes before it is announced"),
        ("DDD,2020-06-01,,1,€10,1,1", "row 5, column 'ipo': '€10' is in €, while the unit is USD"),
        ("DDD,2020-06-01,,1,100.10%,1,1", "row 5, column 'ipo': '100.10%' is in percent, while the unit is USD"),
        ("DDD,2020-06-01,,lots,1,1,1", "row 5, column 'size': 'lots' is no number"),
        (",2020-06-01,,1,1,1,1", "row 5, column 'ticker': '' should name the row"),
        ("AAA,2020-06-01,,1,1,1,1", "two unlike rows for 'AAA' in column 'ticker': rows 2 and 5; keep one"),
    ],
)
def test_a_faulty_event_is_refused_by_row_and_column(data, row, said):
    with pytest.raises(SourceError) as caught:
        data(DEALS, **deals(ROWS + row + "\n")).events("DEALS")

    assert caught.value.text.en.startswith("Deals (DEALS): the file deals.csv ")
    assert said in caught.value.text.en
    assert "文件 deals.csv" in caught.value.text.zh


def test_an_event_that_stands_twice_is_one(data):
    frame = data(DEALS, **deals(ROWS + "BBB,2020-09-01,,300.0,10,,\n")).events("DEALS")

    assert list(frame["id"]) == ["AAA", "BBB", "CCC"]


def test_the_form_of_the_dates_may_be_told(data):
    toml = DEALS.replace('closed = "close"', 'closed = "close"\ndates = "%d/%m/%Y"')
    rows = "ticker,announced,close,size,ipo,cash,cost\nAAA,03/04/2020,,1,1,1,1\n"

    assert data(toml, **deals(rows)).events("DEALS")["announced"][2] == pd.Timestamp("2020-04-03")


def test_events_that_changed_are_read_again(data, desk):
    read = data(DEALS, **deals())
    before = read.events("DEALS")
    desk(DEALS, **deals("\n".join(ROWS.splitlines()[:2]) + "\n"))

    assert (len(before), len(read.events("DEALS"))) == (3, 1)


def test_what_is_done_with_events_does_not_change_them_for_the_next(data):
    read = data(DEALS, **deals())
    frame = read.events("DEALS")
    frame.loc[2, "value"] = 0

    assert read.events("DEALS").loc[2, "value"] == 1_250_500_000


# ---------------------------------------------------------------- tables


def test_a_table_is_read_in_base_units(data):
    frame = data(TABLE, shares=SHARES).table("SHARES")

    assert list(frame["row"]) == ["loan funds", "private credit", "bonds"]
    assert frame["value"].tolist()[:2] == [25.5, 31]
    assert pd.isna(frame["value"].iloc[2])


def test_the_scale_of_a_table_is_applied(data):
    frame = data(TABLE.replace('"percent"', '"USD bn"'), shares="vehicle,share\nloans,$1.5\n").table("SHARES")

    assert frame["value"].tolist() == [1_500_000_000]


def test_a_table_of_a_later_day_is_refused(data):
    with pytest.raises(AskError) as caught:
        data(TABLE, as_of=date(2026, 1, 30), shares=SHARES).table("SHARES")

    assert caught.value.reason == "short_history"
    assert "Shares (SHARES) is as of 2026-01-31, not yet known on 2026-01-30" in caught.value.text.en
    assert "份额（SHARES）截至 2026-01-31" in caught.value.text.zh


def test_two_unlike_rows_of_one_name_are_refused(data):
    with pytest.raises(SourceError, match="two unlike rows for 'bonds' in column 'vehicle': rows 4 and 5"):
        data(TABLE, shares=SHARES + "bonds,5%\n").table("SHARES")


# ---------------------------------------------------------------- what is not there


def test_a_list_nobody_has_is_refused_with_those_there_are(data):
    with pytest.raises(AskError, match=r"no list called 'DEAL'. There are Deals \(DEALS\)"):
        data(DEALS, **deals()).events("DEAL")
    with pytest.raises(AskError, match="no list called 'DEAL'"):
        data(TABLE, shares=SHARES).events("DEAL")


def test_a_list_without_the_desks_files_is_not_configured(desk):
    catalogue = load(desk(TABLE, shares=SHARES))

    for sources in ({}, {"file": holding({})}):
        with pytest.raises(AskError, match="Set FOOTNOTE_DESK") as caught:
            Data(catalogue=catalogue, sources=sources).table("SHARES")
        assert caught.value.reason == "not_configured"


@pytest.mark.parametrize("part", ["ticker", "announced", "close", "size", "ipo", "cash", "cost"])
def test_a_column_that_is_not_in_the_file_is_refused_at_start(desk, part):
    found = faults_of(desk(DEALS, **deals(ROWS.replace(part, "other", 1))))

    assert len(found) == 1
    assert f"[events.DEALS] has no column {part!r} in 'deals.csv'; it has" in found[0]


def test_a_table_without_its_columns_is_refused_at_start(desk):
    found = faults_of(desk(TABLE, shares="name,percent\nx,1\n"))

    assert [fault.partition("; ")[0] for fault in found] == [
        "desk.toml: [table.SHARES] has no column 'vehicle' in 'shares.csv'",
        "desk.toml: [table.SHARES] has no column 'share' in 'shares.csv'",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"file:deals.csv"', '"file:gone.csv"', "[events.DEALS] the file 'gone.csv' cannot be read"),
        ('"file:deals.csv"', '"sql:deals"', "[events.DEALS] 'sql:deals' should be a CSV or XLSX file of the desk"),
        ('"file:deals.csv"', '"file:deals.parquet"', "'file:deals.parquet' should be a CSV or XLSX file"),
        ('"panel:PRICES"', '"panel:OTHER"', "[events.DEALS] names 'panel:OTHER', which the desk does not have"),
        ('unit = "USD mn"\nproceeds', "proceeds", "[events.DEALS] needs unit, since it has value"),
    ],
)
def test_events_that_cannot_be_read_are_refused_at_start(desk, old, new, said):
    found = faults_of(desk(DEALS.replace(old, new), **deals()))

    assert len(found) == 1
    assert said in found[0]


def test_a_faulty_unit_is_told_once(desk):
    found = faults_of(desk(DEALS.replace('"USD mn"', '"dollars"'), **deals()))

    assert len(found) == 1
    assert "unit = 'dollars' should be" in found[0]


def test_a_page_in_place_of_events_is_refused_at_start(desk):
    found = faults_of(desk(DEALS, **deals("<html>503</html>")))

    assert "[events.DEALS] the file 'deals.csv' holds HTML/XML" in found[0]


# ---------------------------------------------------------------- rights


def test_events_and_tables_are_for_those_who_may_see_their_label(desk):
    toml = DEALS.replace('id = "ticker"', 'id = "ticker"\nlabel = "closed"') + TABLE + 'label = "restricted"\n'
    catalogue = load(desk(toml, shares=SHARES, **deals()))

    desk_only = catalogue.visible(frozenset({"public", "desk"}), "desk")
    restricted = catalogue.visible(frozenset({"public", "desk", "restricted"}), "desk")

    assert (desk_only.events, desk_only.tables) == ({}, {})
    assert (restricted.events, list(restricted.tables)) == ({}, ["SHARES"])
    assert desk_only.find("DEALS") is None
    assert desk_only.find("SHARES") is None
    assert catalogue.find("DEALS").id == "DEALS"


def test_prices_a_reader_may_not_see_are_not_named_by_the_events(desk):
    toml = DEALS.replace('layout = "long"', 'layout = "long"\nlabel = "closed"')
    catalogue = load(desk(toml, **deals()))

    seen = catalogue.visible(frozenset({"public", "desk"}), "desk")

    assert catalogue.events["DEALS"].prices
    assert seen.events["DEALS"].prices == {}


def test_a_label_that_the_desk_does_not_have_is_refused(desk):
    found = faults_of(desk(TABLE + 'label = "secret"\n', shares=SHARES))

    assert "[table.SHARES] label 'secret' is none of the desk's" in found[0]


def test_a_table_may_name_its_rows_in_chinese(data):
    named = TABLE + 'zh_rows = { loans = "贷款" }\n'

    table = data(named, shares=SHARES).catalogue.tables["SHARES"]

    assert [table.called(row) for row in ("loans", "bonds")] == [Text("loans", "贷款"), Text("bonds", "bonds")]

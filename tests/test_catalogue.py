"""The desk folder over the packaged catalogue: what is laid over what, and what is refused before anybody asks."""

import pytest

from footnote.errors import SetupError
from footnote.text import Text
from tools.desk_folder import load

SERIES = 'source = "file:a.csv"\nunit = "index"\nfreq = "M"\n'
WIDE = 'layout = "wide"\nunit = "USD"\nkind = "price"\nfreq = "D"\n'
LONG = 'layout = "long"\nunit = "USD mn"\nkind = "flow"\nfreq = "M"\n'


@pytest.fixture
def desk(tmp_path):
    """Writes a desk folder: desk.toml and the files of its data folder."""

    def write(toml, **files):
        (tmp_path / "desk" / "data").mkdir(parents=True, exist_ok=True)
        (tmp_path / "desk" / "desk.toml").write_text(toml, "utf-8")
        for name, text in files.items():
            (tmp_path / "desk" / "data" / f"{name}.csv").write_text(text, "utf-8")
        return tmp_path / "desk"

    return write


def faults_of(folder):
    with pytest.raises(SetupError) as caught:
        load(folder)
    assert caught.value.reason == "not_configured"
    return caught.value.faults


@pytest.fixture(scope="module")
def packaged():
    return load(None)


# ---------------------------------------------------------------- a desk laid over it


def test_a_desk_keeps_what_it_does_not_say_otherwise(desk, packaged):
    catalogue = load(desk('desk = { name = "Macro desk" }'))

    assert catalogue.series == packaged.series
    assert catalogue.desk == {"name": "Macro desk"}


def test_a_desks_stanza_replaces_the_packaged_one_whole(desk, packaged):
    catalogue = load(desk(f'[series.UNRATE]\ntitle = "Ours"\n{SERIES}'))

    unrate = catalogue.series["UNRATE"]
    assert (unrate.title, unrate.sources, unrate.packaged) == (Text("Ours", "Ours"), ("file:a.csv",), False)
    assert (unrate.unit.name, unrate.groups, unrate.aliases) == ("index", (), ())
    assert packaged.series["UNRATE"].unit.name == "percent"


def test_a_series_takes_its_defaults_from_its_frequency(desk):
    catalogue = load(desk(f'[series.A]\ntitle = "A"\nzh = ["甲", "甲子"]\naliases = ["ay"]\n{SERIES}'))

    series = catalogue.series["A"]
    assert (series.lag.days, series.stale_after.days) == (30, 75)
    assert (series.title, series.aliases) == (Text("A", "甲"), ("甲子", "ay"))
    assert series.valid == (None, None)


def test_a_wide_panel_has_a_series_for_each_header_but_the_date(desk):
    toml = f'[panel.ETF]\nsource = "file:etf.csv"\n{WIDE}[panel.ETF.members.GLD]\ntitle = "Gold ETF"\nzh = ["黄金ETF"]'

    catalogue = load(desk(toml, etf="Date,SPY,GLD\n2026-01-30,100,50\n"))

    assert {item.id for item in catalogue.series.values() if item.panel == "ETF"} == {"SPY", "GLD"}
    assert catalogue.series["GLD"].title == Text("Gold ETF", "黄金ETF")
    assert catalogue.series["SPY"].title == Text("SPY", "SPY")
    assert (catalogue.series["SPY"].column, catalogue.series["SPY"].unit.name) == ("SPY", "USD")


def test_a_wide_panel_may_say_which_column_is_the_date(desk):
    toml = f'[panel.ETF]\nsource = "file:etf.csv"\ndate = "day"\n{WIDE}'

    catalogue = load(desk(toml, etf="day,SPY\n2026-01-30,100\n"))

    assert {item.id for item in catalogue.series.values() if item.panel == "ETF"} == {"SPY"}


def test_a_long_panel_has_a_series_for_each_member(desk):
    toml = f'[panel.FUNDS]\nsource = "file:funds.csv"\nmember = "fund"\nvalue = "flow"\n{LONG}'

    catalogue = load(desk(toml, funds="date,fund,flow\n2026-01,GOLD,1\n2026-01,BONDS,2\n2026-02,GOLD,3\n"))

    assert {item.id for item in catalogue.series.values() if item.panel == "FUNDS"} == {"BONDS", "GOLD"}


def test_members_without_a_name_are_no_words_in_a_question(desk):
    toml = f'[panel.SPAC]\nsource = "file:spac.csv"\nnamed = false\n{WIDE}'

    catalogue = load(desk(toml, spac="date,UK,OPEN\n2026-01-30,10,10\n"))

    assert "OPEN" not in {name for item in catalogue.named() for name in item.names}
    assert "OPEN" not in catalogue.series


BASKET = '[basket.REAL]\ntitle = "Real"\nmembers = ["GLD", "URA"]\n'
FUNDS = f'[panel.FUNDS]\nsource = "file:funds.csv"\nmember = "fund"\nvalue = "flow"\n{LONG}'
HELD = {"etf": "date,GLD,URA\n2026-01-30,1,1\n", "funds": "date,fund,flow\n2026-01,GLD,1\n2026-01,URA,2\n"}
ETF = f'[panel.ETF]\nsource = "file:etf.csv"\n{WIDE}'


def test_flows_of_a_panel_are_its_rows_for_the_members(desk):
    """The price keeps the plain id, since that is what a question names; the flow goes by panel and member."""
    catalogue = load(desk(f'{FUNDS}{ETF}{BASKET}flows = "panel:FUNDS"', **HELD))

    assert catalogue.baskets["REAL"].flows == ("FUNDS/GLD", "FUNDS/URA")
    assert [catalogue.series[id].kind for id in ("FUNDS/GLD", "GLD")] == ["flow", "price"]
    assert catalogue.series["FUNDS/GLD"].hidden
    assert not catalogue.series["GLD"].hidden


def test_flows_may_be_a_list_of_series(desk):
    listed = "".join(f'[series.{id}]\ntitle = "{id}"\n{SERIES}' for id in ("GLD", "URA", "F_GLD"))

    catalogue = load(desk(f'{listed}kind = "flow"\n{BASKET}flows = ["F_GLD"]'))

    assert catalogue.baskets["REAL"].flows == ("F_GLD",)


def test_a_series_of_a_members_name_is_not_taken_for_its_flow(desk):
    """Otherwise the flows of the basket would be summed over prices."""
    prices = "".join(f'[series.{id}]\ntitle = "{id}"\n{SERIES}' for id in ("GLD", "URA"))

    catalogue = load(desk(f'{prices}{FUNDS}{BASKET}flows = "panel:FUNDS"', **HELD))

    assert [catalogue.series[id].kind for id in catalogue.baskets["REAL"].flows] == ["flow", "flow"]
    assert catalogue.series["GLD"].panel is None


# ---------------------------------------------------------------- what is refused at start


def test_all_faults_are_told_at_once_and_by_name(desk):
    toml = f"""
        desk = {{ name = "D", colour = "red" }}
        [series.SPX]
        title = "S&P 500"
        {SERIES}
        [series.WRONG_UNIT]
        title = "A"
        source = "file:a.csv"
        unit = "furlong"
        freq = "M"
        [series.ESCAPED]
        title = "B"
        source = "file:../../secret.csv"
        unit = "index"
        freq = "M"
        [series.LINKED]
        title = "C"
        source = "file:link.csv"
        unit = "index"
        freq = "M"
        [basket.B]
        title = "B"
        members = ["SPX", "NO_MEMBER"]
        [board.X]
        title = "X"
        rows = ["SPX", "WRONG_UNIT", "NO_ROW"]
        [portfolio.P]
        title = "P"
        weights = {{ SPX = 0.6, UNRATE = 0.3 }}
        [composite.C]
        title = "C"
        parts = ["SPX:yoy", "NO_PART"]
    """
    folder = desk(toml)
    (folder.parent / "outside.csv").write_text("date,value\n2026-01,1\n")
    (folder / "data" / "link.csv").symlink_to(folder.parent / "outside.csv")

    found = faults_of(folder)

    named = ["colour", "furlong", "[series.ESCAPED]", "LINKED", "NO_MEMBER", "NO_ROW", "weights sum to 0.9", "NO_PART"]
    assert [sum(name in fault for fault in found) for name in named] == [1] * len(named)
    assert len(found) == len(named)
    assert all(fault.startswith("desk.toml: ") for fault in found)


def test_a_faulty_stanza_is_not_reported_again_by_those_who_name_it(desk):
    toml = '[series.A]\ntitle = "A"\n[board.X]\ntitle = "X"\nrows = ["A"]'

    assert len(faults_of(desk(toml))) == 3  # A needs source, unit and freq; the board is right


@pytest.mark.parametrize("head", ["series", "panel", "basket", "board", "composite", "portfolio", "desk", "use_"])
def test_a_stanza_that_is_no_table_is_named(desk, head):
    assert f"[{head}] is no stanza" in faults_of(desk(f"{head} = 5"))[0]


def test_a_link_out_of_the_folder_is_named_once_for_a_panel(desk):
    folder = desk(ETF)
    (folder.parent / "etf.csv").write_text(HELD["etf"])
    (folder / "data" / "etf.csv").symlink_to(folder.parent / "etf.csv")

    found = faults_of(folder)

    assert len(found) == 1
    assert "[panel.ETF] 'file:etf.csv' leads outside" in found[0]


def test_a_data_folder_may_itself_be_a_link(desk, tmp_path):
    folder = desk(ETF)
    (folder / "data").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "etf.csv").write_text(HELD["etf"])
    (folder / "data").symlink_to(tmp_path / "elsewhere")

    assert "GLD" in load(folder).series


def test_members_that_a_panel_does_not_have_are_named_for_every_panel(desk):
    absent = '[panel.ETF.members.SLV]\ntitle = "Silver"\n[panel.FUNDS.members.SLV]\ntitle = "Silver flows"\n'

    found = faults_of(desk(f"{ETF}{FUNDS}{absent}", **HELD))

    assert len(found) == 2
    assert "[panel.ETF] has no column or member 'SLV'" in found[0]
    assert "[panel.FUNDS] has no column or member 'SLV'" in found[1]


def test_a_basket_whose_flows_the_panel_lacks_is_refused(desk):
    funds = "date,fund,flow\n2026-01,GLD,1\n"

    found = faults_of(desk(f'{FUNDS}{ETF}{BASKET}flows = "panel:FUNDS"', **HELD | {"funds": funds}))

    assert len(found) == 1
    assert "[basket.REAL] names 'panel:FUNDS/URA'" in found[0]


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (None, "'etf.csv' cannot be read"),
        (b"\xff\xfe\x00", "'etf.csv' row 1 holds bytes that are not UTF-8"),
    ],
)
def test_a_panel_whose_file_cannot_be_read_is_named(desk, file, fault):
    folder = desk(ETF)
    if file is not None:
        (folder / "data" / "etf.csv").write_bytes(file)

    found = faults_of(folder)

    assert len(found) == 1
    assert fault in found[0]


def test_a_long_panel_without_its_member_column_is_named(desk):
    found = faults_of(desk(FUNDS, funds="date,name,flow\n2026-01,GLD,1\n"))

    assert len(found) == 1
    assert "[panel.FUNDS] the file 'funds.csv' has no column 'fund'" in found[0]


@pytest.mark.parametrize(
    ("written", "fault"),
    [(b"[series", "not valid TOML"), (b"title = '\xff'", "not UTF-8"), (None, "no desk.toml")],
)
def test_a_desk_that_cannot_be_parsed_says_so(tmp_path, written, fault):
    if written is not None:
        (tmp_path / "desk.toml").write_bytes(written)

    assert fault in faults_of(tmp_path)[0]


# ---------------------------------------------------------------- what a reader may see


def test_what_a_reader_may_not_see_does_not_exist(desk):
    secret = f'[series.SECRET]\ntitle = "Secret"\nlabel = "restricted"\n{SERIES}'
    plain = f'[series.PLAIN]\ntitle = "Plain"\n{SERIES}'
    users = """
        [basket.B]
        title = "B"
        members = ["PLAIN", "SECRET"]
        [portfolio.P]
        title = "P"
        weights = { SECRET = 1.0 }
        [board.X]
        title = "X"
        rows = ["PLAIN", "SECRET"]
        [board.Y]
        title = "Y"
        rows = ["SECRET"]
    """

    whole = load(desk(f"{secret}{plain}{users}"))
    seen = whole.visible(frozenset({"public", "desk"}), "desk")

    assert "SECRET" in whole.series
    assert "SECRET" not in seen.series
    assert seen.find("B") is seen.find("P") is seen.find("Y") is None
    assert seen.boards["X"].rows == ("PLAIN",)
    assert whole.visible(frozenset({"desk", "restricted"}), "desk").boards["X"].rows == ("PLAIN", "SECRET")


def test_a_reader_of_public_things_does_not_see_what_has_no_label(desk):
    plain = f'[series.PLAIN]\ntitle = "Plain"\n{SERIES}'

    assert "PLAIN" not in load(desk(plain)).visible(frozenset({"public"}), "desk").series


def test_a_label_the_desk_does_not_have_is_named(tmp_path):
    """Whatever bears it would be hidden from everybody, and nobody would be told."""
    (tmp_path / "desk.toml").write_text(
        '[series.A]\ntitle = "A"\nsource = "file:a.csv"\nunit = "index"\nfreq = "M"\nlabel = "secret"\n'
    )

    with pytest.raises(SetupError, match=r"\[series\.A\] label 'secret' is none of the desk's: public, desk"):
        load(tmp_path)


def test_a_valid_span_that_ends_before_it_starts_is_named(tmp_path):
    (tmp_path / "desk.toml").write_text(
        '[series.A]\ntitle = "A"\nsource = "file:a.csv"\nunit = "index"\nfreq = "M"\n'
        'valid = ["2020-01-01", "2010-01-01"]\n'
    )

    with pytest.raises(SetupError, match="the earlier one first"):
        load(tmp_path)


def test_a_series_the_desk_reads_from_fred_keeps_the_packaged_copyright(desk):
    text = '[series.SENTIMENT]\ntitle = "Ours"\nsource = ["fred:UMCSENT", "file:a.csv"]\nunit = "index"\nfreq = "M"\n'

    assert load(desk(text)).series["SENTIMENT"].copyright == "pre-approval required"

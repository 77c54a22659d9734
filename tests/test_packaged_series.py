"""The packaged catalogue: each series says all of itself, and nothing that FRED or its owners would deny."""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import tools
from tools import stanza
from tools.desk_folder import load

REAL = Path(__file__).parents[2] / "shared" / "data" / "real" / "fred"
CHINESE = re.compile(r"[㐀-鿿]")
OWNED = {
    "ICE BofA": "BAMLH0A0HYM2 BAMLH0A0HYM2EY BAMLH0A1HYBB BAMLH0A2HYB BAMLH0A3HYC BAMLC0A0CM BAMLC0A0CMEY BAMLC0A4CBBB "
    "BAMLEMCBPIOAS BAMLHE00EHYIOAS",
    "S&P Dow Jones": "SP500 DJIA CSUSHPISA SPCS20RSA",
    "Nasdaq, Nikkei, Cboe": "NASDAQCOM NASDAQ100 NIKKEI225 VIXCLS OVXCLS GVZCLS",
    "Coinbase": "CBBTCUSD CBETHUSD",
    "University of Michigan": "UMCSENT MICH",
    "Moody's": "BAA10Y DBAA DAAA",
    "Freddie Mac, realtors, ADP": "MORTGAGE30US MORTGAGE15US EXHOSLUSM495S ADPMNUSNERSA",
}
LEFT = "NAPM NAPMNOI USD3MTD156N GOLDAMGBD228NLBM WILL5000IND TEDRATE USSLIND CSCICP03USM665S".split()
"""What FRED no longer carries, or no longer carries on."""


@pytest.fixture(scope="module")
def packaged():
    return load(None)


def packaged_stanzas():
    for path in sorted(Path(tools.__file__).parent.glob("*.toml")):
        yield path.name, tomllib.loads(path.read_text("utf-8"))


def test_the_packaged_series_are_all_live_and_marked_as_packaged(packaged):
    assert len(packaged.series) >= 150
    assert all(item.packaged for item in packaged.series.values())
    assert all(source.startswith("fred:") for item in packaged.series.values() for source in item.sources)


def test_packaged_stanzas_obey_the_grammar_of_a_desk():
    assert [(name, fault) for name, document in packaged_stanzas() for fault in stanza.faults(document)] == []


def test_every_packaged_series_says_all_of_itself():
    """What a stanza leaves out takes a default, and a default nobody chose is how millions become billions."""
    wanted = "zh aliases unit kind freq adjust average stale_after groups copyright".split()
    silent = [
        (id, key)
        for _, document in packaged_stanzas()
        for id, body in document.get("series", {}).items()
        for key in wanted
        if not body.get(key)
    ]

    assert silent == []


def test_no_packaged_series_stands_in_two_files():
    ids = Counter(id for _, document in packaged_stanzas() for id in document.get("series", {}))

    assert [id for id, count in ids.items() if count > 1] == []


def test_a_packaged_series_is_not_stale_before_the_next_value_can_be_out(packaged):
    periods = {"D": 1, "W": 7, "M": 31, "Q": 92, "A": 366}
    early = [
        item.id
        for item in packaged.series.values()
        if item.stale_after.days < max(0, item.lag.days) + periods[item.freq]
    ]

    assert early == []


def test_what_has_left_fred_is_not_offered(packaged):
    assert {source.removeprefix("fred:") for item in packaged.series.values() for source in item.sources} & set(
        LEFT
    ) == set()


@pytest.mark.parametrize("owner", OWNED)
def test_what_a_private_owner_publishes_needs_its_approval(packaged, owner):
    assert {packaged.series[id].copyright for id in OWNED[owner].split()} == {"pre-approval required"}


def test_only_public_bodies_are_in_the_public_domain(packaged):
    """The other way round: the class of everything that is named after a private owner or a bank of its own."""
    foreign = re.compile(
        r"OECD|BIS|IMF|Philadelphia|Empire|Dallas|Atlanta|Cleveland|Chicago Fed|New York|Moody|Coinbase"
    )
    free = [item for item in packaged.series.values() if item.copyright == "public domain"]

    assert [item.title.en for item in free if foreign.search(item.title.en)] == []


@pytest.mark.parametrize(
    ("id", "low", "high"),
    [
        ("AMTMNO", 4e11, 8e11),
        ("BUSLOANS", 2e12, 4e12),
        ("CPIAUCSL", 300, 400),
        ("DGORDER", 2e11, 5e11),
        ("GDPC1", 2e13, 3e13),
        ("HOUST", 8e5, 2.5e6),
        ("ICSA", 1.5e5, 5e5),
        ("INDPRO", 90, 120),
        ("PAYEMS", 1.5e8, 1.7e8),
        ("RSXFS", 5e11, 8e11),
        ("TEMPHELPS", 2e6, 3.5e6),
        ("UNRATE", 3, 7),
    ],
)
def test_the_scale_of_a_unit_gives_a_number_one_can_believe(packaged, id, low, high):
    """Millions against billions: the last published value, in persons, dollars or points."""
    if not REAL.exists():
        pytest.skip("the published files are not here")
    with (REAL / f"{id}.csv").open(encoding="utf-8") as file:
        last = [row["value"] for row in csv.DictReader(file) if row["value"] not in ("", ".")][-1]

    assert low < float(last) * packaged.series[id].unit.scale < high


def test_the_boards_of_a_desk_are_there_in_both_languages(packaged):
    assert list(packaged.boards) == "us-industry labour inflation credit rates surveys global markets".split()
    for board in packaged.boards.values():
        assert CHINESE.search(board.title.zh)
        assert {bool(CHINESE.search(alias)) for alias in board.aliases} == {True, False}, board.id


def test_a_board_is_read_within_one_questions_time(packaged):
    """Two requests a second, eight seconds."""
    assert {id: len(board.rows) for id, board in packaged.boards.items() if not 8 <= len(board.rows) <= 10} == {}


def test_every_packaged_row_of_a_board_is_there(packaged):
    assert [row for board in packaged.boards.values() for row in board.rows if row not in packaged.series] == []


def test_every_packaged_thing_has_a_chinese_name(packaged):
    assert [item.id for item in packaged.named() if not CHINESE.search(item.title.zh)] == []


def test_no_packaged_name_stands_for_two_things(packaged):
    names = Counter(name for item in packaged.named() for name in {name.casefold() for name in item.names})

    assert [name for name, count in names.items() if count > 1] == []


def test_packaged_sources_are_ids_that_fred_can_have(packaged):
    ids = [source.removeprefix("fred:") for item in packaged.series.values() for source in item.sources]

    assert [id for id in ids if not re.fullmatch(r"[A-Z0-9_]{1,25}", id)] == []
    assert len(ids) == len(set(ids))

"""Names that the rest of a clause explains."""

from datetime import date

import pytest

from bot import naming
from bot.language import normalise, tokens
from bot.link import Linker
from footnote.settings import packaged_desk
from tools.desk_folder import load

TODAY = date(2026, 2, 20)


@pytest.fixture(scope="module")
def linker():
    return Linker(load(packaged_desk()))


def ids(links):
    return [[item.id for item in link.items] for link in links]


@pytest.mark.parametrize(
    ("typed", "moved"),
    [
        ("韩国1月出口同比", "1 月 韩国 出口同比"),
        ("ISM January new orders", "january ism new orders"),
        ("US unemployment in January", None),
        ("nonfarm 2025 payrolls", "2025 nonfarm payrolls"),
        ("gold 2025 and nuclear", None),
        ("S&P 500 return", None),
        ("russell 2000 return", None),
    ],
)
def test_a_date_inside_a_name_is_put_before_it(linker, typed, moved):
    text = normalise(typed)

    assert naming.unbroken(text, linker, TODAY) == (moved or text)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("truck shippers survey: demand and capacity", [["TRUCK_DEMAND"], ["TRUCK_CAPACITY"]]),
        ("truck demand or capacity", [["TRUCK_DEMAND"], ["TRUCK_CAPACITY"]]),
        ("initial and continuing claims", [["ICSA"], ["CCSA"]]),
        ("truck demand and prices", [["TRUCK_DEMAND"]]),
    ],
)
def test_a_name_cut_short_beside_another_is_read_whole(linker, typed, named):
    text = normalise(typed)

    assert ids(naming.elided(text, linker.links(text), linker)) == named


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (
            "truck demand above 60 and capacity lowest",
            "truck demand above 60 and truck capacity lowest",
        ),
        ("truck demand minus capacity", "truck demand minus truck capacity"),
        ("initial and continuing claims", "initial claim and continuing claims"),
        ("gold and bitcoin", "gold and bitcoin"),
    ],
)
def test_a_name_cut_short_is_written_out(linker, typed, written):
    assert naming.whole(normalise(typed), linker) == written


def settled(linker, typed, unknown, *, priced=False):
    text = normalise(typed)
    spans = [token for token in tokens(text) if token.text in unknown.split()]
    return ids(naming.settled(linker.links(text), spans, text, priced=priced))


def test_one_of_several_is_told_by_the_word_beside_it(linker):
    assert settled(linker, "demand in the trucking survey", "demand") == [["TRUCK_DEMAND"]]
    both = [["TRUCK_DEMAND"], ["TRUCK_CAPACITY"]]
    assert settled(linker, "demand, capacity of the trucking survey", "demand capacity") == both
    assert settled(linker, "trucking survey", "") == [["TRUCK_DEMAND", "TRUCK_CAPACITY"]]


def test_one_of_several_is_told_by_what_is_named_with_it(linker):
    assert settled(linker, "hy spread and hy", "") == [["BAMLH0A0HYM2"]]
    assert settled(linker, "clo etf and hy", "") == [["CLO_ETF"], ["HY_ETF"]]
    assert settled(linker, "ig spread and hy", "")[1] == ["BAMLH0A0HYM2"]
    assert settled(linker, "hy", "", priced=True) == [["HY_ETF"]]


@pytest.mark.parametrize(
    ("typed", "unknown", "left"),
    [
        ("global outlook in the fluid power industry", "global outlook", []),
        ("global shipments of fluid power", "global shipments", ["global", "shipment"]),
        ("core cpi of the world", "world", ["world"]),
    ],
)
def test_words_of_its_own_title_are_no_strangers_to_a_name(linker, typed, unknown, left):
    text = normalise(typed)
    spans = [token for token in tokens(text) if token.text in unknown or f"{token.text}s" in unknown.split()]

    found = naming.strangers(naming.settled(linker.links(text), spans, text, priced=False), spans, text)

    assert [token.text for token in found] == left

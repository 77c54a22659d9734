"""A series that FRED describes otherwise than the catalogue is refused by name, and no copy of it stands in."""

from dataclasses import replace
from datetime import date

import pytest
from changing import WEEK, Clock
from fake_fred import failure, observations
from fake_fred_series import Held
from fakes import TODAY, spec, wanted
from fred_reading import source

from footnote.errors import SourceError
from tools.cache.source import FRESH, Cached
from tools.cache.store import Store
from tools.reading import Budget, OtherMeaningError

pytest_plugins = ("fred_fixtures",)

ROWS = [(date(2025, 12, 1), date(2026, 1, 9), "4400"), (date(2026, 1, 1), date(2026, 2, 6), "4300")]
GAUGE = spec("M2", sources=("fred:M2SL",), unit="USD bn", adjust="SA")


@pytest.fixture
def money(fred):
    """A series as the catalogue has it."""
    fred.shelf.add(Held(id="M2SL", prints=ROWS, units="Billions of Dollars"))
    return fred


def want(item=GAUGE, **known):
    return wanted(item, "M2SL", budget=Budget(10, **known))


# ---------------------------------------------------------------- what is refused


def test_a_series_as_the_catalogue_has_it_has_a_mark(money):
    assert source(money).updated(want()) == "2026-02-06 07:46:02-06"


@pytest.mark.parametrize(
    ("said", "en", "zh"),
    [
        (
            {"units": "Millions of Dollars"},
            "unit: FRED says 'Millions of Dollars', the catalogue 'USD bn'",
            "单位：与目录中的十亿美元不符",
        ),
        ({"frequency": "Q"}, "frequency: FRED says Q, the catalogue M", "频率：FRED 为季度，目录为月度"),
        (
            {"adjust": "NSA"},
            "adjustment: FRED says NSA, the catalogue SA",
            "季节调整：FRED 为未经季节调整，目录为经季节调整",
        ),
    ],
)
def test_what_differs_is_named(money, said, en, zh):
    for name, value in said.items():
        setattr(money.shelf.series["M2SL"], name, value)

    with pytest.raises(OtherMeaningError) as caught:
        source(money).updated(want())

    assert f"its values are not used ({en})" in caught.value.text.en
    assert zh in caught.value.text.zh
    assert caught.value.text.zh.endswith("。")


def test_all_that_differs_is_named(money):
    money.shelf.add(Held(id="M2SL", prints=ROWS, units="Percent", frequency="Q", adjust="NSA"))

    with pytest.raises(OtherMeaningError, match=r"frequency: .*; adjustment: .*; unit: "):
        source(money).updated(want())


@pytest.mark.parametrize(
    "said", [{"adjust": "SAAR"}, {"units": ""}, {"frequency": ""}, {"adjust": ""}, {"units": "Somethings"}]
)
def test_what_fred_does_not_say_or_both_may_mean_is_no_reason_to_refuse(money, said):
    for name, value in said.items():
        setattr(money.shelf.series["M2SL"], name, value)

    assert source(money).updated(want())


@pytest.mark.parametrize(("packaged", "refused"), [(True, True), (False, False)])
def test_percent_of_change_is_refused_where_we_wrote_the_title(money, packaged, refused):
    """A desk may call a series of changes what it likes."""
    money.shelf.series["M2SL"].units = "Percent Change from Year Ago"
    item = replace(GAUGE, unit=spec("X", unit="percent").unit, packaged=packaged)

    try:
        source(money).updated(want(item))
    except OtherMeaningError:
        assert refused
    else:
        assert not refused


# ---------------------------------------------------------------- through the memory


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def memory(money, tmp_path, clock):
    return Cached("fred", source(money), Store(tmp_path / "cache", WEEK, clock=clock))


def refused(memory, item=GAUGE, **known):
    with pytest.raises(OtherMeaningError) as caught:
        memory.read(want(item, **known))
    return caught.value


def test_the_second_question_finds_what_the_first_could_not_see(money, memory, clock):
    """The first costs one request. A copy made by it holds values of the wrong unit, and stands in for nothing."""
    money.shelf.series["M2SL"].units = "Millions of Dollars"
    assert memory.read(want()).kept is None
    clock.pass_(seconds=FRESH)

    for _ in range(2):
        assert "Millions of Dollars" in refused(memory).text.en
        clock.pass_(seconds=FRESH)


def test_in_the_background_nothing_is_kept_before_it_is_described(money, memory):
    money.shelf.series["M2SL"].units = "Millions of Dollars"

    refused(memory, background=True)

    assert money.at("series/observations") == []


def test_a_unit_that_changes_under_a_copy_is_refused(money, memory, clock):
    memory.read(want(background=True))
    money.shelf.add(Held(id="M2SL", prints=ROWS, units="Millions of Dollars", updated="2026-03-06 07:46:02-06"))
    clock.pass_(seconds=FRESH)

    refused(memory)


def test_an_entry_that_is_changed_to_another_unit_is_refused(money, memory, clock):
    """The copy was good under the old words."""
    memory.read(want(background=True))
    clock.pass_(seconds=FRESH)

    refused(memory, replace(GAUGE, unit=spec("X", unit="USD mn").unit))


def test_another_process_does_not_begin_anew(money, memory, clock):
    """Without a word on disk its first request would be for values of the wrong unit."""
    memory.read(want())
    money.shelf.series["M2SL"].units = "Millions of Dollars"
    clock.pass_(seconds=FRESH)
    refused(memory)

    for _ in range(2):
        refused(Cached("fred", source(money), Store(memory._store.folder, WEEK, clock=clock)))
        clock.pass_(hours=23)


def test_a_question_after_the_background_was_refused_is_refused_too(money, memory):
    money.shelf.series["M2SL"].units = "Millions of Dollars"
    refused(memory, background=True)

    refused(memory)
    assert money.at("series/observations") == []


def test_a_refused_copy_stands_in_for_no_failure(money, memory, clock):
    memory.read(want())
    money.shelf.series["M2SL"].units = "Millions of Dollars"
    clock.pass_(seconds=FRESH)
    refused(memory)
    money.replies["M2SL"] = failure(423, "Locked")

    with pytest.raises(SourceError, match="not data"):
        memory.read(want())


def test_values_of_the_wrong_scale_are_no_measure_of_the_right_ones(money, memory, clock):
    """Else the right ones would be doubted."""
    memory.read(want())
    money.shelf.series["M2SL"].units = "Millions of Dollars"
    clock.pass_(seconds=FRESH)
    refused(memory)
    rows = [(at, known, str(1000 * float(value))) for at, known, value in ROWS]
    money.shelf.add(Held(id="M2SL", prints=rows, units="Billions of Dollars", updated="2026-03-06 07:46:02-06"))
    clock.pass_(seconds=FRESH)

    assert memory.read(want()).values.tolist() == [4_400_000, 4_300_000]


def test_it_is_read_again_once_the_words_agree(money, memory, clock):
    memory.read(want(background=True))
    money.shelf.series["M2SL"].units = "Millions of Dollars"
    clock.pass_(seconds=FRESH)
    refused(memory)
    money.shelf.series["M2SL"].units = "Billions of Dollars"

    assert memory.read(want()).values.tolist() == [4400, 4300]


def test_a_service_that_says_nothing_of_a_series_is_no_reason_to_refuse_it(fred, tmp_path, clock):
    fred.replies["M2SL"] = observations(("2026-01-01", "4300"), as_of=TODAY)
    memory = Cached("fred", source(fred), Store(tmp_path / "cache", WEEK, clock=clock))

    for _ in range(3):
        assert memory.read(want()).values.tolist() == [4300]
        clock.pass_(seconds=FRESH)

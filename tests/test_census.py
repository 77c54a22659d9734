"""The catalogue against what FRED says of each series: gone, ended, cut short, or meaning something else."""

import json
from dataclasses import dataclass, replace
from datetime import date

import fakes
import pytest
from fake_fred_series import Held

from bot import census
from bot.__main__ import main
from footnote.errors import AskError, SourceError
from footnote.settings import Settings
from footnote.text import Text
from tools.desk_folder import load
from tools.fred import agreement
from tools.sources import connected
from tools.units import Unit

pytest_plugins = ("fred_fixtures",)

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Info:
    """What FRED says of a series."""

    title: str = "Initial Claims"
    units: str = "Number"
    frequency_short: str = "W"
    seasonal_adjustment_short: str = "SA"
    observation_start: date | None = date(1967, 1, 7)
    observation_end: date | None = date(2026, 11, 14)
    copyright: str | None = None


class Service:
    """Infos by id; an id that is absent is one that FRED does not have."""

    def __init__(self, **infos):
        self.infos = infos
        self.asked = []

    def info(self, name, budget):
        self.asked.append(name)
        assert budget.left > 30  # the pace of the service must not end the wait
        found = self.infos.get(name, AskError(Text("No such series.", "没有该序列。")))
        if isinstance(found, Exception):
            raise found
        return found


@pytest.fixture
def claims():
    """Initial claims as the catalogue has them."""
    return fakes.spec("ICSA", sources=("fred:ICSA",), unit="persons", freq="W", adjust="SA", stale_after=14)


def lines(service, *items):
    return list(census.examine({item.id: item for item in items}, service, TODAY, lambda *_: None))


def test_a_series_that_is_as_the_catalogue_says_has_no_line_of_its_own(claims):
    found = lines(Service(ICSA=Info()), claims)

    assert [(line.check, line.ok) for line in found] == [("live", True)]
    assert found[0].message == "1 of 1 series were checked against FRED, 0 with something to look at"


def test_a_series_that_is_gone_is_named(claims):
    found = lines(Service(), claims)

    assert (found[0].check, found[0].ok, found[0].needed) == ("ICSA", False, True)
    assert found[0].message == "gone: FRED has no series ICSA"
    assert "1 with something to look at" in found[1].message


def test_a_series_that_has_ended_is_named(claims):
    message = lines(Service(ICSA=Info(observation_end=date(2026, 9, 19))), claims)[0].message

    assert message == "ended: its last observation is of 2026-09-19, 64 days ago; the rule is 14 days"


def test_a_series_that_fred_calls_discontinued_is_said_to_be(claims):
    """Its last observation may be of last week."""
    message = lines(Service(ICSA=Info(title="Initial Claims (DISCONTINUED)")), claims)[0].message

    assert message == "discontinued: FRED's title says so; its last observation is of 2026-11-14"


@pytest.mark.parametrize(
    ("title", "units", "count"),
    [
        ("Unemployment rate", "Percent Change from Year Ago", 1),
        ("Unemployment rate", "Percent", 0),
        ("Real GDP growth, annualised", "Percent Change from Preceding Period", 0),
        ("Atlanta Fed GDPNow", "Percent Change at Annual Rate", 0),
        ("Median CPI, 12 months", "Percent Change from Year Ago", 0),
    ],
)
def test_percent_of_change_is_not_percent(title, units, count):
    item = fakes.spec("RATE", sources=("fred:RATE",), unit="percent", freq="W", title=Text(title, "名称"))

    found = lines(Service(RATE=Info(units=units)), item)

    assert [line.message for line in found[:-1]] == [f"unit: FRED says {units!r}, the catalogue 'percent'"] * count


def test_a_series_that_is_merely_late_has_not_ended(claims):
    assert len(lines(Service(ICSA=Info(observation_end=date(2026, 10, 10))), claims)) == 1


def test_a_months_age_counts_from_its_end():
    monthly = fakes.spec("CPI", sources=("fred:CPI",), freq="M", stale_after=75)
    info = Info(units="Index 1982-1984=100", frequency_short="M", observation_end=date(2026, 5, 1))

    assert len(lines(Service(CPI=info), monthly)) == 1  # 31 May is 175 days ago; 1 May would be 205, past 180


def test_a_history_cut_short_is_said_and_is_no_fault(claims):
    found = lines(Service(ICSA=Info(observation_start=date(2023, 7, 4))), claims)

    assert (found[0].ok, found[0].needed) == (False, False)
    assert "starts on 2023-07-04" in found[0].message


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"frequency_short": "M"}, "frequency: FRED says M, the catalogue W"),
        ({"seasonal_adjustment_short": "NSA"}, "adjustment: FRED says NSA, the catalogue SA"),
        ({"units": "Thousands of Persons"}, "unit: FRED says 'Thousands of Persons', the catalogue 'persons'"),
    ],
)
def test_what_differs_from_the_catalogue_is_said(claims, said, message):
    assert lines(Service(ICSA=replace(Info(), **said)), claims)[0].message == message


@pytest.mark.parametrize(
    ("ours", "freds", "count"),
    [
        ("citation required", "pre-approval required", 1),
        (None, "citation required", 1),
        ("pre-approval required", "citation required", 0),
        ("public domain", None, 0),
    ],
)
def test_an_owner_who_asks_more_than_the_catalogue_says_is_named(claims, ours, freds, count):
    found = lines(Service(ICSA=Info(copyright=freds)), replace(claims, copyright=ours))

    assert len(found) == 1 + count
    assert all(line.message.startswith(f"copyright: FRED says {freds}") and not line.needed for line in found[:-1])


def test_a_series_without_observations_is_named(claims):
    info = Info(observation_start=None, observation_end=None)

    assert lines(Service(ICSA=info), claims)[0].message == "empty: FRED holds no observation"


def test_each_fault_has_a_line_of_its_own(claims):
    info = Info(frequency_short="M", units="Percent", observation_start=date(2025, 1, 1))

    assert [line.check for line in lines(Service(ICSA=info), claims)] == ["ICSA", "ICSA", "ICSA", "live"]


def test_an_adjustment_the_catalogue_does_not_state_contradicts_nothing(claims):
    assert len(lines(Service(ICSA=Info()), replace(claims, adjust="none"))) == 1


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("USD mn", "Millions of Dollars"),
        ("USD bn", "Billions of Chained 2017 Dollars"),
        ("USD bn", "Billions of US Dollars"),
        ("USD", "Dollars per Million BTU"),
        ("USD", "U.S. Dollars to One Euro"),
        ("JPY", "Japanese Yen to One U.S. Dollar"),
        ("CAD", "Canadian Dollars to One U.S. Dollar"),
        ("EUR mn", "Millions of Chained 2010 Euros"),
        ("persons th", "Thousands of Persons"),
        ("persons", "Number"),
        ("count th", "Level in Thousands"),
        ("count th", "Thousands of Units"),
        ("count mn", "Millions of Units"),
        ("months", "Months' Supply"),
        ("percent", "Rate"),
        ("percent", "Percent Change from Year Ago"),
        ("percentage point", "Percentage Points"),
        ("ratio", "Ratio"),
        ("diffusion index", "Index"),
        ("index", "Index 2017=100"),
        ("index", "+1 or 0"),  # words that nobody knows prove nothing
    ],
)
def test_a_unit_that_is_freds_in_other_words_agrees(unit, words):
    assert agreement.agrees(Unit.parse(unit), words)


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("USD bn", "Millions of Dollars"),
        ("USD mn", "Billions of Dollars"),
        ("USD mn", "Dollars"),
        ("persons", "Thousands of Persons"),
        ("persons th", "Number"),
        ("USD", "Japanese Yen to One U.S. Dollar"),
        ("USD", "Canadian Dollars to One U.S. Dollar"),
        ("index", "Percent"),
        ("percent", "Percentage Points"),
        ("percent", "Millions of Dollars"),
        ("ratio", "Percent"),
    ],
)
def test_millions_are_not_billions_and_percent_is_not_points(unit, words):
    assert not agreement.agrees(Unit.parse(unit), words)


def test_a_service_that_does_not_answer_is_not_asked_for_ever():
    down = SourceError(Text("FRED does not answer.", "FRED 没有响应。"), retry=True)
    service = Service(**{f"S{place}": down for place in range(9)})
    items = [fakes.spec(f"S{place}", sources=(f"fred:S{place}",)) for place in range(9)]

    found = lines(service, *items)

    assert service.asked == ["S0", "S1", "S2"]
    assert [line.check for line in found] == ["FRED", "FRED", "FRED", "live"]
    assert "6 were not asked" in found[-1].message
    assert not found[-1].ok


def test_a_failure_between_answers_is_one_line_and_the_rest_is_asked(claims):
    down = SourceError(Text("FRED does not answer.", "FRED 没有响应。"), retry=True)
    others = [fakes.spec(f"S{place}", sources=(f"fred:S{place}",)) for place in range(4)]
    service = Service(S0=down, S1=down, ICSA=Info(), S2=down, S3=down)

    lines(service, *others[:2], claims, *others[2:])

    assert len(service.asked) == 5


def test_only_what_is_read_from_fred_is_asked_by_the_name_fred_knows(claims):
    file = fakes.spec("OURS")
    both = fakes.spec("PRICES", sources=("file:prices.csv", "fred:IR"))
    service = Service(
        ICSA=Info(), IR=Info(units="Index 2000=100", frequency_short="M", observation_end=date(2026, 10, 1))
    )

    lines(service, file, both, claims)

    assert service.asked == ["IR", "ICSA"]


def test_the_count_is_told_as_it_goes(claims):
    told = []

    list(census.examine({"ICSA": claims}, Service(ICSA=Info()), TODAY, lambda *count: told.append(count)))

    assert told == [(0, 1), (1, 1)]


def test_without_a_service_that_can_be_asked_one_line_says_what_to_set(claims):
    found = lines(None, claims)

    assert [(line.check, line.ok, line.needed) for line in found] == [("live", False, False)]
    assert "FRED_API_KEY" in found[0].message


# ---------------------------------------------------------------- against the service


def test_the_packaged_catalogue_is_asked_about_over_the_wire(fred):
    """UNRATE is as the catalogue says, PAYEMS is in percent all of a sudden, nothing else exists."""
    prints = [(date(1948, 1, 1), date(1960, 3, 15), "3.4"), (date(2026, 1, 1), date(2026, 2, 6), "4.3")]
    fred.shelf.add(Held(id="UNRATE", prints=prints), Held(id="PAYEMS", prints=prints))
    source = connected(Settings(fred_api_key="k" * 32, fred_api_url=fred.url))["fred"]
    packaged = load(None).series

    found = list(census.examine(packaged, source, fakes.TODAY, lambda *_: None))

    gone = [line.check for line in found if line.message.startswith("gone: ")]
    assert set(gone) == packaged.keys() - {"UNRATE", "PAYEMS"}
    others = {line.check: line.message for line in found if line.check not in gone}
    count = len(packaged)
    assert others == {
        "PAYEMS": "unit: FRED says 'Percent', the catalogue 'persons th'",
        "live": f"{count} of {count} series were checked against FRED, {count - 1} with something to look at",
    }


def test_the_doctor_asks_the_service_only_when_told_to(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("FOOTNOTE_HOME", str(tmp_path))
    for name in ("FOOTNOTE_DESK", "FRED_API_KEY"):
        monkeypatch.delenv(name, raising=False)

    checks = {}
    for flag in ([], ["--live"]):
        assert main(["doctor", "--json", *flag]) == 0
        checks[bool(flag)] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert checks[True][:-1] == checks[False]
    assert checks[True][-1] == {
        "check": "live",
        "ok": False,
        "message": "no key: set FRED_API_KEY to check the catalogue against the service",
    }

"""What a question says of the notes it is about; what names nothing that is held narrows nothing."""

from datetime import date

import pytest
from made_notes import DESK, put

from knowledge.kinds import KINDS, MEANT
from knowledge.narrow import Held, narrowed
from knowledge.period import EXACT, FAR, NEAR, NEXT, distance, is_period, spelled
from knowledge.scope import Scope
from knowledge.standing import Passages

pytest_plugins = ("library_fixtures",)

TODAY = date(2026, 2, 20)
TRADERS, FOODS, STORES = "Northwind Traders, Inc.", "NORTHWIND FOODS CORP", "TARGET CORP"
DEVICES, SIBLINGS, STARS = "ADVANCED MILL DEVICES, INC.", "HARPER & HARPER", "星河新能源科技股份有限公司"
MERIDIAN = "Meridian Research"
NOTES = (
    Held(institution=TRADERS, kind="10-K", period="FY2021", day=date(2021, 12, 31)),
    Held(institution=TRADERS, kind="10-Q", period="Q2 2023", day=date(2023, 6, 30)),
    Held(institution=FOODS, kind="10-K", period="FY2022", day=date(2022, 12, 31)),
    Held(institution=STORES, kind="10-K", period="FY2021"),
    Held(institution=DEVICES, kind="10-K", period="FY2022", short="x/AMD_2022_10K.pdf"),
    Held(institution=SIBLINGS, kind="8-K", period="Q4 2022", short="x/HPR_2022_10K.pdf"),
    Held(institution=STARS, kind="annual report", period="FY2021"),
    Held(institution=MERIDIAN, kind="minutes", day=date(2023, 6, 15)),
    Held(institution="Global Demand Partners Inc"),
)
SURE = {
    "What was Northwind Traders' capital expenditure?": {TRADERS},
    "northwind foods capex": {FOODS},
    "What was Northwind's capex?": {TRADERS, FOODS},
    "What is Target's inventory?": {STORES},
    "Inventory at Target in 2021": {STORES},
    "Target Corp inventory": {STORES},
    "AMD revenue": {DEVICES},
    "Advanced Mill Devices\u2019 revenue": {DEVICES},
    "Harper and Harper litigation": {SIBLINGS},
    "HPR guidance": {SIBLINGS},
    "According to Meridian, where is gold going?": {MERIDIAN},
    "星河新能源2021年的资本开支是多少": {STARS},
    "星河新能源的年報": {STARS},
    "Compare Target's margin with AMD's": {STORES, DEVICES},
}
LIKELY = {
    "Target inventory 2021": {STORES},  # a capital that any first word has
    "amd revenue": {DEVICES},
    "Northwind Airlines margins in the north": {TRADERS, FOODS},  # who may be somebody else
}
NOBODY = ["our target price for gold", "advanced economies", "GDP in 2021", "What is the global demand?"]
PERIODS = {
    "capex in FY2021": ("FY2021",),
    "capex in fiscal '21": ("FY2021",),
    "2021 versus 2022": ("2021", "2022"),
    "second quarter of 2023": ("Q2 2023",),
    "Q2'23 sales": ("Q2 2023",),
    "2Q23": ("Q2 2023",),
    "2023Q2": ("Q2 2023",),
    "second half of fiscal 2021": ("H2 2021",),
    "as of June 30, 2023": ("2023-06-30",),
    "the June 2023 minutes": ("2023-06",),
    "2021年的收入": ("2021",),
    "2021财年": ("FY2021",),
    "二〇二三年第二季度": ("Q2 2023",),
    "2023年上半年": ("H1 2023",),
    "2023年6月": ("2023-06",),
    "$2021 million": (),
    "2,021 tonnes": (),
    "Q2 10-Q": (),
    "in 1950": (),
}


@pytest.mark.parametrize("question", SURE)
def test_a_house_that_is_named_is_known(question):
    assert narrowed(question, NOTES).houses == SURE[question]


@pytest.mark.parametrize("question", LIKELY)
def test_a_house_that_may_be_meant_is_preferred_not_insisted_on(question):
    found = narrowed(question, NOTES)

    assert found.houses == frozenset()
    assert found.likely == LIKELY[question]


@pytest.mark.parametrize("question", NOBODY)
def test_everyday_words_name_nobody(question):
    found = narrowed(question, NOTES)

    assert not found.houses | found.likely
    assert all(map(found.allows, NOTES))


@pytest.mark.parametrize("question", PERIODS)
def test_periods_are_read(question):
    assert narrowed(question, NOTES, TODAY).periods == PERIODS[question]


def test_last_year_is_told_from_today():
    assert narrowed("capex last year", NOTES, date(2022, 5, 1)).periods == ("2021",)
    assert narrowed("去年的资本开支", NOTES, date(2022, 5, 1)).periods == ("2021",)
    assert narrowed("sales last quarter", NOTES, date(2023, 8, 1)).periods == ("Q2 2023",)
    assert narrowed("capex last year", NOTES).periods == ()


def test_the_year_itself_goes_first_then_the_report_that_repeats_it():
    asked = narrowed("capex in 2021", NOTES)
    year = [Held(period=f"FY{number}") for number in (2020, 2021, 2022, 2023, 2024)]

    assert [asked.from_period(each) for each in year] == [FAR, EXACT, NEXT, NEAR, FAR]


def test_of_two_years_the_later_report_holds_both():
    asked = narrowed("capex in 2021 against 2022", NOTES)

    assert asked.from_period(Held(period="FY2022")) < asked.from_period(Held(period="FY2021"))


@pytest.mark.parametrize(
    ("asked", "period", "day", "far"),
    [
        ("Q2 2023", "Q2 2023", None, EXACT),
        ("Q2 2023", "Q2 2024", None, NEXT),
        ("Q2 2023", "FY2023", None, NEXT),
        ("Q2 2023", "Q3 2023", None, NEAR),
        ("Q2 2023", None, date(2023, 8, 1), NEXT),
        ("Q2 2023", "Q3 2024", None, FAR),
        ("2021", None, date(2021, 3, 1), EXACT),
        ("2021-12-31", "FY2021", date(2021, 12, 31), EXACT),
        ("2021-12-31", "FY2022", date(2022, 12, 31), NEAR),
        ("2023-06", "Q2 2023", date(2023, 6, 30), EXACT),
        ("2021", None, None, FAR),
    ],
)
def test_how_far_a_note_is_from_a_period(asked, period, day, far):
    assert distance(asked, period, day) == far


def test_kinds_are_read_and_what_serves_for_them_comes_next():
    asked = narrowed("What does the annual report say?", NOTES)

    assert asked.kinds == ("annual report",)
    held = [Held(kind=kind) for kind in ("annual report", "10-K", "minutes", None)]
    assert [asked.from_kind(each) for each in held] == [0, 1, 2, 2]
    assert narrowed("最新年报", NOTES).kinds == ("annual report",)
    assert narrowed("the minutes of the June meeting", NOTES).kinds == ("minutes",)
    assert narrowed("ten minutes of trading", NOTES).kinds == ()
    assert narrowed("the transcript", NOTES).kinds == ()  # none is held


def test_whether_it_is_about_now():
    assert all(
        narrowed(words, NOTES).recent for words in ("latest 10-K", "where is gold now?", "目前的利率", "最新观点")
    )
    assert not any(narrowed(words, NOTES).recent for words in ("current assets", "non-current debt", "gold in 2021"))


def test_the_words_that_were_used_up_can_be_left_out():
    found = narrowed("What was Northwind Traders Inc.'s capex in the latest 10-K?", NOTES)

    assert found.without("house") == "What was capex in the latest 10-K?"
    assert found.without("house", "kind", "now") == "What was capex in the ?"
    assert found.without() == found.query


def test_nothing_held_narrows_nothing():
    found = narrowed("Northwind's 10-K for 2021", ())

    assert (found.houses, found.periods, found.kinds, found.used) == (frozenset(), (), (), ())


def test_the_vocabulary_is_whole():
    assert {kind for kinds in MEANT.values() for kind in kinds} <= set(KINDS)
    assert all(each.called.en and each.called.zh for each in KINDS.values())
    assert spelled("Q2 2023").zh == "2023年第二季度"
    assert not is_period("2021")


def test_what_is_held_is_what_the_reader_may_see(words_only):
    put(words_only, "Gold rose.", path="/n/AMD_2022_10K.pdf", institution=DEVICES, kind="10-K", period="FY2022")
    put(words_only, "Tin fell.", path="/n/b.md", institution=STORES, label="closed")

    with words_only.record.reading() as connection:
        found = [about.held for about in Passages().seen(connection, Scope(labels=DESK)).abouts]

    assert [each.institution for each in found] == [DEVICES]
    assert narrowed("AMD revenue", found).houses == {DEVICES}

"""Capital freed by a lower requirement, and the lending it carries, worked by hand."""

from datetime import date
from pathlib import Path

import pytest
from fakes import NAN, TODAY, data_of, quarterly, spec, yearly
from hypothesis import given
from hypothesis import strategies as st

from bot.language import normalise
from footnote.errors import AskError, SetupError
from tools.banks import capital_release
from tools.data import Data
from tools.desk_folder import load
from tools.registry import all_tools
from tools.sources.files import Files

SAMPLE = Path(__file__).parents[1] / "samples" / "desk"
USE = {"rwa": "RWA", "excess": "EXCESS", "requirement": "CET1", "risk_weight": 1.0}
HELD = {
    "RWA": quarterly([13_000, 14_000]),
    "EXCESS": quarterly([3.0, 3.4]),
    "CET1": yearly([12, 13.5, 14, 13], last="2026"),
}


def desk(values=HELD, use=USE, hidden=(), **units):
    """A desk of one large bank system; *units* replace those of its series."""
    specs = [
        spec("RWA", unit=units.get("RWA", "USD bn"), kind="stock", freq="Q", lag=0),
        spec("EXCESS", unit=units.get("EXCESS", "percentage point"), kind="stock", freq="Q", lag=0),
        spec("CET1", unit=units.get("CET1", "percent"), kind="rate", freq="A", lag=-330),
    ]
    seen = [each for each in specs if each.id not in hidden]
    return data_of(values, *seen, use={"capital_release": use} if use is not None else {})


def parts(figure):
    return {part.name: part for part in figure.walk()}


def refusal(data, **arguments):
    with pytest.raises(AskError) as caught:
        capital_release(data, **arguments)
    return caught.value


# ---------------------------------------------------------------- the sum


def test_a_point_of_fourteen_trillion_is_a_hundred_and_forty_billion():
    figure = capital_release(desk(), points=1.0)

    assert (figure.name, figure.value, figure.unit) == ("freed", pytest.approx(140e9), "USD")
    assert figure.as_of == date(2025, 12, 31)
    assert [(each.kind, each.name, each.value) for each in figure.inputs] == [
        ("given", "points", 1.0),
        ("figure", "rwa", 14e12),
    ]


def test_the_excess_in_money_is_its_points_of_the_same_assets():
    found = parts(capital_release(desk(), points=1.0))

    assert (found["rwa"].value, found["excess"].value) == (14e12, 3.4)
    assert (found["excess"].unit, found["excess"].series) == ("percentage point", "EXCESS")
    assert found["excess_capital"].value == pytest.approx(476e9)  # 0.034 * 14tn


def test_lending_is_capital_over_the_requirement_at_the_risk_weight():
    """140bn over 13 % of a weight of one: 1.077tn; of a weight of a half, twice that."""
    whole, half = (capital_release(desk(use=USE | {"risk_weight": weight}), points=1.0) for weight in (1.0, 0.5))

    lending = parts(whole)["lending"]
    assert lending.value == pytest.approx(140e9 / 0.13)
    assert parts(half)["lending"].value == pytest.approx(2 * lending.value)
    assert ("13.0%" in lending.label.en, "100%" in lending.label.en) == (True, True)
    assert "50%" in parts(half)["lending"].label.zh
    assert lending.inputs[2].kind == "assumption"


def test_the_formula_of_the_lending_holds_with_its_inputs_in_percent():
    lending = parts(capital_release(desk(), points=1.0))["lending"]

    held = {"freed": 140e9, "risk_weight": lending.inputs[2].value, "requirement": 13.0}
    assert eval(lending.formula.replace("risk weight", "risk_weight"), {}, held) == pytest.approx(lending.value)


def test_capital_is_not_lending_and_the_figure_says_so():
    figure = capital_release(desk(), points=1.0)

    assert "Capital is not lending" in figure.caveats[0].en
    assert "资本不等于贷款" in figure.caveats[0].zh
    assert figure.value < parts(figure)["lending"].value


@given(
    st.floats(min_value=0.01, max_value=10),
    st.floats(min_value=1e9, max_value=1e14),
    st.floats(min_value=0.01, max_value=0.5),
)
def test_the_freed_capital_is_in_proportion_to_points_and_assets(points, rwa, requirement):
    found = parts(capital_release(desk(), points=points, rwa=rwa, requirement=requirement))

    assert found["freed"].value == pytest.approx(points * rwa / 100)
    assert found["lending"].value * requirement == pytest.approx(found["freed"].value)


# ---------------------------------------------------------------- since when


def test_the_requirement_is_the_lowest_since_the_last_one_as_low():
    """12, 13.5, 14 and now 13: as low in the first of the four years."""
    found = parts(capital_release(desk(), points=1.0))

    required = found["requirement"]
    assert (required.value, required.as_of) == (13, date(2026, 12, 31))
    assert (required.stats["since"], required.stats["record"]) == (date(2023, 12, 31), False)
    assert (found["since"].value, found["since"].as_of) == (12, date(2023, 12, 31))
    assert "the lowest since 2023" in required.label.en
    assert "为2023年以来最低" in required.label.zh


def test_a_tie_counts():
    held = HELD | {"CET1": yearly([13, 14, 13], last="2026")}

    assert parts(capital_release(desk(held), points=1.0))["requirement"].stats["since"] == date(2024, 12, 31)


def test_a_record_is_one_of_the_history_held():
    required = parts(capital_release(desk(HELD | {"CET1": yearly([14, 13], last="2026")}), points=1.0))["requirement"]

    assert (required.stats["since"], required.stats["record"], required.parts) == (None, True, ())
    assert "the lowest held (from 2025)" in required.label.en


def test_a_requirement_that_rose_is_not_called_the_lowest():
    required = parts(capital_release(desk(HELD | {"CET1": yearly([12, 13], last="2026")}), points=1.0))["requirement"]

    assert "lowest" not in required.label.en


# ---------------------------------------------------------------- stated numbers


def test_stated_numbers_override_the_desks_and_are_given():
    figure = capital_release(desk(), points=0.5, rwa=10e12, requirement=0.1)

    found = parts(figure)
    assert figure.value == pytest.approx(50e9)
    assert found["lending"].value == pytest.approx(500e9)
    assert [(found[name].series, found[name].inputs[0].kind) for name in ("rwa", "requirement")] == [
        (None, "given")
    ] * 2
    assert found["requirement"].value == 10
    assert "since" not in found
    assert found["excess_capital"].value == pytest.approx(340e9)


def test_without_a_word_from_the_desk_stated_numbers_are_enough():
    figure = capital_release(desk(use=None), points=1.0, rwa=14e12, requirement=0.13)

    assert [part.name for part in figure.parts] == ["rwa", "requirement", "lending"]
    assert (figure.unit, figure.as_of) == ("USD", TODAY)
    assert parts(figure)["lending"].value == pytest.approx(140e9 / 0.13)


def test_without_a_requirement_there_is_no_lending_and_that_is_said():
    figure = capital_release(desk(use={"rwa": "RWA"}), points=1.0)

    assert [part.name for part in figure.parts] == ["rwa"]
    assert "not computed" in figure.caveats[0].en


# ---------------------------------------------------------------- what the data allow


def test_both_sides_are_of_the_last_quarter_that_both_have():
    held = HELD | {"EXCESS": quarterly([3.0, 3.3], last="2025Q3")}

    found = parts(capital_release(desk(held), points=1.0))

    assert (found["rwa"].value, found["excess"].value) == (13e12, 3.3)
    assert found["excess_capital"].as_of == date(2025, 9, 30)


def test_sides_that_never_meet_are_refused():
    held = HELD | {"EXCESS": quarterly([3.0], last="2020Q1")}

    assert "no period in common" in refusal(desk(held), points=1.0).text.en


@pytest.mark.parametrize(("unit", "value"), [("percent", 3.4), ("ratio", 0.034), ("basis point", 340)])
def test_a_share_may_be_written_in_any_unit_of_shares(unit, value):
    held = HELD | {"EXCESS": quarterly([0, value])}

    assert parts(capital_release(desk(held, EXCESS=unit), points=1.0))["excess_capital"].value == pytest.approx(476e9)


@pytest.mark.parametrize(("id", "unit"), [("RWA", "index"), ("EXCESS", "USD bn"), ("CET1", "count")])
def test_a_series_that_measures_something_else_is_refused(id, unit):
    error = refusal(desk(**{id: unit}), points=1.0)

    assert error.reason == "units"
    assert id in error.text.en
    assert "交易台对它的配置有误" in error.text.zh


def test_old_data_are_said_to_be_old():
    held = HELD | {"RWA": quarterly([14_000], last="2024Q1"), "EXCESS": quarterly([3], last="2024Q1")}

    assert any("days old" in caveat.en for caveat in parts(capital_release(desk(held), points=1.0))["rwa"].caveats)


def test_what_a_reader_may_not_see_is_not_named():
    error = refusal(desk(hidden=("RWA",)), points=1.0)

    assert error.reason == "not_configured"
    assert "RWA" not in error.text.en
    assert "$14tn" in error.text.en


@pytest.mark.parametrize("weight", [0, -1.0, "one", True])
def test_a_risk_weight_that_is_none_is_a_fault_of_the_desk(weight):
    with pytest.raises(SetupError, match="risk_weight"):
        capital_release(desk(use=USE | {"risk_weight": weight}), points=1.0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"points": 0.0}, "0 percentage points"),
        ({"points": -1.0}, "-1 percentage points"),
        ({"points": NAN}, "nan"),
        ({"points": 1.0, "rwa": 0.0}, "above zero"),
        ({"points": 1.0, "rwa": NAN}, "above zero"),
        ({"points": 1.0, "requirement": 13.0}, "1300%"),
        ({"points": 1.0, "requirement": 0.0}, "0%"),
    ],
)
def test_numbers_that_are_none_are_refused(arguments, said):
    error = refusal(desk(), **arguments)

    assert said in error.text.en
    assert "请" in error.text.zh


def test_nothing_is_required_where_the_requirement_held_is_zero():
    assert "0%" in refusal(desk(HELD | {"CET1": yearly([0.0], last="2026")}), points=1.0).text.en


# ---------------------------------------------------------------- the sample desk


def test_the_sample_desks_point_frees_capital_and_carries_over_a_trillion_of_lending():
    """Published: 3.4 points of excess, a requirement of 13 %, the lowest since 2011, and over $1tn for one point."""
    data = Data(catalogue=load(SAMPLE), sources={"file": Files(SAMPLE / "data")}, as_of=TODAY)

    found = parts(capital_release(data, points=1.0))

    assert found["excess"].value == pytest.approx(3.4)
    assert (found["requirement"].value, found["requirement"].stats["since"]) == (13, date(2011, 12, 31))
    assert found["freed"].value == pytest.approx(found["rwa"].value / 100)
    assert found["lending"].value == pytest.approx(found["rwa"].value / 13)
    assert 1.0e12 < found["lending"].value < 1.2e12


# ---------------------------------------------------------------- the words for it


@pytest.mark.parametrize(
    "asked",
    [
        "how much bank capital is freed if requirements drop 1 point",
        "how much capital would a 1 point cut in the CET1 requirement release",
        "资本要求下调1个百分点能释放多少资本",
        "若CET1要求降低1個百分點，銀行能釋放多少資本",
    ],
)
def test_these_words_ask_for_it(asked):
    assert all_tools()["capital_release"].cues.search(normalise(asked))


@pytest.mark.parametrize("asked", ["when is the next release of CPI", "unemployment fell by 1 point", "失业率降了多少"])
def test_these_words_do_not(asked):
    assert not all_tools()["capital_release"].cues.search(normalise(asked))

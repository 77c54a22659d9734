"""Composites: the mean of standardised parts over the periods they share."""

from datetime import date

import numpy as np
import pytest
from fakes import catalogue_of, data_of, monthly, spec

from footnote.errors import AskError, SetupError
from footnote.spelling import spell_source
from tools.desk_folder import load
from tools.extremes import since_when
from tools.indicators import change, latest
from tools.units import Unit
from tools.vintages import next_release, revisions

UP = [float(n) for n in range(40)]
WAVE = [float(n % 7) for n in range(40)]
DESK = """
[series.A]
title = "A"
source = "file:a.csv"
unit = "index"
freq = "M"
[series.Q]
title = "Q"
source = "file:q.csv"
unit = "index"
freq = "Q"
"""


def momentum(*parts, **known):
    return spec("IM", unit="standard deviation", kind="survey", lag=0, parts=parts, sources=("composite:IM",), **known)


def desk(up=UP, wave=WAVE, parts=("UP", "WAVE"), **known):
    values = {"UP": monthly(up), "WAVE": monthly(wave)}
    return data_of(values, spec("UP", lag=0), spec("WAVE", lag=0), momentum(*parts, **known))


def scored(values):
    """By hand."""
    values = np.array(values)
    return (values - values.mean()) / values.std(ddof=1)


def loaded(tmp_path, text):
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "desk.toml").write_text(DESK + text, "utf-8")
    return load(tmp_path)


def test_a_composite_is_the_mean_of_its_parts_in_standard_deviations():
    figure = latest(desk(), "IM")

    assert figure.value == pytest.approx((scored(UP)[-1] + scored(WAVE)[-1]) / 2)
    assert (figure.unit, str(figure)[0]) == ("standard deviation", "+")


def test_parts_are_standardised_over_the_months_they_share():
    """The longer part's first ten months are in no mean."""
    figure = latest(desk(wave=WAVE[10:]), "IM")

    assert figure.value == pytest.approx((scored(UP[10:])[-1] + scored(WAVE[10:])[-1]) / 2)


def test_the_observations_of_each_part_are_beneath_the_composites():
    held = latest(desk(wave=WAVE[10:]), "IM").inputs[0]

    assert (held.series, held.count) == ("IM", 1)
    assert [(part.series, part.count, part.source) for part in held.made_of] == [
        ("UP", 30, "file:UP"),
        ("WAVE", 30, "file:WAVE"),
    ]


def test_of_an_earlier_month_nothing_later_is_known():
    """A fall that came afterwards would move the mean the month is measured against."""
    figure = latest(desk(up=[*UP[:-6], *[-500.0] * 6]), "IM", at="2025-07")

    assert figure.value == pytest.approx((scored(UP[:-6])[-1] + scored(WAVE[:-6])[-1]) / 2)


def test_a_composite_is_asked_since_when_and_changes_by_a_difference():
    data = desk()

    assert since_when(data, "IM", "highest").stats["n"] == 40
    assert change(data, "IM", window="1Y").unit == "standard deviation"


def test_parts_may_be_transformed():
    figure = latest(desk(up=[100 * 1.01**n + n for n in range(40)], parts=("UP:yoy", "WAVE")), "IM")

    grown = [100 * ((100 * 1.01**n + n) / (100 * 1.01 ** (n - 12) + n - 12) - 1) for n in range(12, 40)]
    assert figure.value == pytest.approx((scored(grown)[-1] + scored(WAVE[12:])[-1]) / 2)
    assert figure.inputs[0].made_of[0].count == 40


def test_too_short_a_common_sample_is_refused_with_the_spans():
    with pytest.raises(AskError) as caught:
        latest(desk(wave=WAVE[:10]), "IM")

    assert caught.value.reason == "short_history"
    assert "needs 24 periods that all its parts share, and there are 10" in caught.value.text.en
    assert "Title of WAVE (WAVE) from Apr 2025 to Jan 2026" in caught.value.text.en


def test_a_part_that_does_not_vary_is_refused():
    with pytest.raises(AskError) as caught:
        latest(desk(wave=[0.1] * 40), "IM")

    assert caught.value.reason == "blank"
    assert caught.value.text.en.startswith(
        "Title of IM (IM) cannot be standardised: WAVE does not vary from Oct 2022 to Jan 2026."
    )
    assert "WAVE 自2022年10月至2026年1月没有变化" in caught.value.text.zh


def test_a_part_that_cannot_be_read_says_so():
    with pytest.raises(AskError) as caught:
        latest(data_of({}, momentum("UP", "GONE"), spec("UP", sources=("fred:UP",))), "IM")

    assert caught.value.reason in ("not_configured", "unknown_series")


def test_the_words_of_an_old_part_are_the_composites():
    data = data_of(
        {"UP": monthly(UP), "WAVE": monthly(WAVE, last="2025-06")},
        spec("UP", lag=0),
        spec("WAVE", lag=0),
        momentum("UP", "WAVE", stale_after=60),
    )

    assert latest(data, "IM").as_of == date(2025, 6, 30)
    assert "not current" in latest(data, "IM").caveats[0].en
    assert latest(data, "IM").caveats[1].en == "Title of IM (IM) ends with Title of WAVE (WAVE), held up to Jun 2025."


def test_a_composite_that_is_current_names_no_part():
    assert latest(desk(), "IM").caveats == ()


def test_a_composite_has_no_prints_and_comes_out_with_its_last_part():
    data = desk()

    with pytest.raises(AskError, match="current values only"):
        revisions(data, "IM", "2026-01")
    assert next_release(data, "IM").stats["next"] == date(2026, 2, 28)


# ---------------------------------------------------------------- the desk folder


def test_a_composite_of_the_desk_is_a_series(tmp_path):
    item = loaded(tmp_path, '[composite.IM]\ntitle = "Momentum"\nzh = ["动量"]\nparts = ["A", "A:yoy"]\n').series["IM"]

    assert (item.unit, item.freq, item.made_of) == (Unit("standard deviation"), "M", {"A"})
    assert item.title.zh == "动量"


def test_a_composite_may_be_made_of_another(tmp_path):
    text = '[composite.X]\ntitle = "X"\nparts = ["Y"]\n[composite.Y]\ntitle = "Y"\nparts = ["A"]\n'

    assert loaded(tmp_path, text).series["X"].made_of == {"Y"}


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ('["A:yooy"]', "'A:yooy' names no transform; known are level, yoy"),
        ('["A:qoq"]', "'A:qoq' does not fit a series of frequency M"),
        ('["A", "Q"]', "has parts of the frequencies M, Q"),
        ('["GONE"]', "names 'GONE', which the desk does not have"),
        ('["IM"]', "is made of itself"),
        ("[]", "has no parts"),
    ],
)
def test_a_composite_that_cannot_be_made_is_refused_at_start(tmp_path, parts, said):
    with pytest.raises(SetupError) as caught:
        loaded(tmp_path, f'[composite.IM]\ntitle = "Momentum"\nparts = {parts}\n')

    assert any(said in fault for fault in caught.value.faults)


def test_who_may_not_see_a_part_does_not_see_the_composite():
    catalogue = catalogue_of(spec("UP", label="restricted"), spec("WAVE"), momentum("UP", "WAVE"))

    assert "IM" in catalogue.visible(frozenset({"desk", "restricted"}), "desk").series
    assert "IM" not in catalogue.visible(frozenset({"desk"}), "desk").series


def test_the_source_of_a_composite_is_worded_in_chinese():
    assert spell_source("mean z of A, B:log12", "zh") == "A、B:log12 标准分的均值"
    assert spell_source("mean z of A, B:log12") == "mean z of A, B:log12"
    assert spell_source("file:a.csv", "zh") == "file:a.csv"

"""What is said and drawn of a regression and a correlation, and whether the workings give the value again."""

import re
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from fakes import TODAY, monthly, quarterly
from regressions import GDP, LEVEL, SURVEY, growing, part, two, wave

from bot import check
from bot.charts import Charts
from bot.document import document
from bot.said.voice import voice_of
from footnote.answer import Answer, Call
from footnote.text import Text
from tools.charts import canvas
from tools.charts.fitted import fitted, pairs_of
from tools.charts.wording import Stamp
from tools.correlate import correlate
from tools.implied import implied

pytest_plugins = ("chart_fixtures",)
STAMP = Stamp(id="a7f3k2mq", day=TODAY, sample=True)
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def growth():
    """Growth of a quarterly amount on a monthly survey, at a level, and again without a year."""
    data = two(monthly(wave(120)), quarterly(growing(40)), SURVEY, GDP)
    return implied(data, "X", "Y", at=55.5, without=2020).keyed("f1")


@pytest.fixture
def ahead():
    """Growth on growth, half a year on."""
    data = two(monthly(growing(120, 0.4)), monthly(growing(120)), LEVEL, LEVEL)
    return implied(data, "X", "Y", lead="6M").keyed("f1")


def told(tool, figure, language):
    """The sentences of a tool's voice with all slots filled; every one must stand."""
    held = check.slots((figure,), (), language)
    said = [
        check.fill(each, held, language) for each in voice_of(tool).sentences(Call(tool=tool, arguments={}), figure)
    ]
    assert None not in said
    return said


# ---------------------------------------------------------------- sentences


@pytest.mark.parametrize("language", ["en", "zh"])
def test_value_interval_fit_and_the_year_left_out_are_said(growth, language):
    head, trust, rest = told("implied", growth, language)

    assert head.startswith(f"{growth.title.to(language)}{': ' if language == 'en' else '：'}{growth.spelled(language)}")
    for name in ("low", "high", "r2", "slope", "t", "n"):
        assert part(growth, name).spelled(language) in trust
    assert part(growth, "without_2020").spelled(language) in rest
    assert part(growth, "y").spelled(language) in rest
    assert "2020" in rest
    assert ("上限" in trust) == (language == "zh")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_correlation_says_its_interval_and_its_strongest_shift(language):
    figure = correlate(two(monthly(wave(60)), monthly(wave(60, step=0.9))), "X", "Y").keyed("f1")

    head, closely, shifted = told("correlate", figure, language)

    assert head.endswith(figure.spelled(language))
    assert all(part(figure, name).spelled(language) in closely for name in ("low", "high", "n"))
    assert part(figure, "best").spelled(language) in shifted
    assert part(figure, "best").title.to(language) in shifted


def test_the_whole_sample_and_the_one_without_a_year_stand_side_by_side(growth):
    table = voice_of("implied").table(Call(tool="implied", arguments={}), growth, "en")

    assert table.columns == ("Statistic", "Whole sample", "Without 2020")
    assert table.rows[0] == ("Implied", growth.spelled("en"), part(growth, "without_2020").spelled("en"))
    assert table.rows[-1] == ("Pairs", "39", "35")
    assert set(table.figures) <= {each.key for each in growth.walk()}


def test_there_is_no_table_where_no_year_was_left_out(ahead):
    assert voice_of("implied").table(Call(tool="implied", arguments={}), ahead, "en") is None


@pytest.mark.parametrize(
    ("more", "en", "zh"),
    [
        ({}, "B implied by A", "由甲推算的乙"),
        ({"at": 60.0}, "B implied by A at 60", "甲为 60 时推算的乙"),
        (
            {"lead": "6M", "without": 2020},
            "B implied by A, 6M later, without 2020",
            "由甲推算的乙，领先 6M，剔除 2020 年",
        ),
    ],
)
def test_the_plans_line_names_both_and_what_was_asked(more, en, zh):
    titles = {"X": Text("A", "甲"), "Y": Text("B", "乙")}

    found = voice_of("implied").subject(Call(tool="implied", arguments={"x": "X", "y": "Y", **more}), titles.get)

    assert (found.en, found.zh) == (en, zh)


# ---------------------------------------------------------------- the picture


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["growth", "ahead"])
def test_every_number_of_the_picture_is_carried(name, language, tmp_path, printed, request):
    figure = request.getfixturevalue(name)

    assert fitted(figure, tmp_path / "x.png", language, STAMP) == language

    words = printed[0][0]
    assert (tmp_path / "x.png").read_bytes().startswith(PNG)
    carried = {each.spelled(language) for each in figure.walk()} | {each.label.to(language) for each in figure.walk()}
    carried |= {STAMP.id, "95%", "6 months", "6个月", "12-month", "12个月", "20 Feb 2026", "2026年2月20日"}
    carried |= {each for part in figure.walk() for each in re.findall(r"Q\d \d{4}|[A-Z][a-z]{2} \d{4}", part.label.en)}
    carried |= {each for part in figure.walk() for each in re.findall(r"\d{4}年(?:\d+月)?", part.label.zh)}
    for each in sorted(carried, key=len, reverse=True):
        words = [text.replace(each, "") for text in words]
    assert [text for text in words if re.search(r"\d", text)] == []
    for shown in (figure, *(part(figure, each) for each in ("x", "low", "high", "r2", "slope", "n"))):
        assert shown.spelled(language) in "".join(printed[0][0])


def test_the_scales_say_what_is_counted_and_that_y_is_later(ahead, tmp_path, monkeypatch):
    seen, drawn = [], canvas.sheet

    @contextmanager
    def watched(path):
        with drawn(path) as sheet:
            yield sheet
            axes = sheet.axes[0]
            seen.extend([axes.get_xlabel(), axes.get_ylabel()])
            seen.append(axes.lines[0].get_xydata())

    monkeypatch.setattr(canvas, "sheet", watched)
    fitted(ahead, tmp_path / "x.png", "en", STAMP)

    assert seen[:2] == ["Title of X, change on the year", "Title of Y, change on the year 6 months later"]
    assert seen[2] == pytest.approx(pairs_of(ahead)[["x", "y"]].to_numpy())


def test_an_answer_brings_the_picture_with_words_in_its_place(growth, tmp_path):
    charts, said = Charts(home=tmp_path).of("a7f3k2mq", [growth], "zh", TODAY, sample=True)

    (chart,) = charts
    assert said == ()
    assert Path(chart.path).read_bytes().startswith(PNG)
    assert chart.figures == tuple(each.key for each in growth.walk())
    for name in ("low", "high", "r2", "slope", "n"):
        assert part(growth, name).spelled("zh") in chart.alt
    assert growth.spelled("zh") in chart.alt


def test_a_correlation_brings_no_picture(tmp_path):
    figure = correlate(two(monthly(wave(60)), monthly(wave(60, step=0.9))), "X", "Y").keyed("f1")

    assert Charts(home=tmp_path).of("a7f3k2mq", [figure], "en", TODAY, sample=True) == ((), ())


# ---------------------------------------------------------------- the workings


def kept(figure):
    """The figure as the workings have it."""
    answer = Answer(
        id="a7f3k2mq", kind="answer", asked="?", language="en", as_of=TODAY, headline="H", figures=(figure,)
    )
    return document(answer, workings=True)["figures"][0]


def rows(figure, name):
    (found,) = (each for each in figure["inputs"] if each["name"] == name and each["kind"] == "observations")
    days, values = zip(*found["observations"], strict=True)
    return pd.Series(values, index=pd.PeriodIndex(days, freq="M"))


def quarters(values):
    groups = values.groupby(values.index.asfreq("Q"))
    return groups.mean()[groups.count() == 3]


def test_growth_on_a_survey_follows_from_the_workings_alone(growth):
    figure = kept(growth)
    y = rows(figure, "y").set_axis(rows(figure, "y").index.asfreq("Q"))
    pairs = pd.concat([quarters(rows(figure, "x")), 100 * ((y / y.shift(1)) ** 4 - 1)], axis=1).dropna().to_numpy()

    slope, intercept = np.polyfit(pairs[:, 0], pairs[:, 1], 1)

    level = next(each for each in figure["parts"] if each["name"] == "x")["value"]
    assert figure["value"] == pytest.approx(intercept + slope * level)
    assert figure["stats"]["n"] == len(pairs)


def test_growth_on_growth_with_a_lead_follows_from_the_workings_alone(ahead):
    figure = kept(ahead)
    x, y = (100 * (each / each.shift(12) - 1) for each in (rows(figure, "x"), rows(figure, "y")))
    pairs = pd.concat([x, y.set_axis(y.index - 6)], axis=1).dropna().to_numpy()

    slope, intercept = np.polyfit(pairs[:, 0], pairs[:, 1], 1)

    level = next(each for each in figure["parts"] if each["name"] == "x")
    (before, now) = (value for _, value in level["inputs"][0]["observations"])
    assert figure["value"] == pytest.approx(intercept + slope * 100 * (now / before - 1))
    assert len(pairs) == len(pairs_of(ahead)) == figure["stats"]["n"]


def test_a_correlation_follows_from_the_workings_alone():
    data = two(monthly(growing(90)), monthly(wave(90)), LEVEL, SURVEY)

    figure = kept(correlate(data, "X", "Y", start="2021", end="2024").keyed("f1"))

    change = 100 * np.log(rows(figure, "x") / rows(figure, "x").shift(12))
    pairs = pd.concat([change, rows(figure, "y")], axis=1).dropna()
    assert figure["value"] == pytest.approx(pairs.corr().iloc[0, 1])
    assert len(pairs) == 48


# ---------------------------------------------------------------- asked for


@pytest.mark.parametrize(
    ("asked", "tool", "arguments"),
    [
        ("what GDP growth does the NACM survey imply?", "implied", {"x": "NACM_CMI", "y": "GDPC1"}),
        ("用韩国出口推算 ACWI 远期 EPS 增速", "implied", {"x": "KR_EXPORTS", "y": "ACWI_EPS"}),
        ("What does industrial momentum point to for the PMI?", "implied", {"x": "IND_MOMENTUM", "y": "ISM_PMI"}),
        ("ISM新订单意味着GDP增速多少", "implied", {"x": "ISM_NEW_ORDERS", "y": "GDPC1"}),
        ("correlation of Korean exports and ACWI EPS", "correlate", {"x": "KR_EXPORTS", "y": "ACWI_EPS"}),
        ("黄金和标普500的相关系数，过去5年", "correlate", {"x": "GOLD", "y": "SPX", "window": "5Y"}),
    ],
)
def test_both_are_asked_for_in_either_language(ask, asked, tool, arguments):
    answer = ask(asked)

    assert [(call.tool, call.arguments) for call in answer.plan] == [(tool, arguments)]
    assert answer.kind == "answer"
    assert len(answer.charts) == (tool == "implied")
    assert any("forecast" in each or "预测" in each or "cause" in each or "因果" in each for each in answer.caveats)


def test_a_slope_for_so_much_of_x_is_said_with_how_much():
    x = [1e9 * (100 + 13 * n % 61) for n in range(40)]
    y = [4 + 2e-12 * each + 0.01 * np.sin(n) for n, each in enumerate(x)]
    rate = {"kind": "rate", "lag": 0}
    figure = implied(two(monthly(x), monthly(y), rate | {"unit": "USD"}, rate | {"unit": "percent"}), "X", "Y")

    assert "Slope, percentage points per $1bn: 0.00" in " ".join(told("implied", figure.keyed("f1"), "en"))
    assert "斜率，每10亿美元对应的百分点：0.00" in " ".join(told("implied", figure.keyed("f1"), "zh"))

"""Hard data against surveys: one sample, the mean of the z-scores, nothing standardised twice."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from fakes import NAN, data_of, monthly, quarterly, spec
from real_desk import REAL, data_at, needs_real, real_desk

from bot.check import fill, slots
from bot.said.voice import voice_of
from footnote.answer import Call
from footnote.errors import AskError
from footnote.settings import Settings, packaged_desk
from tools.data import Data
from tools.desk_folder import load
from tools.hard_soft import hard_soft_gap
from tools.sources import connected

OUTPUT = [100 * 1.004**n + n % 5 for n in range(72)]
JOBS = [150 + n + n % 4 for n in range(60)]
MOOD = [60.0 + n % 11 for n in range(64)]
ORDERS = [float((7 * n) % 13 - 6) for n in range(80)]
USE = {"hard": ["OUTPUT:log12", "JOBS:yoy"], "soft": ["MOOD", "ORDERS"]}
GDP = [100 + n * n for n in range(40)]
REAL_SERIES = {
    "GACDFSA066MSFRBPHI": ("diffusion index", "survey"),
    "UMCSENT": ("index", "survey"),
    "INDPRO": ("index", "hard"),
    "HOUST": ("count th", "hard"),
    "AMTMNO": ("USD mn", "hard"),
}


def desk(use=USE, mood=MOOD, last="2026-01", **known):
    values = {
        "OUTPUT": monthly(OUTPUT),
        "JOBS": monthly(JOBS),
        "MOOD": monthly(mood, last=last),
        "ORDERS": monthly(ORDERS),
        "GDP": quarterly(GDP),
    }
    surveys = {"unit": "diffusion index", "kind": "survey", "lag": 0}
    return data_of(
        values,
        spec("OUTPUT", lag=0),
        spec("JOBS", unit="persons th", lag=0),
        spec("MOOD", **surveys, **known),
        spec("ORDERS", neutral=0, **surveys),
        spec("GDP", unit="USD bn", freq="Q", lag=0),
        use={"hard_soft_gap": use} if use else {},
    )


def log12(values):
    return 100 * np.log(np.array(values[12:]) / np.array(values[:-12]))


def yoy(values):
    return 100 * (np.array(values[12:]) / np.array(values[:-12]) - 1)


def scored(values, count):
    """The last *count* in standard deviations from their mean, by hand."""
    values = np.array(values[-count:])
    return (values - values.mean()) / values.std(ddof=1)


def refusal(data, **arguments):
    with pytest.raises(AskError) as caught:
        hard_soft_gap(data, **arguments)
    return caught.value


def part(figure, name):
    return next(each for each in figure.walk() if each.name == name)


# ---------------------------------------------------------------- the gap


def test_the_gap_is_the_difference_of_the_mean_scores_over_the_months_all_have():
    """Jobs begin last: of their changes there are 48."""
    gap = hard_soft_gap(desk())

    hard = (scored(log12(OUTPUT), 48) + scored(yoy(JOBS), 48)) / 2
    soft = (scored(MOOD, 48) + scored(ORDERS, 48)) / 2
    assert part(gap, "hard").value == pytest.approx(hard[-1])
    assert part(gap, "soft").value == pytest.approx(soft[-1])
    assert gap.value == pytest.approx(hard[-1] - soft[-1])
    assert (gap.name, gap.unit, gap.signed) == ("gap", "standard deviation", True)
    assert gap.stats == {"n": 48, "first": date(2022, 2, 28), "last": date(2026, 1, 31), "ddof": 1}


def test_every_series_has_its_score():
    gap = hard_soft_gap(desk())

    scores = {each.series: each for each in gap.walk() if each.name == "z"}
    assert list(scores) == ["OUTPUT", "JOBS", "MOOD", "ORDERS"]
    assert scores["MOOD"].value == pytest.approx(scored(MOOD, 48)[-1])
    assert scores["JOBS"].stats["mean"] == pytest.approx(yoy(JOBS)[-48:].mean())
    assert (
        scores["JOBS"].label.en
        == "Title of JOBS, z-score of its change on the year, Jan 2026, common sample from Feb 2022"
    )
    assert [(each.name, each.series) for each in part(gap, "hard").inputs] == [("z", "OUTPUT"), ("z", "JOBS")]


def test_the_group_is_not_standardised_again():
    """The mean of two scores varies by less than one."""
    soft = (scored(MOOD, 48) + scored(ORDERS, 48)) / 2

    assert soft.std(ddof=1) < 0.95
    assert part(hard_soft_gap(desk()), "soft").value == pytest.approx(soft[-1])


def test_the_observations_recompute_every_score():
    """From the rows alone: the changes of each, the months that all have, the score."""
    columns = {}
    gap = hard_soft_gap(desk())
    for each in (one for one in gap.walk() if one.name == "z"):
        (held,) = (item for item in each.inputs if item.kind == "observations")
        values = pd.Series(dict(held.rows))
        values.index = pd.PeriodIndex(pd.DatetimeIndex(values.index), freq="M")
        before = values.reindex(values.index - 12).to_numpy()
        made = {
            "log12": lambda v, b: 100 * np.log(v / b),
            "yoy": lambda v, b: 100 * (v / b - 1),
            "level": lambda v, _: v,
        }
        columns[each.series] = made[each.stats["transform"]](values, before)
    shared = pd.DataFrame(columns).dropna()

    assert {id: each.count() for id, each in columns.items()} == {"OUTPUT": 48, "JOBS": 48, "MOOD": 48, "ORDERS": 48}
    z = ((shared - shared.mean()) / shared.std(ddof=1)).iloc[-1]
    assert z.to_dict() == pytest.approx({each.series: each.value for each in gap.walk() if each.name == "z"})


def test_best_since_is_the_last_earlier_month_at_least_as_high():
    gap = hard_soft_gap(desk())
    soft, figure = (scored(MOOD, 48) + scored(ORDERS, 48)) / 2, part(gap, "soft")

    months = pd.date_range(end="2026-01-31", periods=48, freq="ME")
    since = [day for day, value in zip(months[:-1], soft[:-1], strict=True) if value >= soft[-1]][-1].date()
    assert figure.stats["since"] == part(gap, "since_soft").as_of == since
    assert (figure.stats["record"], part(gap, "since_soft").value) == (
        False,
        pytest.approx(soft[months == str(since)][0]),
    )


def test_a_record_has_no_earlier_month():
    gap = hard_soft_gap(desk(mood=[*MOOD[:-1], 900.0]))

    assert (part(gap, "soft").stats["since"], part(gap, "soft").stats["record"]) == (None, True)
    assert "since_soft" not in [each.name for each in gap.walk()]


# ---------------------------------------------------------------- sample


def test_a_window_limits_the_sample():
    gap = hard_soft_gap(desk(), window="3Y")

    assert gap.stats["n"] == 36
    assert part(gap, "soft").value == pytest.approx((scored(MOOD, 36)[-1] + scored(ORDERS, 36)[-1]) / 2)


def test_a_start_and_an_end_limit_it_too():
    gap = hard_soft_gap(desk(), start="2023-01", end="2025-06")

    assert (gap.stats["first"], gap.as_of, gap.stats["n"]) == (date(2023, 1, 31), date(2025, 6, 30), 30)
    assert part(gap, "soft").value == pytest.approx((scored(MOOD[:-7], 30)[-1] + scored(ORDERS[:-7], 30)[-1]) / 2)


def test_as_of_an_earlier_month_nothing_later_is_used():
    mood = [*MOOD[:-3], *[900.0] * 3]
    gap = hard_soft_gap(desk(mood=mood), at="2025-10")

    assert (gap.as_of, gap.stats["n"]) == (date(2025, 10, 31), 45)
    assert part(gap, "soft").value == pytest.approx((scored(MOOD[:-3], 45)[-1] + scored(ORDERS[:-3], 45)[-1]) / 2)


def test_the_sample_ends_with_the_series_that_ends_first():
    gap = hard_soft_gap(desk(last="2025-12"))

    assert (gap.as_of, gap.stats["n"]) == (date(2025, 12, 31), 47)
    (said,) = gap.caveats
    assert said.en.startswith(
        "The common sample ends in Dec 2025; later values are left out of Title of OUTPUT (OUTPUT), "
    )
    assert said.zh.startswith("共同样本截至2025年12月；OUTPUT的名称（OUTPUT）、")


def test_a_series_that_is_old_is_said_to_be():
    gap = hard_soft_gap(desk(last="2025-10"))

    assert gap.caveats[0].en == "Title of MOOD (MOOD): last known for Oct 2025, 112 days old; not current."
    assert hard_soft_gap(desk(last="2025-10"), at="2025-10").caveats == ()


def test_a_blank_month_of_one_is_left_out_of_all_and_said():
    mood = [*MOOD]
    mood[-20] = NAN
    gap = hard_soft_gap(desk(mood=mood))

    kept = [value for place, value in enumerate(ORDERS[-48:]) if place != 28]
    assert gap.stats["n"] == 47
    assert next(each for each in gap.walk() if each.series == "ORDERS").value == pytest.approx(scored(kept, 47)[-1])
    assert [each.en for each in gap.caveats] == ["The common sample: Jun 2024 is blank and left out."]


def test_a_composite_may_be_one_of_them_and_is_cut_with_them():
    composite = spec(
        "IM", unit="standard deviation", kind="survey", lag=0, parts=("MOOD", "ORDERS"), sources=("composite:IM",)
    )
    data = desk({**USE, "soft": ["IM"]})
    data.catalogue.series["IM"] = composite

    soft = part(hard_soft_gap(data, at="2025-06"), "soft").value

    momentum = (scored(MOOD[:-7], 57) + scored(ORDERS[:-7], 57)) / 2  # all that its own parts share
    assert soft == pytest.approx(scored(momentum, 41)[-1])


# ---------------------------------------------------------------- what trends


@pytest.mark.parametrize("written", ["OUTPUT", "OUTPUT:level"])
def test_a_trending_level_is_transformed_and_that_is_said(written):
    gap = hard_soft_gap(desk({**USE, "hard": [written, "JOBS:yoy"]}))

    z = next(each for each in gap.walk() if each.series == "OUTPUT")
    assert z.value == pytest.approx(scored(log12(OUTPUT), 48)[-1])
    assert [(each.name, each.value) for each in z.inputs if each.kind == "assumption"] == [
        ("ddof", 1),
        ("transform", "log12"),
    ]
    said = "Title of OUTPUT (OUTPUT) trends, so its 12-month log change is standardised, not its level."
    assert said in [each.en for each in gap.caveats]
    assert said in [each.en for each in z.caveats]


def test_a_transform_that_is_written_is_no_assumption():
    gap = hard_soft_gap(desk())

    assert [each.name for each in part(gap, "z").inputs if each.kind == "assumption"] == ["ddof"]
    assert gap.caveats == ()


def test_one_series_under_two_transforms_has_two_scores():
    gap = hard_soft_gap(desk({**USE, "hard": ["OUTPUT:log12", "OUTPUT:mom"]}))

    assert [each.name for each in gap.parts[0].parts if each.series] == ["z", "z_2"]
    mom = [100 * (now / then - 1) for then, now in pairwise(OUTPUT)]
    assert part(gap, "z_2").value == pytest.approx(scored(mom, 60)[-1])


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    "use", [None, {}, {"hard": ["OUTPUT"]}, {"hard": [], "soft": ["MOOD"]}, {"hard": ["HIDDEN"], "soft": ["MOOD"]}]
)
def test_what_is_not_set_up_is_said_without_a_name(use):
    """A series that the reader may not see is one that is not there; its name is not told."""
    error = refusal(desk(use))

    assert error.reason == "not_configured"
    assert error.text.en.startswith("This desk has no hard data and surveys configured")
    assert "HIDDEN" not in error.text.en


@pytest.mark.parametrize(
    ("use", "arguments", "reason", "words"),
    [
        (USE, {"window": "1Y"}, "short_history", "needs 24 periods that all its parts share, and there are 12"),
        (
            USE,
            {"window": "5Y"},
            "short_history",
            "from Feb 2022 on, not from Feb 2021: Title of JOBS (JOBS) from Feb 2021",
        ),
        (USE, {"at": "2023-06"}, "short_history", "there are 17"),
        (USE, {"at": "2026-02"}, "stale", "nothing yet for Feb 2026"),
        (USE, {"at": "2019-02"}, "short_history", "Feb 2019 is before that"),
        (USE, {"at": "2025-01", "end": "2025-02"}, None, "ends in 2025-02 and asks as of 2025-01"),
        ({**USE, "hard": ["GDP:yoy"]}, {}, "not_configured", "have several: GDP:yoy Q, MOOD M, ORDERS M"),
    ],
)
def test_what_cannot_be_standardised_is_refused(use, arguments, reason, words):
    error = refusal(desk(use), **arguments)

    assert error.reason == reason
    assert words in error.text.en


def test_a_series_that_does_not_vary_is_refused():
    error = refusal(desk(mood=[60.1] * 64))

    assert (error.reason, "MOOD does not vary" in error.text.en) == ("blank", True)


def test_a_month_that_one_of_them_lacks_is_refused_when_it_is_asked_for():
    mood = [*MOOD]
    mood[-5] = NAN

    assert "Title of MOOD (MOOD) is blank" in refusal(desk(mood=mood), at="2025-09").text.en


def test_a_month_whose_change_has_no_base_is_refused_when_it_is_asked_for():
    data = desk()
    output = monthly([*OUTPUT[:-17], NAN, *OUTPUT[-16:]])  # September 2024
    values = {"OUTPUT": output, "JOBS": monthly(JOBS), "MOOD": monthly(MOOD), "ORDERS": monthly(ORDERS)}
    holed = replace(data, sources=data_of(values).sources)

    assert "has no 12-month log change for Sep 2025" in refusal(holed, at="2025-09").text.en


def test_quarters_may_be_compared_where_all_are_quarters():
    """Orders begin in June 2019 and so with the third quarter: 26 to the end of 2025."""
    gap = hard_soft_gap(desk({"hard": ["GDP"], "soft": ["ORDERS:qmean"]}))

    assert (gap.freq, gap.as_of, gap.stats["n"]) == ("Q", date(2025, 12, 31), 26)
    orders = np.array(ORDERS[1:-1]).reshape(-1, 3).mean(axis=1)
    assert part(gap, "soft").value == pytest.approx(scored(orders, 26)[-1])
    assert part(gap, "hard").value == pytest.approx(
        scored(100 * np.log(np.array(GDP[4:]) / np.array(GDP[:-4])), 26)[-1]
    )


def test_no_series_that_is_read_is_changed():
    data = desk()
    before = {id: each.values.copy() for id, each in data.all_of(["OUTPUT", "MOOD"]).items()}
    hard_soft_gap(data, window="2Y")

    for id, values in before.items():
        pd.testing.assert_series_equal(data.series(id).values, values)


# ---------------------------------------------------------------- what is said


def said(figure, language):
    figure, call = figure.keyed("f1"), Call(tool="hard_soft_gap", arguments={})
    held, voice = slots((figure,), (), language), voice_of("hard_soft_gap")
    return [fill(each, held, language) for each in voice.sentences(call, figure)], voice.table(call, figure, language)


def test_both_groups_the_gap_and_the_months_since_are_said():
    gap = hard_soft_gap(desk())
    hard, soft, since = (part(gap, name) for name in ("hard", "soft", "since_soft"))
    sentences, table = said(gap, "en")

    assert (
        sentences[0]
        == f"Hard data less surveys: {gap} (Jan 2026), hard data {hard} and surveys {soft} from their means"
    )
    assert str(gap) == f"{hard.value - soft.value:+.2f} sd"
    assert sentences[1] == f"Surveys: the highest since {since.period} ({since})."
    assert sentences[2] == f"Hard data: no new high, Dec 2025 was already at {part(gap, 'since_hard')}."
    assert [row[0] for row in table.rows] == [f"Title of {id}" for id in ("OUTPUT", "JOBS", "MOOD", "ORDERS")]


def test_a_record_is_said_to_be_one_in_either_language():
    gap = hard_soft_gap(desk(mood=[*MOOD[:-1], 900.0]))

    assert said(gap, "en")[0][1] == "Surveys: the highest of the common sample."
    assert said(gap, "zh")[0][1] == "调查数据：为共同样本最高。"
    assert None not in said(gap, "zh")[0]


# ---------------------------------------------------------------- real and sample data


def test_the_sample_desk_in_january_2026():
    """Hard data 0.4 above and surveys 0.4 below their means, the surveys at their best since May 2025."""
    sample = Data(catalogue=load(packaged_desk()), sources={"file": connected(Settings())["file"]})
    gap = hard_soft_gap(sample)

    assert (round(part(gap, "hard").value, 1), round(part(gap, "soft").value, 1)) == (0.4, -0.4)
    assert part(gap, "soft").stats["since"] == date(2025, 5, 31)
    assert len([each for each in gap.walk() if each.name == "z"]) == 6


@pytest.fixture(scope="module")
def real_gap(tmp_path_factory):
    blocks = [
        f'[series.{id}]\ntitle = "{id}"\nsource = "file:fred/{id}.csv"\nunit = "{unit}"\nkind = "{kind}"\nfreq = "M"\n'
        'lag = "0d"\n'
        for id, (unit, kind) in REAL_SERIES.items()
    ]
    hard = '["INDPRO:log12", "PAYEMS:log12", "HOUST:log12", "AMTMNO:log12"]'
    soft = '["UMCSENT", "GACDFSA066MSFRBPHI", "NOCDFSA066MSFRBPHI"]'
    more = "\n".join([*blocks, f"[use]\nhard_soft_gap = {{ hard = {hard}, soft = {soft} }}\n"])
    folder = real_desk(tmp_path_factory.mktemp("hard-soft") / "desk", more)
    text = (folder / "desk.toml").read_text("utf-8")
    text = text.replace('"file:vintages/PAYEMS.csv"\nlayout = "vintages"', '"file:fred/PAYEMS.csv"')
    (folder / "desk.toml").write_text(text, "utf-8")
    return hard_soft_gap(data_at(folder))


@needs_real
def test_four_hard_series_against_three_surveys(real_gap):
    assert round(part(real_gap, "hard").value, 3) == 0.047
    assert round(part(real_gap, "soft").value, 3) == -1.182
    assert round(real_gap.value, 3) == 1.229
    assert (real_gap.stats["n"], real_gap.stats["first"], real_gap.as_of) == (
        394,
        date(1993, 2, 28),
        date(2025, 11, 30),
    )


@needs_real
def test_they_are_what_numpy_makes_of_the_files(real_gap):
    def column(id):
        return pd.read_csv(REAL / "fred" / f"{id}.csv", index_col="date", parse_dates=True)["value"]

    hard = {id: 100 * np.log(column(id)).diff(12) for id in ("INDPRO", "PAYEMS", "HOUST", "AMTMNO")}
    soft = {id: column(id) for id in ("UMCSENT", "GACDFSA066MSFRBPHI", "NOCDFSA066MSFRBPHI")}
    shared = pd.DataFrame(hard | soft).dropna()
    z = ((shared - shared.mean()) / shared.std(ddof=1)).iloc[-1]

    assert {each.series: each.value for each in real_gap.walk() if each.series} == pytest.approx(z.to_dict())
    assert real_gap.value == pytest.approx(z[list(hard)].mean() - z[list(soft)].mean())

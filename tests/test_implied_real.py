"""Growth implied by surveys on the files beside the checkout, through the tool and a desk folder of its own."""

from datetime import date

import pytest
from real_desk import data_at, needs_real, real_desk
from regressions import part, taken_as

from tools.implied import implied

GROWTH = """
[series.NAPMNOI]
title = "ISM new orders"
source = "file:vintages/NAPMNOI.csv"
layout = "vintages"
unit = "diffusion index"
kind = "survey"
freq = "M"
adjust = "SA"
neutral = 50

[series.OUTPUT]
title = "Real GDP, vintage of 2024 Q1"
source = "file:vintages/RTDSM_ROUTPUT_2000on.csv#ROUTPUT24Q1"
unit = "USD bn"
freq = "Q"
adjust = "SAAR"

[series.GDPC1]
title = "Real GDP"
source = "file:fred/GDPC1.csv"
unit = "USD bn"
freq = "Q"
adjust = "SAAR"
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return data_at(real_desk(tmp_path_factory.mktemp("real") / "desk", GROWTH))


@needs_real
def test_new_orders_at_60_go_with_growth_of_4_6_percent(data):
    figure = implied(data, "NAPMNOI", "OUTPUT", at=60, start="1959Q1", end="2016Q1")

    assert taken_as(figure) == ("level, qmean", "saar")
    assert (round(figure.stats["slope"], 4), round(figure.stats["r2"], 3), figure.stats["n"]) == (0.3166, 0.455, 229)
    assert [round(each.value, 2) for each in (figure, part(figure, "low"), part(figure, "high"))] == [4.62, -0.43, 9.67]
    assert (figure.stats["start"], figure.stats["end"]) == (date(1959, 3, 31), date(2016, 3, 31))
    assert figure.stats["lag"] == 4


@needs_real
def test_the_whole_shared_history_is_that_window(data):
    """Orders begin in January 1959, and of the second quarter of 2016 there is one month only."""
    whole = implied(data, "NAPMNOI", "OUTPUT", at=60)

    assert whole.value == implied(data, "NAPMNOI", "OUTPUT", at=60, start="1959Q1", end="2016Q1").value


@needs_real
def test_orders_that_ended_in_2016_are_said_to_be_old(data):
    figure = implied(data, "NAPMNOI", "OUTPUT")

    assert part(figure, "x").as_of == date(2016, 4, 30)
    assert any("last known for Apr 2016" in each.en for each in figure.caveats)


@needs_real
def test_growth_on_philadelphia_new_orders_with_and_without_2020(data):
    figure = implied(data, "NOCDFSA066MSFRBPHI", "GDPC1", start="1980Q2", end="2025Q3", without=2020)

    without = part(figure, "without_2020")
    assert figure.stats["r2"] == pytest.approx(0.2967, abs=0.00005)
    assert without.stats["r2"] == pytest.approx(0.420, abs=0.0005)
    assert (figure.stats["n"], without.stats["n"]) == (182, 178)


@needs_real
def test_a_window_before_the_data_is_refused_with_both_spans(data):
    from footnote.errors import AskError

    with pytest.raises(AskError) as refused:
        implied(data, "NOCDFSA066MSFRBPHI", "GDPC1", start="1970")

    assert refused.value.reason == "short_history"
    assert "from Q1 1980 to Q3 2025" in refused.value.text.en


@needs_real
def test_an_earlier_day_knows_neither_later_orders_nor_later_growth(tmp_path):
    then = data_at(real_desk(tmp_path / "desk", GROWTH), as_of=date(2008, 9, 15))

    figure = implied(then, "NOCDFSA066MSFRBPHI", "GDPC1")

    assert part(figure, "x").as_of == date(2008, 8, 31)
    assert figure.stats["end"] == date(2008, 6, 30)

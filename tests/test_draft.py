"""The words around figures: what is old is called old, heads are said in percent as well, a board's columns."""

from dataclasses import replace

import pytest
from fakes import Told

from footnote.answer import Question

YEAR = 12


@pytest.fixture
def old(sample):
    """The sample desk, the last twelve rows of every file missing."""

    def read(wanted):
        reading = sample.desk.sources["file"].read(wanted)
        return replace(reading, values=reading.values.iloc[:-YEAR])

    desk = replace(sample.desk, sources={"file": Told(read)})
    return lambda text: desk.answer(Question(text=text))


def test_a_fresh_value_is_said_as_it_is(ask):
    assert ask("latest consumer sentiment").headline == "Consumer sentiment, University of Michigan: 57.3 (Feb 2026)"


def test_an_old_value_is_called_old_in_the_headline_itself(old):
    """28 February 2025 lies 357 days before 20 February 2026."""
    english, chinese = old("latest consumer sentiment"), old("最新消费者信心")

    assert ", Feb 2025, last known, 357 days old: " in english.headline
    assert "（2025年2月），最后已知数据，已有357天：" in chinese.headline
    assert "latest" not in english.headline + english.text
    assert "最新" not in chinese.headline + chinese.text


def test_an_old_row_of_a_board_carries_its_age_beside_its_period(old):
    english, chinese = (old(text).tables[0] for text in ("US industry snapshot", "美国工业一览"))

    assert {row[-1] for row in english.rows} == {"Jan 2025, 385 days old"}
    assert {row[-1] for row in chinese.rows} == {"2025年1月，已有 385 天"}


def test_the_age_in_a_cell_is_a_statistic_of_the_row(old):
    answer = old("US industry snapshot")

    assert {row.stats["age"] for row in answer.figures[0].parts} == {385}


@pytest.mark.parametrize(
    ("typed", "heads"),
    [
        ("US industry snapshot", ("Series", "Last", "On the period", "On the year", "z", "Trend", "Period")),
        ("美国工业一览", ("序列", "最近值", "较上期", "同比", "标准分", "走势", "期间")),
    ],
)
def test_a_board_stands_in_seven_columns_none_of_which_claims_to_be_the_latest(ask, typed, heads):
    (table,) = ask(typed).tables

    assert table.columns == heads
    assert {len(row) for row in table.rows} == {7}
    assert not any(digit in row[5] for row in table.rows for digit in "0123456789")


def test_the_cells_of_a_board_are_carried_by_the_figures_it_names(ask):
    answer = ask("US industry snapshot")
    figures = {each.key: each for each in answer.figures[0].walk()}

    (first, *_) = answer.tables[0].rows
    row, period, year, score = (figures[key] for key in answer.tables[0].figures[:4])
    assert (row.name, period.name, year.name, score.name) == ("latest", "change_period", "change_year", "zscore")
    assert first[1:4] == (str(row), str(period), str(year))
    assert (f"{first[4]} sd", first[5]) == (str(score), row.stats["trend"])


def test_the_change_of_a_number_of_heads_says_the_percent_in_its_second_sentence(ask):
    answer = ask("payrolls change over 1 year")
    start, end, percent = answer.figures[0].parts

    assert answer.figures[0].unit == "persons"
    assert answer.headline == f"US nonfarm payrolls: {answer.figures[0]} (change from {start.period} to {end.period})"
    assert answer.text == f"From {start} to {end}, {percent}."
    assert str(percent).endswith("%")


def test_the_same_in_chinese(ask):
    answer = ask("非农同比")

    assert answer.headline.startswith(f"非农就业人数：{answer.figures[0].spelled('zh')}（")
    assert answer.text.endswith(f"，变动 {answer.figures[0].parts[2]}。")

"""What is on a chart: the observations, the figures beside them, and how series share a picture."""

from datetime import date
from pathlib import Path

import pytest
from charted import PNG, STAMP, desk, lines, recessions
from fakes import NAN, TODAY, Told, daily, holding, monthly, quarterly

from bot.charts import IN_ENGLISH, NOT_DRAWN
from bot.document import document
from footnote.answer import Input, Question
from footnote.errors import AskError, SourceError
from tools.chart import chart
from tools.charts import canvas, scales
from tools.charts.picture import BASE, picture
from tools.comparing import compare
from tools.registry import all_tools

# ---------------------------------------------------------------- what is drawn

pytest_plugins = ("chart_fixtures",)


def test_a_chart_carries_its_last_value_and_all_that_is_drawn():
    figure = chart(desk(), ("SURVEY",), window="1Y")

    assert (figure.name, figure.value, figure.as_of) == ("chart", None, date(2026, 1, 31))
    assert [(part.name, part.series, part.value) for part in figure.parts] == [("chart_last", "SURVEY", 129)]
    assert [value for _, value in figure.inputs[0].rows] == list(range(118, 130))
    assert figure.stats == {"way": "line", "start": date(2025, 2, 28), "end": date(2026, 1, 31)}


def test_without_a_window_it_is_five_years_and_that_is_an_assumption():
    figure = chart(desk(), ("SURVEY",))

    assert figure.inputs[0].count == 60
    assert figure.inputs[-1] == Input.assumption("window", "5Y")


def test_a_named_window_that_begins_before_the_series_is_refused():
    with pytest.raises(AskError, match=r"runs from Oct 2017") as refused:
        chart(desk(), ("SURVEY",), window="20Y")

    assert refused.value.reason == "short_history"


def test_the_usual_window_starts_where_the_series_does_and_says_so():
    figure = chart(desk(values={"SURVEY": monthly(range(30, 60))}), ("SURVEY",))

    assert figure.inputs[0].count == 30
    assert [caveat.en for caveat in figure.caveats] == [
        "Title of SURVEY (SURVEY): drawn from Aug 2023 on, where its history begins."
    ]


def test_since_a_year_begins_with_that_year():
    figure = chart(desk(), ("SURVEY",), start="2024")

    assert figure.inputs[0].first == date(2024, 1, 31)


def test_a_price_starts_at_the_close_its_change_is_counted_from():
    figure = chart(desk(), ("GOLD", "STOCKS"), window="YTD")

    assert {item.first for item in figure.inputs} == {date(2025, 12, 31)}
    assert [(part.name, round(part.value, 6)) for part in figure.parts] == [
        ("chart_change", round(100 * (1999 / 1948 - 1), 6)),
        ("chart_change", round(100 * (2001 / 2052 - 1), 6)),
    ]


@pytest.mark.parametrize(
    ("series", "way"),
    [
        (("SURVEY",), "line"),
        (("BALANCE",), "line"),
        (("JOBLESS", "BILL"), "line"),
        (("F_GOLD", "F_BONDS"), "bars"),
        (("GOLD", "STOCKS"), "rebased"),
        (("SURVEY", "JOBLESS"), "panels"),
        (("CLAIMS", "PAYROLLS"), "rebased"),
        (("SURVEY", "BALANCE"), "line"),
        (("JOBLESS", "BALANCE"), "panels"),
        (("JOBLESS", "F_GOLD"), "panels"),
    ],
)
def test_one_axis_where_levels_compare_else_a_base_else_a_panel_each(series, way):
    assert chart(desk(), series, window="2Y").stats["way"] == way


def test_on_a_base_every_line_is_at_100_on_the_first_common_day():
    figure = chart(desk(values={"GOLD": daily(range(1000, 1100))}), ("GOLD", "JOBLESS"))

    gold, jobless = lines(figure)
    assert (gold.rows[0][0], jobless.rows[0][0]) == (date(2025, 11, 13), date(2025, 10, 31))
    assert [line.places(BASE)[1][0] for line in (gold, jobless)] == [100, 100]
    assert gold.places(BASE)[1][-1] == pytest.approx(100 * 1099 / 1000)


def test_no_base_for_more_than_four_of_unlike_units_with_rates_among_them():
    with pytest.raises(AskError, match=r"base of 100 would mislead for .*Title of BALANCE") as refused:
        chart(desk(), ("JOBLESS", "BALANCE", "GOLD", "CLAIMS", "SURVEY"), window="2Y")

    assert refused.value.reason == "units"


def test_seven_series_are_too_many():
    with pytest.raises(AskError, match="up to 6"):
        chart(desk(), ("JOBLESS", "BILL", "GOLD", "CLAIMS", "SURVEY", "PAYROLLS", "STOCKS"), window="2Y")


def test_a_blank_is_a_gap_and_is_counted():
    values = [*range(30, 126), NAN, NAN, 128, 129]

    figure = chart(desk(values={"SURVEY": monthly(values)}), ("SURVEY",), window="1Y")

    assert "no value for 2 of the 12 periods drawn (Oct 2025 to Nov 2025)" not in figure.label.en
    assert [caveat.en for caveat in figure.caveats] == [
        "Title of SURVEY (SURVEY): no value for 2 of the 12 periods drawn (Oct 2025 to Nov 2025)."
    ]
    ys = lines(figure)[0].places()[1]
    assert [n for n, value in enumerate(ys) if value != value] == [8]


def test_a_month_without_closes_breaks_the_line_and_is_said():
    closes = daily(range(1000, 2000))
    closes["2025-10-01":"2025-11-15"] = NAN

    figure = chart(desk(values={"GOLD": closes}), ("GOLD",), window="1Y")

    assert "2025-09-30 and 2025-11-16" in figure.caveats[0].en
    assert sum(value != value for value in lines(figure)[0].places()[1]) == 1


def test_bars_are_the_flows_of_the_window_and_no_more():
    figure = chart(desk(), ("F_GOLD",), window="1Y")

    assert [value for _, value in figure.inputs[0].rows] == [2e6, -3e6] * 6


def test_a_quarter_stands_in_its_middle():
    assert scales.place(date(2025, 3, 31), "Q") == pytest.approx(date(2025, 2, 13).toordinal(), abs=1)
    assert scales.place(date(2025, 3, 31), "D") == date(2025, 3, 31).toordinal()


# ---------------------------------------------------------------- recessions


def test_months_of_recession_are_a_figure_of_their_own():
    data = desk(values={"USREC": recessions("2025-03-01", "2025-04-01", "2019-01-01")}, USREC={"lag": 0})

    shaded = chart(data, ("SURVEY",), window="2Y").parts[-1]

    assert (shaded.name, shaded.value, shaded.unit, shaded.series) == ("chart_recessions", 2, "months", "USREC")
    assert [day for day, _ in shaded.inputs[0].rows] == [date(2025, 3, 31), date(2025, 4, 30)]


def test_without_the_series_or_with_a_source_that_fails_nothing_is_shaded_and_nothing_said():
    def fails(wanted):
        if wanted.name == "USREC":
            raise SourceError("FRED is down.")
        return holding({"SURVEY": monthly(range(30, 130))}).read(wanted)

    down = desk(USREC={"lag": 0})
    down.sources = {"file": Told(fails)}

    for data in (desk(), down):
        figure = chart(data, ("SURVEY",), window="2Y")
        assert [part.name for part in figure.parts] == ["chart_last"]
        assert figure.caveats == ()


# ---------------------------------------------------------------- asked for


@pytest.mark.parametrize(
    "asked",
    [
        "show me a chart of gold ytd",
        "plot unemployment and claims",
        "graph it",
        "画图",
        "走势图",
        "图表",
        "画出黄金的走势",
        "给我一张消费者信心的图",
    ],
)
def test_a_chart_is_called_for_in_words(asked):
    assert all_tools()["chart"].cues.search(asked)


@pytest.mark.parametrize("asked", ["gold etf drawdown", "yield curve", "企图", "版图", "图书", "计划"])
def test_other_words_call_for_no_chart(asked):
    assert not all_tools()["chart"].cues.search(asked)


def test_the_desk_answers_with_a_picture_called_after_the_answer(ask, sample):
    answer = ask("chart consumer sentiment over 10 years")

    (drawn,) = answer.charts
    path = Path(drawn.path)
    assert answer.plan[0].arguments == {"series": ["UMCSENT"], "window": "10Y"}
    assert path == sample.settings.home_folder / "charts" / f"{answer.id}.png"
    assert path.read_bytes().startswith(PNG)
    assert drawn.figures == ("f1", "f1.1", "f1.2")  # the last value, the months of recession
    assert drawn.alt == (
        "Chart of Consumer sentiment, University of Michigan, Mar 2016 to Feb 2026. "
        "Consumer sentiment, University of Michigan: 57.3 (Feb 2026)."
    )
    assert document(answer)["charts"] == [{"path": drawn.path, "alt": drawn.alt, "figures": ["f1", "f1.1", "f1.2"]}]


def test_the_desk_answers_in_chinese_with_a_chinese_picture(ask, printed):
    answer = ask("画出黄金和标普500今年以来的走势图")

    words = printed[0][0]
    assert "黄金、标普500" in words
    assert "黄金（总回报） +17.9%（2026年2月20日）" in words
    assert any(text.startswith("截至2026年2月20日 · 示例数据") for text in words)
    assert answer.charts[0].alt.startswith("黄金、标普500走势图，2025年12月31日至2026年2月20日。黄金（总回报）：+17.9%")
    assert answer.caveats == ()


def test_without_the_font_the_answer_says_that_the_picture_is_in_english(ask, monkeypatch, tmp_path):
    monkeypatch.setattr(canvas, "FONT", tmp_path / "none.otf")

    answer = ask("画出消费者信心的走势图")

    assert answer.caveats == (IN_ENGLISH.zh,)
    assert answer.charts[0].alt.startswith("密歇根消费者信心走势图")


def test_where_no_picture_can_be_written_the_figures_stand_and_it_is_said(sample, tmp_path, monkeypatch):
    (tmp_path / "charts").write_text("in the way")
    monkeypatch.setattr(type(sample.desk.charts), "home", property(lambda _: tmp_path), raising=False)

    answer = sample.desk.answer(Question(text="chart consumer sentiment over 10 years"))

    assert (answer.kind, answer.charts, answer.caveats) == ("answer", (), (NOT_DRAWN.en,))
    assert answer.figures[0].parts[0].value == 57.3


def test_two_charts_in_one_answer_have_two_files(sample, tmp_path):
    from bot.charts import Charts

    figures = [chart(desk(), (id,), window="1Y").keyed(f"f{n}") for n, id in enumerate(("SURVEY", "GOLD"), 1)]

    found, said = Charts(home=tmp_path).of("a7f3k2mq", figures, "en", TODAY, sample=False)

    assert [Path(each.path).name for each in found] == ["a7f3k2mq.png", "a7f3k2mq-2.png"]
    assert said == ()
    assert sorted(path.name for path in (tmp_path / "charts").iterdir()) == ["a7f3k2mq-2.png", "a7f3k2mq.png"]


def test_a_quarterly_series_can_be_drawn(tmp_path):
    data = desk(GDP={"freq": "Q", "unit": "USD bn", "lag": 0}, values={"GDP": quarterly(range(100, 140))})

    figure = chart(data, ("GDP", "SURVEY"), window="5Y")

    assert picture(figure, tmp_path / "x.png", "en", STAMP) == "en"
    assert figure.inputs[0].count == 20


def weekdays(values):
    """The values of Mondays to Fridays."""
    return values[values.index.day_of_week < 5]


@pytest.mark.parametrize("window", ["90D", "5Y", "1Y"])
def test_prices_on_a_base_share_their_first_and_last_day_with_a_comparison(window):
    """Ninety days before that Friday lies a Saturday: one of the two has a close on it."""
    every = daily([100 + (n * 7) % 31 for n in range(2000)], last="2026-02-21")
    data = desk(values={"GOLD": every, "STOCKS": weekdays(daily(range(5000, 3000, -1)))})

    drawn = chart(data, ("GOLD", "STOCKS"), window=window)
    told = compare(data, ("GOLD", "STOCKS"), window=window)

    assert len({(line.rows[0][0], line.rows[-1][0]) for line in lines(drawn)}) == 1
    assert [part.value for part in drawn.parts] == [row.value for row in told.parts if row.name == "change"]
    assert drawn.stats["start"] == told.stats["start"]
    assert drawn.formula == "100 x / x on the first common day"


@pytest.mark.parametrize("asked", [{"start": "2024"}, {"start": "2024-03", "end": "2025-06"}, {"start": "2024-03-02"}])
def test_the_same_words_start_a_chart_and_a_comparison_of_prices_at_the_same_close(asked):
    data = desk(
        values={"GOLD": daily(range(1000, 3000)), "STOCKS": weekdays(daily(range(5000, 3000, -1)))},
    )

    drawn, told = chart(data, ("GOLD", "STOCKS"), **asked), compare(data, ("GOLD", "STOCKS"), **asked)

    assert drawn.stats["start"] == told.stats["start"]
    assert [part.value for part in drawn.parts] == [row.value for row in told.parts if row.name == "change"]


def test_prices_of_one_year_from_its_start_to_its_end_are_drawn_from_the_first_day():
    figure = chart(desk(values={"GOLD": daily(range(1000, 3000))}), ("GOLD", "STOCKS"), start="2025", end="2025")

    assert (figure.stats["start"], figure.stats["end"]) == (date(2025, 1, 1), date(2025, 12, 31))


def test_prices_whose_history_begins_later_start_on_the_first_day_they_share():
    late = weekdays(daily(range(1000, 1100)))
    figure = chart(desk(values={"STOCKS": late}), ("GOLD", "STOCKS"))

    assert {item.first for item in figure.inputs if item.name == "drawn"} == {late.index[0].date()}

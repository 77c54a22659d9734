"""The picture of a chart: its words, its font, its scales, its bytes; points with the line fitted through them."""

import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from charted import PNG, STAMP, desk, lines, recessions
from fakes import TODAY, daily, monthly
from hypothesis import given
from hypothesis import strategies as some

from footnote.answer import Figure, Input
from footnote.settings import packaged_desk
from footnote.text import Text
from tools.chart import chart
from tools.charts import canvas, scales, wording
from tools.charts.picture import BASE, picture
from tools.charts.scatter import Axis, Fit, scatter
from tools.charts.wording import Stamp
from tools.desk_folder import load

ROOT = Path(__file__).parents[1]

pytest_plugins = ("chart_fixtures",)


# ---------------------------------------------------------------- the picture


EVERY_WAY = [
    ("SURVEY",),
    ("GOLD", "STOCKS"),
    ("SURVEY", "JOBLESS"),
    ("F_GOLD",),
    ("F_GOLD", "F_BONDS"),
    ("JOBLESS", "BALANCE", "GOLD"),
]


@pytest.mark.parametrize("series", EVERY_WAY, ids=lambda series: "+".join(series))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_number_of_a_picture_is_carried(series, language, tmp_path, printed):
    """All but the scales and the base: by a figure's spelling, a period of what is drawn, the day or the id."""
    data = desk(values={"USREC": recessions("2025-03-01")}, USREC={"lag": 0})
    figure = chart(data, series, window="2Y")

    assert picture(figure, tmp_path / "x.png", language, STAMP) == language

    words, marks = printed[0]
    days = {(day, part.freq) for line, part in zip(lines(figure), figure.parts, strict=False) for day, _ in line.rows}
    carried = {part.spelled(language) for part in figure.walk() if part.value is not None}
    carried |= {scales.spell_period(day, freq, language) for day, freq in days} | {"20 Feb 2026", "2026年2月20日"}
    carried |= {STAMP.id, f"{BASE:.0f}"}
    for each in sorted(carried, key=len, reverse=True):
        words = [text.replace(each, "") for text in words]
    assert [text for text in words if re.search(r"\d", text)] == []
    assert all(
        part.spelled(language) in "".join(printed[0][0]) for part in figure.parts if part.name != "chart_recessions"
    )
    assert any(marks)


def test_source_day_badge_and_id_are_printed(tmp_path, printed):
    picture(chart(desk(), ("SURVEY",), window="1Y"), tmp_path / "x.png", "en", Stamp(id="zz9", day=TODAY, sample=True))

    words = printed[0][0]
    assert {"Source: file:SURVEY", "as of 20 Feb 2026 · sample data · zz9", "Title of SURVEY"} <= set(words)


def test_the_same_chart_is_the_same_bytes_in_another_process_and_leaves_no_home_behind(tmp_path):
    figure = chart(desk(), ("SURVEY",), window="1Y")
    picture(figure, tmp_path / "here.png", "zh", STAMP)
    script = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from pathlib import Path; import test_picture as t\n"
        f"t.picture(t.chart(t.desk(), ('SURVEY',), window='1Y'), Path({str(tmp_path / 'there.png')!r}), 'zh', t.STAMP)"
    )
    home = tmp_path / "home"
    home.mkdir()

    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, check=True)

    assert (tmp_path / "here.png").read_bytes() == (tmp_path / "there.png").read_bytes()
    assert (tmp_path / "here.png").read_bytes().startswith(PNG)
    assert list(home.rglob("*")) == []


def test_a_title_with_two_dollar_signs_is_no_formula(tmp_path):
    """matplotlib would set what stands between them in italics, and fail where that is no mathematics."""
    title = Text("Cost in $x_^ per $10", "每$x_^的成本$")
    data = desk(COST={"lag": 0, "title": title}, values={"COST": monthly(range(1, 101))})

    assert picture(chart(data, ("COST",), window="1Y"), tmp_path / "x.png", "en", STAMP) == "en"
    assert picture(chart(data, ("COST", "JOBLESS"), window="1Y"), tmp_path / "x.png", "zh", STAMP) == "zh"


def test_what_no_font_has_is_marked_and_draws(tmp_path, printed):
    data = desk(ODD={"lag": 0, "title": Text("Sales 🚀\nnow", "销售🚀")}, values={"ODD": monthly(range(1, 101))})

    assert picture(chart(data, ("ODD",), window="1Y"), tmp_path / "x.png", "zh", STAMP) == "en"
    assert f"Sales {canvas.MISSING * 2}now" in printed[0][0]


def test_values_that_never_change_and_a_single_step_can_be_drawn(tmp_path):
    for values in ([5] * 100, [0] * 100, [1e12] * 100, [1e-9] * 100, [-3.5] * 99 + [4.25]):
        figure = chart(desk(values={"BALANCE": monthly(values)}), ("BALANCE",), window="1Y")
        picture(figure, tmp_path / "x.png", "en", STAMP)

        assert (tmp_path / "x.png").read_bytes().startswith(PNG)


def test_nothing_is_left_where_drawing_fails(tmp_path):
    with pytest.raises(RuntimeError), canvas.sheet(tmp_path / "x.png"):
        raise RuntimeError

    assert list(tmp_path.iterdir()) == []


def test_the_shade_covers_each_month_from_its_first_day_to_its_last(tmp_path, monkeypatch):
    data = desk(values={"USREC": recessions("2025-03-01")}, USREC={"lag": 0})
    seen, drawn = [], canvas.sheet

    @contextmanager
    def watched(path):
        with drawn(path) as sheet:
            yield sheet
            seen.extend((patch.get_x(), patch.get_x() + patch.get_width()) for patch in sheet.axes[0].patches)

    monkeypatch.setattr(canvas, "sheet", watched)
    picture(chart(data, ("SURVEY",), window="2Y"), tmp_path / "x.png", "en", STAMP)

    assert seen == [(date(2025, 3, 1).toordinal(), date(2025, 4, 1).toordinal())]


# ---------------------------------------------------------------- the font


def test_the_font_has_the_characters_of_every_name_we_ship():
    catalogue = load(packaged_desk())

    names = [item.title for item in catalogue.named()]
    assert [each.zh for each in names if not canvas.covers(each.zh)] == []
    assert [each.en for each in names if not canvas.covers(each.en)] == []


def test_the_font_has_all_of_gb_2312():
    rows = (bytes([first, second]) for first in range(0xB0, 0xF8) for second in range(0xA1, 0xFF))

    assert [each for row in rows if (each := row.decode("gb2312", "ignore")) and not canvas.covers(each)] == []


def test_without_the_font_the_words_are_english(tmp_path, monkeypatch, printed):
    monkeypatch.setattr(canvas, "FONT", tmp_path / "none.otf")

    assert picture(chart(desk(), ("SURVEY",), window="1Y"), tmp_path / "x.png", "zh", STAMP) == "en"
    assert "Title of SURVEY" in printed[0][0]
    assert wording.spoken([Text("a", "甲")], "en") == "en"


def test_the_licence_of_the_font_lies_beside_it():
    licence = canvas.FONT.with_suffix(".txt").read_text("utf-8")

    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence


# ---------------------------------------------------------------- scales


@given(
    low=some.floats(-1e13, 1e13),
    width=some.floats(1e-3, 1e13),
    most=some.integers(1, 6),
)
def test_round_values_lie_within_evenly_and_are_not_too_many(low, width, most):
    high = low + width
    if high - low < 1e-9 * max(abs(low), abs(high), 1):
        return

    values = scales.round_values(low, high, most)

    room = 1e-6 * (high - low)
    assert all(low - room <= each <= high + room for each in values)
    assert len(values) <= most + 1
    steps = [after - before for before, after in pairwise(values)]
    assert all(step == pytest.approx(steps[0], rel=1e-3) for step in steps)


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (4, 4.02, "percent", ["4.00%", "4.01%", "4.02%"]),
        (0, 6e11, "USD", ["$0", "$100bn", "$200bn", "$300bn", "$400bn", "$500bn", "$600bn"]),
        (0, 1, "USD", ["$0.00", "$0.20", "$0.40", "$0.60", "$0.80", "$1.00"]),
        (99.9, 100.1, "index", ["99.90", "99.95", "100.00", "100.05", "100.10"]),
        (-30, 30, "basis point", ["-30 bp", "-20 bp", "-10 bp", "0 bp", "10 bp", "20 bp", "30 bp"]),
    ],
)
def test_marks_are_spelled_as_figures_are_and_no_two_alike(low, high, unit, words):
    assert scales._marks(low, high, unit, "en", 6)[1] == words


@pytest.mark.parametrize("days", [3, 20, 80, 400, 1500, 9000, 40_000])
def test_days_below_are_few_and_spelled_in_both_languages(days, tmp_path):
    with canvas.sheet(tmp_path / "x.png") as sheet:
        axes = sheet.add_axes((0.1, 0.1, 0.8, 0.8))
        last = date(2026, 2, 20).toordinal()
        scales.days_below(axes, last - days, last, "zh")
        words = [each.get_text() for each in axes.get_xticklabels()]

    assert 2 <= len(words) <= 8
    assert len(set(words)) == len(words)
    assert all("年" in each for each in words)


# ---------------------------------------------------------------- points with a line


def made(name, value, unit="percent"):
    label = Text("implied growth, 95 % interval drawn", "隐含增速，竖线为95%区间")
    given_number = (Input.given("x", 60),)
    return Figure(name=name, label=label, value=value, unit=unit, as_of=TODAY, formula="a + b x", inputs=given_number)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_points_their_line_and_the_marked_value(language, tmp_path, printed, monkeypatch):
    held, inner = [], canvas.sheet

    @contextmanager
    def kept(path):
        with inner(path) as sheet:
            yield sheet
            held.extend(line.get_xydata().tolist() for line in sheet.axes[0].lines)

    monkeypatch.setattr(canvas, "sheet", kept)
    x = Axis(title=Text("Orders", "订单"), unit="index", values=(40, 50, 60), marked=made("x", 55, "index"))
    y = Axis(title=Text("Growth", "增速"), unit="percent", values=(1, 2, 4), marked=made("implied", 3.0))
    fit = Fit(slope=0.15, intercept=-5.25, low=made("low", 1.0), high=made("high", 5.0))

    said = scatter(
        x, y, fit, tmp_path / "x.png", language, STAMP, below=Text("three quarters", "三个季度"), sources=["file:a"]
    )

    points, line, bounds, mark = held
    assert (said, points) == (language, [[40, 1], [50, 2], [60, 4]])
    assert [y for _, y in line] == pytest.approx([-5.25 + 0.15 * x for x, _ in line])
    assert (bounds, mark) == ([[55, 1], [55, 5]], [[55, 3]])
    assert y.marked.label.to(language) + Text(": 3.0%", "：3.0%").to(language) in printed[0][0]


# ---------------------------------------------------------------- words that need more room


def test_a_title_too_long_for_a_line_stands_in_two_and_the_rest_is_counted(tmp_path, printed):
    long = Text("A series with a long name of its own", "名称相当长的一个序列用于检验图题是否会被截断")

    six = wording.titled([Text(f"{long.en} {each}", f"{long.zh}{each}") for each in "ABCDEF"], "en")
    zh = wording.titled([Text(f"{long.en} {each}", f"{long.zh}{each}") for each in "ABCDEF"], "zh")

    assert six.endswith(" D and 2 more")
    assert zh.endswith("等 6 个序列")
    assert all("…" not in line for line in wording.folded(six, (wording.WIDEST["titles"],) * 2))
    assert wording.titled([Text("A", "甲"), Text("B", "乙")], "zh") == "甲、乙"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_sources_and_what_is_shaded_stand_whole_in_two_lines(language, tmp_path, printed):
    data = desk(values={"USREC": recessions("2025-03-01")}, USREC={"lag": 0})
    figure = chart(data, ("SURVEY", "JOBLESS", "BALANCE"), window="2Y")
    many = replace(
        figure,
        inputs=tuple(
            replace(item, source=f"file:a-folder/with-a-long-name/observations-{letter}.csv")
            for item, letter in zip(figure.inputs, "abc", strict=True)
        ),
    )

    picture(many, tmp_path / "x.png", language, STAMP)

    below = [text for text in printed[0][0] if "observations-" in text or "USREC" in text]
    assert all(name in "".join(below) for name in ("observations-a", "USREC"))
    shaded = {"en": "Shaded: Title of USREC", "zh": "阴影：USREC的名称"}[language]
    assert shaded in printed[0][0]


def test_an_entry_of_the_legend_fits_its_column(tmp_path, printed):
    """Where a day that all have in common has no room it goes, and only then is a name cut."""
    longer = {"title": Text("Emerging markets excluding China", "名称"), "unit": "USD", "kind": "price"}
    data = desk(
        values={"LONG": daily(range(1000, 2000))},
        LONG={**longer, "freq": "D", "lag": 0, "total_return": True},
    )

    picture(chart(data, ("GOLD", "LONG"), window="1Y"), tmp_path / "x.png", "en", STAMP)

    entries = [text for text in printed[0][0] if "total return" in text]
    assert entries[1].startswith("Emerging markets excluding China, total return +")
    assert not any("2026" in entry for entry in entries)
    assert max(map(wording.width, entries)) <= wording.WIDEST["entry"]


def test_lines_are_broken_between_words_and_the_last_is_cut():
    assert wording.folded("one two three", (7, 9)) == ["one two", "three"]
    assert wording.folded("one two three four", (7, 7)) == ["one two", "three f…"]
    assert wording.folded("甲乙丙，丁戊", (6, 9)) == ["甲乙", "丙，丁戊"]
    assert wording.folded("one", (7, 9)) == ["one"]


def test_flows_have_bars_in_a_panel_of_their_own(tmp_path, monkeypatch):
    held, inner = [], canvas.sheet

    @contextmanager
    def kept(path):
        with inner(path) as sheet:
            yield sheet
            held.extend((len(axes.patches), len(axes.lines)) for axes in sheet.axes)

    monkeypatch.setattr(canvas, "sheet", kept)
    figure = chart(desk(), ("F_GOLD", "GOLD"), window="2Y")

    picture(figure, tmp_path / "x.png", "en", STAMP)

    flows, price = held
    assert figure.stats["way"] == "panels"
    assert [item.name for item in figure.inputs] == ["bars", "drawn"]
    assert (flows[0], price[0]) == (len(figure.inputs[0].rows), 0)


def test_a_long_name_at_the_side_stands_in_two_lines(tmp_path, monkeypatch):
    held, inner = [], canvas.sheet

    @contextmanager
    def kept(path):
        with inner(path) as sheet:
            yield sheet
            held.append(sheet.axes[0].get_ylabel())

    monkeypatch.setattr(canvas, "sheet", kept)
    along = Text("World equities, earnings per share (ACWI), change on the year 6 months later", "名称")
    x = Axis(title=Text("Orders", "订单"), unit="index", values=(40, 50, 60))
    y = Axis(title=Text("Growth", "增速"), unit="percent", values=(1, 2, 4), taken=along)
    sample = Text("three quarters", "三个季度")

    scatter(x, y, Fit(slope=0.1, intercept=0.0), tmp_path / "x.png", "en", STAMP, below=sample, sources=["file:a"])

    assert held[0].replace("\n", " ") == along.en
    assert held[0].count("\n") == 1

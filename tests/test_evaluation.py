"""Questions with what each should get: the file read strictly, plans and figures compared, nothing of it kept."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from bot.evaluation import evaluated
from bot.expected import rows_of
from bot.expected_calls import matches
from footnote.answer import Call
from footnote.errors import SetupError
from footnote.settings import packaged_desk

pytest_plugins = ("terminal_fixtures",)

OWN = packaged_desk() / "questions.jsonl"
DATA = packaged_desk() / "data"
CPI = {"tool": "latest", "args": {"series": "CPIAUCSL"}}
ORDERS = {"tool": "latest", "args": {"series": "ISM_NEW_ORDERS"}}


def line(**changed):
    row = {"id": "q1", "cat": "latest", "lang": "en", "q": "latest cpi", "action": "call", "calls": [CPI]}
    row |= changed
    return json.dumps({key: value for key, value in row.items() if value is not None}, ensure_ascii=False)


def call(tool, **arguments):
    return Call(tool=tool, arguments=arguments)


def outcome(sample, **changed):
    """The one result of a row."""
    return evaluated(sample.desk, rows_of(line(**changed), sample.desk)).results[0]


@pytest.mark.parametrize(
    ("plan", "wanted", "same"),
    [
        ([call("latest", series="A"), call("zscore", series="A")],
         [call("zscore", series="A"), call("latest", series="A")], True),
        ([call("latest", series="A")], [call("latest", series="B")], False),
        ([call("latest", series="A")], [call("latest", series="A"), call("latest", series="A")], False),
        ([call("latest", series="A", at="2025")], [call("latest", series="A")], False),
        ([call("chart", series=("A", "B"))], [call("chart", series=["B", "A"])], True),
        ([call("chart", series=["A", "B"])], [call("chart", series=["A"])], False),
        ([call("contribution", parts=[0.5, 0.2])], [call("contribution", parts=[0.2, 0.5])], False),
        ([call("contribution", parts=(0.5, 0.1 + 0.2))], [call("contribution", parts=[0.5, 0.3])], True),
        ([call("exit_time", cap=0.05)], [call("exit_time", cap=0.06)], False),
        ([call("notes_search", query="Private Credit 贖回")], [call("notes_search", terms=["赎回", "credit"])], True),
        ([call("notes_search", query="credit")], [call("notes_search", terms=["credit", "gate"])], False),
        ([call("notes_search", query="credit", source="X")], [call("notes_search", terms=["credit"])], False),
        ([call("list_notes", source="bofa")], [call("list_notes", source="BofA")], True),
    ],
    ids=range(13),
)  # fmt: skip
def test_plans_compare_by_what_they_do(plan, wanted, same):
    assert matches(plan, wanted) is same


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{", "line 2: this is no JSON (character 2); write one object a line"),
        ("[1]", "line 2: this is no JSON object"),
        (line(q=None, id="x"), "line 2: q missing; each question needs id, cat, lang, q, action"),
        (line(id="x", figure=[]), "line 2: there is no key 'figure'; there may be"),
        (line(id="x", history="cpi"), "line 2: history should be a list"),
        (line(id="x", lang="fr"), "lang is 'fr'; it should be en or zh"),
        (line(id="x", action="answer"), "action is 'answer'; it should be call, ask or refuse"),
        (line(id="x", calls=[]), "action is call and there are no calls"),
        (line(id="x", as_of="20/2/2026"), "as_of is '20/2/2026', which is no day; write it as 2026-02-20"),
        (line(id="x", calls=[{"tool": "guess", "args": {}}]), "there is no tool 'guess'; there are capital_release"),
        (line(id="x", calls=[{"tool": "latest", "args": {"of": "A"}}]), "latest takes no 'of'; it takes series, at"),
        (line(id="x", calls=[{"tool": "latest", "args": {"series": "NOPE"}}]), "this desk has no series, basket or"),
        (line(id="x", also_ok=[[{"tool": "snapshot", "args": {"board": "NOPE"}}]]), "has no board of that id"),
        (line(id="x", calls=[{"tool": "latest"}]), "its args an object"),
        (line(id="x", also_ok=[CPI]), "also_ok one of such"),
        (line(id="x", figures=[{"name": "latest"}]), "a figure should be an object with name and value"),
        (line(id="x", figures=[{"name": "latest", "value": "3"}]), "value of a figure should be a number"),
        (line(), "the id 'q1' is that of line 1"),
    ],
    ids=range(18),
)
def test_a_line_that_cannot_be_used_is_named_with_what_would_be_fine(sample, written, said):
    with pytest.raises(SetupError) as raised:
        rows_of(f"{line()}\n{written}\n", sample.desk)

    assert len(raised.value.faults) == 1
    assert raised.value.faults[0].startswith("line 2: ")
    assert said in raised.value.faults[0]


def test_all_faults_are_named_at_once_and_blank_lines_count(sample):
    with pytest.raises(SetupError) as raised:
        rows_of(f"{{\n\n{line(lang='fr')}", sample.desk)

    assert [fault[:7] for fault in raised.value.faults] == ["line 1:", "line 3:"]


def test_a_file_without_a_question_is_refused(sample):
    with pytest.raises(SetupError, match="there is no question in it; write one a line"):
        rows_of("\n \n", sample.desk)


def test_another_plan_is_told_in_plain_lines(sample):
    result = outcome(sample, calls=[ORDERS])

    assert (result.right, result.why, result.got) == (False, "another plan", "latest(series=CPIAUCSL)")


def test_any_alternative_is_right(sample):
    assert outcome(sample, calls=[ORDERS], also_ok=[[CPI]]).right


def test_a_figure_is_looked_for_among_figures_and_their_parts(sample):
    change = [{"tool": "change", "args": {"series": "CPIAUCSL", "window": "1Y"}}]
    wanted = [{"name": "end", "series": "CPIAUCSL", "value": 326.6}, {"name": "start", "value": 300, "unit": "index"}]

    result = outcome(sample, q="cpi yoy", calls=change, figures=wanted)

    assert (result.planned_right, result.figures_right) == (True, 1)
    assert result.why == "start should be 300 index; there is 319.1 index"


def test_within_widens_the_tolerance(sample):
    near = {"name": "latest", "series": "CPIAUCSL", "value": 327}

    assert not outcome(sample, figures=[near]).right
    assert outcome(sample, figures=[near | {"within": 0.01}]).right


@pytest.mark.parametrize(
    ("asked", "action", "right"),
    [
        ("returns please", "ask", True),
        ("returns please", "refuse", False),
        ("should I buy gold?", "refuse", True),
        ("should I buy gold?", "ask", False),
        ("latest cpi", "refuse", False),
    ],
)
def test_a_question_back_has_choices_and_a_refusal_has_none(sample, asked, action, right):
    assert outcome(sample, q=asked, action=action, calls=None).right is right


def test_questions_before_fill_the_slots(sample):
    gap = [{"tool": "flow_gap", "args": {"a": "EXPANSION", "b": "STAGNATION", "window": "3Y"}}]
    history = ["10y flow gap expansion vs stagnation", "what do the notes say about gates?"]

    in_full = outcome(sample, q="over 3 years?", calls=gap, history=history, figures=[{"name": "nil", "value": 1}])

    assert outcome(sample, q="over 3 years?", calls=gap, history=history).right
    assert in_full.why.startswith("nil should be 1; there is gap, a,")
    assert not outcome(sample, q="over 3 years?", calls=gap).right


def test_a_thread_stays_on_the_day_it_was_told(sample):
    """Of December: on 20 January the print for January was not out."""
    december = [{"name": "latest", "series": "UNRATE", "value": 4.4}]
    unemployment = [{"tool": "latest", "args": {"series": "UNRATE"}}]

    result = outcome(
        sample, q="and unemployment?", calls=unemployment, history=["payrolls as of 20 January 2026"], figures=december
    )

    assert result.right


def test_each_row_is_asked_on_its_own_day(sample):
    payrolls = [{"tool": "latest", "args": {"series": "PAYEMS"}}]
    first_print = [{"name": "latest", "value": 158_757_000}]

    assert outcome(sample, q="latest payrolls", calls=payrolls, figures=first_print, as_of="2026-01-20").right
    assert not outcome(sample, q="latest payrolls", calls=payrolls, figures=first_print).right


def test_nothing_of_it_is_kept(sample):
    home = sample.settings.home_folder
    text = "\n".join(
        (
            line(q="chart of gold YTD", calls=[{"tool": "chart", "args": {"series": ["GOLD"], "window": "YTD"}}],
                 figures=[{"name": "nil", "value": 0}]),
            line(id="q2", q="what does the zyzzogeton say", action="refuse", calls=None),
        )
    )  # fmt: skip

    before = {path.relative_to(home): path.stat().st_size for path in home.rglob("*") if path.is_file()}
    report = evaluated(sample.desk, rows_of(text, sample.desk))
    after = {path.relative_to(home): path.stat().st_size for path in home.rglob("*") if path.is_file()}

    assert report.figures.of == 1
    assert after == before
    assert "zyzzogeton" not in {each.term for each in sample.library.unmatched.most(50)}


def test_a_bug_is_one_question_s_and_not_the_end(sample, monkeypatch):
    rows = rows_of(f"{line()}\n{line(id='q2', q='latest ism new orders', calls=[ORDERS])}", sample.desk)
    whole = type(sample.desk).plan

    def broken(desk, question, *rest):
        if "cpi" in question.text:
            raise ZeroDivisionError
        return whole(desk, question, *rest)

    monkeypatch.setattr(type(sample.desk), "plan", broken)
    report = evaluated(sample.desk, rows)

    assert [result.right for result in report.results] == [False, True]
    assert "a bug in the planner: ZeroDivisionError" in report.results[0].got


def test_plans_alone_answer_nothing(sample):
    rows = rows_of(line(figures=[{"name": "latest", "value": 1}]), sample.desk)

    report = evaluated(sample.desk, rows, plans_only=True)

    assert (report.share, report.figures.of) == (1.0, 0)


def test_disturbed_questions_are_rows_like_others(sample):
    row = rows_of(line(), sample.desk)[0]

    assert evaluated(sample.desk, [replace(row, asked="LATEST CPI")]).share == 1.0


# ---------------------------------------------------------------- the sample desk's own


def test_the_sample_desk_s_own_questions_come_out_as_expected(sample):
    report = evaluated(sample.desk, rows_of(OWN.read_text("utf-8"), sample.desk))

    assert report.share >= 0.95, [(each.row.asked, each.got, each.why) for each in report.differed]
    assert not [each.why for each in report.differed if each.planned_right]


def test_they_are_of_every_tool_in_both_languages(sample):
    rows = rows_of(OWN.read_text("utf-8"), sample.desk)
    tools = {call.tool for row in rows for way in row.ways for call in way}
    halves = [sum(row.language == language for row in rows) for language in ("en", "zh")]

    assert tools >= sample.desk.tools.keys() | {"notes_search", "list_notes", "claim_check"}
    assert min(halves) >= 30


def column(name, value="value"):
    return pd.read_csv(DATA / name, index_col=0)[value]


def test_their_values_follow_from_the_files():
    """Worked out here by pandas alone, so that new sample data cannot leave old values behind."""
    prices = pd.read_csv(DATA / "market" / "prices.csv", index_col=0)["GOLD"]
    deals = pd.read_csv(DATA / "spac" / "deals.csv")
    flows = pd.read_csv(DATA / "flows" / "funds.csv").pivot(index="date", columns="fund", values="flow").iloc[-120:]
    stagnant = ["F_US_LARGE_GROWTH", "F_TREASURIES", "F_IG_BONDS", "F_PRIVATE_CREDIT"]
    cpi = column("us/CPIAUCSL.csv")
    figures = [
        (each["name"], each.get("series"), each["value"])
        for row in map(json.loads, OWN.read_text("utf-8").splitlines())
        for each in row.get("figures", ())
    ]

    worked = {
        ("latest", "ISM_NEW_ORDERS"): column("surveys/ism.csv", "new_orders").iloc[-1],
        ("change", "CPIAUCSL"): 100 * (cpi.iloc[-1] / cpi.iloc[-13] - 1),
        ("return", "GOLD"): 100 * (prices.loc["2025-12-31"] / prices.loc["2024-12-31"] - 1),
        ("volume", "SPAC_DEALS"): 1e6 * deals.loc[deals["announced"].str.startswith("2024"), "deal_value"].sum(),
        ("gap", None): 1e6 * (flows.drop(columns=stagnant).sum().sum() - flows[stagnant].sum().sum()),
    }
    for (name, series), value in worked.items():
        assert pytest.approx(value, rel=1e-8) in [got for what, of, got in figures if (what, of) == (name, series)]


# ---------------------------------------------------------------- the command


def test_the_command_prints_one_object(footnote, tmp_path):
    path = tmp_path / "asked.jsonl"
    path.write_text(f"{line()}\n{line(id='q2', cat='other', lang='zh', q='最新CPI', calls=[ORDERS])}\n", "utf-8")

    status, printed = footnote("eval", path, "--json", "--at-least", "90")

    report = json.loads(printed.out)
    assert status == 1
    assert (report["questions"], report["right"], report["share"]) == (2, 1, 0.5)
    assert report["by_kind"] == {"latest": {"right": 1, "of": 1}, "other": {"right": 0, "of": 1}}
    assert report["by_language"] == {"en": {"right": 1, "of": 1}, "zh": {"right": 0, "of": 1}}
    assert report["plans"] == {"right": 1, "of": 2}
    assert report["figures"] == {"right": 0, "of": 0}
    assert report["differed"] == [
        {
            "id": "q2",
            "asked": "最新CPI",
            "history": [],
            "expected": "latest(series=ISM_NEW_ORDERS)",
            "got": "latest(series=CPIAUCSL)",
            "why": "another plan",
        }
    ]
    assert 0 < report["milliseconds"]["p50"] <= report["milliseconds"]["p95"]


def test_in_words_it_is_a_table_and_what_differed(footnote, tmp_path):
    path = tmp_path / "asked.jsonl"
    path.write_text(line(calls=[ORDERS], history=["latest [b]gold"]), "utf-8")

    status, printed = footnote("eval", path, "--at-least", "0")

    words = [" ".join(each.split()) for each in printed.out.splitlines()]
    assert status == 0
    assert {"all 0 1 0.0%", "latest 0 1 0.0%", "after latest [b]gold", "why another plan"} <= set(words)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "asked.jsonl: it cannot be read (No such file or directory); name a file with a question a line."),
        (b"\xff\xfe{", "asked.jsonl: this is not UTF-8 text; save it as UTF-8."),
        (b"{\n", "asked.jsonl: line 1: this is no JSON (character 2); write one object a line, between { and }."),
    ],
    ids=["missing", "not text", "not json"],
)
def test_a_file_that_cannot_be_used_ends_with_2(footnote, tmp_path, content, said):
    path = tmp_path / "asked.jsonl"
    if content is not None:
        path.write_bytes(content)

    status, printed = footnote("eval", path, "--json")

    assert (status, printed.out, printed.err.strip()) == (2, "", said)


def test_a_desk_without_questions_of_its_own_says_so(footnote, tmp_path, monkeypatch):
    (tmp_path / "desk.toml").write_text('desk = { name = "Bare desk", timezone = "UTC", language = "en" }', "utf-8")
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("FOOTNOTE_DESK", str(tmp_path))

    status, printed = footnote("eval")

    assert status == 2
    assert printed.err.strip() == (
        "questions.jsonl: this desk has no questions of its own; write them into its folder, or name a FILE."
    )

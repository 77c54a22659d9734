"""The front door on the sample desk: kinds and reasons, the contract's fields, rights, and never silence."""

import json
from dataclasses import replace
from datetime import date

import pytest
from fakes import Told
from hypothesis import given
from hypothesis import strategies as st

from bot import check
from bot.document import document
from footnote.answer import Question
from footnote.errors import SourceError
from footnote.text import Text, same

FIELDS = (
    "id kind reason language asked as_of label model sample plan reading headline text choices caveats figures tables "
    "charts citations notes verdicts"
).split()
GAP = "What is the fund-flow gap between expansion and stagnation assets over 10 years?"


def everything(figures):
    for figure in figures:
        yield figure
        yield from everything(figure["parts"])


def test_the_gap_is_a_figure_made_of_two_sums_of_observations(ask):
    answer = document(ask(GAP))
    gap = answer["figures"][0]

    assert answer["kind"] == "answer"
    assert (gap["name"], gap["unit"], gap["as_of"]) == ("gap", "USD", "2026-01-31")
    assert gap["value"] == pytest.approx(-1.302e12, rel=1e-3)
    assert [part["name"] for part in gap["parts"][:2]] == ["a", "b"]
    assert {item["count"] for part in gap["parts"][:2] for flow in part["parts"] for item in flow["inputs"]} == {120}


def test_the_same_question_in_chinese_gives_the_same_figure(ask):
    english, chinese = ask(GAP), ask("扩张类资产和停滞类资产过去十年累计资金流入差多少?")

    assert chinese.language == "zh"
    assert chinese.plan == english.plan
    assert [figure.value for figure in chinese.figures] == [figure.value for figure in english.figures]


def test_every_field_of_the_contract_is_there_in_its_order(ask):
    assert list(document(ask(GAP))) == FIELDS
    assert list(document(ask(""))) == FIELDS


def test_an_answer_is_in_the_ledger_before_it_is_shown(ask, sample):
    answer = ask(GAP)

    kept = sample.ledger.get(answer.id)

    assert kept["headline"] == answer.headline
    rows = kept["figures"][0]["parts"][0]["parts"][0]["inputs"][0]["observations"]
    assert len(rows) == 120
    assert rows[-1][0] == "2026-01-31"


def test_no_two_values_of_an_answer_share_name_series_and_unit(ask):
    for question in (GAP, "us industry snapshot", "60/40 return since 2020", "gold, spx and nuclear return ytd"):
        keys = [
            (item["name"], item["series"], item["unit"])
            for item in everything(document(ask(question))["figures"])
            if item["value"] is not None
        ]

        assert len(keys) == len(set(keys)), question


def test_every_quote_equals_the_stored_note_at_its_offsets(ask, sample):
    for question in (GAP, "what do the notes say about private credit?", "研报怎么说韩国出口"):
        for citation in ask(question).citations:
            note = sample.library.note(citation.note, frozenset(sample.rights.labels))

            assert note.text[citation.start : citation.end] == citation.quote


def test_every_number_in_the_words_of_an_answer_is_in_a_figure_or_a_date(ask):
    """The headline and the text are slots filled by the check: taken apart again, nothing is left over."""
    for question in (GAP, "is consumer sentiment the highest since when?", "10y yield move since last May"):
        answer = ask(question)
        carried = sorted(check.slots(answer.figures, answer.citations, "en").values(), key=len, reverse=True)
        left = f"{answer.headline} {answer.text}"
        for value in filter(None, carried):
            left = left.replace(value, "")

        assert not check.DIGIT.search(left), left


@pytest.mark.parametrize(
    ("typed", "kind", "reason"),
    [
        ("", "refuse", None),
        ("x" * 5_000, "refuse", None),
        ("Quel est le taux de chômage depuis 2020 ?", "refuse", "off_topic"),
        ("should I buy gold?", "refuse", "advice"),
        ("what's the weather in Hong Kong", "refuse", "off_topic"),
        ("latest retail sales", "refuse", "not_configured"),
        ("gold return since 1999", "refuse", "short_history"),
        ("latest ACME_INDEX", "ask", "unknown_series"),
        ("returns please", "ask", None),
    ],
)
def test_what_cannot_be_answered_says_what_can(ask, typed, kind, reason):
    answer = ask(typed)

    assert (answer.kind, answer.reason) == (kind, reason)
    assert len(answer.headline) > 20
    assert (kind == "ask") == bool(answer.choices)


def test_an_unknown_series_names_the_nearest_three(ask):
    answer = ask("latest TRUCK_DEMND_IDX")

    assert len(answer.choices) == 3
    assert any("Truck" in choice for choice in answer.choices)


def test_a_missing_key_names_the_variable_and_what_can_be_asked(ask):
    answer = ask("latest retail sales")

    assert "FRED_API_KEY" in answer.headline
    assert "meanwhile you can ask for" in answer.headline


def test_a_board_is_found_by_any_of_its_names(sample):
    for name in ("us-industry", "US-INDUSTRY", "industry", "美国工业", "美國工業"):
        answer = sample.desk.snapshot(name, Question(text=name))

        assert answer.plan[0].arguments == {"board": "us-industry"}


def test_an_unknown_board_lists_the_boards(sample):
    answer = sample.desk.snapshot("zoo", Question(text="zoo"))

    assert answer.kind == "ask"
    assert "US industry" in answer.headline


def test_a_question_as_of_a_day_sees_only_what_was_published_by_then(ask):
    """February's preliminary sentiment came out on the 10th."""
    assert ask("latest consumer sentiment", as_of=date(2026, 2, 9)).figures[0].as_of == date(2026, 1, 31)
    assert ask("latest consumer sentiment", as_of=date(2026, 2, 10)).figures[0].as_of == date(2026, 2, 28)


def test_a_note_of_the_future_is_not_quoted(ask):
    quoted = ask("what do the notes say about private credit?", as_of=date(2026, 2, 16)).citations

    assert quoted
    assert all(citation.date <= date(2026, 2, 16) for citation in quoted)


def test_a_restricted_note_does_not_exist_for_those_who_may_not_see_it(ask, sample):
    restricted = {note.id for note in sample.library.notes(frozenset({"restricted"}))}
    typed = "what do the notes say about where the desk stands on positioning in emerging markets?"

    assert restricted & {citation.note for citation in ask(typed).citations}
    assert not restricted & {citation.note for citation in ask(typed, user="U0MEMBER").citations}
    assert not restricted & {note["note"] for note in ask("list notes", user="U0MEMBER").notes}


def test_a_series_above_the_askers_clearance_cannot_even_be_named(sample):
    hidden = replace(sample.catalogue.series["TRUCK_DEMAND"], label="closed")
    catalogue = replace(sample.catalogue, series={**sample.catalogue.series, "TRUCK_DEMAND": hidden})
    desk = replace(sample.desk, catalogue=catalogue)

    told = document(desk.answer(Question(text="latest TRUCK_DEMAND", user="U0MEMBER")))

    assert not told["figures"]
    assert "60.8" not in json.dumps(told)


def test_a_hidden_name_is_answered_like_a_name_that_does_not_exist(sample):
    """Whoever may not see a series must not learn from the refusal that there is one."""
    hidden = replace(
        sample.catalogue.series["TRUCK_DEMAND"], id="ZORBLAX", title=same("zorblax"), aliases=(), label="closed"
    )
    catalogue = replace(sample.catalogue, series={**sample.catalogue.series, "ZORBLAX": hidden})
    with_it, without = (
        document(replace(sample.desk, catalogue=each).answer(Question(text="latest zorblax", user="U0MEMBER")))
        for each in (catalogue, sample.catalogue)
    )

    assert {**with_it, "id": ""} == {**without, "id": ""}


def test_a_source_that_fails_is_one_plain_sentence(sample):
    def down(*_):
        raise SourceError(Text("The file is locked; ask again.", "文件被占用，请重试。"))

    desk = replace(sample.desk, sources={"file": Told(down)})

    english, chinese = (desk.answer(Question(text=text)) for text in ("latest truck demand", "最新卡车货运需求"))

    assert (english.kind, english.reason) == ("error", "source_down")
    assert english.headline.endswith(
        "(TRUCK_DEMAND, column 'demand'): The file is locked; ask again. No figure is given."
    )
    assert chinese.headline.endswith("文件被占用，请重试。不给出数字。")


def test_a_bug_becomes_a_sentence_with_a_reference_and_no_trace(sample, caplog):
    def broken(*_):
        raise ZeroDivisionError("/secret/path")

    desk = replace(sample.desk, sources={"file": Told(broken)})

    answer = desk.answer(Question(text="latest truck demand"))

    assert answer.kind == "error"
    assert answer.id in answer.headline
    assert "secret" not in json.dumps(document(answer))
    assert answer.id in caplog.text


def test_a_thread_goes_on_with_what_was_asked(sample):
    first = Question(text="10y flow gap expansion vs stagnation", user="U1", thread="T9")
    sample.desk.answer(first)

    again = sample.desk.answer(replace(first, text="over 3 yrs?"))
    stranger = sample.desk.answer(replace(first, text="over 3 yrs?", user="U2"))

    assert again.plan[0].arguments == {"a": "EXPANSION", "b": "STAGNATION", "window": "3Y"}
    assert stranger.kind != "answer"


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("S&P 500 return ytd", True),
        ("S&P 500 return in 2022", False),
        ("flow gap expansion vs stagnation in 2024", False),
    ],
)
def test_a_quote_beside_a_figure_speaks_of_the_same_window(ask, typed, quoted):
    """The note's ten-year gap beside last year's would contradict the figure it stands under."""
    assert bool(ask(typed).citations) == quoted


def test_what_must_be_said_of_a_row_of_a_board_is_said_of_the_answer(sample):
    def old(wanted):
        reading = sample.desk.sources["file"].read(wanted)
        return replace(reading, values=reading.values.iloc[:-12])

    answer = replace(sample.desk, sources={"file": Told(old)}).answer(Question(text="us industry snapshot"))

    assert any("days old; not current" in caveat for caveat in answer.caveats)


def test_one_step_that_fails_leaves_the_others_standing(ask):
    answer = ask("latest truck demand and retail sales")

    assert [figure.series for figure in answer.figures] == ["TRUCK_DEMAND"]
    assert any("FRED_API_KEY" in caveat for caveat in answer.caveats)


WORDS = st.sampled_from(
    "cpi gold latest since highest return flow gap expansion stagnation 10y ytd 2025 notes say the of 最新 黄金 同比 "
    "差多少 研报 怎么说 {f1} %s \x00 <!channel> ' \" ; 今年以来 13% -1 may to and from".split(" ")
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60))
def test_whatever_is_typed_ends_in_words(sample, typed):
    """Never silent, never an exception, and no bug behind it."""
    answer = sample.desk.answer(Question(text=typed))

    assert answer.headline
    assert answer.kind in ("answer", "ask", "refuse"), answer.headline


def test_a_refusal_keeps_the_plan_it_was_reached_by(ask):
    """A wrong reading must be seen in a refusal as well."""
    assert ask("gold return since 1999").plan[0].arguments == {"assets": ["GOLD"], "start": "1999"}


def test_the_label_of_an_answer_is_the_highest_of_what_it_is_made_of(ask):
    assert ask("latest truck demand").label == "desk"
    assert ask("list notes").label == "restricted"

"""Every sentence about these figures keeps the law of numbers, in both languages, also where a figure lacks a part."""

import re
from dataclasses import replace
from datetime import date

import pytest
from said_calls import CALLS, figure_of, filled, sample, told

from bot import draft, echo, shown
from bot.said.voice import voice_of
from footnote.answer import Call

WORD = re.compile(r"[A-Za-z][A-Za-z0-9_./]*")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?:\s|$)")
CARRIES = {"exit_time": 0, "exposures": 0, "post_merger": -1}
"""Of figures without a value: which part answers."""


# ---------------------------------------------------------------- every call


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("call", CALLS, ids=repr)
def test_no_sentence_is_dropped_and_the_headline_has_the_answer(call, language):
    figure = figure_of(call)
    answers = figure if figure.value is not None else figure.parts[CARRIES[figure.name]]

    said = told(call.tool, language, **call.arguments)

    assert None not in said
    assert 1 <= len(said) <= 3
    assert answers.spelled(language) in said[0]
    assert all(sentence.endswith("." if language == "en" else "。") for sentence in said[1:])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("call", CALLS, ids=repr)
def test_every_cell_is_carried_by_a_figure_that_the_table_names(call, language):
    figure = figure_of(call)
    table = draft.table(call, figure, language)
    if table is None:
        assert figure.value is not None
        return
    figures = {each.key: each for each in figure.walk()}
    carried = {figures[key].spelled(language) for key in table.figures}

    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert {cell for row in table.rows for cell in row[1:]} <= carried | {"–"}


@pytest.mark.parametrize("call", CALLS, ids=repr)
def test_a_digit_in_a_head_or_a_name_of_a_row_stands_in_a_label(call):
    figure = figure_of(call)
    if (table := draft.table(call, figure, "en")) is None:
        return
    labels = " ".join(each.label.en for each in figure.walk())
    written = (*table.columns, *(row[0] for row in table.rows))

    assert {number for words in written for number in re.findall(r"\d+", words)} <= set(re.findall(r"\d+", labels))


@pytest.mark.parametrize("call", CALLS, ids=repr)
def test_chinese_holds_no_english_but_names(call):
    catalogue, figure = sample().catalogue, figure_of(call)
    names = {word for item in catalogue.named() for word in WORD.findall(f"{item.id} {item.title.zh}")}
    rows = {word for part in figure.parts if part.name.startswith("exposure_") for word in WORD.findall(part.title.zh)}
    table = draft.table(call, figure, "zh")
    cells = [cell for row in (table.columns, *table.rows) for cell in row] if table else []
    said = [*told(call.tool, "zh", **call.arguments), *cells, echo.reading(call, catalogue).zh]

    assert [word for text in said for word in WORD.findall(text) if word not in names | rows] == []
    assert [text for text in said if HALF_WIDTH.search(text)] == []


@pytest.mark.parametrize("call", CALLS, ids=repr)
def test_every_statistic_has_a_chinese_name(call):
    named = {name: shown.stat(name) for each in figure_of(call).walk() for name in each.stats}

    assert [name for name, said in named.items() if said.zh == said.en] == []


@pytest.mark.parametrize("tool", sorted({call.tool for call in CALLS}))
def test_what_is_missing_is_asked_for_in_both_languages(tool):
    missing = voice_of(tool).missing

    assert missing.en.endswith("?")
    assert missing.en != "Which series?"
    assert missing.zh.startswith("请问")
    assert missing.zh.endswith("？")


# ---------------------------------------------------------------- figures that lack something


def said_of(call, figure):
    """The sentences about the figure; every figure that its table names exists."""
    table = draft.table(call, figure, "en")
    assert table is None or {*table.figures} <= {each.key for each in figure.walk()}
    return filled(call, figure)


@pytest.mark.parametrize("call", CALLS, ids=repr)
def test_a_figure_that_lacks_a_part_is_said_without_it(call):
    figure = figure_of(call)
    for lacking in range(len(figure.parts)):
        kept = (*figure.parts[:lacking], *figure.parts[lacking + 1 :])
        if kept or figure.value is not None:
            said = said_of(call, replace(figure, parts=kept))

            assert said
            assert None not in said


@pytest.mark.parametrize("call", CALLS, ids=repr)
def test_a_part_without_a_value_breaks_nothing(call):
    figure = figure_of(call)
    for place, part in enumerate(figure.parts):
        bare = replace(part, value=None, parts=part.parts or (part,))

        assert said_of(call, replace(figure, parts=(*figure.parts[:place], bare, *figure.parts[place + 1 :])))


def test_parts_of_parts_may_lack_as_well():
    for call in CALLS:
        figure = figure_of(call)
        bare = tuple(replace(part, parts=()) if part.value is not None else part for part in figure.parts)

        assert None not in said_of(call, replace(figure, parts=bare))


def test_horizons_without_a_benchmark_or_dollars_have_fewer_columns():
    call = Call(tool="spac_returns", arguments={})
    figure = figure_of(call)
    left = ("benchmark", "excess", "share_below")
    parts = tuple(
        replace(part, parts=tuple(each for each in part.parts if not each.name.startswith(left)))
        for part in figure.parts
    )

    table = draft.table(call, replace(figure, parts=parts[:2]), "en")

    assert table.columns == ("After the merger", "Deals", "Mean", "Median", "Negative")
    assert [row[0] for row in table.rows] == ["21 trading days", "63 trading days"]
    assert said_of(call, replace(figure, parts=parts[:2]))[0].startswith("SPACs 63 trading days after the merger")


@pytest.mark.parametrize(
    ("stats", "said"),
    [
        ({"record": True, "since": None}, "the lowest of the history held"),
        ({"record": False, "since": date(2025, 12, 31), "previous": date(2025, 12, 31)}, None),
    ],
)
def test_a_requirement_that_is_a_record_is_said_so_and_one_no_lower_than_before_is_not(stats, said):
    call = Call(tool="capital_release", arguments={"points": 1.0})
    figure = figure_of(call)
    parts = tuple(
        replace(part, stats={**part.stats, **stats}) if part.name == "requirement" else part for part in figure.parts
    )

    last = said_of(call, replace(figure, parts=parts))[-1]

    assert (said in last) if said else ("lowest" not in last)

"""An answer as Slack shows it."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from made_documents import cited, documents, figure, made, tabled

from bot.document import document
from bot.slack import modal
from bot.slack.block_kit import NOTHING
from bot.slack.block_limits import faults
from bot.slack.message import message, plain

MOST_BYTES = 3_900


@pytest.fixture
def posted(ask):
    """The message that answers a question to the sample desk, its id made plain."""

    def post(text):
        kept = document(ask(text)) | {"id": "a7f3k2mq"}
        return message(kept)

    return post


def kinds(found):
    """The blocks by type, rich text by what it holds first."""
    return [
        block["elements"][0]["type"].removeprefix("rich_text_") if block["type"] == "rich_text" else block["type"]
        for block in found.blocks
    ]


def of_type(found, name):
    return [block for block in found.blocks if block["type"] == name]


def rich(found):
    """The elements of rich text, one after the other."""
    lines = [line for block in of_type(found, "rich_text") for line in block["elements"]]
    items = [item for line in lines for item in (line["elements"] if line["type"] == "rich_text_list" else [line])]
    return [element for item in items for element in item["elements"]]


def greys(found):
    return [block["elements"][0]["text"] for block in of_type(found, "context")]


def pressed(found):
    """Buttons and menus, each with what it sends."""
    elements = [element for block in of_type(found, "actions") for element in block["elements"]]
    return {
        element["action_id"]: element["value"]
        if element["type"] == "button"
        else [each["value"] for each in element["options"]]
        for element in elements
    }


@settings(suppress_health_check=list(HealthCheck))
@given(documents)
def test_whatever_is_answered_slack_takes_it(document):
    found = message(document)

    assert faults(found.blocks, "message") == []
    assert 0 < len(found.text.encode()) <= MOST_BYTES
    assert not re.search("[<>]|&(?!(amp|lt|gt);)", found.text)
    assert "mrkdwn" not in json.dumps([block["type"] for block in found.blocks])


def test_the_parts_stand_in_the_order_of_a_reader(posted):
    found = posted("What is the fund-flow gap between expansion and stagnation assets?")

    assert kinds(found) == ["section", "table", "context", "quote", "context", "section", "context", "actions"]
    assert rich(found)[0] == {
        "type": "text",
        "text": "Expansion assets less Stagnation assets: -$1.3tn of net flows (Feb 2016 to Jan 2026)",
        "style": {"bold": True},
    }
    assert rich(found)[1]["text"].startswith(
        "Expansion assets +$302bn, 15.8% of both; Stagnation assets +$1.6tn, 84.2%."
    )
    assert greys(found) == [
        "and 8 more rows",
        "— Harbour & Vale Research, Good returns, empty seats, 12 Feb 2026, p. 1",
        (
            "flow gap, Expansion assets less Stagnation assets, 10 years by default, to 31 Jan 2026"
            " · as of 20 Feb 2026 · current only · sample data · a7f3k2mq"
        ),
    ]
    assert pressed(found) == {"workings": "a7f3k2mq", "export": "a7f3k2mq", "more": ["table:a7f3k2mq", "plan:a7f3k2mq"]}


def test_a_chinese_question_is_answered_in_chinese_throughout(posted):
    found = posted("信贷指标一览")

    assert kinds(found) == ["section", "table", "context", "actions"]
    assert [cell["text"] for cell in of_type(found, "table")[0]["rows"][1]] == [
        "高收益利差",
        "2.91%",
        "0个基点",
        "-23个基点",
        "-0.90",
        "▄▅▄▂▁▂▂▂▂▂▃▃▇█▄▅▆▇▇▇▇▇▇▇",
        "2026年2月19日",
    ]
    assert greys(found) == ["信贷指标一览，截至2026年2月20日 · 查询日2026年2月20日 · 仅当前值 · 示例数据 · a7f3k2mq"]
    assert [element["text"]["text"] for element in found.blocks[-1]["elements"] if "text" in element] == [
        "计算过程",
        "导出",
    ]


def test_five_rows_are_shown_and_the_others_counted(posted):
    found = posted("US industry snapshot")

    (table,) = of_type(found, "table")
    assert [row[0]["text"] for row in table["rows"][:2]] == ["Series", "US industrial production"]
    assert len(table["rows"]) == 1 + 5
    assert [column["align"] for column in table["column_settings"]] == ["left", *["right"] * 6]
    assert greys(found)[0] == "and 2 more rows"
    assert pressed(found)["more"] == ["table:a7f3k2mq", "plan:a7f3k2mq"]


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ([tabled(5)], None),
        ([tabled(6)], "and 1 more row"),
        ([tabled(2), tabled(3)], "and 1 more table"),
        ([tabled(7, columns=22), tabled(1)], "and 2 more rows · and 2 more columns · and 1 more table"),
    ],
)
def test_what_is_not_shown_of_tables_is_said(tables, said):
    found = message(made(tables=tables))

    assert greys(found)[:-1] == ([said] if said else [])


def test_a_ragged_table_is_made_even_and_no_cell_is_empty():
    found = message(made(tables=[{"columns": ["Series"], "rows": [["Gold", "1", ""], []], "figures": []}]))

    assert [[cell["text"] for cell in row] for row in found.blocks[1]["rows"]] == [
        ["Series", NOTHING, NOTHING],
        ["Gold", "1", NOTHING],
        [NOTHING, NOTHING, NOTHING],
    ]


def test_a_quote_stays_character_for_character():
    quote = "*No* <!channel> & `gate` of 5%\nopens ~today~."

    found = message(made(citations=[cited(quote)]))

    (bar,) = (block["elements"][0] for block in of_type(found, "rich_text")[1:])
    assert bar == {
        "type": "rich_text_quote",
        "elements": [{"type": "text", "text": "*No* <!channel> & `gate` of 5% opens ~today~."}],
    }


def test_a_quote_that_would_turn_its_digits_round_shows_that_it_would():
    found = message(made(citations=[cited("a gate of \u202e%31\u202c a quarter")]))

    assert rich(found)[1]["text"] == "a gate of \ufffd%31\ufffd a quarter"


def test_a_long_quote_is_cut_outside_its_words_and_whole_in_the_modal():
    quote = "".join(f"{number} " for number in range(1, 2_000)).strip()

    kept = made(citations=[cited(quote)])
    found = message(kept)

    words, mark = of_type(found, "rich_text")[1]["elements"][0]["elements"]
    assert quote.startswith(words["text"])
    assert mark["text"] == " …"
    assert pressed(found)["more"] == ["quotes:a7f3k2mq"]
    bars = [block for block in modal.quotes(kept)["blocks"] if block["type"] == "rich_text"]
    assert "".join(bar["elements"][0]["elements"][0]["text"] for bar in bars) == quote


def test_each_caveat_is_said_and_marked():
    found = message(made(caveats=["Short history.", "A blank in June."]))

    assert [element["text"] for element in rich(found)[1:]] == ["⚠ Short history.", "⚠ A blank in June."]


def test_caveats_that_have_no_room_are_counted():
    found = message(made(figures=[figure()], caveats=["c" * 100] * 50))

    shown = [element for element in rich(found) if element["text"].startswith("⚠")]
    assert f"⚠ and {50 - len(shown)} more to bear in mind" in greys(found)
    assert len(shown) > 5


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        ({"figures": [figure()]}, {"workings": "a7f3k2mq", "export": "a7f3k2mq"}),
        ({"citations": [cited()]}, {"workings": "a7f3k2mq"}),
        ({"citations": [cited(), cited()]}, {"workings": "a7f3k2mq", "more": ["quotes:a7f3k2mq"]}),
        ({"figures": [figure()], "tables": [tabled(5)]}, {"workings": "a7f3k2mq", "export": "a7f3k2mq"}),
        (
            {"figures": [figure()], "tables": [tabled(6)]},
            {"workings": "a7f3k2mq", "export": "a7f3k2mq", "more": ["table:a7f3k2mq"]},
        ),
        (
            {"figures": [figure()], "tables": [tabled(1)] * 2},
            {"workings": "a7f3k2mq", "export": "a7f3k2mq", "more": ["table:a7f3k2mq"]},
        ),
        (
            {"figures": [figure()], "plan": [{"tool": "latest", "arguments": {}}]},
            {"workings": "a7f3k2mq", "export": "a7f3k2mq", "more": ["plan:a7f3k2mq"]},
        ),
        ({"tables": [tabled(6)], "plan": [{"tool": "latest", "arguments": {}}]}, {}),
    ],
)
def test_the_menu_offers_only_what_there_is(fields, sent):
    assert pressed(message(made(**fields))) == sent


def test_the_workings_are_the_button_that_stands_out():
    assert message(made(figures=[figure()])).blocks[-1]["elements"][0]["style"] == "primary"


def test_a_question_back_offers_its_choices_as_buttons(posted):
    found = posted("returns please")

    assert kinds(found) == ["section", "actions", "context"]
    assert pressed(found) == {
        "ask_1": "return of Expansion assets year to date",
        "ask_2": "return of Stagnation assets year to date",
        "ask_3": "return of 60/40 year to date",
    }
    assert rich(found) == [{"type": "text", "text": "The return of what, and over which window?"}]
    assert found.text.splitlines() == [
        "The return of what, and over which window?",
        (
            "You can ask: return of Expansion assets year to date · return of Stagnation assets year to date"
            " · return of 60/40 year to date"
        ),
        "as of 20 Feb 2026 · a7f3k2mq",
    ]


def test_a_table_of_long_cells_is_cut_to_what_slack_takes():
    wide = {"columns": ["甲" * 500] * 25, "rows": [["甲" * 500] * 25] * 9, "figures": []}

    found = message(made(tables=[wide]))

    assert faults(found.blocks, "message") == []
    assert {len(cell["text"]) for row in found.blocks[1]["rows"] for cell in row} == {16}


def test_a_reference_that_fits_no_menu_offers_none():
    found = message(made(id="i" * 148, figures=[figure()], citations=[cited()] * 2))

    assert faults(found.blocks, "message") == []
    assert pressed(found) == {}


@pytest.mark.parametrize(
    ("choices", "sent", "in_words"),
    [
        ([*"abcde"], [*"abcde"], False),
        ([*"abcdef"], [*"abcde"], True),
        (["g" * 75], ["g" * 75], False),
        (["g" * 76], ["g" * 76], True),
        (["h" * 2_000], ["h" * 2_000], True),
        (["h" * 2_001], [], True),
        ([" ", "b"], ["b"], False),
    ],
)
def test_choices_that_no_button_can_hold_are_in_words_as_well(choices, sent, in_words):
    found = message(made(kind="ask", choices=choices))

    assert list(pressed(found).values()) == sent
    assert rich(found)[-1]["text"].startswith("You can ask: " + choices[0][:75]) == in_words


def test_a_long_choice_is_cut_on_its_button():
    found = message(made(kind="ask", choices=["g" * 76]))

    assert of_type(found, "actions")[0]["elements"][0]["text"]["text"] == "g" * 74 + "…"


@pytest.mark.parametrize(
    ("question", "reference"), [("should I sell my gold?", "as of 20 Feb 2026"), ("latest retail sales", "")]
)
def test_a_refusal_is_a_sentence_with_a_reference_and_no_buttons(posted, question, reference):
    found = posted(question)

    assert "style" not in rich(found)[0]
    assert pressed(found) == {}
    assert greys(found)[-1].startswith(reference)
    assert greys(found)[-1].endswith("a7f3k2mq")


def test_notes_are_listed(posted):
    found = posted("list notes from Harbour & Vale")

    assert kinds(found) == ["section", "list", "context"]
    assert [element["text"] for element in rich(found)] == [
        "The notes you may read",
        "Good returns, empty seats · Harbour & Vale Research · 2026-02-12",
        "The factory floor wakes up · Harbour & Vale Research · 2026-02-12",
    ]


def test_a_long_list_of_notes_is_counted():
    notes = [{"note": f"n{number}", "title": "t" * 100, "institution": None, "date": None} for number in range(40)]

    found = message(made(notes=notes))

    listed = [element["text"] for element in rich(found)[1:]]
    assert listed[0].endswith("t · undated")
    assert greys(found)[0] == f"and {40 - len(listed)} more notes"


def test_the_longest_headline_is_cut_with_a_mark():
    found = message(made(headline="I know no series called " + "x" * 4_000))

    assert rich(found)[0]["text"].endswith("x…")
    assert faults(found.blocks, "message") == []


def test_the_plain_text_holds_the_whole_answer(posted):
    found = posted("Gold return YTD? And what do the notes say about it?")

    assert found.text.splitlines() == [
        "Gold: +17.9% (total return, 31 Dec 2025 to 20 Feb 2026)",
        "The maximum drawdown was -1.4%, from 29 Jan 2026 to 3 Feb 2026.",
        "“Gold has returned 18% since the end of December.”",
        "— Harbour &amp; Vale Research, Good returns, empty seats, 12 Feb 2026, p. 1",
        "and 2 more quotes",
        (
            'returns of Gold, year to date; notes on "Gold", to 20 Feb 2026'
            " · as of 20 Feb 2026 · current only · sample data · a7f3k2mq"
        ),
    ]


def test_the_plain_text_holds_rows_caveats_and_counts():
    said = plain(made(tables=[tabled(7, columns=3)], citations=[cited(), cited()], caveats=["A blank in June."]))

    assert said.splitlines() == [
        "Gold: 413.6",
        *[f"Row {row}: Column 1 {row}.1, Column 2 {row}.2" for row in range(1, 8)],
        "“Gold rose.”",
        "— Harbour &amp; Vale Research, Good returns, 12 Feb 2026, p. 3",
        "and 1 more quote",
        "⚠ A blank in June.",
        "value of Gold · as of 20 Feb 2026 · a7f3k2mq",
    ]


def test_a_plain_text_with_too_many_rows_keeps_five_and_all_else():
    said = plain(made(tables=[tabled(300)], citations=[cited()], caveats=["A blank in June."]))

    assert said.splitlines() == [
        "Gold: 413.6",
        *[f"Row {row}: Column 1 {row}.1" for row in range(1, 6)],
        "and 295 more rows",
        "“Gold rose.”",
        "— Harbour &amp; Vale Research, Good returns, 12 Feb 2026, p. 3",
        "⚠ A blank in June.",
        "value of Gold · as of 20 Feb 2026 · a7f3k2mq",
    ]


def test_a_plain_text_that_is_too_long_is_cut_at_a_line_and_keeps_what_must_be_said():
    text = "\n".join(f"Line {number} & so on." for number in range(1_000))

    said = plain(made(text=text, figures=[figure(inputs=[])], caveats=["A blank in June."])).splitlines()

    assert said[-3:] == [
        "… there is more: open the workings.",
        "⚠ A blank in June.",
        "value of Gold · as of 20 Feb 2026 · a7f3k2mq",
    ]
    assert re.fullmatch(r"Line \d+ &amp; so on\.", said[-4])
    assert MOST_BYTES - 40 < len("\n".join(said).encode()) <= MOST_BYTES


def test_a_plain_text_without_workings_does_not_send_anybody_there():
    said = plain(made(kind="refuse", headline="& " * 4_000))

    assert said.splitlines()[1:] == ["…", "value of Gold · as of 20 Feb 2026 · a7f3k2mq"]
    assert re.fullmatch("(&amp; ?)+…", said.splitlines()[0])


def test_long_chinese_is_measured_as_it_is_sent():
    said = plain(made(language="zh", headline="赎回" * 2_000))

    assert MOST_BYTES - 10 < len(said.encode()) <= MOST_BYTES


def test_a_notification_begins_with_the_headline(posted):
    assert posted("密歇根消费者信心是几月以来最高").text.startswith("密歇根消费者信心：57.3（2026年2月）")


@pytest.mark.parametrize(
    "question", ["What is the fund-flow gap between expansion and stagnation assets?", "信贷指标一览"]
)
def test_the_picture_in_the_docs_shows_the_answers_of_today(posted, question):
    drawn = (Path(__file__).parents[1] / "docs" / "slack.svg").read_text("utf-8")
    found = posted(question)

    cells = [cell["text"] for block in of_type(found, "table") for row in block["rows"] for cell in row]
    shown = [question, rich(found)[0]["text"], *cells, found.blocks[-1]["elements"][0]["text"]["text"]]
    assert [words for words in shown if words not in drawn] == []


def test_the_document_is_left_as_it_was():
    kept = made(headline="\x00", figures=[figure()], citations=[cited()])
    before = json.dumps(kept)

    message(kept)

    assert json.dumps(kept) == before

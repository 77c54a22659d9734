"""What we build is taken, and what Slack would refuse is known before it is sent."""

import copy
import json

import pytest

from bot.slack import block_kit as kit
from bot.slack.block_limits import characters, faults, view_faults

MRKDWN = {"type": "mrkdwn", "text": "said"}
IMAGE = {"type": "image", "alt_text": "a line that rises", "image_url": "https://pictures.example.com/1.png"}


def said(length, **more):
    return kit.rich_text(kit.line(kit.text("x" * length, **more)))


def button(number=1, *, label="Workings", value="a7f3k2mq"):
    return kit.button(label, f"press_{number}", value)


def buttons(count):
    return [button(number) for number in range(count)]


def cells(columns, rows, cell="1"):
    return kit.table([cell] * columns, [[cell] * columns] * (rows - 1))


def menu(options, *, label="Plan", value="plan:a7f3k2mq"):
    return kit.actions(kit.overflow("more", {f"{value}{number}": label for number in range(options)}))


def fields(count, length):
    return {"type": "section", "fields": [{**MRKDWN, "text": "x" * length} for _ in range(count)]}


def view(**more):
    return kit.modal("Workings", "Close", [said(5)], callback_id="workings", private_metadata="a7f3k2mq") | more


def changed(block, path, value):
    """The block with another value at the path; None takes the key away."""
    block = copy.deepcopy(block)
    *way, last = path
    inner = block
    for step in way:
        inner = inner[step]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return block


TAKEN = {
    "fifty blocks": [kit.divider()] * 50,
    "3,000 characters": [kit.section("x" * 3_000)],
    "3,000 rich characters": [said(3_000, bold=True, code=True)],
    "3,000 grey characters": [kit.context("x" * 3_000)],
    "a header of 150": [kit.header("x" * 150)],
    "fields of 2,000": [fields(6, 2_000)],
    "ten fields": [fields(10, 1)],
    "ten grey texts": [kit.context(*["x"] * 10)],
    "25 buttons": [kit.actions(*buttons(25))],
    "a label of 75 and a value of 2,000": [kit.actions(button(label="x" * 75, value="x" * 2_000))],
    "five options of 75": [menu(5, label="x" * 75)],
    "20 columns": [cells(20, 2)],
    "a description of 2,000": [{**IMAGE, "alt_text": "x" * 2_000}],
    "an option's value of 150": [menu(1, value="x" * 149)],
    "an id of 255": [{**kit.divider(), "block_id": "x" * 255}],
    "100 rows": [cells(20, 100)],
    "10,000 characters in cells": [cells(10, 100, "x" * 10)],
    "13,200 characters": [kit.section("x" * 3_000) for _ in range(4)] + [kit.section("x" * 1_200)],
    "a public picture": [IMAGE],
    "a quote and a list": [kit.rich_text(kit.quote(kit.text("q")), kit.bullets([kit.line(kit.text("b"))], indent=8))],
    "a fallback that is read": [{"type": "section", "text": MRKDWN}],
}

REFUSED = {
    # the thirteen that slack_sdk's own models mostly let pass
    "empty text": ([kit.section("")], "0 characters"),
    "markup in a header": ([{"type": "header", "text": MRKDWN}], "mrkdwn"),
    "ragged table": ([changed(cells(2, 3), ["rows", 1], [{"type": "raw_text", "text": "1"}])], "unlike length"),
    "empty cell": ([changed(cells(2, 2), ["rows", 1, 0, "text"], "")], "0 characters"),
    "101 rows": ([cells(2, 101)], "101 items"),
    "21 columns": ([changed(cells(21, 2), ["column_settings"], None)], "21 items"),
    "extra key": ([{**kit.divider(), "colour": "red"}], "colour: an unknown key"),
    "a field of 2,001": ([fields(1, 2_001)], "2,001"),
    "a private picture": ([{**IMAGE, "image_url": "https://files.slack.com/files-pri/T1-F1/a.png"}], "not public"),
    "no alternative text": ([changed(IMAGE, ["alt_text"], None)], "has no alt_text"),
    "26 buttons": ([kit.actions(*buttons(26))], "26 items"),
    "3,001 characters": ([kit.section("x" * 3_001)], "3,001"),
    "unknown type": ([{"type": "hologram"}], "hologram"),
    # every other number
    "a description of 2,001": ([{**IMAGE, "alt_text": "x" * 2_001}], "2,001"),
    "settings of 21 columns": ([changed(cells(2, 2), ["column_settings"], [{}] * 21)], "21 items"),
    "no blocks": ([], "0 items"),
    "51 blocks": ([kit.divider()] * 51, "51 items"),
    "3,001 rich characters": ([said(3_001)], "3,001"),
    "3,001 grey characters": ([kit.context("x" * 3_001)], "3,001"),
    "an empty line": ([kit.rich_text(kit.line())], "0 items"),
    "a header of 151": ([kit.header("x" * 151)], "151"),
    "eleven fields": ([fields(11, 1)], "11 items"),
    "a section of nothing": ([{"type": "section"}], "neither text nor fields"),
    "eleven grey texts": ([kit.context(*["x"] * 11)], "11 items"),
    "no grey text": ([kit.context()], "0 items"),
    "no buttons": ([kit.actions()], "0 items"),
    "a label of 76": ([kit.actions(button(label="x" * 76))], "76"),
    "a label with markup": ([changed(kit.actions(button()), ["elements", 0, "text"], MRKDWN)], "mrkdwn"),
    "a button's value of 2,001": ([kit.actions(button(value="x" * 2_001))], "2,001"),
    "a button of no known style": ([changed(kit.actions(button()), ["elements", 0, "style"], "green")], "green"),
    "no options": ([menu(0)], "0 items"),
    "six options": ([menu(6)], "6 items"),
    "an option of 76": ([menu(1, label="x" * 76)], "76"),
    "an option's value of 151": ([menu(1, value="x" * 150)], "151"),
    "an id of 256": ([{**kit.divider(), "block_id": "x" * 256}], "256"),
    "an action's id of 256": ([kit.actions(kit.button("Go", "x" * 256, "v"))], "256"),
    "a block's id twice": ([{**kit.divider(), "block_id": "b"}] * 2, "block_id 'b' stands 2 times"),
    "an action's id twice": ([kit.actions(button()), kit.actions(button())], "action_id 'press_1' stands 2 times"),
    "two tables": ([cells(2, 2), cells(2, 2)], "2 tables"),
    "10,001 characters in cells": ([changed(cells(10, 100, "x" * 10), ["rows", 0, 0, "text"], "x" * 11)], "10,001"),
    "13,201 characters": ([kit.section("x" * 2_641)] * 4 + [kit.section("x" * 2_637)], "13,201"),
    "a picture from two places": ([{**IMAGE, "slack_file": {"id": "F1"}}], "one of image_url"),
    "a picture from nowhere": ([changed(IMAGE, ["image_url"], None)], "one of image_url"),
    "a picture on this machine": ([{**IMAGE, "image_url": "https://127.0.0.1/a.png"}], "not public"),
    "a picture without https": ([{**IMAGE, "image_url": "http://pictures.example.com/a.png"}], "no https"),
    "a ping": ([kit.rich_text(kit.line({"type": "broadcast", "range": "channel"}))], "broadcast"),
    "half a character": ([kit.section("\ud800")], "half a character"),
    "a word that is no text": ([kit.section(7)], "int where a text belongs"),
    "a block that is none": (["divider"], "type None"),
    "rows that are none": ([changed(cells(2, 2), ["rows"], "x")], "str where a list belongs"),
    "too deep": ([kit.rich_text(kit.bullets([kit.line(kit.text("b"))], indent=9))], "9 is no number from 0 to 8"),
}

VIEWS = {
    "a title of 25": ({"title": kit.plain_text("x" * 25)}, "25"),
    "a closing word of 25": ({"close": kit.plain_text("x" * 25)}, "25"),
    "metadata of 3,001": ({"private_metadata": "x" * 3_001}, "3,001"),
    "a callback of 256": ({"callback_id": "x" * 256}, "256"),
    "101 blocks": ({"blocks": [kit.divider()] * 101}, "101 items"),
    "a table": ({"blocks": [cells(2, 2)]}, "table in a modal"),
    "250 kB": ({"blocks": [kit.section("甲" * 3_000)] * 15}, "bytes"),
    "an unknown key": ({"text": "x"}, "text: an unknown key"),
    "a bad block": ({"blocks": [kit.section("")]}, "0 characters"),
    "no modal": ({"type": "dialog"}, "dialog"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_limit_that_is_reached_is_taken(name):
    assert faults(TAKEN[name], "message") == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_slack_refuses_is_found(name):
    blocks, reason = REFUSED[name]

    found = faults(blocks, "message")

    assert found
    assert all(reason in fault for fault in found)


@pytest.mark.parametrize("name", VIEWS)
def test_what_slack_refuses_of_a_modal_is_found(name):
    more, reason = VIEWS[name]

    found = view_faults(view(**more))

    assert len(found) == 1
    assert reason in found[0]


def test_a_modal_at_its_limits_is_taken():
    full = view(
        title=kit.plain_text("x" * 24),
        close=kit.plain_text("x" * 24),
        private_metadata="x" * 3_000,
        blocks=[kit.section("x" * 1_000)] * 100,
    )

    assert view_faults(full) == []


@pytest.mark.parametrize(("count", "found"), [(100, []), (101, ["101 items; 1 to 100 are taken"])])
def test_a_home_holds_a_hundred_blocks(count, found):
    assert faults([kit.divider()] * count, "home") == found


@pytest.mark.parametrize(("over", "found"), [(0, []), (1, ["250,001 bytes; 250,000 are taken"])])
def test_a_modal_is_weighed_as_it_is_sent(over, found):
    blocks = [kit.section("x" * 2_000) for _ in range(100)]
    each, rest = divmod(250_000 + over - len(json.dumps(view(blocks=blocks))), len(blocks))
    for number, block in enumerate(blocks):
        block["text"]["text"] += "x" * (each + (number < rest))

    assert view_faults(view(blocks=blocks)) == found


def test_a_modal_that_remembers_nothing_is_taken():
    assert view_faults(view(private_metadata="")) == []


def test_a_number_in_a_cell_is_a_number():
    cell = {"type": "raw_number", "value": 57.3, "text": "57.3"}

    assert faults([changed(cells(2, 2), ["rows", 1, 1], cell)], "message") == []
    assert faults([changed(cells(2, 2), ["rows", 1, 1], {**cell, "value": True})], "message")


def test_a_fault_names_the_block_and_the_place():
    blocks = [kit.divider(), kit.actions(button(label=""))]

    assert faults(blocks, "message") == [
        "[1] actions: elements: [0] button: text: plain_text: text: 0 characters; 1 to 75 are taken"
    ]


@pytest.mark.parametrize(
    "path", [["rows"], ["rows", 0], ["rows", 0, 0], ["rows", 0, 0, "text"], ["column_settings", 0]]
)
@pytest.mark.parametrize("junk", [7, "x", [], {}, [None], True, {"type": []}])
def test_no_junk_is_too_odd_to_be_judged(path, junk):
    found = faults([changed(cells(2, 2), path, junk)], "message")

    assert found or junk in ("x", {})


def test_only_what_a_reader_sees_is_counted():
    blocks = [said(10), kit.context("x" * 5), kit.actions(button(label="Go", value="x" * 100)), cells(2, 2)]

    assert characters(blocks) == 10 + 5 + 2 + 4


def test_numbers_of_a_table_stand_to_the_right_and_no_cell_is_empty():
    block = kit.table(["Series", "Last"], [["Gold", " "]])

    assert [column["align"] for column in block["column_settings"]] == ["left", "right"]
    assert block["rows"][1][1] == {"type": "raw_text", "text": kit.NOTHING}

"""The judge of Block Kit: what Slack was measured to refuse, every number of its reference, and what it takes."""

import pytest
from fake_slack_blocks import faults, verdict, view_faults

TEXT = {"type": "mrkdwn", "text": "words"}
LABEL = {"type": "plain_text", "text": "words"}
BUTTON = {"type": "button", "text": LABEL, "action_id": "go", "value": "1"}


def section(**over):
    return {"type": "section", "text": TEXT} | over


def words(length, kind="mrkdwn"):
    return {"type": kind, "text": "x" * length}


def cell(text="x"):
    return {"type": "raw_text", "text": text}


def table(rows, **over):
    return {"type": "table", "rows": rows} | over


def square(height, width, text="x"):
    return table([[cell(text)] * width for _ in range(height)])


def rich(*elements):
    return {"type": "rich_text", "elements": list(elements)}


def line(*elements):
    return {"type": "rich_text_section", "elements": list(elements)}


def option(**over):
    return {"text": LABEL, "value": "1"} | over


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def overflow(*options):
    return actions({"type": "overflow", "action_id": "more", "options": list(options)})


def image(**over):
    return {"type": "image", "alt_text": "a chart", "image_url": "https://example.com/a.png"} | over


THIRTEEN = {
    "no alt_text": ({"type": "image", "image_url": "https://example.com/a.png"}, "missing required field: alt_text"),
    "26 buttons": (actions(*[BUTTON | {"action_id": str(n)} for n in range(26)]), "no more than 25 items allowed"),
    "3,001 characters": (section(text=words(3001)), "must be less than 3001 characters"),
    "unknown block type": ({"type": "sparkline"}, "unsupported type: sparkline"),
    "empty text": (section(text=words(0)), "must be more than 0 characters"),
    "mrkdwn in a header": ({"type": "header", "text": TEXT}, "unsupported type: mrkdwn"),
    "ragged table": (table([[cell(), cell()], [cell()]]), "must have 2 cells"),
    "empty table cell": (table([[cell("")]]), "must be more than 0 characters"),
    "101 rows": (square(101, 1), "no more than 100 items allowed"),
    "21 columns": (square(1, 21), "no more than 20 items allowed"),
    "extra key": (section(colour="red"), "invalid additional property: colour"),
    "2,001-character field": ({"type": "section", "fields": [words(2001)]}, "must be less than 2001 characters"),
    "private image URL": (image(image_url="https://files.slack.com/files-pri/T1-F1/a.png"), "downloading image failed"),
}


@pytest.mark.parametrize("name", THIRTEEN)
def test_the_thirteen_bad_blocks_are_refused(name):
    block, message = THIRTEEN[name]

    found = faults([block])

    assert any(message in one for one in found), found
    assert all(one.startswith("[ERROR] ") and "[json-pointer:/blocks/0" in one for one in found)


def test_a_fault_reads_as_slacks_does():
    assert faults([section(text=words(3001))]) == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]


LONG = "x" * 256
REFUSED = {
    "51 blocks": [{"type": "divider"}] * 51,
    "header of 151": [{"type": "header", "text": words(151, "plain_text")}],
    "button text of 76": [actions(BUTTON | {"text": words(76, "plain_text")})],
    "button value of 2,001": [actions(BUTTON | {"value": "x" * 2001})],
    "button in mrkdwn": [actions(BUTTON | {"text": TEXT})],
    "button style": [actions(BUTTON | {"style": "loud"})],
    "action_id of 256": [actions(BUTTON | {"action_id": LONG})],
    "block_id of 256": [section(block_id=LONG)],
    "block_id twice": [section(block_id="a"), section(block_id="a")],
    "action_id twice in a block": [actions(BUTTON, BUTTON)],
    "no buttons": [actions()],
    "11 in a context": [{"type": "context", "elements": [TEXT] * 11}],
    "none in a context": [{"type": "context", "elements": []}],
    "button in a context": [{"type": "context", "elements": [BUTTON]}],
    "11 fields": [{"type": "section", "fields": [TEXT] * 11}],
    "section of nothing": [{"type": "section"}],
    "no options": [overflow()],
    "6 options": [overflow(*[option()] * 6)],
    "option text of 76": [overflow(option(text=words(76, "plain_text")))],
    "option value of 151": [overflow(option(value="x" * 151))],
    "option without value": [overflow({"text": LABEL})],
    "10,001 cell characters": [square(2, 2, "x" * 2501)],
    "no rows": [table([])],
    "21 column settings": [table([[cell()]], column_settings=[{"align": "left"}] * 21)],
    "column in the middle": [table([[cell()]], column_settings=[{"align": "middle"}])],
    "number as text": [table([[{"type": "raw_number", "value": "1", "text": "1"}]])],
    "two tables": [square(1, 1), square(1, 1)],
    "no parts of rich text": [rich(line())],
    "empty part of rich text": [rich(line({"type": "text", "text": ""}))],
    "text outside a section": [rich({"type": "text", "text": "x"})],
    "text in a list": [
        rich({"type": "rich_text_list", "style": "bullet", "elements": [{"type": "text", "text": "x"}]})
    ],
    "list style": [
        rich({"type": "rich_text_list", "style": "roman", "elements": [line({"type": "text", "text": "x"})]})
    ],
    "rich text style": [rich(line({"type": "text", "text": "x", "style": {"loud": True}}))],
    "markdown of 12,001": [{"type": "markdown", "text": "x" * 12_001}],
    "markdown of 12,001 in two": [{"type": "markdown", "text": "x" * 6_000}, {"type": "markdown", "text": "x" * 6_001}],
    "image of two kinds": [image(slack_file={"id": "F1"})],
    "image of none": [{"type": "image", "alt_text": "a"}],
    "image on this machine": [image(image_url="http://127.0.0.1/a.png")],
    "image in a private network": [image(image_url="http://10.1.2.3/a.png")],
    "alt_text of 2,001": [image(alt_text="x" * 2001)],
    "alert outside a modal": [{"type": "alert", "text": LABEL}],
    "51 tasks": [{"type": "plan", "title": "t", "tasks": [{"type": "task_card"}] * 51}],
    "card body of 201": [{"type": "card", "body": words(201)}],
    "rich text in a data_table's header": [
        {"type": "data_table", "caption": "c", "rows": [[rich(line({"type": "text", "text": "x"}))], [cell()]]}
    ],
    "data_table of a header": [{"type": "data_table", "caption": "c", "rows": [[cell()]]}],
    "a word for true": [section(expand="true")],
    "a word for a block": ["divider"],
    "an object for the list": {"type": "divider"},
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_slack_refuses_is_refused(name):
    assert faults(REFUSED[name])


EVERYTHING = [
    {"type": "header", "text": words(150, "plain_text"), "block_id": "top"},
    section(text=words(3000), accessory=BUTTON | {"url": "https://example.com"}),
    {"type": "section", "fields": [words(2000)] * 2},
    {"type": "divider"},
    actions(*[BUTTON | {"action_id": str(n)} for n in range(25)]),
    actions(BUTTON),
    overflow(*[option(value="x" * 150, text=words(75, "plain_text"))] * 5),
    {"type": "context", "elements": [TEXT] * 9 + [image()]},
    table(
        [
            [cell(), {"type": "raw_number", "value": 1.5, "text": "1.5"}],
            [rich(line({"type": "text", "text": "x", "style": {"bold": True}})), cell()],
        ],
        column_settings=[None, {"align": "right", "is_wrapped": True}],
    ),
    rich(
        line({"type": "text", "text": "x"}, {"type": "link", "url": "https://example.com", "text": "there"}),
        {
            "type": "rich_text_list",
            "style": "ordered",
            "elements": [line({"type": "emoji", "name": "tada"})],
            "indent": 1,
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code"}], "border": 0},
    ),
    {"type": "markdown", "text": "**bold**"},
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "feedback",
                "positive_button": {"text": LABEL, "value": "good"},
                "negative_button": {"text": LABEL, "value": "bad"},
            }
        ],
    },
    {
        "type": "data_visualization",
        "title": "gold",
        "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]},
    },
]


@pytest.mark.parametrize("block", EVERYTHING, ids=[block["type"] for block in EVERYTHING])
def test_what_slack_takes_is_taken(block):
    assert faults([block]) == []


def test_a_message_of_many_blocks_is_taken():
    assert verdict(EVERYTHING) is None
    assert verdict([{"type": "divider"}] * 50) is None
    assert verdict([square(100, 20)]) is None


def test_one_action_id_may_be_in_two_blocks():
    """As in a list whose every row has the same button."""
    assert faults([actions(BUTTON), actions(BUTTON)]) == []


def test_the_verdict_names_slacks_error():
    assert verdict([{"type": "nonsense"}])[0] == "invalid_blocks"
    assert verdict([square(1, 1), square(1, 1)])[0] == "invalid_attachments"
    assert verdict([section(text=words(2640))] * 5) is None
    assert verdict([*[section(text=words(2640))] * 5, section(text=words(1))]) == ("msg_blocks_too_long", [])


def modal(**over):
    return {"type": "modal", "title": LABEL, "blocks": [section()]} | over


VIEWS = {
    "title of 25": modal(title=words(25, "plain_text")),
    "submit of 25": modal(submit=words(25, "plain_text")),
    "close of 25": modal(close=words(25, "plain_text")),
    "callback_id of 256": modal(callback_id=LONG),
    "private_metadata of 3,001": modal(private_metadata="x" * 3001),
    "101 blocks": modal(blocks=[{"type": "divider"}] * 101),
    "a table": modal(blocks=[square(1, 1)]),
    "markdown": modal(blocks=[{"type": "markdown", "text": "x"}]),
    "no title": {"type": "modal", "blocks": []},
    "extra key": modal(submit_disabled=True),
    "a Home tab": {"type": "home", "blocks": []},
    "input without submit": modal(
        blocks=[{"type": "input", "label": LABEL, "element": {"type": "plain_text_input", "action_id": "a"}}]
    ),
}


@pytest.mark.parametrize("name", VIEWS)
def test_bad_modals_are_refused(name):
    assert view_faults(VIEWS[name])


def test_good_modals_are_taken():
    assert view_faults(modal(blocks=[{"type": "divider"}] * 99 + [{"type": "alert", "text": LABEL}])) == []
    assert view_faults(modal(title=words(24, "plain_text"), submit=LABEL, private_metadata="x" * 3000)) == []

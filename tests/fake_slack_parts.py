"""The parts that blocks are made of, and what Slack demands of each: text, pictures, buttons, menus, rich text."""

from fake_slack_schema import (
    anything,
    boolean,
    exactly_one,
    items,
    kind,
    number,
    public_image,
    record,
    string,
    tagged,
    web_url,
)

# ---------------------------------------------------------------- text, pictures, options


def plain(most, least=1):
    """A check of a plain_text object."""
    return tagged({"plain_text": kind("plain_text", {"text": string(least, most)}, {"emoji": boolean})})


def rich(most, least=1):
    """A check of a text object, plain or mrkdwn."""
    formatted = kind("mrkdwn", {"text": string(least, most)}, {"verbatim": boolean})
    unformatted = kind("plain_text", {"text": string(least, most)}, {"emoji": boolean})
    return tagged({"mrkdwn": formatted, "plain_text": unformatted})


SLACK_FILE = record({}, {"id": string(1), "url": string(1)}, also=(exactly_one("id", "url"),))
PICTURE = {"image_url": public_image, "slack_file": SLACK_FILE}
IMAGE_ELEMENT = kind("image", {"alt_text": string(1, 2000)}, PICTURE, also=(exactly_one("image_url", "slack_file"),))
CONFIRM = record(
    {"title": plain(100), "text": rich(300), "confirm": plain(30), "deny": plain(30)},
    {"style": string(among=("primary", "danger"))},
)
ACTION = {"action_id": string(1, 255)}
CHOSEN = ACTION | {"confirm": CONFIRM, "focus_on_load": boolean}
FIELD = ACTION | {"placeholder": plain(150), "focus_on_load": boolean, "dispatch_action_config": anything}


def option(text, **more):
    """A check of one choice of a menu."""
    return record({"text": text, "value": string(1, 150)}, {"description": plain(75)} | more)


CHOICE = option(plain(75))
TICK = option(rich(75), description=rich(75))
GROUP = record({"label": plain(75), "options": items(CHOICE, 1, 100)})


def menu(name, **more):
    """A check of a select menu called *name*."""
    return kind(name, {}, CHOSEN | {"placeholder": plain(150)} | more)


def static(name, **more):
    """A check of a select menu whose choices are in the block."""
    lists = {"options": items(CHOICE, 1, 100), "option_groups": items(GROUP, 1, 100)}
    one = (exactly_one("options", "option_groups"),)
    return kind(name, {}, CHOSEN | {"placeholder": plain(150)} | lists | more, one)


BUTTON = kind(
    "button",
    {"text": plain(75)},
    ACTION
    | {
        "url": web_url(),
        "value": string(0, 2000),
        "style": string(among=("primary", "danger")),
        "confirm": CONFIRM,
        "accessibility_label": string(1, 75),
        "visible_to_user_ids": items(string(1)),
        "agent_prompt": string(1, 4000),
        "agent_prompt_display": string(1),
    },
)
MANY = {"max_selected_items": number(1, whole=True)}
ELEMENTS = {
    "button": BUTTON,
    "overflow": kind(
        "overflow", {"options": items(option(plain(75), url=web_url()), 1, 5)}, ACTION | {"confirm": CONFIRM}
    ),
    "static_select": static("static_select", initial_option=CHOICE),
    "multi_static_select": static("multi_static_select", initial_options=items(CHOICE, 1, 100), **MANY),
    "external_select": menu("external_select", initial_option=CHOICE, min_query_length=number(0, whole=True)),
    "users_select": menu("users_select", initial_user=string(1)),
    "multi_users_select": menu("multi_users_select", initial_users=items(string(1)), **MANY),
    "conversations_select": menu(
        "conversations_select",
        initial_conversation=string(1),
        default_to_current_conversation=boolean,
        response_url_enabled=boolean,
        filter=anything,
    ),
    "channels_select": menu("channels_select", initial_channel=string(1), response_url_enabled=boolean),
    "datepicker": menu("datepicker", initial_date=string(10, 10)),
    "timepicker": menu("timepicker", initial_time=string(5, 5), timezone=string(1)),
    "datetimepicker": kind("datetimepicker", {}, CHOSEN | {"initial_date_time": number(0, whole=True)}),
    "checkboxes": kind("checkboxes", {"options": items(TICK, 1, 10)}, CHOSEN | {"initial_options": items(TICK, 1, 10)}),
    "radio_buttons": kind("radio_buttons", {"options": items(TICK, 1, 10)}, CHOSEN | {"initial_option": TICK}),
}
INPUTS = {name: check for name, check in ELEMENTS.items() if name not in {"button", "overflow"}} | {
    "plain_text_input": kind(
        "plain_text_input",
        {},
        FIELD
        | {
            "initial_value": string(0, 3000),
            "multiline": boolean,
            "min_length": number(0, 3000, whole=True),
            "max_length": number(1, 3000, whole=True),
        },
    ),
    "email_text_input": kind("email_text_input", {}, FIELD | {"initial_value": string()}),
    "url_text_input": kind("url_text_input", {}, FIELD | {"initial_value": string()}),
    "number_input": kind(
        "number_input",
        {"is_decimal_allowed": boolean},
        FIELD | {"initial_value": string(), "min_value": string(), "max_value": string()},
    ),
}
FEEDBACK = record({"text": plain(75), "value": string(1, 2000)}, {"accessibility_label": string(1, 75)})
CONTEXT_ACTIONS = {
    "feedback_buttons": kind("feedback_buttons", {"positive_button": FEEDBACK, "negative_button": FEEDBACK}, ACTION),
    "icon_button": kind(
        "icon_button",
        {"icon": string(among=("trash",)), "text": plain(75)},
        ACTION
        | {
            "value": string(0, 2000),
            "confirm": CONFIRM,
            "accessibility_label": string(1, 75),
            "visible_to_user_ids": items(string(1)),
        },
    ),
}

# ---------------------------------------------------------------- rich text

MARKS = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
STYLE = {"style": record({}, dict.fromkeys(MARKS, boolean))}
INLINE = {
    "text": kind("text", {"text": string(1)}, STYLE),
    "link": kind("link", {"url": web_url()}, STYLE | {"text": string(1), "unsafe": boolean}),
    "emoji": kind("emoji", {"name": string(1)}, STYLE | {"unicode": string(1), "skin_tone": number(1, 6, whole=True)}),
    "user": kind("user", {"user_id": string(1)}, STYLE),
    "usergroup": kind("usergroup", {"usergroup_id": string(1)}, STYLE),
    "channel": kind("channel", {"channel_id": string(1)}, STYLE),
    "team": kind("team", {"team_id": string(1)}, STYLE),
    "broadcast": kind("broadcast", {"range": string(among=("here", "channel", "everyone"))}, STYLE),
    "color": kind("color", {"value": string(1)}, STYLE),
    "date": kind(
        "date",
        {"timestamp": number(0, whole=True), "format": string(1)},
        STYLE | {"url": web_url(), "fallback": string(1)},
    ),
}
BORDER = {"border": number(0, 1, whole=True)}
SECTION_OF_TEXT = kind("rich_text_section", {"elements": items(tagged(INLINE))})
CODE = tagged({name: INLINE[name] for name in ("text", "link")})
RICH_TEXT = {
    "rich_text_section": SECTION_OF_TEXT,
    "rich_text_quote": kind("rich_text_quote", {"elements": items(tagged(INLINE))}, BORDER),
    "rich_text_preformatted": kind("rich_text_preformatted", {"elements": items(CODE)}, BORDER),
    "rich_text_list": kind(
        "rich_text_list",
        {
            "elements": items(tagged({"rich_text_section": SECTION_OF_TEXT})),
            "style": string(among=("bullet", "ordered")),
        },
        BORDER | {"indent": number(0, 8, whole=True), "offset": number(0, whole=True)},
    ),
}
RICH_TEXT_BLOCK = kind("rich_text", {"elements": items(tagged(RICH_TEXT))}, {"block_id": string(1, 255)})

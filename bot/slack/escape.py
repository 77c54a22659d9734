"""Text for the places where Slack reads markup: message text and mrkdwn."""

import re

ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
MUTE = "\u200b"  # a space of no width: a mark that is followed by it begins nothing
MARKS = re.compile(
    r"(?<![^\W_])[*_~`#](?=\S)"  # bold, italic, struck out, code, a channel; between letters they are only letters
    r"|@(?=\S)"  # a person, a group, a mail address
    rf"|:(?={MUTE}*//)"  # a bare address
    rf"|:(?=[\w+'{MUTE}-]+:)"  # an emoji's name
    rf"|(?m:^)(?=[ \t{MUTE}]*>)"  # a quoted line
)


def escape(text: str) -> str:
    """*text* as Slack shows it, character for character: it pings nobody, links nowhere, is no date and has no style.

    Slack knows no escape for its marks of style, so they are kept apart from what follows by a space of no width.
    """
    muted = MARKS.sub(lambda mark: mark.group() + MUTE, text)
    return re.sub("[&<>]", lambda found: ENTITIES[found.group()], muted)


def inert(words: str) -> str:
    """*words* for a place that knows no escapes and may read markup: its brackets are replaced by look-alikes."""
    return words.translate({ord("<"): "\u2039", ord(">"): "\u203a"})

"""Words from anywhere, in the places where Slack reads markup."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.escape import MUTE, escape

PIECES = (
    *"*_~`#@:<>&|!^ \n\t/-+'.a9甲é" + MUTE,
    *("<!channel>", "<!here>", "<@U1>", "<#C1>", "<https://x.test|y>", "<!date^1^{date}|z>", "<!subteam^S1>"),
    *(
        "@here",
        "#general",
        "https://x.test",
        "mailto:a@b.test",
        ":tada:",
        "```",
        "&lt;",
        "&amp;",
        "\n> ",
        "bold",
        "F_GOLD",
    ),
)
WRITTEN = re.compile(
    rf"(?:(?<![^\W_])[*_~`#]|@|:(?={MUTE}+//)|:(?=[\w+'{MUTE}-]+:)|^(?={MUTE}[ \t{MUTE}]*>)){MUTE}", re.MULTILINE
)
LIVE = re.compile(
    r"[<>]|&(?!(?:amp|lt|gt);)"  # a ping, a link, a date; or an entity that is none
    rf"|(?<![^\W_])[*_~`#](?![\s{MUTE}])(?=.)"  # a mark that opens
    rf"|@(?![\s{MUTE}])(?=.)|://|:[\w+'-]+:"  # a name, an address, an emoji
    r"|^[ \t]*&gt;",  # a quoted line
    re.MULTILINE,
)


def unescape(text):
    """What Slack shows, without the spaces of no width that escaping put there."""
    plain = re.sub("&(amp|lt|gt);", lambda found: {"amp": "&", "lt": "<", "gt": ">"}[found[1]], text)
    return WRITTEN.sub(lambda found: found.group()[:-1], plain)


def test_random_words_are_never_live_and_come_back_as_they_were(full):
    dice = random.Random(20260220)
    for _ in range(100_000 if full else 10_000):
        words = "".join(dice.choices(PIECES, k=dice.randint(1, 12)))

        said = escape(words)

        assert LIVE.search(said) is None, words
        assert unescape(said) == words


@given(st.text())
def test_any_text_comes_back_as_it_was(words):
    said = escape(words)

    assert LIVE.search(said) is None
    assert unescape(said) == words


@pytest.mark.parametrize(
    "words",
    [
        "-$1.3tn",
        "S_P + F_GOLD",
        "2*3*4",
        "密歇根消费者信心：57.3（2026年2月）",
        "+17.9% · 3 bp (low)",
        "it's * x",
    ],
)
def test_ordinary_words_stay_as_they_are(words):
    """A name with a line under it is copied out of an answer and typed again."""
    assert escape(words) == words


def test_the_signs_of_markup_become_entities_once():
    assert escape("S&P <500> &lt;") == "S&amp;P &lt;500&gt; &amp;lt;"


def test_a_struck_out_number_is_not_struck_out():
    """Two numbers that are approximate would become one that is wrong."""
    said = escape("from ~5% to ~6%")

    assert said == f"from ~{MUTE}5% to ~{MUTE}6%"

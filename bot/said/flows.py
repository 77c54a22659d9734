"""What is said of a flow gap."""

from bot.said.voice import VALUE, Draft, Pattern, Titles, Voice
from footnote.answer import Call, Figure
from footnote.text import Text

TWO_SIDES = Pattern("{#.1:label} {#.1}; {#.2:label} {#.2}.", "{#.1:label} {#.1}；{#.2:label} {#.2}。")


def gap(_: Call, figure: Figure) -> Draft:
    """The gap, and the sum of each side."""
    return VALUE.at(figure.key), TWO_SIDES.at(figure.key)


def _subject(call: Call, title: Titles) -> Text:
    first, second = title(call.arguments["a"]), title(call.arguments["b"])
    return Text(f"flow gap, {first.en} less {second.en}", f"资金流差额，{first.zh}减{second.zh}")


VOICES = (
    Voice(
        tool="flow_gap",
        sentences=gap,
        subject=_subject,
        missing=Text("Between which two baskets, and over which window?", "请问是哪两个篮子之间、哪个区间？"),
    ),
)

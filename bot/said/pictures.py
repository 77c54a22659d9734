"""What is said of a chart, beside the picture and in its place."""

from bot.said.voice import TITLE, Draft, Pattern, Voice
from footnote.answer import Call, Figure
from footnote.text import Text

NAMED = Pattern("{#:title}: {#} ({#:period})", "{#:title}：{#}（{#:period}）")
MOST_SAID = 4
"""Last values that the sentence beside a picture tells; the picture and its figures have all of them."""


def drawn(_: Call, figure: Figure) -> Draft:
    """The headline of a chart, and the last value of each line."""
    return TITLE.at(figure.key), *((last_values(figure),) if len(_lines(figure)) <= MOST_SAID else ())


def last_values(figure: Figure) -> Text:
    """The number beside each line, with its day."""
    lines = _lines(figure)
    each = [NAMED.at(line.key) for line in lines]
    return Text(f"{'; '.join(line.en for line in each)}.", f"{'；'.join(line.zh for line in each)}。")


def _lines(figure: Figure) -> list[Figure]:
    return [part for part in figure.parts if part.name in ("chart_last", "chart_change")]


VOICES = (
    Voice(
        tool="chart",
        verb=Text("chart", "走势图"),
        sentences=drawn,
        missing=Text("A chart of which series?", "请问要画哪个序列？"),
        offer=Text("chart of {0}", "{0}走势图"),
    ),
)

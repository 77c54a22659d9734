"""The words on a chart's sheet: title, scale and days above, sources, day and id below."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from footnote.spelling import spell_day
from footnote.text import Language, Text
from tools.charts import canvas

if TYPE_CHECKING:
    from tools.charts.canvas import Sheet

SAMPLE = Text("sample data", "示例数据")
WIDEST = {"title": 72, "below": 130, "source": 100}
CHINESE = 0x2E80
"""Characters from here on are as wide as two letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What is printed on every picture: the answer's id, the day asked about, whether its data are a sample."""

    id: str
    day: date
    sample: bool = False


def spoken(words: list[Text], language: Language) -> Language:
    """*language*, or English where it cannot be written."""
    if language == "zh" and not canvas.has_chinese():
        return "en"
    return language if all(canvas.covers(each.to(language)) for each in words) else "en"


def write(sheet: "Sheet", title: str, below: str, source: str, stamp: Stamp, language: Language) -> None:
    """Puts the words where they stand on every chart."""
    day = spell_day(stamp.day, language)
    known = Text(f"as of {day}", f"截至{day}").to(language)
    signed = " · ".join(filter(None, (known, SAMPLE.to(language) if stamp.sample else "", stamp.id)))
    sheet.text(0.06, 0.955, cut(title, WIDEST["title"]), size=14, va="top")
    sheet.text(0.06, 0.9, cut(below, WIDEST["below"]), size=9.5, va="top", color=canvas.GREY)
    sheet.text(0.06, 0.025, cut(source, WIDEST["source"]), size=8, color=canvas.GREY)
    sheet.text(0.97, 0.025, signed, size=8, color=canvas.GREY, ha="right")


def sourced(sources: list[str], language: Language) -> str:
    """Where the numbers come from, each source once."""
    named = ", ".join(dict.fromkeys(sources))
    return Text(f"Source: {named}", f"来源：{named}").to(language)


def row(sheet: "Sheet", number: int, colour: str, words: str) -> None:
    """A row of the legend under the title, two beside each other."""
    left, top = 0.06 + 0.46 * (number % 2), 0.845 - 0.042 * (number // 2)
    sheet.text(left, top, "●", size=9, color=colour, va="top")
    sheet.text(left + 0.018, top, canvas.legible(words), size=9.5, va="top")


def below_rows(count: int) -> tuple[float, float, float, float]:
    """Where the axes lie under so many rows of a legend."""
    return 0.1, 0.12, 0.87, 0.7 - 0.042 * ((count + 1) // 2)


def cut(words: str, most: int) -> str:
    """*words* in one line of at most so many letters, with a mark where more was."""
    width, kept = 0, ""
    for each in canvas.legible(words):
        width += 2 if ord(each) > CHINESE else 1
        if width > most:
            return f"{kept}…"
        kept += each
    return kept

"""The words on a chart's sheet: title, scale and days above, sources, day and id below."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from footnote.spelling import spell_day, spell_source
from footnote.text import Language, Text, listed
from tools.charts import canvas

if TYPE_CHECKING:
    from tools.charts.canvas import Sheet

SAMPLE = Text("sample data", "示例数据")
WIDEST = {"title": 72, "titles": 104, "below": 130, "entry": 62, "sources": 140, "source": 100}
"""Letters that have room in a line: of the title, of one in two lines, of the legend, of the two lines below."""
CHINESE = 0x2E80
"""Characters from here on are as wide as two letters."""
NEVER_FIRST = "，。；：、）》”％"
"""Marks that begin no line."""


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


def write(
    sheet: "Sheet", title: str, below: str, source: str, stamp: Stamp, language: Language, shaded: str = ""
) -> None:
    """Puts the words where they stand on every chart; *shaded* says what is, where anything is."""
    day = spell_day(stamp.day, language)
    known = Text(f"as of {day}", f"截至{day}").to(language)
    signed = " · ".join(filter(None, (known, SAMPLE.to(language) if stamp.sample else "", stamp.id)))
    if width(title) <= WIDEST["title"]:
        sheet.text(0.06, 0.955, canvas.legible(title), size=14, va="top")
    else:
        lines = folded(title, (WIDEST["titles"], WIDEST["titles"]))
        for number, line in enumerate(lines):
            sheet.text(0.06, (0.982 if len(lines) > 1 else 0.95) - 0.037 * number, line, size=11.5, va="top")
    sheet.text(0.06, 0.9, cut(below, WIDEST["below"]), size=9.5, va="top", color=canvas.GREY)
    for number, line in enumerate(reversed(_below(source, shaded, language))):
        sheet.text(0.06, 0.018 + 0.028 * number, line, size=8, color=canvas.GREY)
    sheet.text(0.97, 0.018, signed, size=8, color=canvas.GREY, ha="right")


def _below(source: str, shaded: str, language: Language) -> list[str]:
    """The sources and what is shaded: in one line beside the day, else in two."""
    one = Text("; ", "；").to(language).join(filter(None, (source, shaded)))
    if width(one) <= WIDEST["source"]:
        return [canvas.legible(one)]
    if shaded:
        return [cut(source, WIDEST["sources"]), cut(f"{shaded[:1].upper()}{shaded[1:]}", WIDEST["source"])]
    return [*folded(one, (WIDEST["sources"], WIDEST["source"])), ""][:2]


def sourced(sources: list[str], language: Language) -> str:
    """Where the numbers come from, each source once."""
    known = [spell_source(each, language) for each in dict.fromkeys(sources)]
    return Text(f"Source: {', '.join(known)}", f"来源：{'，'.join(known)}").to(language)


def titled(titles: list[Text], language: Language) -> str:
    """The names of several series, as many as two lines hold, and how many there are besides."""
    for kept in range(len(titles), 0, -1):
        named, more = listed(titles[:kept]), len(titles) - kept
        words = Text(f"{named.en} and {more} more", f"{named.zh}等 {len(titles)} 个序列") if more else named
        if len(folded(words.to(language), (WIDEST["titles"],) * 3)) < 3:
            break
    return words.to(language)


def row(sheet: "Sheet", number: int, colour: str, words: str) -> None:
    """A row of the legend under the title, two beside each other."""
    left, top = 0.06 + 0.46 * (number % 2), 0.845 - 0.042 * (number // 2)
    sheet.text(left, top, "●", size=9, color=colour, va="top")
    sheet.text(left + 0.018, top, canvas.legible(words), size=9.5, va="top")


def below_rows(count: int) -> tuple[float, float, float, float]:
    """Where the axes lie under so many rows of a legend."""
    return 0.1, 0.12, 0.87, 0.7 - 0.042 * ((count + 1) // 2)


def width(words: str) -> int:
    """How many letters *words* are wide."""
    return sum(2 if ord(each) > CHINESE else 1 for each in words)


def folded(words: str, widest: tuple[int, ...]) -> list[str]:
    """*words* in at most so many lines of so many letters, broken between words; the last is cut where more was."""
    lines: list[str] = []
    rest = canvas.legible(words)
    for most in widest[:-1]:
        if width(rest) <= most:
            return [*lines, rest]
        place = _last_break(rest, most)
        lines.append(rest[:place].rstrip())
        rest = rest[place:].lstrip()
    return [*lines, cut(rest, widest[-1])]


def _last_break(words: str, most: int) -> int:
    """Where a line of at most so many letters can end: behind a blank, or beside a Chinese character."""
    held = len(cut(words, most)) - 1
    for place in range(held, 0, -1):
        if " " in words[place - 1 : place + 1] or (ord(words[place - 1]) > CHINESE and words[place] not in NEVER_FIRST):
            return place
    return held


def cut(words: str, most: int) -> str:
    """*words* in one line of at most so many letters, with a mark where more was."""
    wide, kept = 0, ""
    for each in canvas.legible(words):
        wide += width(each)
        if wide > most:
            return f"{kept}…"
        kept += each
    return kept

"""Writes docs/slack.svg: real answers of the sample desk, as Slack shows their blocks."""

import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import ingest
from bot.app import App
from bot.document import document
from bot.shown import is_drawn
from bot.slack.message import message
from footnote.answer import Question
from footnote.settings import Settings, packaged_desk

TARGET = Path(__file__).parents[1] / "docs" / "slack.svg"
TALK = (
    (
        "Ana",
        "#8d5a97",
        "9:41",
        "What is the fund-flow gap between expansion and stagnation assets?",
        "a7f3k2mq",
    ),
    ("Wei", "#3d7ea6", "9:43", "信贷指标一览", "k4w8p2sd"),
)
FONTS = (
    "Lato, 'Helvetica Neue', Helvetica, Arial, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', "
    "'Noto Sans CJK SC', 'Noto Sans SC', 'WenQuanYi Zen Hei', sans-serif"
)
WIDTH, LEFT, RIGHT = 920, 76, 892
INK, GREY, RULE = "#1d1c1d", "#616061", "#dddddd"
PRIMARY, SECONDARY = ("#007a5a", "#007a5a", "#ffffff"), ("#ffffff", "#bbbabb", INK)
CLOSING = "，。、；：！？）》”,.;:!?)"  # never at the beginning of a line
DRAWN_CELL = 8
NARROW, BROAD = "ijltfrI.,:;'|!()[]/ ·", "mwMW%@&—"

Run = tuple[str, bool]
"""Words, and whether they are bold."""


@dataclass
class Sheet:
    """What is drawn so far, down to ``y``."""

    y: float = 0
    drawn: list[str] = field(default_factory=list)

    def rect(self, x: float, y: float, width: float, height: float, **style: Any) -> None:
        """A rectangle."""
        place = {"x": x, "y": y, "width": width, "height": height}
        self.drawn.append(f"<rect {_attributes(place | style)}/>")

    def text(self, x: float, y: float, runs: Iterable[Run], size: float, **style: Any) -> None:
        """A line of words."""
        joined = [("".join(words for words, _ in same), bold) for bold, same in groupby(runs, key=itemgetter(1))]
        said = "".join(f'<tspan font-weight="700">{escape(w)}</tspan>' if bold else escape(w) for w, bold in joined)
        place = {"x": x, "y": y, "font-size": size, "fill": INK}
        self.drawn.append(f"<text {_attributes(place | style)}>{said}</text>")


def _attributes(values: dict[str, Any]) -> str:
    return " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in values.items())


def width(words: str, size: float, *, bold: bool = False) -> float:
    """About how wide the words are: a Chinese character is a square, a letter about half of one."""
    return sum(map(_em, words)) * size * (1.06 if bold else 1)


def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1
    return 0.3 if letter in NARROW else 0.88 if letter in BROAD else 0.68 if letter.isupper() else 0.55


def wrapped(runs: Iterable[Run], size: float, room: float) -> list[list[Run]]:
    """The runs in lines that have *room*, broken between words, or between Chinese characters."""
    lines: list[list[Run]] = [[]]
    used = 0.0
    for word, bold in ((word, bold) for words, bold in runs for word in _words(words)):
        wide = width(word, size, bold=bold)
        if word == "\n" or (used + wide > room and lines[-1] and word not in CLOSING):
            lines.append([])
            used = 0
        if word != "\n" and (word.strip() or lines[-1]):
            lines[-1].append((word, bold))
            used += wide
    return lines


def _words(words: str) -> Iterator[str]:
    """The words one by one, each space and each Chinese character on its own."""
    word = ""
    for letter in words:
        if letter.isspace() or unicodedata.east_asian_width(letter) in "WF":
            yield from filter(None, (word, letter))
            word = ""
        else:
            word += letter
    if word:
        yield word


def paragraph(sheet: Sheet, runs: Iterable[Run], *, x: float = LEFT, size: float = 15, fill: str = INK) -> None:
    """Lines of words, one below the other."""
    for line in wrapped(runs, size, RIGHT - x):
        sheet.y += round(size * 1.47)
        sheet.text(x, sheet.y - size * 0.4, line, size, fill=fill)


def rich_text(sheet: Sheet, block: dict[str, Any]) -> None:
    """Lines, quotes behind a bar, lists."""
    for part in block["elements"]:
        lines = part["elements"] if part["type"] == "rich_text_list" else [part]
        top, indent = sheet.y, {"rich_text_quote": 16, "rich_text_list": 22}.get(part["type"], 0)
        for line in lines:
            if part["type"] == "rich_text_list":
                sheet.text(LEFT + 8, sheet.y + 16, [("•", False)], 15)
            runs = [(each["text"], each.get("style", {}).get("bold", False)) for each in line["elements"]]
            paragraph(sheet, runs, x=LEFT + indent)
        if part["type"] == "rich_text_quote":
            sheet.rect(LEFT, top + 1, 4, sheet.y - top - 2, rx=2, fill=RULE)


def context(sheet: Sheet, block: dict[str, Any]) -> None:
    """Small grey words."""
    for element in block["elements"]:
        paragraph(sheet, [(element["text"], False)], size=12.5, fill=GREY)


def table(sheet: Sheet, block: dict[str, Any]) -> None:
    """Cells between lines, the head in bold."""
    rows = [[cell["text"] for cell in row] for row in block["rows"]]
    aligned = [column["align"] for column in block["column_settings"]]
    columns = [max(width(row[place], 14, bold=True) for row in rows) + 28 for place in range(len(rows[0]))]
    top, high = sheet.y + 4, 32
    sheet.rect(LEFT, top, sum(columns), high * len(rows), rx=8, fill="none", stroke=RULE)
    for number, row in enumerate(rows):
        if number:
            sheet.rect(LEFT, top + high * number, sum(columns), 1, fill=RULE)
        edge = float(LEFT)
        for cell, wide, align in zip(row, columns, aligned, strict=True):
            right, size = align == "right", DRAWN_CELL if is_drawn(cell) else 14
            place = {"text_anchor": "end"} if right else {}
            x, y = edge + (wide - 14 if right else 14), top + high * number + 21
            sheet.text(x, y, [(cell, not number)], size, **place)
            edge += wide
    for place in range(1, len(columns)):
        sheet.rect(LEFT + sum(columns[:place]), top, 1, high * len(rows), fill=RULE)
    sheet.y = top + high * len(rows) + 2


def actions(sheet: Sheet, block: dict[str, Any]) -> None:
    """Buttons, and three dots for a menu."""
    x, top = LEFT, sheet.y + 5
    for element in block["elements"]:
        label = element["text"]["text"] if element["type"] == "button" else ""
        wide = round(width(label, 13.5, bold=True)) + 26 if label else 36
        paper, edge, ink = PRIMARY if element.get("style") == "primary" else SECONDARY
        sheet.rect(x + 0.5, top + 0.5, wide, 30, rx=6, fill=paper, stroke=edge)
        sheet.text(x + wide / 2, top + 20.5, [(label, True)], 13.5, fill=ink, text_anchor="middle")
        for dot in () if label else (-7, 0, 7):
            sheet.rect(x + wide / 2 + dot - 1, top + 14, 3, 3, rx=1.5, fill=INK)
        x += wide + 9
    sheet.y = top + 32


def section(sheet: Sheet, block: dict[str, Any]) -> None:
    """A paragraph."""
    paragraph(sheet, [(block["text"]["text"], False)])


def divider(sheet: Sheet, _: dict[str, Any]) -> None:
    """A rule."""
    sheet.rect(LEFT, sheet.y + 8, RIGHT - LEFT, 1, fill=RULE)
    sheet.y += 17


DRAWN = {
    "rich_text": rich_text,
    "context": context,
    "table": table,
    "actions": actions,
    "section": section,
    "divider": divider,
}


def said(sheet: Sheet, name: str, colour: str, time: str, *, app: bool = False) -> None:
    """Who speaks: picture, name, badge, time."""
    sheet.y += 18
    sheet.rect(28, sheet.y, 36, 36, rx=6, fill=colour)
    sheet.text(44 if app else 46, sheet.y + 25, [(name[0], True)], 19, fill="#ffffff", text_anchor="middle")
    if app:
        sheet.text(51, sheet.y + 17, [("1", True)], 10.5, fill="#f2c744")
    sheet.text(LEFT, sheet.y + 13, [(name, True)], 15)
    x = LEFT + width(name, 15, bold=True) + 7
    if app:
        sheet.rect(round(x), sheet.y + 2, 28, 14, rx=3, fill="#e8e8e8")
        sheet.text(round(x) + 14, sheet.y + 12.5, [("APP", True)], 9.5, fill=GREY, text_anchor="middle")
        x += 36
    sheet.text(round(x), sheet.y + 13, [(time, False)], 12, fill=GREY)
    sheet.y += 18


def picture() -> str:
    """The SVG of a channel in which two questions are asked and answered."""
    sheet = Sheet(y=52)
    sheet.text(28, 32, [("# macro-desk", True)], 17)
    sheet.rect(0, 50, WIDTH, 1, fill=RULE)
    with tempfile.TemporaryDirectory() as home:
        app = App(Settings(home=home))
        list(ingest.add([packaged_desk() / "notes"], app.library, rights=app.rights, desk=packaged_desk()))
        for name, colour, time, question, id in TALK:
            said(sheet, name, colour, time)
            paragraph(sheet, [(f"@Footnote {question}", False)])
            said(sheet, "Footnote", "#1b2a41", time, app=True)
            for block in message(document(app.desk.answer(Question(text=question))) | {"id": id}).blocks:
                DRAWN[block["type"]](sheet, block)
                sheet.y += 5
        app.close()
    return _svg(sheet, round(sheet.y + 20))


def _svg(sheet: Sheet, height: int) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="{FONTS}">'
    paper = f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="10" fill="#ffffff" stroke="{RULE}"/>'
    return "\n".join([head, paper, *sheet.drawn, "</svg>"]) + "\n"


if __name__ == "__main__":
    TARGET.write_text(picture(), encoding="utf-8")
    print(f"{TARGET.name} is written.")

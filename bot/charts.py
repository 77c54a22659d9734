"""The pictures of an answer: drawn into the state folder, with words in their place and a sentence beside them."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import check
from bot.said import pictures, regressions
from footnote.answer import Chart, Figure
from footnote.text import Language, Text
from tools.charts.fitted import fitted
from tools.charts.picture import picture
from tools.charts.wording import Stamp

FOLDER = "charts"
IN_ENGLISH = Text(
    "The words in the chart are in English: its font lacks a character of their Chinese.",
    "图中文字为英文：可用字体缺少其中的中文字符。",
)
NOT_DRAWN = Text(
    "The chart could not be written to the state folder. Is FOOTNOTE_HOME writable, and the disk not full?",
    "无法将图表写入状态文件夹。请检查 FOOTNOTE_HOME 是否可写、磁盘是否已满。",
)
DRAWN = {"chart": picture, "implied": fitted}
"""Figures that come with a picture, and what draws it."""
log = logging.getLogger("footnote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """Pictures under the state folder, called after the answer they belong to."""

    home: Path

    def of(
        self, id: str, figures: Iterable[Figure], language: Language, day: date, *, sample: bool
    ) -> tuple[tuple[Chart, ...], tuple[Text, ...]]:
        """The charts among *figures*, drawn, and what must be said of them."""
        found: list[Chart] = []
        said: list[Text] = []
        for figure in figures:
            if figure.name not in DRAWN:
                continue
            number = f"-{len(found) + 1}" if found else ""
            path = self.home.absolute() / FOLDER / f"{id}{number}.png"
            try:
                spoken = DRAWN[figure.name](figure, path, language, Stamp(id=id, day=day, sample=sample))
            except OSError as error:
                log.warning("the chart %s cannot be written: %s", path.name, error.strerror)
                said.append(NOT_DRAWN)
                continue
            said += [IN_ENGLISH] if spoken != language else []
            keys = tuple(each.key for each in figure.walk())
            found.append(Chart(path=str(path), alt=_alt(figure, language), figures=keys))
        return tuple(found), tuple(said)


def _alt(figure: Figure, language: Language) -> str:
    """The picture in words, for whoever does not see it; every digit of them is carried by the figure."""
    held = check.slots((figure,), (), language)
    head = Text(f"{{{figure.key}:label}}.", f"{{{figure.key}:label}}。")
    said = regressions.read_off(figure) if figure.name == "implied" else (head, pictures.last_values(figure))
    kept = (check.fill(each, held, language) for each in said)
    return Text(" ", "").to(language).join(filter(None, kept))

"""The words around the figures, when no model writes them: a headline and a few sentences, digits left to slots."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot import words
from footnote.answer import Call, Citation, Figure, Table
from footnote.text import Language, Text

Draft = tuple[Text, ...]
"""Sentences with slots, the headline first."""


def sentences(call: Call, figure: Figure) -> Draft:
    """The sentences for what *call* gave."""
    return WRITERS.get(call.tool, _plain)(call, figure)


def quoted(citations: tuple[Citation, ...]) -> Text:
    """The headline of an answer that only quotes."""
    return words.QUOTED_ONE if len(citations) == 1 else words.QUOTED_SEVERAL


def _plain(_: Call, figure: Figure) -> Draft:
    return (words.VALUE.at(figure.key),) if figure.value is not None else (words.TITLE.at(figure.key),)


def _since(call: Call, figure: Figure) -> Draft:
    highest = call.arguments["kind"] == "highest"
    if figure.stats["record"]:
        return ((words.RECORD_HIGH if highest else words.RECORD_LOW).at(figure.key),)
    if figure.stats["since"] == figure.stats["previous"]:
        return ((words.NO_HIGH if highest else words.NO_LOW).at(figure.key),)
    return ((words.HIGHEST_SINCE if highest else words.LOWEST_SINCE).at(figure.key),)


def _two_ends(_: Call, figure: Figure) -> Draft:
    return words.VALUE.at(figure.key), words.FROM_TO.at(figure.key)


def _return(_: Call, figure: Figure) -> Draft:
    if figure.value is None:
        return (words.ranked(figure),)
    yearly = next((part.key for part in figure.parts if part.name == "annualised"), None)
    return (words.VALUE.at(figure.key), *((words.A_YEAR.at(yearly),) if yearly else ()))


def _gap(_: Call, figure: Figure) -> Draft:
    return words.VALUE.at(figure.key), words.TWO_SIDES.at(figure.key)


WRITERS: Mapping[str, Callable[[Call, Figure], Draft]] = {
    "since_when": _since,
    "change": _two_ends,
    "returns": _return,
    "flow_gap": _gap,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The head of a column and what it shows of a row's figure; the shown figure carries the number."""

    head: Text
    shows: Callable[[Figure], Figure | None]


def table(call: Call, figure: Figure, language: Language) -> Table | None:
    """The rows of a figure whose parts are peers, or of a basket's members; None where one number says it all."""
    rows = [part for part in figure.parts if part.name in ("latest", "return")]
    if call.tool not in ("snapshot", "returns") or not rows:
        return None
    columns = _board_columns() if call.tool == "snapshot" else (Columns(head=words.RETURN, shows=lambda row: row),)
    shown = [[column.shows(row) for column in columns] for row in rows]
    cells = [["–" if each is None else each.spelled(language) for each in row] for row in shown]
    names = [(row.title or row.label).to(language) for row in rows]
    days = [[row.period.to(language)] if call.tool == "snapshot" else [] for row in rows]
    heads = [words.NAME, *(column.head for column in columns), *([words.PERIOD] if call.tool == "snapshot" else [])]
    return Table(
        columns=tuple(head.to(language) for head in heads),
        rows=tuple((name, *values, *day) for name, values, day in zip(names, cells, days, strict=True)),
        figures=tuple(each.key for row in shown for each in row if each is not None),
    )


def _board_columns() -> tuple[Columns, ...]:
    def part(name: str) -> Callable[[Figure], Figure | None]:
        return lambda row: next((each for each in row.parts if each.name == name), None)

    return (
        Columns(head=words.LAST, shows=lambda row: row),
        Columns(head=words.ON_PERIOD, shows=part("change_period")),
        Columns(head=words.ON_YEAR, shows=part("change_year")),
    )

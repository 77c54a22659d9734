"""The words around the figures, when no model writes them: a headline and a few sentences, digits left to slots."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot import charts, published, words
from footnote.answer import Call, Citation, Figure, Table
from footnote.spelling import spell_age, spell_score
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


def _latest(_: Call, figure: Figure) -> Draft:
    """A value that is too old to be called the latest is said to be old beside it."""
    return ((words.VALUE if figure.stats.get("current", True) else words.LAST_KNOWN).at(figure.key),)


def _since(call: Call, figure: Figure) -> Draft:
    highest = call.arguments["kind"] == "highest"
    if figure.stats["record"]:
        return ((words.RECORD_HIGH if highest else words.RECORD_LOW).at(figure.key),)
    if figure.stats["since"] == figure.stats["previous"]:
        return ((words.NO_HIGH if highest else words.NO_LOW).at(figure.key),)
    return ((words.HIGHEST_SINCE if highest else words.LOWEST_SINCE).at(figure.key),)


def _two_ends(_: Call, figure: Figure) -> Draft:
    in_percent = any(part.name == "percent" for part in figure.parts)
    return words.VALUE.at(figure.key), (words.FROM_TO_PERCENT if in_percent else words.FROM_TO).at(figure.key)


def _return(_: Call, figure: Figure) -> Draft:
    if figure.value is None:
        return (words.ranked(figure),)
    yearly = next((part.key for part in figure.parts if part.name == "annualised"), None)
    return (words.VALUE.at(figure.key), *((words.A_YEAR.at(yearly),) if yearly else ()))


def _gap(_: Call, figure: Figure) -> Draft:
    return words.VALUE.at(figure.key), words.TWO_SIDES.at(figure.key)


WRITERS: Mapping[str, Callable[[Call, Figure], Draft]] = {
    "latest": _latest,
    "since_when": _since,
    "change": _two_ends,
    "returns": _return,
    "flow_gap": _gap,
    "revisions": published.revised,
    "next_release": published.released,
    "chart": charts.sentences,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The head of a column, which figure it shows of a row, and how; that figure carries the numbers of the cell."""

    head: Text
    shows: Callable[[Figure], Figure | None] = lambda row: row
    spelled: Callable[[Figure, Language], str] = Figure.spelled


def table(call: Call, figure: Figure, language: Language) -> Table | None:
    """The rows of a figure whose parts are peers, or of a basket's members; None where one number says it all."""
    if call.tool == "revisions":
        return published.prints(figure, language)
    rows = [part for part in figure.parts if part.name in ("latest", "return")]
    if call.tool not in ("snapshot", "returns") or not rows:
        return None
    columns = BOARD if call.tool == "snapshot" else (Column(head=words.RETURN),)
    shown = [[(column, column.shows(row)) for column in columns] for row in rows]
    cells = [["–" if each is None else column.spelled(each, language) for column, each in row] for row in shown]
    names = [(row.title or row.label).to(language) for row in rows]
    keys = (each.key for row in shown for _, each in row if each is not None)
    return Table(
        columns=tuple(head.to(language) for head in (words.NAME, *(column.head for column in columns))),
        rows=tuple((name, *row) for name, row in zip(names, cells, strict=True)),
        figures=tuple(dict.fromkeys(keys)),
    )


def _part(name: str) -> Callable[[Figure], Figure | None]:
    return lambda row: next((each for each in row.parts if each.name == name), None)


def _score(figure: Figure, _: Language) -> str:
    return spell_score(figure.value) if figure.value is not None else ""


def _trend(row: Figure, _: Language) -> str:
    return str(row.stats["trend"])


def _dated(row: Figure, language: Language) -> str:
    """The period of a row; of one that is not current its age as well."""
    period, age = row.period.to(language), row.stats.get("age")
    if row.stats.get("current", True) or not isinstance(age, int):
        return period
    return f"{period}{Text(', ', '，').to(language)}{spell_age(age, language)}"


BOARD = (
    Column(head=words.LAST),
    Column(head=words.ON_PERIOD, shows=_part("change_period")),
    Column(head=words.ON_YEAR, shows=_part("change_year")),
    Column(head=words.SCORE, shows=_part("zscore"), spelled=_score),
    Column(head=words.TREND, spelled=_trend),
    Column(head=words.PERIOD, spelled=_dated),
)

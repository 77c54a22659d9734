"""A tool's voice: its sentences and its table, how the plan's line names it, and what it asks for when that is lacking.

A sentence never types a digit: ``{f1}`` stands for a figure, ``{f1:label}`` for its label, ``{f1.2:period}`` for the
period of its second part.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from bot.check import untitled
from footnote.answer import Call, Figure, Table
from footnote.plugins import modules_in
from footnote.text import Language, Text

Draft = tuple[Text, ...]
"""Sentences with slots, the headline first."""
Titles = Callable[[str], Text]
"""The title of what goes by an id."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence about a figure whose key is not known yet; ``#`` stands for it."""

    en: str
    zh: str

    def at(self, key: str) -> Text:
        """The sentence about the figure under *key*."""
        return Text(self.en.replace("#", key), self.zh.replace("#", key))


VALUE = Pattern("{#:label}: {#}", "{#:label}：{#}")
HEADED = Pattern("{#:title}: {#} ({#:rest})", "{#:title}：{#}（{#:rest}）")
TITLE = Pattern("{#:label}", "{#:label}")
NAME = Text("Series", "序列")
OFFER = Text("{0}", "{0}")
WHICH = Text("Which series?", "请问是哪个序列？")


def plain(_: Call, figure: Figure) -> Draft:
    """The label and the value, or the label alone of what has several."""
    return (valued(figure) if figure.value is not None else TITLE.at(figure.key),)


def valued(figure: Figure) -> Text:
    """What it is about, then its value, then all that qualifies it; the label first where no title begins it."""
    return (VALUE if untitled(figure) is None else HEADED).at(figure.key)


def no_table(_: Call, __: Figure, ___: Language) -> Table | None:
    """No rows: one number says it all."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What is said of one tool's figures.

    ``verb`` stands before the names in the plan's line, unless ``subject`` words all of it but the time. ``missing``
    asks for what is lacking; to choose from are then ``offers``, or the question ``offer`` about names of the desk, of
    series of these ``kinds``. ``stats`` names statistics in Chinese.
    """

    tool: str
    verb: Text | None = None
    sentences: Callable[[Call, Figure], Draft] = plain
    table: Callable[[Call, Figure, Language], Table | None] = no_table
    subject: Callable[[Call, Titles], Text] | None = None
    missing: Text = WHICH
    offer: Text = OFFER
    kinds: tuple[str, ...] = ()
    offers: tuple[Text, ...] = ()
    stats: Mapping[str, str] = field(default_factory=dict)


@cache
def voices() -> Mapping[str, Voice]:
    """The voice of every tool that has one of its own, found by looking."""
    from bot import said

    return {voice.tool: voice for module in modules_in(said) for voice in getattr(module, "VOICES", ())}


def voice_of(tool: str) -> Voice:
    """The tool's voice, or the plain one."""
    return voices().get(tool) or Voice(tool=tool)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The head of a column, which figure it shows of a row, and how; that figure carries the numbers of the cell."""

    head: Text
    shows: Callable[[Figure], Figure | None] = lambda row: row
    spelled: Callable[[Figure, Language], str] = Figure.spelled


def part(name: str) -> Callable[[Figure], Figure | None]:
    """What a column shows of a row: its part called *name*."""
    return lambda row: next((each for each in row.parts if each.name == name), None)


def grid(rows: Iterable[Figure], columns: Iterable[Column], language: Language, name: Text = NAME) -> Table:
    """A row a figure, its title first, a dash where a column has nothing of it."""
    rows, columns = tuple(rows), tuple(columns)
    shown = [[(column, column.shows(row)) for column in columns] for row in rows]
    cells = [["–" if each is None else column.spelled(each, language) for column, each in row] for row in shown]
    names = [(row.title or row.label).to(language) for row in rows]
    keys = (each.key for row in shown for _, each in row if each is not None)
    return Table(
        columns=tuple(head.to(language) for head in (name, *(column.head for column in columns))),
        rows=tuple((name, *row) for name, row in zip(names, cells, strict=True)),
        figures=tuple(dict.fromkeys(keys)),
    )

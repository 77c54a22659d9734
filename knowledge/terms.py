"""The files of the lexicon: one term a line, its English names, a tab, its Chinese names.

``lexicon.tsv`` has the terms of the desk, ``accounts.tsv`` those of a company's accounts, ``everyday.tsv`` places and
plain words, which are translated but are no terms, ``general.tsv`` the other words of business, whose English names
mean much the same and no more. Names are parted by " | "; a line that begins with "#" is a heading. In ``accounts.tsv``
a third column says which statements show an item, and a fourth what a measure is made of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from footnote.errors import SetupError

FOLDER = Path(__file__).parent
FILE = "lexicon.tsv"
OR, AND = " | ", " + "
Extra = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What goes by these names; the first one of each language is what it is called there."""

    names: tuple[str, ...]
    statements: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()
    is_plain: bool = False
    is_loose: bool = False

    @classmethod
    def of(cls, en: Sequence[str], zh: Sequence[str], *, is_plain: bool = False, is_loose: bool = False) -> "Term":
        """The term of these names."""
        return cls(names=_listed([*en, *zh]), is_plain=is_plain, is_loose=is_loose)


@cache
def packaged() -> tuple[Term, ...]:
    """The terms that every desk has."""
    return (*read(FOLDER / FILE), *read(FOLDER / "accounts.tsv"))


@cache
def everyday() -> tuple[Term, ...]:
    """Places and plain words."""
    return tuple(read(FOLDER / "everyday.tsv", is_plain=True))


@cache
def general() -> tuple[Term, ...]:
    """The plain words of all other business; a name that another file has is that file's alone."""
    return tuple(read(FOLDER / "general.tsv", is_plain=True, is_loose=True))


def read(path: Path, *, is_plain: bool = False, is_loose: bool = False) -> Iterator[Term]:
    """The terms of a file. Its first line names the columns."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError([f"{path.name} cannot be read ({type(error).__name__}); save it as UTF-8 text."]) from error
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) < 2 or not all(column.strip() for column in columns[:2]):
            raise SetupError([f"{path.name}, line {number}: {line!r} is not English names, a tab, Chinese names."])
        statements, made_of = (*columns[2:4], "", "")[:2]
        yield Term(
            names=_listed([*columns[0].split(OR), *columns[1].split(OR)]),
            statements=_listed(statements.split(OR)),
            made_of=_listed(way.replace(AND, " ") for way in made_of.split(OR)),
            is_plain=is_plain,
            is_loose=is_loose,
        )


def _listed(names: Sequence[str] | Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))

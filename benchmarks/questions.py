"""A file of questions, a JSON object a line, and the places that are right for each."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from footnote.errors import FootnoteError
from footnote.text import same

MARKS = ("lang", "kind", "type")
"""Fields by whose values the results are broken down, where there are several."""
Page = tuple[str, int | None]
"""A document by its name and a page of it; without a number any page is right."""


class QuestionsError(FootnoteError):
    """The file of questions cannot be used; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, and what the file says is right, as it stands there; *also* are other places that answer.

    *enough* is how many of all these do; None where as many are needed as there are in the gold.
    """

    id: str
    text: str
    gold: Sequence[Any]
    also: Sequence[Any] = ()
    enough: int | None = None
    marks: Mapping[str, str] = field(default_factory=dict)


def refused(reason: str) -> QuestionsError:
    """The error with that sentence."""
    return QuestionsError(same(reason))


def read(path: Path) -> list[Question]:
    """The questions in the file; QuestionsError where it cannot be read or a line is no question."""
    questions = [_question(entry, f"{path.name} line {number}") for number, entry in lines(path)]
    if not questions:
        raise refused(f"{path.name} holds no question.")
    twice = _twice(question.id for question in questions)
    if twice:
        raise refused(f"{path.name} has two questions with the id {twice!r}; give each its own.")
    return questions


def lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file of JSON lines with the numbers of the lines; it may be packed by gzip."""
    import gzip

    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise refused(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _object(line, f"{path.name} line {number}")


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise refused(f"{where} is no JSON: {error}.") from error
    if not isinstance(found, dict):
        raise refused(f"{where} is no JSON object; each line is one.")
    return found


def _question(entry: dict[str, Any], where: str) -> Question:
    text = entry.get("question", entry.get("text"))
    if "id" not in entry or not isinstance(text, str) or not text.strip():
        raise refused(f'{where} has no "id" and "question"; each line holds both.')
    marks = {"lang": entry.get("lang", entry.get("language")), "kind": entry.get("kind"), "type": entry.get("type")}
    return Question(
        id=str(entry["id"]),
        text=text,
        gold=_gold(entry, where),
        also=entry.get("also_ok") or (),
        enough=1 if entry.get("need") == "any" else None,
        marks={name: str(value) for name, value in marks.items() if value},
    )


def _gold(entry: dict[str, Any], where: str) -> list[Any]:
    """A list under "gold", or the one place that stands in the line itself."""
    gold = entry.get("gold", [entry] if {"document", "paragraph"} & set(entry) else [])
    if not isinstance(gold, list) or not gold:
        raise refused(f'{where} has no "gold"; it is a list of the places that answer, at least one.')
    return gold


def pages(question: Question, gold: Iterable[Any], documents: "Names") -> frozenset[Page]:
    """The pages that *gold* names; QuestionsError where one is no page of a document in the folder."""
    return frozenset(_page(question, each, documents) for each in gold)


def _page(question: Question, gold: Any, documents: "Names") -> Page:
    if not isinstance(gold, dict) or not isinstance(gold.get("document"), str):
        raise refused(f'Question {question.id}: {gold!r} names no "document".')
    page = gold.get("page")
    if page is not None and (not isinstance(page, int) or isinstance(page, bool) or page < 1):
        raise refused(f"Question {question.id}: page {page!r} is no page; pages are counted from 1.")
    return documents.meant(gold["document"], f"Question {question.id}"), page


def held(found: Iterable[Page], gold: frozenset[Page]) -> list[Page]:
    """The pages *found*, those of a document of which any page is right taken for that."""
    return [(document, None) if (document, None) in gold else (document, page) for document, page in found]


class Names:
    """The documents of a folder, each by its path there; questions may leave out folder and suffix."""

    def __init__(self, documents: Iterable[str]) -> None:
        self._documents = sorted(documents)

    def meant(self, name: str, who: str) -> str:
        """The one document of that name; QuestionsError where there is none, or more than one."""
        spellings: list[Callable[[Path], str]] = [str, lambda path: path.name, lambda path: path.stem]
        for spelled in spellings:
            found = [document for document in self._documents if spelled(Path(document)) == name]
            if len(found) == 1:
                return found[0]
            if found:
                raise refused(f"{who}: {name!r} may be {' or '.join(found)}; name one with folder and suffix.")
        raise refused(f"{who}: there is no document {name!r} in the folder, which holds {len(self._documents)}.")


def _twice(names: Iterable[str]) -> str | None:
    seen: set[str] = set()
    return next((name for name in names if name in seen or seen.add(name)), None)  # type: ignore[func-returns-value]

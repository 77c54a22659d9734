"""The label of an answer: the highest of what it is made of, what was asked about, and what its words name."""

import re
from collections.abc import Iterable, Iterator

from bot.language import normalise
from bot.link import Linker
from footnote.answer import Answer, Input
from knowledge.library import Library
from knowledge.rights import Rights
from tools.catalogue import Basket, Board, Catalogue, Named, Portfolio, Series


def of(answer: Answer, linker: Linker, library: Library, rights: Rights, cleared: frozenset[str]) -> str:
    """The highest label, as far as whoever was *cleared* for these labels saw what bears one.

    What names nothing has the label of notes, or for those who may not see that one the lowest.
    """
    catalogue = linker.catalogue
    specs = [*_made_of(answer, catalogue), *_asked_about(answer, linker), *_named_in(answer, catalogue)]
    labels = {spec.label or rights.notes for spec in specs}
    labels |= {str(note["label"]) for note in answer.notes}
    labels |= {library.note(each.note, frozenset(rights.labels)).label for each in answer.citations}
    ranked = [label for label in rights.labels if label in labels]
    return ranked[-1] if ranked else rights.notes if rights.notes in cleared else rights.labels[0]


def _made_of(answer: Answer, catalogue: Catalogue) -> Iterator[Named]:
    """What the plan names and what was read for it, down to the parts of parts."""
    ids = {text for call in answer.plan for text in _texts(call.arguments)}
    for figure in (each for top in answer.figures for each in top.walk()):
        ids |= {id for id in (figure.series, *_read(figure.inputs)) if id}
    yield from _whole(ids, catalogue)


def _asked_about(answer: Answer, linker: Linker) -> Iterator[Named]:
    """What the question names, whether or not anything came of it."""
    linked = [item.id for link in linker.links(normalise(answer.asked)) for item in link.items]
    yield from _whole(linked, linker.catalogue)


def _named_in(answer: Answer, catalogue: Catalogue) -> Iterator[Named]:
    """What the answer's own words name: a choice, the nearest names, a row that could not be read."""
    said = "\n".join((answer.headline, answer.text, answer.reading, *answer.choices, *answer.caveats))
    for item in catalogue.every():
        if any(name in said and _stands_alone(name, said) for name in {item.id, item.title.en, item.title.zh} if name):
            yield item


def _stands_alone(name: str, said: str) -> bool:
    """Whether a name stands in the words as more than a piece of another word."""
    return not name.isascii() or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said, re.ASCII) is not None


def _whole(ids: Iterable[str], catalogue: Catalogue) -> Iterator[Named]:
    """What stands under *ids*, and all that it is made of in turn."""
    waiting, seen = list(ids), set[str]()
    while waiting:
        id = waiting.pop()
        item = None if id in seen else catalogue.find(id.partition(":")[0])
        seen.add(id)
        if item is not None:
            yield item
            waiting += _parts(item)


def _parts(item: Named) -> tuple[str, ...]:
    if isinstance(item, Series):
        return tuple(item.made_of)
    if isinstance(item, Basket):
        return (*item.members, *item.flows)
    if isinstance(item, Portfolio):
        return tuple(item.weights)
    return item.rows if isinstance(item, Board) else ()


def _read(inputs: Iterable[Input]) -> Iterator[str | None]:
    """The series of *inputs*, and of those that they are made of."""
    for each in inputs:
        yield each.series
        yield from _read(each.made_of)


def _texts(value: object) -> Iterator[str]:
    """Every text in the arguments of a call."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)

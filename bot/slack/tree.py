"""A figure and all it is made of, as blocks: label and value, formula, inputs down to the last observations."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any

from bot import inputs, shown
from bot.slack import block_kit as kit
from bot.slack.block_kit import Block
from bot.slack.paging import Group, Line, contexts, rich_texts
from bot.slack.plain import WARNING
from footnote.text import Language, Text

LAST_OBSERVATIONS = 5
DEEPEST = 8
ALIKE = 12
"""More figures of one name beside each other, made of observations alone, and each has one line: deals, funds."""
INDENT = "\u2003"
AS_OF = Text("as of", "截至")
Figure = Mapping[str, Any]
Input = Mapping[str, Any]


def tree(figure: Figure, language: Language, depth: int = 0) -> Iterator[Group]:
    """The blocks of the figure, then those of each part, a step further in; of many like parts a line each."""
    yield [*rich_texts(_said(figure, language, depth), _wrapped(depth)), *contexts(_grey(figure, language, depth))]
    for run in _runs(figure):
        if _is_long(run):
            yield from _listed(run, depth + 1)
        else:
            for part in run:
                yield from tree(part, language, depth + 1)


def hidden(figure: Figure) -> bool:
    """Whether the blocks of the figure leave out observations."""
    runs = list(_runs(figure))
    own = any(map(_left_out, figure["inputs"])) or any(map(_is_long, runs))
    return own or any(hidden(part) for run in runs for part in run)


def _runs(figure: Figure) -> Iterator[list[Figure]]:
    """The parts, those of one kind that stand beside each other together."""
    for _, run in groupby(figure["parts"], key=lambda part: (part["name"], not part["parts"])):
        yield list(run)


def _is_long(run: list[Figure]) -> bool:
    return len(run) > ALIKE and not run[0]["parts"]


def _left_out(item: Input) -> bool:
    return len(item.get("observations") or ()) > LAST_OBSERVATIONS or any(map(_left_out, item.get("made_of", ())))


def _listed(alike: list[Figure], depth: int) -> Iterator[Group]:
    """Many figures of one kind: their formula once where it is the same, their values in a line each."""
    formulas = {one["formula"] for one in alike}
    lines: list[Line] = [[kit.text(formula, code=True)] for formula in formulas if len(formulas) == 1]
    for one in alike:
        lines.append([kit.text(one["label"]), kit.text(" = "), kit.text(one["text"], bold=True)])
        lines += [[kit.text(f"{WARNING} {caveat}")] for caveat in one["caveats"]]
    for block in rich_texts(lines, _wrapped(depth)):
        yield [block]


def _wrapped(depth: int) -> Any:
    """How a line of that depth is laid out."""
    return partial(_bullet, indent=min(depth - 1, DEEPEST)) if depth else kit.line


def _bullet(*elements: Block, indent: int) -> Block:
    return kit.bullets([kit.line(*elements)], indent=indent)


def _said(figure: Figure, language: Language, depth: int) -> Iterator[Line]:
    """Label and value, formula, numbers that no series gave, caveats."""
    name = [kit.text(figure["name"], code=True), kit.text(": ")] if depth and not figure["series"] else []
    value = [kit.text(" = "), kit.text(figure["text"], bold=True)] if figure["text"] else []
    yield [*name, kit.text(figure["label"], bold=True), *value]
    yield [kit.text(figure["formula"], code=True)]
    for item in figure["inputs"]:
        if item["kind"] not in ("observations", "figure"):
            yield [kit.text(inputs.stated(item, language))]
    for told in inputs.referred(figure, language):
        yield [kit.text(told)]
    for caveat in figure["caveats"]:
        yield [kit.text(f"{WARNING} {caveat}")]


def _grey(figure: Figure, language: Language, depth: int) -> Iterator[str]:
    """Day and statistics; for each series where it came from, and its last observations."""
    day = f"{AS_OF.to(language)} {figure['as_of']}"
    yield INDENT * depth + " · ".join([day, *inputs.statistics(figure, language)])
    for item in figure["inputs"]:
        if item["kind"] == "observations":
            yield from (INDENT * depth + line for line in _series(item, language))


def _series(item: Input, language: Language) -> Iterator[str]:
    """Where a series came from with its last observations; of a composite then the same of each part."""
    yield shown.series(item).to(language)
    yield from _observations(item, language)
    for part in item.get("made_of", []):
        yield from (INDENT + line for line in _series(part, language))


def _observations(item: Input, language: Language) -> Iterator[str]:
    """The last of them with their days, behind how many there are before."""
    rows = item.get("observations") or []
    names = (item.get("names") or [None] * len(rows))[-LAST_OBSERVATIONS:]
    told = [
        " ".join(filter(None, (name, day, inputs.spelled(value, language))))
        for (day, value), name in zip(rows[-LAST_OBSERVATIONS:], names, strict=False)
    ]
    if told:
        known = inputs.unit(item, language)
        before = [inputs.earlier(more).to(language)] if (more := len(rows) - LAST_OBSERVATIONS) > 0 else []
        yield " · ".join([*before, *told]) + (f" ({known.strip()})" if known else "")

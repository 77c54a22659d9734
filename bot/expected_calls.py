"""Whether a plan is one that was expected, and whether what is expected can be had at this desk at all."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import TYPE_CHECKING, Any

from footnote.answer import Call
from knowledge.script import simplified
from tools.registry import NAMES, BoardId

if TYPE_CHECKING:
    from bot.desk import Desk

ON_NOTES = {
    "notes_search": ("query", "terms", "source", "window", "start", "end"),
    "list_notes": ("source", "window", "start", "end"),
    "claim_check": ("query", "terms", "note", "source", "window", "start", "end"),
}
"""The steps that need no tool, and what they take: ``terms`` are words that the query must hold."""
IN_ORDER = ("parts",)
"""Lists whose order counts; all others compare as sets."""
CLOSE = 1e-9


def matches(plan: Sequence[Call], wanted: Sequence[Call]) -> bool:
    """Whether *plan* has the calls that are *wanted*, in any order, and no others."""
    if Counter(call.tool for call in plan) != Counter(call.tool for call in wanted):
        return False
    return any(all(map(_same, plan, order)) for order in permutations(wanted))


def _same(call: Call, wanted: Call) -> bool:
    """Whether *call* has the arguments that are *wanted*, and no others."""
    terms = wanted.arguments.get("terms")
    rest = {name: value for name, value in wanted.arguments.items() if name != "terms"}
    given = {name: value for name, value in call.arguments.items() if terms is None or name != "query"}
    if call.tool != wanted.tool or given.keys() != rest.keys():
        return False
    query = folded(str(call.arguments.get("query", "")))
    return all(folded(term) in query for term in terms or ()) and all(
        _alike(name, given[name], rest[name]) for name in rest
    )


def _alike(name: str, given: Any, wanted: Any) -> bool:
    if isinstance(wanted, list | tuple):
        if not isinstance(given, list | tuple):
            return False
        if name not in IN_ORDER:
            return set(given) == set(wanted)
        return len(given) == len(wanted) and all(_alike(name, *pair) for pair in zip(given, wanted, strict=True))
    if isinstance(wanted, int | float) and isinstance(given, int | float):
        return math.isclose(given, wanted, rel_tol=CLOSE)
    if name in ("query", "source"):
        return folded(str(given)) == folded(str(wanted))
    return bool(given == wanted)


def folded(text: str) -> str:
    """*text* in lower case and Simplified script."""
    return simplified(text).casefold()


def spelled(calls: Sequence[Call]) -> str:
    """Calls as one would type them: ``latest(series=CPIAUCSL) + chart(series=[GOLD], window=YTD)``."""
    return " + ".join(
        f"{call.tool}({', '.join(f'{name}={_written(value)}' for name, value in call.arguments.items())})"
        for call in calls
    )


def _written(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list | tuple) else str(value)


def faults(calls: Any, desk: "Desk") -> Iterator[str]:
    """What of the expected *calls* this desk cannot do: unknown tools, arguments and names."""
    if not isinstance(calls, list) or not all(isinstance(call, dict) for call in calls):
        yield 'calls should be a list such as [{"tool": "latest", "args": {"series": "CPIAUCSL"}}], also_ok one of such'
        return
    for call in calls:
        tool, arguments = call.get("tool"), call.get("args")
        known = [*desk.tools, *ON_NOTES]
        if tool not in known:
            yield f"there is no tool {tool!r}; there are {', '.join(sorted(known))}"
        elif not isinstance(arguments, dict) or call.keys() != {"tool", "args"}:
            yield f'a call of {tool} should be {{"tool": "{tool}", "args": {{...}}}}, its args an object'
        else:
            yield from _wrong(tool, arguments, desk)


def _wrong(tool: str, arguments: Mapping[str, Any], desk: "Desk") -> Iterator[str]:
    """Arguments that the tool does not take, and names that the desk does not have."""
    kinds = desk.tools[tool].arguments if tool in desk.tools else dict.fromkeys(ON_NOTES[tool], str)
    for name, value in arguments.items():
        if name not in kinds:
            yield f"{tool} takes no {name!r}; it takes {', '.join(kinds) or 'nothing'}"
        elif name == "terms" and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            yield "terms should be a list of words that the query must hold"
        elif kinds[name] in NAMES:
            yield from _unknown(name, value, desk, boards=kinds[name] is BoardId)


def _unknown(name: str, value: Any, desk: "Desk", *, boards: bool) -> Iterator[str]:
    catalogue = desk.catalogue
    others = (catalogue.series, catalogue.baskets, catalogue.portfolios, catalogue.tables)
    held = catalogue.boards if boards else set().union(*others)
    for id in value if isinstance(value, list) else [value]:
        if not isinstance(id, str) or id.partition(":")[0] not in held:
            what = "board" if boards else "series, basket or table"
            yield f"{name} names {id!r}, and this desk has no {what} of that id; `footnote series search` finds ids"

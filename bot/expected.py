"""A file of questions with what each should get: a JSON object a line, read strictly, all its faults at once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args

from bot import expected_calls
from footnote.answer import Call
from footnote.errors import SetupError
from footnote.text import Language

if TYPE_CHECKING:
    from bot.desk import Desk

Action = Literal["call", "ask", "refuse"]
CLOSE = 1e-6
"""How far a figure may be from what is expected, as a share of it, where a row says nothing else."""
Kind = type | tuple[type, ...]
NEEDED: dict[str, Kind] = {"id": str, "cat": str, "lang": str, "q": str, "action": str}
OPTIONAL: dict[str, Kind] = {
    "tags": list,
    "as_of": str,
    "history": list,
    "calls": list,
    "also_ok": list,
    "figures": list,
}
FIGURE: dict[str, Kind] = {"name": str, "series": str, "value": (int, float), "unit": str, "within": (int, float)}
EXAMPLE = (
    '{"id": "q1", "cat": "latest", "lang": "en", "q": "cpi?", "action": "call", '
    '"calls": [{"tool": "latest", "args": {"series": "CPIAUCSL"}}]}'
)
KINDS: dict[Kind, str] = {str: "text", list: "a list", (int, float): "a number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A figure that an answer must hold, itself or as a part of another."""

    name: str
    value: float
    series: str | None = None
    unit: str | None = None
    within: float = CLOSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A question, what was asked before it in its thread, and what is right: any of ``ways``, with all ``figures``."""

    id: str
    kind: str
    language: Language
    asked: str
    action: Action
    as_of: date | None = None
    history: tuple[str, ...] = ()
    ways: tuple[tuple[Call, ...], ...] = ()
    figures: tuple[Expected, ...] = ()


def rows_of(text: str, desk: "Desk") -> tuple[Row, ...]:
    """The rows of a file; SetupError names every line that cannot be used, and says what would be fine."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    rows: list[Row] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, line in lines:
        entry = _parsed(line)
        wrong = [entry] if isinstance(entry, str) else list(_faults(entry, desk))
        if not wrong and not isinstance(entry, str):
            if (first := seen.setdefault(entry["id"], number)) != number:
                wrong = [f"the id {entry['id']!r} is that of line {first}; give each question its own"]
            rows.append(_row(entry))
        faults += [f"line {number}: {fault}." for fault in wrong]
    if not lines:
        faults = [f"there is no question in it; write one a line, such as {EXAMPLE}."]
    if faults:
        raise SetupError(faults)
    return tuple(rows)


def _parsed(line: str) -> dict[str, Any] | str:
    """The object on a line, or what is wrong with it."""
    try:
        entry = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        at = f" (character {error.pos + 1})" if isinstance(error, json.JSONDecodeError) else ""
        return f"this is no JSON{at}; write one object a line, between {{ and }}"
    return entry if isinstance(entry, dict) else "this is no JSON object; write one a line, between { and }"


def _faults(entry: Mapping[str, Any], desk: "Desk") -> Iterator[str]:
    shape = list(_shape(entry))
    yield from shape
    if shape:
        return
    if entry["lang"] not in get_args(Language):
        yield f"lang is {entry['lang']!r}; it should be en or zh"
    if entry["action"] not in get_args(Action):
        yield f"action is {entry['action']!r}; it should be call, ask or refuse"
    if entry["action"] == "call" and not entry.get("calls"):
        yield "action is call and there are no calls; name at least one tool with its args"
    if not _is_day(entry.get("as_of", "2026-02-20")):
        yield f"as_of is {entry['as_of']!r}, which is no day; write it as 2026-02-20"
    if not all(isinstance(each, str) for each in entry.get("history", ())):
        yield "history should be a list of earlier questions, each a text"
    for way in (entry.get("calls", []), *entry.get("also_ok", [])):
        yield from expected_calls.faults(way, desk)
    for each in entry.get("figures", ()):
        yield from _figure_faults(each)


def _shape(entry: Mapping[str, Any]) -> Iterator[str]:
    """Keys that are missing, unknown, or of another kind than they should be."""
    if missing := [key for key in NEEDED if key not in entry]:
        yield f"{', '.join(missing)} missing; each question needs {', '.join(NEEDED)}"
    known = NEEDED | OPTIONAL
    for key, value in entry.items():
        if key not in known:
            yield f"there is no key {key!r}; there may be {', '.join(known)}"
        elif not isinstance(value, known[key]):
            yield f"{key} should be {KINDS[known[key]]}"


def _figure_faults(entry: Any) -> Iterator[str]:
    if not isinstance(entry, dict) or not {"name", "value"} <= entry.keys() <= FIGURE.keys():
        yield f"a figure should be an object with name and value, and perhaps series, unit, within; this is {entry!r}"
        return
    for key, value in entry.items():
        kind = FIGURE[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            yield f"{key} of a figure should be {KINDS[kind]}; this is {value!r}"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _row(entry: Mapping[str, Any]) -> Row:
    own = [entry["calls"]] if entry["action"] == "call" else []
    ways = (*own, *entry.get("also_ok", ()))
    return Row(
        id=entry["id"],
        kind=entry["cat"],
        language=entry["lang"],
        asked=entry["q"],
        action=entry["action"],
        as_of=date.fromisoformat(entry["as_of"]) if "as_of" in entry else None,
        history=tuple(entry.get("history", ())),
        ways=tuple(tuple(Call(tool=each["tool"], arguments=each["args"]) for each in way) for way in ways if way),
        figures=tuple(Expected(**each) for each in entry.get("figures", ())),
    )

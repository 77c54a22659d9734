"""What is wrong with a desk beyond its grammar: names that nobody defines, ids given twice, sums of what is no flow."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from footnote.labels import LABELS
from tools import stanza
from tools.catalogue import Catalogue, Series
from tools.transforms import TRANSFORMS, freq_after

MOST_NAMED = 3
"""Ids that are named of many with the same fault."""
LENGTH = re.compile(r"[1-9][0-9]{0,2}[DWMQY]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A desk folder as far as it could be read: what was *written*, what of it is sound, and the *panels* read."""

    catalogue: Catalogue
    written: Mapping[str, Any]
    sound: Mapping[str, Any]
    panels: Mapping[str, Mapping[str, Series]]
    data: Path

    def ids(self, head: str) -> set[str]:
        """The names of the stanzas under *head*, faulty ones too."""
        body = self.written.get(head)
        return set(body) if isinstance(body, dict) else set()

    def holds(self, id: str) -> bool:
        """Whether a series goes by *id*; what a panel that could not be read may hold, nobody can tell."""
        if id in self.catalogue.series or id in self.ids("series") | self.ids("composite"):
            return True
        return any(self._may_hold(panel, id) for panel in self.ids("panel") - self.panels.keys())

    def _may_hold(self, panel: str, id: str) -> bool:
        body = self.written["panel"][panel]
        owner, _, member = id.removeprefix("panel:").rpartition("/")
        if owner and owner != panel:
            return False
        if not isinstance(body, dict) or (not owner and body.get("named") is False):
            return not isinstance(body, dict)
        name = str(body.get("source")).removeprefix("file:").partition("#")[0]
        path = self.data / name
        if path.suffix.casefold() not in (".csv", ".tsv", ".txt") or not path.is_file():
            return True
        held = path.read_bytes()
        return any(member.encode(encoding, "ignore") in held for encoding in ("utf-8", "gb18030", "utf-16-le"))


def faults(desk: Desk) -> Iterator[str]:
    """One sentence for each."""
    yield from _dangling(desk)
    yield from _twice(desk)
    yield from _unsummed(desk)
    yield from _unranked(desk.sound.get("rights", {}))
    yield from _unused(desk)
    yield from _unwatched(desk)
    for panel, members in desk.panels.items():
        for member in members:
            if member.rpartition(":")[2] in TRANSFORMS and ":" in member:
                yield f"[panel.{panel}] {member!r} ends like a transform; give the column another name in its file."


def _dangling(desk: Desk) -> Iterator[str]:
    """Ids that a stanza names and nobody defines."""
    for id, basket in desk.catalogue.baskets.items():
        assets = desk.sound.get("basket", {}).get(id, {}).get("assets", ())
        yield from _absent(f"basket.{id}", (*basket.members, *basket.flows, *assets), desk.holds)
    for id, portfolio in desk.catalogue.portfolios.items():
        yield from _absent(f"portfolio.{id}", portfolio.weights, desk.holds)
    for id, board in desk.catalogue.boards.items():
        yield from _absent(f"board.{id}", board.rows, desk.holds)
    for id, body in desk.sound.get("composite", {}).items():
        yield from _absent(f"composite.{id}", (part.partition(":")[0] for part in body["parts"]), desk.holds)


def _absent(where: str, ids: Iterable[str], holds: Callable[[str], bool]) -> Iterator[str]:
    for id in dict.fromkeys(ids):
        if not holds(id):
            yield f"[{where}] names {id!r}, which the desk does not have."


def _twice(desk: Desk) -> Iterator[str]:
    """Stanzas that give one id to several series; a flow beside what flows into it has its panel's name before it."""
    owners: dict[str, list[tuple[str, bool]]] = {}
    for head in ("series", "composite"):
        for id, body in desk.sound.get(head, {}).items():
            owners.setdefault(id, []).append((f"[{head}.{id}]", body.get("kind") == "flow"))
    for panel, members in desk.panels.items():
        body = desk.sound["panel"][panel]
        for member in members if body.get("named", True) else ():
            owners.setdefault(member, []).append((f"[panel.{panel}]", body.get("kind") == "flow"))
    shared: dict[tuple[str, str], list[str]] = {}
    for id, held in owners.items():
        for (one, flows), (other, flows_too) in combinations(held, 2):
            if flows == flows_too:
                shared.setdefault((one, other), []).append(id)
    for (one, other), ids in shared.items():
        yield (
            f"{one} and {other} both give {_some(ids)} to a series; rename one of them, or leave the members of one "
            "panel without names (named = false)."
        )


def _unsummed(desk: Desk) -> Iterator[str]:
    """Flows of a basket that are prices, stocks or rates: their sum is of nothing."""
    for id, basket in desk.catalogue.baskets.items():
        held = [series for flow in basket.flows if (series := desk.catalogue.series.get(flow)) is not None]
        for kind in dict.fromkeys(series.kind for series in held if series.kind != "flow"):
            named = _some([series.id for series in held if series.kind == kind])
            yield f'[basket.{id}] flows: {named} of kind {kind!r}; only what has kind = "flow" can be summed.'


def _some(ids: list[str]) -> str:
    """The first of *ids*, and how many more there are."""
    more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
    return ", ".join(repr(id) for id in ids[:MOST_NAMED]) + more


def _unranked(rights: Mapping[str, Any]) -> Iterator[str]:
    """Levels of readers and folders that are none of the desk's labels."""
    labels = rights.get("labels", list(LABELS))
    if not labels or len(set(labels)) < len(labels):
        yield "[rights] labels must be a list of different names, low to high."
        return
    known = ", ".join(labels)
    for key in ("notes", "member", "unknown", "terminal"):
        if key in rights and rights[key] not in labels:
            yield f"[rights] {key} is {rights[key]!r}; the labels are {known}."
    for key in ("folders", "people"):
        for name, label in rights.get(key, {}).items():
            if label not in labels:
                yield f"[rights] {key}: {name} has {label!r}; the labels are {known}."


USE: dict[str, dict[str, str]] = {
    "hard_soft_gap": {"hard": "series list", "soft": "series list"},
    "spac_returns": {"index": "series", "benchmark": "series", "deals": "events"},
    "implied": {"x": "series", "y": "series", "lead": "length", "consensus": "series"},
    "capital_release": {"rwa": "series", "excess": "series", "requirement": "series", "risk_weight": "number"},
    "contribution": {"level": "series"},
}
NEEDED = {"hard_soft_gap": ("hard", "soft"), "implied": ("x", "y")}


def _unused(desk: Desk) -> Iterator[str]:
    """Faults of ``[use]``: tools, keys and ids that there are not."""
    body = desk.written.get("use", {})
    if not isinstance(body, dict):
        yield "[use] should be a table of keys."
        return
    for tool, value in body.items():
        rows = value if tool == "implied" and isinstance(value, list) else [value]
        if tool not in USE:
            yield f"[use] has an unknown key {tool!r}; known are {', '.join(USE)}."
        elif (tool == "implied") != isinstance(value, list) or not all(isinstance(row, dict) for row in rows):
            yield f"[use] {tool} should be {'a list of tables' if tool == 'implied' else 'a table'} {{ ... }}."
        else:
            for row in rows:
                yield from _use_faults(desk, tool, row)


def _use_faults(desk: Desk, tool: str, row: dict[str, Any]) -> Iterator[str]:
    grammar = USE[tool]
    for key, value in row.items():
        if key not in grammar:
            yield f"[use] {tool} has an unknown key {key!r}; known are {', '.join(grammar)}."
        else:
            yield from _value_faults(desk, f"[use] {tool}: {key}", grammar[key], value)
    yield from (f"[use] {tool} needs {key}." for key in NEEDED.get(tool, ()) if key not in row)


def _value_faults(desk: Desk, where: str, kind: str, value: Any) -> Iterator[str]:
    """What is wrong with one value of a tool's defaults."""
    if kind == "number":
        wanted = stanza.number(value)
    elif kind == "length":
        wanted = None if isinstance(value, str) and LENGTH.fullmatch(value) else "a length such as 6M"
    else:
        wanted = stanza.words(value) if kind == "series list" else stanza.text(value)
    if wanted:
        yield f"{where} should be {wanted}."
    elif kind == "events":
        if value not in desk.ids("events"):
            yield f"{where} names {value!r}, and there is no [events.{value}]."
    elif kind.startswith("series"):
        for id in [value] if isinstance(value, str) else value:
            yield from _transformed(desk, where, id)


def _transformed(desk: Desk, where: str, written: str) -> Iterator[str]:
    """A series that there is not, or a transform that does not fit it."""
    id, _, transform = written.partition(":")
    if not desk.holds(id):
        yield f"{where} names {id!r}, which the desk does not have."
    if (transform or "level") not in TRANSFORMS:
        yield f"{where}: {written!r} names no transform; known are {', '.join(TRANSFORMS)}."
    elif (series := desk.catalogue.series.get(id)) and freq_after(series.freq, transform or "level") is None:
        yield f"{where}: {written!r} does not fit a series of frequency {series.freq}."


def _unwatched(desk: Desk) -> Iterator[str]:
    """Ids of ``[watchlist]`` that nobody defines."""
    body = desk.written.get("watchlist", {})
    if not isinstance(body, dict):
        yield "[watchlist] should be a table of keys."
        return
    for name, ids in body.items():
        if wanted := stanza.words(ids):
            yield f"[watchlist] {name} should be {wanted}."
        else:
            for id in ids:
                yield from _transformed(desk, f"[watchlist] {name}", id)

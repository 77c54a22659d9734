"""The desk folder read: the packaged catalogue with ``desk.toml`` laid over it, or all its faults at once."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from footnote.errors import SetupError
from footnote.labels import LABELS
from tools import desk_checks, entry, stanza
from tools.catalogue import Catalogue, Query, Series
from tools.desk_checks import Desk
from tools.tables.inside import is_inside


def load(folder: Path | None) -> Catalogue:
    """The packaged catalogue with the desk's *folder* laid over it; SetupError lists all its faults at once."""
    packaged = Catalogue()
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        packaged = _laid_over(packaged, tomllib.loads(path.read_text("utf-8")), {}, packaged=True)
    if folder is None:
        return packaged
    written = _parsed(folder / "desk.toml")
    document = stanza.mended(written)
    outside = _outside(document, folder / "data")
    faults = [*stanza.faults(written), *outside.values()]
    inside = _without(document, outside)
    free = {head: written[head] for head in stanza.FREE if head in written}
    panels = _panels(inside | free, folder / "data", faults)
    catalogue = _with_composites(_laid_over(packaged, document, panels, packaged=False), document, faults)
    faults += [*_unbalanced(catalogue), *_mislabelled(document), *_unasked(document, _ids(written, "sql"))]
    faults += _unlisted(inside, written, folder / "data")
    faults += desk_checks.faults(
        Desk(catalogue=catalogue, written=written, sound=document, panels=panels, data=folder / "data")
    )
    if faults:
        raise SetupError([f"desk.toml: {stanza.concealed(fault)}" for fault in faults])
    beneath = _beneath(packaged, catalogue)
    return replace(catalogue, beneath=beneath, borrowed=_borrowed(beneath, catalogue), use=written.get("use", {}))


def _beneath(packaged: Catalogue, catalogue: Catalogue) -> dict[str, Series]:
    """The packaged series that the desk's own stand over."""
    return {id: item for id, item in packaged.series.items() if catalogue.series.get(id) is not item}


def _borrowed(beneath: dict[str, Series], catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """The names of packaged series that hold for the desk's own of the same ids too, being of the same unit."""
    own = ((id, catalogue.series.get(id)) for id in beneath)
    return {id: beneath[id].names for id, item in own if item is not None and item.unit == beneath[id].unit}


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise SetupError([f"There is no desk.toml in the desk folder {path.parent.name!r}."]) from None
    except UnicodeDecodeError:
        raise SetupError(["desk.toml is not UTF-8 text; save it as UTF-8."]) from None
    except tomllib.TOMLDecodeError as error:
        raise SetupError([f"desk.toml is not valid TOML: {stanza.concealed(str(error))}."]) from None


def rights(folder: Path) -> dict[str, Any]:
    """What of ``[rights]`` in *folder* is sound, whatever else is wrong there."""
    found: dict[str, Any] = stanza.mended(_parsed(folder / "desk.toml")).get("rights", {})
    return found


def queries(folder: Path) -> dict[str, Query]:
    """The queries of the desk's database that ``desk.toml`` in *folder* names."""
    return _queries(stanza.mended(_parsed(folder / "desk.toml")))


def _queries(document: dict[str, Any]) -> dict[str, Query]:
    return {
        name: Query(name=name, variable=body["url"], statement=body["query"])
        for name, body in document.get("sql", {}).items()
    }


def _ids(document: dict[str, Any], head: str) -> set[str]:
    """The names of the stanzas under *head*, faulty ones too."""
    body = document.get(head)
    return set(body) if isinstance(body, dict) else set()


def _panels(document: dict[str, Any], data: Path, faults: list[str]) -> dict[str, dict[str, Series]]:
    """The members of each panel of *document*; one whose file cannot be read is left out, with its fault."""
    found = {}
    for name, body in document.get("panel", {}).items():
        try:
            among = _among(name, body, document)
            needed = among or _is_needed(name, body, document)
            found[name] = entry.members(name, body, data, faults, among) if needed else {}
        except SetupError as error:
            faults += error.faults
    return found


def _laid_over(
    under: Catalogue, document: dict[str, Any], members: dict[str, dict[str, Series]], *, packaged: bool
) -> Catalogue:
    """*under* with the stanzas of *document* on top: the same id is replaced whole."""
    panels = document.get("panel", {})
    baskets = document.get("basket", {})
    series = {id: entry.series(id, body, packaged) for id, body in document.get("series", {}).items()}
    classes = {item.sources[0]: item.copyright for item in under.series.values()}
    series = {
        id: replace(item, copyright=item.copyright or classes.get(item.sources[0])) for id, item in series.items()
    }
    for name in sorted(members, key=lambda panel: panels[panel].get("kind") == "flow"):
        for member in list(members[name].values()):
            free = panels[name].get("named", True) and member.id not in series
            id = member.id if free else f"{name}/{member.id}"
            series[id] = members[name][member.id] = replace(member, id=id, hidden=not free)
    return Catalogue(
        series=under.series | series,
        baskets=under.baskets | {id: entry.basket(id, body, members) for id, body in baskets.items()},
        portfolios=under.portfolios
        | {id: entry.portfolio(id, body) for id, body in document.get("portfolio", {}).items()},
        boards=under.boards | {id: entry.board(id, body, packaged) for id, body in document.get("board", {}).items()},
        events=under.events | {id: entry.events(id, body, members) for id, body in document.get("events", {}).items()},
        tables=under.tables | {id: entry.table(id, body) for id, body in document.get("table", {}).items()},
        queries=under.queries | _queries(document),
        desk=under.desk | document.get("desk", {}),
        rights=under.rights | document.get("rights", {}),
    )


def _with_composites(catalogue: Catalogue, document: dict[str, Any], faults: list[str]) -> Catalogue:
    """*catalogue* with the composites whose parts it has, or which are made of such composites."""
    series, waiting = dict(catalogue.series), dict(document.get("composite", {}))
    parts = {id: {part.partition(":")[0] for part in body["parts"]} for id, body in waiting.items()}
    series = {id: item for id, item in series.items() if id not in waiting}
    while ready := [id for id in waiting if parts[id] and parts[id] <= series.keys()]:
        for id in ready:
            series[id] = entry.composite(id, waiting.pop(id), series, faults)
    circles = [id for id in waiting if parts[id] <= series.keys() | waiting.keys()]
    faults += [f"[composite.{id}] has no parts, or is made of itself." for id in circles]
    return replace(catalogue, series=series)


def _is_needed(panel: str, body: dict[str, Any], document: dict[str, Any]) -> bool:
    """Whether anybody can ask for this panel's members: by name, through a basket's flows, or as prices of events."""
    flows = [basket.get("flows") for basket in document.get("basket", {}).values()]
    prices = [events.get("prices") for events in document.get("events", {}).values()]
    return body.get("named", True) or f"panel:{panel}" in flows + prices


def _among(panel: str, body: dict[str, Any], document: dict[str, Any]) -> set[str] | None:
    """The members the desk names of a panel whose members are no words in a question; None where all are wanted."""
    prices = [events.get("prices") for events in document.get("events", {}).values()]
    if body.get("named", True) or f"panel:{panel}" in prices:
        return None
    found: set[str] = set(body.get("members", {}))
    for basket in document.get("basket", {}).values():
        if basket.get("flows") == f"panel:{panel}":
            found.update(basket.get("members", []))
    others = [document[head] for head in document if head not in ("panel", "series", "desk", "rights")]
    ids = {text.removeprefix(f"{panel}/") for text in _texts(others) if text.startswith(f"{panel}/")}
    return found | ids | {id.partition(":")[0] for id in ids}


def _texts(value: Any) -> Iterator[str]:
    """Every text in *value*, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value:
            yield from _texts(each)
        yield from _texts(list(value.values()) if isinstance(value, dict) else None)


def _outside(document: dict[str, Any], data: Path) -> dict[tuple[str, str], str]:
    """The stanzas whose files links lead out of the desk's data folder, by kind and id: nothing of these is read."""
    found = {}
    for kind in ("series", "panel", "events", "table"):
        for id, body in document.get(kind, {}).items():
            for source in body["source"] if isinstance(body["source"], list) else [body["source"]]:
                scheme, _, name = source.partition(":")
                if scheme == "file" and not is_inside(data, name.partition("#")[0]):
                    found[kind, id] = f"[{kind}.{id}] {source!r} leads outside the desk's data folder."
    return found


def _without(document: dict[str, Any], stanzas: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """*document* without those *stanzas*."""
    left = set(stanzas)
    return {
        head: {id: each for id, each in body.items() if (head, id) not in left} if head in stanza.PLURAL else body
        for head, body in document.items()
    }


def _mislabelled(document: dict[str, Any]) -> Iterator[str]:
    """Labels that the desk does not have: what bears one would be seen by nobody."""
    known = document.get("rights", {}).get("labels", LABELS)
    for head in stanza.PLURAL:
        for name, body in document.get(head, {}).items():
            if "label" in body and body["label"] not in known:
                yield f"[{head}.{name}] label {body['label']!r} is none of the desk's: {', '.join(known)}."


def _unasked(document: dict[str, Any], known: set[str]) -> Iterator[str]:
    """Queries that a series is read from and nobody wrote."""
    for id, body in document.get("series", {}).items():
        for source in body["source"] if isinstance(body["source"], list) else [body["source"]]:
            scheme, _, name = source.partition(":")
            if scheme == "sql" and (query := name.partition("#")[0]) not in known:
                yield f"[series.{id}] {source!r} is a query, and there is no [sql.{query}]."


def _unlisted(document: dict[str, Any], written: dict[str, Any], data: Path) -> Iterator[str]:
    """Events and tables whose file, columns, unit or prices are not there."""
    panels = {f"panel:{name}" for name in _ids(written, "panel")}
    for kind in ("events", "table"):
        for id, body in document.get(kind, {}).items():
            yield from entry.unlisted(kind, id, body, data, has_unit="unit" in written[kind][id])
    for id, body in document.get("events", {}).items():
        if "prices" in body and body["prices"] not in panels:
            yield f"[events.{id}] names {body['prices']!r}, which the desk does not have."


def _unbalanced(catalogue: Catalogue) -> Iterator[str]:
    """Portfolios that hold more or less than one whole."""
    for id, portfolio in catalogue.portfolios.items():
        if abs(sum(portfolio.weights.values()) - 1) > 1e-9:
            yield f"[portfolio.{id}] weights sum to {sum(portfolio.weights.values()):g}; they should sum to 1."

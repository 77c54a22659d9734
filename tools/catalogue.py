"""The desk's words: series, baskets, portfolios and boards by id, from the packaged catalogue and the desk folder."""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from footnote.errors import SetupError
from footnote.text import Text
from tools import stanza
from tools.units import Unit

LAG_DAYS = {"D": 1, "W": 7, "M": 30, "Q": 60, "A": 180}
STALE_DAYS = {"D": 7, "W": 21, "M": 75, "Q": 160, "A": 550}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a question may call by name: an id, a title in two languages, and aliases."""

    id: str
    title: Text
    aliases: tuple[str, ...] = ()
    label: str | None = None
    packaged: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name a person may type."""
        return (self.id, self.title.en, self.title.zh, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Named):
    """One series: where it is read, and what its numbers mean."""

    sources: tuple[str, ...]
    unit: Unit
    freq: str
    kind: str = "hard"
    adjust: str = "none"
    average: str = "average"
    neutral: float | None = None
    lag: timedelta = timedelta(0)
    stale_after: timedelta = timedelta(0)
    valid: tuple[date | None, date | None] = (None, None)
    groups: tuple[str, ...] = ()
    layout: str = "series"
    date_column: str | None = None
    date_format: str | None = None
    member_column: str | None = None
    value_column: str | None = None
    member: str | None = None
    panel: str | None = None
    total_return: bool = False
    calendar: str = "exchange"
    hidden: bool = False

    @property
    def column(self) -> str | None:
        """The header its values stand under, where a file names one."""
        heads = [source.partition("#")[2] for source in self.sources if source.startswith("file:")]
        return self.member or (heads[0] if heads and heads[0] else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket(Named):
    """Instruments held together, and the flow series that count money into them."""

    members: tuple[str, ...] = ()
    rebalance: str = "none"
    flows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio(Named):
    """Instruments with weights that sum to one."""

    weights: dict[str, float]
    rebalance: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Board(Named):
    """A list of series that are read together."""

    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that a question can name, and what the desk says of itself."""

    series: dict[str, Series] = field(default_factory=dict)
    baskets: dict[str, Basket] = field(default_factory=dict)
    portfolios: dict[str, Portfolio] = field(default_factory=dict)
    boards: dict[str, Board] = field(default_factory=dict)
    desk: dict[str, Any] = field(default_factory=dict)
    rights: dict[str, Any] = field(default_factory=dict)

    def named(self) -> Iterator[Named]:
        """Everything with a name, series first."""
        yield from (item for item in self.series.values() if not item.hidden)
        for group in (self.baskets, self.portfolios, self.boards):
            yield from group.values()

    def find(self, id: str) -> Named | None:
        """What stands under *id*, of whatever kind."""
        for group in (self.series, self.baskets, self.portfolios, self.boards):
            if id in group:
                return group[id]
        return None

    def visible(self, labels: frozenset[str], default: str) -> "Catalogue":
        """The part a reader with *labels* may see; what names nothing visible any more goes too."""

        def seen(item: Named) -> bool:
            return (item.label or default) in labels

        series = {id: item for id, item in self.series.items() if seen(item)}
        baskets = {
            id: item
            for id, item in self.baskets.items()
            if seen(item) and {*item.members, *item.flows} <= series.keys()
        }
        portfolios = {
            id: item for id, item in self.portfolios.items() if seen(item) and item.weights.keys() <= series.keys()
        }
        boards = {
            id: replace(item, rows=tuple(row for row in item.rows if row in series)) for id, item in self.boards.items()
        }
        boards = {id: item for id, item in boards.items() if item.rows and seen(item)}
        return replace(self, series=series, baskets=baskets, portfolios=portfolios, boards=boards)


def load(folder: Path | None) -> Catalogue:
    """The packaged catalogue with the desk's *folder* laid over it; SetupError lists all its faults at once."""
    packaged = [tomllib.loads(path.read_text("utf-8")) for path in sorted(Path(__file__).parent.glob("*.toml"))]
    catalogue = Catalogue()
    for document in packaged:
        catalogue = _laid_over(catalogue, document, {}, packaged=True)
    if folder is None:
        return catalogue
    written = _parsed(folder / "desk.toml")
    document = stanza.mended(written)
    faults = [*stanza.faults(written), *_outside(document, folder / "data")]
    panels = _panels(document, folder / "data", faults)
    catalogue = _laid_over(catalogue, document, panels, packaged=False)
    faults += _unbalanced(catalogue)
    if panels.keys() == _ids(written, "panel"):  # what an unread panel holds, nobody can tell
        faults += _dangling(catalogue, document, catalogue.series.keys() | _ids(written, "series"))
    if faults:
        raise SetupError([f"desk.toml: {fault}" for fault in faults])
    return catalogue


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise SetupError([f"There is no desk.toml in the desk folder {path.parent.name!r}."]) from None
    except UnicodeDecodeError:
        raise SetupError(["desk.toml is not UTF-8 text; save it as UTF-8."]) from None
    except tomllib.TOMLDecodeError as error:
        raise SetupError([f"desk.toml is not valid TOML: {error}."]) from None


def _ids(document: dict[str, Any], head: str) -> set[str]:
    """The names of the stanzas under *head*, faulty ones too."""
    body = document.get(head)
    return set(body) if isinstance(body, dict) else set()


def _panels(document: dict[str, Any], data: Path, faults: list[str]) -> dict[str, dict[str, Series]]:
    """The members of each panel of *document*; one whose file cannot be read is left out, with its fault."""
    baskets, found = document.get("basket", {}), {}
    for name, body in document.get("panel", {}).items():
        try:
            found[name] = _members(name, body, data, faults) if _is_needed(name, body, baskets) else {}
        except SetupError as error:
            faults += error.faults
    return found


def _laid_over(
    under: Catalogue, document: dict[str, Any], members: dict[str, dict[str, Series]], *, packaged: bool
) -> Catalogue:
    """*under* with the stanzas of *document* on top: the same id is replaced whole."""
    panels = document.get("panel", {})
    baskets = document.get("basket", {})
    series = {id: _series(id, body, packaged) for id, body in document.get("series", {}).items()}
    for name in sorted(members, key=lambda panel: panels[panel].get("kind") == "flow"):
        for member in list(members[name].values()):
            free = panels[name].get("named", True) and member.id not in series
            id = member.id if free else f"{name}/{member.id}"
            series[id] = members[name][member.id] = replace(member, id=id, hidden=not free)
    return Catalogue(
        series=under.series | series,
        baskets=under.baskets | {id: _basket(id, body, members) for id, body in baskets.items()},
        portfolios=under.portfolios | {id: _portfolio(id, body) for id, body in document.get("portfolio", {}).items()},
        boards=under.boards | {id: _board(id, body, packaged) for id, body in document.get("board", {}).items()},
        desk=under.desk | document.get("desk", {}),
        rights=under.rights | document.get("rights", {}),
    )


def _is_needed(panel: str, body: dict[str, Any], baskets: dict[str, Any]) -> bool:
    """Whether anybody can ask for this panel's members: by name, or through a basket's flows."""
    return body.get("named", True) or any(basket.get("flows") == f"panel:{panel}" for basket in baskets.values())


def _name(id: str, body: dict[str, Any]) -> dict[str, Any]:
    chinese = body.get("zh", [])
    title = body.get("title", id)
    return {
        "id": id,
        "title": Text(title, chinese[0] if chinese else title),
        "aliases": (*chinese[1:], *body.get("aliases", [])),
        "label": body.get("label"),
    }


def _reading(body: dict[str, Any]) -> dict[str, Any]:
    """The keys that series and panels share."""
    freq = body["freq"]
    first, last = (date.fromisoformat(str(day)) if day else None for day in body.get("valid", ["", ""]))
    return {
        "unit": Unit.parse(body["unit"]),
        "freq": freq,
        "kind": body.get("kind", "hard"),
        "adjust": body.get("adjust", "none"),
        "average": body.get("average", "average"),
        "neutral": body.get("neutral"),
        "lag": stanza.to_days(body.get("lag"), LAG_DAYS[freq]),
        "stale_after": stanza.to_days(body.get("stale_after"), STALE_DAYS[freq]),
        "valid": (first, last),
        "groups": tuple(body.get("groups", [])),
        "date_column": body.get("date"),
        "date_format": body.get("dates"),
        "total_return": body.get("total_return", False),
        "calendar": body.get("calendar", "exchange"),
    }


def _series(id: str, body: dict[str, Any], packaged: bool) -> Series:
    source = body["source"]
    sources = tuple(source) if isinstance(source, list) else (source,)
    return Series(
        **_name(id, body), **_reading(body), sources=sources, layout=body.get("layout", "series"), packaged=packaged
    )


def _members(panel: str, body: dict[str, Any], data: Path, faults: list[str]) -> dict[str, Series]:
    """The panel's members as series, by the name they have in the file."""
    found = {}
    reading = _reading(body)
    for member in _heads(panel, body, data):
        name = _name(member, body.get("members", {}).get(member, {})) | {"label": body.get("label")}
        found[member] = Series(
            **name,
            **reading,
            sources=(body["source"],),
            layout=body["layout"],
            member_column=body.get("member"),
            value_column=body.get("value"),
            member=member,
            panel=panel,
        )
    absent = sorted(body.get("members", {}).keys() - found.keys())
    faults += [f"[panel.{panel}] has no column or member {name!r} in its file." for name in absent]
    return found


def _heads(panel: str, body: dict[str, Any], data: Path) -> list[str]:
    """The members a panel's file holds: its headers, or the values of its member column."""
    name = body["source"].removeprefix("file:").partition("#")[0]
    try:
        with (data / name).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            header = next(rows, [])
            if body["layout"] == "wide":
                dates = body.get("date") or next((head for head in header if head.casefold() == "date"), None)
                return [head for head in header if head and head != dates]
            column = header.index(body.get("member", "member"))
            return sorted({row[column] for row in rows if len(row) > column and row[column]})
    except (OSError, UnicodeDecodeError):
        raise SetupError([f"[panel.{panel}] file {name!r} cannot be read in the desk's data folder."]) from None
    except ValueError:
        raise SetupError([f"[panel.{panel}] has no column {body.get('member', 'member')!r} in {name!r}."]) from None


def _basket(id: str, body: dict[str, Any], panels: dict[str, dict[str, Series]]) -> Basket:
    members = tuple(body.get("members", []))
    flows = body.get("flows", [])
    if isinstance(flows, str):
        panel = panels.get(flows.removeprefix("panel:"), {})
        flows = [panel[member].id if member in panel else f"{flows}/{member}" for member in members]
    return Basket(**_name(id, body), members=members, rebalance=body.get("rebalance", "none"), flows=tuple(flows))


def _portfolio(id: str, body: dict[str, Any]) -> Portfolio:
    weights = {series: float(weight) for series, weight in body["weights"].items()}
    return Portfolio(**_name(id, body), weights=weights, rebalance=body.get("rebalance", "none"))


def _board(id: str, body: dict[str, Any], packaged: bool) -> Board:
    return Board(**_name(id, body), rows=tuple(body["rows"]), packaged=packaged)


def _outside(document: dict[str, Any], data: Path) -> Iterator[str]:
    """Files that links lead out of the desk's data folder."""
    root = data.resolve()
    for kind in ("series", "panel", "events", "table"):
        for id, body in document.get(kind, {}).items():
            for source in body["source"] if isinstance(body["source"], list) else [body["source"]]:
                scheme, _, name = source.partition(":")
                path = (data / name.partition("#")[0]).resolve()
                if scheme == "file" and not path.is_relative_to(root):
                    yield f"[{kind}.{id}] {source!r} leads outside the desk's data folder."


def _unbalanced(catalogue: Catalogue) -> Iterator[str]:
    """Portfolios that hold more or less than one whole."""
    for id, portfolio in catalogue.portfolios.items():
        if abs(sum(portfolio.weights.values()) - 1) > 1e-9:
            yield f"[portfolio.{id}] weights sum to {sum(portfolio.weights.values()):g}; they should sum to 1."


def _dangling(catalogue: Catalogue, document: dict[str, Any], known: set[str]) -> Iterator[str]:
    """Ids that a stanza names and nobody defines."""
    for id, basket in catalogue.baskets.items():
        yield from _absent(f"basket.{id}", (*basket.members, *basket.flows), known)
    for id, portfolio in catalogue.portfolios.items():
        yield from _absent(f"portfolio.{id}", portfolio.weights, known)
    composites = document.get("composite", {})
    for id, board in catalogue.boards.items():
        yield from _absent(f"board.{id}", board.rows, known | composites.keys())
    for id, body in composites.items():
        yield from _absent(
            f"composite.{id}", (part.partition(":")[0] for part in body["parts"]), known | composites.keys()
        )


def _absent(where: str, ids: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    held = set(known)
    for id in dict.fromkeys(ids):
        if id not in held:
            yield f"[{where}] names {id!r}, which the desk does not have."

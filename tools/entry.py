"""A stanza of desk.toml, already found to be in the grammar, becomes an entry of the catalogue."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from footnote.errors import SetupError
from footnote.text import Text
from tools import stanza
from tools.catalogue import LAG_DAYS, STALE_DAYS, Basket, Board, Portfolio, Series
from tools.units import Unit


def series(id: str, body: dict[str, Any], packaged: bool) -> Series:
    """One series."""
    source = body["source"]
    sources = tuple(source) if isinstance(source, list) else (source,)
    return Series(
        **_name(id, body), **_reading(body), sources=sources, layout=body.get("layout", "series"), packaged=packaged
    )


def members(panel: str, body: dict[str, Any], data: Path, faults: list[str]) -> dict[str, Series]:
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


def basket(id: str, body: dict[str, Any], panels: dict[str, dict[str, Series]]) -> Basket:
    """One basket, its flows found in the panel it names."""
    members = tuple(body.get("members", []))
    flows = body.get("flows", [])
    if isinstance(flows, str):
        panel = panels.get(flows.removeprefix("panel:"), {})
        flows = [panel[member].id if member in panel else f"{flows}/{member}" for member in members]
    return Basket(**_name(id, body), members=members, rebalance=body.get("rebalance", "none"), flows=tuple(flows))


def portfolio(id: str, body: dict[str, Any]) -> Portfolio:
    """One portfolio."""
    weights = {series: float(weight) for series, weight in body["weights"].items()}
    return Portfolio(**_name(id, body), weights=weights, rebalance=body.get("rebalance", "none"))


def board(id: str, body: dict[str, Any], packaged: bool) -> Board:
    """One board."""
    return Board(**_name(id, body), rows=tuple(body["rows"]), packaged=packaged)


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
        "copyright": body.get("copyright"),
    }


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

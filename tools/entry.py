"""A stanza of desk.toml, already found to be in the grammar, becomes an entry of the catalogue."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from footnote.errors import SetupError, SourceError
from footnote.text import Text
from tools import stanza
from tools.catalogue import LAG_DAYS, STALE_DAYS, Basket, Board, Events, Portfolio, Series, Table
from tools.tables import formats, parquet
from tools.tables.sheet import Sheet, Unreadable
from tools.tables.shelf import SHARED, Changing
from tools.transforms import TRANSFORMS, freq_after
from tools.units import Unit

LISTED = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
"""Endings of the files that hold events and tables."""
AMOUNTS = ("value", "proceeds", "cash", "cost")
"""What an event counts in its unit."""
MOST_NAMED = 20
"""Columns of a file that are listed for whoever writes the desk."""


def series(id: str, body: dict[str, Any], packaged: bool) -> Series:
    """One series."""
    return Series(
        **_name(id, body),
        **_reading(body),
        sources=_sources(body),
        layout=body.get("layout", "series"),
        packaged=packaged,
    )


def composite(id: str, body: dict[str, Any], known: Mapping[str, Series], faults: list[str]) -> Series:
    """One composite of *known* series: standard deviations, of the frequency that its parts have in common.

    A transform that is unknown or does not fit, and parts of several frequencies, are told in *faults*.
    """
    freqs = set()
    for part in body["parts"]:
        name, _, transform = part.partition(":")
        if (transform or "level") not in TRANSFORMS:
            faults.append(f"[composite.{id}] {part!r} names no transform; known are {', '.join(TRANSFORMS)}.")
        elif (freq := freq_after(known[name].freq, transform or "level")) is None:
            faults.append(f"[composite.{id}] {part!r} does not fit a series of frequency {known[name].freq}.")
        else:
            freqs.add(freq)
    if len(freqs) > 1:
        faults.append(f"[composite.{id}] has parts of the frequencies {', '.join(sorted(freqs))}; take one.")
    made_of = [known[part.partition(":")[0]] for part in body["parts"]]
    return Series(
        **_name(id, body),
        sources=(f"composite:{id}",),
        parts=tuple(body["parts"]),
        unit=Unit("standard deviation"),
        freq=min(freqs, default="M"),
        kind="survey",
        lag=max(item.lag for item in made_of),
        stale_after=max(item.stale_after for item in made_of),
    )


def members(
    panel: str, body: dict[str, Any], data: Path, faults: list[str], among: set[str] | None = None
) -> dict[str, Series]:
    """The panel's members as series, by the name they have in the file; of Parquet only those of *among*."""
    found = {}
    reading = _reading(body)
    for member in _heads(panel, body, data, among):
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
    return Basket(
        **_name(id, body),
        members=members,
        rebalance=body.get("rebalance", "none"),
        flows=tuple(flows),
        assets=tuple(body.get("assets", [])),
    )


def portfolio(id: str, body: dict[str, Any]) -> Portfolio:
    """One portfolio."""
    weights = {series: float(weight) for series, weight in body["weights"].items()}
    return Portfolio(**_name(id, body), weights=weights, rebalance=body.get("rebalance", "none"))


def board(id: str, body: dict[str, Any], packaged: bool) -> Board:
    """One board."""
    return Board(**_name(id, body), rows=tuple(body["rows"]), packaged=packaged)


def events(id: str, body: dict[str, Any], panels: dict[str, dict[str, Series]]) -> Events:
    """One list of events, the prices of each found in the panel it names."""
    panel = panels.get(body.get("prices", "").removeprefix("panel:"), {})
    columns: dict[str, Any] = {part: body.get(part) for part in ("announced", "closed", *AMOUNTS)}
    return Events(
        **_name(id, body),
        **columns,
        sources=_sources(body),
        key=body["id"],
        unit=Unit.parse(body["unit"]) if "unit" in body else None,
        date_format=body.get("dates"),
        prices={name: member.id for name, member in panel.items()},
    )


def table(id: str, body: dict[str, Any]) -> Table:
    """One table."""
    as_of = date.fromisoformat(str(body["as_of"])) if "as_of" in body else None
    return Table(
        **_name(id, body),
        sources=_sources(body),
        row=body["row"],
        value=body["value"],
        unit=Unit.parse(body["unit"]),
        as_of=as_of,
        chinese=dict(body.get("zh_rows", {})),
    )


def unlisted(kind: str, id: str, body: dict[str, Any], data: Path, *, has_unit: bool) -> Iterator[str]:
    """What is wrong with the file of events or of a table, as far as its header tells."""
    parts = ("id", "announced", "closed", *AMOUNTS) if kind == "events" else ("row", "value")
    amounts = [part for part in AMOUNTS if part in body]
    if amounts and not has_unit:
        yield f"[{kind}.{id}] needs unit, since it has {amounts[0]}."
    for source in _sources(body):
        scheme, _, name = source.partition(":")
        if scheme != "file" or Path(name).suffix.casefold() not in LISTED:
            yield f"[{kind}.{id}] {source!r} should be a CSV or XLSX file of the desk."
            continue
        try:
            heads = list(_sheet(data / name, whole=False).columns)
        except Unreadable as error:
            yield f"[{kind}.{id}] the file {name!r} {error.text.en}."
            continue
        absent = [body[part] for part in parts if part in body and body[part] not in heads]
        held = ", ".join(heads[:MOST_NAMED]) + ", …" * (len(heads) > MOST_NAMED)
        yield from (f"[{kind}.{id}] has no column {head!r} in {name!r}; it has {held}." for head in absent)


def _sources(body: dict[str, Any]) -> tuple[str, ...]:
    source = body["source"]
    return tuple(source) if isinstance(source, list) else (source,)


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


def _heads(panel: str, body: dict[str, Any], data: Path, among: set[str] | None) -> list[str]:
    """The members a panel's file holds: its headers, or the values of its member column."""
    name = body["source"].removeprefix("file:").partition("#")[0]
    wide, column = body["layout"] == "wide", body.get("member", "member")
    try:
        if parquet.handles(data, name):
            return parquet.wide(data, name, body.get("date")) if wide else parquet.long(data, name, column, among)
        sheet = _sheet(data / name, whole=not wide)
        sheet.sure_of_encoding((body.get("date"), column, body.get("value"), *body.get("members", {})))
        if not wide:
            return sorted({member for member in sheet.column(column) if member})
        dates = sheet.dates(body.get("date"))
        return [head for head in sheet.columns if head != dates]
    except Unreadable as error:
        raise SetupError([f"[panel.{panel}] the file {name!r} {error.text.en}."]) from None
    except SourceError as error:
        raise SetupError([f"[panel.{panel}] {error.text.en}"]) from None


def _sheet(path: Path, *, whole: bool) -> Sheet:
    """The file at *path*, or its header alone."""
    try:
        return SHARED.get(path).typed.sheet if whole else formats.header(path)
    except (OSError, Changing):
        raise Unreadable("cannot be read in the desk's data folder", "在数据文件夹中无法读取") from None

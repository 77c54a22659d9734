"""The grammar of ``desk.toml``: which keys each stanza takes and what a value must look like."""

import math
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from tools.tables.dates import SPAN, fixes
from tools.units import Unit

Check = Callable[[Any], str | None]
"""Gives None when the value is fine, else what it should have been."""


def text(value: Any) -> str | None:
    """A string that is not empty."""
    return None if isinstance(value, str) and value.strip() else "a text"


EVERYDAY = frozenset(
    "an and are as at be by do for from how in is it me my not of on or that the this to was we what when which who "
    "why with you 的 了 和 与 是 在 有 我 你 吗 呢 什么 多少".split()
)
"""Words of any question, which can be no names."""


def names(value: Any) -> str | None:
    """A list of texts that can be called in a question."""
    fine = isinstance(value, list) and not any(text(item) or item.strip().casefold() in EVERYDAY for item in value)
    return None if fine else 'a list of texts, none of them empty or an everyday word such as "the"'


def words(value: Any) -> str | None:
    """A list of texts."""
    return None if isinstance(value, list) and all(isinstance(item, str) for item in value) else "a list of texts"


def number(value: Any) -> str | None:
    """A number; true and false are none, and neither are nan and inf."""
    fine = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return None if fine else "a number"


def flag(value: Any) -> str | None:
    """true or false."""
    return None if isinstance(value, bool) else "true or false"


def mapping(value: Any) -> str | None:
    """A table of its own."""
    return None if isinstance(value, dict) else "a table { ... }"


def renamed(value: Any) -> str | None:
    """A text for each of several texts."""
    fine = isinstance(value, dict) and not any(text(name) or text(other) for name, other in value.items())
    return None if fine else 'a table of names such as { "Bank loans" = "银行贷款" }'


def one_of(*choices: str) -> Check:
    """One of *choices*."""
    return lambda value: None if value in choices else "one of " + ", ".join(choices)


def day(value: Any) -> str | None:
    """An ISO date."""
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return "a date such as 2026-02-20"
    return None


def span(value: Any) -> str | None:
    """Two ISO dates, either of which may be empty."""
    if not isinstance(value, list) or len(value) != 2 or any(item and day(item) for item in value):
        return 'two dates such as ["1968-05-01", ""]'
    return "two dates, the earlier one first" if all(value) and str(value[0]) > str(value[1]) else None


def days(value: Any) -> str | None:
    """A number of days such as ``45d``."""
    return None if isinstance(value, str) and _days(value) is not None else "a number of days such as 45d"


def _days(value: str) -> int | None:
    found = re.fullmatch(r"(-?[0-9]{1,5})d", value)
    return int(found[1]) if found else None


def to_days(value: str | None, default: int) -> timedelta:
    """The time that ``45d`` stands for; *default* days where nothing is said."""
    return timedelta(days=default if value is None else _days(value) or 0)


def unit(value: Any) -> str | None:
    """A unit of the closed list."""
    try:
        Unit.parse(str(value))
    except ValueError as error:
        return f"one of {str(error).partition('known are ')[2]}"
    return None


def timezone(value: Any) -> str | None:
    """A place of the time-zone database."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, TypeError, OSError):
        return 'a time zone such as "America/New_York"'
    return None


def weights(value: Any) -> str | None:
    """A share for each instrument."""
    fine = isinstance(value, dict) and not any(number(share) for share in value.values())
    return None if fine else "a table of shares such as { SPX = 0.6, UST = 0.4 }"


def sources(value: Any) -> str | None:
    """``scheme:name`` or a list of them; a file stays inside the folder."""
    items = value if isinstance(value, list) else [value]
    for item in items or [""]:
        scheme, _, name = str(item).partition(":")
        if scheme not in ("fred", "file", "sql") or not name:
            return 'a source such as "fred:UNRATE", "file:prices.csv#close" or "sql:positions"'
        path = PurePosixPath(name.partition("#")[0])
        if scheme == "file" and (path.is_absolute() or ".." in path.parts):
            return "a file inside the desk's data folder"
    return None


def file(value: Any) -> str | None:
    """One file inside the folder."""
    one = isinstance(value, str) and value.startswith("file:")
    return sources(value) if one else 'one file such as "file:market/prices.csv"'


def variable(value: Any) -> str | None:
    """The name of a variable; what it holds does not belong in a file that is shared."""
    fine = isinstance(value, str) and re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", value)
    return None if fine else "the name of the variable that holds the SQLAlchemy URL, such as DESK_SQL_URL"


NAMED: dict[str, Check] = {"title": text, "zh": names, "aliases": names}
READ: dict[str, Check] = {
    "source": sources,
    "unit": unit,
    "kind": one_of("hard", "survey", "price", "flow", "rate", "stock"),
    "freq": one_of("D", "W", "M", "Q", "A"),
    "adjust": one_of("SA", "NSA", "SAAR", "none"),
    "average": one_of("average", "end", "sum"),
    "neutral": number,
    "lag": days,
    "stale_after": days,
    "valid": span,
    "label": text,
    "groups": words,
    "date": text,
    "dates": text,
    "total_return": flag,
    "calendar": one_of("exchange", "daily"),
    "copyright": one_of("public domain", "citation required", "pre-approval required"),
}
PANEL: dict[str, Check] = {
    "source": file,
    "layout": one_of("wide", "long"),
    "member": text,
    "value": text,
    "named": flag,
    "members": mapping,
}
REBALANCE = one_of("none", "D", "M", "Q", "A")
GRAMMAR: dict[str, dict[str, Check]] = {
    "series": NAMED | READ | {"layout": one_of("vintages")},
    "panel": READ | PANEL,
    "member": NAMED,
    "composite": NAMED | {"parts": words, "method": one_of("mean z"), "label": text},
    "basket": NAMED
    | {
        "members": words,
        "weights": one_of("equal"),  # unlike weights are a portfolio's
        "rebalance": REBALANCE,
        "flows": lambda value: text(value) and words(value),
        "assets": words,
        "label": text,
    },
    "portfolio": NAMED | {"weights": weights, "rebalance": REBALANCE, "label": text},
    "events": {
        **dict.fromkeys(("id", "announced", "closed", "value", "prices", "proceeds", "cash", "cost"), text),
        "source": sources,
        "unit": unit,
        "dates": text,
        "label": text,
        "title": text,
    },
    "table": NAMED
    | {"source": sources, "row": text, "value": text, "unit": unit, "as_of": day, "zh_rows": renamed, "label": text},
    "board": NAMED | {"rows": words, "label": text},
    "sql": {"url": variable, "query": text},
    "desk": {"name": text, "timezone": timezone, "language": one_of("en", "zh"), "today": day, "sample": flag},
    "rights": {
        "labels": words,
        "folders": mapping,
        "people": mapping,
        **dict.fromkeys(("notes", "member", "unknown", "terminal"), text),
    },
}
REQUIRED = {
    "series": ("title", "source", "unit", "freq"),
    "panel": ("source", "layout", "unit", "freq"),
    "composite": ("title", "parts"),
    "basket": ("title",),
    "portfolio": ("title", "weights"),
    "events": ("source", "id"),
    "table": ("title", "source", "row", "value", "unit"),
    "board": ("title", "rows"),
    "sql": ("url", "query"),
}
STAND_IN = {"title": "", "unit": "index", "freq": "D"}
PLURAL = ("series", "panel", "composite", "basket", "portfolio", "events", "table", "board", "sql")
FREE = ("use", "watchlist")
SECRET = ("sql",)
"""Stanzas whose values are not repeated: somebody may have put the address, password and all, into one."""

ADDRESS = "://"
"""The mark of an address, which may hold a password: no text with it is repeated, wherever it was written."""
ADDRESSED = re.compile(r"""'[^']*://[^']*'|"[^"]*://[^"]*"|\[[^\]]*://[^\]]*\]|\S*://\S*""")


def concealed(fault: str) -> str:
    """*fault* without any address that somebody wrote where none belongs."""
    return ADDRESSED.sub("…", fault)


def faults(document: dict[str, Any]) -> Iterator[str]:
    """One sentence for every key, value or stanza of a parsed ``desk.toml`` that is not in the grammar."""
    for head, body in document.items():
        if head in FREE:
            continue
        if head not in GRAMMAR or head == "member" or not isinstance(body, dict):
            yield f"[{head}] is no stanza of a desk; known are {', '.join(PLURAL + FREE)}, desk and rights."
        elif head in PLURAL:
            for id, stanza in body.items():
                if not id.strip() or id != id.strip() or ":" in id:
                    yield f"[{head}.{id}] is no id; one has neither colons nor blanks at its ends."
                yield from _stanza_faults(head, f"{head}.{id}", stanza)
        else:
            yield from _stanza_faults(head, head, body)


def _stanza_faults(kind: str, where: str, stanza: Any) -> Iterator[str]:
    if not isinstance(stanza, dict):
        yield f"[{where}] should be a table of keys."
        return
    grammar = GRAMMAR[kind]
    for key, value in stanza.items():
        if key not in grammar:
            yield f"[{where}] has an unknown key {key!r}; known are {', '.join(grammar)}."
        elif wanted := grammar[key](value):
            hidden = kind in SECRET or ADDRESS in str(value)
            yield f"[{where}] {key if hidden else f'{key} = {value!r}'} should be {wanted}."
    for key in REQUIRED.get(kind, ()):
        if key not in stanza:
            yield f"[{where}] needs {key}."
    if wanted := _unfit(kind, stanza):
        yield f"[{where}] dates = {stanza['dates']!r} should be {wanted}."
    members = stanza.get("members")
    if kind == "panel" and isinstance(members, dict):
        for name, member in members.items():
            yield from _stanza_faults("member", f"{where}.members.{name}", member)


def _unfit(kind: str, stanza: dict[str, Any]) -> str | None:
    """What the format of dates should have been: it has to name a year, and one period of the frequency."""
    told, freq = stanza.get("dates"), "D" if kind == "events" else stanza.get("freq")
    if not isinstance(told, str) or not told.strip() or freq not in tuple(SPAN) or fixes(told, str(freq)):
        return None
    example = {"A": "%Y", "Q": "%m/%Y", "M": "%m/%Y"}.get(str(freq), "%d/%m/%Y")
    return f"a format that names the year and one period of the frequency {freq}, such as {example!r}"


def mended(document: dict[str, Any]) -> dict[str, Any]:
    """What of *document* can be looked through in spite of its faults, so that all of them are told at once.

    Keys with a fault are left out, and with them the stanzas that cannot be read without. Nothing is computed from it.
    """
    kept = {}
    for head, body in document.items():
        if head in PLURAL and isinstance(body, dict):
            stanzas = {name: _mended(head, stanza) for name, stanza in body.items()}
            kept[head] = {name: stanza for name, stanza in stanzas.items() if stanza is not None}
        elif head in ("desk", "rights"):
            kept[head] = _mended(head, body) or {}
    return kept


def _mended(kind: str, stanza: Any) -> dict[str, Any] | None:
    """The keys of one stanza that have no fault; None where too few are left."""
    if not isinstance(stanza, dict):
        return None
    found = {key: value for key, value in stanza.items() if key in GRAMMAR[kind] and not GRAMMAR[kind][key](value)}
    needed = REQUIRED.get(kind, ())
    found = {key: STAND_IN[key] for key in needed if key in STAND_IN} | found
    if kind == "panel" and "members" in found:
        found["members"] = {name: _mended("member", body) or {} for name, body in found["members"].items()}
    return found if all(key in found for key in needed) else None

"""Writes the pages of docs/ that code knows: the tools, the settings, the desk folder, the packaged series, notes."""

import inspect
from pathlib import Path
from typing import Any

from footnote.settings import settable, variable
from ingest.finding import MAX_BYTES
from ingest.formats import Reader, readers
from ingest.office.archive import MAX_INFLATED, MAX_MEMBERS, MAX_RATIO
from ingest.paper.book import MAX_PAGES
from ingest.readers.web import LARGEST
from knowledge.providers import PROVIDERS
from knowledge.rights import Rights
from tools import entry, meaning, stanza
from tools.catalogue import LAG_DAYS, STALE_DAYS, Series
from tools.desk_folder import load
from tools.registry import Tool, all_tools
from tools.units import CURRENCIES, NAMES, SCALES

DOCS = Path(__file__).parents[1] / "docs"
DATABASE = (
    "A `[sql.NAME]` of `desk.toml` names a variable of its own, which holds the SQLAlchemy URL of the desk's database: "
    "`postgresql://user:password@host/name` or `sqlite:////data/desk.db`."
)
WRITTEN = "<!-- Written by scripts/write_docs.py; `make docs` writes it anew. -->\n\n"


def tools_page() -> str:
    """A section for every tool: its arguments, its docstring, the names of its figures."""
    head = f"# Tools\n\n{WRITTEN}Each answer's `plan` names these tools with their arguments.\n"
    return head + "".join(_section(tool) for tool in all_tools().values())


def _section(tool: Tool) -> str:
    signature = inspect.signature(tool.run)
    arguments = [name if name in tool.required else f"[{name}]" for name in signature.parameters if name != "data"]
    names = ", ".join(f"`{name}` ({meaning})" for name, meaning in tool.figures.items())
    return f"\n## {tool.name}({', '.join(arguments)})\n\n{tool.doc}\n\nFigures: {names}.\n"


def settings_page() -> str:
    """A row for every setting."""
    rows = [f"| `{variable(item)}` | {_default(item.default)} | {item.metadata['help']} |" for item in settable()]
    head = f"# Settings\n\n{WRITTEN}| variable | default | meaning |\n| --- | --- | --- |"
    return "\n".join((head, *rows, "", DATABASE, ""))


def _default(value: object) -> str:
    return f"`{value}`" if value else "empty"


def desk_folder_page() -> str:
    """The whole of ``desk.toml``: the prose beside this script, with the stanzas of the grammar in its middle."""
    periods = [f"| `{freq}` | {LAG_DAYS[freq]} days | {STALE_DAYS[freq]} days |" for freq in LAG_DAYS]
    scales = [f"`{name}` ({factor:,.0f})" for name, factor in SCALES.items()]
    filled = {
        "written": WRITTEN,
        "stanzas": "".join(_stanza(kind) for kind in meaning.STANZAS),
        "periods": "\n".join(periods),
        "units": ", ".join(f"`{name}`" for name in sorted(NAMES)),
        "currencies": ", ".join(sorted(CURRENCIES)),
        "scales": ", ".join(scales),
    }
    return _filled("desk_folder.md", filled)


def _filled(name: str, words: dict[str, str]) -> str:
    """The prose called *name* beside this script, each ``{word}`` of it replaced."""
    page = (Path(__file__).parent / name).read_text("utf-8")
    for word, said in words.items():
        page = page.replace(f"{{{word}}}", said)
    return page


def _stanza(kind: str) -> str:
    """A heading, a line and a row for every key."""
    head = {"desk": "desk", "rights": "rights", "member": "panel.NAME.members.MEMBER"}.get(kind, f"{kind}.NAME")
    rows = [_row(kind, key, check) for key, check in stanza.GRAMMAR[kind].items()]
    table = "\n".join(("| key | takes | default | meaning |", "| --- | --- | --- | --- |", *rows))
    return f"\n### [{head}]\n\n{meaning.STANZAS[kind]}\n\n{table}\n"


def _row(kind: str, key: str, check: stanza.Check) -> str:
    takes = "a unit" if key == "unit" else (check(None) or "anything").replace("|", "\\|")
    if key == "source" and check is stanza.sources:
        takes += ", or a list of them"
    required = key in stanza.REQUIRED.get(kind, ())
    default = "*required*" if required else _default_of(kind, key)
    return f"| `{key}` | {takes} | {default} | {meaning.of(kind, key)} |"


def _default_of(kind: str, key: str) -> str:
    """What the code takes where *key* is left out; empty where it takes nothing."""
    if key == "label":
        return f"`{Rights().notes}`"
    if key in ("lag", "stale_after"):
        return "by `freq`"
    value = _defaults().get(kind, {}).get(key)
    return "" if value in (None, (), "") else f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _defaults() -> dict[str, dict[str, Any]]:
    """By stanza, what the code makes of one that says no more than it must."""
    least = {"title": "A", "source": "file:a.csv", "unit": "index", "freq": "M"}
    made = entry.series("A", least, packaged=False)
    known = {name: getattr(made, name) for name in ("kind", "adjust", "average", "total_return", "calendar")}
    rights = Rights()
    return {
        "series": known,
        "panel": known | {"member": "member", "value": "value", "named": True},
        "basket": {"rebalance": entry.basket("A", {}, {}).rebalance, "weights": "equal"},
        "portfolio": {"rebalance": entry.portfolio("A", {"weights": {}}).rebalance},
        "composite": {"method": "mean z"},
        "desk": {"timezone": "UTC", "language": "en", "sample": False},
        "rights": {name: getattr(rights, name) for name in ("notes", "member", "unknown", "terminal")}
        | {"labels": ", ".join(rights.labels)},
    }


def series_page() -> str:
    """A table of the packaged series for each of their groups."""
    packaged = load(None)
    first = dict.fromkeys(item.groups[0] for item in packaged.series.values())
    sections = [
        f"\n## {group.capitalize()}\n\n{_series_table([i for i in packaged.series.values() if i.groups[0] == group])}"
        for group in first
    ]
    boards = [f"- `{item.id}`, {item.title.zh}: {', '.join(item.rows)}" for item in packaged.boards.values()]
    head = _filled("series.md", {"written": WRITTEN, "count": str(len(packaged.series))})
    return head + "".join(sections) + "\n## Boards\n\n" + "\n".join(boards) + "\n"


def _series_table(items: list[Series]) -> str:
    rows = [
        f"| `{item.id}` | {item.title.en} | {item.title.zh} | {item.unit.written} | {item.freq} | {item.adjust} | "
        f"{item.copyright} |"
        for item in items
    ]
    return "\n".join(("| id | title | 中文 | unit | freq | adjust | copyright |", "| --- " * 7 + "|", *rows, ""))


def notes_page() -> str:
    """How notes come in and go out, with what each reader says of itself and the limits as the code has them."""
    rows = (f"| {', '.join(f'`{each}`' for each in reader.suffixes)} | {_of_itself(reader)} |" for reader in readers())
    limits = (
        f"A file may have {MAX_BYTES // 1_000_000} MB, a PDF {MAX_PAGES:,} pages, a web page {LARGEST // 1_000_000} "
        f"million characters; a Word or Excel file may unpack to {MAX_INFLATED // 1_000_000} MB, {MAX_RATIO} times its "
        f"size, and {MAX_MEMBERS:,} parts."
    )
    asked = (
        f"| `{name}` | `{about.install}` | {', '.join(filter(None, (about.key, about.place)))} |"
        for name, about in PROVIDERS.items()
    )
    filled = {"formats": "\n".join(rows), "limits": limits, "providers": "\n".join(asked)}
    return _filled("notes.md", {"written": WRITTEN, **filled})


def _of_itself(reader: Reader) -> str:
    """The words at the head of a reader, in one line."""
    return " ".join((reader.__doc__ or "").split()).replace("|", "\\|")


PAGES = {
    "tools.md": tools_page,
    "settings.md": settings_page,
    "desk-folder.md": desk_folder_page,
    "series.md": series_page,
    "notes.md": notes_page,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
        print(f"docs/{name} is written.")

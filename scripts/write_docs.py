"""Writes the tables of docs/ that code knows: docs/tools.md and docs/settings.md."""

import inspect
from dataclasses import fields
from pathlib import Path

from footnote.settings import Settings, variable
from tools.registry import Tool, all_tools

DOCS = Path(__file__).parents[1] / "docs"
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
    rows = [f"| `{variable(item)}` | {_default(item.default)} | {item.metadata['help']} |" for item in fields(Settings)]
    return "\n".join((f"# Settings\n\n{WRITTEN}| variable | default | meaning |", "| --- | --- | --- |", *rows, ""))


def _default(value: object) -> str:
    return f"`{value}`" if value else "empty"


PAGES = {"tools.md": tools_page, "settings.md": settings_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
        print(f"docs/{name} is written.")

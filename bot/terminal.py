"""How a command prints: JSON for scripts, words on a terminal or in a pipe, and how far along it is."""

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 120


def console() -> "Console":
    """A terminal as wide as it is; a pipe gets lines of one width."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)


def put(found: Any, indent: int | None = 2) -> None:
    """Prints *found* as JSON: one object, or with no *indent* one line of many."""
    print(json.dumps(found, ensure_ascii=False, indent=indent))


def say(line: str) -> None:
    """Prints a line of what was asked for."""
    print(line, flush=True)


def aside(sentence: str) -> None:
    """Says something that is no part of what was asked for."""
    print(sentence, file=sys.stderr, flush=True)


def progress(said: str) -> None:
    """Shows how far it is, on a terminal alone and in place of what was shown before; nothing for no words."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{said}", end="", file=sys.stderr, flush=True)

"""docs/notes.md says what each message means: none of the code's is missing."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "notes.md"
SAID_BY = {"NoteError", "FootnoteError", "same", "warn", "warned", "refused", "_refused"}
WHERE = ("ingest", "knowledge/corrections.py", "knowledge/originals.py", "knowledge/restore.py", "knowledge/rights.py")


def files():
    for each in WHERE:
        path = ROOT / each
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def pieces(node):
    """The words of a message between what is filled in."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield from re.split(r"[;:.,(]", part.value)


def messages(path):
    """The runs of three words or more of each message that the module raises or warns with."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call) and called(call) in SAID_BY:
            for given in call.args:
                if isinstance(given, ast.JoinedStr | ast.Constant):
                    runs = tuple(" ".join(each.split()).lower() for each in pieces(given) if len(each.split()) > 2)
                    if runs:
                        yield runs


def test_every_message_of_the_code_has_its_row():
    page = " ".join(PAGE.read_text("utf-8").split()).lower()
    said = {runs: path.name for path in files() for runs in messages(path)}

    assert len(said) > 30
    assert {runs: name for runs, name in said.items() if not any(run in page for run in runs)} == {}

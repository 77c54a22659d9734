"""What is said in English is said in Chinese."""

import ast
import re
from pathlib import Path

import pytest

from footnote.text import Text, listed, same

ROOT = Path(__file__).parents[1]
SOURCES = [
    path for package in ("footnote", "tools", "knowledge", "ingest", "bot") for path in (ROOT / package).rglob("*.py")
]
HAN = re.compile(r"[㐀-鿿]")


def spoken(node, slot=""):
    """The words of a string or of an f-string, each of its slots as *slot*; None where they come from elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else slot for part in node.values)
    return None


def texts(path, slot=""):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text" and len(node.args) == 2:
            yield node.lineno, spoken(node.args[0], slot), spoken(node.args[1], slot)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_english_sentence_has_its_chinese_one(path):
    silent = [
        line
        for line, english, chinese in texts(path)
        if english and chinese is not None and len(re.findall(r"[a-z]{3,}", english)) > 1 and not HAN.search(chinese)
    ]

    assert silent == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_chinese_sentences_have_chinese_stops(path):
    """A comma of the Latin kind between two Chinese words is a slip of the keyboard."""
    slips = [line for line, _, said in texts(path, slot="甲") if said and re.search(r"[㐀-鿿）][,;?!][㐀-鿿（]", said)]

    assert slips == []


def test_a_text_is_said_in_either_language():
    text = Text("Ask again.", "请再问一次。")

    assert (str(text), text.to("en"), text.to("zh")) == ("Ask again.", "Ask again.", "请再问一次。")


def test_a_list_has_the_comma_of_its_language():
    assert listed([same("A"), Text("gold", "黄金")]) == Text("A, gold", "A、黄金")

"""Chinese as it is set: no space between a character and the digits or letters beside it; a sign keeps its own."""

import re
from dataclasses import replace

from footnote.answer import Table
from footnote.text import Language

CHARACTER, PLAIN = r"\u3400-\u9fff\u3001-\u3002\uff00-\uffef", r"0-9A-Za-z%²$"
BETWEEN = re.compile(rf"(?<=[{CHARACTER}]) +(?=[{PLAIN}])|(?<=[{PLAIN}]) +(?=[{CHARACTER}])")


def close(words: str, language: Language) -> str:
    """The words, closed up where they are Chinese."""
    return BETWEEN.sub("", words) if language == "zh" else words


def closed(table: Table, language: Language) -> Table:
    """The table with its heads and the names of its rows closed up."""
    heads = tuple(close(head, language) for head in table.columns)
    return replace(table, columns=heads, rows=tuple((close(name, language), *row) for name, *row in table.rows))

"""What of a text is said in sentences, and what only stands there: headings, captions, table rows, titles."""

import re

from knowledge.lexical import plain
from knowledge.paragraphs import CELLS, ENDS, HEADING, ITEM, ROW
from knowledge.split import tokens_in

NUMBER = r"[\d一二三四五六七八九十]+"
CAPTION = re.compile(
    rf"(?:table|figure|fig\.?|chart|exhibit|graph|box)\s*\d+\s*(?:[.:|-]|$)|(?:sources?|notes?):"
    rf"|[图表]+\s*{NUMBER}|(?:资料|数据)?来源\s*[::]"
)
SHORT_ITEM, SHORT_LINE = 8, 30  # tokens: with more an item, or a line cut by the end of its page, says something


def is_prose(text: str, start: int, end: int) -> bool:
    """Whether the words from *start* to *end* are a sentence, or an item of a list that says as much as one."""
    line = text[text.rfind("\n", 0, start) + 1 :].split("\n", 1)[0].strip()
    item = ITEM.match(line)
    inner = line[item.end() :] if item else line
    words = text[start:end]
    if HEADING.match(line) or ROW.match(inner) or CELLS.search(inner) or CAPTION.match(plain(words)):
        return False
    return bool(ENDS.search(words)) or tokens_in(words) >= (SHORT_ITEM if item else SHORT_LINE)

"""Text -> paragraphs: which lines belong together, and which stand alone (headings, table rows, items of a list)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# A text may be one line of megabytes: no pattern here may try the same characters over and over.
HEADING = re.compile(r"(#{1,6})[ \t]+(?P<title>\S.*)$")
LONGEST_HEADING = 200  # characters: what stands above every passage that follows
ROW = re.compile(r"\|.*\||[^|]+\|[^|]+\|.*|[|:+\- \t=]{3,}$")
CELLS = re.compile(r"\S(?:\t|[ ]{3,}|\u3000{2,})\S")
ITEM = re.compile(r"(?:[-*+•·▪■●◦‣]|\(?\d{1,3}[.)、]|[（(][一二三四五六七八九十\d]{1,3}[)）])[ \t\u3000]*(?=\S)")
ENDS = re.compile(r"[.!?:;\u3002\uff01\uff1f\uff1a\uff1b][\"'\u201d\u2019\u300d\u300f)\]\uff09\u3011*_]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A span of text that belongs together. ``level`` is that of a Markdown heading, else 0."""

    start: int
    end: int
    level: int = 0

    def title(self, text: str) -> str:
        """The words of a heading without its marks."""
        match = HEADING.match(text[self.start : self.end])
        words = heading_words(match["title"]) if match else text[self.start : self.end]
        return words[:LONGEST_HEADING]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without the white space around it."""

    start: int
    end: int
    text: str

    @property
    def alone(self) -> bool:
        """Whether this line is a heading or the row of a table."""
        return bool(HEADING.match(self.text) or ROW.match(self.text) or CELLS.search(self.text))

    @property
    def width(self) -> int:
        """Columns on a screen: a Chinese character takes two."""
        return len(self.text) if self.text.isascii() else sum(_columns(character) for character in self.text)


def heading_words(words: str) -> str:
    """The words of a heading without the marks that may close it."""
    return words.rstrip().rstrip("#").rstrip() or words[:1]


def paragraphs(text: str, start: int, end: int) -> Iterator[Paragraph]:
    """The paragraphs of *text* from *start* to *end*: lines parted by blank ones, or by how they begin and end."""
    for block in _blocks(text, start, end):
        width = max(line.width for line in block)
        first = block[0]
        for line, following in zip(block, [*block[1:], None], strict=True):
            if following is None or not _goes_on(line, following, width):
                heading = HEADING.match(first.text)
                yield Paragraph(start=first.start, end=line.end, level=len(heading[1]) if heading else 0)
                first = following or line


def _blocks(text: str, start: int, end: int) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in _lines(text, start, end):
        if line.text:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    at = start
    for raw in text[start:end].splitlines(keepends=True):
        left = at + len(raw) - len(raw.lstrip())
        yield Line(start=left, end=left + len(raw.strip()), text=raw.strip())
        at += len(raw)


def _goes_on(line: Line, following: Line, width: int) -> bool:
    """Whether *following* is the same paragraph, wrapped: it begins in mid-sentence, or the line before was full."""
    if line.alone or following.alone or ITEM.match(following.text):
        return False
    if following.text[0].islower():
        return True
    return line.width + _first_word(following.text) >= width and not ENDS.search(line.text)


def _first_word(text: str) -> int:
    """Columns the next word would have needed on the line before, with its space."""
    if _columns(text[0]) == 2:
        return 4  # a full-width character, and the mark that may not begin a line
    return 1 + len(re.match(r"\S+", text)[0])  # type: ignore[index]  # the line is not empty


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1

"""The heads of a filing that its form prescribes, and of the notes to its statements, as headings of the text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.note import Heading, Note

ITEM = re.compile(
    r"^[ \t]*(?P<head>item[ \t\u00a0]+\d{1,2}[A-C]?[.:]?[ \t\u00a0\u2013\u2014-]+[A-Z][^\n]{3,110})$", re.I | re.M
)
NOTE = re.compile(
    r"^[ \t]*(?P<head>note[ \t\u00a0]+\d{1,2}[A-Z]?[ \t]*[.:\u2013\u2014-][ \t\u2013\u2014-]*[A-Z][^\n]{2,90})$",
    re.I | re.M,
)
NO_HEAD = re.compile(
    r"[.;,]$|(?:^|\D)[. \u2026]\d{1,3}$|\((?:continued|cont\.?)\)|\b(?:see|refer|of this|herein)\b", re.I
)
CONTENTS = 4  # heads on one page: they are listed there


def with_heads(note: Note) -> Note:
    """*note* with those heads as headings, where its reader found none."""
    return note if note.headings else replace(note, headings=tuple(_headings(note)))


def _headings(note: Note) -> Iterator[Heading]:
    for page in note.pages:
        items, notes = (list(_heads(pattern, note.text, page.start, page.end)) for pattern in (ITEM, NOTE))
        found = [(span, 1) for span in items if len(items) < CONTENTS] + [
            (span, 2) for span in notes if len(notes) < CONTENTS
        ]
        for (start, end), level in sorted(found):
            yield Heading(start=start, end=end, level=level)


def _heads(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in pattern.finditer(text, start, end):
        words = found["head"].rstrip()
        if not NO_HEAD.search(words):
            yield found.start("head"), found.start("head") + len(words)

"""What is stored of a file's bytes already, so that they need not be read again."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.originals import Originals

if TYPE_CHECKING:
    from knowledge.library import Library

QUERY = """SELECT n.id, r.label, r.parser,
    (SELECT COUNT(*) FROM pages WHERE revision = r.id) AS pages,
    (SELECT COUNT(*) FROM passages WHERE revision = r.id) AS passages
    FROM revisions r JOIN notes n ON n.revision = r.id JOIN originals o ON o.digest = r.digest WHERE r.digest = ?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A note whose newest text was read from certain bytes."""

    note: str
    label: str
    pages: int
    passages: int


def known(library: "Library", digest: str, parsers: Collection[str]) -> Known | None:
    """The note that one of *parsers* made of the bytes with this digest, if it stands and its original is whole."""
    with library.record.reading() as connection:
        rows = connection.execute(QUERY, (digest,)).fetchall()
    if not rows or not Originals(library.home).is_whole(digest):
        return None
    found = (row for row in rows if row["parser"] in parsers)
    notes = (Known(note=row["id"], label=row["label"], pages=row["pages"], passages=row["passages"]) for row in found)
    return next(notes, None)

"""How far a run is, for whoever looks on: by bytes, because files differ in size, and while the model reads too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.finding import Found
from ingest.printed import printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """Files and pages that are done, of how many files; the share that is done of all, by bytes; what is done next."""

    files: int
    of: int
    pages: float
    share: float
    doing: str


Watch = Callable[[Now], object]


def unwatched(_: Now) -> None:
    """Nobody looks on."""


class Pace:
    """Tells *watch* how far a run over the files *found* is."""

    def __init__(self, found: Sequence[Found], watch: Watch) -> None:
        self._watch, self._of, self._whole = watch, len(found), max(1, sum(each.size for each in found))
        self._files = self._bytes = self._pages = 0

    def reads(self, found: Found) -> None:
        """That file is waited for."""
        self._say(f"reading {printed(found.path.name)}")

    def embeds(self, found: Sequence[Found], pages: int, done: int, of: int) -> None:
        """The model has read so many passages of these files."""
        read = done / max(1, of)
        size = sum(each.size for each in found)
        self._say(f"embedding, {done:,} of {of:,} passages", size * read, pages * read)

    def stores(self, path: Path) -> None:
        """That file is next."""
        self._say(f"storing {printed(path.name)}")

    def did(self, found: Found, pages: int) -> None:
        """That file is done."""
        self._files += 1
        self._bytes += found.size
        self._pages += pages

    def _say(self, doing: str, size: float = 0, pages: float = 0) -> None:
        share = min(1.0, (self._bytes + size) / self._whole)
        self._watch(Now(files=self._files, of=self._of, pages=self._pages + pages, share=share, doing=doing))

"""A folder of files that a desk should not have been sent, made anew each time, and what must become of each."""

from itertools import islice
from pathlib import Path

from hostile import archives, binaries, books, letters, mails, pages, pdfs, placed, words
from hostile.case import Case

__all__ = ["Case", "write"]

PARTS = (archives, binaries, books, letters, mails, pages, pdfs, placed, words)


def write(folder: Path, *, heavy: bool = True, every: int = 1) -> list[Case]:
    """
    Fill *folder*; the cases come back.

    Without *heavy* the few that take long to make or read are left out, and of the rest one in *every* is written, so
    that a part of the folder still has files of each kind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = (file for part in PARTS for file in part.files() if heavy or not file[0].heavy)
    cases = []
    for case, data in islice(files, 0, None, every):
        path = folder / case.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data() if callable(data) else data)
        cases.append(case)
    return [*cases, *placed.links(folder), *placed.barred(folder)]

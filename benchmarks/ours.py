"""Footnote over documents, as the benchmarks ask it: files brought in by the real ingest, pages by the real search."""

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import ingest
from benchmarks.plain import pdf_pages
from footnote.labels import LABELS
from ingest.finding import files
from knowledge.embed import Embedder
from knowledge.library import Hit, Library

ALL = frozenset(LABELS)
PAUSE = 2.0
"""Seconds between two lines of progress."""


class Progress:
    """Says on stderr how far something is, every other second."""

    def __init__(self, what: str) -> None:
        self._what, self._said = what, time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self._said > PAUSE:
            sys.stderr.write(f"{self._what}: {done:,} of {total:,}\n")
            self._said = time.monotonic()


@dataclass
class Ours:
    """A library and, beside it, the same one without vectors. *files* are the documents by their names."""

    home: Path
    embedder: Embedder | None
    files: dict[str, Path] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    rejected: list[str] = field(default_factory=list)
    twins: dict[str, str] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    """Notes that are no document."""

    def __post_init__(self) -> None:
        self.library = Library(self.home, self.embedder)
        self.by_words = Library(self.home)

    def bring(self, folder: Path, without: Iterable[Path] = ()) -> None:
        """Ingest the files of *folder*, or the one file; *without* are files that are no documents."""
        left_out = {path.resolve() for path in without}
        found = [each.path for each in files([folder]) if each.path.resolve() not in left_out]
        root = folder if folder.is_dir() else folder.parent
        said = Progress("documents")
        run = ingest.Run(watch=lambda now: said(now.files, now.of), typed="benchmark")
        for report in ingest.add(found, self.library, run=run):
            self._brought(Path(report["file"]), root, report)

    def _brought(self, path: Path, root: Path, report: ingest.Report) -> None:
        document = str(path.relative_to(root))
        self.files[document] = path
        if not report["note"]:
            self.rejected.append(report["message"])
            sys.stderr.write(report["message"] + "\n")
        elif report["outcome"] == "unchanged" and report["note"] in self.notes:
            self.twins[document] = self.notes[report["note"]]
        else:
            self.notes[report["note"]] = document

    def one(self, document: str) -> str:
        """The name that the document goes by: files of the same bytes are one note."""
        return self.twins.get(document, document)

    def held(self, documents: frozenset[str]) -> frozenset[str]:
        """The notes of these documents."""
        return frozenset(note for note, document in self.notes.items() if document in documents)

    def pages(
        self, library: Library, question: str, limit: int, documents: frozenset[str] | None
    ) -> list[tuple[str, int]]:
        """Where the passages stand that *library* finds in all documents or in these: document and page."""
        notes = None if documents is None else self.held(documents)
        return [self.place(hit) for hit in library.search(question, labels=ALL, limit=limit, notes=notes)]

    def place(self, hit: Hit) -> tuple[str, int]:
        """The document and page of a passage that was found."""
        return self.notes[hit.note], hit.page

    def texts(self) -> Iterable[tuple[str, Path, Callable[[], Sequence[str]]]]:
        """Each document with its file, and what gives the text of its pages as Footnote's reader gave it, if it did."""
        notes = {document: note for note, document in self.notes.items()}
        for document, path in self.files.items():
            if document not in self.twins:
                note = notes.get(document)
                yield document, path, lambda note=note: self.page_texts(note) if note else ()  # type: ignore[misc]

    def page_texts(self, note: str) -> list[str]:
        """The text of each page of the note."""
        found = self.library.note(note, ALL)
        return [found.text[page.start : page.end] for page in found.pages]

    def __enter__(self) -> "Ours":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.library.close()
        self.by_words.close()


def pages_of(path: Path, read: Callable[[], Sequence[str]]) -> Sequence[str]:
    """The pages of a document as a plain pipeline has them: a PDF's by PDFium, all else as Footnote *read* it."""
    return pdf_pages(path) if path.suffix.lower() == ".pdf" else read()

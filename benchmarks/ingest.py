"""
Pages a second of an ingest: Footnote beside the plain LangChain pipeline and beside its own model alone, in one run.

    python benchmarks/ingest.py [--documents DIR] [--pages N] [--json]

Without --documents, of the sample filings. The documents are dealt into hands, and each hand goes through all
pipelines before the next one does, so that a machine that is busy for a while is so for all of them.

Footnote is what `footnote ingest` runs: its readers behind their walls, words and vectors into a record that is new,
every note in a transaction of its own. The plain pipeline is benchmarks/plain.py, document by document: PDFium's text
of each page (of what is no PDF, the text that Footnote reads), RecursiveCharacterTextSplitter 1000/200, the same
weights as Chroma's default function runs them (32 texts at a time, each padded to 256 tokens, one thread a core), and
`add_documents` into a Chroma folder. The model alone gets the texts that Footnote gave it, all of a hand at once, and
sorts them by length. Models are loaded and processes started before anything is timed. Footnote's stages run beside one
another: their seconds are those each was busy, and more together than the whole took. The plain pipeline knows no
document it has had, so a folder that came in before costs it what it cost the first time.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[1])  # in this folder `ingest` would be this file

import ingest
from benchmarks.ours import pages_of
from benchmarks.plain import AsChroma, Plain
from benchmarks.questions import refused
from footnote.errors import FootnoteError
from ingest.finding import files
from ingest.guard import Guard
from knowledge import weights
from knowledge.embed import Embedder, Remembered, local
from knowledge.library import Library

PAGES = 1200
HANDS = 3  # each begins anew, and nothing is embedded while its first document is read
STAGES = ("parse", "split", "embed", "store")
OURS, AGAIN, ALONE, PLAIN = "Footnote", "Footnote, again", "the model alone", "plain LangChain"


@dataclass
class Clock:
    """How many seconds each stage was busy."""

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Whatever is done now is that stage."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += time.perf_counter() - began

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """*work*, which is that stage."""

        def run(*given: Any, **named: Any) -> Any:
            with self.of(stage):
                return work(*given, **named)

        return run


class Listening:
    """An embedder that keeps what it was given."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.identity, self.covers, self.query = embedder.identity, embedder.covers, embedder.query
        self.texts: list[str] = []

    def passages(self, texts: Sequence[str]) -> Any:
        """One row a text."""
        self.texts += texts
        return self._embedder.passages(texts)


@dataclass
class Hand:
    """Some of the documents, their pages, and the seconds that each pipeline took for them."""

    paths: list[Path] = field(default_factory=list)
    pages: int = 0
    passages: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def rate(self, name: str) -> float:
        """Pages a second."""
        return self.pages / self.seconds[name]


class Ours:
    """Footnote in a new home. Its stages are timed where they are called."""

    def __init__(self, home: Path, model: Embedder) -> None:
        self.clock = Clock()
        self.listening = Listening(model)
        self.library = Library(home, Remembered(self.listening))
        self.guard = Guard()
        self.guard.start()
        timed = self.clock.timed
        self.guard.read = timed("parse", self.guard.read)  # type: ignore[method-assign]
        self.library.prepared = timed("split", self.library.prepared)  # type: ignore[method-assign]
        self.library.embedded = timed("embed", self.library.embedded)  # type: ignore[method-assign]
        self.library.put = timed("store", self.library.put)  # type: ignore[method-assign]

    def bring(self, paths: Sequence[Path]) -> list[ingest.Report]:
        """The reports of these files."""
        return list(ingest.add(paths, self.library, run=ingest.Run(guard=self.guard, typed="benchmark")))

    def close(self) -> None:
        """End what was started."""
        self.library.close()
        self.guard.close()


class Theirs:
    """The plain pipeline over a Chroma folder of its own."""

    def __init__(self, folder: Path) -> None:
        model = AsChroma(weights.FOLDER)
        model.passages(["warm"])
        self.clock = Clock()
        self._plain = Plain(model, folder)
        self._model = model
        model.passages = self.clock.timed("embed", model.passages)  # type: ignore[method-assign]
        self.chunks = 0

    def bring(self, paths: Sequence[Path]) -> None:
        """Put these files in, one after the other."""
        for path in paths:
            with self.clock.of("parse"):
                pages = pages_of(path, lambda path=path: _read_pages(path))  # type: ignore[misc]
            with self.clock.of("split"):
                chunks = self._plain.split(path.name, pages)
            embedding = self.clock.seconds["embed"]
            with self.clock.of("store"):
                self._plain.put(chunks)
            self.clock.seconds["store"] -= self.clock.seconds["embed"] - embedding
            self.chunks += len(chunks)

    def close(self) -> None:
        """Let Chroma go."""
        self._plain.close()


def _read_pages(path: Path) -> list[str]:
    note = ingest.read(path)
    return [note.text[page.start : page.end] for page in note.pages]


def main(typed: Sequence[str] | None = None) -> None:
    """Print the table, or one JSON object."""
    known = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known.add_argument("--documents", type=Path, metavar="DIR", help="the folder to bring in")
    known.add_argument(
        "--pages", type=int, default=PAGES, metavar="N", help=f"stop at so many pages; {PAGES} unless told"
    )
    known.add_argument("--json", action="store_true", help="one JSON object in place of the table")
    asked = known.parse_args(typed)
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            found = run(asked.documents, asked.pages, Path(folder))
    except FootnoteError as error:
        raise SystemExit(str(error)) from error
    print(json.dumps(found) if asked.json else "\n".join(lines(found)))


def run(documents: Path | None, most: int, folder: Path) -> dict[str, Any]:
    """What was measured, for JSON."""
    model = local()
    if not model:
        raise refused("The weights of the embedding model are not there; `make setup` fetches them.")
    if not documents:
        from samples.filings import write

        documents = folder / "documents"
        write(documents)
    hands = dealt(documents, most)
    model.passages(["warm"])
    ours, theirs = Ours(folder / "home", model), Theirs(folder / "chroma")
    try:
        for number, hand in enumerate(hands, 1):
            _measure(hand, ours, theirs, model)
            sys.stderr.write(f"hand {number} of {len(hands)}: {hand.pages} pages\n")
        again = _seconds(lambda: ours.bring([path for hand in hands for path in hand.paths]))
    finally:
        ours.close()
        theirs.close()
    return summary(hands, ours, theirs, again)


def dealt(documents: Path, most: int) -> list[Hand]:
    """The readable documents of the folder up to so many pages, in hands of about the same size."""
    if not documents.exists():
        raise refused(f"There is no folder {documents}; name one that holds documents.")
    found: list[tuple[Path, int]] = []
    for each in files([documents]):
        if sum(pages for _, pages in found) >= most:
            break
        try:
            found.append((each.path, len(ingest.read(each.path).pages)))
        except FootnoteError as error:
            sys.stderr.write(f"left out: {error}\n")
    if not found:
        raise refused(f"No file of {documents} can be read; name a folder that holds documents.")
    hands = [Hand() for _ in range(min(HANDS, len(found)))]
    for path, pages in sorted(found, key=lambda each: -each[1]):
        hand = min(hands, key=lambda hand: hand.pages)
        hand.paths.append(path)
        hand.pages += pages
    return hands


def _measure(hand: Hand, ours: Ours, theirs: Theirs, model: Embedder) -> None:
    ours.listening.texts.clear()
    hand.seconds[OURS] = _seconds(lambda: ours.bring(hand.paths))
    hand.passages = len(ours.listening.texts)
    hand.seconds[ALONE] = _seconds(lambda: model.passages(ours.listening.texts))
    hand.seconds[PLAIN] = _seconds(lambda: theirs.bring(hand.paths))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def summary(hands: Sequence[Hand], ours: Ours, theirs: Theirs, again: float) -> dict[str, Any]:
    """Pages a second, seconds a page, and the ratios: of the whole, and of the middle hand."""
    pages = sum(hand.pages for hand in hands)
    rates = {name: pages / sum(hand.seconds[name] for hand in hands) for name in (OURS, ALONE, PLAIN)}
    rates[AGAIN] = pages / again
    clocks = {OURS: ours.clock, PLAIN: theirs.clock}
    return {
        "documents": sum(len(hand.paths) for hand in hands),
        "pages": pages,
        "passages": sum(hand.passages for hand in hands),
        "plain_chunks": theirs.chunks,
        "pages_a_second": rates,
        "milliseconds_a_page": {
            name: {stage: 1000 * spent / pages for stage, spent in clock.seconds.items()}
            for name, clock in clocks.items()
        },
        "of_plain": rates[OURS] / rates[PLAIN],
        "again_of_plain": rates[AGAIN] / rates[PLAIN],
        "of_model_alone": rates[OURS] / rates[ALONE],
        "hands": [{"pages": hand.pages, "seconds": hand.seconds} for hand in hands],
        "middle_hand": {
            "of_plain": statistics.median(hand.rate(OURS) / hand.rate(PLAIN) for hand in hands),
            "of_model_alone": statistics.median(hand.rate(OURS) / hand.rate(ALONE) for hand in hands),
        },
    }


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The table."""
    counted = f"{found['documents']} documents, {found['pages']} pages"
    yield f"{counted}: {found['passages']} texts for Footnote's model, {found['plain_chunks']} chunks for the plain one"
    heads = "".join(f"{stage:>9}" for stage in STAGES)
    yield f"\n{'':<20}{'pages/s':>10}{'x plain':>10}{'x model':>10}   ms a page, busy:{heads}"
    rates = found["pages_a_second"]
    for name in (OURS, AGAIN, ALONE, PLAIN):
        busy = found["milliseconds_a_page"].get(name, {})
        stages = "".join(f"{busy[stage]:>9.1f}" for stage in STAGES) if busy else ""
        ratios = f"{rates[name] / rates[PLAIN]:>10.2f}{rates[name] / rates[ALONE]:>10.2f}"
        yield f"{name:<20}{rates[name]:>10.2f}{ratios}{'':>19}{stages}"
    middle = found["middle_hand"]
    ratios = f"{middle['of_plain']:.2f} x plain, {middle['of_model_alone']:.2f} x the model alone"
    yield f"\nFootnote over the middle of {len(found['hands'])} hands: {ratios}"


if __name__ == "__main__":
    main()

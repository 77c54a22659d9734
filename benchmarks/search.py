"""How long a search takes by the size of the library, rights applied, and where the time goes.

The questions are new to the process, which has answered others before, as ``footnote serve`` has. The reader may see
two of four labels; every third question names a house, every third one days. Baselines of the same run: FTS5's own
bm25() for the same words, and with --chroma Chroma's own filtered query; neither counts for the reader alone.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import made_library
import numpy as np

from knowledge.concepts import concepts, translated
from knowledge.embed import local
from knowledge.library import Library
from knowledge.scope import Scope
from knowledge.words import count

SIZES = (1_000, 10_000, 50_000, 100_000)
WITH_CHROMA = 10_000  # building Chroma's index takes minutes beyond it
QUESTIONS, BEFORE = 200, 50
LABELS = frozenset({"public", "desk"})
BASELINE = "FTS5 bm25(), no rights"
FTS = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10"
Table = dict[str, Any]


def main() -> None:
    """Prints a table a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="passages, parted by commas")
    parser.add_argument("--json", action="store_true", help="one JSON object in place of tables")
    parser.add_argument("--keep", type=Path, help="a folder in which the libraries that are made stay")
    parser.add_argument("--chroma", type=int, nargs="?", const=WITH_CHROMA, default=0, help="up to so many passages")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measured(given.measure, chroma=bool(given.chroma))))
        return
    with tempfile.TemporaryDirectory() as folder:
        found = list(all_sizes(sorted(map(int, given.sizes.split(","))), given.keep or Path(folder), given.chroma))
    if given.json:
        print(json.dumps({"questions": QUESTIONS, "sizes": found}))
        return
    for each, before in zip(found, [None, *found], strict=False):
        report(each, before)


def all_sizes(sizes: list[int], folder: Path, chroma: int) -> Iterable[Table]:
    """What is measured at each size, in a process of its own, since memory is measured too."""
    folder.mkdir(parents=True, exist_ok=True)
    home = None
    for size in sizes:
        home = made_library.library_of(folder, size, home)
        command = [sys.executable, __file__, "--measure", str(home), *(["--chroma"] if size <= chroma else [])]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        yield json.loads(done.stdout)


def measured(home: Path, *, chroma: bool) -> Table:
    """Milliseconds and megabytes for the library in *home*."""
    embedder = local() or made_library.Made()
    embedder.query("warm")
    empty = memory()
    with Library(home, embedder) as library:
        first = clocked(lambda: library.search("first question of all", labels=LABELS))
        for number, query in enumerate(made_library.questions(2, BEFORE)):
            library.search(query, **narrowed(number))
        took = {"search": ms(lambda number, query: library.search(query, **narrowed(number)))}
        held = memory()
        took |= legs(library, embedder)
        note = next(made_library.notes(int(time.time())))
        added = clocked(lambda: made_library.put(library, note))
        after = clocked(lambda: library.search("next question of all", labels=LABELS))
        passages = library.stats()["passages"]
        compared = with_chroma(home, library) if chroma else {}
    took |= compared.pop("ms", {})
    memories = {"MB": held, "MB of these for the library": held - empty}
    once = {"first search after opening": first, "a note put in": added, "first search after it": after}
    return {"passages": passages, "ms": took, "once": once, **memories, **compared}


@cache
def houses() -> list[str]:
    """The names that questions are narrowed to."""
    return made_library.houses_of(made_library.vocabularies(np.random.default_rng(1)))


def narrowed(number: int) -> dict[str, Any]:
    """What a reader's question is narrowed to."""
    if number % 3 == 1:
        return {"labels": LABELS, "institution": houses()[number % made_library.HOUSES]}
    if number % 3 == 2:
        return {"labels": LABELS, "start": date(2019 + number % 5, 1, 1), "until": date(2024, 1 + number % 12, 1)}
    return {"labels": LABELS}


def legs(library: Library, embedder: Any) -> dict[str, list[float]]:
    """The parts of a search, each for the same questions."""
    index, passages = library.index, library._passages
    assert index is not None

    def counted(number: int, query: str) -> None:
        with library.record.reading() as connection:
            seen = passages.seen(connection, Scope(**narrowed(number)))
            found = count(connection, seen, concepts(query, library.lexicon))
            found.best(found.scores(), "en", 60)

    def matched(_: int, query: str) -> None:
        words = {token for each in concepts(query, library.lexicon) for form in each.forms for token in form.tokens}
        with library.record.reading() as connection:
            connection.execute(FTS, (" OR ".join(f'"{word}"' for word in words) or '""',)).fetchall()

    vector = made_library.Made().query("a topic")
    return {
        "its words": ms(counted, seed=4),
        "its words, asked again": ms(counted, seed=4),
        "its vectors, all compared": ms(lambda number, _: index._exact.search(vector, 60, Scope(**narrowed(number)))),
        "its question as concepts": ms(lambda _, query: translated(query, concepts(query, library.lexicon), "en")),
        "its question embedded": ms(lambda _, query: embedder.query(query)),
        BASELINE: ms(matched),
    }


def with_chroma(home: Path, library: Library) -> Table:
    """Chroma's own filtered query, and which of the exact first ten it finds."""
    made, found, took, exact = made_library.Made(), [], [], library.index
    with Library(home, made, index="chroma") as keeping:
        began = time.perf_counter()
        assert keeping.index is not None
        assert exact is not None
        assert keeping.index.settle(3600) == "chroma"
        built = time.perf_counter() - began
        for number in range(QUESTIONS):
            scope = Scope(**narrowed(3 * number if number % 2 else 3 * number + 2))
            vector = made.query(f"question {number}")
            wanted = {name for name, _ in exact._exact.search(vector, 10, scope)}
            start = time.perf_counter()
            theirs = {name for name, _ in keeping.index.search(vector, 10, scope)}
            took.append(1000 * (time.perf_counter() - start))
            found.append(len(wanted & theirs) / max(1, len(wanted)))
    share = statistics.mean(found)
    return {"ms": {"Chroma with where, ten": spread(took)}, "Chroma finds of the first ten": share, "s to build": built}


def ms(ask: Callable[[int, str], object], seed: int = 3) -> list[float]:
    """The median and the 95th percentile over all questions."""
    asked = enumerate(made_library.questions(seed, QUESTIONS))
    return spread([clocked(lambda number=number, query=query: ask(number, query)) for number, query in asked])


def spread(took: list[float]) -> list[float]:
    return [round(float(np.percentile(took, share)), 2) for share in (50, 95)]


def clocked(do: Callable[[], object]) -> float:
    """The milliseconds it takes."""
    began = time.perf_counter()
    do()
    return round(1000 * (time.perf_counter() - began), 2)


def memory() -> float:
    """The megabytes of memory that this process has now, without the files that are only mapped."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def report(found: Table, before: Table | None) -> None:
    """A line a part; ratios are to FTS5's own search of the same run."""
    baseline = found["ms"][BASELINE]
    size = f"{found['passages']:,} passages"
    print(f"\n{size:<38}{'p50':>10}{'p95':>10}{'x baseline':>14}   (ms, {QUESTIONS} questions)")
    for name, (p50, p95) in found["ms"].items():
        print(f"  {name:<38}{p50:>8.1f}{p95:>10.1f}{p95 / baseline[1]:>13.2f}x")
    for name, took in found["once"].items():
        print(f"  {name:<38}{took:>8.1f}")
    print(
        f"  {'memory, MB':<38}{found['MB']:>8.0f}   {found['MB of these for the library']:.0f} of these for the library"
    )
    if before:
        more = (found["MB"] - before["MB"]) * 1024 / (found["passages"] - before["passages"])
        print(f"  {'KB more for each passage more':<38}{more:>8.2f}")
    if "s to build" in found:
        share, built = found["Chroma finds of the first ten"], found["s to build"]
        print(f"  Chroma finds {share:.1%} of the first ten of an exact search; {built:.0f} s to build")


if __name__ == "__main__":
    main()

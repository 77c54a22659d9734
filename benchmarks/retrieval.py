"""
How often the right page comes first: Footnote beside the plain LangChain pipeline, over any folder, in one run.

    python benchmarks/retrieval.py [--documents DIR --questions FILE] [--known]
    python benchmarks/retrieval.py --paragraphs FILE.jsonl[.gz] --questions FILE
    python benchmarks/retrieval.py --documents DIR --questions FILE --beside DIR

The first asks for pages, of the sample documents if none are named: a question is {"id", "question", "gold":
[{"document", "page"}]}, and --known asks once more with the search kept to the documents of its gold. The second takes
{"doc", "id", "text"} as the passages there are and {"id", "question", "gold": [id]}, and adds BM25, the vectors alone
and the plain fusion of the two. The third asks for paragraphs of DIR, by {"paragraph": the beginning of one}, with the
documents of the other folder beside them.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[1])  # in this folder `ingest` would be a benchmark

from benchmarks import beside, paragraphs
from benchmarks.kept import Kept
from benchmarks.measures import Ranking, places
from benchmarks.ours import Ours, Progress, pages_of
from benchmarks.plain import Plain
from benchmarks.questions import Names, Page, Question, held, pages, read, refused
from benchmarks.results import summary, write_misses
from footnote.errors import FootnoteError
from knowledge.embed import Embedder, local

Search = Callable[[str, int, frozenset[str] | None], Sequence[Page]]
PLAIN = "plain LangChain"
KNOWN = "the document known"


def main(typed: Sequence[str] | None = None) -> None:
    """Print the tables, or one JSON object."""
    asked = arguments().parse_args(typed)
    try:
        with tempfile.TemporaryDirectory() as folder:
            found = run(asked, Path(folder))
    except FootnoteError as error:
        raise SystemExit(str(error)) from error
    print(json.dumps(found["json"], ensure_ascii=False) if asked.json else "\n".join(found["lines"]))


def arguments() -> argparse.ArgumentParser:
    """What may be typed."""
    known = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known.add_argument("--questions", type=Path, metavar="FILE", help="a JSON object a line")
    known.add_argument("--documents", type=Path, metavar="DIR", help="the folder, or the one file, to be searched")
    known.add_argument("--known", action="store_true", help="also with the search kept to the right document")
    known.add_argument("--paragraphs", type=Path, metavar="FILE", help="JSON lines that are the passages there are")
    known.add_argument("--beside", type=Path, action="append", metavar="DIR", help="more documents, or paragraphs")
    known.add_argument("--keep", type=Path, metavar="FOLDER", help="where vectors are kept for the next run")
    known.add_argument("--lenient", action="store_true", help="pages of also_ok count, and one where any is needed")
    known.add_argument("--misses", type=Path, metavar="FILE", help="write what was not found first, and what was")
    known.add_argument("--json", action="store_true", help="one JSON object in place of tables")
    return known


def run(asked: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """The results of what was asked, as lines and for JSON. *folder* takes what is thrown away after."""
    if not (asked.documents or asked.paragraphs or asked.questions):
        asked.documents, asked.questions = samples(folder / "documents")
    if bool(asked.documents) == bool(asked.paragraphs) or not asked.questions:
        raise refused("Give --questions with a file, and either --documents with a folder or --paragraphs with a file.")
    questions = read(asked.questions)
    embedder = Kept(model(), asked.keep or folder / "vectors", Progress("texts embedded"))
    try:
        if asked.paragraphs:
            return paragraphs.run(asked, questions, embedder, folder)
        if not asked.documents.exists():
            raise refused(f"There is no folder {asked.documents}; name one that holds documents.")
        if asked.beside:
            return beside.run(asked, questions, embedder, folder)
        return by_page(asked, questions, embedder, folder)
    finally:
        embedder.close()


def samples(folder: Path) -> tuple[Path, Path]:
    """The sample documents, written into *folder*, and the file of their questions."""
    from samples.documents import write

    write(folder)
    return folder, folder / "questions.jsonl"


def model() -> Embedder:
    """MiniLM; an error where its weights are not there, for then there would be nothing to compare."""
    found = local()
    if not found:
        raise refused("The weights of the embedding model are not there; `make setup` fetches them.")
    return found


def by_page(
    asked: argparse.Namespace, questions: Sequence[Question], embedder: Embedder, folder: Path
) -> dict[str, Any]:
    """The comparison of pages."""
    with Ours(folder / "home", embedder) as ours, Plain(embedder, folder / "chroma") as plain:
        ours.bring(asked.documents, without=[asked.questions])
        names = Names(ours.files)
        right = [rights(each, names, ours, lenient=asked.lenient) for each in questions]
        fill(plain, ours)
        systems: dict[str, Search] = {
            "Footnote": lambda *given: ours.pages(ours.library, *given),
            "Footnote, words only": lambda *given: ours.pages(ours.by_words, *given),
            PLAIN: plain.pages,
        }
        found = {"all documents searched": {name: ranked(questions, right, each) for name, each in systems.items()}}
        if asked.known:
            found[KNOWN] = {name: ranked(questions, right, each, known=True) for name, each in systems.items()}
        write_misses(asked.misses, questions, found)
        return summary(questions, found, PLAIN, {"documents": len(ours.files), "rejected": ours.rejected})


def fill(plain: Plain, ours: Ours) -> None:
    """Put the same documents into the plain pipeline."""
    said = Progress("documents, plain")
    for number, (document, path, text) in enumerate(ours.texts(), 1):
        plain.add(document, pages_of(path, text))
        said(number, len(ours.files))


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """The pages that are right, the documents of the gold among them, and how many of the pages are needed."""

    pages: frozenset[Page]
    documents: frozenset[str]
    needed: int


def rights(question: Question, names: Names, ours: Ours, *, lenient: bool) -> Right:
    """What is right for the question: its gold, all of it; where *lenient* also what is as good."""
    gold, also = (
        frozenset((ours.one(name), page) for name, page in pages(question, given, names))
        for given in (question.gold, question.also)
    )
    enough = (question.enough if lenient else None) or len(gold)
    return Right(pages=gold | also if lenient else gold, documents=frozenset(name for name, _ in gold), needed=enough)


def ranked(
    questions: Sequence[Question], right: Sequence[Right], search: Search, *, known: bool = False
) -> list[Ranking]:
    """What *search* finds for each question, in all documents, or where *known* in those of its gold."""
    rankings = []
    for question, wanted in zip(questions, right, strict=True):

        def found(limit: int, question: Question = question, wanted: Right = wanted) -> list[Page]:
            within = wanted.documents if known else None
            return held(search(question.text, limit, within), wanted.pages)

        rankings.append(Ranking(found=places(found), gold=wanted.pages, needed=wanted.needed))
    return rankings


if __name__ == "__main__":
    main()

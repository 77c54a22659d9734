"""Questions on some documents with many others beside them: whether the right paragraph comes first all the same."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import paragraphs
from benchmarks.measures import Measures, standard_error
from benchmarks.ours import ALL, Ours, pages_of
from benchmarks.plain import Plain
from benchmarks.questions import MARKS, Names, Question, refused
from benchmarks.results import write_lines
from knowledge import quote
from knowledge.embed import Embedder
from knowledge.fold import fold
from knowledge.library import Library
from knowledge.note import StoredNote
from knowledge.paragraphs import paragraphs as paragraphs_of

HITS = 8
"""Passages that an answer is made of, as in `bot/quotes.py`."""
HEADS = ("first", "in three", "in eight", "quoted first", "quoted in three")


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """The paragraph that answers: its note, its document, its span and its words."""

    note: str
    document: str
    start: int
    end: int
    text: str

    def meets(self, note: str, start: int, end: int) -> bool:
        """Whether a span of that note holds the paragraph or lies in it; passages end where paragraphs do."""
        return note == self.note and start < self.end and self.start < end

    def reads(self, document: str, text: str) -> bool:
        """The same of words that have lost their place: they hold the paragraph's beginning, or are in it."""
        found, ours = fold(text).text.strip(), fold(self.text).text.strip()
        return document == self.document and (ours[:40] in found or found in ours)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where the right paragraph came, counted from 1: among the passages, and among the sentences quoted of them.

    A pipeline that quotes no sentences has none.
    """

    passage: int | None
    quoted: int | None = None
    quotes: bool = True


def run(asked: argparse.Namespace, questions: Sequence[Question], embedder: Embedder, folder: Path) -> dict[str, Any]:
    """The comparison over the documents and all that lies beside them."""
    with Ours(folder / "home", embedder) as ours, Plain(embedder, folder / "chroma") as plain:
        ours.bring(asked.documents, without=[asked.questions])
        right = [_right(question, ours) for question in questions]
        for path in asked.beside:
            _bring(path, ours)
        _fill(plain, ours)
        found = {
            "Footnote": [_ours(ours.library, *pair) for pair in zip(questions, right, strict=True)],
            "Footnote, words only": [_ours(ours.by_words, *pair) for pair in zip(questions, right, strict=True)],
            "plain LangChain": [_plain(plain, *pair) for pair in zip(questions, right, strict=True)],
        }
        stored = ours.library.stats()
        about = {"notes": stored["notes"], "passages": stored["passages"], "rejected": ours.rejected}
    _write_misses(asked.misses, questions, right, found)
    return _summary(questions, found, about)


def _bring(path: Path, ours: Ours) -> None:
    """What lies beside: a folder of documents, or a file of paragraphs."""
    if path.is_dir():
        ours.bring(path)
    elif path.is_file():
        entries = paragraphs.read(path)
        known = paragraphs.bring(ours.library, entries)
        ours.others.update({note for note, _ in known})
    else:
        raise refused(f"There is no {path}; name a folder of documents or a file of paragraphs.")


def _fill(plain: Plain, ours: Ours) -> None:
    for document, path, text in ours.texts():
        plain.add(document, pages_of(path, text))
    for note in sorted(ours.others):
        plain.add(note, ours.page_texts(note))


def _right(question: Question, ours: Ours) -> Right:
    """The paragraph that the question means; QuestionsError where no document has one that begins so."""
    gold = question.gold[0] if isinstance(question.gold[0], dict) else {}
    begins = gold.get("paragraph", gold.get("start_text"))
    if not isinstance(begins, str) or not begins.strip():
        raise refused(f'Question {question.id}: its gold holds no "paragraph" with the beginning of one.')
    named = gold.get("document")
    only = ours.one(Names(ours.files).meant(named, f"Question {question.id}")) if named else None
    for name, document in ours.notes.items():
        note = ours.library.note(name, ALL)
        if only in (None, document) and (spans := fold(note.text).find(begins)):
            return _paragraph(note, document, spans[0][0])
    raise refused(f"Question {question.id}: no document has a paragraph that begins {begins!r}.")


def _paragraph(note: StoredNote, document: str, at: int) -> Right:
    page = next(page for page in reversed(note.pages) if page.start <= at)
    held = [each for each in paragraphs_of(note.text, page.start, page.end) if each.start <= at < each.end]
    start, end = (held[0].start, held[0].end) if held else (page.start, page.end)
    return Right(note=note.id, document=document, start=start, end=end, text=note.text[start:end])


def _ours(library: Library, question: Question, right: Right) -> Placed:
    hits = library.search(question.text, labels=ALL, limit=HITS)
    cited = [each.citation for each in quote.quotes(library, hits, question.text, ALL)] if hits else []
    return Placed(
        passage=_place([right.meets(hit.note, hit.start, hit.end) for hit in hits]),
        quoted=_place([right.meets(each.note, each.start, each.end) for each in cited]),
    )


def _plain(plain: Plain, question: Question, right: Right) -> Placed:
    chunks = plain.search(question.text, HITS)
    found = [right.reads(each.metadata["document"], each.page_content) for each in chunks]
    return Placed(passage=_place(found), quotes=False)


def _place(rights: Sequence[bool]) -> int | None:
    return rights.index(True) + 1 if True in rights else None


def measured(placed: Sequence[Placed]) -> Measures:
    """Shares of the questions, and the standard error of the first."""
    passages = [each.passage for each in placed]
    found = {"first": _share(passages, 1), "in three": _share(passages, 3), "in eight": _share(passages, HITS)}
    if all(each.quotes for each in placed):
        quoted = [each.quoted for each in placed]
        found |= {"quoted first": _share(quoted, 1), "quoted in three": _share(quoted, 3)}
    return {**found, "n": len(placed), "error": standard_error(found["first"], len(placed))}


def _share(places: Sequence[int | None], most: int) -> float:
    return sum(place is not None and place <= most for place in places) / len(places)


def _write_misses(
    path: Path | None, questions: Sequence[Question], right: Sequence[Right], found: Mapping[str, Sequence[Placed]]
) -> None:
    """A line for each question whose paragraph the first system did not bring up first."""
    ours = next(iter(found.values()))
    missed = [number for number, placed in enumerate(ours) if placed.passage != 1 or placed.quoted != 1]
    lines = [
        {
            "id": questions[number].id,
            "question": questions[number].text,
            "paragraph": right[number].text,
            "passage": {name: placed[number].passage for name, placed in found.items()},
            "quoted": ours[number].quoted,
        }
        for number in missed
    ]
    if path:
        write_lines(path, lines)


def _summary(
    questions: Sequence[Question], found: Mapping[str, Sequence[Placed]], about: Mapping[str, Any]
) -> dict[str, Any]:
    parts = {"the right paragraph": list(range(len(questions)))}
    for mark in MARKS:
        for value in sorted({question.marks.get(mark, "") for question in questions} - {""}):
            chosen = [number for number, each in enumerate(questions) if each.marks.get(mark) == value]
            parts[f"the right paragraph, {mark} {value}"] = chosen
    measures = {
        part: {name: measured([placed[number] for number in chosen]) for name, placed in found.items()}
        for part, chosen in parts.items()
    }
    lines = [f"{key}: {len(value) if isinstance(value, list) else value}" for key, value in about.items()]
    lines += [_table(part, systems) for part, systems in measures.items()]
    return {"json": {**about, "measures": measures}, "lines": lines}


def _table(title: str, systems: Mapping[str, Measures]) -> str:
    n = int(next(iter(systems.values()))["n"])
    lines = [f"\n{f'{title} (n = {n})':<44}" + "".join(f"{head:>17}" for head in HEADS) + f"{'s.e.':>8}"]
    for name, found in systems.items():
        cells = "".join(f"{found[head]:>17.3f}" if head in found else f"{'-':>17}" for head in HEADS)
        lines.append(f"  {name:<42}{cells}{found['error']:>8.3f}")
    return "\n".join(lines)

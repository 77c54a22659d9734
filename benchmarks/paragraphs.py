"""Paragraphs as the passages there are: Footnote beside BM25, MiniLM alone and the plain fusion of the two."""

import argparse
import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measures import MOST, Ranking, places
from benchmarks.ours import ALL, Ours, Progress
from benchmarks.questions import Question, lines, refused
from benchmarks.results import summary, write_misses
from knowledge.embed import Embedder
from knowledge.lexical import tokens
from knowledge.library import Library
from knowledge.note import Note, Page, language_of

K1, B = 1.5, 0.75
FLOOR = 0.25
"""A word that most texts hold counts so much of the mean."""
FUSED = 60
"""Added to a place before it is turned over, in reciprocal rank fusion."""
DEPTH = 100
BASELINE = "BM25"


def run(asked: argparse.Namespace, questions: Sequence[Question], embedder: Embedder, folder: Path) -> dict[str, Any]:
    """The comparison over the paragraphs of a file."""
    entries = read(asked.paragraphs)
    at = {str(entry["id"]): number for number, entry in enumerate(entries)}
    gold = [right(question, at) for question in questions]
    texts = [str(entry["text"]) for entry in entries]
    words = bm25(texts, questions)
    likeness = embedder.passages([each.text for each in questions]) @ embedder.passages(texts).T
    found = {
        "BM25": [order(scores) for scores in words],
        "MiniLM alone": [order(scores) for scores in likeness],
        "BM25 and MiniLM, ranks fused": [fused(*pair) for pair in zip(words, likeness, strict=True)],
    }
    with Ours(folder / "home", embedder) as ours:
        known = bring(ours.library, entries)
        ours_found = {
            name: [search(library, question, known) for question in questions]
            for name, library in (("Footnote", ours.library), ("Footnote, words only", ours.by_words))
        }
    rankings = {
        name: [Ranking(found=each, gold=right) for each, right in zip(several, gold, strict=True)]
        for name, several in {**ours_found, **found}.items()
    }
    everything = {"all paragraphs searched": rankings}
    write_misses(asked.misses, questions, everything)
    return summary(questions, everything, BASELINE, {"paragraphs": len(entries)})


def read(path: Path) -> list[dict[str, Any]]:
    """The paragraphs of the file in its order."""
    found = []
    for number, entry in lines(path):
        if not {"doc", "id", "text"} <= set(entry) or not str(entry["text"]).strip():
            raise refused(f'{path.name} line {number} is no paragraph; it holds "doc", "id" and "text".')
        found.append(entry)
    return found


def right(question: Question, at: dict[str, int]) -> frozenset[int]:
    """The numbers of the paragraphs that answer."""
    unknown = [each for each in map(str, question.gold) if each not in at]
    if unknown:
        raise refused(f"Question {question.id}: there is no paragraph {unknown[0]!r} among the {len(at)}.")
    return frozenset(at[str(each)] for each in question.gold)


def bring(library: Library, entries: Sequence[dict[str, Any]]) -> dict[tuple[str, int], int]:
    """The number of the paragraph that is each page of each note: a note a document, a page a paragraph."""
    documents: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        documents.setdefault(str(entry["doc"]), []).append(number)
    known = {}
    said = Progress("documents")
    for done, (document, numbers) in enumerate(documents.items(), 1):
        note = noted(document, [str(entries[number]["text"]) for number in numbers])
        digest = hashlib.sha256(f"{document}\n{note.text}".encode()).hexdigest()
        stored = library.add(note, f"paragraphs/{document}", digest, "benchmark 1")
        known |= {(stored.note, page): number for page, number in enumerate(numbers, 1)}
        said(done, len(documents))
    return known


def noted(title: str, texts: Sequence[str]) -> Note:
    """A note with a page for each of the texts."""
    pages, start = [], 0
    for number, text in enumerate(texts, 1):
        pages.append(Page(number=number, start=start, end=start + len(text)))
        start += len(text) + 2
    whole = "\n\n".join(texts)
    return Note(title=f"Report {title}", text=whole, pages=tuple(pages), language=language_of(whole), label="public")


def search(library: Library, question: Question, known: dict[tuple[str, int], int]) -> list[Any]:
    """The numbers of the paragraphs that the library finds, the best first."""
    return places(
        lambda limit: [known[hit.note, hit.page] for hit in library.search(question.text, labels=ALL, limit=limit)]
    )


# ---------------------------------------------------------------- the baselines


def bm25(texts: Sequence[str], questions: Sequence[Question]) -> "np.ndarray":
    """Okapi BM25 of every text for every question, by the stems of words, as rank_bm25 counts it."""
    counts = [Counter(tokens(text)) for text in texts]
    spread = Counter(word for count in counts for word in count)
    rare = {word: math.log((len(texts) - held + 0.5) / (held + 0.5)) for word, held in spread.items()}
    least = FLOOR * sum(rare.values()) / len(rare)
    lengths = np.array([count.total() for count in counts], dtype=float)
    saturation = K1 * (1 - B + B * lengths / lengths.mean())
    scores = np.zeros((len(questions), len(texts)))
    for number, question in enumerate(questions):
        for word in tokens(question.text):
            if word in rare:
                times = np.array([count[word] for count in counts], dtype=float)
                rarity = rare[word] if rare[word] >= 0 else least
                scores[number] += rarity * times * (K1 + 1) / (times + saturation)
    return scores


def order(scores: "np.ndarray", most: int = MOST) -> list[Any]:
    """The numbers of the texts with the highest scores, the highest first."""
    found: list[Any] = np.argsort(-scores, kind="stable")[:most].tolist()
    return found


def fused(*legs: "np.ndarray") -> list[Any]:
    """The texts by the sum of 1 / (60 + place) over the legs."""
    gained: Counter[int] = Counter()
    for scores in legs:
        for place, number in enumerate(order(scores, DEPTH), 1):
            gained[number] += 1 / (FUSED + place)  # type: ignore[assignment]
    return [number for number, _ in gained.most_common(MOST)]

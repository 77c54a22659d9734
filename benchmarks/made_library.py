"""A library of made-up passages, English and Chinese, in which words are as common and as rare as in real ones.

Vectors are made up too: points around topics, as those of real passages are. Everything else goes through the door that
ingest uses, so the tables are as it leaves them.
"""

import hashlib
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.embed import DIMENSION, MiniLM
from knowledge.library import Library
from knowledge.note import Note, Page, language_of

if TYPE_CHECKING:
    from knowledge.embed import Vectors

LABELS = ("public", "desk", "restricted", "closed")
HOUSES, TOPICS = 40, 400
FIRST_DAY, DAYS = date(2016, 1, 4), 3650
ENGLISH, CHINESE = 30_000, 8_000  # words
COMMON = 20  # Zipf's law without its first words, which are stop words
A_PASSAGE = {"en": 100, "zh": 70}  # words, so that two make no passage together
A_NOTE = (6, 24)  # passages
TERMS = {
    "en": "inflation,interest rate,gold,fund flows,trade deficit,credit spread,earnings per share,capital expenditure,"
    "free cash flow,yield curve,unemployment rate,central bank,net interest margin,dividend,volatility,gross margin",
    "zh": "通胀,利率,黄金,资金流,贸易逆差,信用利差,每股收益,资本支出,自由现金流,收益率曲线,失业率,央行,净息差,"
    "股息,波动率,毛利率",
}
SYLLABLES = [first + second for first in "bcdfglmnprstvw" for second in ("a", "e", "i", "o", "u", "al", "en", "or")]
CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a language, the commonest first; terms that a lexicon knows stand among them."""

    words: list[str]
    between: str

    def drawn(self, chance: np.random.Generator, count: int) -> list[str]:
        """So many words, the common ones more often."""
        ranks = np.exp(chance.random(count) * np.log(1 + len(self.words) / COMMON)) - 1
        return [self.words[int(rank * COMMON)] for rank in ranks]


def vocabularies(chance: np.random.Generator) -> dict[str, Vocabulary]:
    """The words of both languages."""
    parts: dict[str, list[str]] = {"en": SYLLABLES, "zh": CHARACTERS}
    found = {}
    for language, count in (("en", ENGLISH), ("zh", CHINESE)):
        known = TERMS[language].split(",")
        lengths = chance.integers(2, 5, count) if language == "en" else np.full(count, 2)
        made = ["".join(chance.choice(parts[language], size)) for size in lengths]
        for place, name in zip(chance.integers(COMMON, count // 10, len(known)), known, strict=True):
            made[place] = name
        found[language] = Vocabulary(made, " " if language == "en" else "")
    return found


def houses_of(words: dict[str, Vocabulary]) -> list[str]:
    """The names of the houses that the notes are of."""
    return [f"{name.title()} House" for name in words["en"].words[-HOUSES:]]


class Made:
    """An embedder of MiniLM's identity whose vectors stand around topics, and have nothing to do with the words."""

    identity = MiniLM.identity

    def __init__(self) -> None:
        self._topics = np.random.default_rng(5).standard_normal((TOPICS, DIMENSION), dtype=np.float32)

    def passages(self, texts: list[str]) -> "Vectors":
        """One row a text."""
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> "Vectors":
        """Always the same for a text."""
        chance = np.random.default_rng(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))
        row = self._topics[chance.integers(TOPICS)] + chance.standard_normal(DIMENSION, dtype=np.float32)
        return row / np.linalg.norm(row)

    def covers(self, language: str) -> bool:
        """As MiniLM does."""
        return language == "en"


def notes(seed: int) -> Iterator[Note]:
    """Notes without end, two of three of them English, of many houses and all labels, over ten years."""
    chance = np.random.default_rng(seed)
    words = vocabularies(np.random.default_rng(1))
    houses = houses_of(words)
    while True:
        language = "zh" if chance.random() < 1 / 3 else "en"
        drawn, size = words[language], A_PASSAGE[language]
        lines = [drawn.drawn(chance, size) for _ in range(chance.integers(*A_NOTE))]
        text = "\n\n".join(drawn.between.join(line) + (". " if language == "en" else "。").strip() for line in lines)
        yield Note(
            title=drawn.between.join(drawn.drawn(chance, 6)),
            text=text,
            pages=(Page(number=1, start=0, end=len(text)),),
            language=language_of(text),
            institution=houses[chance.integers(HOUSES)],
            date=FIRST_DAY + timedelta(days=int(chance.integers(DAYS))),
            label=LABELS[chance.integers(len(LABELS))],
        )


def put(library: Library, note: Note) -> int:
    """How many passages *note* became."""
    digest = hashlib.sha256(note.text.encode()).hexdigest()
    return library.add(note, f"/{digest[:12]}.md", digest, "made 1").passages


def library_of(folder: Path, size: int, before: Path | None) -> Path:
    """The home of a library of *size* passages or a few more: the one in *folder*, else made from a smaller one."""
    home = folder / f"{size}"
    if home.is_dir():
        return home
    growing = folder / f"{size}-growing"
    shutil.rmtree(growing, ignore_errors=True)
    if before:
        shutil.copytree(before, growing, ignore=shutil.ignore_patterns("index*"))
    with Library(growing, Made()) as library:
        held = int(library.stats()["passages"]) if before else 0
        for note in notes(size):
            if held >= size:
                break
            held += put(library, note)
            print(f"\rmaking a library: {held:,} of {size:,} passages", end="", file=sys.stderr)
    print(file=sys.stderr)
    return growing.rename(home)


def questions(seed: int, count: int) -> Iterator[str]:
    """Questions of 3 to 12 words in both languages, with words as common as those of the notes."""
    chance = np.random.default_rng(seed)
    words = list(vocabularies(np.random.default_rng(1)).values())
    for number in range(count):
        drawn = words[number % 2]
        yield drawn.between.join(drawn.drawn(chance, int(chance.integers(3, 13))))

"""What was asked for in words that neither the lexicon nor any note knows: the operator's list of what to add to it.

A term is one word, or a short run of Chinese characters, never a question. Words with digits, addresses and the like
are left out: they are accounts, people and tickets. What is in a note that the asker may not see counts as being in no
note, so the list says nothing of what such notes hold.
"""

import logging
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from knowledge.lexical import CHINESE_PARTICLES, STOP_WORDS, plain, stem, tokens
from knowledge.lexicon import Lexicon
from knowledge.record import FILE as RECORD
from knowledge.script import CJK, CJK_RANGES

FILE = "unmatched.sqlite3"
MOST = 2000  # terms are kept; those asked for least go first
PATIENCE = 0.2  # seconds that an answer waits for another process that counts
LETTERS = range(3, 25)
CHARACTERS = range(2, 7)  # a longer run is no term but a sentence
PRIVATE = re.compile(rf"[^\s{CJK_RANGES}]*[\d@\\/_#][^\s{CJK_RANGES}]*")
TABLE = "CREATE TABLE IF NOT EXISTS terms (term TEXT PRIMARY KEY, times INTEGER NOT NULL, last TEXT NOT NULL)"
COUNT = """INSERT INTO terms VALUES (?, 1, ?)
    ON CONFLICT (term) DO UPDATE SET times = times + 1, last = excluded.last"""
FORGET = "DELETE FROM terms WHERE term NOT IN (SELECT term FROM terms ORDER BY times DESC, last DESC LIMIT ?)"

log = logging.getLogger("knowledge.lexicon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A term that nothing answers to, how often it was asked for, and on which day the last time."""

    term: str
    times: int
    last: str


def unmatched(query: str, lexicon: Lexicon, is_held: Callable[[str], bool]) -> list[str]:
    """The terms of *query* without an entry in the lexicon, no word of which *is_held* by a note; each once."""
    segments = lexicon.segments(PRIVATE.sub(" . ", plain(query)))
    loose = [segment.written for segment in segments if not segment.names]
    return list(
        dict.fromkeys(term for written in loose for term in _terms(written) if not any(map(is_held, tokens(term))))
    )


def _terms(written: Sequence[str]) -> Iterator[str]:
    """The words of a run, Chinese characters put together again, that are long enough to say something."""
    for kind, words in groupby(written, _kind):
        if kind == "chinese" and len(run := "".join(words)) in CHARACTERS and tokens(run):
            yield run
        if kind == "english":
            yield from (word for word in words if len(word) in LETTERS and stem(word) in tokens(word))


def _kind(word: str) -> str:
    if CJK.fullmatch(word):
        return "particle" if word in CHINESE_PARTICLES else "chinese"
    return "english" if word.isalpha() and word not in STOP_WORDS else "other"


class Unmatched:
    """The terms that nothing answered to, counted in the state folder *home*; each is logged once by a process.

    Nothing is written before there is a library: without one, nothing answers to any word.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._logged: set[str] = set()

    def count(self, terms: Iterable[str]) -> None:
        """Count each of *terms* once more. Where that fails, the answer does not."""
        if not (terms := list(terms)) or not (self._home / RECORD).is_file():
            return
        for term in terms:
            if term not in self._logged and len(self._logged) < MOST:
                self._logged.add(term)
                log.info("neither the lexicon nor any note knows %r", term)
        today = datetime.now(UTC).date().isoformat()
        try:
            with closing(sqlite3.connect(self._home / FILE, timeout=PATIENCE)) as connection, connection:
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute(TABLE)
                connection.executemany(COUNT, [(term, today) for term in terms])
                connection.execute(FORGET, (MOST,))
        except sqlite3.Error as error:
            log.warning("a term was not counted: %s", error)

    def most(self, limit: int) -> list[Unknown]:
        """The terms asked for most often, the most frequent first."""
        path = self._home / FILE
        if not path.is_file():
            return []
        with closing(sqlite3.connect(path, timeout=PATIENCE)) as connection:
            connection.execute(TABLE)
            rows = connection.execute("SELECT * FROM terms ORDER BY times DESC, last DESC, term LIMIT ?", (limit,))
            return [Unknown(term=term, times=times, last=last) for term, times, last in rows]

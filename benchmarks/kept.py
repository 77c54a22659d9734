"""Vectors kept by the words they were made of, so that a second run of a benchmark need not embed anew."""

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from knowledge.embed import DIMENSION, Embedder

AT_ONCE = 256
FILE = "vectors.sqlite3"


class Kept:
    """An embedder whose vectors stay in *folder*, for the texts of all pipelines that read with the same model."""

    def __init__(self, embedder: Embedder, folder: Path, said: Callable[[int, int], object] | None = None) -> None:
        self._embedder, self._said = embedder, said or (lambda *_: None)
        folder.mkdir(parents=True, exist_ok=True)
        self._held = sqlite3.connect(folder / FILE, check_same_thread=False)
        self._held.execute("CREATE TABLE IF NOT EXISTS vectors (name BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
        self._turn = threading.Lock()

    @property
    def identity(self) -> str:
        """That of the embedder itself."""
        return self._embedder.identity

    def passages(self, texts: Sequence[str]) -> "np.ndarray":
        """One row a text."""
        with self._turn:
            found = {text: self._kept(text) for text in texts}
            new = [text for text, row in found.items() if row is None]
            for first in range(0, len(new), AT_ONCE):
                some = new[first : first + AT_ONCE]
                rows = self._embedder.passages(some)
                found |= dict(zip(some, rows, strict=True))
                self._keep(some, rows)
                if len(new) > AT_ONCE:
                    self._said(first + len(some), len(new))
        return np.stack([found[text] for text in texts]) if texts else np.zeros((0, DIMENSION), dtype=np.float32)

    def query(self, text: str) -> "np.ndarray":
        """The vector of a question: MiniLM has no prefix that tells questions from passages."""
        return self.passages([text])[0]

    def covers(self, language: str) -> bool:
        """Whether the model can read *language*."""
        return self._embedder.covers(language)

    def close(self) -> None:
        """Close the file."""
        self._held.close()

    def _name(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.identity}\n{text}".encode("utf-8", "surrogatepass")).digest()

    def _kept(self, text: str) -> "np.ndarray | None":
        row = self._held.execute("SELECT vector FROM vectors WHERE name = ?", (self._name(text),)).fetchone()
        return np.frombuffer(row[0], dtype=np.float32) if row else None

    def _keep(self, texts: Sequence[str], rows: "np.ndarray") -> None:
        values = [(self._name(text), row.tobytes()) for text, row in zip(texts, rows, strict=True)]
        with self._held:
            self._held.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", values)

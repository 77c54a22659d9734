"""Text -> vector. The local model runs on onnxruntime from files that are already there; nothing is fetched here."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from knowledge import weights
from knowledge.minilm import DIMENSION, Runs

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Vectors = NDArray[float32]

__all__ = ["DIMENSION", "Embedder", "MiniLM", "Remembered", "local"]

REVISION = "1110a243fdf4706b3f48f1d95db1a4f5529b4d41"
MAX_TOKENS = 256
MOST_REMEMBERED = 8192


class Embedder(Protocol):
    """What turns texts into vectors of length one."""

    @property
    def identity(self) -> str:
        """Model, revision, dimension, prefix rule, norm, longest text: vectors compare only where these are equal."""

    def passages(self, texts: Sequence[str]) -> "Vectors":
        """One row a text."""

    def query(self, text: str) -> "Vectors":
        """The vector of a question."""

    def covers(self, language: str) -> bool:
        """Whether the model can read *language* (``en`` or ``zh``)."""


class MiniLM:
    """all-MiniLM-L6-v2. It reads English and nothing else. Its files are opened when they are first needed."""

    identity = f"all-MiniLM-L6-v2@{REVISION[:12]} dim={DIMENSION} prefix=none norm=l2 max={MAX_TOKENS}"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def passages(self, texts: Sequence[str]) -> "Vectors":
        """One row of length one a text; texts of like length go together, so that little is padding."""
        return self._runs.vectors([encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))])

    def query(self, text: str) -> "Vectors":
        """The vector of a question: MiniLM has no prefix that tells questions from passages."""
        row: Vectors = self.passages([text])[0]
        return row

    def covers(self, language: str) -> bool:
        """English only: on Chinese it is worse than useless."""
        return language == "en"

    @cached_property
    def _runs(self) -> Runs:
        return Runs(self._folder)

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / weights.TOKENIZER.name))
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.no_padding()
        return tokenizer


class Remembered:
    """An embedder that knows the vectors of the texts it was given last: the same sentences are weighed again.

    It knows a text by its digest: the words of a note that is retracted meanwhile are not kept here.
    """

    def __init__(self, embedder: Embedder, most: int = MOST_REMEMBERED) -> None:
        self._embedder = embedder
        self._most = most
        self._known: OrderedDict[bytes, Vectors] = OrderedDict()
        self._asked = lru_cache(maxsize=most // 8)(lambda _, text: embedder.query(text))
        self._keeping = threading.Lock()

    @property
    def identity(self) -> str:
        """That of the embedder itself."""
        return self._embedder.identity

    def passages(self, texts: Sequence[str]) -> "Vectors":
        """One row a text; only those not known are run through the model."""
        import numpy as np

        model = self.identity
        names = {text: hashlib.sha256(f"{model}\n{text}".encode("utf-8", "surrogatepass")).digest() for text in texts}
        with self._keeping:
            found = {text: self._known[name] for text, name in names.items() if name in self._known}
        if new := [text for text in names if text not in found]:
            found |= dict(zip(new, self._embedder.passages(new), strict=True))
        with self._keeping:
            for text, row in found.items():
                self._known[names[text]] = row
                self._known.move_to_end(names[text])
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return np.stack([found[text] for text in texts]) if texts else self._embedder.passages([])

    def query(self, text: str) -> "Vectors":
        """The vector of a question."""
        return self._asked(self.identity, text)

    def covers(self, language: str) -> bool:
        """Whether the model can read *language*."""
        return self._embedder.covers(language)


def local(folder: Path = weights.FOLDER) -> Embedder | None:
    """The local model, or None where its weights have not been fetched."""
    held = weights.found(folder)
    return MiniLM(held) if held else None

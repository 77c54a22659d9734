"""Text -> vector. The local model runs on onnxruntime from files that are already there; nothing is fetched here."""

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from knowledge import weights

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Vectors = NDArray[float32]

GRAPH = Path(__file__).with_name("minilm.onnx")
REVISION = "1110a243fdf4706b3f48f1d95db1a4f5529b4d41"
MAX_TOKENS = 256
DIMENSION = 384
BATCH = 16
THREADS = 2
MOST_REMEMBERED = 8192

os.putenv("ORT_DISABLE_TELEMETRY", "1")  # onnxruntime keeps and sends records of its use unless it is told before


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
    """all-MiniLM-L6-v2. It reads English and nothing else."""

    identity = f"all-MiniLM-L6-v2@{REVISION[:12]} dim={DIMENSION} prefix=none norm=l2 max={MAX_TOKENS}"

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / weights.TOKENIZER.name))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        self._session = _session(folder)

    def passages(self, texts: Sequence[str]) -> "Vectors":
        """One row of length one a text; texts of like length go together, so that little is padding."""
        import numpy as np

        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        rows = np.zeros((len(tokens), DIMENSION), dtype=np.float32)
        for batch in _batches(tokens):
            rows[batch] = self._run([tokens[number] for number in batch])
        return rows

    def query(self, text: str) -> "Vectors":
        """The vector of a question: MiniLM has no prefix that tells questions from passages."""
        row: Vectors = self.passages([text])[0]
        return row

    def covers(self, language: str) -> bool:
        """English only: on Chinese it is worse than useless."""
        return language == "en"

    def _run(self, tokens: list[list[int]]) -> Any:
        import numpy as np

        ids = np.zeros((len(tokens), max(map(len, tokens))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, text in enumerate(tokens):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1
        return self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]


class Remembered:
    """An embedder that knows the vectors of the texts it was given last: the same sentences are weighed again.

    It knows a text by its digest: the words of a note that is retracted meanwhile are not kept here.
    """

    def __init__(self, embedder: Embedder, most: int = MOST_REMEMBERED) -> None:
        self._embedder = embedder
        self._most = most
        self._known: OrderedDict[bytes, Vectors] = OrderedDict()
        self._asked = lru_cache(maxsize=most // 8)(embedder.query)
        self._keeping = threading.Lock()

    @property
    def identity(self) -> str:
        """That of the embedder itself."""
        return self._embedder.identity

    def passages(self, texts: Sequence[str]) -> "Vectors":
        """One row a text; only those not known are run through the model."""
        import numpy as np

        names = {text: hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts}
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
        return self._asked(text)

    def covers(self, language: str) -> bool:
        """Whether the model can read *language*."""
        return self._embedder.covers(language)


def _batches(tokens: list[list[int]]) -> Iterator[list[int]]:
    """The numbers of the texts, longest first, a batch at a time."""
    order = sorted(range(len(tokens)), key=lambda number: len(tokens[number]), reverse=True)
    for first in range(0, len(order), BATCH):
        yield order[first : first + BATCH]


def _session(folder: Path) -> Any:
    """The packaged graph over the weights in *folder*, which are mapped and not copied."""
    onnxruntime = import_module("onnxruntime")  # by name: its types do not say what it exports
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(folder))
    return onnxruntime.InferenceSession(GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"])


def local(folder: Path = weights.FOLDER) -> Embedder | None:
    """The local model, or None where its weights have not been fetched."""
    held = weights.found(folder)
    return MiniLM(held) if held else None

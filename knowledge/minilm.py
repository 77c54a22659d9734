"""The model's graph over its weights, run by as many threads as there are cores, each a batch of its own.

One batch cut up among threads ends when its slowest does, at each of the model's steps; on a machine that does other
things too, the others spin meanwhile. A batch each costs nothing but the last one.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Vectors = NDArray[float32]

GRAPH = Path(__file__).with_name("minilm.onnx")
DIMENSION = 384
MOST_THREADS = 4
MOST_TOKENS = 512  # of a batch: what passes from step to step stays in a core's cache; 1,024 and 256 are slower
FEWEST_TOKENS = 64

os.putenv("ORT_DISABLE_TELEMETRY", "1")  # onnxruntime keeps and sends records of its use unless it is told before


class Runs:
    """The packaged graph over the weights in *folder*."""

    def __init__(self, folder: Path) -> None:
        self._session = session(folder, threads=1)
        self._threads = min(MOST_THREADS, os.cpu_count() or 1)

    def vectors(self, tokens: Sequence[Sequence[int]]) -> "Vectors":
        """A row of length one for each text, given as its tokens."""
        import numpy as np

        rows = np.zeros((len(tokens), DIMENSION), dtype=np.float32)
        batches = list(_batches(tokens, self._threads))

        def run(batch: list[int]) -> None:
            rows[batch] = self._run([tokens[number] for number in batch])

        if len(batches) < 2:
            for batch in batches:
                run(batch)
            return rows
        threads = ThreadPoolExecutor(min(self._threads, len(batches)), thread_name_prefix="model")
        try:
            list(threads.map(run, batches))
        finally:  # whoever is stopped here does not wait for what has not begun
            threads.shutdown(cancel_futures=True)
        return rows

    def _run(self, tokens: Sequence[Sequence[int]]) -> Any:
        import numpy as np

        ids = np.zeros((len(tokens), max(map(len, tokens))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, text in enumerate(tokens):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1
        return self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]


def _batches(tokens: Sequence[Sequence[int]], threads: int) -> Iterator[list[int]]:
    """The numbers of the texts, longest first, a batch at a time; the last ones are small, so that all end together."""
    order = sorted(range(len(tokens)), key=lambda number: len(tokens[number]), reverse=True)
    left = sum(map(len, tokens))
    first = 0
    while first < len(order):
        most = min(MOST_TOKENS, max(FEWEST_TOKENS, left // (2 * threads)))
        last = first + max(1, most // max(1, len(tokens[order[first]])))
        yield order[first:last]
        left -= sum(len(tokens[number]) for number in order[first:last])
        first = last


def session(folder: Path, threads: int = 0) -> Any:
    """The packaged graph over the weights in *folder*, which are mapped and not copied; 0 threads are one a core."""
    onnxruntime = import_module("onnxruntime")  # by name: its types do not say what it exports
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(folder))
    return onnxruntime.InferenceSession(GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"])

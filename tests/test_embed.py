"""The embedder against an independent forward pass in numpy, and against stored values."""

import json
import math
import os
import runpy
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from knowledge import minilm, weights
from knowledge.embed import MAX_TOKENS, Remembered
from knowledge.minilm import GRAPH

pytest_plugins = ("library_fixtures",)

TEXT = "Fund flows favoured stagnation assets by $1.3 trillion."
FIRST_FOUR = [0.086948, 0.014165, -0.089713, 0.059862]


def tensors(path):
    data = np.memmap(path, dtype=np.uint8, mode="r")
    length = struct.unpack("<Q", data[:8].tobytes())[0]
    header = json.loads(data[8 : 8 + length].tobytes())

    def tensor(name):
        first, last = header[name]["data_offsets"]
        return data[8 + length + first : 8 + length + last].view(np.float32).reshape(header[name]["shape"])

    return tensor


def by_hand(folder, text):
    """all-MiniLM-L6-v2 written out for one sentence: nothing of ours is used."""
    get = tensors(folder / "model.safetensors")
    ids = Tokenizer.from_file(str(folder / "tokenizer.json")).encode(text).ids
    ids = ids[: ids.index(102) + 1]  # the file pads; 102 ends a text

    def norm(x, name):
        mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
        return (x - mean) / np.sqrt(variance + 1e-12) * get(f"{name}.LayerNorm.weight") + get(f"{name}.LayerNorm.bias")

    def linear(x, name):
        return x @ get(f"{name}.weight").T + get(f"{name}.bias")

    erf = np.vectorize(math.erf)
    x = get("embeddings.word_embeddings.weight")[ids] + get("embeddings.position_embeddings.weight")[: len(ids)]
    x = norm(x + get("embeddings.token_type_embeddings.weight")[0], "embeddings")
    for number in range(6):
        layer = f"encoder.layer.{number}"
        q, k, v = (
            linear(x, f"{layer}.attention.self.{part}").reshape(len(ids), 12, 32).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = np.exp(q @ k.transpose(0, 2, 1) / math.sqrt(32))
        mixed = (scores / scores.sum(-1, keepdims=True) @ v).transpose(1, 0, 2).reshape(len(ids), 384)
        x = norm(linear(mixed, f"{layer}.attention.output.dense") + x, f"{layer}.attention.output")
        inner = linear(x, f"{layer}.intermediate.dense")
        inner = inner * (1 + erf(inner / math.sqrt(2))) / 2
        x = norm(linear(inner, f"{layer}.output.dense") + x, f"{layer}.output")
    pooled = x.mean(0)
    return pooled / np.linalg.norm(pooled)


def test_a_vector_is_what_the_arithmetic_gives(embedder):
    expected = by_hand(weights.FOLDER, TEXT)

    assert np.abs(embedder.query(TEXT) - expected).max() < 2e-6


def test_a_vector_does_not_depend_on_its_company(embedder):
    texts = [TEXT, "Gold.", TEXT * 20, "", "黄金"]

    together = embedder.passages(texts)

    assert together.shape == (5, 384)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert all(np.abs(embedder.query(text) - row).max() < 1e-5 for text, row in zip(texts, together, strict=True))


def test_a_long_text_is_read_to_its_limit_and_no_further(embedder):
    long = "gold " * (MAX_TOKENS + 50)

    assert np.abs(embedder.query(long) - embedder.query(long + "silver")).max() < 1e-6


def test_likeness_of_meaning_without_a_word_in_common(embedder):
    question = embedder.query("Did vehicles get more expensive?")
    cars, metal = embedder.passages(["Car prices climbed 4 percent.", "Gold rose 18% in January."])

    assert float(question @ cars) > float(question @ metal) + 0.2


def test_it_reads_english_only_and_says_so(embedder):
    assert embedder.covers("en")
    assert not embedder.covers("zh")
    assert "dim=384" in embedder.identity


def test_vectors_are_the_ones_that_are_stored_in_libraries(embedder):
    """A library must not be searched with vectors of another make: these numbers may only change with the identity."""
    assert embedder.query(TEXT)[:4] == pytest.approx(FIRST_FOUR, abs=1e-5)


def test_the_packaged_graph_is_what_the_script_builds(embedder):
    pytest.importorskip("onnx")
    script = Path(__file__).parents[1] / "scripts" / "build_minilm_graph.py"

    built = runpy.run_path(str(script))["build"](weights.FOLDER / weights.MODEL.name)

    assert built.SerializeToString(deterministic=True) == GRAPH.read_bytes()


def test_nothing_is_recorded_or_sent_by_the_runtime(embedder, tmp_path):
    """Left alone, it keeps a database of its use under the home folder and sends it to its maker."""
    script = "from knowledge.embed import local; local().query('gold')"
    clean = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", script], env=clean | home, check=True, capture_output=True)

    assert list(tmp_path.rglob("*")) == []


class Counting:
    """An embedder that counts what it is given: each text's vector is its length."""

    identity = "counting"

    def __init__(self):
        self.given = []

    def passages(self, texts):
        self.given += texts
        return np.array([[float(len(text))] for text in texts]).reshape(len(texts), 1)

    def query(self, text):
        return self.passages([text])[0]

    def covers(self, language):
        return language == "en"


def test_a_text_is_run_through_the_model_once():
    counting = Counting()
    remembered = Remembered(counting)
    first = remembered.passages(["a", "bbb", "a"])
    again = remembered.passages(["bbb", "cc"])

    assert (first.tolist(), again.tolist()) == ([[1.0], [3.0], [1.0]], [[3.0], [2.0]])
    assert counting.given == ["a", "bbb", "cc"]


def test_the_words_themselves_are_not_remembered():
    remembered = Remembered(Counting())
    remembered.passages(["Zirconium hoards were found."])

    assert "Zirconium" not in repr(remembered._known)


def test_only_the_last_texts_are_remembered():
    counting = Counting()
    remembered = Remembered(counting, most=2)
    for text in ("a", "bb", "ccc", "a"):
        remembered.passages([text])

    assert counting.given == ["a", "bb", "ccc", "a"]


def test_more_texts_at_once_than_are_remembered_come_back_whole():
    assert Remembered(Counting(), most=2).passages(["a", "bb", "ccc"]).tolist() == [[1.0], [2.0], [3.0]]


def test_texts_are_run_in_batches_of_like_length_each_once():
    tokens = [[7] * length for length in (3, 200, 40, 256, 1, 90, 41, 256, 0, 12) * 20]

    batches = list(minilm._batches(tokens, threads=2))

    assert sorted(number for batch in batches for number in batch) == list(range(len(tokens)))
    lengths = [[len(tokens[number]) for number in batch] for batch in batches]
    assert all(len(batch) * batch[0] <= minilm.MOST_TOKENS for batch in lengths)
    assert [length for batch in lengths for length in batch] == sorted(map(len, tokens), reverse=True)


def test_the_last_batches_are_small_so_that_no_thread_waits_long():
    sizes = [100 * len(batch) for batch in minilm._batches([[7] * 100] * 40, threads=2)]

    assert sizes[0] == 500
    assert sizes[-1] == 100
    assert sizes == sorted(sizes, reverse=True)
    assert len(list(minilm._batches([[7] * 10] * 4, threads=2))) == 1

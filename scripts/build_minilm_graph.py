"""Write knowledge/minilm.onnx: all-MiniLM-L6-v2 as a graph without weights of its own.

Its initializers are ONNX external data that point, by offset, into the model.safetensors that was fetched. So the model
runs on onnxruntime alone, nothing is converted, and the file in the repository is 30 kB.

    python scripts/build_minilm_graph.py [model.safetensors] [minilm.onnx]
"""

import json
import struct
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LAYERS, HEADS, HEAD_SIZE, WIDTH = 6, 12, 32, 384
NORM_EPSILON = 1e-12
MASKED = -10_000.0  # added to the scores of what is only padding
OPSET, IR_VERSION = 20, 9


class Graph:
    """Nodes and initializers as they are added; each method gives the name of what it made."""

    def __init__(self, weights: Path) -> None:
        with weights.open("rb") as file:
            length = struct.unpack("<Q", file.read(8))[0]
            self.header: dict[str, Any] = json.loads(file.read(length))
        self.base = 8 + length
        self.file = weights.name
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def node(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        output = output or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], name=output, **attributes))
        return output

    def constant(self, name: str, value: Any) -> str:
        self.initializers.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def weight(self, name: str) -> str:
        """A tensor that stays where it is: inside the safetensors file."""
        found = self.header[name]
        if found["dtype"] != "F32":
            raise ValueError(f"{name} is {found['dtype']}, expected F32")
        first, last = found["data_offsets"]
        tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=found["shape"])
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in (("location", self.file), ("offset", self.base + first), ("length", last - first)):
            tensor.external_data.add(key=key, value=str(value))
        self.initializers.append(tensor)
        return name

    def linear(self, x: str, name: str) -> str:
        transposed = self.node("Transpose", self.weight(f"{name}.weight"), perm=[1, 0])
        return self.node("Add", self.node("MatMul", x, transposed), self.weight(f"{name}.bias"))

    def norm(self, x: str, name: str) -> str:
        scale, shift = self.weight(f"{name}.LayerNorm.weight"), self.weight(f"{name}.LayerNorm.bias")
        return self.node("LayerNormalization", x, scale, shift, axis=-1, epsilon=NORM_EPSILON)


def embeddings(graph: Graph) -> str:
    """Word, position and type vectors, added and normed."""
    words = graph.node("Gather", graph.weight("embeddings.word_embeddings.weight"), "input_ids")
    length = graph.node("Gather", graph.node("Shape", "input_ids"), graph.constant("one", np.int64(1)))
    places = graph.node("Range", graph.constant("zero", np.int64(0)), length, "one")
    positions = graph.node("Gather", graph.weight("embeddings.position_embeddings.weight"), places)
    kind = graph.node("Gather", graph.weight("embeddings.token_type_embeddings.weight"), "zero")
    return graph.norm(graph.node("Add", graph.node("Add", words, positions), kind), "embeddings")


def attention(graph: Graph, x: str, name: str, bias: str) -> str:
    """Every head looks at every word that is not padding."""

    def heads(part: str, perm: list[int]) -> str:
        split = graph.node("Reshape", graph.linear(x, f"{name}.self.{part}"), "split_heads")
        return graph.node("Transpose", split, perm=perm)

    query, key, value = heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]), heads("value", [0, 2, 1, 3])
    scores = graph.node("Mul", graph.node("MatMul", query, key), "score_scale")
    seen = graph.node("Softmax", graph.node("Add", scores, bias), axis=-1)
    mixed = graph.node("Transpose", graph.node("MatMul", seen, value), perm=[0, 2, 1, 3])
    joined = graph.node("Reshape", mixed, "join_heads")
    return graph.norm(graph.node("Add", graph.linear(joined, f"{name}.output.dense"), x), f"{name}.output")


def encoder(graph: Graph, mask: str) -> str:
    """The hidden states of the last layer."""
    graph.constant("split_heads", np.array([0, 0, HEADS, HEAD_SIZE], np.int64))
    graph.constant("join_heads", np.array([0, 0, WIDTH], np.int64))
    graph.constant("score_scale", np.float32(HEAD_SIZE**-0.5))
    x = embeddings(graph)
    spread = graph.node("Unsqueeze", mask, graph.constant("head_axes", np.array([1, 2], np.int64)))
    padding = graph.node("Sub", graph.constant("one_float", np.float32(1)), spread)
    bias = graph.node("Mul", padding, graph.constant("masked", np.float32(MASKED)))
    for number in range(LAYERS):
        name = f"encoder.layer.{number}"
        x = attention(graph, x, f"{name}.attention", bias)
        inner = graph.node("Gelu", graph.linear(x, f"{name}.intermediate.dense"))
        x = graph.norm(graph.node("Add", graph.linear(inner, f"{name}.output.dense"), x), f"{name}.output")
    return x


def pooled(graph: Graph, x: str, mask: str) -> str:
    """The mean over the words that are not padding, scaled to length one."""
    words = graph.constant("word_axis", np.array([1], np.int64))
    last = graph.constant("last_axis", np.array([-1], np.int64))
    weights = graph.node("Unsqueeze", mask, last)
    total = graph.node("ReduceSum", graph.node("Mul", x, weights), words, keepdims=0)
    mean = graph.node("Div", total, graph.node("ReduceSum", weights, words, keepdims=0))
    length = graph.node("ReduceL2", mean, last, keepdims=1)
    floor = graph.constant("floor", np.float32(NORM_EPSILON))
    return graph.node("Div", mean, graph.node("Max", length, floor), output="embedding")


def build(weights: Path) -> onnx.ModelProto:
    """The whole model: ids and mask in, one vector of length one a text out."""
    graph = Graph(weights)
    mask = graph.node("Cast", "attention_mask", to=TensorProto.FLOAT)
    pooled(graph, encoder(graph, mask), mask)
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "words"]) for name in INPUTS]
    outputs = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["texts", WIDTH])]
    whole = helper.make_graph(graph.nodes, "minilm", inputs, outputs, initializer=graph.initializers)
    return helper.make_model(whole, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)


INPUTS = ("input_ids", "attention_mask")
ROOT = Path(__file__).parents[1]
WEIGHTS = Path(sys.prefix) / "share" / "footnote" / "minilm" / "model.safetensors"

if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    source, target = (given + [WEIGHTS, ROOT / "knowledge" / "minilm.onnx"][len(given) :])[:2]
    print(target, target.write_bytes(build(source).SerializeToString(deterministic=True)), "bytes")

"""The MiniLM sentence encoder written down as an ONNX graph with integer arithmetic.

Each dense layer quantises its activations when it runs (DynamicQuantizeLinear) and multiplies 8-bit integers
(MatMulInteger); ONNX Runtime fuses the four nodes into one kernel. The big word table stays int8 in memory too: only
the rows that a text needs are turned into floats. Everything else is float.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from graph import GraphWriter, value_info
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
MASKED = -10000.0  # added to the score of a padding token; exp() of it is 0
# Weights span 7 bits: on processors without VNNI the kernel adds pairs of 8-bit products in 16 bits and would
# saturate with more (255 * 127 * 2 > 32767 >= 255 * 63 * 2).
WEIGHT_LIMIT = 63
ROW_LIMIT = 127  # table rows are only looked up, never multiplied
SAFETENSORS_TYPES = {"F32": "<f4", "I64": "<i8"}


def read_safetensors(path: Path) -> dict[str, NDArray[Any]]:
    """Read all tensors: an 8-byte length, a JSON header, then raw little-endian numbers."""
    raw = path.read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    header: dict[str, Any] = json.loads(raw[8:start])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        flat = np.frombuffer(raw[start + begin : start + end], SAFETENSORS_TYPES[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    return tensors


def quantise(weight: NDArray[np.float32], axis: int, limit: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return symmetric int8 values and the scale of each slice along the axes other than `axis`."""
    scale = (np.abs(weight).max(axis=axis, keepdims=True) / limit).astype(np.float32)
    scale[scale == 0] = 1.0
    return np.clip(np.rint(weight / scale), -limit, limit).astype(np.int8), scale


class EncoderGraph(GraphWriter):
    """Writes the nodes and constants of a BERT encoder."""

    def __init__(self, weights: Mapping[str, NDArray[Any]], config: Mapping[str, Any]) -> None:
        super().__init__()
        self.weights = weights
        self.hidden: int = config["hidden_size"]
        self.heads: int = config["num_attention_heads"]
        self.layers: int = config["num_hidden_layers"]
        self.epsilon: float = config["layer_norm_eps"]

    def dense(self, x: str, name: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """Multiply in integers and add the bias; `weight` is [in, out], one scale per output."""
        packed, scale = quantise(weight, 0, WEIGHT_LIMIT)
        number = len(self.nodes)
        quantised = [f"{kind}_{number}" for kind in ("activation", "activation_scale", "activation_zero")]
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], quantised, name=f"/quantise_{number}"))
        zero = self.constant(f"{name}.zero", np.zeros(scale.size, np.int8))
        product = self.node("MatMulInteger", quantised[0], self.constant(f"{name}.weight", packed), quantised[2], zero)
        both = self.node("Mul", quantised[1], self.constant(f"{name}.scale", scale.ravel()))
        real = self.node("Mul", self.node("Cast", product, to=TensorProto.FLOAT), both)
        return self.node("Add", real, self.constant(f"{name}.bias", bias))

    def pair(self, prefix: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return a dense layer's weight, transposed to [in, out], and its bias."""
        return self.weights[f"{prefix}.weight"].T, self.weights[f"{prefix}.bias"]

    def normalise(self, x: str, prefix: str, out: str = "") -> str:
        """Apply a layer normalisation."""
        scale = self.constant(f"{prefix}.weight", self.weights[f"{prefix}.weight"])
        shift = self.constant(f"{prefix}.bias", self.weights[f"{prefix}.bias"])
        return self.node("LayerNormalization", x, scale, shift, out=out, epsilon=self.epsilon, axis=-1)

    def embeddings(self) -> str:
        """Add word, position and segment vectors."""
        words, scale = quantise(self.weights["embeddings.word_embeddings.weight"], 1, ROW_LIMIT)
        rows = self.node("Gather", self.constant("words", words), "input_ids", axis=0)
        scales = self.node("Gather", self.constant("words.scale", scale), "input_ids", axis=0)
        word = self.node("Mul", self.node("Cast", rows, to=TensorProto.FLOAT), scales)
        kinds = self.constant("segments", self.weights["embeddings.token_type_embeddings.weight"])
        segment = self.node("Gather", kinds, "token_type_ids", axis=0)
        places = self.constant("positions", self.weights["embeddings.position_embeddings.weight"])
        zero = self.constant("zero", np.array([0]))
        place = self.node("Slice", places, zero, self.node("Shape", "input_ids", start=1, end=2), zero)
        total = self.node("Add", self.node("Add", word, segment), place)
        return self.normalise(total, "embeddings.LayerNorm")

    def mask(self) -> str:
        """Turn the attention mask [batch, tokens] into a summand for scores [batch, head, token, token]."""
        wide = self.node("Unsqueeze", "attention_mask", self.constant("axes_mask", np.array([1, 2])))
        absent = self.node("Sub", self.constant("one", np.float32(1)), self.node("Cast", wide, to=TensorProto.FLOAT))
        return self.node("Mul", absent, self.constant("masked", np.float32(MASKED)))

    def attention(self, x: str, prefix: str, mask: str) -> str:
        """Multi-head self-attention; the three projections are one product, 1/sqrt(width) is in the query's."""
        width = self.hidden // self.heads
        parts = [self.pair(f"{prefix}.self.{role}") for role in ("query", "key", "value")]
        parts[0] = (parts[0][0] / np.sqrt(width), parts[0][1] / np.sqrt(width))
        weight = np.concatenate([part[0] for part in parts], 1).astype(np.float32)
        bias = np.concatenate([part[1] for part in parts]).astype(np.float32)
        joined = self.dense(x, f"{prefix}.self", weight, bias)
        shape = self.constant("shape_heads", np.array([0, 0, 3, self.heads, width]))
        turned = self.node("Transpose", self.node("Reshape", joined, shape), perm=[2, 0, 3, 1, 4])
        query, key, value = (
            self.node("Gather", turned, self.constant(f"role_{i}", np.array(i)), axis=0) for i in range(3)
        )
        scores = self.node("MatMul", query, self.node("Transpose", key, perm=[0, 1, 3, 2]))
        share = self.node("Softmax", self.node("Add", scores, mask), axis=-1)
        mixed = self.node("Transpose", self.node("MatMul", share, value), perm=[0, 2, 1, 3])
        flat = self.node("Reshape", mixed, self.constant("shape_flat", np.array([0, 0, self.hidden])))
        return self.dense(flat, f"{prefix}.output", *self.pair(f"{prefix}.output.dense"))

    def layer(self, x: str, index: int, mask: str) -> str:
        """One encoder layer; the last one's output carries the Hub's name."""
        prefix = f"encoder.layer.{index}"
        attended = self.node("Add", self.attention(x, f"{prefix}.attention", mask), x)
        middle = self.normalise(attended, f"{prefix}.attention.output.LayerNorm")
        grown = self.dense(middle, f"{prefix}.grow", *self.pair(f"{prefix}.intermediate.dense"))
        active = self.node("Gelu", grown)
        shrunk = self.dense(active, f"{prefix}.shrink", *self.pair(f"{prefix}.output.dense"))
        out = "last_hidden_state" if index == self.layers - 1 else ""
        return self.normalise(self.node("Add", shrunk, middle), f"{prefix}.output.LayerNorm", out)

    def pool(self, layers: Sequence[str]) -> str:
        """Average each layer's output over the real tokens, scale to length 1, put the layers side by side."""
        last = self.constant("axis_last", np.array([-1]))
        real = self.node("Unsqueeze", self.node("Cast", "attention_mask", to=TensorProto.FLOAT), last)
        tokens = self.constant("axis_tokens", np.array([1]))
        count = self.node("ReduceSum", real, tokens, keepdims=0)
        units = []
        for layer in layers:
            total = self.node("ReduceSum", self.node("Mul", layer, real), tokens, keepdims=0)
            units.append(self.node("LpNormalization", self.node("Div", total, count), axis=-1, p=2))
        return self.node("Concat", *units, out="features", axis=-1)

    def model(self, *, pooled: bool = True) -> onnx.ModelProto:
        """Return the encoder: ids, mask, segments → `last_hidden_state`, before it `features` if `pooled`."""
        x, mask = self.embeddings(), self.mask()
        outputs = [x]
        for index in range(self.layers):
            x = self.layer(x, index, mask)
            outputs.append(x)
        inputs = [value_info(name, ["sequence_length"], TensorProto.INT64) for name in INPUTS]
        results = [value_info(x, ["sequence_length", self.hidden])]
        if pooled:
            results.insert(0, value_info(self.pool(outputs), [self.hidden * len(outputs)]))
        return self.finish("minilm", inputs, results)


def add_head(model: onnx.ModelProto, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> onnx.ModelProto:
    """Replace the output `features` by `logits` = features · weight + bias; `weight` is [features, classes]."""
    graph = model.graph
    graph.initializer.append(numpy_helper.from_array(weight, "head.weight"))
    graph.initializer.append(numpy_helper.from_array(bias, "head.bias"))
    graph.node.append(helper.make_node("Gemm", ["features", "head.weight", "head.bias"], ["logits"], name="/head"))
    graph.output[0].CopyFrom(value_info("logits", [bias.size]))
    onnx.checker.check_model(model)
    return model

"""Whisper as two graphs: one hears thirty seconds, one writes tokens.

Keys and values of the attention to what was heard are made by the first graph, once for a window, so that the second
needs no branch for its first step and has each weight once. Its table of tokens serves its first layer and its last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from graph import GraphWriter, value_info
from onnx import TensorProto, helper
from quantise import store_weights_as_int8
from whisper_products import BLOCK, CONTRIB, MIDDLE, in_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    import onnx
    from numpy.typing import NDArray
    from whisper_products import Product

    Tensors = dict[str, NDArray[Any]]

EPSILON = 1e-5
FRAMES = 3000


class WhisperGraph(GraphWriter):
    """What both graphs are made of."""

    def __init__(self, tensors: Tensors, product: Product) -> None:
        super().__init__()
        self.tensors = tensors
        self.product = product
        self.width = tensors["decoder/embeddings/weight"].shape[1]
        self.heads = int(tensors["encoder/num_heads"])
        self.size = self.width // self.heads

    def layers(self, side: str) -> int:
        """Count the layers of `encoder` or `decoder`."""
        return sum(name.startswith(f"{side}/layer_") and name.endswith("ffn/linear_0/bias") for name in self.tensors)

    def weight(self, name: str) -> NDArray[np.float32]:
        """Return a tensor in floats."""
        return self.tensors[name].astype(np.float32)

    def stored(self, name: str) -> str:
        """Store a tensor in floats."""
        return self.constant(name, self.weight(name))

    def halves(self, name: str) -> str:
        """Store a table in the 16 bits in which it came; it becomes floats when the graph is loaded."""
        return self.node("Cast", self.constant(name, self.tensors[name]), to=TensorProto.FLOAT)

    def numbers(self, name: str, value: Sequence[int]) -> str:
        """Store whole numbers."""
        return self.constant(name, np.array(value, np.int64))

    def dense(self, rows: str, name: str, part: slice | None = None) -> str:
        """Multiply with a weight, or with some of its rows, and add its bias."""
        label = name if part is None else f"{name}:{part.start}"
        made = self.product(self, rows, label, self.weight(f"{name}/weight")[part or slice(None)])
        bias = self.weight(f"{name}/bias")[part or slice(None)]
        return self.node("Add", made, self.constant(f"{label}/bias", bias))

    def norm(self, rows: str, name: str, out: str = "") -> str:
        """Centre and scale the rows."""
        scale, shift = (self.stored(f"{name}/{part}") for part in ("gamma", "beta"))
        return self.node("LayerNormalization", rows, scale, shift, out=out, axis=-1, epsilon=EPSILON)

    def thirds(self, rows: str, name: str) -> list[str]:
        """Return queries, keys and values [batch, places, width]; they lie in one weight."""
        parts = [f"{name}/{part}" for part in ("queries", "keys", "values")]
        bounds = self.numbers("thirds", [self.width] * 3)
        split = helper.make_node("Split", [self.dense(rows, name), bounds], parts, name=f"/{name}/split", axis=-1)
        self.nodes.append(split)
        return parts

    def in_heads(self, rows: str, order: Sequence[int], out: str = "") -> str:
        """Turn [batch, places, width] into [batch, places, heads, size] with its axes in an `order`."""
        shape = self.numbers("in heads", [0, -1, self.heads, self.size])
        return self.node("Transpose", self.node("Reshape", rows, shape), out=out, perm=list(order))

    def feed_forward(self, rows: str, name: str) -> str:
        """Add the two dense layers of a block."""
        inner = f"{name}/linear_0"
        made = self.product(self, self.norm(rows, f"{name}/layer_norm"), inner, self.weight(f"{inner}/weight"))
        made = self.node("BiasGelu", made, self.stored(f"{inner}/bias"), domain=CONTRIB)
        return self.node("Add", rows, self.dense(made, f"{name}/linear_1"))


class EncoderGraph(WhisperGraph):
    """`input_features` [batch, mels, 3000] → keys and values for every layer of the decoder."""

    def model(self) -> onnx.ModelProto:
        """Return the graph."""
        rows = self.heard()
        for number in range(self.layers("encoder")):
            rows = self.layer(rows, f"encoder/layer_{number}")
        rows = self.norm(rows, "encoder/layer_norm")
        outputs = []
        for number in range(self.layers("decoder")):
            name = f"decoder/layer_{number}/attention/linear_1"
            keys, values = (slice(n * self.width, (n + 1) * self.width) for n in (0, 1))
            made = f"past_key_values.{number}.encoder"
            self.in_heads(self.dense(rows, name, keys), [0, 2, 3, 1], f"{made}.key")
            self.in_heads(self.dense(rows, name, values), [0, 2, 1, 3], f"{made}.value")
            outputs += memories(made, self.heads, self.size, "places")
        mels = self.tensors["encoder/conv1/weight"].shape[1]
        model = self.finish("whisper-encoder", [value_info("input_features", [mels, FRAMES])], outputs)
        return store_weights_as_int8(model)  # of the two convolutions

    def heard(self) -> str:
        """Look at the spectrogram; the second step halves its frames."""
        rows = "input_features"
        for number, step in ((1, 1), (2, 2)):
            kernel, bias = (self.stored(f"encoder/conv{number}/{part}") for part in ("weight", "bias"))
            rows = self.node("Conv", rows, kernel, bias, kernel_shape=[3], pads=[1, 1], strides=[step])
            rows = self.node("Gelu", rows)
        rows = self.node("Transpose", rows, perm=[0, 2, 1])
        return self.node("Add", rows, self.halves("encoder/position_encodings/encodings"))

    def layer(self, rows: str, name: str) -> str:
        """Let every place look at all others."""
        parts = self.thirds(self.norm(rows, f"{name}/self_attention/layer_norm"), f"{name}/self_attention/linear_0")
        seen = self.node("MultiHeadAttention", *parts, domain=CONTRIB, num_heads=self.heads)
        rows = self.node("Add", rows, self.dense(seen, f"{name}/self_attention/linear_1"))
        return self.feed_forward(rows, f"{name}/ffn")


class DecoderGraph(WhisperGraph):
    """`input_ids` [batch, tokens] with what was heard and written before → `logits` of the next token."""

    def __init__(self, tensors: Tensors, product: Product, looked_at: Sequence[int], block: int = BLOCK) -> None:
        """Give where the layers `looked_at` attend to as outputs: by that words are found in time."""
        super().__init__(tensors, product)
        self.looked_at = looked_at
        self.block = block

    def model(self) -> onnx.ModelProto:
        """Return the graph."""
        rows = self.node("Add", self.embedded(), self.placed())
        inputs = [value_info("input_ids", ["tokens"], TensorProto.INT64)]
        inputs.append(helper.make_tensor_value_info("cache_position", TensorProto.INT64, ["tokens"]))
        outputs = [value_info("logits", ["tokens", len(self.tensors["decoder/embeddings/weight"])])]
        for number in range(self.layers("decoder")):
            name = f"decoder/layer_{number}"
            rows = self.remembered(rows, number, f"{name}/self_attention")
            rows = self.attended(rows, number, f"{name}/attention")
            rows = self.feed_forward(rows, f"{name}/ffn")
            past, present = (f"{word}.{number}.decoder" for word in ("past_key_values", "present"))
            inputs += memories(past, self.heads, self.size, "written", transposed=False)
            inputs += memories(f"past_key_values.{number}.encoder", self.heads, self.size, "places")
            outputs += memories(present, self.heads, self.size, "written and tokens", transposed=False)
            if number in self.looked_at:
                outputs.append(value_info(f"cross_attentions.{number}", [self.heads, "tokens", "places"]))
        rows = self.norm(rows, "decoder/layer_norm")
        blocks = self.table()
        vocabulary = self.tensors["decoder/embeddings/weight"].shape
        self.node(
            "MatMulNBits",
            rows,
            *blocks,
            out="logits",
            domain=CONTRIB,
            K=vocabulary[1],
            N=vocabulary[0],
            bits=8,
            block_size=self.block,
            accuracy_level=4,
        )
        return self.finish("whisper-decoder", inputs, outputs)

    def table(self) -> list[str]:
        """Return the table of tokens in blocks, which the first and the last layer share."""
        if "table/packed" not in self.constants:
            blocks = in_blocks(self.weight("decoder/embeddings/weight"), self.block)
            self.constant("table/packed", blocks.packed)
            self.constant("table/scales", blocks.scales)
        return ["table/packed", "table/scales"]

    def embedded(self) -> str:
        """Look tokens up in the table."""
        packed, scales = (self.node("Gather", part, "input_ids", axis=0) for part in self.table())
        steps = self.node(
            "Sub", self.node("Cast", packed, to=TensorProto.FLOAT), self.constant("middle", np.float32(MIDDLE))
        )
        vectors = self.node("Mul", steps, self.node("Unsqueeze", scales, self.numbers("last", [-1])))
        return self.node("Reshape", vectors, self.numbers("flat", [0, 0, self.width]))

    def placed(self) -> str:
        """Look places up in theirs."""
        return self.node("Gather", self.halves("decoder/position_encodings/encodings"), "cache_position", axis=0)

    def remembered(self, rows: str, number: int, name: str) -> str:
        """Attend to what was written before."""
        parts = self.thirds(self.norm(rows, f"{name}/layer_norm"), f"{name}/linear_0")
        past, present = (
            [f"{word}.{number}.decoder.{part}" for part in ("key", "value")] for word in ("past_key_values", "present")
        )
        made = f"{name}/seen"
        node = helper.make_node(
            "MultiHeadAttention",
            [*parts, "", "", "", *past],
            [made, *present],
            name=f"/{made}",
            domain=CONTRIB,
            num_heads=self.heads,
            unidirectional=1,
        )
        self.nodes.append(node)
        return self.node("Add", rows, self.dense(made, f"{name}/linear_1"))

    def attended(self, rows: str, number: int, name: str) -> str:
        """Attend to what was heard; rows that share what they heard follow one another."""
        keys, values = (f"past_key_values.{number}.encoder.{part}" for part in ("key", "value"))
        query = self.dense(self.norm(rows, f"{name}/layer_norm"), f"{name}/linear_0")
        query = self.node("Mul", query, self.constant("scale", np.float32(self.size**-0.5)))
        heard = self.node("Shape", keys, start=0, end=1)
        together = self.node("Concat", heard, self.numbers("rest", [-1, self.heads, self.size]), axis=0)
        query = self.node("Transpose", self.node("Reshape", query, together), perm=[0, 2, 1, 3])
        shares = self.node("Softmax", self.node("MatMul", query, keys), axis=-1)
        seen = self.node("Transpose", self.node("MatMul", shares, values), perm=[0, 2, 1, 3])
        seen = self.node("Reshape", seen, self.node("Shape", rows))
        if number in self.looked_at:
            self.node("Identity", shares, out=f"cross_attentions.{number}")
        return self.node("Add", rows, self.dense(seen, f"{name}/linear_2"))


def memories(name: str, heads: int, size: int, places: str, *, transposed: bool = True) -> list[onnx.ValueInfoProto]:
    """Describe keys and values; those of what was heard have their keys transposed, ready to be multiplied."""
    shapes: tuple[list[int | str], ...] = ([heads, size, places], [heads, places, size])
    return [value_info(f"{name}.key", shapes[0 if transposed else 1]), value_info(f"{name}.value", shapes[1])]

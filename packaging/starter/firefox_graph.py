"""The two ONNX graphs of a Firefox Translations student: what is done once for a batch, and one step of writing.

Dense layers multiply exactly the integers of the original, with activations quantised by the steps that were measured
when it was made: that is the arithmetic of Bergamot's engine. The encoder also gives all that stays the same from step
to step: keys and values of the cross-attention, and the vocabulary of this batch, which is every word that its words
may become. The decoder reads and scores places in that vocabulary: its work is small, and it needs no word table.

Processors without VNNI add pairs of products in 16 bits. With these weights and steps hardly any pair is cut off.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from graph import GraphWriter, value_info
from onnx import TensorProto, helper

if TYPE_CHECKING:
    from collections.abc import Sequence

    import onnx
    from marian_file import MarianFile
    from numpy.typing import NDArray
    from shortlist import Shortlist

MICROSOFT = "com.microsoft"
HEADS = 8
EPSILON = 1e-6
CENTRE = 128  # the byte that means 0 where activations have a sign
NEVER = -1e9  # the score of the start, which no text holds
STATES = ("key", "value")
TOKENS = "encoder_sequence_length"
WORDS = "vocabulary_size"


class StudentGraph(GraphWriter):
    """What encoder and decoder have in common."""

    def __init__(self, marian: MarianFile) -> None:
        super().__init__()
        self.marian = marian
        self.words, self.width = marian.matrices["Wemb"].packed.shape
        self.layers = marian.layers("decoder")
        self.embedding_scale = math.sqrt(self.width)

    def dense(self, x: str, *names: tuple[str, str], positive: bool = False) -> str:
        """Multiply by the matrices side by side and add their biases.

        Args:
            x: activations.
            names: of a matrix and its bias, which may be "".
            positive: cut what is below 0 off first; quantising does that by itself when byte 0 means 0.
        """
        matrices = [self.marian.matrices[weight] for weight, _ in names]
        (multiplier,) = {float(self.marian.floats[f"{weight}_QuantMultA"].item()) for weight, _ in names}
        first = names[0][0]
        step = self.constant(f"{first}.step", np.float32(1 / multiplier))
        zero = self.constant("positive" if positive else "signed", np.uint8(0 if positive else CENTRE))
        packed = self.constant(f"{first}.weight", np.concatenate([matrix.packed for matrix in matrices], 1))
        sizes = [matrix.packed.shape[1] for matrix in matrices]
        scale = np.repeat([matrix.scale for matrix in matrices], sizes).astype(np.float32)
        return self.node(
            "MatMulIntegerToFloat",
            self.node("QuantizeLinear", x, step, zero),
            packed,
            step,
            self.constant(f"{first}.scale", scale),
            zero,
            "",
            self.constant(f"{first}.bias", self.biases(names)),
            domain=MICROSOFT,
        )

    def biases(self, names: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Return the biases of matrices side by side; zeros stand for one that is ""."""
        return np.concatenate(
            [
                self.marian.floats[bias].ravel()
                if bias
                else np.zeros(self.marian.matrices[weight].packed.shape[1], np.float32)
                for weight, bias in names
            ]
        )

    def normalise(self, x: str, before: str, prefix: str, divisor: float = 1) -> str:
        """Add what was there before, normalise, and divide."""
        scale, shift = (
            self.constant(
                f"{prefix}_ln_{kind}", self.marian.floats[f"{prefix}_ln_{kind}"].ravel() / np.float32(divisor)
            )
            for kind in ("scale", "bias")
        )
        return self.node("SkipLayerNormalization", x, before, scale, shift, domain=MICROSOFT, epsilon=EPSILON)

    def attention(self, query: str, key: str, value: str, prefix: str, before: str) -> str:
        """Mix the values over all heads."""
        mixed = self.node(
            "MultiHeadAttention", query, key, value, "", "encoder_padding_mask", domain=MICROSOFT, num_heads=HEADS
        )
        return self.normalise(self.dense(mixed, (f"{prefix}_Wo", f"{prefix}_bo")), before, f"{prefix}_Wo")

    def feed_forward(self, x: str, prefix: str, divisor: float = 1) -> str:
        """Grow, cut off below 0 and shrink again."""
        hidden = self.dense(x, (f"{prefix}_ffn_W1", f"{prefix}_ffn_b1"))
        shrunk = self.dense(hidden, (f"{prefix}_ffn_W2", f"{prefix}_ffn_b2"), positive=True)
        return self.normalise(shrunk, x, f"{prefix}_ffn_ffn", divisor)

    def place(self, x: str, positions: str) -> str:
        """Add sines and cosines of the positions [tokens]; a cosine is a sine a quarter turn on."""
        half = self.width // 2
        speeds = np.exp(np.arange(half) * -(math.log(10000) / (half - 1)))
        real = self.node("Unsqueeze", self.node("Cast", positions, to=TensorProto.FLOAT), self.integers("last", -1))
        turns = self.node("Mul", real, self.constant("speeds", np.tile(speeds, 2).astype(np.float32)))
        quarters = self.constant("quarters", np.repeat([0, math.pi / 2], half).astype(np.float32))
        return self.node("Add", x, self.node("Sin", self.node("Add", turns, quarters)))

    def split(self, x: str, parts: int) -> list[str]:
        """Cut the last axis into equal parts."""
        outputs = [f"split_{len(self.nodes)}_{index}" for index in range(parts)]
        self.nodes.append(helper.make_node("Split", [x], outputs, name=f"/{outputs[0]}", axis=-1, num_outputs=parts))
        return outputs

    def integers(self, name: str, *values: int) -> str:
        """Store a short list."""
        return self.constant(name, np.array(values, np.int64))

    def given(self) -> list[onnx.ValueInfoProto]:
        """Describe what the encoder gives and every step reads."""
        parts = [HEADS, TOKENS, self.width // HEADS]
        return [
            value_info("encoder_padding_mask", [TOKENS], TensorProto.INT32),
            *(value_info(memory(index, state), parts) for index in range(self.layers) for state in STATES),
            helper.make_tensor_value_info("vocabulary_vectors", TensorProto.FLOAT, [WORDS, self.width]),
            helper.make_tensor_value_info("vocabulary_bias", TensorProto.FLOAT, [WORDS]),
        ]

    def states(self, when: str) -> list[onnx.ValueInfoProto]:
        """Describe the recurrent states, `past` or `present`."""
        return [value_info(f"{when}_state.{index}", [1, self.width]) for index in range(self.layers)]


class EncoderGraph(StudentGraph):
    """Writes what is done once for a batch."""

    def __init__(self, marian: MarianFile, shortlist: Shortlist) -> None:
        super().__init__(marian)
        self.shortlist = shortlist

    def vectors(self, ids: str, out: str = "") -> str:
        """Look words up in a table that stays int8 in memory; the start, behind all words, is all zeros."""
        embedding = self.marian.matrices["Wemb"]
        table = np.concatenate([embedding.packed, np.zeros((1, self.width), np.int8)])
        rows = self.node("Gather", self.constant("words", table), ids, axis=0)
        scale = self.constant("words.scale", np.float32(embedding.scale * self.embedding_scale))
        return self.node("Mul", self.node("Cast", rows, to=TensorProto.FLOAT), scale, out=out)

    def gather_vocabulary(self) -> None:
        """Give the ids of the batch's vocabulary in rising order, their vectors and biases."""
        flat = self.integers("flat", -1)
        related = self.node("Gather", self.constant("candidates", self.shortlist.table), "input_ids", axis=0)
        wanted = self.node(
            "Concat",
            self.integers("always", *range(self.shortlist.frequent), self.words),
            self.node("Reshape", "input_ids", flat),
            self.node("Reshape", self.node("Cast", related, to=TensorProto.INT64), flat),
            self.integers("extra_vocabulary"),
            axis=0,
        )
        mark = helper.make_tensor("mark", TensorProto.UINT8, [1], [1])
        marks = self.node("ConstantOfShape", self.node("Shape", wanted), value=mark)
        unmarked = self.constant("unmarked", np.zeros(self.words + 1, np.uint8))
        places = self.node("NonZero", self.node("ScatterElements", unmarked, wanted, marks))
        self.node("Squeeze", places, self.integers("first", 0), out="vocabulary")
        self.vectors("vocabulary", "vocabulary_vectors")
        bias = np.append(self.marian.floats["decoder_ff_logit_out_b"].ravel(), np.float32(NEVER))
        self.node("Gather", self.constant("words.bias", bias), "vocabulary", axis=0, out="vocabulary_bias")

    def remember(self, x: str) -> None:
        """Give keys and values for the cross-attention of the decoder's layers."""
        prefixes = [f"decoder_l{index + 1}_context" for index in range(self.layers)]
        pairs = [(f"{prefix}_W{part}", f"{prefix}_b{part}") for prefix in prefixes for part in "kv"]
        parts = self.split(self.dense(x, *pairs), len(pairs))
        shape = self.integers("heads", 0, 0, HEADS, self.width // HEADS)
        for index in range(self.layers):
            for state in STATES:
                heads = self.node("Reshape", parts.pop(0), shape)
                self.node("Transpose", heads, perm=[0, 2, 1, 3], out=memory(index, state))

    def model(self) -> onnx.ModelProto:
        """Return the graph. Its input `extra_vocabulary` need not be fed: nothing is its default."""
        self.gather_vocabulary()
        self.node("Cast", "attention_mask", to=TensorProto.INT32, out="encoder_padding_mask")
        length = self.node("Squeeze", self.node("Shape", "input_ids", start=1, end=2))
        zero, one = (self.constant(f"number_{number}", np.int64(number)) for number in range(2))
        x = self.place(self.vectors("input_ids"), self.node("Range", zero, length, one))
        for layer in range(1, self.marian.layers("encoder") + 1):
            prefix = f"encoder_l{layer}_self"
            joined = self.dense(x, *((f"{prefix}_W{part}", f"{prefix}_b{part}") for part in "qkv"))
            x = self.attention(*self.split(joined, 3), prefix, x)
            x = self.feed_forward(x, f"encoder_l{layer}")
        self.remember(x)
        extra = helper.make_tensor_value_info("extra_vocabulary", TensorProto.INT64, ["extra_words"])
        inputs = [value_info(name, [TOKENS], TensorProto.INT64) for name in ("input_ids", "attention_mask")]
        vocabulary = helper.make_tensor_value_info("vocabulary", TensorProto.INT64, [WORDS])
        return self.finish("encoder", [*inputs, extra], [vocabulary, *self.given()])


class DecoderGraph(StudentGraph):
    """Writes one step: the last word of each text → scores of the next one."""

    def recur(self, x: str, index: int) -> str:
        """Apply the simple recurrent unit: the state keeps as much of itself as a gate says, the rest is new."""
        prefix = f"decoder_l{index + 1}_rnn"
        new, gate = self.split(self.dense(x, (f"{prefix}_W", ""), (f"{prefix}_Wf", f"{prefix}_bf")), 2)
        kept = self.node("Mul", self.node("Sigmoid", gate), self.node("Sub", f"past_state.{index}", new))
        state = self.node("Add", kept, new, out=f"present_state.{index}")
        return self.normalise(self.node("Relu", state), x, f"{prefix}_ffn")

    def model(self) -> onnx.ModelProto:
        """Return the graph."""
        x = self.place(self.node("Gather", "vocabulary_vectors", "input_ids", axis=0), "position")
        for index in range(self.layers):
            x = self.recur(x, index)
            prefix = f"decoder_l{index + 1}_context"
            query = self.dense(x, (f"{prefix}_Wq", f"{prefix}_bq"))
            x = self.attention(query, *(memory(index, state) for state in STATES), prefix, x)
            # The vectors are scaled for reading; the last layer takes that back. A power of two loses nothing.
            x = self.feed_forward(x, f"decoder_l{index + 1}", self.embedding_scale if index == self.layers - 1 else 1)
        product = self.node("FusedMatMul", x, "vocabulary_vectors", domain=MICROSOFT, transB=1)
        self.node("Add", product, "vocabulary_bias", out="logits")
        ids = value_info("input_ids", [1], TensorProto.INT64)
        position = helper.make_tensor_value_info("position", TensorProto.INT64, [1])
        inputs = [ids, position, *self.states("past"), *self.given()]
        return self.finish("decoder", inputs, [value_info("logits", [1, WORDS]), *self.states("present")])


def memory(layer: int, state: str) -> str:
    return f"past_key_values.{layer}.encoder.{state}"

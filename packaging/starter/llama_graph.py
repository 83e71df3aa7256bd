"""A network of the Llama kind as an ONNX graph: dense layers of 4 bits, a table of words of 8 bits used twice.

A step reads every weight once, so what costs time is their bytes, and operators. Query, key and value are one product,
gate and up another; `GroupQueryAttention` turns by position, remembers and attends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from gguf_file import BLOCK, Blocks
from graph import GraphWriter, value_info
from onnx import TensorProto, helper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import onnx
    from numpy.typing import NDArray

OWN = "com.microsoft"
INTEGERS = 4  # the `accuracy_level` at which activations are made integers, too
MIDDLE = 8  # what four bits count as zero
NOWHERE = -1e30  # added to the scores of what is only padding


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes of a network."""

    layers: int
    width: int
    heads: int
    groups: int
    words: int
    positions: int
    theta: float
    epsilon: float

    @property
    def size(self) -> int:
        """Return the width of a head."""
        return self.width // self.heads


def together(*parts: Blocks) -> Blocks:
    """Return several products of the same input as one."""
    return Blocks(*(np.concatenate([getattr(part, name) for part in parts]) for name in Blocks.__slots__))


class LlamaGraph:
    """Writes the graph of a network whose tensors are named as in its file."""

    def __init__(self, shape: Shape, tensors: Mapping[str, NDArray[np.float32] | Blocks]) -> None:
        self.shape, self.tensors = shape, tensors
        self.graph = GraphWriter()

    def model(self) -> onnx.ModelProto:
        """Return the graph: ids, mask and what is remembered → logits and what is remembered."""
        self._lengths()
        rows = self._words()
        hidden = rows
        normed = self._norm(hidden, self._floats("blk.0.attn_norm.weight"))
        for layer in range(self.shape.layers):
            hidden, normed = self._layer(layer, hidden, normed)
        return self._finish(self._head(normed))

    def _layer(self, layer: int, hidden: str, normed: str) -> tuple[str, str]:
        name = f"blk.{layer}"
        last = layer == self.shape.layers - 1
        after = "output_norm.weight" if last else f"blk.{layer + 1}.attn_norm.weight"
        attended = self._attention(layer, self._dense(f"{name}.qkv", normed, *self._query_key_value(name)))
        made = self._dense(f"{name}.out", attended, self._blocks(f"{name}.attn_output.weight"))
        hidden, normed = self._add_and_norm(made, hidden, self._floats(f"{name}.ffn_norm.weight"))
        gates = [self._blocks(f"{name}.ffn_{part}.weight") for part in ("gate", "up")]
        both = self._dense(f"{name}.gates", normed, *gates)
        gate, up = f"{name}.gate", f"{name}.up"
        self.graph.nodes.append(helper.make_node("Split", [both], [gate, up], axis=-1, num_outputs=2))
        opened = self.graph.node("Mul", self.graph.node("QuickGelu", gate, domain=OWN, alpha=1.0), up)
        made = self._dense(f"{name}.down", opened, self._blocks(f"{name}.ffn_down.weight"))
        return self._add_and_norm(made, hidden, self._floats(after))

    def _query_key_value(self, name: str) -> list[Blocks]:
        """Return the three with the halves of each head apart; llama.cpp keeps them by turns."""
        query, key, value = (self._blocks(f"{name}.attn_{part}.weight") for part in "qkv")
        return [self._halved(query, self.shape.heads), self._halved(key, self.shape.groups), value]

    def _halved(self, blocks: Blocks, heads: int) -> Blocks:
        order = np.arange(heads * self.shape.size).reshape(heads, -1, 2)
        return blocks.rows(order.swapaxes(1, 2).ravel())

    def _dense(self, name: str, rows: str, *parts: Blocks) -> str:
        """Multiply by `scale * (integer - 8)` in integers, and the sum of each block by what is left of its offset."""
        blocks = together(*parts)
        outputs, count = blocks.scale.shape
        packed = blocks.integers[..., 0::2] | (blocks.integers[..., 1::2] << 4)
        scales = self._half(f"{name}.scale", blocks.scale)
        how = {"K": count * BLOCK, "N": outputs, "bits": 4, "block_size": BLOCK, "accuracy_level": INTEGERS}
        product = self.graph.node(
            "MatMulNBits", rows, self.graph.constant(f"{name}.integers", packed), scales, domain=OWN, **how
        )
        left = blocks.offset + MIDDLE * blocks.scale.astype(np.float32)
        apart = self.graph.node("Reshape", rows, self._whole(0, 0, count, BLOCK))
        sums = self.graph.node("ReduceSum", apart, self._whole(-1), keepdims=0)
        rest = self.graph.node("MatMul", sums, self._half(f"{name}.offset", left.T.astype(np.float16)))
        return self.graph.node("Add", product, rest)

    def _attention(self, layer: int, mixed: str) -> str:
        past = [f"past_key_values.{layer}.{part}" for part in ("key", "value")]
        made = [f"blk.{layer}.attended", *(f"present.{layer}.{part}" for part in ("key", "value"))]
        turns = self._turns()
        given = [mixed, "", "", *past, "lasts", "all", *turns, "", "bias"]
        how = {"num_heads": self.shape.heads, "kv_num_heads": self.shape.groups, "do_rotary": 1}
        self.graph.nodes.append(helper.make_node("GroupQueryAttention", given, made, domain=OWN, **how))
        return made[0]

    def _lengths(self) -> None:
        """Count tokens, and keep padding out of sight: it is at the left, and turns count from there as well."""
        sizes = self.graph.node("Shape", "attention_mask")
        whole = self.graph.node("Cast", sizes, to=TensorProto.INT32)
        self.graph.node("Gather", whole, self._number(1), out="all")
        last = self.graph.node("Sub", "all", self.graph.constant("one", np.array(1, np.int32)))
        rows = self.graph.node("Shape", "input_ids")
        count = self.graph.node("Slice", rows, self._whole(0), self._whole(1))
        self.graph.node("Expand", last, count, out="lasts")
        seen = self.graph.node("Cast", "attention_mask", to=TensorProto.BOOL)
        zero, far = (
            self.graph.constant(name, np.array(value, np.float32)) for name, value in (("near", 0), ("far", NOWHERE))
        )
        hidden = self.graph.node("Where", self.graph.node("Unsqueeze", seen, self._whole(1, 2)), zero, far)
        length = self.graph.node("Slice", rows, self._whole(1), self._whole(2))
        shape = self.graph.node("Concat", self._whole(1, 1), length, self._whole(1), axis=0)
        self.graph.node("Expand", hidden, shape, out="bias")

    def _turns(self) -> Sequence[str]:
        half = self.shape.size // 2
        speeds = self.shape.theta ** (-np.arange(half) / half)
        angles = np.outer(np.arange(self.shape.positions), speeds)
        return [self._half(name, turn(angles).astype(np.float16)) for name, turn in (("cos", np.cos), ("sin", np.sin))]

    def _words(self) -> str:
        """Look words up in the table that scores them in the end."""
        table = self._blocks("token_embd.weight")
        self.graph.constant("words", table.integers)
        scales = self.graph.node("Unsqueeze", self._half("words.scale", table.scale), self._whole(-1))
        how = {"bits": 8, "block_size": BLOCK, "gather_axis": 0, "quantize_axis": 2}
        rows = self.graph.node("GatherBlockQuantized", "words", "input_ids", scales, domain=OWN, **how)
        return self.graph.node("Reshape", rows, self._whole(0, 0, self.shape.width))

    def _head(self, rows: str) -> str:
        """Score every word for as many of the last tokens as are asked for; none means all."""
        count = self.graph.node("Neg", self.graph.node("Reshape", "num_logits_to_keep", self._whole(1)))
        end = self._whole(np.iinfo(np.int64).max)
        kept = self.graph.node("Slice", rows, count, end, self._whole(1))
        how = {"K": self.shape.width, "N": self.shape.words, "bits": 8, "block_size": BLOCK}
        return self.graph.node(
            "MatMulNBits", kept, "words", "words.scale", out="logits", domain=OWN, accuracy_level=INTEGERS, **how
        )

    def _norm(self, rows: str, weight: str) -> str:
        two = self.graph.constant("square", np.array(2, np.float32))
        mean = self.graph.node("ReduceMean", self.graph.node("Pow", rows, two), self._whole(-1))
        least = self.graph.constant("epsilon", np.array(self.shape.epsilon, np.float32))
        root = self.graph.node("Sqrt", self.graph.node("Add", mean, least))
        return self.graph.node("Mul", self.graph.node("Div", rows, root), weight)

    def _add_and_norm(self, made: str, hidden: str, weight: str) -> tuple[str, str]:
        names = f"{made}.normed", f"{made}.hidden"
        self.graph.nodes.append(
            helper.make_node(
                "SkipSimplifiedLayerNormalization",
                [made, hidden, weight],
                [names[0], "", "", names[1]],
                domain=OWN,
                epsilon=self.shape.epsilon,
            )
        )
        return names[1], names[0]

    def _finish(self, logits: str) -> onnx.ModelProto:
        state = self.shape.groups, self.shape.size
        ids = [
            value_info("input_ids", ["sequence_length"], TensorProto.INT64),
            value_info("attention_mask", ["total_sequence_length"], TensorProto.INT64),
            helper.make_tensor_value_info("num_logits_to_keep", TensorProto.INT64, []),
        ]

        def states(name: str, length: str) -> list[onnx.ValueInfoProto]:
            parts = [f"{name}.{layer}.{part}" for layer in range(self.shape.layers) for part in ("key", "value")]
            return [value_info(part, [state[0], length, state[1]]) for part in parts]

        return self.graph.finish(
            "llama",
            [*ids, *states("past_key_values", "past_sequence_length")],
            [value_info(logits, ["kept", self.shape.words]), *states("present", "total_sequence_length")],
        )

    # --- constants ---------------------------------------------------------------------------------------------------

    def _half(self, name: str, values: NDArray[np.float16]) -> str:
        """Return half floats as floats; onnxruntime turns them once, when it loads the graph."""
        if name not in {node.output[0] for node in self.graph.nodes}:
            self.graph.node("Cast", self.graph.constant(f"{name}.half", values), out=name, to=TensorProto.FLOAT)
        return name

    def _blocks(self, name: str) -> Blocks:
        found = self.tensors[name]
        assert isinstance(found, Blocks), name
        return found

    def _floats(self, name: str) -> str:
        found = self.tensors[name]
        assert not isinstance(found, Blocks), name
        return self.graph.constant(name, found)

    def _whole(self, *numbers: int) -> str:
        return self.graph.constant(f"{numbers}", np.array(numbers, np.int64))

    def _number(self, number: int) -> str:
        return self.graph.constant(f"{number}", np.array(number, np.int64))

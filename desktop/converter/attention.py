"""Attention of decoders in operators of onnxruntime's own.

As exported it is a dozen operators for each layer, and each step copies the keys of a group once for every head that
shares them. `GroupQueryAttention` and `MultiHeadAttention` do all of it, with the mask of the graph as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import CycleError
from typing import TYPE_CHECKING

from desktop.converter.graph import rewrite
from desktop.converter.nodes import DOMAIN, Nodes

if TYPE_CHECKING:
    from pathlib import Path

    import onnx

_IDS = ("input_ids", "decoder_input_ids")
_PAST = "past_key_values"
_FAR = -1e30
"""In place of minus infinity: a row of padding, which may look at nothing, shall stay a row of numbers."""
_HEADS_FIRST = [0, 2, 1, 3]
_UNMOVED = ("TransposeOptimizer",)
"""Optimisers that would move what is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attention:
    """The attention of one layer, by the names of its tensors.

    Attributes:
        query: [batch, heads, length, size].
        key: of all tokens, [batch, groups, all, size].
        value: likewise.
        seen: key and value as the heads see them, repeated where several share a group.
        bias: what is added to the scores [batch, 1 or heads, length, all]; empty where nothing is.
        scale: what the scores are multiplied with.
        output: [batch, length, heads * size].
    """

    query: str
    key: str
    value: str
    seen: tuple[str, str]
    bias: str
    scale: float
    output: str


def attend(graph: Path, out: Path) -> Path:
    """Write a decoder with such operators wherever its attention has the known form; returns `out`."""
    import onnx

    rewrite(graph, out, "basic", without=_UNMOVED)
    model = onnx.load(out, load_external_data=False)
    rewriting = _Rewriting(Nodes(model))
    try:
        rewriting.run()
    except CycleError:
        return out
    onnx.save(model, out)
    return out


class _Rewriting:
    """A graph on its way."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self._ids = next((name for name in _IDS if name in nodes.inputs), "")

    def run(self) -> None:
        """Rewrite every attention that is found.

        Raises:
            CycleError: an operator would need what comes of it.
        """
        found = [self._found(softmax) for softmax in self._nodes.of("Softmax")] if self._ids else []
        for one in found:
            if one is not None:
                self._replace(one)
        self._nodes.settle()

    # --- looking -----------------------------------------------------------------------------------------------------

    def _found(self, softmax: onnx.NodeProto) -> _Attention | None:
        """Return the attention that a softmax belongs to, when it has the form that is known."""
        output = self._output(self._guarded(softmax.output[0]))
        scores, bias = self._biased(softmax.input[0])
        name, scale = self._scaled(scores)
        asked = self._nodes.maker(name, "MatMul")
        if output is None or asked is None or (bias and self._nodes.rank(bias) != len(_HEADS_FIRST)):
            return None
        product, joined = output
        query, by_query = self._scaled(asked.input[0])
        turned, by_turned = self._scaled(asked.input[1])
        shown, by_key = self._scaled(self._unturned(turned))
        if not shown:
            return None
        seen = shown, product.input[1]
        return _Attention(
            query=query,
            key=self._unrepeated(seen[0]),
            value=self._unrepeated(seen[1]),
            seen=seen,
            bias=bias,
            scale=scale * by_query * by_turned * by_key,
            output=joined,
        )

    def _guarded(self, name: str) -> str:
        """Return what comes of a softmax once rows that are no numbers are made zero."""
        users = self._nodes.users(name)
        for node in users:
            if node.op_type == "Where" and len(users) == 2 and self._nodes.maker(node.input[0], "IsNaN") is not None:
                guarded: str = node.output[0]
                return guarded
        return name

    def _output(self, weights: str) -> tuple[onnx.NodeProto, str] | None:
        """Return the product of weights and values, and the output that is made of it."""
        product = self._nodes.only(weights, "MatMul")
        transpose = self._nodes.only(product.output[0], "Transpose") if product is not None else None
        joined = self._nodes.only(transpose.output[0], "Reshape") if transpose is not None else None
        if product is None or transpose is None or joined is None or _attribute(transpose, "perm") != _HEADS_FIRST:
            return None
        return product, joined.output[0]

    def _biased(self, name: str) -> tuple[str, str]:
        """Return scores, and what is added to them."""
        node = self._nodes.maker(name, "Add")
        if node is None:
            return name, ""
        one, other = node.input
        return (one, other) if self._nodes.maker(self._scaled(one)[0], "MatMul") is not None else (other, one)

    def _scaled(self, name: str) -> tuple[str, float]:
        """Return what was multiplied by numbers, and their product."""
        scale = 1.0
        while (node := self._nodes.maker(name, "Mul", "Div")) is not None:
            number = self._nodes.values(node.input[1])
            if number is None or number.size != 1:
                break
            factor = float(number.reshape(()))
            name, scale = node.input[0], scale * factor if node.op_type == "Mul" else scale / factor
        return name, scale

    def _unturned(self, name: str) -> str:
        """Return keys [batch, heads, all, size] that were turned for the product; nothing when there are none."""
        node = self._nodes.maker(name, "Transpose")
        if node is None:
            return ""
        inner: str = node.input[0]
        if _attribute(node, "perm") == [0, 1, 3, 2]:
            return inner
        others = [one for one in self._nodes.users(inner) if one.op_type == "Transpose"]
        firsts = [one.output[0] for one in others if _attribute(one, "perm") == _HEADS_FIRST]
        return firsts[0] if firsts and _attribute(node, "perm") == [0, 2, 3, 1] else ""

    def _unrepeated(self, name: str) -> str:
        """Return keys or values before each was repeated for the heads of its group."""
        inner = name
        for kind in ("Reshape", "Expand", "Unsqueeze"):
            node = self._nodes.maker(inner, kind)
            if node is None:
                return name
            inner = node.input[0]
        return inner

    # --- replacing ---------------------------------------------------------------------------------------------------

    def _replace(self, found: _Attention) -> None:
        """Put an operator in the place of an attention."""
        grown = [self._grown(name) for name in (found.key, found.value)]
        past = grown[0][0] if grown[0] else found.key
        size = self._nodes.size(past, 3)
        heads = self._heads(found, past, size) if size else None
        if not size or not heads or (not all(grown) and (any(grown) or found.seen != (found.key, found.value))):
            return
        query, bias = self._flat(found.query), self._finite(found.bias)
        if not all(grown):
            given = [query, found.key, found.value, "", "", bias]
            how = {"num_heads": heads, "scale": found.scale}
            self._nodes.node("MultiHeadAttention", given, found.output, domain=DOMAIN, **how)
            return
        groups = self._nodes.size(past, 1) or heads
        for name in {*found.seen, found.key, found.value}:
            self._ask_another(name, past, groups if name in {found.key, found.value} else heads, size)
        pasts, new = zip(*grown, strict=True)
        given = [query, *map(self._flat, new), *pasts, *self._lengths(past), "", "", "", bias]
        how = {"num_heads": heads, "kv_num_heads": groups, "scale": found.scale}
        outputs = found.output, found.key, found.value
        self._nodes.node("GroupQueryAttention", given, *outputs, domain=DOMAIN, **how)

    def _grown(self, name: str) -> tuple[str, ...]:
        """Return what was remembered and what is new, when a tensor is both; else nothing."""
        node = self._nodes.maker(name, "Concat")
        if node is None or not node.input[0].startswith(_PAST) or _attribute(node, "axis") not in {-2, 2}:
            return ()
        return tuple(node.input) if len(node.input) == 2 else ()

    def _heads(self, found: _Attention, past: str, size: int) -> int | None:
        """Return the number of heads: that of the groups where none shares one, else as the next weights say."""
        if found.seen[0] == found.key and (heads := self._nodes.size(past, 1)):
            return heads
        after = self._nodes.only(found.output, "MatMul")
        width = self._nodes.size(after.input[1], 0) if after is not None else None
        return width // size if width else None

    def _finite(self, bias: str) -> str:
        """Return a bias without infinities."""
        import numpy as np

        node = self._nodes.maker(bias, "Where")
        if node is None:
            return bias
        sides = [self._nodes.values(name) for name in node.input[1:]]
        names = [
            self._nodes.constant(np.maximum(side, np.float32(_FAR))) if side is not None else name
            for side, name in zip(sides, node.input[1:], strict=True)
        ]
        return self._nodes.node("Where", [node.input[0], *names])

    def _flat(self, name: str) -> str:
        """Return [batch, heads, length, size] as [batch, length, heads * size]."""
        rotated = self._rotated(name)
        if rotated:
            return rotated
        node = self._nodes.maker(name, "Transpose")
        turned = node.input[0] if node is not None and _attribute(node, "perm") == _HEADS_FIRST else ""
        split = self._nodes.maker(turned, "Reshape")
        if split is not None and self._nodes.rank(split.input[0]) == len(_HEADS_FIRST) - 1:
            flat: str = split.input[0]
            return flat
        turned = turned or self._nodes.node("Transpose", [name], perm=_HEADS_FIRST)
        return self._nodes.node("Reshape", [turned, self._whole(0, 0, -1)])

    def _rotated(self, name: str) -> str:
        """Return what was turned by its position, flat: `x * cos + (-second half, first half) * sin`."""
        node = self._nodes.maker(name, "Add")
        parts = [self._nodes.maker(part, "Mul") for part in node.input] if node is not None else []
        if len(parts) != 2 or parts[0] is None or parts[1] is None:
            return ""
        (plain, cosine), (swapped, sine) = parts[0].input, parts[1].input
        halves = self._nodes.maker(swapped, "Concat")
        turns = [self._nodes.maker(one, "Unsqueeze") for one in (cosine, sine)]
        if halves is None or turns[0] is None or turns[1] is None:
            return ""
        negative, first = self._nodes.maker(halves.input[0], "Neg"), self._nodes.maker(halves.input[1], "Slice")
        second = self._nodes.maker(negative.input[0], "Slice") if negative is not None else None
        if first is None or second is None or {first.input[0], second.input[0]} != {plain}:
            return ""
        turned_by = [turn.input[0] for turn in turns if turn is not None]
        given = [self._flat(plain), self._places(turned_by[0]), *map(self._half, turned_by)]
        return self._nodes.node("RotaryEmbedding", given, domain=DOMAIN)

    def _half(self, turn: str) -> str:
        """Return the cosines or sines [batch, length, size], whose halves are equal, as [batch * length, size / 2]."""
        half = self._nodes.node("Split", [turn], f"{turn}/half", f"{turn}/other", axis=-1, num_outputs=2)
        flat = self._nodes.node("Concat", [self._whole(-1), self._slice(self._shape(half), 2, 3)], axis=0)
        return self._nodes.node("Reshape", [half, flat])

    def _places(self, turn: str) -> str:
        """Return for each token its row in what `_half` returns."""
        rows = self._slice(self._shape(turn), 0, 2)
        count = self._nodes.node("ReduceProd", [rows], keepdims=0)
        flat = self._nodes.node("Range", [self._number(0), count, self._number(1)])
        return self._nodes.node("Expand", [self._nodes.node("Reshape", [flat, rows]), self._shape(self._ids)])

    # --- sizes -------------------------------------------------------------------------------------------------------

    def _all(self, past: str) -> str:
        """Return how many tokens there are with those of this step, [1]."""
        known, new = self._slice(self._shape(past), 2, 3), self._slice(self._shape(self._ids), 1, 2)
        return self._nodes.node("Add", [known, new])

    def _lengths(self, past: str) -> tuple[str, str]:
        """Return of each row the place of its last token, and how many tokens there are: nothing is left out here."""
        last = self._nodes.node("Sub", [self._all(past), self._whole(1)])
        lasts = self._nodes.node("Expand", [last, self._slice(self._shape(self._ids), 0, 1)])
        return self._nodes.node("Cast", [lasts], to=6), self._nodes.node("Cast", [self._all(past)], to=6)

    def _ask_another(self, name: str, past: str, heads: int, size: int) -> None:
        """Let those who ask for the shape of keys or values find it elsewhere: the mask, say, which comes before."""
        parts = [self._slice(self._shape(self._ids), 0, 1), self._whole(heads), self._all(past), self._whole(size)]
        for node in self._nodes.users(name):
            if node.op_type == "Shape" and not _attribute(node, "start") and _attribute(node, "end") is None:
                self._nodes.node("Concat", parts, node.output[0], axis=0)

    def _shape(self, name: str) -> str:
        return self._nodes.node("Shape", [name])

    def _slice(self, name: str, start: int, end: int) -> str:
        return self._nodes.node("Slice", [name, self._whole(start), self._whole(end)])

    def _whole(self, *numbers: int) -> str:
        import numpy as np

        return self._nodes.constant(np.array(numbers, np.int64))

    def _number(self, number: int) -> str:
        import numpy as np

        return self._nodes.constant(np.array(number, np.int64))


def _attribute(node: onnx.NodeProto, name: str) -> object:
    from onnx import helper

    return next((helper.get_attribute_value(one) for one in node.attribute if one.name == name), None)

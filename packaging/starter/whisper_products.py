"""Products with 8-bit weights, as they are measured and as the speech model has them.

By blocks: every 128 inputs of a weight have their scale, and the activations get theirs in the same blocks while the
model runs. Exact to a thousandth, and as slow as floats for many rows. By rows: a scale for each output and for each
row of activations, multiplied as integers at once. Weights of 7 bits cannot saturate 16-bit sums on processors that
have no VNNI.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph import GraphWriter
    from numpy.typing import NDArray

    Product = Callable[[GraphWriter, str, str, NDArray[np.float32]], str]

CONTRIB = "com.microsoft"
BLOCK = 128
BITS = 8
MIDDLE = 128  # of unsigned 8-bit numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """A matrix [rows, inputs] as unsigned integers [rows, blocks, size] with their scales [rows, blocks]."""

    packed: NDArray[np.uint8]
    scales: NDArray[np.float32]


def in_blocks(weight: NDArray[np.float32], size: int = BLOCK) -> Blocks:
    """Store a matrix in blocks of `size` inputs."""
    blocks = weight.reshape(len(weight), -1, size)
    scales = (np.abs(blocks).max(-1) / (MIDDLE - 1)).astype(np.float32)
    scales[scales == 0] = 1.0
    packed = np.clip(np.rint(blocks / scales[..., None]) + MIDDLE, 1, 255).astype(np.uint8)
    return Blocks(packed=packed, scales=scales)


def by_floats(graph: GraphWriter, rows: str, name: str, weight: NDArray[np.float32]) -> str:
    """Multiply as floats: what the others are measured against."""
    return graph.node("MatMul", rows, graph.constant(f"{name}/floats", np.ascontiguousarray(weight.T)))


def by_blocks(size: int = BLOCK) -> Product:
    """Return the product in blocks of `size` inputs."""

    def product(graph: GraphWriter, rows: str, name: str, weight: NDArray[np.float32]) -> str:
        blocks = in_blocks(weight, size)
        return graph.node(
            "MatMulNBits",
            rows,
            graph.constant(f"{name}/packed", blocks.packed),
            graph.constant(f"{name}/scales", blocks.scales),
            domain=CONTRIB,
            K=weight.shape[1],
            N=weight.shape[0],
            bits=BITS,
            block_size=size,
            accuracy_level=4,
        )

    return product


def by_rows(bits: int = 7) -> Product:
    """Return the product by integers with weights of so many bits."""
    most = 2 ** (bits - 1) - 1
    quantised: dict[tuple[int, str], tuple[str, str]] = {}

    def numbers(graph: GraphWriter, rows: str) -> tuple[str, str]:
        """Return rows as integers around 128, and their scales; made once for all products with the same rows."""
        key = (id(graph), rows)
        if key not in quantised:
            last = graph.constant("last axis", np.array([-1], np.int64))
            largest = graph.node("ReduceMax", graph.node("Abs", rows), last, keepdims=1)
            scale = graph.node("Mul", largest, graph.constant("step", np.float32(1 / (MIDDLE - 1))))
            scale = graph.node("Max", scale, graph.constant("tiny", np.float32(1e-20)))
            steps = graph.node("Div", rows, scale)
            middle = graph.constant("middle", np.uint8(MIDDLE))
            quantised[key] = graph.node("QuantizeLinear", steps, graph.constant("one", np.float32(1)), middle), scale
        return quantised[key]

    def product(graph: GraphWriter, rows: str, name: str, weight: NDArray[np.float32]) -> str:
        scales = (np.abs(weight).max(1) / most).astype(np.float32)
        scales[scales == 0] = 1.0
        packed = np.clip(np.rint(weight / scales[:, None]), -most, most).astype(np.int8)
        whole, scale = numbers(graph, rows)
        made = graph.node(
            "MatMulIntegerToFloat",
            whole,
            graph.constant(f"{name}/packed", np.ascontiguousarray(packed.T)),
            graph.constant("one", np.float32(1)),
            graph.constant(f"{name}/scales", scales),
            graph.constant("middle", np.uint8(MIDDLE)),
            domain=CONTRIB,
        )
        return graph.node("Mul", made, scale)

    return product

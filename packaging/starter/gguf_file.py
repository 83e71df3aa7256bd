"""What llama.cpp keeps in a file: settings by name, and tensors of which only those kinds are read that are needed.

The layout: a head, the settings, a description of each tensor, then their bytes from the next multiple of 32 on.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

MAGIC = b"GGUF"
ALIGNMENT = 32
BLOCK = 32
FLOAT, FOUR_BITS, EIGHT_BITS = 0, 3, 8  # numbers of the kinds F32, Q4_1 and Q8_0
_BYTES = {FOUR_BITS: 20, EIGHT_BITS: 34}  # of a block
_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_TEXT, _LIST = 8, 9


@dataclass(frozen=True, slots=True)
class Blocks:
    """A matrix [rows, blocks, 32] of integers; a weight is `integer * scale + offset`, both [rows, blocks]."""

    integers: NDArray[np.uint8]
    scale: NDArray[np.float16]
    offset: NDArray[np.float32]

    def floats(self) -> NDArray[np.float32]:
        """Return the weights [rows, columns]."""
        scaled = self.integers.astype(np.float32) * self.scale.astype(np.float32)[..., None]
        weights: NDArray[np.float32] = (scaled + self.offset[..., None]).reshape(len(scaled), -1)
        return weights

    def rows(self, order: NDArray[np.int64]) -> Blocks:
        """Return the matrix with its rows in another order."""
        return Blocks(self.integers[order], self.scale[order], self.offset[order])


class _Reader:
    """Reads one value after the other."""

    def __init__(self, content: memoryview) -> None:
        self.content, self.place = content, 0

    def take(self, count: int) -> memoryview:
        """Return the next bytes."""
        self.place += count
        return self.content[self.place - count : self.place]

    def number(self, kind: str) -> Any:
        """Return the next number, of a kind of the module struct."""
        return struct.unpack(f"<{kind}", self.take(struct.calcsize(f"<{kind}")))[0]

    def text(self) -> str:
        """Return the next text."""
        return bytes(self.take(self.number("Q"))).decode("utf-8")

    def value(self, kind: int) -> Any:
        """Return the next value, of a kind of this format."""
        if kind == _TEXT:
            return self.text()
        if kind == _LIST:
            inner, count = self.number("I"), self.number("Q")
            return [self.value(inner) for _ in range(count)]
        return self.number(_NUMBERS[kind])


def read_gguf(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[np.float32] | Blocks]]:
    """Return the settings and the tensors of a file."""
    reader = _Reader(memoryview(path.read_bytes()))
    if bytes(reader.take(len(MAGIC))) != MAGIC:
        msg = f"{path.name} is no GGUF file"
        raise ValueError(msg)
    _, tensors, settings = reader.number("I"), reader.number("Q"), reader.number("Q")
    known = {reader.text(): reader.value(reader.number("I")) for _ in range(settings)}
    listed = []
    for _ in range(tensors):
        name, axes = reader.text(), reader.number("I")
        shape = [reader.number("Q") for _ in range(axes)][::-1]
        listed.append((name, shape, reader.number("I"), reader.number("Q")))
    start = -(-reader.place // ALIGNMENT) * ALIGNMENT
    return known, {name: _tensor(reader.content[start + at :], shape, kind) for name, shape, kind, at in listed}


def _tensor(content: memoryview, shape: list[int], kind: int) -> NDArray[np.float32] | Blocks:
    if kind == FLOAT:
        return np.frombuffer(content, np.float32, int(np.prod(shape))).reshape(shape)
    rows, blocks, size = shape[0], shape[1] // BLOCK, _BYTES[kind]
    stored = np.frombuffer(content, np.uint8, rows * blocks * size).reshape(rows, blocks, size)
    scale = np.ascontiguousarray(stored[..., :2]).view(np.float16)[..., 0]
    if kind == EIGHT_BITS:  # signed; made unsigned, as products and look-ups want them
        integers = (stored[..., 2:].view(np.int8).astype(np.int16) + 128).astype(np.uint8)
        return Blocks(integers, scale, -128 * scale.astype(np.float32))
    least = np.ascontiguousarray(stored[..., 2:4]).view(np.float16)[..., 0]
    packed = stored[..., 4:]
    return Blocks(np.concatenate([packed & 15, packed >> 4], axis=-1), scale, least.astype(np.float32))

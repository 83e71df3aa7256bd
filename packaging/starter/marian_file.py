"""Marian's binary model file: named tensors, those of intgemm as 8-bit integers with one scale."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

VERSION = 1
FLOAT32 = 0x404
INTGEMM = 0x4000  # a flag of the types that intgemm multiplies
LOOKED_UP = "Wemb"  # the one matrix that is stored as it is read, row by row


class Entry(NamedTuple):
    """What the head of the file says of one tensor."""

    name_bytes: int
    kind: int
    rank: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantised:
    """A matrix [in, out] of integers; each times `scale` is the weight."""

    packed: NDArray[np.int8]
    scale: float


class MarianFile:
    """The tensors by Marian's names: `floats` and `matrices`."""

    def __init__(self, path: Path) -> None:
        raw = path.read_bytes()
        version, count = struct.unpack_from("<QQ", raw)
        if version != VERSION:
            message = f"Marian's binary version {version} is not known"
            raise ValueError(message)
        at = 16
        entries = [Entry(*struct.unpack_from("<QQQQ", raw, at + 32 * index)) for index in range(count)]
        at += 32 * count
        names, shapes = [], []
        for entry in entries:
            names.append(raw[at : at + entry.name_bytes].rstrip(b"\0").decode("ascii"))
            at += entry.name_bytes
        for entry in entries:
            shapes.append(struct.unpack_from(f"<{entry.rank}i", raw, at))
            at += 4 * entry.rank
        (padding,) = struct.unpack_from("<Q", raw, at)
        at += 8 + padding
        self.floats: dict[str, NDArray[np.float32]] = {}
        self.matrices: dict[str, Quantised] = {}
        for entry, name, shape in zip(entries, names, shapes, strict=True):
            self.read(raw[at : at + entry.size], entry.kind, name, shape)
            at += entry.size

    def read(self, raw: bytes, kind: int, name: str, shape: tuple[int, ...]) -> None:
        """Keep one tensor. Behind intgemm's numbers stands what the floats were multiplied by."""
        elements = math.prod(shape)
        if kind == FLOAT32:
            self.floats[name] = np.frombuffer(raw, "<f4", elements).reshape(shape)
        elif kind & INTGEMM:
            packed = np.frombuffer(raw, np.int8, elements)
            packed = packed.reshape(shape) if name == LOOKED_UP else packed.reshape(shape[::-1]).T
            (multiplier,) = struct.unpack_from("<f", raw, elements)
            self.matrices[name] = Quantised(packed=packed, scale=1 / multiplier)

    def layers(self, part: str) -> int:
        """Count the layers of `encoder` or `decoder`."""
        return sum(name.startswith(f"{part}_l") and name.endswith("_ffn_W1") for name in self.matrices)

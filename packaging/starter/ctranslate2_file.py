"""CTranslate2's binary model file, version 6: named tensors, one after the other."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

VERSION = 6
KINDS = {0: "<f4", 1: "i1", 2: "<i2", 3: "<i4", 4: "<f2"}


class Reader:
    """Numbers and names out of bytes, in their order."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.at = 0

    def number(self, form: str) -> int:
        """Read a number in a form of `struct`."""
        (value,) = struct.unpack_from(f"<{form}", self.raw, self.at)
        self.at += struct.calcsize(form)
        return int(value)

    def text(self) -> str:
        """Read a name with its length before it."""
        length = self.number("H")
        self.at += length
        return self.raw[self.at - length : self.at].rstrip(b"\0").decode()


def read_tensors(parts: Iterable[Path], kind: str) -> dict[str, NDArray[Any]]:
    """Return the tensors of a model of a `kind` whose file may come in several parts."""
    reader = Reader(b"".join(path.read_bytes() for path in parts))
    version, name = reader.number("I"), reader.text()
    if version != VERSION or not name.startswith(kind):
        message = f"CTranslate2's file is version {version} of {name}"
        raise ValueError(message)
    reader.number("I")  # the revision of the kind
    tensors = {}
    for _ in range(reader.number("I")):
        name, rank = reader.text(), reader.number("B")
        shape = [reader.number("I") for _ in range(rank)]
        dtype, size = np.dtype(KINDS[reader.number("B")]), reader.number("I")
        tensors[name] = np.frombuffer(reader.raw, dtype, size // dtype.itemsize, reader.at).reshape(shape)
        reader.at += size
    return tensors

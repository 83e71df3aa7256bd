"""Read the tensors of a torch file older than the zip format without unpickling it.

Such a file is five pickle streams followed by raw storages. pickletools only lists the operations of a stream, it never
carries one out; names, storage keys, shapes and strides are read off that list.
"""

from __future__ import annotations

import io
import pickletools
from typing import TYPE_CHECKING, NamedTuple

import torch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STREAMS = 5  # magic number, protocol, system information, the state dictionary, the storages' keys
STATE, KEYS = 3, 4
INTEGERS = frozenset({"BININT", "BININT1", "BININT2"})


class Operation(NamedTuple):
    """One listed pickle operation."""

    name: str
    value: object

    @property
    def is_text(self) -> bool:
        """Tell whether the operation pushes a string."""
        return self.name.endswith("UNICODE")


def read_tensors(path: Path) -> list[tuple[str, torch.Tensor]]:
    """Return (name, float tensor) in file order; raise ValueError when the storages do not fill the file."""
    raw = path.read_bytes()
    stream = io.BytesIO(raw)
    streams = [[Operation(op.name, value) for op, value, _ in pickletools.genops(stream)] for _ in range(STREAMS)]
    keys = [str(operation.value) for operation in streams[KEYS] if operation.is_text]
    storages = read_storages(raw, stream.tell(), keys)
    return list(find_tensors(streams[STATE], storages))


def read_storages(raw: bytes, at: int, keys: list[str]) -> dict[str, torch.Tensor]:
    """Cut the tail of the file into storages, each an 8-byte count and its elements."""
    storages = {}
    for key in keys:
        count = int.from_bytes(raw[at : at + 8], "little")
        kind = torch.int64 if count == 1 else torch.float32  # one element: BatchNorm's counter
        end = at + 8 + count * kind.itemsize
        storages[key] = torch.frombuffer(bytearray(raw[at + 8 : end]), dtype=kind)
        at = end
    if at != len(raw):
        raise ValueError("the storages do not fill the file")
    return storages


def find_tensors(state: list[Operation], storages: dict[str, torch.Tensor]) -> Iterator[tuple[str, torch.Tensor]]:
    """Pair each name with the storage named after it.

    The integers up to the next REDUCE are element count, offset, shape and strides. The strides matter: the file
    keeps TensorFlow's order of elements.
    """
    name = ""
    for index, operation in enumerate(state):
        text = str(operation.value)
        if not operation.is_text:
            continue
        if text not in storages:
            name = text if "." in text else name
        elif storages[text].dtype == torch.float32:
            _, offset, *rest = integers_until_reduce(state[index + 1 :])
            rank = len(rest) // 2
            yield name, torch.as_strided(storages[text], rest[:rank], rest[rank : 2 * rank], offset)


def integers_until_reduce(operations: list[Operation]) -> list[int]:
    """Collect the integers that are pushed before the next call."""
    numbers = []
    for operation in operations:
        if operation.name == "REDUCE":
            break
        if operation.name in INTEGERS and isinstance(operation.value, int):
            numbers.append(operation.value)
    return numbers

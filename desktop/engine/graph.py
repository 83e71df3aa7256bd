"""What an ONNX file says about itself, read without loading it: a file from a stranger is looked at before it is used.

Only the structure is read, never a weight. Field numbers are those of onnx/onnx.proto (IR version 14).
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Shape = tuple[int | None, ...]
Operator = tuple[str, str]
"""Domain and name; the domain of ONNX itself is empty."""

_DEEPEST = 64
"""Graphs inside graphs; loops and branches of real models are a few levels deep."""

_Piece = tuple[int, int]
"""Where a message lies in the file: first byte, and the one after the last."""


@dataclass(slots=True, kw_only=True)
class Graph:
    """The structure of an ONNX file.

    Attributes:
        opsets: version of each set of operators it imports, by domain.
        operators: every operator it uses, also inside branches, loops and functions of its own.
        functions: operators it defines itself.
        inputs: shape by name, None for sizes that may vary; without those that have a value in the file.
        outputs: likewise.
        data: files beside it that hold weights, with the least size in bytes that each must have.
    """

    opsets: dict[str, int] = field(default_factory=dict)
    operators: set[Operator] = field(default_factory=set)
    functions: set[Operator] = field(default_factory=set)
    inputs: dict[str, Shape] = field(default_factory=dict)
    outputs: dict[str, Shape] = field(default_factory=dict)
    data: dict[str, int] = field(default_factory=dict)


def read_graph(path: Path) -> Graph:
    """Read the structure of the ONNX file at `path`.

    Raises:
        EOFError: the file breaks off.
        ValueError: it is no ONNX file.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        reader = _Reader(content)
        try:
            reader.model((0, len(content)))
        except EOFError:
            if reader.begun:
                raise
            raise ValueError("no ONNX") from None
    if not reader.complete:
        raise ValueError("no graph")
    return reader.graph


class _Reader:
    """Walks through the messages of one file.

    Attributes:
        begun: whether it began as every ONNX file does, with the version of the format.
        complete: whether it holds a graph.
    """

    def __init__(self, content: mmap.mmap) -> None:
        self.graph = Graph()
        self.begun = self.complete = False
        self._content = content

    # --- messages of onnx.proto --------------------------------------------------------------------------------------

    def model(self, piece: _Piece) -> None:
        for number, value in self._fields(piece):
            if number == 1:
                self.begun = 0 < _number(value) < 100
            elif number == 7:
                self._graph(_inside(value))
                self.complete = True
            elif number == 8:
                opset = dict(self._fields(_inside(value)))
                self.graph.opsets[_own(self._text(opset.get(1)))] = _number(opset.get(2, 0))
            elif number == 25:
                self._function(_inside(value))

    def _function(self, piece: _Piece) -> None:
        name = domain = ""
        for number, value in self._fields(piece):
            if number == 1:
                name = self._text(value)
            elif number == 10:
                domain = self._text(value)
            elif number == 7:
                self._node(_inside(value), 0)
        self.graph.functions.add((_own(domain), name))

    def _graph(self, piece: _Piece, depth: int = 0) -> None:
        if depth > _DEEPEST:
            raise ValueError("too deep")
        given = set()
        for number, value in self._fields(piece):
            if number == 1:
                self._node(_inside(value), depth)
            elif number == 5:
                given.add(self._tensor(_inside(value)))
            elif number == 15:
                for part in (1, 2):
                    self._tensor(_inside(dict(self._fields(_inside(value))).get(part, (0, 0))))
            elif number in {11, 12} and depth == 0:
                name, shape = self._value(_inside(value))
                (self.graph.inputs if number == 11 else self.graph.outputs)[name] = shape
        if depth == 0:
            for name in given & self.graph.inputs.keys():
                del self.graph.inputs[name]

    def _node(self, piece: _Piece, depth: int) -> None:
        name = domain = ""
        for number, value in self._fields(piece):
            if number == 4:
                name = self._text(value)
            elif number == 7:
                domain = self._text(value)
            elif number == 5:
                self._attribute(_inside(value), depth)
        self.graph.operators.add((_own(domain), name))

    def _attribute(self, piece: _Piece, depth: int) -> None:
        for number, value in self._fields(piece):
            if number in {5, 10}:
                self._tensor(_inside(value))
            elif number in {6, 11}:
                self._graph(_inside(value), depth + 1)

    def _tensor(self, piece: _Piece) -> str:
        """Note where the weights lie when they are in another file; returns the tensor's name."""
        name, where = "", dict[str, str]()
        for number, value in self._fields(piece):
            if number == 8:
                name = self._text(value)
            elif number == 13:
                entry = dict(self._fields(_inside(value)))
                where[self._text(entry.get(1))] = self._text(entry.get(2))
        if "location" in where:
            end = int(where.get("offset", 0)) + int(where.get("length", 0))
            self.graph.data[where["location"]] = max(end, self.graph.data.get(where["location"], 0))
        return name

    def _value(self, piece: _Piece) -> tuple[str, Shape]:
        parts = dict(self._fields(piece))
        tensor = dict(self._fields(_inside(parts.get(2, (0, 0))))).get(1, (0, 0))
        shape = dict(self._fields(_inside(tensor))).get(2, (0, 0))
        sizes = [dict(self._fields(_inside(value))).get(1) for _, value in self._fields(_inside(shape))]
        return self._text(parts.get(1)), tuple(_size(size) for size in sizes)

    # --- the encoding (protobuf.dev/programming-guides/encoding) -----------------------------------------------------

    def _fields(self, piece: _Piece) -> Iterator[tuple[int, int | _Piece]]:
        """Give number and value of each field: a number, or where its content lies."""
        at, end = piece
        while at < end:
            key, at = self._varint(at, end)
            wire = key & 7
            if key < 8:
                raise ValueError("no protobuf")
            if wire == 0:
                value, at = self._varint(at, end)
                yield key >> 3, value
                continue
            if wire == 2:
                length, at = self._varint(at, end)
            elif wire in {1, 5}:
                length = 8 if wire == 1 else 4
            else:
                raise ValueError("no protobuf")
            if at + length > end:
                raise EOFError
            yield key >> 3, (at, at + length)
            at += length

    def _varint(self, at: int, end: int) -> tuple[int, int]:
        number = shift = 0
        while True:
            if at >= end:
                raise EOFError
            byte = self._content[at]
            at += 1
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                return number, at
            shift += 7
            if shift > 63:
                raise ValueError("no protobuf")

    def _text(self, value: int | _Piece | None) -> str:
        if value is None:
            return ""
        start, end = _inside(value)
        return self._content[start:end].decode("utf-8", "replace")


def _inside(value: int | _Piece) -> _Piece:
    if isinstance(value, int):
        raise ValueError("a number where a message belongs")  # noqa: TRY004 - it is the file that is wrong
    return value


def _number(value: int | _Piece) -> int:
    if isinstance(value, int):
        return value
    raise ValueError("a message where a number belongs")


def _size(value: int | _Piece | None) -> int | None:
    return value if isinstance(value, int) and 0 < value < 1 << 63 else None  # above lie the negative numbers


def _own(domain: str) -> str:
    """Return the domain as ONNX prefers to write it: its own is empty."""
    return "" if domain == "ai.onnx" else domain

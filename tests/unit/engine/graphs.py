"""Small ONNX graphs, written field by field: the package `onnx` is not among the dependencies.

The numbers of the fields are those of onnx/onnx.proto.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

_FLOAT, _BYTE, _INT64 = 1, 2, 7
_INT, _INTS = 2, 7
Files = Mapping[str, bytes | Mapping[str, object]]
"""Content of the files of a model by path: bytes, or what becomes JSON."""


def _varint(number: int) -> bytes:
    number &= (1 << 64) - 1
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])


def _number(tag: int, number: int) -> bytes:
    return _varint(tag << 3) + _varint(number)


def _piece(tag: int, content: bytes | str) -> bytes:
    content = content.encode() if isinstance(content, str) else content
    return _varint(tag << 3 | 2) + _varint(len(content)) + content


@dataclass(frozen=True)
class Node:
    """One operator; attributes are whole numbers or lists of them, and of several outputs each has a name."""

    kind: str
    inputs: Sequence[str]
    output: str | Sequence[str]
    attributes: Mapping[str, int | Sequence[int]] = field(default_factory=dict)
    domain: str = ""

    def encoded(self) -> bytes:
        outputs = [self.output] if isinstance(self.output, str) else self.output
        parts = [_piece(1, name) for name in self.inputs] + [_piece(2, name) for name in outputs]
        parts.append(_piece(4, self.kind))
        for name, value in self.attributes.items():
            if isinstance(value, int):
                stored = _number(3, value) + _number(20, _INT)
            else:
                stored = b"".join(_number(8, number) for number in value) + _number(20, _INTS)
            parts.append(_piece(5, _piece(1, name) + stored))
        return b"".join([*parts, _piece(7, self.domain)])


def _value(name: str, shape: Sequence[int | str], kind: int = _FLOAT) -> bytes:
    dimensions = (_number(1, size) if isinstance(size, int) else _piece(2, size) for size in shape)
    tensor = _number(1, kind) + _piece(2, b"".join(_piece(1, size) for size in dimensions))
    return _piece(1, name) + _piece(2, _piece(1, tensor))


def _constant(name: str, array: np.ndarray, elsewhere: str = "") -> bytes:
    sizes = b"".join(_number(1, size) for size in array.shape)
    kind = _FLOAT if array.dtype == np.float32 else _INT64
    described = sizes + _number(2, kind) + _piece(8, name)
    if not elsewhere:
        return described + _piece(9, array.tobytes())
    where = {"location": elsewhere, "offset": "0", "length": str(array.nbytes)}
    entries = b"".join(_piece(13, _piece(1, key) + _piece(2, value)) for key, value in where.items())
    return described + entries + _number(14, 1)


def graph(
    nodes: Sequence[Node],
    *,
    inputs: Mapping[str, Sequence[int | str]],
    outputs: Mapping[str, Sequence[int | str]],
    constants: Mapping[str, np.ndarray],
    opset: int = 17,
    elsewhere: Mapping[str, str] | None = None,
    metadata: Mapping[str, str] | None = None,
) -> bytes:
    """Return an ONNX file; inputs and outputs have sizes or names of axes.

    Inputs called ids, masks and sizes are int64, `image_bytes` is uint8, the others are float32.
    Constants named in `elsewhere` lie in the file of weights it gives, from the first byte on.
    """
    content = b"".join(_piece(1, node.encoded()) for node in nodes) + _piece(2, "test")
    content += b"".join(
        _piece(5, _constant(name, array, (elsewhere or {}).get(name, ""))) for name, array in constants.items()
    )
    content += b"".join(_piece(11, _value(name, shape, _type(name))) for name, shape in inputs.items())
    content += b"".join(_piece(12, _value(name, shape)) for name, shape in outputs.items())
    domains = {node.domain for node in nodes} - {""}
    imports = _piece(8, _number(2, opset))
    imports += b"".join(_piece(8, _piece(1, domain) + _number(2, 1)) for domain in sorted(domains))
    noted = b"".join(_piece(14, _piece(1, key) + _piece(2, value)) for key, value in (metadata or {}).items())
    return _number(1, 8) + imports + _piece(7, content) + noted


def _type(name: str) -> int:
    if name == "image_bytes":
        return _BYTE
    return _INT64 if name.endswith(("_ids", "_mask", "_sizes")) else _FLOAT


def loudness(shape: Sequence[int | str]) -> bytes:
    """Return a graph with two classes, quiet and loud, that grow apart with the mean square of `input_values`."""
    axes = np.arange(1, len(shape), dtype=np.int64)
    nodes = [
        Node("Mul", ("input_values", "input_values"), "squares"),
        Node("ReduceSum", ("squares", "axes"), "sums", {"keepdims": 0}),
        Node("Shape", ("input_values",), "sizes"),
        Node("Gather", ("sizes", "axes"), "counted", {"axis": 0}),
        Node("ReduceProd", ("counted",), "count", {"keepdims": 0}),
        Node("Cast", ("count",), "divisor", {"to": _FLOAT}),
        Node("Div", ("sums", "divisor"), "energy"),
        Node("Unsqueeze", ("energy", "last"), "column"),
        Node("Mul", ("column", "slope"), "logits"),
    ]
    constants: dict[str, np.ndarray] = {
        "axes": axes,
        "last": np.array([1], np.int64),
        "slope": np.array([[-8.0, 8.0]], np.float32),
    }
    return graph(nodes, inputs={"input_values": shape}, outputs={"logits": ("batch", 2)}, constants=constants)


def install(folder: Path, task: str, files: Files) -> str:
    """Write a model with its manifest into `folder`, inside `models/local` of a home; returns its id."""
    listed = []
    for path, content in files.items():
        stored = content if isinstance(content, bytes) else json.dumps(content).encode()
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(stored)
        role = "model" if path.endswith(".onnx") else "config"
        digest = hashlib.sha256(stored).hexdigest()
        listed.append({"path": path, "size_bytes": len(stored), "sha256": digest, "role": role})
    manifest = {
        "format": 1,
        "id": f"local/{folder.name}",
        "task": task,
        "title": folder.name,
        "summary": "",
        "repo": "",
        "revision": "0" * 40,
        "variant": "fp32",
        "languages": [],
        "licence": "Apache-2.0",
        "base_licence": "Apache-2.0",
        "package": None,
        "files": listed,
        "settings": {},
        "sources": [],
        "measured": {},
        "notes": "",
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return f"local/{folder.name}"

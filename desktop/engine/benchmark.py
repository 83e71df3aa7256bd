"""What this computer does in a second with onnxruntime: three products of matrices of the sizes that models have.

The graphs are written here, field by field, since there is no package for it; the numbers are those of onnx/onnx.proto.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from desktop.core.inspection import Speeds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SECONDS_EACH = 0.7
"""With making and loading the graphs the three of them take about three seconds."""
_ROWS, _WIDTH, _WIDE = 128, 768, 3072
"""A hundred tokens in the feed-forward layer of a model of the size of BERT."""
_TALL = 8192
"""A matrix of 100 MB: more than any cache, as the weights of a model that writes."""
_TYPES = {np.dtype(np.float32): 1, np.dtype(np.int8): 3}
_OWN_OPERATORS = "com.microsoft"


def measure(threads: int) -> Speeds:
    """Measure for about three seconds; `threads` of 0 leaves their number to onnxruntime."""
    random = np.random.default_rng(0)
    rows = random.standard_normal((_ROWS, _WIDTH), np.float32)
    weights = random.standard_normal((_WIDTH, _WIDE), np.float32)
    small = random.integers(-64, 64, (_WIDTH, _WIDE), np.int8)
    tall = random.standard_normal((_TALL, _WIDE), np.float32)
    floats = _node("MatMul", ("x", "w"))
    whole = _node("DynamicQuantizeMatMul", ("x", "w", "scale"), _OWN_OPERATORS)
    scale = np.full(1, 0.01, np.float32)
    flop = 2.0 * _ROWS * _WIDTH * _WIDE
    return Speeds(
        fp32_flops=flop * _runs_per_s(_graph(floats, {"w": weights}), rows, threads),
        int8_flops=flop * _runs_per_s(_graph(whole, {"w": small, "scale": scale}), rows, threads),
        bytes_per_s=tall.nbytes * _runs_per_s(_graph(floats, {"w": tall}), np.ones((1, _TALL), np.float32), threads),
    )


def _runs_per_s(graph: bytes, rows: np.ndarray, threads: int) -> float:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    session.run(None, {"x": rows})
    times: list[float] = []
    start = time.perf_counter()
    while time.perf_counter() - start < SECONDS_EACH or len(times) < 3:
        began = time.perf_counter()
        session.run(None, {"x": rows})
        times.append(time.perf_counter() - began)
    return 1.0 / min(times)  # whatever else runs here disturbs the others


# --- graphs ----------------------------------------------------------------------------------------------------------


def _varint(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])


def _number(tag: int, number: int) -> bytes:
    return _varint(tag << 3) + _varint(number)


def _piece(tag: int, content: bytes | str) -> bytes:
    stored = content.encode() if isinstance(content, str) else content
    return _varint(tag << 3 | 2) + _varint(len(stored)) + stored


def _node(kind: str, inputs: Sequence[str], domain: str = "") -> bytes:
    named = b"".join(_piece(1, name) for name in inputs)
    return named + _piece(2, "y") + _piece(4, kind) + _piece(7, domain)


def _constant(name: str, array: np.ndarray) -> bytes:
    sizes = b"".join(_number(1, size) for size in array.shape)
    return sizes + _number(2, _TYPES[array.dtype]) + _piece(8, name) + _piece(9, array.tobytes())


def _open_matrix(name: str) -> bytes:
    shape = _piece(2, _piece(1, _piece(2, "rows")) + _piece(1, _piece(2, f"{name}_columns")))
    return _piece(1, name) + _piece(2, _piece(1, _number(1, _TYPES[np.dtype(np.float32)]) + shape))


def _graph(node: bytes, constants: Mapping[str, np.ndarray]) -> bytes:
    content = _piece(1, node) + _piece(2, "benchmark")
    content += b"".join(_piece(5, _constant(name, array)) for name, array in constants.items())
    content += _piece(11, _open_matrix("x")) + _piece(12, _open_matrix("y"))
    imports = _piece(8, _number(2, 17)) + _piece(8, _piece(1, _OWN_OPERATORS) + _number(2, 1))
    return _number(1, 8) + imports + _piece(7, content)

"""Products of matrices in integers: int8 weights, activations measured and made uint8 while the graph runs."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.converter.graph import EXTERNAL_SUFFIX, INLINE_BYTES_AT_MOST, rewrite, size_of
from desktop.converter.optimise import fold, fuse

if TYPE_CHECKING:
    import onnx

QUANTISED = ("MatMul", "Gemm")
"""Not Conv: with ConvInteger a SegFormer needed 1.4 times, a ConvNeXt 5 times the time of the graph without it."""
INTEGER = frozenset(
    {
        "ConvInteger",
        "DynamicQuantizeMatMul",
        "MatMulInteger",
        "MatMulIntegerToFloat",
        "MatMulNBits",
        "QAttention",
        "QGemm",
        "QLinearConv",
        "QLinearMatMul",
    }
)
"""Operators that multiply integers."""
_TABLE_ROWS_AT_LEAST = 256
"""Smaller tables of embeddings are not worth two more operators."""


def quantise(graph: Path, out: Path) -> Path:
    """Write the int8 form of a float graph, fused for onnxruntime; returns `out`.

    Weights span 7 bits: processors without VNNI add two products of activation and weight in 16 bits, where two of 8
    bits do not always fit, and a graph may be carried to such a computer. They have one scale per output channel: with
    one per matrix, in 8 bits, a real MiniLM's sentence vectors kept a cosine of 0.92 with the original's, with one per
    channel 0.993, in 7 bits 0.990. Tables of embeddings get int8 with one scale per row.

    Args:
        graph: float32, unquantised; best as it was exported, because some fusions hide what could be quantised.
        out: the graph to write; `<out>_data` beside it holds the weights when they exceed 2 GB.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory(dir=out.parent) as place:
        folded = fold(graph, Path(place, "folded.onnx"))
        integers = Path(place, "integers.onnx")
        large = size_of(folded) > INLINE_BYTES_AT_MOST
        quantize_dynamic(
            folded,
            integers,
            op_types_to_quantize=list(QUANTISED),
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            use_external_data_format=large,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
        model = onnx.load(integers)
        pack_tables(model)
        onnx.save(model, integers, save_as_external_data=large, location=f"{integers.name}{EXTERNAL_SUFFIX}")
        fuse(integers, out)
    return out


def pack_tables(model: onnx.ModelProto) -> None:
    """Keep tables of embeddings as int8 with one scale per row; only the rows that are looked up become floats."""
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    users = Counter(name for node in graph.node for name in node.input)
    tables = {table.name: table for table in graph.initializer if len(table.dims) == 2}
    nodes: list[onnx.NodeProto] = []
    for node in graph.node:
        table = tables.get(node.input[0]) if node.op_type == "Gather" else None
        axis = next((a.i for a in node.attribute if a.name == "axis"), 0)
        if (
            table is None
            or axis != 0
            or users[table.name] > 1
            or table.data_type != TensorProto.FLOAT
            or table.dims[0] < _TABLE_ROWS_AT_LEAST
        ):
            nodes.append(node)
            continue
        rows = numpy_helper.to_array(table)
        scales = (np.abs(rows).max(axis=1, keepdims=True) / 127).astype(np.float32)
        scales[scales == 0] = 1.0
        packed = np.rint(rows / scales).astype(np.int8)
        name, index = table.name, node.input[1]
        graph.initializer.remove(table)
        graph.initializer.extend(
            [numpy_helper.from_array(packed, f"{name}_int8"), numpy_helper.from_array(scales, f"{name}_scale")]
        )
        nodes += [
            helper.make_node("Gather", [f"{name}_int8", index], [f"{name}_rows"]),
            helper.make_node("Cast", [f"{name}_rows"], [f"{name}_floats"], to=TensorProto.FLOAT),
            helper.make_node("Gather", [f"{name}_scale", index], [f"{name}_scales"]),
            helper.make_node("Mul", [f"{name}_floats", f"{name}_scales"], list(node.output)),
        ]
    del graph.node[:]
    graph.node.extend(nodes)


def integer_operators(graph: Path) -> int:
    """Count the operators that multiply integers in what a session on this machine really runs."""
    import onnx

    with tempfile.TemporaryDirectory(dir=graph.parent) as place:
        optimised = rewrite(graph, Path(place, "optimised.onnx"), "all")
        return _integers_in(onnx.load(optimised, load_external_data=False).graph)


def _integers_in(graph: onnx.GraphProto) -> int:
    inner = [attribute.g for node in graph.node for attribute in node.attribute if attribute.HasField("g")]
    return sum(node.op_type in INTEGER for node in graph.node) + sum(map(_integers_in, inner))

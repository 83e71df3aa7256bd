"""Decoders, which read one token at a time: their attention in one operator, their weights in blocks of integers.

A step reads every weight once and does little with it, so what counts is how many bytes they are, and how many
operators there are around them. `MatMulNBits` reads integers with one scale for each block of a row, and shares small
products between threads, too; the operators of `quantise` are better where many tokens are read at once.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.converter import merge, optimise
from desktop.converter.attention import attend
from desktop.converter.graph import EXTERNAL_SUFFIX, INLINE_BYTES_AT_MOST
from desktop.converter.nodes import DOMAIN
from desktop.converter.quantise import pack_tables

if TYPE_CHECKING:
    import onnx

NAMES = frozenset({merge.BEGIN, merge.STEP, "model"})
"""What their graphs are called."""
BLOCKS = {8: 128, 4: 32}
"""Weights that have a scale in common, by their bits; a step reads the scales as well."""
_INTEGER_STEPS = 4
"""The `accuracy_level` at which activations are made integers, too."""


def fuse(graph: Path, out: Path) -> Path:
    """Write a decoder fused for onnxruntime; returns `out`."""
    with tempfile.TemporaryDirectory(dir=out.parent) as place:
        return optimise.fuse(attend(graph, Path(place, "attended.onnx")), out)


def quantise(graph: Path, out: Path, bits: int = 8) -> Path:
    """Write a float decoder with weights of 8 or 4 bits, fused for onnxruntime; returns `out`.

    Args:
        graph: float32, as it was exported.
        out: the graph to write; `<out>_data` beside it holds the weights when they exceed 2 GB.
        bits: of each weight.
    """
    import onnx
    from onnxruntime.quantization import matmul_nbits_quantizer as quantizer

    logging.disable(logging.INFO)  # its import has every step told from then on, whoever takes it
    with tempfile.TemporaryDirectory(dir=out.parent) as place:
        model = onnx.load(attend(graph, Path(place, "attended.onnx")))
        shared = _shared_tables(model, BLOCKS[bits])
        how = quantizer.DefaultWeightOnlyQuantConfig(
            block_size=BLOCKS[bits], is_symmetric=True, accuracy_level=_INTEGER_STEPS, bits=bits
        )
        quantiser = quantizer.MatMulNBitsQuantizer(model, algo_config=how)
        quantiser.process()
        model = quantiser.model.model
        _read_from_products(model, shared, bits)
        pack_tables(model)
        integers = Path(place, "integers.onnx")
        large = sum(len(tensor.raw_data) for tensor in model.graph.initializer) > INLINE_BYTES_AT_MOST
        onnx.save(model, integers, save_as_external_data=large, location=f"{integers.name}{EXTERNAL_SUFFIX}")
        return optimise.fuse(integers, out)


def _shared_tables(model: onnx.ModelProto, block: int) -> dict[str, str]:
    """Return the tables of embeddings that are the weights of a product as well, with the name of those weights."""
    from onnx import numpy_helper

    tensors = {tensor.name: tensor for tensor in model.graph.initializer if len(tensor.dims) == 2}
    tables = {node.input[0] for node in model.graph.node if node.op_type == "Gather"} & tensors.keys()
    weights = {node.input[1] for node in model.graph.node if node.op_type == "MatMul"} & tensors.keys()
    found = {}
    for table in sorted(tables):
        rows, width = tensors[table].dims
        for weight in sorted(weights):
            if tuple(tensors[weight].dims) == (width, rows) and not width % block:
                one, other = (numpy_helper.to_array(tensors[name]) for name in (table, weight))
                if (one == other.T).all():
                    found[table] = weight
    return found


def _read_from_products(model: onnx.ModelProto, shared: dict[str, str], bits: int) -> None:
    """Let embeddings be read from the integers of the product that has the same weights."""
    import numpy as np
    from onnx import helper, numpy_helper

    products = {node.input[1]: node.input[2] for node in model.graph.node if node.op_type == "MatMulNBits"}
    numbers = {"ilha/last": np.array([-1], np.int64), "ilha/flat": np.array([0, 0, -1], np.int64)}
    nodes: list[onnx.NodeProto] = []
    for node in model.graph.node:
        integers = f"{shared.get(node.input[0])}_Q{bits}" if node.op_type == "Gather" else ""
        if integers not in products:
            nodes.append(node)
            continue
        scales, rows = f"{integers}/scales", f"{integers}/rows"
        how = {"bits": bits, "block_size": BLOCKS[bits], "gather_axis": 0, "quantize_axis": 2}
        nodes += [
            helper.make_node("Unsqueeze", [products[integers], "ilha/last"], [scales]),
            helper.make_node("GatherBlockQuantized", [integers, node.input[1], scales], [rows], domain=DOMAIN, **how),
            helper.make_node("Reshape", [rows, "ilha/flat"], list(node.output)),
        ]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    kept = [tensor for tensor in model.graph.initializer if tensor.name not in shared]
    del model.graph.initializer[:]
    model.graph.initializer.extend([*kept, *(numpy_helper.from_array(value, name) for name, value in numbers.items())])

"""Weights as int8 on disk, floats in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    import onnx

SMALLEST = 1024  # elements; less is not worth two nodes


def store_weights_as_int8(model: onnx.ModelProto) -> onnx.ModelProto:
    """Keep Conv and Gemm weights as int8 with one scale per output channel (axis 0).

    Cast and Mul bring them back. Their inputs are constants, so ONNX Runtime folds them while it loads the file: full
    float speed and activations, a quarter of the size, no dependence on the processor's int8 instructions.
    """
    graph = model.graph
    users = {name: node.op_type for node in graph.node for name in node.input}
    restored = []
    for constant in list(graph.initializer):
        weight = numpy_helper.to_array(constant)
        if users.get(constant.name) not in {"Conv", "Gemm"} or weight.ndim < 2 or weight.size < SMALLEST:
            continue
        name = constant.name
        axes = tuple(range(1, weight.ndim))
        scale = (np.abs(weight).max(axis=axes, keepdims=True) / 127).astype(np.float32)
        scale[scale == 0] = 1.0
        packed = np.clip(np.rint(weight / scale), -127, 127).astype(np.int8)
        graph.initializer.remove(constant)
        graph.initializer.append(numpy_helper.from_array(packed, f"{name}_int8"))
        graph.initializer.append(numpy_helper.from_array(scale, f"{name}_scale"))
        restored += [
            helper.make_node("Cast", [f"{name}_int8"], [f"{name}_float"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{name}_float", f"{name}_scale"], [name]),
        ]
    nodes = restored + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    return model

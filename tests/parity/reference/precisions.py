"""The same graph with other weights, as people publish it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import onnx

_BLOCK = 32
"""Numbers that share a scale; the tiny models' matrices have no more rows."""


def as_they_are(graph: Path) -> onnx.ModelProto:
    import onnx

    return onnx.load(graph)


def half(graph: Path) -> onnx.ModelProto:
    return _halved(as_they_are(graph))


def int8(graph: Path) -> onnx.ModelProto:
    return _integers(graph, "QInt8")


def uint8(graph: Path) -> onnx.ModelProto:
    return _integers(graph, "QUInt8")


def four_bits(graph: Path) -> onnx.ModelProto:
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    quantiser = MatMulNBitsQuantizer(as_they_are(graph), bits=4, block_size=_BLOCK)
    quantiser.process()
    return quantiser.model.model


def four_bits_and_half(graph: Path) -> onnx.ModelProto:
    return _halved(four_bits(graph))


def normal_floats(graph: Path) -> onnx.ModelProto:
    from onnxruntime.quantization.matmul_bnb4_quantizer import MatMulBnb4Quantizer

    quantiser = MatMulBnb4Quantizer(as_they_are(graph), MatMulBnb4Quantizer.NF4, _BLOCK)
    quantiser.process()
    return quantiser.model.model


def _halved(model: onnx.ModelProto) -> onnx.ModelProto:
    from onnxruntime.transformers.float16 import convert_float_to_float16

    return convert_float_to_float16(model, disable_shape_infer=True)


def _integers(graph: Path, kind: str) -> onnx.ModelProto:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    made = graph.with_name("integers.onnx")
    float_ = {"DefaultTensorType": onnx.TensorProto.FLOAT}
    quantize_dynamic(graph, made, op_types_to_quantize=["MatMul"], weight_type=QuantType[kind], extra_options=float_)
    model = onnx.load(made)
    made.unlink()
    return model

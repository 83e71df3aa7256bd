"""The same network in float32: what the integers of a Firefox Translations student are measured against."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import onnx
from firefox_graph import DecoderGraph, EncoderGraph, StudentGraph
from translator import DECODER, ENCODER

if TYPE_CHECKING:
    from pathlib import Path

    from marian_file import MarianFile
    from shortlist import Shortlist


class FloatArithmetic(StudentGraph):
    """Dense layers with the original's weights as floats, and activations that are not quantised."""

    def dense(self, x: str, *names: tuple[str, str], positive: bool = False) -> str:
        """Multiply by the matrices side by side and add their biases."""
        matrices = [self.marian.matrices[weight] for weight, _ in names]
        weights = [matrix.packed.astype(np.float32) * np.float32(matrix.scale) for matrix in matrices]
        product = self.node(
            "MatMul",
            self.node("Relu", x) if positive else x,
            self.constant(f"{names[0][0]}.weight", np.concatenate(weights, 1)),
        )
        return self.node("Add", product, self.constant(f"{names[0][0]}.bias", self.biases(names)))


class FloatEncoder(FloatArithmetic, EncoderGraph):
    """Writes what is done once for a batch."""


class FloatDecoder(FloatArithmetic, DecoderGraph):
    """Writes one step."""


def write_float(marian: MarianFile, shortlist: Shortlist, shipped: Path, folder: Path) -> None:
    """Write a folder that differs from the shipped one in its arithmetic alone."""
    (folder / "onnx").mkdir()
    onnx.save(FloatEncoder(marian, shortlist).model(), folder / ENCODER)
    onnx.save(FloatDecoder(marian).model(), folder / DECODER)
    shutil.copyfile(shipped / "tokenizer.json", folder / "tokenizer.json")

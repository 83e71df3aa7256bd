"""Fusing a graph once, so that it need not be done at every start.

onnxruntime's own optimiser is used, not its `transformers.optimizer`: in one process on one core (the least processor
time of each) the latter's Attention and SkipLayerNormalization were 4 to 14 % slower on a MiniLM and a ViT, in float as
in int8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.converter.graph import rewrite

if TYPE_CHECKING:
    from pathlib import Path

UNFUSED = ("GemmActivationFusion", "MatMulScaleFusion", "MatmulTransposeFusion")
"""What would hide a product of matrices from the quantiser."""


def fold(graph: Path, out: Path) -> Path:
    """Fold constants and drop what does nothing; only standard operators come out. Returns `out`."""
    return rewrite(graph, out, "basic", without=UNFUSED)


def fuse(graph: Path, out: Path) -> Path:
    """Fuse operators into the ones onnxruntime has of its own (`com.microsoft`), on any processor. Returns `out`."""
    return rewrite(graph, out, "extended")

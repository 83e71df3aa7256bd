"""Depth, with a graph that takes what is bright for near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.core.result import Picture
from tests.unit.engine.graphs import Files
from tests.unit.engine.picture_models import Bench, map_graph, plain, save
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from pathlib import Path

TASK = "depth-estimation"


def test_the_picture_of_depth_has_the_size_of_the_photo(tmp_path: Path) -> None:
    files: Files = {
        "onnx/model.onnx": map_graph("predicted_depth", axes=3, scale=7, offset=100),
        "preprocessor_config.json": plain(16, 24, image_processor_type="DPTImageProcessor"),
    }
    bench = Bench(load(tmp_path / "model", TASK, files), tmp_path)
    ramp = np.repeat(np.arange(0, 240, 4, dtype=np.uint8)[None, :, None], 40, axis=0).repeat(3, axis=2)
    value = bench.result(TASK, save(tmp_path / "a.png", ramp))
    assert value == Picture(width=60, height=40, artifact="depth.png")
    depth = bench.picture("depth.png")
    assert depth.shape == (40, 60)
    assert (int(depth.min()), int(depth.max())) == (0, 255)
    assert (np.diff(depth[20].astype(int))[2:-2] > 0).all()

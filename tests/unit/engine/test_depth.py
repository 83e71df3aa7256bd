"""Depth as a grey picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from desktop.core.errors import ModelIncompatible
from desktop.engine.depth import depth_picture
from tests.unit.engine.picture_models import map_graph
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.engine.loaded import LoadedModel


@pytest.fixture
def model(tmp_path: Path) -> LoadedModel:
    return load(tmp_path, "depth-estimation", {"onnx/model.onnx": map_graph("predicted_depth", axes=3)})


@pytest.mark.parametrize("shape", [(2, 3), (1, 2, 3)])
def test_it_is_stretched_to_all_greys_in_the_pictures_size(model: LoadedModel, shape: tuple[int, ...]) -> None:
    grey = depth_picture(model, np.array([[-3, 2, 7], [-3, 2, 7]], np.float32).reshape(shape), (2, 3))
    assert grey.tolist() == [[0, 127, 255]] * 2
    large = depth_picture(model, np.arange(6, dtype=np.float32).reshape(shape), (20, 30))
    assert large.shape == (20, 30)
    assert (int(large.min()), int(large.max())) == (0, 255)


def test_a_flat_wall_is_one_grey(model: LoadedModel) -> None:
    assert len(np.unique(depth_picture(model, np.full((2, 2), 0.5, np.float32), (4, 4)))) == 1


def test_one_row_is_a_picture(model: LoadedModel) -> None:
    assert depth_picture(model, np.array([[0, 1]], np.float32), (1, 2)).tolist() == [[0, 255]]


def test_what_is_no_picture_is_refused(model: LoadedModel) -> None:
    with pytest.raises(ModelIncompatible, match=r"2 × 3 × 3.* is no picture"):
        depth_picture(model, np.zeros((2, 3, 3), np.float32), (4, 4))

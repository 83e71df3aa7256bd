"""Parts of a picture and the cutout, with graphs that give the picture's own colours as parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.result import Masks
from desktop.core.usage import ParameterInvalid
from tests.unit.engine.graphs import Files
from tests.unit.engine.picture_models import COLOURS, Bench, fixed_graph, map_graph, plain, save
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from pathlib import Path

TASK = "image-segmentation"
SIZE = (60, 90)
"""Height and width of the pictures."""


def bench(folder: Path, graph: bytes, **more: Any) -> Bench:
    files: Files = {
        "onnx/model.onnx": graph,
        "config.json": COLOURS,
        "preprocessor_config.json": plain(*SIZE, **more),
    }
    return Bench(load(folder / "model", TASK, files), folder)


@pytest.fixture
def flag(tmp_path: Path) -> Path:
    """Two thirds green, the rest blue."""
    picture = np.zeros((*SIZE, 3), np.uint8)
    picture[:, :60] = (0, 200, 0)
    picture[:, 60:] = (0, 0, 200)
    return save(tmp_path / "flag.png", picture)


def test_each_class_has_a_mask_of_the_pictures_size(tmp_path: Path, flag: Path) -> None:
    at_work = bench(tmp_path, map_graph("logits", channels=3, scale=10))
    value = at_work.result(TASK, flag)
    assert isinstance(value, Masks)
    assert [(mask.label, mask.artifact) for mask in value.masks] == [
        ("green", "mask-01 green.png"),
        ("blue", "mask-02 blue.png"),
    ]
    assert (value.width, value.height, value.cutout) == (90, 60, "")
    assert all(0.9 < mask.score <= 1 for mask in value.masks)
    green = at_work.picture("mask-01 green.png")
    assert green.shape == SIZE
    assert green.dtype == np.uint8
    assert (green[:, :59] == 255).all()
    assert (green[:, 61:] == 0).all()
    assert np.array_equal(green, 255 - at_work.picture("mask-02 blue.png"))


def test_what_is_kept_is_cut_out_in_full_size(tmp_path: Path, flag: Path) -> None:
    at_work = bench(tmp_path, map_graph("logits", channels=3, scale=10))
    value = at_work.result(TASK, flag, keep=" Blue , red")
    assert value.cutout == "cutout.png"
    cutout = at_work.picture("cutout.png")
    assert cutout.shape == (*SIZE, 4)
    assert (cutout[:, 62:] == (0, 0, 200, 255)).all()
    assert (cutout[:, :58, 3] == 0).all()


def test_nothing_to_keep_in_the_picture_is_no_cutout(tmp_path: Path, flag: Path) -> None:
    assert bench(tmp_path, map_graph("logits", channels=3)).result(TASK, flag, keep="red").cutout == ""


def test_a_label_the_model_does_not_know_is_refused_before_the_picture_is_read(tmp_path: Path) -> None:
    at_work = bench(tmp_path, map_graph("logits", channels=3))
    missing = tmp_path / "a.png"
    missing.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(ParameterInvalid) as caught:
        at_work.result(TASK, missing, keep="blue, cat")
    assert caught.value.arguments == {"name": "keep", "value": "cat", "expected": "red, green, blue"}


@pytest.mark.parametrize(
    ("output", "axes", "scale", "offset"),
    [("alphas", 4, 1.0, 0.0), ("output", 3, 1.0, 0.0), ("output_image", 4, 40.0, -20.0)],
    ids=["opacity", "without channels", "logits"],
)
def test_a_model_of_the_foreground_always_cuts_it_out(
    tmp_path: Path, output: str, axes: int, scale: float, offset: float
) -> None:
    picture = np.zeros((*SIZE, 3), np.uint8)
    picture[:, 45:] = 255
    at_work = bench(tmp_path, map_graph(output, axes=axes, scale=scale, offset=offset))
    value = at_work.result(TASK, save(tmp_path / "a.png", picture))
    assert [(mask.label, mask.artifact) for mask in value.masks] == [("foreground", "mask-01 foreground.png")]
    assert value.masks[0].score > 0.99
    assert value.cutout == "cutout.png"
    cutout = at_work.picture("cutout.png")
    assert np.array_equal(cutout[..., :3], picture)
    assert np.array_equal(cutout[..., 3], picture[..., 0])
    assert np.array_equal(at_work.picture("mask-01 foreground.png"), picture[..., 0])


def test_things_in_front_of_a_scene_are_parts_when_the_model_is_sure(tmp_path: Path, flag: Path) -> None:
    left = np.full((6, 9), -9.0)
    left[:, :6] = 9
    answers = {
        "logits": np.array([[7, 0, 0, 0], [0, 0, 1.2, 0], [0, 0, 0, 9]]),
        "pred_masks": np.stack([left, -left, -left]),
    }
    at_work = bench(tmp_path, fixed_graph(answers), image_processor_type="DetrImageProcessor")
    assert [mask.label for mask in at_work.result(TASK, flag).masks] == ["red"]
    value = at_work.result(TASK, flag, threshold=0.5, keep="blue")
    assert [(mask.label, round(mask.score, 2)) for mask in value.masks] == [("red", 1.0), ("blue", 0.53)]
    opacity = at_work.picture(value.cutout)[..., 3]
    assert (opacity[:, 65:] == 255).all()
    assert (opacity[:, :55] == 0).all()

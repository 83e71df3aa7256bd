"""Things in a picture, found by graphs that always see the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.errors import ModelIncompatible
from desktop.core.result import Boxes
from tests.unit.engine.picture_models import ANY_SIZE, Bench, colour_graph, fixed_graph, plain, save
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from pathlib import Path

TASK = "object-detection"
NAMES = {"id2label": {"0": "cat", "1": "rubber/duck"}}
QUERIES = {
    "logits": np.array([[6, 0, 0], [0, 3, 0], [0, 0.5, 0]]),
    "pred_boxes": np.array([[0.25, 0.5, 0.5, 1], [0.75, 0.5, 0.5, 1], [0.5, 0.5, 1, 1]]),
}


def bench(folder: Path, graph: bytes, **files: Any) -> Bench:
    return Bench(load(folder / "model", TASK, {"onnx/model.onnx": graph, **files}), folder)


def detr(folder: Path) -> Bench:
    files = {"config.json": NAMES, "preprocessor_config.json": plain(8, 8, image_processor_type="DetrImageProcessor")}
    return bench(folder, fixed_graph(QUERIES), **files)


def found(value: Any) -> list[tuple[str, tuple[float, ...]]]:
    assert isinstance(value, Boxes)
    return [(box.label, tuple(round(side, 3) for side in box.box)) for box in value.boxes]


def test_boxes_are_in_pixels_of_each_picture(tmp_path: Path) -> None:
    small, large = (save(tmp_path / f"{width}.png", (9, 9, 9), (width, 30)) for width in (40, 400))
    first, second = detr(tmp_path).run(TASK, small, large)
    assert found(first.value) == [("cat", (0, 0, 20, 30)), ("rubber/duck", (20, 0, 40, 30))]
    assert found(second.value) == [("cat", (0, 0, 200, 30)), ("rubber/duck", (200, 0, 400, 30))]
    assert isinstance(second.value, Boxes)
    assert (second.value.width, second.value.height) == (400, 30)


def test_boxes_are_those_of_the_upright_picture(tmp_path: Path) -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "phone.jpg"
    Image.new("RGB", (40, 30)).save(path, exif=exif)
    assert found(detr(tmp_path).result(TASK, path))[0] == ("cat", (0, 0, 15, 40))


def test_the_threshold_decides_what_is_left(tmp_path: Path) -> None:
    picture = save(tmp_path / "a.png", (9, 9, 9))
    at_work = detr(tmp_path)
    assert [len(found(at_work.result(TASK, picture, threshold=at))) for at in (0.4, 0.5, 0.95, 1.0)] == [3, 2, 1, 0]


def test_each_thing_is_cut_out_when_asked(tmp_path: Path) -> None:
    halves = np.zeros((30, 40, 3), np.uint8)
    halves[:, :20] = (255, 0, 0)
    at_work = detr(tmp_path)
    at_work.result(TASK, save(tmp_path / "a.png", halves), crops=True)
    assert [one.name for one in at_work.contexts[-1].artifacts] == ["01 cat.png", "02 rubber-duck.png"]
    assert at_work.picture("01 cat.png").shape == (30, 20, 3)
    assert at_work.picture("01 cat.png")[..., 0].min() == 255
    assert at_work.picture("02 rubber-duck.png").max() == 0
    at_work.result(TASK, tmp_path / "a.png")
    assert at_work.contexts[-1].artifacts == []


def test_a_bare_graph_with_its_labels_inside_finds_things(tmp_path: Path) -> None:
    columns = np.zeros((6, 20), np.float32)
    columns[:, 0] = [32, 32, 32, 16, 0.1, 0.9]
    columns[:, 1] = [33, 32, 32, 16, 0.1, 0.8]
    noted = {"names": "{0: 'cat', 1: 'duck'}", "imgsz": "[64, 64]", "stride": "32", "task": "detect"}
    graph = fixed_graph({"output0": columns}, (1, 3, 64, 64), name="images", metadata=noted)
    value = bench(tmp_path, graph).result(TASK, save(tmp_path / "a.png", (9, 9, 9), (200, 100)))
    assert found(value) == [("duck", (50, 25, 150, 75))]


def test_a_graph_that_counts_no_pictures_gives_its_whole_list(tmp_path: Path) -> None:
    rows = np.array([[16, 24, 48, 40, 0.7, 1], [16, 24, 48, 40, 0.9, 0]])
    graph = fixed_graph({"output": rows}, (1, 3, 64, 64), name="images", batched=False)
    value = bench(tmp_path, graph, **{"config.json": NAMES}).result(TASK, save(tmp_path / "a.png", (9, 9, 9), (64, 64)))
    assert found(value) == [("cat", (16, 24, 48, 40)), ("rubber/duck", (16, 24, 48, 40))]


def test_a_graph_may_ask_for_the_size_of_the_picture(tmp_path: Path) -> None:
    lists = {"labels": np.array([1]), "boxes": np.array([[1, 2, 3, 4]]), "scores": np.array([0.8])}
    graph = fixed_graph(lists, (1, 3, 64, 64), name="images", more={"orig_target_sizes": ("batch", 2)})
    value = bench(tmp_path, graph, **{"config.json": NAMES}).result(TASK, save(tmp_path / "a.png", (9, 9, 9)))
    assert found(value) == [("rubber/duck", (1, 2, 3, 4))]


def test_a_classifier_is_no_detector(tmp_path: Path) -> None:
    files = {"config.json": NAMES, "preprocessor_config.json": plain(4, 4)}
    with pytest.raises(ModelIncompatible, match="gives no boxes"):
        bench(tmp_path, colour_graph(ANY_SIZE), **files).result(TASK, save(tmp_path / "a.png", (9, 9, 9)))

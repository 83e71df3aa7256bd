"""What is in a picture, with a graph whose classes are colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.errors import InputCorrupt, ModelIncompatible
from desktop.core.result import Labels
from tests.unit.engine.graphs import Files
from tests.unit.engine.picture_models import ANY_SIZE, COLOURS, Bench, Shape, colour_graph, plain, save
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TASK = "image-classification"


@pytest.fixture
def bench(tmp_path: Path) -> Callable[..., Bench]:
    def make(shape: Shape = ANY_SIZE, labels: dict[str, Any] = COLOURS, **more: Any) -> Bench:
        files: Files = {
            "onnx/model.onnx": colour_graph(shape, **more),
            "config.json": labels,
            "preprocessor_config.json": plain(4, 4),
        }
        return Bench(load(tmp_path / "model", TASK, files), tmp_path)

    return make


def names(value: Any) -> list[str]:
    assert isinstance(value, Labels)
    return [label.label for label in value.labels]


@pytest.mark.parametrize(
    ("shape", "name"),
    [
        (ANY_SIZE, "pixel_values"),
        (("batch", 4, 4, 3), "input"),
        ((1, 3, 4, 4), "images"),
        ((2, 3, 4, 4), "pixel_values"),
    ],
    ids=["any size", "colours last", "one at a time", "two at a time"],
)
def test_pictures_are_classified_together_and_each_for_itself(
    bench: Callable[..., Bench], tmp_path: Path, shape: Shape, name: str
) -> None:
    pictures = {"red": (255, 90, 0), "green": (0, 255, 90), "blue": (90, 0, 255)}
    paths = [save(tmp_path / f"{colour}.png", rgb) for colour, rgb in pictures.items()]
    members = bench(shape, name=name).run(TASK, *paths, top_k=2)
    assert [names(member.value) for member in members] == [["red", "green"], ["green", "blue"], ["blue", "red"]]


def test_an_output_of_another_name_will_do(bench: Callable[..., Bench], tmp_path: Path) -> None:
    value = bench(output="activations").result(TASK, save(tmp_path / "red.png", (255, 0, 0)))
    assert names(value) == ["red", "green", "blue"]
    assert value.labels[0].score == 1, "what adds up to 1 is left alone"


def test_a_damaged_picture_costs_only_itself(bench: Callable[..., Bench], tmp_path: Path) -> None:
    good = save(tmp_path / "good.png", (255, 0, 0))
    bad = tmp_path / "bad.png"
    bad.write_bytes(good.read_bytes()[:60])
    first, second = bench().run(TASK, bad, good)
    assert isinstance(first.error, InputCorrupt)
    assert names(second.value)[0] == "red"


def test_fewer_names_than_classes_are_the_models_fault(bench: Callable[..., Bench], tmp_path: Path) -> None:
    with pytest.raises(ModelIncompatible, match="3 classes apart and names 2"):
        bench(labels={"id2label": {"0": "red", "1": "green"}}).result(TASK, save(tmp_path / "a.png", (9, 9, 9)))

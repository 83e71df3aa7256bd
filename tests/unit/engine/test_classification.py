from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop.core.errors import Cancelled, ModelIncompatible
from desktop.core.result import TextLine
from desktop.engine.classification import check_classes, class_scores, label_names, own_labels, probabilities, ranked
from desktop.engine.interrupt import Interrupt, running
from desktop.engine.ocr import reading_order, rows
from tests.unit.engine.graphs import Files
from tests.unit.engine.picture_models import colour_graph
from tests.unit.engine.text_models import load


def test_the_best_label_comes_first_and_ties_keep_the_models_order() -> None:
    labels = ranked(("a", "b", "c"), np.array([0.2, 0.4, 0.4]), at_most=2)
    assert [(label.label, label.score) for label in labels] == [("b", 0.4), ("c", 0.4)]


@pytest.mark.parametrize(
    ("files", "metadata"),
    [
        ({"config.json": {"id2label": {"1": "dog", "0": "cat"}}}, {}),
        ({"config.json": {"label_names": ["n1", "n2"], "label_descriptions": {"n1": "cat", "n2": "dog"}}}, {}),
        ({"config.json": {"label_names": ["cat", "dog"]}}, {}),
        ({"labels.txt": b"cat\r\ndog\r\n\r\n"}, {}),
        ({}, {"names": "{0: 'cat', 1: 'dog'}"}),
        ({}, {"names": '["cat", "dog"]'}),
        ({}, {"character": "cat\ndog"}),
        ({}, {"labels": "cat, dog"}),
        ({"config.json": {"id2label": {"0": "cat", "1": "dog"}}}, {"names": "{0: 'x', 1: 'y'}"}),
    ],
)
def test_labels_are_found_wherever_folders_keep_them(
    tmp_path: Path, files: dict[str, Any], metadata: dict[str, str]
) -> None:
    model = load(tmp_path, "image-classification", {"model.onnx": colour_graph(metadata=metadata), **files})
    assert label_names(model) == ("cat", "dog")


@pytest.mark.parametrize(
    ("config", "names"),
    [
        ({"model_type": "vit"}, ("LABEL_0", "LABEL_1")),
        ({"model_type": "vit", "num_labels": 3}, ("LABEL_0", "LABEL_1", "LABEL_2")),
        ({"id2label": {"0": "cat", "2": "dog"}}, ("cat", "LABEL_1", "dog")),
    ],
)
def test_labels_nobody_named_are_called_as_the_library_does(
    tmp_path: Path, config: dict[str, Any], names: tuple[str, ...]
) -> None:
    model = load(tmp_path, "image-classification", {"model.onnx": colour_graph(), "config.json": config})
    assert label_names(model) == names


@pytest.mark.parametrize(
    "written", ["__import__('os')", "(" * 5000, "{0: 'x', 10**12: 'y'}", "{'9999999999': 'y'}", " "]
)
def test_metadata_of_a_stranger_does_no_harm(tmp_path: Path, written: str) -> None:
    model = load(tmp_path, "image-classification", {"model.onnx": colour_graph(metadata={"names": written})})
    with suppress(ModelIncompatible):
        assert len(label_names(model)) < 5


def test_a_class_without_a_name_is_not_shown(tmp_path: Path) -> None:
    model = load(tmp_path, "image-classification", {"model.onnx": colour_graph()})
    check_classes(model, ("cat", "dog", "boat"), 2)
    with pytest.raises(ModelIncompatible, match="tells 3 classes apart and names 2"):
        check_classes(model, ("cat", "dog"), 3)


def test_probabilities_are_not_made_of_probabilities(tmp_path: Path) -> None:
    files: Files = {"model.onnx": colour_graph(), "config.json": {"problem_type": "single_label_classification"}}
    model = load(tmp_path, "image-classification", files)
    chances = np.array([[0.7, 0.2, 0.1]], np.float32)
    assert class_scores(model, chances, finished=True).tolist() == chances[0].tolist()
    expected = probabilities(model, chances[0])
    assert np.array_equal(class_scores(model, chances, finished=False), expected)
    assert expected.max() < 0.5
    assert class_scores(model, chances * 2, finished=True).sum() == pytest.approx(1)


def test_several_labels_at_once_are_judged_by_themselves(tmp_path: Path) -> None:
    files: Files = {"model.onnx": colour_graph(), "config.json": {"problem_type": "multi_label_classification"}}
    scores = probabilities(load(tmp_path, "image-classification", files), np.array([0.0, 200.0, -200.0]))
    assert scores.tolist() == [0.5, 1, pytest.approx(0)]


def test_own_labels_are_taken_apart_at_the_commas() -> None:
    assert own_labels(" red,,blue , red", "A {} boat.") == (("red", "blue"), ["A red boat.", "A blue boat."])


def test_a_switched_interrupt_stops_before_and_inside_a_run() -> None:
    interrupt, other = Interrupt(), Interrupt()
    with running([interrupt, other]) as options:
        interrupt.cancel()
        assert not options.terminate, "the other job still wants the batch"
        other.cancel()
        assert options.terminate
    with pytest.raises(Cancelled):
        interrupt.check()
    with pytest.raises(Cancelled), running([interrupt]):
        pytest.fail("a cancelled job must not run")


def line(text: str, x: float, y: float, height: float = 20) -> TextLine:
    return TextLine(text=text, score=1, box=((x, y), (x + 90, y), (x + 90, y + height), (x, y + height)))


def test_lines_side_by_side_are_read_from_left_to_right() -> None:
    found = [line("total", 10, 102), line("€ 5", 400, 98), line("title", 200, 10), line("below", 10, 130)]
    assert [entry.text for entry in reading_order(found)] == ["title", "total", "€ 5", "below"]
    assert [[entry.text for entry in row] for row in rows(found)] == [["title"], ["total", "€ 5"], ["below"]]

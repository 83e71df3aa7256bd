"""What detectors give, in each of the shapes their graphs give it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.errors import ModelIncompatible
from desktop.core.result import Boxes
from desktop.engine.boxes import find_boxes, overlaps, without_duplicates
from desktop.engine.pixels import Prepared
from tests.unit.engine.graphs import Node, graph
from tests.unit.engine.picture_models import ANY_SIZE, colour_graph, plain
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Find = Callable[..., list[tuple[str, float, list[float]]]]

NAMES = {"id2label": {"0": "cat", "1": "dog", "2": "boat"}}
NO = -9.0


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """Decode outputs for a picture of 200 × 100 pixels that lies in a graph's input of 64 × 64, margins above it."""

    def decoded(
        outputs: dict[str, Any],
        *,
        threshold: float = 0.5,
        processor: str = "DetrImageProcessor",
        model: bytes = colour_graph(),
        names: dict[str, Any] = NAMES,
        **settings: Any,
    ) -> list[tuple[str, float, list[float]]]:
        config = plain(64, 64, image_processor_type=processor)
        files: dict[str, Any] = {"onnx/model.onnx": model, "config.json": names, "preprocessor_config.json": config}
        prepared = Prepared(row={}, width=200, height=100, inner=(0, 16, 64, 32))
        arrays = {name: np.array(array, np.float32) for name, array in outputs.items()}
        found = find_boxes(load(tmp_path / "model", "object-detection", files, **settings), arrays, prepared, threshold)
        assert isinstance(found, Boxes)
        assert (found.width, found.height) == (200, 100)
        return [(box.label, round(box.score, 3), [round(side, 2) for side in box.box]) for box in found.boxes]

    return decoded


def logit(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))


def test_detr_gives_each_query_one_label_and_a_class_for_nothing(find: Find) -> None:
    found = find(
        {
            "logits": [[0, 3, 0, 0], [0, 0, 0, 8], [5, 0, 0, 0]],
            "pred_boxes": [[0.5, 0.5, 0.2, 0.4], [0.5, 0.5, 1, 1], [0.25, 0.5, 0.5, 1]],
        }
    )
    assert found == [("cat", 0.98, [0, 0, 100, 100]), ("dog", 0.87, [80, 30, 120, 70])]


def test_boxes_of_queries_are_given_as_they_are_even_beyond_the_picture(find: Find) -> None:
    [(_, _, box)] = find({"logits": [[9, 0, 0, 0]], "pred_boxes": [[0, 0.5, 0.2, 0.4]]})
    assert box == [-20, 30, 20, 70]


def test_rt_detr_judges_each_label_by_itself(find: Find) -> None:
    found = find(
        {
            "logits": [[logit(0.9), logit(0.6), NO], [NO, NO, logit(0.4)]],
            "pred_boxes": [[0.5, 0.5, 0.5, 0.5], [0.5, 0.5, 1, 1]],
        },
        processor="RTDetrImageProcessor",
    )
    assert found == [("cat", 0.9, [50, 25, 150, 75]), ("dog", 0.6, [50, 25, 150, 75])]


@pytest.mark.parametrize(("processor", "most"), [("RTDetrImageProcessor", 150), ("DeformableDetrImageProcessor", 100)])
def test_as_many_stay_as_the_library_keeps(find: Find, processor: str, most: int) -> None:
    queries = {"logits": np.full((150, 3), 2.0), "pred_boxes": np.full((150, 4), 0.5)}
    assert len(find(queries, processor=processor)) == most


def test_what_is_as_sure_as_the_threshold_is_left_out(find: Find) -> None:
    queries = {"logits": [[0.0, NO, NO]], "pred_boxes": [[0.5, 0.5, 0.5, 0.5]]}
    assert find(queries, threshold=0.5) == []
    assert len(find(queries, threshold=0.49)) == 1


def test_ultralytics_columns_lose_their_duplicates_and_their_margins(find: Find) -> None:
    columns = [
        # centre x, centre y, width, height, cat, dog, boat
        [32, 32, 32, 16, 0.9, 0.1, 0.1],
        [33, 32, 32, 16, 0.8, 0.1, 0.1],
        [32, 32, 32, 16, 0.1, 0.7, 0.1],
        [32, 20, 64, 16, 0.1, 0.1, 0.6],
        [10, 10, 10, 10, 0.1, 0.1, 0.1],
    ]
    table = np.pad(np.array(columns, np.float32).T, ((0, 0), (0, 30)))
    assert find({"output0": table}) == [
        ("cat", 0.9, [50, 25, 150, 75]),
        ("dog", 0.7, [50, 25, 150, 75]),
        ("boat", 0.6, [0, 0, 200, 37.5]),
    ]


def test_the_manifest_says_what_overlap_is_a_duplicate(find: Find) -> None:
    table = np.zeros((7, 30), np.float32)
    table[:, 0] = [32, 32, 32, 16, 0.9, 0, 0]
    table[:, 1] = [40, 32, 32, 16, 0.8, 0, 0]
    assert len(find({"output0": table})) == 2
    assert len(find({"output0": table}, iou=0.5)) == 1


def test_rows_with_a_score_for_being_anything_are_multiplied(find: Find) -> None:
    assert find({"output": [[32, 32, 32, 16, 0.8, 0.1, 0.9, 0.2]] + [[0] * 8] * 9}) == [
        ("dog", 0.72, [50, 25, 150, 75])
    ]


def test_finished_rows_are_taken_as_they_are(find: Find) -> None:
    rows = [[16, 24, 48, 40, 0.7, 2], [17, 24, 48, 40, 0.9, 2], [0, 0, 9, 9, 0.3, 0]]
    assert find({"output0": rows}) == [("boat", 0.9, [53.12, 25, 150, 75]), ("boat", 0.7, [50, 25, 150, 75])]


def test_rows_that_begin_with_the_picture_are_understood(find: Find) -> None:
    assert find({"output": [[0, 16, 24, 48, 40, 1, 0.7]]}) == [("dog", 0.7, [50, 25, 150, 75])]


def test_finished_lists_are_taken_in_the_pixels_they_are_in(find: Find) -> None:
    lists = {"labels": [1, 0], "boxes": [[16, 24, 48, 40], [0, 0, 1, 1]], "scores": [0.8, 0.2]}
    assert find(lists) == [("dog", 0.8, [50, 25, 150, 75])]
    original = graph(
        [Node("ReduceMean", ("images",), "scores", {"axes": (2, 3), "keepdims": 0})],
        inputs={"images": ANY_SIZE, "orig_target_sizes": ("batch", 2)},
        outputs={"scores": ("batch", 3)},
        constants={},
    )
    assert find(lists, model=original) == [("dog", 0.8, [16, 24, 48, 40])]


def test_a_table_that_does_not_fit_the_labels_is_refused(find: Find) -> None:
    with pytest.raises(ModelIncompatible, match=r"90 × 40.* does not fit its 3 labels"):
        find({"output0": np.zeros((90, 40))})


def test_a_class_without_a_name_is_refused(find: Find) -> None:
    with pytest.raises(ModelIncompatible, match="4 classes apart and names 3"):
        find({"output0": [[16, 24, 48, 40, 0.7, 3]]})


def test_nothing_found_is_an_answer(find: Find) -> None:
    assert find({"logits": [[0, 0, 0, 9.0]], "pred_boxes": [[0.5, 0.5, 1, 1]]}) == []
    assert find({"output0": np.zeros((7, 30))}) == []


def test_overlap_is_intersection_over_union() -> None:
    others = np.array([[0, 0, 10, 10], [5, 0, 15, 10], [10, 0, 20, 10], [0, 0, 0, 0]], np.float32)
    assert overlaps(np.array([0, 0, 10, 10], np.float32), others) == pytest.approx([1, 1 / 3, 0, 0])


def test_duplicates_are_judged_before_their_margins_are_cut_off(find: Find) -> None:
    # The first reaches far into the margin above the picture: the second is 0.3 of it as a whole, 0.75 of what is seen.
    table = np.array([[20, 8, 40, 80, 0.9, 0, 0], [20, 32, 40, 24, 0.8, 0, 0]], np.float32).T
    assert len(find({"output0": table})) == 2


def test_only_boxes_of_one_class_are_duplicates_and_the_surest_stays() -> None:
    boxes = np.array([[0, 0, 10, 10], [0, 0, 10, 9], [0, 0, 10, 10], [50, 50, 60, 60]], np.float32)
    kept = without_duplicates(boxes, np.array([0.5, 0.9, 0.7, 0.1]), np.array([0, 0, 1, 0]), 0.5)
    assert kept.tolist() == [1, 2, 3]

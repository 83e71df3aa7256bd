"""Parts of pictures, from each kind of segmenter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.errors import ModelIncompatible
from desktop.engine.classification import softmax
from desktop.engine.interpolation import resized
from desktop.engine.masks import FOREGROUND, Segments, find_parts, foreground, panoptic, part_names, semantic
from tests.unit.engine.picture_models import COLOURS, colour_graph, map_graph, plain
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.engine.loaded import LoadedModel

NO, YES = -9.0, 9.0
LEFT = np.array([[1, 1, 0, 0]] * 4)
TOP = LEFT.T


def marked(mask: np.ndarray) -> np.ndarray:
    """Return logits that are sure of a mask of ones."""
    return np.where(mask, YES, NO).astype(np.float32)


def model(folder: Path, graph: bytes, processor: Any = "DetrImageProcessor", **files: Any) -> LoadedModel:
    config = plain(4, 4, image_processor_type=processor)
    content = {"onnx/model.onnx": graph, "preprocessor_config.json": config, **files}
    return load(folder / "model", "image-segmentation", content)


def areas(segments: Segments) -> dict[str, int]:
    return {part.label: int((segments.mask([part]) > 0).sum()) for part in segments.parts}


def test_every_pixel_has_the_class_with_the_highest_logit_in_the_pictures_size() -> None:
    logits = np.random.default_rng(7).normal(0, 4, (40, 9, 11)).astype(np.float32)
    found = semantic([str(number) for number in range(40)], logits, (57, 83))
    large = resized(logits, (57, 83))
    assert np.array_equal(found.numbers, large.argmax(0)), "classes that cannot win were left out, and no others"
    chances = resized(softmax(logits, axis=0), (57, 83))
    for part in found.parts:
        inside = found.mask([part]) == 255
        assert part.score == pytest.approx(chances[part.number][inside].mean(), abs=1e-5)
    assert list(areas(found).values()) == sorted(areas(found).values(), reverse=True)
    assert sum(areas(found).values()) == 57 * 83


def test_maps_of_one_row_are_maps() -> None:
    logits = np.zeros((2, 1, 4), np.float32)
    logits[1, 0, 2:] = 5
    assert areas(semantic(("sky", "sea"), logits, (2, 8))) == {"sky": 6, "sea": 10}


def test_of_overlapping_things_the_surer_one_has_the_pixel() -> None:
    logits = np.array([[6, 0, 0], [0, 4, 0], [0, 0, 9]], np.float32)
    all_but_the_first_column = np.array([[0, 1, 1, 1]] * 4)
    masks = np.stack([marked(LEFT), marked(all_but_the_first_column), marked(TOP)])
    found = panoptic(("cat", "sofa"), logits, masks, (4, 4), 0.5)
    assert {part.label: round(part.score, 3) for part in found.parts} == {"cat": 0.995, "sofa": 0.965}
    for part in found.parts:
        expected = LEFT if part.label == "cat" else 1 - LEFT
        assert np.array_equal(found.mask([part]), expected * 255)


def test_what_others_cover_for_the_most_part_goes() -> None:
    logits = np.array([[6, 0, 0], [0, 4, 0]], np.float32)
    nearly_all = np.ones((4, 4), int)
    nearly_all[3] = 0
    found = panoptic(("cat", "sofa"), logits, np.stack([marked(nearly_all), marked(LEFT)]), (4, 4), 0.5)
    assert [part.label for part in found.parts] == ["cat"]


def test_unsure_queries_and_those_that_saw_nothing_go() -> None:
    logits = np.array([[1, 0, 0], [0, 0, 9]], np.float32)
    masks = np.stack([marked(LEFT), marked(TOP)])
    assert panoptic(("cat", "sofa"), logits, masks, (8, 8), 0.9).parts == ()
    assert panoptic(("cat", "sofa"), logits, masks, (8, 8), 0.57).mask([]).shape == (8, 8)


def test_two_things_of_a_kind_are_two_parts() -> None:
    logits = np.array([[6, 0], [6, 0]], np.float32)
    found = panoptic(("cat",), logits, np.stack([marked(LEFT), marked(1 - LEFT)]), (4, 4), 0.5)
    assert [part.label for part in found.parts] == ["cat", "cat"]
    assert found.mask(found.parts).min() == 255


@pytest.mark.parametrize(
    "opacity",
    [
        pytest.param(np.array([[0, 0.25, 0.5, 1]]), id="probabilities"),
        pytest.param(np.array([[0.1, 0.2, 0.3, 0.5]]), id="a narrow range is stretched"),
        pytest.param(np.array([[-30, -1.0986123, 0, 30]]), id="logits"),
    ],
)
def test_a_foreground_is_its_opacity(opacity: np.ndarray) -> None:
    found = foreground(opacity.astype(np.float32), (1, 4))
    assert found.numbers.tolist() == [[0, 63, 127, 255]]
    assert [part.label for part in found.parts] == [FOREGROUND]


def test_the_score_of_a_foreground_is_how_sure_the_model_is_inside_it() -> None:
    [part] = foreground(np.array([[0, 0.25, 0.75, 1]], np.float32), (1, 4)).parts
    assert part.label == FOREGROUND
    assert part.score == pytest.approx(0.875)


def test_noise_is_not_stretched_into_a_foreground() -> None:
    found = foreground(np.array([[0, 0.01, 0.02, 0.02]], np.float32), (1, 4))
    assert found.numbers.max() == 5
    assert found.parts[0].score == 0


def test_one_channel_is_a_foreground_and_several_are_classes(tmp_path: Path) -> None:
    classes = np.stack([marked(LEFT), marked(1 - LEFT)])
    names = {"config.json": {"id2label": {"0": "sea", "1": "sky"}}}
    loaded = model(tmp_path, map_graph("logits", channels=3), **names)
    assert areas(find_parts(loaded, (classes,), (4, 4), 0.5)) == {"sea": 8, "sky": 8}
    for one in (classes[:1], classes[0], classes[:1].transpose(1, 2, 0)):
        assert find_parts(loaded, (one,), (4, 4), 0.5).opacity


def test_mask2former_sees_its_masks_in_a_size_of_its_own(tmp_path: Path) -> None:
    names = {"config.json": {"id2label": {"0": "cat"}}}
    loaded = model(tmp_path, map_graph("logits", channels=3), "Mask2FormerImageProcessor", **names)
    logits, masks = np.array([[6, 0]], np.float32), marked(LEFT)[None]
    found = find_parts(loaded, (logits, masks), (8, 8), 0.5)
    between = resized(masks, (384, 384))
    expected = panoptic(("cat",), logits, between, (8, 8), 0.5)
    assert np.array_equal(found.numbers, expected.numbers)
    assert areas(found) == areas(expected)


def test_what_has_no_probabilities_is_refused(tmp_path: Path) -> None:
    loaded = model(tmp_path, map_graph("logits"))
    for answer in (np.zeros((4, 4), np.int64), np.zeros(4, np.float32)):
        with pytest.raises(ModelIncompatible, match="no masks with probabilities"):
            find_parts(loaded, (answer,), (4, 4), 0.5)


def test_names_are_known_before_the_model_runs(tmp_path: Path) -> None:
    shown = model(tmp_path / "a", map_graph("logits", channels=3), **{"config.json": COLOURS})
    assert part_names(shown, shown.session()) == ("red", "green", "blue")
    one = model(tmp_path / "b", map_graph("alphas"), **{"config.json": COLOURS})
    assert part_names(one, one.session()) == (FOREGROUND,)
    nameless = model(tmp_path / "c", colour_graph(output="mask"))
    assert part_names(nameless, nameless.session()) == (FOREGROUND,)

"""Captions that fit a picture, with graphs that compare its mean colour with the colours a caption names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.errors import ModelIncompatible
from desktop.core.result import Labels
from desktop.core.usage import ParameterInvalid
from tests.unit.engine.caption_models import CLIP, SIGLIP, TASK, apart, bench, together, vision
from tests.unit.engine.graphs import graph
from tests.unit.engine.picture_models import save

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def orange(tmp_path: Path) -> Path:
    return save(tmp_path / "orange.png", (255, 128, 0))


def scores(value: Any) -> dict[str, float]:
    assert isinstance(value, Labels)
    return {label.label: round(label.score, 4) for label in value.labels}


def softmax(*logits: float) -> list[float]:
    exponents = np.exp(logits)
    return [round(float(one), 4) for one in exponents / exponents.sum()]


def test_the_scores_of_clip_add_up_to_one(tmp_path: Path, orange: Path) -> None:
    at_work = bench(tmp_path, {"onnx/model.onnx": together()}, CLIP)
    found = at_work.result(TASK, orange, labels="green, blue, red, green,")
    red, green, blue = softmax(4, 4 * 128 / 255, 0)
    assert scores(found) == {"red": red, "green": green, "blue": blue}
    assert [label.label for label in found.labels] == ["red", "green", "blue"]


def test_siglip_judges_each_label_and_sees_sixty_four_tokens(tmp_path: Path, orange: Path) -> None:
    at_work = bench(tmp_path, {"onnx/model.onnx": together(counted=True)}, SIGLIP, pad_token="[PAD]")
    found = scores(at_work.result(TASK, orange, labels="red, blue", template="a {}"))
    assert found == {"red": 1.0, "blue": 0.5}, "the logits are 4 × 64 and 0"


def test_a_graph_for_few_captions_is_run_as_often_as_it_takes(tmp_path: Path, orange: Path) -> None:
    at_work = bench(tmp_path, {"onnx/model.onnx": together(texts=2)}, CLIP)
    assert list(scores(at_work.result(TASK, orange, labels="green, blue, red"))) == ["red", "green", "blue"]


def test_a_model_in_two_graphs_gives_the_cosine_times_clips_scale(tmp_path: Path, orange: Path) -> None:
    at_work = bench(tmp_path, apart(), CLIP, logit_scale=4)
    length = np.hypot(1, 128 / 255)
    found = scores(at_work.result(TASK, orange, labels="red, green"))
    assert list(found.values()) == softmax(4 / length, 4 * 128 / 255 / length)


def test_captions_are_read_once_for_many_pictures(tmp_path: Path, orange: Path) -> None:
    at_work = bench(tmp_path, apart(), CLIP, logit_scale=4)
    first = at_work.result(TASK, orange, labels="red, green")
    del at_work.model._parts["session:text_model:1"]
    at_work.model.digests["onnx/text_model.onnx"] = "read"
    (at_work.folder / "model" / "onnx" / "text_model.onnx").unlink()
    assert at_work.result(TASK, orange, labels="red, green") == first


def test_siglip_in_two_graphs_needs_its_scale(tmp_path: Path, orange: Path) -> None:
    with pytest.raises(ModelIncompatible, match="cut into two graphs"):
        bench(tmp_path / "without", apart(), SIGLIP).result(TASK, orange, labels="red")
    at_work = bench(tmp_path / "with", apart(), SIGLIP, logit_scale=2, logit_bias=-2, pad_token="[PAD]")
    assert scores(at_work.result(TASK, orange, labels="blue")) == {"blue": round(1 / (1 + np.exp(2)), 4)}


def test_a_graph_that_compares_nothing_is_refused(tmp_path: Path, orange: Path) -> None:
    pictures = graph(vision("logits"), inputs={"pixel_values": (1, 3, 4, 4)}, outputs={"logits": (1, 3)}, constants={})
    with pytest.raises(ModelIncompatible, match="does not compare pictures with texts"):
        bench(tmp_path, {"onnx/model.onnx": pictures}, CLIP).result(TASK, orange, labels="red")


@pytest.mark.parametrize(
    ("params", "named"), [({"labels": " , "}, "labels"), ({"labels": "red", "template": "a photo"}, "template")]
)
def test_what_is_missing_is_said_before_the_model_is_read(
    tmp_path: Path, orange: Path, params: dict[str, str], named: str
) -> None:
    at_work = bench(tmp_path, {"onnx/model.onnx": b"no graph"}, CLIP)
    with pytest.raises(ParameterInvalid) as caught:
        at_work.result(TASK, orange, **params)
    assert caught.value.arguments["name"] == named

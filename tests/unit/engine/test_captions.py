"""Captions that fit a picture, with graphs that compare its mean colour with the colours a caption names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.errors import ModelIncompatible, ParameterInvalid
from desktop.core.result import Labels
from tests.unit.engine.graphs import Files, Node, graph
from tests.unit.engine.picture_models import Bench, plain, save
from tests.unit.engine.text_models import load, tokenizer_json, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TASK = "zero-shot-image-classification"
WORDS = vocabulary("This", "is", "a", "photo", "of", "red", "green", "blue")
COLOURS = {"red": (1, 0, 0), "green": (0, 1, 0), "blue": (0, 0, 1)}
CLIP, SIGLIP = {"model_type": "clip"}, {"model_type": "siglip", "text_config": {"max_position_embeddings": 64}}


def _vision(output: str) -> list[Node]:
    return [Node("ReduceMean", ("pixel_values",), output, {"axes": (2, 3), "keepdims": 0})]


def _texts(output: str, *, counted: bool = False) -> list[Node]:
    """Sum the colours of a caption's words, times the number of tokens that went in when they are `counted`."""
    nodes = [Node("Gather", ("table", "input_ids"), "colours", {"axis": 0})]
    if not counted:
        return [*nodes, Node("ReduceSum", ("colours", "one"), output, {"keepdims": 0})]
    return [
        *nodes,
        Node("ReduceSum", ("colours", "one"), "sum", {"keepdims": 0}),
        Node("Shape", ("input_ids",), "shape"),
        Node("Gather", ("shape", "one"), "length", {"axis": 0}),
        Node("Cast", ("length",), "factor", {"to": 1}),
        Node("Mul", ("sum", "factor"), output),
    ]


def _constants() -> dict[str, np.ndarray]:
    table = np.array([COLOURS.get(word, (0, 0, 0)) for word in WORDS], np.float32)
    return {"table": table, "one": np.array([1], np.int64), "scale": np.array([4], np.float32)}


def together(
    *, counted: bool = False, texts: int | str = "texts", inputs: Sequence[str] = ("attention_mask",)
) -> bytes:
    nodes = [
        *_vision("image_embeds"),
        *_texts("text_embeds", counted=counted),
        Node("Transpose", ("text_embeds",), "turned", {"perm": (1, 0)}),
        Node("MatMul", ("image_embeds", "turned"), "cosines"),
        Node("Mul", ("cosines", "scale"), "logits_per_image"),
    ]
    shapes = dict.fromkeys(("input_ids", *inputs), (texts, "length"))
    return graph(
        nodes,
        inputs={**shapes, "pixel_values": ("images", 3, "height", "width")},
        outputs={"logits_per_image": ("images", texts)},
        constants=_constants(),
    )


def apart() -> dict[str, bytes]:
    pixels = {"pixel_values": ("batch", 3, "height", "width")}
    vision = graph(_vision("image_embeds"), inputs=pixels, outputs={"image_embeds": ("batch", 3)}, constants={})
    ids = {"input_ids": ("batch", "length")}
    texts = graph(_texts("text_embeds"), inputs=ids, outputs={"text_embeds": ("batch", 3)}, constants=_constants())
    return {"onnx/vision_model.onnx": vision, "onnx/text_model.onnx": texts}


@pytest.fixture
def orange(tmp_path: Path) -> Path:
    return save(tmp_path / "orange.png", (255, 128, 0))


def bench(folder: Path, graphs: dict[str, bytes], config: dict[str, Any], **settings: Any) -> Bench:
    files: Files = {
        **graphs,
        "tokenizer.json": tokenizer_json(WORDS),
        "config.json": config,
        "preprocessor_config.json": plain(4, 4),
    }
    return Bench(load(folder / "model", TASK, files, **settings), folder)


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
    del at_work.model._parts["session:text_model"]
    at_work.model.digests["onnx/text_model.onnx"] = "read"
    (at_work.folder / "model" / "onnx" / "text_model.onnx").unlink()
    assert at_work.result(TASK, orange, labels="red, green") == first


def test_siglip_in_two_graphs_needs_its_scale(tmp_path: Path, orange: Path) -> None:
    with pytest.raises(ModelIncompatible, match="cut into two graphs"):
        bench(tmp_path / "without", apart(), SIGLIP).result(TASK, orange, labels="red")
    at_work = bench(tmp_path / "with", apart(), SIGLIP, logit_scale=2, logit_bias=-2, pad_token="[PAD]")
    assert scores(at_work.result(TASK, orange, labels="blue")) == {"blue": round(1 / (1 + np.exp(2)), 4)}


def test_a_graph_that_compares_nothing_is_refused(tmp_path: Path, orange: Path) -> None:
    pictures = graph(_vision("logits"), inputs={"pixel_values": (1, 3, 4, 4)}, outputs={"logits": (1, 3)}, constants={})
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

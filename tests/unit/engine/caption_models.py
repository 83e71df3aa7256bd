"""Models of captions and pictures: graphs that compare a picture's mean colour with the colours a caption names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tests.unit.engine.graphs import Files, Node, graph
from tests.unit.engine.picture_models import Bench, plain
from tests.unit.engine.text_models import load, tokenizer_json, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TASK = "zero-shot-image-classification"
WORDS = vocabulary("This", "is", "a", "photo", "of", "red", "green", "blue")
COLOURS = {"red": (1, 0, 0), "green": (0, 1, 0), "blue": (0, 0, 1)}
CLIP, SIGLIP = {"model_type": "clip"}, {"model_type": "siglip", "text_config": {"max_position_embeddings": 64}}


def vision(output: str) -> list[Node]:
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
        *vision("image_embeds"),
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
    pictures = graph(vision("image_embeds"), inputs=pixels, outputs={"image_embeds": ("batch", 3)}, constants={})
    ids = {"input_ids": ("batch", "length")}
    texts = graph(_texts("text_embeds"), inputs=ids, outputs={"text_embeds": ("batch", 3)}, constants=_constants())
    return {"onnx/vision_model.onnx": pictures, "onnx/text_model.onnx": texts}


def bench(folder: Path, graphs: dict[str, bytes], config: dict[str, Any], **settings: Any) -> Bench:
    files: Files = {
        **graphs,
        "tokenizer.json": tokenizer_json(WORDS),
        "config.json": config,
        "preprocessor_config.json": plain(4, 4),
    }
    return Bench(load(folder / "model", TASK, files, **settings), folder)

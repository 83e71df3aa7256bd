"""A tiny detector with three endings, and what numpy makes of its guesses."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.parity.reference import pictures
from tests.parity.reference.answer import Answer, save

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image

    from tests.parity.case import Case

    Frame = tuple[int, int, int, int]

_STRIDE, _WEIGHT, _GREY, _OPSET = 8, 0.4, 114, 17
_IOU, _IOU_IN_GRAPH = 0.7, 0.45
"""The default of Ultralytics, which Ilha keeps to, and what the graph that suppresses duplicates itself was given."""
_LEAST_SCORE, _EACH_CLASS_AT_MOST = 0.05, 100
_CARD = "---\npipeline_tag: object-detection\n---\n"


def write(case: Case, place: Path) -> None:
    """Write the graph, the pictures, and what is to be found in them."""
    import torch

    torch.manual_seed(zlib.crc32(case.name.encode()))
    model = _detector(case).eval()
    graph = place / "converted" / "onnx" / "model.onnx"
    graph.parent.mkdir(parents=True)
    (place / "converted" / "README.md").write_text(_CARD, encoding="utf-8")
    _export(case, model, graph)
    (place / "inputs").mkdir()
    inputs = pictures.write_inputs(place / "inputs")
    with torch.inference_mode():
        found = [_answer(way, model, pictures.upright(path)) for way in case.ways() for path in inputs]
    save(found, place)


def _detector(case: Case) -> Any:
    """Return a module that guesses one box for every 8 × 8 pixels."""
    import torch

    class Detector(torch.nn.Module):  # type: ignore[misc] # torch is not in the environment that checks types
        def __init__(self) -> None:
            super().__init__()
            numbers = 4 + (case.model == "Rows") + len(case.settings["classes"])
            self.look = torch.nn.Conv2d(3, 16, _STRIDE, stride=_STRIDE)
            self.guess = torch.nn.Conv2d(16, numbers, 3, padding=1)
            for parameter in self.parameters():
                parameter.data.normal_(0.0, _WEIGHT)

        def forward(self, images: Any) -> Any:
            found = self.guess(torch.tanh(self.look(images)))
            down, across = torch.arange(found.shape[2]), torch.arange(found.shape[3])
            corner = torch.stack(torch.meshgrid(across, down, indexing="xy")) * _STRIDE
            centre = torch.sigmoid(found[:, :2]) * _STRIDE + corner
            size = torch.exp(torch.tanh(found[:, 2:4])) * 2 * _STRIDE
            if case.model == "Suppressed":
                centre, size = centre - size / 2, centre + size / 2
            columns = torch.cat([centre, size, torch.sigmoid(found[:, 4:])], 1).flatten(2)
            return columns.transpose(1, 2) if case.model == "Rows" else columns

    return Detector()


def _export(case: Case, model: Any, graph: Path) -> None:
    import onnx
    import torch

    size = case.settings["height"], case.settings["width"]
    names = {"input_names": ["images"], "output_names": ["output0"], "opset_version": _OPSET}
    torch.onnx.export(model, (torch.zeros(1, 3, *size),), graph, dynamo=False, **names)
    made = onnx.load(graph)
    if case.model == "Suppressed":
        _suppress(made.graph, len(case.settings["classes"]))
    told = {"stride": _STRIDE, "imgsz": list(size), "names": dict(enumerate(case.settings["classes"]))}
    onnx.helper.set_model_props(made, {"task": "detect", **{name: str(value) for name, value in told.items()}})
    onnx.checker.check_model(made, full_check=True)
    onnx.save(made, graph)


def _suppress(graph: Any, classes: int) -> None:
    """Give a graph of columns an end that lets the best boxes through, as YOLOv7 is exported for whole detectors.

    They are rows of: number of the picture, corners, class, score.
    """
    import onnx
    from onnx import helper, numpy_helper

    (output,) = graph.output
    for node in graph.node:
        node.output[:] = ["columns" if name == output.name else name for name in node.output]
    constants = {
        "parts": np.array([4, classes], np.int64),
        "most": np.array([_EACH_CLASS_AT_MOST], np.int64),
        "overlap": np.array([_IOU_IN_GRAPH], np.float32),
        "least": np.array([_LEAST_SCORE], np.float32),
        "zero": np.array([0], np.int64),
        "thirds": np.array([1, 1, 1], np.int64),
        "last": np.array([1], np.int64),
    }
    graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in constants.items())
    make = helper.make_node
    graph.node.extend(
        [
            make("Split", ["columns", "parts"], ["sides", "scores"], axis=1),
            make("Transpose", ["sides"], ["corners"], perm=[0, 2, 1]),
            make("NonMaxSuppression", ["corners", "scores", "most", "overlap", "least"], ["chosen"]),
            make("Split", ["chosen", "thirds"], ["picture", "class", "box"], axis=1),
            make("Concat", ["picture", "box"], ["whose"], axis=1),
            make("GatherND", ["corners", "whose"], ["frames"]),
            make("GatherND", ["scores", "chosen"], ["sure"]),
            make("Unsqueeze", ["sure", "last"], ["certainty"]),
            make("Cast", ["picture"], ["number"], to=onnx.TensorProto.FLOAT),
            make("Cast", ["class"], ["kind"], to=onnx.TensorProto.FLOAT),
            make("Concat", ["number", "frames", "kind", "certainty"], [output.name], axis=1),
        ]
    )
    graph.output[0].CopyFrom(helper.make_tensor_value_info(output.name, onnx.TensorProto.FLOAT, ["found", 7]))


def _answer(case: Case, model: Any, image: Image) -> Answer:
    import torch

    shown, frame = _letterboxed(image, case.settings["width"], case.settings["height"])
    pixels = (np.asarray(shown) / 255.0).astype(np.float32).transpose(2, 0, 1)[None]
    table = model(torch.from_numpy(pixels)).numpy()
    found = list(_found(case, table[0] if case.model != "Rows" else table[0].T))
    if case.model == "Suppressed":
        table = np.array([(0, *box, kind, score) for kind, score, box in found], np.float32).reshape(-1, 7)
    sure = sorted((one for one in found if one[1] > case.params["threshold"]), key=lambda one: -one[1])
    value = [
        {"label": case.settings["classes"][kind], "score": float(score), "box": _in_picture(box, frame, image.size)}
        for kind, score, box in sure
    ]
    return Answer(feeds={"images": pixels}, outputs={"output0": table}, value=value)


def _letterboxed(image: Image, width: int, height: int) -> tuple[Image, Frame]:
    """Return the picture between grey margins, as `LetterBox` of Ultralytics places it, and where it lies."""
    from PIL import Image as Pictures

    ratio = min(height / image.height, width / image.width)
    inside = round(image.width * ratio), round(image.height * ratio)
    left, top = (round((whole - part) / 2 - 0.1) for whole, part in zip((width, height), inside, strict=True))
    shown = Pictures.new("RGB", (width, height), (_GREY,) * 3)
    shown.paste(image.resize(inside, Pictures.Resampling.BILINEAR), (left, top))
    return shown, (left, top, *inside)


def _found(case: Case, columns: np.ndarray) -> Iterator[tuple[int, float, np.ndarray]]:
    """Give class, score and corners of what is left when duplicates of a class are gone, class by class."""
    scores, boxes = columns[4:], columns[:4].T
    if case.model == "Suppressed":
        least, overlap = _LEAST_SCORE, _IOU_IN_GRAPH
    else:
        boxes = np.concatenate([boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2], 1)
        scores = scores[1:] * scores[:1] if case.model == "Rows" else scores
        scores = np.where(scores == scores.max(0), scores, 0)  # each box is of one class
        least, overlap = case.params["threshold"], _IOU
    for kind, row in enumerate(scores):
        kept: list[int] = []
        for place in np.argsort(-row, kind="stable"):
            if row[place] > least and all(_overlap(boxes[place], boxes[other]) <= overlap for other in kept):
                kept.append(int(place))
                yield kind, row[place], boxes[place]


def _overlap(one: np.ndarray, other: np.ndarray) -> float:
    sides = np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2])
    shared = np.prod(np.maximum(sides, 0))
    return float(shared / (np.prod(one[2:] - one[:2]) + np.prod(other[2:] - other[:2]) - shared))


def _in_picture(box: np.ndarray, frame: Frame, size: tuple[int, int]) -> list[float]:
    """Return corners in the picture; what was scaled to whole pixels is scaled back from them."""
    origin, inside = np.array(frame[:2] * 2), np.array(frame[2:] * 2)
    moved = (box.astype(np.float64) - origin) / inside
    return [float(number) for number in moved.clip(0, 1) * np.array(size * 2)]

"""Converted folders, written again in another layout."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from tests.parity.reference import precisions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import onnx

    from tests.parity.layouts import Layout

_FIXED_TOKENS = 128


def write(layout: Layout, converted: Path, out: Path) -> None:
    """Write to `out` what somebody would find on the Hub: no manifest, and one graph."""
    shutil.copytree(converted, out, ignore=shutil.ignore_patterns("onnx", "manifest.json", "report.json"))
    model = getattr(precisions, layout.weights)(converted / "onnx" / "model.onnx")
    graph = out / layout.graph
    graph.parent.mkdir(exist_ok=True)
    _MAKERS[layout.makes](model, graph, out)


def _graph(model: onnx.ModelProto, graph: Path, _: Path) -> None:
    import onnx

    onnx.save(model, graph)


def _data_beside(model: onnx.ModelProto, graph: Path, _: Path) -> None:
    import onnx

    onnx.save(model, graph, save_as_external_data=True, location=f"{graph.name}_data")


def _vocabulary_alone(model: onnx.ModelProto, graph: Path, out: Path) -> None:
    for name in ("tokenizer.json", "special_tokens_map.json", "added_tokens.json"):
        (out / name).unlink(missing_ok=True)
    settings = json.loads((out / "tokenizer_config.json").read_text(encoding="utf-8"))
    settings.pop("added_tokens_decoder")
    _write_json(out / "tokenizer_config.json", settings)
    _graph(model, graph, out)


def _fixed_batch(model: onnx.ModelProto, graph: Path, out: Path) -> None:
    for value in (*model.graph.input, *model.graph.output):
        value.type.tensor_type.shape.dim[0].dim_value = 1
    _graph(model, graph, out)


def _fixed_length(model: onnx.ModelProto, graph: Path, out: Path) -> None:
    for value in model.graph.input:
        value.type.tensor_type.shape.dim[1].dim_value = _FIXED_TOKENS
    _graph(model, graph, out)


def _colours_last(model: onnx.ModelProto, graph: Path, out: Path) -> None:
    from onnx import helper

    (pixels,) = model.graph.input
    for node in model.graph.node:
        node.input[:] = ["colours_first" if name == pixels.name else name for name in node.input]
    turned = helper.make_node("Transpose", [pixels.name], ["colours_first"], perm=[0, 3, 1, 2])
    model.graph.node.insert(0, turned)
    sizes = pixels.type.tensor_type.shape.dim
    for size, meant in zip(sizes, ("batch", "height", "width", 3), strict=True):
        size.Clear()
        setattr(size, "dim_value" if meant == 3 else "dim_param", meant)
    _graph(model, graph, out)


def _labels_in_graph(model: onnx.ModelProto, graph: Path, out: Path) -> None:
    """Word the labels as Ultralytics does, and take them from the configuration."""
    config = json.loads((out / "config.json").read_text(encoding="utf-8"))
    labels = {int(number): name for number, name in config.pop("id2label").items()}
    del config["label2id"]
    _write_json(out / "config.json", config)
    model.metadata_props.add(key="names", value=repr(labels))
    _graph(model, graph, out)


def _old_processor(model: onnx.ModelProto, graph: Path, out: Path) -> None:
    """Name the processor as folders of 2022 do."""
    file = out / "preprocessor_config.json"
    settings = json.loads(file.read_text(encoding="utf-8"))
    kind = settings.pop("image_processor_type").replace("ImageProcessor", "FeatureExtractor")
    size = settings["size"]
    _write_json(file, {**settings, "feature_extractor_type": kind, "size": size["height"]})
    _graph(model, graph, out)


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")


_MAKERS: dict[str, Callable[[onnx.ModelProto, Path, Path], None]] = {
    "graph": _graph,
    "data_beside": _data_beside,
    "vocabulary_alone": _vocabulary_alone,
    "fixed_batch": _fixed_batch,
    "fixed_length": _fixed_length,
    "colours_last": _colours_last,
    "labels_in_graph": _labels_in_graph,
    "old_processor": _old_processor,
}

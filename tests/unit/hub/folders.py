"""Folders in the layout of the Hub with tiny models that work, for tests that then break them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from desktop.state.paths import Home
from tests.unit.engine.graphs import Node, graph

Shape = Sequence[int | str]

CARD = """---
language:
- en
- pt
license: apache-2.0
pipeline_tag: text-classification
model-index:
- name: words
  results:
  - task: nothing
---

# Words, short and long
"""
CONFIG: dict[str, object] = {
    "architectures": ["BertForSequenceClassification"],
    "model_type": "bert",
    "id2label": {"0": "short", "1": "long"},
    "label2id": {"short": 0, "long": 1},
}
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz", *(f"##{c}" for c in "abcxyz")]
SLOPE = np.array([[-0.1, 0.1]], np.float32)


def text_graph(
    *,
    inputs: Sequence[str] = ("input_ids", "attention_mask"),
    outputs: Mapping[str, Shape] | None = None,
    extra: Sequence[Node] = (),
    opset: int = 17,
    elsewhere: Mapping[str, str] | None = None,
    slope: np.ndarray = SLOPE,
) -> bytes:
    """Return a graph of which the logits grow apart with the mean of the ids; `extra` nodes come before the others."""
    outputs = outputs or {"logits": ("batch", slope.shape[1])}
    nodes = [
        *extra,
        Node("Cast", ("input_ids",), "ids", {"to": 1}),
        Node("ReduceMean", ("ids",), "mean", {"axes": (1,), "keepdims": 1}),
        Node("Mul", ("mean", "slope"), next(iter(outputs))),
    ]
    return graph(
        nodes,
        inputs=dict.fromkeys(inputs, ("batch", "length")),
        outputs=outputs,
        constants={"slope": slope},
        opset=opset,
        elsewhere=elsewhere,
    )


def picture_graph(shape: Shape = ("batch", 3, 8, 8)) -> bytes:
    """Return a graph of which the logits grow apart with the brightness of a picture."""
    nodes = [
        Node("ReduceMean", ("pixel_values",), "mean", {"axes": (1, 2, 3), "keepdims": 0}),
        Node("Unsqueeze", ("mean", "last"), "column"),
        Node("Mul", ("column", "slope"), "logits"),
    ]
    constants: dict[str, np.ndarray] = {"slope": SLOPE, "last": np.array([1], np.int64)}
    return graph(nodes, inputs={"pixel_values": shape}, outputs={"logits": ("batch", 2)}, constants=constants)


def tokenizer_json() -> str:
    """Return a tokeniser that knows the letters."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    made = Tokenizer(models.WordPiece({word: index for index, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    written: str = made.to_str()
    return written


def write(folder: Path, files: Mapping[str, bytes | str | object]) -> Path:
    """Write files; what is neither bytes nor text becomes JSON."""
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else None if isinstance(content, bytes) else json.dumps(content)
        place.write_bytes(content if isinstance(content, bytes) else (text or "").encode())
    return folder


def text_folder(folder: Path, **graphs: bytes) -> Path:
    """Write a text classifier; `graphs` by name without ending, `model` where none is given."""
    graphs = graphs or {"model": text_graph()}
    return write(
        folder,
        {
            "README.md": CARD,
            "config.json": CONFIG,
            "tokenizer.json": tokenizer_json(),
            "tokenizer_config.json": {"model_max_length": 128, "pad_token": "[PAD]"},
            **{f"onnx/{name}.onnx": content for name, content in graphs.items()},
        },
    )


def picture_folder(folder: Path) -> Path:
    """Write a picture classifier."""
    return write(
        folder,
        {
            "config.json": {**CONFIG, "architectures": ["ViTForImageClassification"], "model_type": "vit"},
            "preprocessor_config.json": {
                "image_processor_type": "ViTImageProcessor",
                "size": {"height": 8, "width": 8},
                "image_mean": [0.5, 0.5, 0.5],
                "image_std": [0.5, 0.5, 0.5],
            },
            "onnx/model.onnx": picture_graph(),
        },
    )


def list_file(folder: Path, path: str, digest: str) -> None:
    """Write a manifest that gives one file this digest."""
    file = {"path": path, "size_bytes": (folder / path).stat().st_size, "sha256": digest, "role": "model"}
    texts = dict.fromkeys(("summary", "repo", "revision", "title", "notes"), "")
    more = {"id": "local/x", "task": "text-classification", "variant": "fp32", "licence": "MIT", "base_licence": ""}
    rest: dict[str, object] = {"languages": [], "package": None, "settings": {}, "sources": [], "measured": {}}
    write(folder, {"manifest.json": {"format": 1, "files": [file], **texts, **more, **rest}})


def left_behind(home: Home) -> list[Path]:
    """Return whatever is in the store."""
    return list(home.models.rglob("*"))

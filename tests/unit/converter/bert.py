"""Text models as the Hub keeps them for torch, with random weights, written byte by byte: without torch."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

WORDS = (
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", ",", ";", "'", "?"),
    *"abcdefghijklmnopqrstuvwxyz",
    *(f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"),
    *("the", "ferry", "island", "sea", "harbour", "is", "calm", "small", "lies", "from", "and", "its", "of", "a"),
)
LABELS = ("low", "high")
WEIGHTS = "model.safetensors"


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large a BERT is."""

    width: int
    inner: int
    layers: int
    heads: int = 4


SMALL = Size(width=32, inner=64, layers=1)
"""Too small for integers to be faster."""
MIDDLE = Size(width=384, inner=1536, layers=2)
"""Two layers of a MiniLM: integers pay."""


def safetensors(tensors: Mapping[str, np.ndarray]) -> bytes:
    """Return a file of float32 tensors: the length of its header, the header, and the numbers."""
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, tensor in tensors.items():
        header[name] = {"dtype": "F32", "shape": tensor.shape, "data_offsets": [end, end := end + tensor.nbytes]}
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + b"".join(tensor.tobytes() for tensor in tensors.values())


def weights(size: Size, *, classes: int = len(LABELS)) -> dict[str, np.ndarray]:
    """Return the tensors of a BertForSequenceClassification by the names that the library gives them."""
    width = size.width
    shapes: dict[str, tuple[int, ...]] = {
        "bert.embeddings.word_embeddings.weight": (len(WORDS), width),
        "bert.embeddings.position_embeddings.weight": (64, width),
        "bert.embeddings.token_type_embeddings.weight": (2, width),
        "bert.pooler.dense.weight": (width, width),
        "classifier.weight": (classes, width),
    }
    norms = ["bert.embeddings"]
    for layer in (f"bert.encoder.layer.{number}" for number in range(size.layers)):
        shapes |= {f"{layer}.attention.self.{name}.weight": (width, width) for name in ("query", "key", "value")}
        shapes[f"{layer}.attention.output.dense.weight"] = (width, width)
        shapes[f"{layer}.intermediate.dense.weight"] = (size.inner, width)
        shapes[f"{layer}.output.dense.weight"] = (width, size.inner)
        norms += [f"{layer}.attention.output", f"{layer}.output"]
    random = np.random.default_rng(1)
    made = {name: random.normal(0, shape[-1] ** -0.5, shape).astype(np.float32) for name, shape in shapes.items()}
    for name, shape in shapes.items():
        if "embeddings" not in name:
            made[name.replace("weight", "bias")] = np.zeros(shape[0], np.float32)
    for norm in norms:
        made |= {f"{norm}.LayerNorm.weight": np.ones(width, np.float32)}
        made |= {f"{norm}.LayerNorm.bias": np.zeros(width, np.float32)}
    return made


def config(size: Size, **more: Any) -> dict[str, Any]:
    """Return the content of config.json; `more` are further keys, or others."""
    return {
        "architectures": ["BertForSequenceClassification"],
        "model_type": "bert",
        "hidden_size": size.width,
        "intermediate_size": size.inner,
        "num_hidden_layers": size.layers,
        "num_attention_heads": size.heads,
        "max_position_embeddings": 64,
        "vocab_size": len(WORDS),
        "id2label": {str(number): label for number, label in enumerate(LABELS)},
        "label2id": {label: number for number, label in enumerate(LABELS)},
        **more,
    }


def write_bert(folder: Path, size: Size = SMALL, **more: Any) -> Path:
    """Write a text classifier; `more` are further keys of its configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config(size, **more)), encoding="utf-8")
    (folder / "vocab.txt").write_text("\n".join(WORDS) + "\n", encoding="utf-8")
    tokeniser = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 64}
    (folder / "tokenizer_config.json").write_text(json.dumps(tokeniser), encoding="utf-8")
    (folder / WEIGHTS).write_bytes(safetensors(weights(size)))
    return folder

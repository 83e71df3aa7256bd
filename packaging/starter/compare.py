"""Compare an old and a new build of a starter folder on fixed inputs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from detection import DetectorRunner
from folder import LETTERS, MANIFEST, SAMPLES
from llama_runner import Writer
from runner import MODEL, ImageRunner, SentenceRunner, TextRunner
from samples import PHOTOS
from sources import sha256_of
from tokenizers import Tokenizer
from translator import Translator

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

TEXTS = ("reviews.txt", "letter.txt")
LABELS_EQUAL, COSINE = 0.95, 0.98  # at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How alike two builds answer."""

    inputs: int
    labels_equal: float
    mean_cosine: float
    identical: bool
    configuration_equal: bool

    @property
    def close(self) -> bool:
        """Tell whether the new build may replace the old one."""
        return self.configuration_equal and self.labels_equal >= LABELS_EQUAL and self.mean_cosine >= COSINE

    def __str__(self) -> str:
        same = "the same bytes" if self.identical else "other bytes"
        return (
            f"{same}, {self.inputs} inputs, {self.labels_equal:.0%} of the labels equal, "
            f"mean cosine {self.mean_cosine:.5f}, "
            f"configuration {'equal' if self.configuration_equal else 'DIFFERENT'}: "
            f"{'close enough' if self.close else 'TOO DIFFERENT'}"
        )


def compare(old: Path, new: Path) -> Comparison:
    """Run both folders' models on the samples."""
    before, after = answers(old), answers(new)
    norms = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    return Comparison(
        inputs=len(before),
        labels_equal=float((before.argmax(1) == after.argmax(1)).mean()),
        mean_cosine=float(((before * after).sum(1) / norms).mean()),
        identical=graphs(old) == graphs(new),
        configuration_equal=read_json(old / "config.json") == read_json(new / "config.json"),
    )


def graphs(folder: Path) -> dict[str, str]:
    """Return the digest of each graph."""
    return {path.name: sha256_of(path) for path in folder.glob("onnx/*.onnx")}


def answers(folder: Path) -> NDArray[np.float32]:
    """Return a row for each sample that fits the folder's task.

    It holds logits, those of the first word for a translation; for a detector the best score of each label, for vectors
    the closeness to the other samples.
    """
    manifest = read_json(folder / MANIFEST)
    task, settings = manifest["task"], manifest["settings"]
    if task == "image-classification":
        images = ImageRunner(folder)
        return np.concatenate([images.run(SAMPLES / name) for name in PHOTOS])
    if task == "object-detection":
        detector = DetectorRunner(folder, settings["iou"])
        return np.stack([detector.scores(SAMPLES / name) for name in PHOTOS])
    if task == "translation":
        translator = Translator(folder)
        letter = (SAMPLES / LETTERS[settings["source"]]).read_text(encoding="utf-8").splitlines()
        return np.concatenate([translator.first_scores(line) for line in letter if line])
    if task == "text-generation":
        writer, tokenizer = Writer(folder), Tokenizer.from_file(str(folder / "tokenizer.json"))
        letter = (SAMPLES / LETTERS["en"]).read_text(encoding="utf-8").splitlines()
        return np.concatenate([writer.read(tokenizer.encode(line).ids, 1) for line in letter if line])
    kind, output = (SentenceRunner, "last_hidden_state") if task == "feature-extraction" else (TextRunner, "logits")
    runner = kind(folder / MODEL, folder / "tokenizer.json", output, settings["max_tokens"])
    lines = [line for name in TEXTS for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines()]
    rows = np.concatenate([runner.run([line]) for line in lines if line.strip()])
    return rows @ rows.T - np.eye(len(rows), dtype=np.float32) if kind is SentenceRunner else rows


def read_json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content

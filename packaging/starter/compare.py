"""Compare an old and a new build of a starter folder on fixed inputs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from folder import MANIFEST, SAMPLES
from runner import MODEL, ImageRunner, TextRunner, read_labels
from samples import PHOTOS
from sources import sha256_of

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
    names_equal: bool

    @property
    def close(self) -> bool:
        """Tell whether the new build may replace the old one."""
        return self.names_equal and self.labels_equal >= LABELS_EQUAL and self.mean_cosine >= COSINE

    def __str__(self) -> str:
        same = "the same bytes" if self.identical else "other bytes"
        return (
            f"{same}, {self.inputs} inputs, {self.labels_equal:.0%} of the labels equal, "
            f"mean cosine of the logits {self.mean_cosine:.5f}, label names "
            f"{'equal' if self.names_equal else 'DIFFERENT'}: {'close enough' if self.close else 'TOO DIFFERENT'}"
        )


def compare(old: Path, new: Path) -> Comparison:
    """Run both folders' models on the samples."""
    before, after = answers(old), answers(new)
    norms = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    return Comparison(
        inputs=len(before),
        labels_equal=float((before.argmax(1) == after.argmax(1)).mean()),
        mean_cosine=float(((before * after).sum(1) / norms).mean()),
        identical=sha256_of(old / MODEL) == sha256_of(new / MODEL),
        names_equal=read_labels(old) == read_labels(new),
    )


def answers(folder: Path) -> NDArray[np.float32]:
    """Return logits [inputs, classes] of the samples that fit the folder's task."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if manifest["task"] == "image-classification":
        runner = ImageRunner(folder)
        return np.concatenate([runner.run(SAMPLES / name) for name in PHOTOS])
    limit = manifest["settings"]["max_tokens"]
    lines = [line for name in TEXTS for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines()]
    texts = TextRunner(folder / MODEL, folder / "tokenizer.json", "logits", limit)
    return np.concatenate([texts.run([line]) for line in lines if line.strip()])

"""What classifiers of texts and pictures share: label names and probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.core.result import Label

if TYPE_CHECKING:
    from desktop.engine.loaded import LoadedModel

CONFIG = "config.json"


def label_names(model: LoadedModel) -> tuple[str, ...]:
    """Return the names of the classes in the order of the logits, from `id2label` in `config.json`."""
    names = model.json(CONFIG).get("id2label")
    if not isinstance(names, dict) or set(names) != {str(index) for index in range(len(names))}:
        raise ModelIncompatible(model=model.spec.id, reason="Its config.json does not name its labels.")
    return tuple(str(names[str(index)]) for index in range(len(names)))


def probabilities(model: LoadedModel, logits: np.ndarray) -> np.ndarray:
    """Turn logits […, classes] into probabilities: sigmoid for multi-label models, softmax for the others."""
    many = model.json(CONFIG).get("problem_type") == "multi_label_classification" or logits.shape[-1] == 1
    return sigmoid(logits) if many else softmax(logits)


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Return probabilities that do not depend on one another."""
    return np.asarray(1 / (1 + np.exp(-logits)))


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return probabilities that add up to 1 along the last axis."""
    exponents = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=-1, keepdims=True))


def ranked(names: tuple[str, ...], scores: np.ndarray, at_most: int | None = None) -> tuple[Label, ...]:
    """Pair the scores [classes] with their names, best first."""
    order = np.argsort(-scores, kind="stable")[:at_most]
    return tuple(Label(label=names[index], score=float(scores[index])) for index in order)

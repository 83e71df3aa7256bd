"""What classifiers of texts, pictures and sounds share: label names and probabilities."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.core.result import Label
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import ParameterInvalid
from desktop.engine.tokens import optional_json

if TYPE_CHECKING:
    from desktop.engine.loaded import LoadedModel

PLACE = "{}"
"""Where the label goes in a template."""

CONFIG = "config.json"
LABELS = "labels.txt"
# Where exporters write labels into the graph: Ultralytics, PaddleOCR, scikit-learn and others.
_METADATA = ("names", "labels", "character", "classes")
_LABELS_BY_DEFAULT = 2
"""`num_labels` of a transformers configuration that is silent about them."""

_LABELS_AT_MOST = 1_000_000
_ROUNDING = 1e-3
"""How far half floats and int8 let probabilities stray from a sum of 1."""


def label_names(model: LoadedModel) -> tuple[str, ...]:
    """Return the names of the classes in the order of the logits.

    They are in `config.json` (`id2label`, or timm's `label_names`), in `labels.txt` or in the metadata of the graph.

    Raises:
        ModelIncompatible: they are nowhere.
    """
    config = optional_json(model, CONFIG)
    names = _numbered(config.get("id2label")) or _described(config) or _listed(model) or _in_graph(model)
    if not names and "model_type" in config:
        names = _numbered({index: f"LABEL_{index}" for index in range(config.get("num_labels", _LABELS_BY_DEFAULT))})
    if not names:
        reason = QT_TRANSLATE_NOOP("errors", "Nothing in it names its labels.")
        raise ModelIncompatible(model=model.spec.id, reason=reason)
    return names


def _numbered(names: Any) -> tuple[str, ...]:
    """Return names that are listed by number; a number that is left out is called as the library would."""
    if not isinstance(names, dict):
        return tuple(map(str, names)) if isinstance(names, list | tuple) else ()
    try:
        known = {int(number): str(name) for number, name in names.items()}
    except (ValueError, TypeError):
        return ()
    if max(known, default=0) >= _LABELS_AT_MOST:
        return ()
    return tuple(known.get(number, f"LABEL_{number}") for number in range(max(known, default=-1) + 1))


def _described(config: dict[str, Any]) -> tuple[str, ...]:
    """Return timm's labels, in words where it has them."""
    names = _numbered(config.get("label_names"))
    words = config.get("label_descriptions")
    return tuple(str(words.get(name, name)) for name in names) if isinstance(words, dict) else names


def _listed(model: LoadedModel) -> tuple[str, ...]:
    if not any(file.path == LABELS for file in model.spec.files):
        return ()
    lines = model.file(LABELS).read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip())


def _in_graph(model: LoadedModel) -> tuple[str, ...]:
    if model.spec.by_role("model") is None:
        return ()
    metadata = model.session().metadata
    text = next((metadata[key] for key in _METADATA if key in metadata), "").strip()
    try:
        return _numbered(ast.literal_eval(text))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        parts = text.splitlines() if "\n" in text else text.split(",")
        return tuple(part.strip() for part in parts if part.strip())


def probabilities(model: LoadedModel, logits: np.ndarray) -> np.ndarray:
    """Turn logits […, classes] into probabilities: sigmoid for multi-label models, softmax for the others."""
    problem = optional_json(model, CONFIG).get("problem_type")
    many = problem == "multi_label_classification" or logits.shape[-1] == 1
    return sigmoid(logits) if many else softmax(logits)


def class_scores(model: LoadedModel, scores: np.ndarray, *, finished: bool) -> np.ndarray:
    """Return probabilities [classes] of what a graph gives for one input, whatever its shape.

    Args:
        model: the classifier.
        scores: logits; with `finished`, perhaps the probabilities already, as many exporters end their graphs.
        finished: whether what adds up to 1 is taken as it is.
    """
    scores = np.asarray(scores, np.float32).reshape(-1)
    if finished and scores.min() >= 0 and abs(float(scores.sum()) - 1) < _ROUNDING:
        return scores
    return probabilities(model, scores)


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Return probabilities that do not depend on one another."""
    with np.errstate(over="ignore"):
        return np.asarray(1 / (1 + np.exp(-logits)))


def softmax(logits: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return probabilities that add up to 1 along an axis."""
    exponents = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=axis, keepdims=True))


def ranked(names: tuple[str, ...], scores: np.ndarray, at_most: int | None = None) -> tuple[Label, ...]:
    """Pair the scores [classes] with their names, best first."""
    order = np.argsort(-scores, kind="stable")[:at_most]
    return tuple(Label(label=names[index], score=float(scores[index])) for index in order)


def check_classes(model: LoadedModel, names: tuple[str, ...], classes: int) -> None:
    """Raise `ModelIncompatible` when there are fewer names than the graph tells classes apart."""
    if len(names) < classes:
        reason = QT_TRANSLATE_NOOP("errors", "It tells {found} classes apart and names {named}.")
        raise ModelIncompatible(model=model.spec.id, reason=reason, found=classes, named=len(names))


def own_labels(labels: str, template: str) -> tuple[tuple[str, ...], list[str]]:
    """Return the labels somebody typed with commas between them, each once, and the sentence that each makes.

    Raises:
        ParameterInvalid: there is no label, or the template has no place for one.
    """
    names = tuple(dict.fromkeys(filter(None, map(str.strip, labels.split(",")))))
    if not names:
        raise ParameterInvalid(name="labels", value=labels, expected="one label or more")
    if PLACE not in template:
        raise ParameterInvalid(name="template", value=template, expected=f"a sentence with {PLACE}")
    return names, [template.replace(PLACE, name) for name in names]

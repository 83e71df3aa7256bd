"""The three-class head: fitted, calibrated and measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ratings import LABELS
from scipy.optimize import minimize
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from ratings import Parts

STRENGTHS = (0.3, 1.0, 3.0)  # inverse regularisation, chosen on the tuning part
BINS = 10


class Head(NamedTuple):
    """logits = features · weight + bias; `weight` is [features, classes]."""

    weight: NDArray[np.float32]
    bias: NDArray[np.float32]


def fit_head(features: NDArray[np.float32], labels: NDArray[np.int64], parts: Parts) -> Head:
    """Fit one head per strength, return the best on the tuning part."""
    best, best_score = None, -1.0
    for strength in STRENGTHS:
        head = LogisticRegression(C=strength, max_iter=3000, class_weight="balanced")
        head.fit(features[parts.fit], labels[parts.fit])
        score = macro_f1(head.decision_function(features[parts.tune]), labels[parts.tune])
        print(f"  C={strength:g}: macro-F1 {score:.4f} on the tuning part")
        if score > best_score:
            best, best_score = head, score
    assert best is not None
    weight = np.ascontiguousarray(best.coef_.T, dtype=np.float32)
    return Head(weight, best.intercept_.astype(np.float32))


def calibrate(raw: NDArray[np.float64], labels: NDArray[np.int64]) -> tuple[float, NDArray[np.float64]]:
    """Return the scale and the offsets of least class-balanced cross-entropy."""
    rows, shares = np.arange(labels.size), 1.0 / np.bincount(labels, minlength=len(LABELS))
    weights = shares[labels] / shares[labels].sum()

    def loss(x: NDArray[np.float64]) -> float:
        return -float(log_softmax(raw * x[0] + x[1:], axis=1)[rows, labels] @ weights)

    found = minimize(loss, np.array([1.0, 0.0, 0.0, 0.0])).x
    return float(found[0]), found[1:]


def macro_f1(logits: NDArray[np.floating], labels: NDArray[np.int64]) -> float:
    """Return the mean F1 of the classes."""
    return float(f1_score(labels, logits.argmax(1), average="macro"))


def figures(probabilities: NDArray[np.float32], labels: NDArray[np.int64]) -> dict[str, object]:
    """Count, accuracy, macro-F1 and expected calibration error."""
    guesses = probabilities.argmax(1)
    return {
        "n": int(labels.size),
        "accuracy": round(float(accuracy_score(labels, guesses)), 4),
        "macro_f1": round(macro_f1(probabilities, labels), 4),
        "calibration_error": round(calibration_error(probabilities, labels), 4),
    }


def polar_accuracy(probabilities: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    """Return how often positive and negative are told apart when neutral is no choice."""
    polar = labels != 1
    right = (probabilities[polar, 2] > probabilities[polar, 0]) == (labels[polar] == 2)
    return round(float(right.mean()), 4)


def calibration_error(probabilities: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    """Average gap between confidence and accuracy over ten bins of confidence."""
    confidence, right = probabilities.max(1), probabilities.argmax(1) == labels
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        abs(confidence[bins == index].mean() - right[bins == index].mean()) * (bins == index).mean()
        for index in np.unique(bins)
    ]
    return float(sum(gaps))


def confusion(probabilities: NDArray[np.float32], labels: NDArray[np.int64]) -> list[list[int]]:
    """Count guesses (columns) by truth (rows)."""
    counts: list[list[int]] = confusion_matrix(labels, probabilities.argmax(1)).tolist()
    return counts

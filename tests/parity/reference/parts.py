"""The parts of a picture as the library tells them apart, and where they tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TIE = 2e-4
"""Values that differ by less may change places when each is off by the tolerance of 1e-4."""
_QUERIES = (("logits", "pred_masks"), ("class_queries_logits", "masks_queries_logits"))


def described(
    found: Sequence[Mapping[str, Any]], answer: Any, size: tuple[int, int], params: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], dict[str, np.ndarray]]:
    """Return parts with the names of their masks, and the masks with the pixels where two parts `tied`.

    The pipeline gives no score to the parts of a semantic model; it is the mean probability inside the part.
    """
    wide = _deciding(answer, size, params.get("threshold", 0.0))
    pictures = {f"mask {number}": np.asarray(part["mask"]) > 0 for number, part in enumerate(found)}
    best = wide.topk(min(2, len(wide)), dim=0).values
    pictures["tied"] = (best[0] - best[-1] <= TIE).numpy() if len(wide) > 1 else np.zeros(size, np.bool_)
    if not _queries(answer):
        chances = _resized(answer["logits"].softmax(1), size).numpy()
        numbers = wide.argmax(0).unique().tolist()
        inside = [chances[number][pictures[f"mask {place}"]] for place, number in enumerate(numbers)]
        found = [{**part, "score": one.mean()} for part, one in zip(found, inside, strict=True)]
    values = [
        {"label": part["label"], "score": float(part["score"]), "mask": f"mask {number}"}
        for number, part in enumerate(found)
    ]
    return values, pictures


def _queries(answer: Any) -> tuple[str, str] | None:
    return next((names for names in _QUERIES if all(name in answer for name in names)), None)


def _deciding(answer: Any, size: tuple[int, int], threshold: float) -> Any:
    """Return maps [parts, height, width] of which the highest takes a pixel."""
    names = _queries(answer)
    if names is None:
        return _resized(answer["logits"], size)
    (chances,), masks = answer[names[0]].softmax(-1), answer[names[1]].sigmoid()
    scores, labels = chances.max(-1)
    sure = (labels < chances.shape[-1] - 1) & (scores > threshold)
    return _resized(masks[:, sure], size) * scores[sure, None, None]


def _resized(maps: Any, size: tuple[int, int]) -> Any:
    from torch.nn import functional

    (wide,) = functional.interpolate(maps, size, mode="bilinear", align_corners=False) if maps.shape[1] else (maps,)
    return wide

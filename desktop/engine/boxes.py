"""What a detector's graph gives, as boxes in the pixels of the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.core.result import Box, Boxes
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.classification import check_classes, label_names, sigmoid, softmax
from desktop.engine.image_processor import processor_config, processor_name
from desktop.engine.pixels import SIZES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.engine.loaded import LoadedModel, Session
    from desktop.engine.pixels import Prepared

_QUERIES = ("logits", "pred_boxes")
_FINISHED = ("labels", "boxes", "scores")
IOU = 0.7
"""Overlap from which the less sure of two boxes of a class goes, the default of Ultralytics; `iou` in a manifest's
settings says otherwise."""

_END_TO_END_AT_MOST = 1000
"""Rows of a graph that suppresses duplicates itself; more of them are its raw guesses."""

_TOP_QUERIES = 100
# Their `post_process_object_detection` keeps `top_k=100`, that of the others as many as there are queries.
_TOP_HUNDRED = frozenset({"DeformableDetrImageProcessor", "ConditionalDetrImageProcessor"})

Found = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Scores [n], classes [n] and boxes [n, 4] as (x0, y0, x1, y1) in pixels of the picture."""


def detector_outputs(model: LoadedModel, session: Session) -> tuple[str, ...]:
    """Return the outputs that hold the boxes: logits and boxes of queries, a finished list, or one table of both."""
    for names in (_QUERIES, _FINISHED):
        if set(names) <= set(session.outputs):
            return names
    if "logits" in session.outputs:
        reason = QT_TRANSLATE_NOOP("errors", "Its graph gives no boxes.")
        raise ModelIncompatible(model=model.spec.id, reason=reason)
    return session.outputs[:1]


def unbatched(session: Session, outputs: tuple[str, ...]) -> bool:
    """Say whether the graph gives a plain list of boxes, so that only one picture at a time can go through it."""
    axes = {node.name: len(node.shape) for node in session.session.get_outputs()}
    return len(outputs) == 1 and axes[outputs[0]] == 2


def find_boxes(model: LoadedModel, outputs: Mapping[str, np.ndarray], prepared: Prepared, threshold: float) -> Boxes:
    """Return the boxes whose score is above `threshold`, the surest first.

    Args:
        model: the detector.
        outputs: those of `detector_outputs` for one picture, without the axis of the batch.
        prepared: the picture.
        threshold: 0 to 1.
    """
    names = label_names(model)
    if "pred_boxes" in outputs:
        found = _of_queries(model, outputs["logits"], outputs["pred_boxes"], prepared, threshold)
    elif "boxes" in outputs:
        found = _finished(model, outputs, prepared, threshold)
    else:
        found = _of_table(model, next(iter(outputs.values())), prepared, threshold)
    scores, classes, boxes = found
    check_classes(model, names, int(classes.max(initial=-1)) + 1)
    order = np.argsort(-scores, kind="stable")
    return Boxes(
        width=prepared.width,
        height=prepared.height,
        boxes=tuple(_box(names[int(classes[index])], float(scores[index]), boxes[index]) for index in order),
    )


def _box(label: str, score: float, corners: np.ndarray) -> Box:
    x0, y0, x1, y1 = corners.tolist()
    return Box(label=label, score=score, box=(x0, y0, x1, y1))


def _of_queries(
    model: LoadedModel, logits: np.ndarray, centred: np.ndarray, prepared: Prepared, threshold: float
) -> Found:
    """Decode logits [queries, classes] and boxes [queries, 4] from 0 to 1.

    DETR and YOLOS have a last class for nothing and one label for each query; the others judge every label by itself.
    """
    boxes = corners(centred) * np.array([prepared.width, prepared.height] * 2, np.float32)
    if logits.shape[1] == len(label_names(model)) + 1:
        chances = softmax(logits)[:, :-1]
        classes = chances.argmax(1)
        scores = chances.max(1)
        sure = scores > threshold
        return scores[sure], classes[sure], boxes[sure]
    most = _TOP_QUERIES if processor_name(processor_config(model)) in _TOP_HUNDRED else len(logits)
    chances = sigmoid(logits)
    queries, classes = np.nonzero(chances > threshold)
    scores = chances[queries, classes]
    best = np.argsort(-scores, kind="stable")[:most]
    return scores[best], classes[best], boxes[queries[best]]


def _finished(model: LoadedModel, outputs: Mapping[str, np.ndarray], prepared: Prepared, threshold: float) -> Found:
    sure = outputs["scores"] > threshold
    boxes = outputs["boxes"][sure]
    if SIZES not in model.session().inputs:
        boxes = _in_picture(boxes, prepared)
    return outputs["scores"][sure], outputs["labels"][sure].astype(np.int64), boxes


def _of_table(model: LoadedModel, table: np.ndarray, prepared: Prepared, threshold: float) -> Found:
    """Decode a table in pixels of the graph's input.

    It is one of [n, 6] (corners, score, class), [n, 7] (the same behind the number of the picture, class before
    score), [4 + classes, n] (centre and size, scores) or [n, 5 + classes] (centre and size, whether there is anything,
    scores).
    """
    count = len(label_names(model))
    if table.ndim == 2 and table.shape[1] == 7 and count != 2:
        table = table[:, [1, 2, 3, 4, 6, 5]]
    if table.ndim == 2 and table.shape[1] == 6 and len(table) <= _END_TO_END_AT_MOST and table.shape[0] != 4 + count:
        sure = table[:, 4] > threshold
        return table[sure, 4], table[sure, 5].astype(np.int64), _in_picture(table[sure, :4], prepared)
    if table.ndim == 2 and table.shape[0] == 4 + count:
        boxes, chances = table[:4].T, table[4:].T
    elif table.ndim == 2 and table.shape[1] == 5 + count:
        boxes, chances = table[:, :4], table[:, 5:] * table[:, 4:5]
    elif table.ndim == 2 and table.shape[1] == 4 + count:
        boxes, chances = table[:, :4], table[:, 4:]
    else:
        shape = " × ".join(map(str, table.shape))
        reason = QT_TRANSLATE_NOOP("errors", "What its graph gives ({shape}) does not fit its {count} labels.")
        raise ModelIncompatible(model=model.spec.id, reason=reason, shape=shape, count=count)
    classes, scores = chances.argmax(1), chances.max(1)
    sure = scores > threshold
    scores, classes, boxes = scores[sure], classes[sure], corners(boxes[sure])
    # Before margins are cut off, as their makers do it: boxes overlap by another share afterwards.
    kept = without_duplicates(boxes, scores, classes, float(model.spec.settings.get("iou", IOU)))
    return scores[kept], classes[kept], _in_picture(boxes[kept], prepared)


def corners(boxes: np.ndarray) -> np.ndarray:
    """Turn boxes […, 4] of (centre x, centre y, width, height) into (x0, y0, x1, y1)."""
    x, y, width, height = np.moveaxis(boxes, -1, 0)
    return np.stack([x - 0.5 * width, y - 0.5 * height, x + 0.5 * width, y + 0.5 * height], axis=-1)


def _in_picture(boxes: np.ndarray, prepared: Prepared) -> np.ndarray:
    """Move corners [n, 4] from the graph's input into the picture, whose margins they must not touch."""
    left, top, width, height = prepared.inner
    moved = (boxes - np.array([left, top] * 2)) / np.array([width, height] * 2)
    return np.asarray(np.clip(moved, 0, 1) * np.array([prepared.width, prepared.height] * 2))


def without_duplicates(boxes: np.ndarray, scores: np.ndarray, classes: np.ndarray, iou: float) -> np.ndarray:
    """Return which boxes stay, the surest first, when one that overlaps a surer one of its class by more goes."""
    order = np.argsort(-scores, kind="stable")
    kept = []
    while len(order):
        best, order = order[0], order[1:]
        kept.append(best)
        double = (overlaps(boxes[best], boxes[order]) > iou) & (classes[order] == classes[best])
        order = order[~double]
    return np.array(kept, np.int64)


def overlaps(box: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the intersection over union of a box [4] with each of the others [n, 4]."""
    x0, y0 = np.maximum(box[0], others[:, 0]), np.maximum(box[1], others[:, 1])
    x1, y1 = np.minimum(box[2], others[:, 2]), np.minimum(box[3], others[:, 3])
    shared = np.maximum(x1 - x0, 0) * np.maximum(y1 - y0, 0)
    union = (box[2] - box[0]) * (box[3] - box[1]) + (others[:, 2] - others[:, 0]) * (others[:, 3] - others[:, 1])
    return np.asarray(shared / np.maximum(union - shared, np.finfo(np.float32).tiny))

"""What a segmenter's graph gives, as parts of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.classification import check_classes, label_names, sigmoid, softmax
from desktop.engine.image_processor import processor_config, processor_name
from desktop.engine.interpolation import Grid, Size, resized

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.engine.loaded import LoadedModel, Session
    from desktop.engine.rows import Outputs

FOREGROUND = "foreground"

# Class logits and mask logits of models that answer queries: DETR, and MaskFormer with its kin.
_QUERIES = (("logits", "pred_masks"), ("class_queries_logits", "masks_queries_logits"))
_MASK = 0.5
"""From which probability on a pixel belongs to a query's mask, as in the library's pipeline."""

_OVERLAP = 0.5
"""How much of its mask a query must keep against the others, as in the library's pipeline."""

_MASK2FORMER = "Mask2FormerImageProcessor"
_MASK2FORMER_SIZE = (384, 384)
"""Its `post_process_panoptic_segmentation` brings every mask to this size first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the picture and how sure the model is of it; `number` is what its pixels hold in `Segments.numbers`."""

    number: int
    label: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """The parts of a picture, the largest first.

    `numbers` [height, width] says which part a pixel belongs to; of a single part it holds the opacity, 0 to 255.
    """

    parts: tuple[Part, ...]
    numbers: np.ndarray
    opacity: bool = False

    def mask(self, parts: Sequence[Part]) -> np.ndarray:
        """Return uint8 [height, width], 255 where one of the parts is."""
        if self.opacity:
            return self.numbers if parts else np.zeros_like(self.numbers)
        chosen = np.zeros(int(self.numbers.max(initial=0)) + 1, np.uint8)
        chosen[[part.number for part in parts]] = 255
        return np.asarray(chosen[self.numbers])


def segmenter_outputs(session: Session) -> tuple[str, ...]:
    """Return the outputs that hold the parts; of several pictures a graph gives, the first is the best."""
    for names in (*_QUERIES, ("logits",)):
        if set(names) <= set(session.outputs):
            return names
    return session.outputs[:1]


def part_names(model: LoadedModel, session: Session) -> tuple[str, ...]:
    """Return the labels that parts may have, as far as this can be told before the model has run."""
    names = segmenter_outputs(session)
    shape = next(node.shape for node in session.session.get_outputs() if node.name == names[0])
    if len(names) == 1 and len(shape) == 4 and 1 in {shape[1], shape[3]}:
        return (FOREGROUND,)
    try:
        return label_names(model)
    except ModelIncompatible:
        return (FOREGROUND,)


def find_parts(model: LoadedModel, outputs: Outputs, size: Size, threshold: float) -> Segments:
    """Return the parts of a picture.

    Args:
        model: the segmenter.
        outputs: those of `segmenter_outputs`, without the axis of the batch.
        size: height and width of the picture.
        threshold: how sure a model that answers queries must be of a part, 0 to 1; the others judge every pixel.
    """
    if len(outputs) == 2:
        logits, masks = outputs
        names = label_names(model)
        check_classes(model, names, logits.shape[1] - 1)
        if processor_name(processor_config(model)) == _MASK2FORMER:
            masks = resized(masks, _MASK2FORMER_SIZE)
        return panoptic(names, logits, masks, size, threshold)
    maps = outputs[0]
    if maps.ndim == 3 and maps.shape[2] == 1:
        maps = maps[:, :, 0]
    if maps.ndim == 3 and len(maps) == 1:
        maps = maps[0]
    if maps.ndim not in {2, 3} or maps.dtype.kind != "f":
        reason = QT_TRANSLATE_NOOP("errors", "Its graph gives no masks with probabilities.")
        raise ModelIncompatible(model=model.spec.id, reason=reason)
    if maps.ndim == 2:
        return foreground(maps, size)
    names = label_names(model)
    check_classes(model, names, len(maps))
    return semantic(names, maps, size)


def semantic(names: Sequence[str], logits: np.ndarray, size: Size) -> Segments:
    """Give every pixel the class whose logit [classes, h, w] is the highest once they have the picture's size.

    The score of a part is the mean probability of its class inside it.
    """
    grid = Grid(logits, size)
    chances = softmax(logits, axis=0)
    numbers = np.empty(size, np.uint8 if len(logits) <= 256 else np.uint16)
    areas, sums = np.zeros(len(logits), np.int64), np.zeros(len(logits))
    for rows in grid.strips(len(logits)):
        able = _able_to_win(logits[:, grid.down[0][0][rows.start] : grid.down[1][0][rows.stop - 1] + 1])
        won = able[grid.resize(logits[able], rows).argmax(0)]
        numbers[rows] = won
        areas += np.bincount(won.ravel(), minlength=len(logits))
        sums += np.bincount(won.ravel(), _chances_of(chances, won, grid, rows).ravel(), minlength=len(logits))
    parts = [
        Part(number=int(number), label=names[number], score=float(sums[number] / areas[number]))
        for number in np.argsort(-areas, kind="stable")
        if areas[number]
    ]
    return Segments(parts=tuple(parts), numbers=numbers)


def _able_to_win(logits: np.ndarray) -> np.ndarray:
    """Return the classes that can be the highest somewhere between the points of [classes, h, w].

    Between four points a class is at most as high as at the highest of them: below what another class has at the
    lowest of its four it cannot win. Most of a hundred classes are nowhere near, and need not be resized.
    """
    low = high = logits
    for axis in (1, 2):
        size = logits.shape[axis]
        first, second = (np.arange(size).clip(0, max(size - 2, 0)) + shift for shift in (0, min(1, size - 1)))
        low = np.minimum(low.take(first, axis), low.take(second, axis))
        high = np.maximum(high.take(first, axis), high.take(second, axis))
    return np.flatnonzero((high >= low.max(0)).any((1, 2)))


def _chances_of(chances: np.ndarray, numbers: np.ndarray, grid: Grid, rows: slice) -> np.ndarray:
    """Return the probability [rows, width] that each pixel belongs to the class it was given."""
    found = np.zeros(numbers.shape, np.float32)
    for y, down in grid.down:
        for x, across in grid.across:
            found += chances[numbers, y[rows, None], x] * (down[rows, None] * across)
    return found


def panoptic(names: Sequence[str], logits: np.ndarray, masks: np.ndarray, size: Size, threshold: float) -> Segments:
    """Give every pixel to the query with the highest product of score and mask.

    This is `post_process_panoptic_segmentation` of the library, nothing fused: logits [queries, classes + 1] and masks
    [queries, h, w]; what is left of a query's mask must be more than half of it.
    """
    chances = softmax(logits)
    labels, scores = chances.argmax(1), chances.max(1)
    sure = (labels < logits.shape[1] - 1) & (scores > threshold)
    labels, scores, maps = labels[sure], scores[sure], sigmoid(masks[sure].astype(np.float32))
    numbers = np.zeros(size, np.uint16)
    won, claimed = np.zeros(len(maps), np.int64), np.zeros(len(maps), np.int64)
    grid = Grid(masks, size)
    for rows in grid.strips(len(maps)) if len(maps) else ():
        strip = grid.resize(maps, rows) * scores[:, None, None]
        numbers[rows] = strip.argmax(0)
        won += np.bincount(numbers[rows].ravel(), minlength=len(maps))
        claimed += (strip >= _MASK).sum((1, 2))
    kept = (won > 0) & (claimed > 0) & (won > _OVERLAP * claimed)
    parts = [
        Part(number=int(number), label=names[labels[number]], score=float(scores[number]))
        for number in np.argsort(-won, kind="stable")
        if kept[number]
    ]
    return Segments(parts=tuple(parts), numbers=numbers)


def foreground(opacity: np.ndarray, size: Size) -> Segments:
    """Tell the foreground of a picture by its opacity [h, w], a probability or its logit.

    It is stretched to the full range, as the models' own code does, but not where they found nothing.
    """
    if opacity.min() < 0 or opacity.max() > 1:
        opacity = sigmoid(opacity.astype(np.float32))
    [alpha] = resized(opacity[None], size)
    low, high = float(alpha.min()), float(alpha.max())
    if high >= _MASK and high > low:
        alpha = (alpha - low) / (high - low)
    inside = alpha >= _MASK
    score = float(alpha[inside].mean()) if inside.any() else 0.0
    part = Part(number=0, label=FOREGROUND, score=score)
    return Segments(parts=(part,), numbers=(alpha * 255).astype(np.uint8), opacity=True)

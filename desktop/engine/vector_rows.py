"""Vectors as rows of bytes in a flat file, and the rows of such a file that are nearest to a vector.

A row holds whole numbers from -127 to 127, one byte each, and the float that makes the vector of them: a quarter of the
bytes of floats, and an error of the cosine that is far below what tells texts apart. A row of zeros is nobody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.core.passages import Ranking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_LARGEST = 127
_ROWS_TOGETHER = 512
"""So many become floats at a time: they stay in the processor's cache."""


def packed(vectors: np.ndarray) -> bytes:
    """Return the rows of bytes for vectors [rows, dimensions]."""
    scales = np.abs(vectors).max(axis=1, initial=0) / _LARGEST
    rows = np.zeros(len(vectors), _layout(vectors.shape[1]))
    rows["numbers"] = np.rint(vectors / np.maximum(scales, np.finfo(np.float32).tiny)[:, None])
    rows["scale"] = scales
    return rows.tobytes()


def nearest(
    path: Path,
    vector: np.ndarray,
    limit: int,
    stretches: Sequence[tuple[int, int]] = (),
    check: Callable[[], None] = lambda: None,
) -> Ranking:
    """Return the rows of the file at `path` with the largest cosines, those of `stretches` (first, end) alone if given.

    Args:
        path: of rows for vectors of length 1.
        vector: of length 1.
        limit: how many rows at most.
        stretches: which rows are looked at.
        check: called now and then; may raise to give up.
    """
    layout = _layout(len(vector))
    count = path.stat().st_size // layout.itemsize
    if not count:
        return Ranking(rows=(), scores=())
    rows = np.memmap(path, layout, "r", shape=(count,)).view(np.ndarray)
    wanted = [(max(0, first), min(end, count)) for first, end in stretches or [(0, count)]]
    parts = [(first, _scores(rows[first:end], vector, check)) for first, end in wanted if first < end]
    if not parts:
        return Ranking(rows=(), scores=())
    scores = np.concatenate([part for _, part in parts])
    numbers = np.concatenate([np.arange(first, first + len(part)) for first, part in parts])
    best = np.argpartition(-scores, min(limit, len(scores)) - 1)[:limit]
    best = best[np.lexsort((numbers[best], -scores[best]))]
    best = best[scores[best] > 0]
    return Ranking(rows=tuple(map(int, numbers[best])), scores=tuple(map(float, scores[best])))


def _layout(dimensions: int) -> np.dtype[np.void]:
    return np.dtype([("numbers", np.int8, (dimensions,)), ("scale", "<f4")])


def _scores(rows: np.ndarray, vector: np.ndarray, check: Callable[[], None]) -> np.ndarray:
    """Return the cosine of each row."""
    vector = vector.astype(np.float32)
    scores = np.empty(len(rows), np.float32)
    floats = np.empty((_ROWS_TOGETHER, len(vector)), np.float32)
    for start in range(0, len(rows), _ROWS_TOGETHER):
        if start % (_ROWS_TOGETHER * 64) == 0:
            check()
        part = rows["numbers"][start : start + _ROWS_TOGETHER]
        floats[: len(part)] = part
        np.dot(floats[: len(part)], vector, out=scores[start : start + len(part)])
    return np.asarray(scores * rows["scale"])

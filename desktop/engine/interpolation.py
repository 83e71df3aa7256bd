"""Resizing of what a graph gives, as `torch.nn.functional.interpolate(align_corners=False)` does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

BILINEAR = "bilinear"
BICUBIC = "bicubic"

_CUBIC = -0.75
"""The coefficient A of torch's cubic convolution."""

_STRIP_VALUES = 8_000_000
"""Numbers in one strip: whole maps of a large picture, one for each class, would not fit in memory."""

Size = tuple[int, int]
"""Height and width."""

Taps = list[tuple[np.ndarray, np.ndarray]]
"""(index, weight) pairs, each [wanted], whose products add up to a resized axis."""


class Grid:
    """How maps of one size, (height, width), become maps of another."""

    def __init__(self, maps: np.ndarray, size: Size, mode: str = BILINEAR) -> None:
        """Compute the weights of both axes for maps [channels, h, w]."""
        self.height, self.width = size
        self.down, self.across = _taps(maps.shape[1], size[0], mode), _taps(maps.shape[2], size[1], mode)

    def strips(self, channels: int) -> Iterator[slice]:
        """Give rows of the resized maps, from top to bottom, as many at once as memory is meant to hold."""
        rows = max(1, _STRIP_VALUES // max(1, channels * self.width))
        return (slice(top, min(top + rows, self.height)) for top in range(0, self.height, rows))

    def resize(self, maps: np.ndarray, rows: slice) -> np.ndarray:
        """Return `rows` of the resized maps [channels, h, w] as float32 [channels, rows, width]."""
        narrow = _weighted([maps[:, index[rows]] * weight[rows, None] for index, weight in self.down])
        return _weighted([narrow[:, :, index] * weight for index, weight in self.across])


def resized(maps: np.ndarray, size: Size, mode: str = BILINEAR) -> np.ndarray:
    """Return maps [channels, h, w] as float32 [channels, height, width]."""
    grid = Grid(maps, size, mode)
    made = np.empty((len(maps), *size), np.float32)
    for rows in grid.strips(len(maps)):
        made[:, rows] = grid.resize(maps, rows)
    return made


def _weighted(parts: list[np.ndarray]) -> np.ndarray:
    total, *others = parts
    for part in others:
        total += part
    return total


def _taps(size: int, wanted: int, mode: str) -> Taps:
    """Return which places of an axis make up each place of the resized one.

    The scale is rounded to float32 and the place in one more step, as torch's fused multiply-add does: at the far end
    of a thousand pixels anything else is off by 1e-4.
    """
    scale = np.float64(np.float32(size) / np.float32(wanted))
    place = (scale * (np.arange(wanted) + 0.5) - 0.5).astype(np.float32)
    if mode == BILINEAR:
        place = np.maximum(place, 0)
        first = np.minimum(place.astype(np.int64), size - 1)
        beyond = (place - first).astype(np.float32)
        return [(first, 1 - beyond), (np.minimum(first + 1, size - 1), beyond)]
    first = np.floor(place).astype(np.int64)
    beyond = (place - first).astype(np.float32)
    weights = (_outer(beyond + 1), _inner(beyond), _inner(1 - beyond), _outer(2 - beyond))
    return [(np.clip(first + shift, 0, size - 1), weight) for shift, weight in zip((-1, 0, 1, 2), weights, strict=True)]


def _inner(x: np.ndarray) -> np.ndarray:
    return np.asarray(((_CUBIC + 2) * x - (_CUBIC + 3)) * x * x + 1)


def _outer(x: np.ndarray) -> np.ndarray:
    return np.asarray(((_CUBIC * x - 5 * _CUBIC) * x + 8 * _CUBIC) * x - 4 * _CUBIC)

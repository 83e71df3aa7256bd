"""Pictures as the package for reading text gets them."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.engine.ocr import _less_narrow


@pytest.mark.parametrize(
    ("size", "found"),
    [
        ((1, 20_000), (200, 20_000)),
        ((20_000, 1), (20_000, 1_250)),
        ((160, 10), (160, 10)),
        ((10, 1_000), (10, 1_000)),
        ((1, 1), (1, 1)),
    ],
)
def test_a_strip_is_made_wide_enough_to_be_looked_at(size: tuple[int, int], found: tuple[int, int]) -> None:
    pixels = np.zeros((*size, 3), np.uint8)
    made = _less_narrow(pixels)
    assert made.shape == (*found, 3)
    assert (made[: size[0], : size[1]] == 0).all()
    assert (made[size[0] :] == 255).all()
    assert (made[:, size[1] :] == 255).all()

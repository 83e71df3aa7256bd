"""Against numbers that `torch.nn.functional.interpolate` (2.13) gave."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.engine.interpolation import BICUBIC, BILINEAR, Grid, resized

SOURCE = np.array([[[0, 1, 4], [9, 16, 25]]], np.float32)
EXPECTED = {
    (BILINEAR, (3, 5)): [
        [0.0, 0.4, 1.0, 2.8, 4.0],
        [4.5, 6.1, 8.5, 12.1, 14.5],
        [9.0, 11.800001, 16.0, 21.400002, 25.0],
    ],
    (BICUBIC, (3, 5)): [
        [-0.82725, -0.773833, -0.302083, 1.249667, 2.415084],
        [4.116, 5.620002, 8.5, 12.46, 15.076001],
        [9.05925, 12.013836, 17.302082, 23.670334, 27.736916],
    ],
    (BILINEAR, (1, 2)): [[5.5, 13.0]],
    (BICUBIC, (1, 2)): [[5.195312, 13.28125]],
}


@pytest.mark.parametrize(("mode", "size"), EXPECTED)
def test_maps_are_resized_as_torch_does_it(mode: str, size: tuple[int, int]) -> None:
    assert np.allclose(resized(SOURCE, size, mode), [EXPECTED[mode, size]], atol=1e-5)


def test_the_far_end_of_a_long_axis_is_torchs_too() -> None:
    wave = np.sin(np.arange(518, dtype=np.float32) * 3)[None, None] * 10
    found = resized(wave, (1, 1477), BILINEAR)[0, 0, -4:]
    assert np.allclose(found, [3.033178, -2.341377, -7.715932, -8.115329], atol=5e-6), (
        "places computed in two roundings are off by 1e-3"
    )


def test_strips_are_the_whole() -> None:
    maps = np.random.default_rng(7).normal(size=(3, 8, 9)).astype(np.float32)
    grid = Grid(maps, (31, 17))
    parts = [grid.resize(maps, slice(top, min(top + 4, 31))) for top in range(0, 31, 4)]
    assert np.array_equal(np.concatenate(parts, axis=1), resized(maps, (31, 17)))


def test_large_maps_come_in_strips_that_fit_in_memory() -> None:
    maps = np.zeros((150, 4, 4), np.float32)
    rows = list(Grid(maps, (3000, 4000)).strips(150))
    assert rows[0] == slice(0, 13)
    assert rows[-1].stop == 3000

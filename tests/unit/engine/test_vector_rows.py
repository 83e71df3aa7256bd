"""Rows of bytes stand for vectors, and the nearest of them are found in their file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from desktop.core.errors import Cancelled
from desktop.engine.embeddings import unit
from desktop.engine.vector_rows import nearest, packed

if TYPE_CHECKING:
    from pathlib import Path

COUNT, DIMENSIONS = 3000, 384


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    return unit(np.random.default_rng(6).normal(size=(COUNT, DIMENSIONS)))


@pytest.fixture
def file(tmp_path: Path, vectors: np.ndarray) -> Path:
    path = tmp_path / "vectors.bin"
    path.write_bytes(packed(vectors))
    return path


def test_a_row_takes_a_byte_for_each_number_and_four_for_the_scale(vectors: np.ndarray) -> None:
    assert len(packed(vectors)) == COUNT * (DIMENSIONS + 4)


def test_the_nearest_are_those_of_the_vectors_themselves(file: Path, vectors: np.ndarray) -> None:
    for seed in range(5):
        wanted = unit(vectors[seed] + np.random.default_rng(seed).normal(0, 0.05, DIMENSIONS))
        found = nearest(file, wanted, 10)
        true = vectors @ wanted
        assert found.rows[0] == int(true.argmax()) == seed
        assert list(found.scores) == pytest.approx(true[list(found.rows)], abs=0.004)
        assert list(found.scores) == sorted(found.scores, reverse=True)
        assert true[list(found.rows)].min() > np.sort(true)[-10] - 0.008


def test_only_the_stretches_that_are_asked_for_are_looked_at(file: Path, vectors: np.ndarray) -> None:
    found = nearest(file, vectors[5], 3, [(100, 200), (2990, 9999)])
    assert all(100 <= row < 200 or row >= 2990 for row in found.rows)
    assert nearest(file, vectors[5], 3, [(5, 6)]).rows == (5,)
    assert nearest(file, vectors[5], 3, [(9000, 9999)]).rows == ()


def test_rows_of_zeros_are_never_near(tmp_path: Path, vectors: np.ndarray) -> None:
    path = tmp_path / "gaps.bin"
    path.write_bytes(bytes(10 * (DIMENSIONS + 4)) + packed(vectors[:1]))
    assert nearest(path, vectors[0], 20).rows == (10,)
    path.write_bytes(b"")
    assert nearest(path, vectors[0], 20).rows == ()


def test_a_zero_vector_and_no_vectors_have_rows_too() -> None:
    assert packed(np.zeros((2, 3))) == bytes(14)
    assert packed(np.zeros((0, 3))) == b""


def test_a_search_can_be_given_up(file: Path, vectors: np.ndarray) -> None:
    def give_up() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        nearest(file, vectors[0], 3, check=give_up)

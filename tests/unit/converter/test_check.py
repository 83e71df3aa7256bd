"""Outputs that differ are seen, and rounding is not taken for a difference."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.converter.check import compare_outputs, paired
from desktop.converter.faults import Fault


def logits(*rows: list[float]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def test_rounding_is_no_difference() -> None:
    wanted = logits([3.0, -2.0, 0.5])
    found = compare_outputs([("logits", wanted, wanted + np.float32(5e-5))])
    assert found.equal
    assert found.max_diff == pytest.approx(5e-5, rel=0.1)


def test_large_numbers_may_differ_by_a_thousandth() -> None:
    wanted = logits([800.0, 1.0])
    assert compare_outputs([("last_hidden_state", wanted, wanted + 0.5)]).equal
    assert not compare_outputs([("last_hidden_state", wanted, wanted + 1.0)]).equal


def test_one_wrong_output_is_enough() -> None:
    right, wrong = logits([1.0, 2.0]), logits([1.0, 2.1])
    found = compare_outputs([("logits", right, right), ("pred_boxes", right, wrong)])
    assert not found.equal
    assert found.max_diff == pytest.approx(0.1, rel=1e-3)


def test_infinities_may_be_equal_and_nothing_else_may_be_infinite() -> None:
    masked = logits([-np.inf, 1.0])
    assert compare_outputs([("start_logits", masked, masked)]).equal
    found = compare_outputs([("start_logits", logits([0.0, 1.0]), logits([np.nan, 1.0]))])
    assert not found.equal
    assert found.cosine == -1.0


def test_decisions_count_where_they_are_clear() -> None:
    wanted = logits([5.0, 0.0, -5.0], [0.01, 0.0, -9.0])
    found = logits([5.0, 0.1, -5.0], [0.0, 0.01, -9.0])
    assert compare_outputs([("logits", wanted, found)]).agreement == 1.0
    other = logits([-5.0, 0.0, 5.0], [0.01, 0.0, -9.0])
    assert compare_outputs([("logits", wanted, other)]).agreement == 0.0


def test_masks_decide_between_classes_for_each_pixel() -> None:
    wanted = np.zeros((1, 2, 2, 2), dtype=np.float32)
    wanted[0, 0] = 1.0
    found = wanted.copy()
    found[0, :, 0, 0] = found[0, ::-1, 0, 0]
    assert compare_outputs([("logits", wanted, found)]).agreement == 0.75


def test_another_shape_is_a_fault() -> None:
    with pytest.raises(Fault, match=r"\[1, 3\].*\[1, 2\]"):
        compare_outputs([("logits", logits([1.0, 2.0]), logits([1.0, 2.0, 3.0]))])


def test_boxes_that_changed_places_are_found_again() -> None:
    random = np.random.default_rng(1)
    wanted = {"logits": random.normal(size=(2, 6, 4)), "pred_boxes": random.random((2, 6, 4))}
    shuffled = {name: value[:, [2, 0, 1, 3, 5, 4]] + 1e-6 for name, value in wanted.items()}
    assert compare_outputs(paired(wanted, shuffled)).equal
    assert not compare_outputs([(name, wanted[name], shuffled[name]) for name in wanted]).equal

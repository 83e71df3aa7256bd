"""A quantised variant stays only when it is worth having."""

from __future__ import annotations

import dataclasses

import pytest

from desktop.converter.variants import Variant, fault_of, roles

FLOAT = Variant(name="fp32", files=("onnx/model.onnx",), size_bytes=1000, kept=True)
GOOD = Variant(
    name="int8",
    files=("onnx/model_int8.onnx",),
    size_bytes=300,
    max_diff=0.1,
    cosine=0.99,
    agreement=1.0,
    speedup=2.5,
    integer_operators=36,
)


def test_what_is_near_small_and_fast_stays() -> None:
    assert fault_of(GOOD, FLOAT) == ""


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"integer_operators": 0}, "Nothing of it is computed with integers"),
        ({"size_bytes": 950}, "convolutions"),
        ({"cosine": 0.8}, "differs too much"),
        ({"agreement": 0.5}, "differs too much"),
        ({"speedup": 0.7}, "not faster"),
        ({"speedup": 1.0, "size_bytes": 700}, "not faster"),
    ],
)
def test_what_is_not_worth_having_goes_with_a_reason(change: dict[str, float], reason: str) -> None:
    assert reason in fault_of(dataclasses.replace(GOOD, **change), FLOAT)  # type: ignore[arg-type] # by name


def test_a_much_smaller_one_need_not_be_faster() -> None:
    assert fault_of(dataclasses.replace(GOOD, speedup=0.95), FLOAT) == ""


def test_a_slow_one_is_kept_on_demand_and_a_wrong_one_is_not() -> None:
    slow = dataclasses.replace(GOOD, speedup=0.5, size_bytes=1200)
    assert fault_of(slow, FLOAT, keep_slow=True) == ""
    assert "differs too much" in fault_of(dataclasses.replace(slow, cosine=0.8), FLOAT, keep_slow=True)


def test_the_roles_of_graphs_are_their_names_without_the_precision() -> None:
    assert roles(GOOD) == {"onnx/model_int8.onnx": "model"}
    parts = ("onnx/encoder_model_int8.onnx", "onnx/decoder_model_merged_int8.onnx")
    assert list(roles(dataclasses.replace(GOOD, files=parts)).values()) == ["encoder_model", "decoder_model_merged"]

"""Two decoders become one graph that holds their weights once, or stay two."""

from __future__ import annotations

from typing import Any

SCRIPT = "merge_facts.py"


def test_one_graph_takes_the_place_of_two_and_does_what_either_did(facts: dict[str, Any]) -> None:
    assert facts["one"] == ["decoder_model_merged_x.onnx"]
    assert facts["branches"] == [1.0, -1.0]
    assert facts["bytes"] < 1.5, "the weights are there once"


def test_decoders_that_do_not_fit_together_stay_two(facts: dict[str, Any]) -> None:
    assert facts["two"] == facts["left"] == ["decoder_model.onnx", "decoder_with_past_model.onnx"]


def test_integers_are_counted_in_both_branches(facts: dict[str, Any]) -> None:
    assert facts["integers"] == 2


def test_what_is_no_pair_is_left_alone(facts: dict[str, Any]) -> None:
    assert facts["single"] == ["model.onnx"]

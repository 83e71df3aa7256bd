"""Graphs are fused and made of integers by the converter's own libraries, and answer what they answered before."""

from __future__ import annotations

from typing import Any

SCRIPT = "graph_facts.py"


def test_folding_keeps_standard_operators_and_the_products(facts: dict[str, Any]) -> None:
    folded = facts["folded"]
    assert folded["operators"].count("MatMul") == facts["source"].count("MatMul") == 3
    assert folded["far"] < 1e-5


def test_fusing_takes_several_operators_for_one_and_changes_nothing(facts: dict[str, Any]) -> None:
    fused = facts["fused"]
    assert {"Gelu", "BiasGelu"} & set(fused["operators"])
    assert len(fused["operators"]) < len(facts["source"])
    assert fused["far"] < 1e-5


def test_int8_multiplies_integers_when_it_runs(facts: dict[str, Any]) -> None:
    quantised = facts["quantised"]
    assert quantised["integers"] == 2, "the products with weights; the third one is of two inputs"
    assert quantised["floats"] == 0
    assert quantised["share"] < 0.35
    assert quantised["close"]
    assert not quantised["equal"]
    assert 0.99 < quantised["cosine"] < 1


def test_two_products_fit_into_sixteen_bits_on_any_processor(facts: dict[str, Any]) -> None:
    largest = facts["quantised"]["largest"]
    assert largest > 32
    assert 2 * 255 * largest < 2**15


def test_the_clock_counts_both_graphs(facts: dict[str, Any]) -> None:
    assert len(facts["seconds"]) == 2
    assert all(0 < seconds < 10 for seconds in facts["seconds"])


def test_tables_become_int8_where_only_rows_are_read_and_it_pays(facts: dict[str, Any]) -> None:
    assert facts["tables"] == {"plain": True, "shared": False, "turned": False, "short": False}


def test_weights_of_large_graphs_lie_beside_them(facts: dict[str, Any]) -> None:
    beside = facts["beside"]
    assert beside["data"] == ["copied.onnx_data", "large.onnx_data"]
    assert beside["copy"] == 0
    assert beside["quantised"] < 0.5
    assert beside["small"], "the graph without its weights"
    assert beside["left"] == [], "both files go together"


def test_a_graph_that_answers_something_else_ends_the_conversion(facts: dict[str, Any]) -> None:
    assert facts["unlike"].startswith("conversion-failed: The graph does not answer as the original does")
    assert "0.5" in facts["unlike"]


def test_an_input_that_no_processor_makes_is_named(facts: dict[str, Any]) -> None:
    assert "“places”" in facts["refused"]


def test_no_scratch_is_left(facts: dict[str, Any]) -> None:
    assert facts["left"] == []

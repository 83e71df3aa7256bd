"""Decoders attend in one operator and multiply blocks of integers, and go on writing what they wrote."""

from __future__ import annotations

from typing import Any

import pytest

SCRIPT = "decoder_facts.py"


def test_attention_is_one_operator_that_answers_the_same(facts: dict[str, Any]) -> None:
    kinds = facts["fused"]["kinds"]
    assert kinds["GroupQueryAttention"] == 1
    assert not {"Softmax", "IsNaN"} & kinds.keys()
    assert kinds["MatMul"] == 5, "the products with weights"
    assert facts["fused"]["equal"], "also where a text begins later than others of its batch"


def test_heads_that_share_nothing_are_known_too(facts: dict[str, Any]) -> None:
    assert facts["alone"]["kinds"]["GroupQueryAttention"] == 1
    assert facts["alone"]["equal"]


def test_attention_of_an_unknown_form_stays(facts: dict[str, Any]) -> None:
    assert "GroupQueryAttention" not in facts["other"]["kinds"]
    assert facts["other"]["kinds"]["Sigmoid"] == 1
    assert facts["other"]["equal"]


@pytest.mark.parametrize(("form", "cosine", "bytes_each"), [("integers", 0.99, 1.3), ("nibbles", 0.97, 0.95)])
def test_weights_are_blocks_of_integers_and_the_table_of_words_is_there_once(
    facts: dict[str, Any], form: str, cosine: float, bytes_each: float
) -> None:
    integers = facts[form]
    assert integers["kinds"]["MatMulNBits"] == integers["operators"] == 5
    assert integers["kinds"]["GatherBlockQuantized"] == 1
    assert "Gather" not in integers["kinds"]
    assert cosine < integers["cosine"] < 1
    assert integers["weights"] < bytes_each, "bytes for each weight, with the names and the operators"


def test_no_scratch_is_left(facts: dict[str, Any]) -> None:
    assert facts["left"] == []

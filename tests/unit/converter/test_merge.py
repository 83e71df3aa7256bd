"""Two decoders become one graph that holds their weights once, or stay two."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from desktop.worker.conversion import converter_command

SCRIPT = Path(__file__).with_name("merge_facts.py")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the script found, in the environment that the program would start."""
    done = subprocess.run(
        [converter_command()[0], "-I", str(SCRIPT), str(tmp_path_factory.mktemp("decoders"))],
        check=False,
        env={**os.environ, "ORT_DISABLE_TELEMETRY": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


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

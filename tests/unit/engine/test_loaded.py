"""Models in memory: on how many threads their graphs run, and that their weights are those that were installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.errors import ModelDigestMismatch, ModelIncompatible, describe
from desktop.engine import loaded
from desktop.engine.interrupt import Interrupt
from desktop.engine.loaded import LoadedModel
from desktop.engine.speech.whisper_listener import WhisperListener, Wishes
from tests.unit.engine.speech.parrot import parrot
from tests.unit.engine.text_models import load
from tests.unit.engine.writing_models import translator
from tests.unit.hub.folders import SLOPE, text_graph

THREADS = 3
LANE, ALL = 1, THREADS
LONG_S = 31.0


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LoadedModel:
    """A model that is worth several threads."""
    monkeypatch.setattr(loaded, "SMALL_BYTES", 0)
    made = load(tmp_path, "translation", translator(["a"]))
    made.threads = THREADS
    return made


def threads(model: LoadedModel, role: str = "decoder_model") -> int:
    return int(model.session(role).session.get_session_options().intra_op_num_threads)


def test_a_lane_shares_all_but_the_threads_of_its_graphs(model: LoadedModel) -> None:
    lane = model.lane()
    made = object()
    assert model.part("table", lambda: made) is lane.part("table", object) is made
    assert (threads(model), threads(lane)) == (ALL, LANE)
    assert lane.session("decoder_model") is lane.lane().session("decoder_model"), "lanes have their graphs in common"
    assert lane.digests is model.digests
    assert lane.digests.keys() >= {"onnx/decoder_model.onnx"}, "a file is checked once for all lanes"


def test_a_small_model_runs_on_one_thread_and_has_as_many_lanes_as_threads(tmp_path: Path) -> None:
    model = load(tmp_path, "translation", translator(["a"]))
    model.threads = THREADS
    assert threads(model) == LANE
    assert model.session("decoder_model") is model.lane().session("decoder_model")
    assert model.parallel == THREADS


def test_a_large_model_has_no_lanes(model: LoadedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaded, "LANES_BYTES", 0)
    assert model.parallel == 1


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"null", b"\xff{}", b"[" * 100_000])
def test_a_configuration_that_is_none_is_named(tmp_path: Path, content: bytes) -> None:
    model = load(tmp_path, "translation", {**translator(["a"]), "preprocessor_config.json": content})
    with pytest.raises(ModelIncompatible) as caught:
        model.json("preprocessor_config.json")
    assert "“preprocessor_config.json”" in describe(caught.value.failure())[0]


def test_weights_beside_a_graph_are_checked_before_they_are_read(tmp_path: Path) -> None:
    files = {
        "onnx/model.onnx": text_graph(elsewhere={"slope": "model.onnx_data"}),
        "onnx/model.onnx_data": SLOPE.tobytes(),
    }
    whole = load(tmp_path / "whole", "text-classification", files)
    whole.session()
    assert set(whole.digests) == set(files), "results name them all"
    altered = load(tmp_path / "altered", "text-classification", files)
    (tmp_path / "altered/onnx/model.onnx_data").write_bytes((-SLOPE).tobytes())
    with pytest.raises(ModelDigestMismatch):
        altered.session()


@pytest.mark.parametrize(("seconds", "lanes", "expected"), [(LONG_S - 1, 1, ALL), (LONG_S, THREADS, LANE)])
def test_a_short_recording_is_heard_with_every_thread_and_a_long_one_in_lanes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, lanes: int, expected: int
) -> None:
    monkeypatch.setattr(loaded, "SMALL_BYTES", 0)
    model = parrot(tmp_path, [" yes"])
    model.threads = THREADS
    listener = WhisperListener(model, Wishes(language="en"), Interrupt(), seconds)
    assert listener.lanes == lanes
    assert threads(listener.whisper.model, "encoder_model") == expected

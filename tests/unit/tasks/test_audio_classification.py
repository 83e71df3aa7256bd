"""What is heard, with real sound files and a real graph that tells loud from quiet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from desktop.core.errors import Cancelled, InputCorrupt
from desktop.core.job import Partial, Progressed
from desktop.core.result import Labels
from desktop.engine.context import Context
from desktop.engine.interrupt import Interrupt
from desktop.engine.loaded import LoadedModel
from desktop.engine.rounds import Member, play
from desktop.media.sniff import recognise
from desktop.tasks.audio_classification import Params, run
from tests.unit.engine.graphs import Files, install, loudness

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

RATE = 16_000
SETTINGS = {"do_normalize": False, "feature_extractor_type": "Wav2Vec2FeatureExtractor"}
CONFIG = {"id2label": {"0": "quiet", "1": "loud"}}


@pytest.fixture
def model(home: Home, shelf: ModelShelf) -> LoadedModel:
    files: Files = {
        "onnx/model.onnx": loudness(("batch", "samples")),
        "preprocessor_config.json": SETTINGS,
        "config.json": CONFIG,
    }
    name = install(home.models / "local" / "ears", "audio-classification", files)
    return LoadedModel(shelf.choose("audio-classification", name), threads=1)


class Ear:
    """Runs the task on files, side by side."""

    def __init__(self, model: LoadedModel, work: Path) -> None:
        self.model, self.work = model, work
        self.reports: list[Progressed | Partial] = []
        self.interrupt = Interrupt()

    def hear(self, *paths: Path, top_k: int = 5) -> list[Member]:
        members = []
        for path in paths:
            context = Context(
                job_id=path.name,
                models=[self.model],
                interrupt=self.interrupt,
                work=self.work,
                report=self.reports.append,
            )
            member = Member(interrupt=self.interrupt)
            member.begin(partial(run, recognise(path), Params(top_k=top_k), context))
            members.append(member)
        while any(member.asked is not None for member in members):
            play(self.model, [member for member in members if member.asked is not None])
        return members

    def labels(self, path: Path, **options: int) -> dict[str, float]:
        (member,) = self.hear(path, **options)
        assert member.error is None
        assert isinstance(member.value, Labels)
        return {label.label: label.score for label in member.value.labels}


@pytest.fixture
def ear(model: LoadedModel, tmp_path: Path) -> Ear:
    return Ear(model, tmp_path / "work")


def save(path: Path, *parts: tuple[float, float], rate: int = RATE) -> Path:
    """Write seconds of an amplitude, one after the other."""
    pieces = [np.full(round(seconds * rate), amplitude, np.float32) for seconds, amplitude in parts]
    soundfile.write(path, np.concatenate(pieces), rate, subtype="FLOAT" if path.suffix == ".wav" else None)
    return path


def softmax(energy: float) -> float:
    return float(1 / (1 + np.exp(-16 * energy)))


def test_a_recording_is_classified(ear: Ear, tmp_path: Path) -> None:
    loud = ear.labels(save(tmp_path / "loud.wav", (1, 0.5)))
    assert list(loud) == ["loud", "quiet"]
    assert loud["loud"] == pytest.approx(softmax(0.25), abs=1e-5)
    assert sum(loud.values()) == pytest.approx(1)
    assert list(ear.labels(save(tmp_path / "loud.flac", (1, 0.5), rate=44_100), top_k=1)) == ["loud"]


def test_a_long_recording_is_the_mean_of_its_windows(ear: Ear, tmp_path: Path) -> None:
    path = save(tmp_path / "long.wav", (30, 0.5), (60, 0.0))
    expected = (softmax(0.25) + 2 * softmax(0)) / 3
    assert ear.labels(path)["loud"] == pytest.approx(expected, abs=1e-5)


def test_a_long_recording_says_how_far_it_is(ear: Ear, tmp_path: Path) -> None:
    path = save(tmp_path / "hours.flac", (30 * 20, 0.0), rate=2000)
    ear.labels(path)
    (first,) = [report for report in ear.reports if isinstance(report, Progressed)][:1]
    assert (first.progress.done, first.progress.total) == (0, 20)


def test_recordings_side_by_side_keep_to_themselves(ear: Ear, tmp_path: Path) -> None:
    broken = save(tmp_path / "broken.flac", (2, 0.5))
    broken.write_bytes(broken.read_bytes()[:-20])
    paths = [save(tmp_path / "a.wav", (1, 0.5)), broken, save(tmp_path / "b.wav", (2.5, 0.1))]
    first, second, third = ear.hear(*paths)
    assert isinstance(second.error, InputCorrupt)
    for member, energy in ((first, 0.25), (third, 0.01)):
        assert isinstance(member.value, Labels)
        assert member.value.labels[0].score == pytest.approx(softmax(energy), abs=1e-5)


def test_a_cancelled_recording_is_let_go(ear: Ear, tmp_path: Path) -> None:
    ear.interrupt.cancel()
    (member,) = ear.hear(save(tmp_path / "a.wav", (1, 0.5)))
    assert isinstance(member.error, Cancelled)

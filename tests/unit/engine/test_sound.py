"""Sound as each kind of model wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from desktop.core.errors import ModelIncompatible, describe
from desktop.engine.loaded import LoadedModel
from desktop.engine.sound import SoundEncoder, sound_encoder
from tests.unit.engine.graphs import Files, install, loudness

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

    Make = Callable[..., SoundEncoder]

RATE = 16_000
WAVES: tuple[int | str, ...] = ("batch", "samples")


@pytest.fixture
def encoder(home: Home, shelf: ModelShelf) -> Make:
    def make(extractor: dict[str, object], shape: Sequence[int | str] = WAVES, **config: object) -> SoundEncoder:
        files: Files = {"model.onnx": loudness(shape), "preprocessor_config.json": extractor, "config.json": config}
        name = install(home.models / "local" / "ears", "audio-classification", files)
        shelf.refresh()
        return sound_encoder(LoadedModel(shelf.choose("audio-classification", name), threads=1))

    return make


def noise(samples: int) -> np.ndarray:
    return np.random.default_rng(7).normal(0.2, 0.1, samples).astype(np.float32)


def test_waveforms_are_brought_to_zero_mean_and_unit_variance(encoder: Make) -> None:
    made = encoder({"feature_extractor_type": "Wav2Vec2FeatureExtractor", "do_normalize": True})
    assert (made.rate_hz, made.longest) == (RATE, 30 * RATE)
    samples = noise(RATE)
    row = made.prepare(samples)
    expected = (samples - samples.mean()) / np.sqrt(samples.var() + 1e-7)
    assert np.array_equal(row["input_values"], expected)
    assert row["attention_mask"].tolist() == [1] * RATE


def test_waveforms_are_left_alone_when_the_model_says_so(encoder: Make) -> None:
    made = encoder({"do_normalize": False, "sampling_rate": 8000})
    assert made.rate_hz == 8000
    assert np.array_equal(made.prepare(noise(800))["input_values"], noise(800))


def test_a_click_is_lengthened_to_what_the_convolutions_need(encoder: Make) -> None:
    made = encoder({}, conv_kernel=[10, 3, 3, 3, 3, 2, 2], conv_stride=[5, 2, 2, 2, 2, 2, 2])
    row = made.prepare(noise(10))
    assert row["input_values"].shape == (400,)
    assert row["attention_mask"].sum() == 10
    assert not row["input_values"][10:].any()
    assert made.prepare(noise(401))["input_values"].shape == (401,)


def test_a_graph_for_one_length_gets_that_length(encoder: Make) -> None:
    made = encoder({}, shape=(1, 4000))
    assert made.longest == 4000
    assert made.prepare(noise(10))["input_values"].shape == (4000,)


@pytest.mark.parametrize(
    ("extractor", "config"),
    [
        ({"feature_extractor_type": "ASTFeatureExtractor"}, {}),
        ({}, {"model_type": "audio-spectrogram-transformer"}),
    ],
    ids=["named", "from before it was named"],
)
def test_spectrograms(encoder: Make, extractor: dict[str, object], config: dict[str, object]) -> None:
    made = encoder(extractor, shape=("batch", 1024, 128), **config)
    assert (made.rate_hz, made.longest) == (RATE, 164_080)
    values = made.prepare(np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE).astype(np.float32))["input_values"]
    assert values.shape == (1024, 128)
    assert values.dtype == np.float32
    # The centres of 128 bands cut what lies between 20 and 8000 Hz into 129 equal parts by mel.
    low, high, heard = (1127 * np.log(1 + hertz / 700) for hertz in (20, 8000, 1000))
    assert abs(values[50].argmax() + 1 - 129 * (heard - low) / (high - low)) < 1
    silence = (0 - -4.2677393) / (2 * 4.5689974)
    assert values[98:] == pytest.approx(silence), "a second has 98 frames; the rest are zeros"
    assert values[:98].max() > 1.0
    assert made.prepare(noise(made.longest + 1600))["input_values"].shape == (1024, 128)
    assert made.prepare(noise(1))["input_values"].shape == (1024, 128)


def test_spectrograms_follow_their_settings(encoder: Make) -> None:
    settings = {"num_mel_bins": 64, "max_length": 100, "mean": 1.0, "std": 0.25, "do_normalize": True}
    made = encoder({"feature_extractor_type": "ASTFeatureExtractor", **settings}, shape=("batch", 100, 64))
    plain = encoder(
        {"feature_extractor_type": "ASTFeatureExtractor", **settings, "do_normalize": False}, shape=("batch", 100, 64)
    )
    samples = noise(RATE)
    assert np.allclose(made.prepare(samples)["input_values"], (plain.prepare(samples)["input_values"] - 1) / 0.5)
    assert made.longest == 400 + 99 * 160
    short = encoder({"feature_extractor_type": "ASTFeatureExtractor"}, shape=(1, 50, 128))
    assert short.prepare(samples)["input_values"].shape == (50, 128)


def test_an_unknown_processor_is_named(encoder: Make) -> None:
    with pytest.raises(ModelIncompatible) as caught:
        encoder({"feature_extractor_type": "ClapFeatureExtractor"})
    assert "ClapFeatureExtractor" in describe(caught.value.failure())[0]

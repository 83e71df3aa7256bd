"""What Whisper hears is what transformers' own extractor makes of the same sound."""

import numpy as np
import pytest
from transformers import WhisperFeatureExtractor

from desktop.engine.speech.features import LogMel

RATE = 16_000
RNG = np.random.default_rng(7)
AT = np.arange(30 * RATE) / RATE
SOUNDS = {
    "noise": RNG.standard_normal(30 * RATE) * 0.1,
    "rising": 0.5 * np.sin(2 * np.pi * (50 + 120 * AT) * AT),
    "short": RNG.standard_normal(1_000) * 0.01,
    "one": np.array([0.25]),
    "silent": np.zeros(RATE),
    "loud": np.sign(np.sin(AT * 700)),
}


@pytest.mark.parametrize("mels", [80, 128])
@pytest.mark.parametrize("sound", SOUNDS)
def test_the_features_are_those_of_the_library(sound: str, mels: int) -> None:
    samples = SOUNDS[sound].astype(np.float32)
    expected = WhisperFeatureExtractor(feature_size=mels)(samples, sampling_rate=RATE, return_tensors="np")
    found = LogMel({"feature_size": mels})(samples)
    assert found.dtype == np.float32
    assert found.shape == expected.input_features[0].shape
    np.testing.assert_allclose(found, expected.input_features[0], atol=2e-5)

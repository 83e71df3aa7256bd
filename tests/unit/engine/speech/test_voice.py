"""Speech is told from pauses and noise, whatever the blocks in which it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from desktop.core.errors import Cancelled
from desktop.engine.interrupt import Interrupt
from desktop.engine.speech.voice import MOMENT, RATE_HZ, Voice, detector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.engine.loaded import LoadedModel
    from desktop.engine.speech.windows import Stretch

SPOKEN = ((0.0, 7.1), (7.7, 10.7), (13.7, 19.0))
"""Where the sample has its three sentences, in seconds."""


@pytest.fixture(scope="module")
def ears() -> LoadedModel:
    model = detector()
    assert model is not None
    return model


@pytest.fixture
def reading(samples: Path) -> np.ndarray:
    sound, rate = soundfile.read(samples / "reading.ogg", dtype="float32")
    assert rate == RATE_HZ
    return np.asarray(sound)


def blocks(sound: np.ndarray, size: int) -> Iterator[np.ndarray]:
    return (sound[at : at + size] for at in range(0, len(sound), size))


def stretches(ears: LoadedModel, sound: np.ndarray, size: int = 100_000, longest: int = 10**9) -> list[Stretch]:
    voice = Voice(ears, Interrupt(), longest)
    return [one for _, found, _ in voice.through(blocks(sound, size)) for one in found]


def test_sentences_are_found_and_pauses_are_not(ears: LoadedModel, reading: np.ndarray) -> None:
    found = stretches(ears, reading)
    for one in found:
        assert any(a - 0.2 <= one.start / RATE_HZ and one.end / RATE_HZ <= b + 0.2 for a, b in SPOKEN)
    for start, end in SPOKEN:
        inside = [one for one in found if start - 0.2 <= one.start / RATE_HZ <= end]
        assert sum(one.end - one.start for one in inside) / RATE_HZ > 0.75 * (end - start)


@pytest.mark.parametrize("size", [999, 16_384, 10**6])
def test_the_blocks_make_no_difference(ears: LoadedModel, reading: np.ndarray, size: int) -> None:
    assert stretches(ears, reading, size) == stretches(ears, reading)


def test_noise_and_silence_are_no_speech(ears: LoadedModel) -> None:
    noise = np.random.default_rng(0).standard_normal(10 * RATE_HZ).astype(np.float32)
    assert stretches(ears, noise * 0.1) == []
    assert stretches(ears, noise * 0) == []


def test_speech_without_a_pause_is_cut_and_goes_on_where_it_was_cut(ears: LoadedModel, reading: np.ndarray) -> None:
    sentence = reading[: 6 * RATE_HZ]
    whole, longest = stretches(ears, sentence), 2 * RATE_HZ
    parts = stretches(ears, sentence, longest=longest)
    assert len(parts) > len(whole)
    assert all(one.end - one.start <= longest for one in parts)
    assert {*_moments(parts)} == {*_moments(whole)}


def _moments(found: list[Stretch]) -> list[int]:
    return [at for one in found for at in range(one.start, one.end, MOMENT)]


def test_a_cancelled_job_listens_no_more(ears: LoadedModel, reading: np.ndarray) -> None:
    interrupt = Interrupt()
    interrupt.cancel()
    with pytest.raises(Cancelled):
        list(Voice(ears, interrupt, 10**9).through([reading]))

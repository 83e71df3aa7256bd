"""Sound as Whisper hears it: the logarithm of its energy on the mel scale.

The numbers are those of transformers' WhisperFeatureExtractor, without importing the library for a page of arithmetic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

# Slaney's mel scale: linear below 1,000 Hz, logarithmic above.
_LINEAR_HZ, _BREAK_HZ = 200 / 3, 1000.0
_BREAK_MEL, _STEP = _BREAK_HZ / _LINEAR_HZ, np.log(6.4) / 27.0


class LogMel:
    """The features of one window.

    Attributes:
        rate_hz: samples in a second.
        samples: of a window; shorter sound is followed by silence.
        frames: of its features.
        hop: samples between two of them.
    """

    def __init__(self, config: Mapping[str, Any]) -> None:
        """Prepare what `preprocessor_config.json` asks for."""
        self.rate_hz = int(config.get("sampling_rate", 16_000))
        self.hop = int(config.get("hop_length", 160))
        self.samples = int(config.get("chunk_length", 30)) * self.rate_hz
        self.frames = self.samples // self.hop
        self._size = int(config.get("n_fft", 400))
        self._filters = mel_filters(int(config.get("feature_size", 80)), self._size, self.rate_hz)
        self._shape = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(self._size) / self._size)).astype(np.float32)

    def __call__(self, samples: np.ndarray) -> np.ndarray:
        """Return float32 [mels, frames] of at most a window of float32 samples."""
        half = self._size // 2
        whole = np.zeros(self.samples, np.float32)
        whole[: len(samples)] = samples
        whole = np.pad(whole, half, mode="reflect")
        windows = np.lib.stride_tricks.sliding_window_view(whole, self._size)[:: self.hop][: self.frames]
        found = np.fft.rfft(windows * self._shape)
        energy = found.real**2 + found.imag**2
        mels = np.log10(np.maximum(energy @ self._filters, np.float32(1e-10))).T
        mels = (np.maximum(mels, mels.max() - np.float32(8.0)) + np.float32(4.0)) / np.float32(4.0)
        return np.ascontiguousarray(mels, np.float32)


def mel_filters(mels: int, size: int, rate_hz: int) -> np.ndarray:
    """Return Slaney's triangles, each with an area of one, float32 [frequencies, mels]."""
    edges = _hertz(np.linspace(0.0, _mel(rate_hz / 2), mels + 2))
    frequencies = np.linspace(0.0, rate_hz / 2, size // 2 + 1)
    slopes = edges[None] - frequencies[:, None]
    widths = np.diff(edges)
    rising, falling = -slopes[:, :-2] / widths[:-1], slopes[:, 2:] / widths[1:]
    heights = 2.0 / (edges[2:] - edges[:-2])
    return np.asarray(np.maximum(0.0, np.minimum(rising, falling)) * heights, np.float32)


def _mel(hertz: float) -> float:
    if hertz < _BREAK_HZ:
        return hertz / _LINEAR_HZ
    return float(_BREAK_MEL + np.log(hertz / _BREAK_HZ) / _STEP)


def _hertz(mels: np.ndarray) -> np.ndarray:
    return np.where(mels < _BREAK_MEL, mels * _LINEAR_HZ, _BREAK_HZ * np.exp(_STEP * (mels - _BREAK_MEL)))

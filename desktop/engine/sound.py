"""Sound as the arrays a model wants, as the feature extractor in its `preprocessor_config.json` makes them."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.engine.loaded import LoadedModel
    from desktop.engine.rows import Row

CONFIG = "preprocessor_config.json"
INPUT = "input_values"

LONGEST_SECONDS = 30
"""What a model of waveforms gets at once: its attention takes memory with the square of the length."""

# The frames of Kaldi's filter banks at 16 kHz, which ASTFeatureExtractor has built in.
_FRAME, _HOP, _FFT = 400, 160, 512

_KINDS = {"audio-spectrogram-transformer": "ASTFeatureExtractor"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundEncoder:
    """How a model wants its sound.

    Attributes:
        rate_hz: samples in a second.
        longest: samples it gets at once; a longer recording goes in windows.
        prepare: makes the row of a graph from float32 [samples], at least one and at most `longest`.
    """

    rate_hz: int
    longest: int
    prepare: Callable[[np.ndarray], Row]


def sound_encoder(model: LoadedModel) -> SoundEncoder:
    """Return how `model` wants its sound, found out once."""
    return model.part("sound-encoder", lambda: _encoder(model))


def _encoder(model: LoadedModel) -> SoundEncoder:
    config = dict(model.json(CONFIG))
    # Models from before the field existed are told apart by what they are, as AutoFeatureExtractor does.
    kind = _KINDS.get(str(model.json("config.json").get("model_type")), "Wav2Vec2FeatureExtractor")
    kind = str(config.pop("feature_extractor_type", kind))
    if kind == "ASTFeatureExtractor":
        return _spectrogram_encoder(model, config)
    if kind == "Wav2Vec2FeatureExtractor":
        return _waveform_encoder(model, config)
    reason = QT_TRANSLATE_NOOP("errors", "Its sound processor “{processor}” is not known.")
    raise ModelIncompatible(model=model.spec.id, reason=reason, processor=kind)


def _waveform_encoder(model: LoadedModel, config: Mapping[str, Any]) -> SoundEncoder:
    from transformers import Wav2Vec2FeatureExtractor

    extractor = Wav2Vec2FeatureExtractor(**config)
    rate_hz = int(extractor.sampling_rate)
    fixed = model.session().size(INPUT, 1)
    least = fixed or _least_samples(model.json("config.json"))

    def prepare(samples: np.ndarray) -> Row:
        made = extractor(samples, sampling_rate=rate_hz, return_tensors="np")[INPUT][0].astype(np.float32, copy=False)
        heard = np.ones(len(made), np.int64)
        missing = max(0, least - len(made))
        return {INPUT: np.pad(made, (0, missing)), "attention_mask": np.pad(heard, (0, missing))}

    return SoundEncoder(rate_hz=rate_hz, longest=fixed or LONGEST_SECONDS * rate_hz, prepare=prepare)


def _least_samples(config: Mapping[str, Any]) -> int:
    """Return how many samples the convolutions of a model need to give one frame; 400 for Wav2Vec2."""
    least = 1
    layers = zip(config.get("conv_kernel", ()), config.get("conv_stride", ()), strict=False)
    for kernel, stride in reversed(list(layers)):
        least = (least - 1) * int(stride) + int(kernel)
    return least


def _spectrogram_encoder(model: LoadedModel, config: Mapping[str, Any]) -> SoundEncoder:
    """Do what ASTFeatureExtractor does where torchaudio is absent; the class itself refuses to work without torch."""
    from transformers.audio_utils import mel_filter_bank, spectrogram, window_function

    rate_hz, bins = int(config.get("sampling_rate", 16_000)), int(config.get("num_mel_bins", 128))
    frames = model.session().size(INPUT, 1) or int(config.get("max_length", 1024))
    mean, deviation = float(config.get("mean", -4.2677393)), float(config.get("std", 4.5689974))
    normal = bool(config.get("do_normalize", True))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the lowest of 128 bands are empty; the models were trained that way
        filters = mel_filter_bank(
            num_frequency_bins=_FFT // 2 + 1,
            num_mel_filters=bins,
            min_frequency=20,
            max_frequency=rate_hz // 2,
            sampling_rate=rate_hz,
            norm=None,
            mel_scale="kaldi",
            triangularize_in_mel_space=True,
        )
    window = window_function(_FRAME, "hann", periodic=False)

    def prepare(samples: np.ndarray) -> Row:
        samples = np.pad(samples, (0, max(0, _FRAME - len(samples))))
        energies = spectrogram(
            samples,
            window,
            frame_length=_FRAME,
            hop_length=_HOP,
            fft_length=_FFT,
            power=2.0,
            center=False,
            preemphasis=0.97,
            mel_filters=filters,
            log_mel="log",
            mel_floor=1.192092955078125e-07,
            remove_dc_offset=True,
        ).T[:frames]
        values = np.pad(energies, ((0, frames - len(energies)), (0, 0)))
        return {INPUT: (values - mean) / (deviation * 2) if normal else values}

    return SoundEncoder(rate_hz=rate_hz, longest=_FRAME + (frames - 1) * _HOP, prepare=prepare)

"""What the library makes of recordings."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.parity.reference.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.parity.case import Case

RATE_HZ = 16_000
_SECONDS = (1.0, 0.35)
_FULL = 32768.0


def write_reader(case: Case, hub: Path) -> dict[str, Any]:
    import transformers

    getattr(transformers, case.reads)(**case.options).save_pretrained(hub)
    return {}


def write_inputs(folder: Path) -> list[Path]:
    """Write tones that rise, with noise: 16-bit samples, so that everybody reads the same numbers."""
    paths = []
    for number, seconds in enumerate(_SECONDS):
        time = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
        noise = np.random.default_rng(number).normal(0, 0.02, len(time))
        samples = (0.4 * np.sin(2 * np.pi * (200 + 900 * time) * time) + noise) * _FULL
        paths.append(folder / f"{number}.wav")
        with wave.open(str(paths[-1]), "wb") as file:
            file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
            file.writeframes(samples.astype("<i2").tobytes())
    return paths


def answers(case: Case, hub: Path, model: Any, inputs: Sequence[Path]) -> list[Answer]:
    from transformers import AutoFeatureExtractor, pipeline

    extractor = AutoFeatureExtractor.from_pretrained(hub, local_files_only=True)
    judge = pipeline(case.task, model=model, feature_extractor=extractor, device="cpu")
    found = []
    for path in inputs:
        with wave.open(str(path), "rb") as file:
            samples = (np.frombuffer(file.readframes(file.getnframes()), "<i2") / _FULL).astype(np.float32)
        feeds = extractor(samples, sampling_rate=RATE_HZ, return_tensors="pt")
        outputs = {name: value.numpy() for name, value in model(**feeds).items()}
        found.append(
            Answer(
                feeds={name: value.numpy() for name, value in feeds.items()},
                outputs=outputs,
                value=judge(samples, top_k=None),
            )
        )
    return found

"""How a model would run here: the memory it takes and the time it needs, from what this computer was measured to do.

The time is that of the products of matrices, counted by the catalogue, on the speeds of `engine/benchmark.py`, and of
what lies between them. Constants were set with the starter models: `python -m tests.unit.hub.measure_fit` shows how
far each prediction lies from the measured time. Where jobs have really run, their times count.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.core.catalogue import Work
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.state.catalogue import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.core.inspection import Speeds
    from desktop.core.model import ModelSpec
    from desktop.state.history import History

_TOKENS_PER_BYTE = 0.3
"""Of European languages, with what fills lines up to one length."""
_BYTES_OF_A_THOUSAND_WORDS = 6000
_TOKENS_OF_A_HUNDRED_WORDS = 140
_BETWEEN_PRODUCTS = 0.8
"""What a graph does beside its products, as a share of the time the same products would take on floats."""
_PICTURE_FLOP = 3.5e9
"""Reading a picture, making it the right size and reading the result takes as long as so many operations."""
_SOUND_FLOP = 2.4e9
"""Finding where somebody speaks in a second of sound, and making of it what a model hears, takes as long."""
_STEP_FLOP = 1.5e9
"""A step of a text that is written by itself takes as long beside its products."""
_SENTENCES_TOGETHER = 8
"""Texts are translated and summed up by several sentences at once, so weights are read less often."""
_BASE_BYTES = 170_000_000
"""The engine with onnxruntime and what tasks load."""
_SOUND_BYTES = 200_000_000
"""Two windows of half a minute that are heard at once."""
_WEIGHTS_IN_MEMORY = 1.6
"""Weights are arranged anew when a graph is loaded, and there are values between its layers."""
_RATIO_AT_MOST = 8.0


class Unit(StrEnum):
    """What a time is given for."""

    TEXT = "thousand-words"
    PICTURE = "picture"
    SOUND = "hour"
    REPLY = "hundred-words"


class Verdict(StrEnum):
    """Whether a model can run here."""

    FITS = "fits"
    TIGHT = "tight"
    TOO_LARGE = "too-large"


_UNITS = {
    "automatic-speech-recognition": Unit.SOUND,
    "audio-classification": Unit.SOUND,
    "text-generation": Unit.REPLY,
    "image-classification": Unit.PICTURE,
    "object-detection": Unit.PICTURE,
    "image-segmentation": Unit.PICTURE,
    "zero-shot-image-classification": Unit.PICTURE,
    "depth-estimation": Unit.PICTURE,
    "image-to-text": Unit.PICTURE,
    "ocr": Unit.PICTURE,
}
_STARTERS = {
    "starter/all-minilm-l6-v2": Work(weights_m=11),
    "starter/minilm-sentiment": Work(weights_m=11),
    "starter/firefox-en-pt": Work(weights_m=6.3, writes_m=4),
    "starter/firefox-pt-en": Work(weights_m=6.3, writes_m=4),
    "starter/efficientnet-lite0": Work(weights_m=4.65, places=88),
    "starter/yolov3-tiny": Work(weights_m=8.86, places=314),
    "starter/whisper-base": Work(weights_m=28, places=50, writes_m=52, tokens=3),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a model would run on this computer.

    Attributes:
        verdict: whether it can.
        memory_bytes: what it takes while it runs, about.
        seconds: for one `unit`, about; None when nothing is known of its work, or the computer was not measured yet.
        unit: what the time is for.
        reason: why it does not fit well, a template for `arguments`; empty when it does.
        arguments: sizes that the reason names.
    """

    verdict: Verdict
    memory_bytes: int
    seconds: float | None
    unit: Unit
    reason: str
    arguments: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Computer:
    """What predictions go by; `ratios` are how much longer real jobs took than was predicted, by unit."""

    total_bytes: int
    available_bytes: int
    speeds: Speeds | None
    ratios: dict[Unit, float]


def this_computer(
    speeds: Speeds | None, models: Iterable[ModelSpec], history: History, answers: Mapping[str, float]
) -> Computer:
    """Return this computer, corrected by what jobs with `models` really took.

    Args:
        speeds: what it was measured to do; None before that.
        models: of this computer.
        history: with the jobs.
        answers: seconds that a token took in conversations, by model.
    """
    import psutil

    memory = psutil.virtual_memory()
    ratios = _ratios(speeds, models, history, answers) if speeds is not None else {}
    return Computer(total_bytes=memory.total, available_bytes=memory.available, speeds=speeds, ratios=ratios)


def predict(computer: Computer, task: str, variant: str, size_bytes: int, work: Work | None = None) -> Fit:
    """Return how a model would run.

    Args:
        computer: where.
        task: what it is for.
        variant: precision of its weights.
        size_bytes: of its graphs and their weights.
        work: what it multiplies, as the catalogue knows it; without it no time is predicted.
    """
    unit = _UNITS.get(task, Unit.TEXT)
    memory_bytes = memory_of(size_bytes) + (_SOUND_BYTES if unit is Unit.SOUND else 0)
    seconds = None
    if work is not None and computer.speeds is not None:
        seconds = _seconds(computer.speeds, unit, variant, work) * computer.ratios.get(unit, 1.0)
    verdict, reason = Verdict.FITS, ""
    if memory_bytes > computer.total_bytes:
        verdict = Verdict.TOO_LARGE
        reason = QT_TRANSLATE_NOOP(
            "models", "It takes about {memory_bytes} of memory; this computer has {total_bytes}."
        )
    elif memory_bytes > computer.available_bytes:
        verdict = Verdict.TIGHT
        reason = QT_TRANSLATE_NOOP(
            "models", "It takes about {memory_bytes} of memory, of which {available_bytes} are free now."
        )
    sizes = {
        "memory_bytes": memory_bytes,
        "total_bytes": computer.total_bytes,
        "available_bytes": computer.available_bytes,
    }
    return Fit(
        verdict=verdict,
        memory_bytes=memory_bytes,
        seconds=seconds,
        unit=unit,
        reason=reason,
        arguments=sizes if reason else {},
    )


# --- time ------------------------------------------------------------------------------------------------------------


def memory_of(size_bytes: int) -> int:
    """Return about what an engine takes with a model of this size."""
    return _BASE_BYTES + round(_WEIGHTS_IN_MEMORY * size_bytes)


def _seconds(speeds: Speeds, unit: Unit, variant: str, work: Work) -> float:
    """Return the seconds one unit takes."""
    count = {
        Unit.TEXT: _BYTES_OF_A_THOUSAND_WORDS * _TOKENS_PER_BYTE,
        Unit.PICTURE: 1.0,
        Unit.SOUND: 3600.0,
        Unit.REPLY: _TOKENS_OF_A_HUNDRED_WORDS,
    }[unit]
    flop_s = _rate(speeds, variant)
    read = 2e6 * work.weights_m * work.places * count / flop_s if unit is not Unit.REPLY else 0.0
    written = work.tokens * count if work.writes_m else 0.0
    together, step = (_SENTENCES_TOGETHER, 0.0) if unit is Unit.TEXT else (1, _STEP_FLOP / speeds.fp32_flops)
    weights_bytes = work.writes_m * 1e6 * _bytes_per_weight(variant) / together
    writing = written * (step + max(weights_bytes / speeds.bytes_per_s, 2e6 * work.writes_m / flop_s))
    around = {Unit.PICTURE: _PICTURE_FLOP, Unit.SOUND: _SOUND_FLOP}.get(unit, 0.0) * count / speeds.fp32_flops
    return around + read + writing


def _rate(speeds: Speeds, variant: str) -> float:
    """Return the operations in a second that a whole graph comes to."""
    products = 1.0 / (speeds.int8_flops if variant == "q8" else speeds.fp32_flops)
    return 1.0 / (products + _BETWEEN_PRODUCTS / speeds.fp32_flops)


def _bytes_per_weight(variant: str) -> float:
    return {"q8": 1.0, "q4": 0.6, "q4f16": 0.6, "bnb4": 0.6, "fp16": 2.0}.get(variant, 4.0)


# --- real jobs -------------------------------------------------------------------------------------------------------


def _ratios(
    speeds: Speeds, models: Iterable[ModelSpec], history: History, answers: Mapping[str, float]
) -> dict[Unit, float]:
    """Return how much longer real jobs took than predicted, the median of all models of a unit."""
    found: dict[Unit, list[float]] = {}
    for spec in models:
        unit = _UNITS.get(spec.task, Unit.TEXT)
        real = _real_seconds(spec, history, answers)
        work = work_of(spec)
        if real is not None and work is not None:
            ratio = real / _seconds(speeds, unit, spec.variant, work)
            found.setdefault(unit, []).append(min(max(ratio, 1 / _RATIO_AT_MOST), _RATIO_AT_MOST))
    return {unit: sorted(ratios)[len(ratios) // 2] for unit, ratios in found.items()}


def _real_seconds(spec: ModelSpec, history: History, answers: Mapping[str, float]) -> float | None:
    """Return what one unit took in the last jobs of a model; None when there are none that tell."""
    unit = _UNITS.get(spec.task, Unit.TEXT)
    if unit is Unit.PICTURE:
        return history.seconds_per_input(spec.id)
    if unit is Unit.SOUND:
        per_second = history.seconds_per_second(spec.id)
        return per_second * 3600 if per_second is not None else None
    if unit is Unit.REPLY:
        per_token = answers.get(spec.id) or history.seconds_per_token(spec.id)
        return per_token * _TOKENS_OF_A_HUNDRED_WORDS if per_token is not None else None
    per_byte = history.seconds_per_input(spec.id, per_byte=True)
    return per_byte * _BYTES_OF_A_THOUSAND_WORDS if per_byte is not None else None


def work_of(spec: ModelSpec) -> Work | None:
    """Return what a model multiplies, where that is known."""
    entry = entry_of(spec.repo) if spec.repo else None
    return entry.work if entry is not None else _STARTERS.get(spec.id)

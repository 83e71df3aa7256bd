"""Models in words: what they need, how fast they are, and what to know before they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.core.text import QT_TRANSLATE_NOOP, fill
from desktop.ui import language
from desktop.ui.language import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.core.model import ModelSpec
    from desktop.core.task import Task
    from desktop.hub.fit import Fit

WARNINGS = {
    "gated": QT_TRANSLATE_NOOP("models", "Its terms have to be accepted on its page first."),
    "non-commercial": QT_TRANSLATE_NOOP("models", "Its licence forbids commercial use."),
    "no-licence": QT_TRANSLATE_NOOP("models", "Nobody says under which licence it is."),
    "custom-code": QT_TRANSLATE_NOOP("models", "It comes with code of its own, which Ilha never runs."),
    "custom-operators": QT_TRANSLATE_NOOP("models", "It comes with libraries of its own, which Ilha never loads."),
    "pickle-only": QT_TRANSLATE_NOOP(
        "models", "Its weights are a pickle, which Ilha never opens; they can be converted to safetensors elsewhere."
    ),
    "needs-conversion": QT_TRANSLATE_NOOP(
        "models", "It has no ONNX graph: one is made on this computer, which takes some minutes and the converter."
    ),
}
_UNITS = {
    "thousand-words": QT_TRANSLATE_NOOP("models", "1,000 words ≈ %1"),
    "picture": QT_TRANSLATE_NOOP("models", "a picture ≈ %1"),
    "hour": QT_TRANSLATE_NOOP("models", "1 h of sound ≈ %1"),
    "hundred-words": QT_TRANSLATE_NOOP("models", "an answer of 100 words ≈ %1"),
}
PACKS = {
    "text": QT_TRANSLATE_NOOP("models", "Starter pack: Text"),
    "sound": QT_TRANSLATE_NOOP("models", "Starter pack: Sound"),
    "image": QT_TRANSLATE_NOOP("models", "Starter pack: Pictures"),
    "chat": QT_TRANSLATE_NOOP("models", "Starter pack: Chat"),
}


def name_of(key: str) -> str:
    """Return what a download, or what somebody is asked about, is called: a pack by its title."""
    kind, _, pack = key.partition(":")
    return translate("models", PACKS[pack]) if kind == "pack" and pack in PACKS else key


def warning_text(code: str) -> str:
    """Return what a warning about a repository means."""
    return translate("models", WARNINGS.get(code, code))


def model_title(spec: ModelSpec) -> str:
    """Return what a model is called, those of the program in the language of the window."""
    return translate("catalogue", spec.title) or spec.id


def task_title(tasks: Mapping[str, Task], task: str) -> str:
    """Return the title of a task, also of one that Ilha has not."""
    return translate("tasks", tasks[task].title) if task in tasks else task


def memory_text(size_bytes: int) -> str:
    """Say how much memory something takes."""
    return QCoreApplication.translate("models", "%1 of memory").replace("%1", language.size(size_bytes))


def speed_text(fit: Fit) -> str:
    """Say how long a model takes; empty when nobody knows."""
    if fit.seconds is None:
        return ""
    return translate("models", _UNITS[fit.unit.value]).replace("%1", language.duration(fit.seconds))


def reason_text(fit: Fit) -> str:
    """Say why a model does not fit well; empty when it does."""
    return fill(translate("models", fit.reason), fit.arguments, size_of=language.size)


def licence_text(licence: str) -> str:
    """Return the name of a licence."""
    if licence in {"", "unknown"}:
        return QCoreApplication.translate("models", "licence unknown")
    return licence

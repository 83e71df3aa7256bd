"""How a translation was made, in words: languages, the one between, models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.core.languages import language_name
from desktop.ui.job_text import model_name
from desktop.ui.language import translate

if TYPE_CHECKING:
    from desktop.core.result import Translation


def tongue(code: str) -> str:
    """Return the name of a language in the language of the window."""
    return translate("languages", language_name(code))


def titled(text: str) -> str:
    """Return a text that begins with a capital: many languages write their own names small."""
    return text[:1].upper() + text[1:]


def source_of(translation: Translation) -> str:
    """Return the language a text was in, and whether that was found out or little more than assumed."""
    name = titled(tongue(translation.source))
    if translation.assumed:
        return QCoreApplication.translate("Translation", "%1 – assumed").replace("%1", name)
    detected = QCoreApplication.translate("Translation", "%1 – detected")
    return detected.replace("%1", name) if translation.detected else name


def through(code: str) -> str:
    """Return the words for a language between."""
    return QCoreApplication.translate("Translation", "through %1").replace("%1", tongue(code))


def made_by(translation: Translation) -> str:
    """Return the language between, if there was one, and the models."""
    parts = [through(translation.via)] if translation.via else []
    return " · ".join([*parts, " + ".join(map(model_name, translation.models))])

"""Names of languages, in English, for people; everywhere else a language is its two-letter code (ISO 639-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.errors import InputError
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGE_NAMES = {
    "af": QT_TRANSLATE_NOOP("languages", "Afrikaans"),
    "ar": QT_TRANSLATE_NOOP("languages", "Arabic"),
    "bg": QT_TRANSLATE_NOOP("languages", "Bulgarian"),
    "bn": QT_TRANSLATE_NOOP("languages", "Bengali"),
    "ca": QT_TRANSLATE_NOOP("languages", "Catalan"),
    "cs": QT_TRANSLATE_NOOP("languages", "Czech"),
    "da": QT_TRANSLATE_NOOP("languages", "Danish"),
    "de": QT_TRANSLATE_NOOP("languages", "German"),
    "el": QT_TRANSLATE_NOOP("languages", "Greek"),
    "en": QT_TRANSLATE_NOOP("languages", "English"),
    "es": QT_TRANSLATE_NOOP("languages", "Spanish"),
    "et": QT_TRANSLATE_NOOP("languages", "Estonian"),
    "fa": QT_TRANSLATE_NOOP("languages", "Persian"),
    "fi": QT_TRANSLATE_NOOP("languages", "Finnish"),
    "fr": QT_TRANSLATE_NOOP("languages", "French"),
    "gl": QT_TRANSLATE_NOOP("languages", "Galician"),
    "he": QT_TRANSLATE_NOOP("languages", "Hebrew"),
    "hi": QT_TRANSLATE_NOOP("languages", "Hindi"),
    "hr": QT_TRANSLATE_NOOP("languages", "Croatian"),
    "hu": QT_TRANSLATE_NOOP("languages", "Hungarian"),
    "id": QT_TRANSLATE_NOOP("languages", "Indonesian"),
    "it": QT_TRANSLATE_NOOP("languages", "Italian"),
    "ja": QT_TRANSLATE_NOOP("languages", "Japanese"),
    "ko": QT_TRANSLATE_NOOP("languages", "Korean"),
    "lt": QT_TRANSLATE_NOOP("languages", "Lithuanian"),
    "lv": QT_TRANSLATE_NOOP("languages", "Latvian"),
    "nl": QT_TRANSLATE_NOOP("languages", "Dutch"),
    "no": QT_TRANSLATE_NOOP("languages", "Norwegian"),
    "pl": QT_TRANSLATE_NOOP("languages", "Polish"),
    "pt": QT_TRANSLATE_NOOP("languages", "Portuguese"),
    "ro": QT_TRANSLATE_NOOP("languages", "Romanian"),
    "ru": QT_TRANSLATE_NOOP("languages", "Russian"),
    "sk": QT_TRANSLATE_NOOP("languages", "Slovak"),
    "sl": QT_TRANSLATE_NOOP("languages", "Slovenian"),
    "sr": QT_TRANSLATE_NOOP("languages", "Serbian"),
    "sv": QT_TRANSLATE_NOOP("languages", "Swedish"),
    "sw": QT_TRANSLATE_NOOP("languages", "Swahili"),
    "ta": QT_TRANSLATE_NOOP("languages", "Tamil"),
    "th": QT_TRANSLATE_NOOP("languages", "Thai"),
    "tr": QT_TRANSLATE_NOOP("languages", "Turkish"),
    "uk": QT_TRANSLATE_NOOP("languages", "Ukrainian"),
    "ur": QT_TRANSLATE_NOOP("languages", "Urdu"),
    "vi": QT_TRANSLATE_NOOP("languages", "Vietnamese"),
    "zh": QT_TRANSLATE_NOOP("languages", "Chinese"),
}


def language_name(code: str) -> str:
    """Return the English name of a language; the code itself for one without a name here."""
    return LANGUAGE_NAMES.get(code, code)


def language_code(name: str) -> str:
    """Return the code of a language by its English name; what is no name here is taken for the code."""
    return next((code for code, known in LANGUAGE_NAMES.items() if known == name), name)


def told_apart(language: str, known: Iterable[str]) -> dict[str, str]:
    """Return what a sentence about a language that is none of those `known` is filled with."""
    return {"language": language_name(language), "known": ", ".join(map(language_name, known))}


OTHER_LANGUAGE = QT_TRANSLATE_NOOP(
    "tasks", "This model reads {known}. The text seems to be in {language}, so the result may be wrong."
)


class LanguageNotRead(InputError):
    """A text in a language that the model was not made for."""

    code = "language-not-read"
    message = QT_TRANSLATE_NOOP("errors", "This is in {language}, and the model “{model}” reads {known}.")
    hint = QT_TRANSLATE_NOOP("errors", "Translate it first, or choose a model for this language.")


class LanguageUnclear(InputError):
    """The language of a text cannot be told."""

    code = "language-unclear"
    message = QT_TRANSLATE_NOOP("errors", "The language of this cannot be told.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose the language it is in.")


class LanguageUnknown(InputError):
    """No model that may be used reads a language."""

    code = "language-unknown"
    message = QT_TRANSLATE_NOOP("errors", "No model here translates from {source}.")
    hint = QT_TRANSLATE_NOOP("errors", "Add a model that reads this language. Here are: {known}.")


class LanguageNotHeard(InputError):
    """The model does not know a spoken language."""

    code = "language-not-heard"
    message = QT_TRANSLATE_NOOP("errors", "This model does not understand spoken {language}.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose another model, or one of its languages: {known}.")


class TranslationUnavailable(InputError):
    """No model that may be used translates between two languages."""

    code = "translation-unavailable"
    message = QT_TRANSLATE_NOOP("errors", "No model here translates from {source} into {target}.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose other languages, or add a model that knows them. Here are: {known}.")

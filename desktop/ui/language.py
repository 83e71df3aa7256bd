"""The language of the window: catalogues, texts born below Qt, numbers, sizes and durations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop.core.errors import templates
from desktop.core.text import SENTENCES, Argument, fill
from desktop.state.paths import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QApplication

    from desktop.core.errors import Failure

Language = Literal["auto", "en", "pt_BR"]
_installed: list[QTranslator] = []


def install(app: QApplication, language: Language) -> None:
    """Load the catalogues of a language; widgets that are shown already get a LanguageChange event."""
    code = resolve(language)
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    QLocale.setDefault(_locale(code))
    for window in app.topLevelWidgets():
        window.setLocale(QLocale())  # the fields in it keep the way to write numbers that they were made with
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{code}", qt_folder), (f"ilha_{code}", str(resources() / "translations"))):
        translator = QTranslator()  # nobody's child: one that is no longer installed is gone
        if translator.load(name, folder):
            app.installTranslator(translator)
            _installed.append(translator)


def resolve(language: Language) -> str:
    """Return the catalogue that serves `language`: `auto` is Portuguese where the system speaks it, else English."""
    if language != "auto":
        return language
    spoken = QLocale.system().uiLanguages()
    return "pt_BR" if spoken and spoken[0].startswith("pt") else "en"


def translate(context: str, text: str) -> str:
    """Translate a text that was marked below Qt (contexts `tasks`, `errors`, `media`, `labels`)."""
    return QCoreApplication.translate(context, text) if text else ""


def failure_text(failure: Failure) -> tuple[str, str]:
    """Return message and hint of a failure in the language of the window."""
    message, hint = templates(failure.code)
    return filled("errors", message, failure.arguments), filled("errors", hint, failure.arguments)


def filled(context: str, template: str, arguments: Mapping[str, Argument]) -> str:
    """Translate a template that was marked below Qt and fill it, numbers and sizes as the language writes them."""
    shown: dict[str, Argument] = {name: _shown(name, value) for name, value in arguments.items()}
    return fill(translate(context, template), shown, size)


def number(value: float, decimals: int = 0) -> str:
    """Write a number with the separators of the language."""
    return QLocale().toString(float(value), "f", decimals)


def percent(fraction: float, decimals: int = 0) -> str:
    """Write a fraction of one as a percentage."""
    return QCoreApplication.translate("Units", "%1%").replace("%1", number(fraction * 100, decimals))


def size(size_bytes: int) -> str:
    """Write a number of bytes in decimal units, as file managers do."""
    decimals = 0 if 100_000_000 <= size_bytes < 1_000_000_000 or size_bytes >= 10_000_000_000 else 1
    return QLocale().formattedDataSize(size_bytes, decimals, QLocale.DataSizeFormat.DataSizeSIFormat)


def duration(seconds: float) -> str:
    """Write a duration: 0.02 s, 0.4 s, 12 s, 3 min 20 s, 1 h 5 min."""
    if seconds < 0.095:
        return _unit(QCoreApplication.translate("Units", "%1 s"), number(max(seconds, 0.01), 2))
    if seconds < 9.95:
        return _unit(QCoreApplication.translate("Units", "%1 s"), number(max(seconds, 0.0), 1))
    whole = round(seconds)
    if whole < 60:
        return _unit(QCoreApplication.translate("Units", "%1 s"), number(whole))
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return _unit(QCoreApplication.translate("Units", "%1 min %2 s"), number(minutes), number(rest))
    hours, minutes = divmod(minutes, 60)
    return _unit(QCoreApplication.translate("Units", "%1 h %2 min"), number(hours), number(minutes))


def clock(seconds: float) -> str:
    """Write a place in a recording as its players do: 0:05, 12:34, 1:02:03."""
    minutes, rest = divmod(int(max(seconds, 0.0)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def date_time(seconds: float) -> str:
    """Write a moment given in seconds since the epoch, in local time."""
    from PySide6.QtCore import QDateTime

    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def period(text: str) -> str:
    """Write a year, a month or a day that is given as 2026, 2026-11 or 2026-11-23."""
    from PySide6.QtCore import QDate

    day, month = QDate.fromString(text, "yyyy-MM-dd"), QDate.fromString(text, "yyyy-MM")
    if day.isValid():
        return QLocale().toString(day, QLocale.FormatType.ShortFormat)
    return QLocale().toString(month, "MMM yyyy") if month.isValid() else text


def _unit(template: str, *values: str) -> str:
    for position, value in enumerate(values, 1):
        template = template.replace(f"%{position}", value)
    return template


_CATALOGUES = {
    "label": "media",
    "accepts": "media",
    "unit": "units",
    **dict.fromkeys(("source", "target", "language", "known"), "languages"),
}


def _shown(name: str, value: Argument) -> Argument:
    if name in SENTENCES:
        return translate("errors", str(value))
    if isinstance(value, str) and name == "task":
        return _task_title(value)
    if isinstance(value, str) and name in _CATALOGUES:
        return ", ".join(translate(_CATALOGUES[name], part) for part in value.split(", "))
    if isinstance(value, str) or name.endswith("_bytes"):
        return value
    return number(value, 1 if isinstance(value, float) else 0)


def _task_title(task: str) -> str:
    from desktop import tasks

    known = tasks.registry().get(task)
    return translate("tasks", known.title) if known is not None else task


def _locale(code: str) -> QLocale:
    system = QLocale.system()
    wanted = QLocale(code)
    return system if system.language() == wanted.language() else wanted

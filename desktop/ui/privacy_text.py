"""What the window says of the user's data and of the alarm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.ui.language import size, translate

if TYPE_CHECKING:
    from desktop.hub.alarm import Stray
    from desktop.state.erasure import Erased

PLACES = {
    "history": QT_TRANSLATE_NOOP("privacy", "History with results"),
    "artifacts": QT_TRANSLATE_NOOP("privacy", "Files that belong to results"),
    "pasted": QT_TRANSLATE_NOOP("privacy", "Pasted texts and recordings"),
    "chats": QT_TRANSLATE_NOOP("privacy", "Conversations"),
    "documents": QT_TRANSLATE_NOOP("privacy", "Documents of conversations"),
    "transcripts": QT_TRANSLATE_NOOP("privacy", "Transcripts that can be searched"),
    "index": QT_TRANSLATE_NOOP("privacy", "Index of your files"),
    "assistants": QT_TRANSLATE_NOOP("privacy", "Your assistants"),
    "recipes": QT_TRANSLATE_NOOP("privacy", "Your recipes"),
    "watches": QT_TRANSLATE_NOOP("privacy", "Watched folders"),
    "work": QT_TRANSLATE_NOOP("privacy", "Unfinished work"),
    "exports": QT_TRANSLATE_NOOP("privacy", "Exports that found no other place"),
    "settings": QT_TRANSLATE_NOOP("privacy", "Settings"),
    "window": QT_TRANSLATE_NOOP("privacy", "Place of the window and last options"),
    "dialogs": QT_TRANSLATE_NOOP("privacy", "Folders that dialogs remember"),
    "machine": QT_TRANSLATE_NOOP("privacy", "Speed of this computer"),
    "logs": QT_TRANSLATE_NOOP("privacy", "Logs, without content"),
    "ledger": QT_TRANSLATE_NOOP("privacy", "Record of all requests"),
    "private": QT_TRANSLATE_NOOP("privacy", "Windows that leave no trace"),
    "proof": QT_TRANSLATE_NOOP("privacy", "Left over from a proof"),
    "models": QT_TRANSLATE_NOOP("privacy", "Models that you added"),
}
"""Names of places in a home; one that is not here is shown by its own."""


def place_text(name: str) -> str:
    """Return what people call a place of a home."""
    return translate("privacy", PLACES.get(name, name))


def erased_text(erased: Erased) -> str:
    """Say what became of erasing everything."""
    said = QCoreApplication.translate("privacy", "Everything was erased: {count} files, {size}.")
    lines = [said.format(count=len(erased.paths), size=size(erased.size_bytes))]
    if erased.left:
        lines.append(QCoreApplication.translate("privacy", "The system did not let go of these:"))
        lines += [str(path) for path in erased.left[:10]]
    return "\n".join(lines)


def stray_text(stray: Stray) -> str:
    """Say what the alarm refused."""
    said = QCoreApplication.translate(
        "privacy",
        "“{who}” reached for the network ({what} {where}). It is not the model manager, so it was refused: nothing "
        "was sent. The record of requests has it.",
    )
    return said.format(who=stray.who, what=stray.what, where=stray.where)

"""The keyboard: one table of what each key does, read by the window, the tooltips and the help."""

from __future__ import annotations

import sys
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.core.text import QT_TRANSLATE_NOOP

_SIGNS = bool(sys.platform == "darwin")


class Shortcut(NamedTuple):
    """A key and what it does; `text` is English, in the catalogue `Shortcuts`."""

    id: str
    keys: str
    text: str

    @property
    def title(self) -> str:
        """Return what it does in the language of the window."""
        return QCoreApplication.translate("Shortcuts", self.text)

    @property
    def native(self) -> str:
        """Return the keys as this platform writes them; only macOS has signs of its own for them."""
        if _SIGNS:
            from PySide6.QtGui import QKeySequence

            return QKeySequence(self.keys).toString(QKeySequence.SequenceFormat.NativeText)
        return self.keys.replace("Return", "Enter")


ALL: tuple[Shortcut, ...] = (
    Shortcut(id="open", keys="Ctrl+O", text=QT_TRANSLATE_NOOP("Shortcuts", "Open files")),
    Shortcut(id="paste", keys="Ctrl+V", text=QT_TRANSLATE_NOOP("Shortcuts", "Paste text, files or a picture")),
    Shortcut(id="run", keys="Ctrl+Return", text=QT_TRANSLATE_NOOP("Shortcuts", "Run")),
    Shortcut(id="palette", keys="Ctrl+K", text=QT_TRANSLATE_NOOP("Shortcuts", "Search pages, actions and history")),
    Shortcut(id="find", keys="Ctrl+F", text=QT_TRANSLATE_NOOP("Shortcuts", "Find in the result, or in the chats")),
    Shortcut(id="export", keys="Ctrl+E", text=QT_TRANSLATE_NOOP("Shortcuts", "Export the result or the chat")),
    Shortcut(id="cancel", keys="Esc", text=QT_TRANSLATE_NOOP("Shortcuts", "Cancel")),
    Shortcut(id="swap", keys="Ctrl+Shift+S", text=QT_TRANSLATE_NOOP("Shortcuts", "Swap the languages")),
    Shortcut(id="record", keys="Ctrl+R", text=QT_TRANSLATE_NOOP("Shortcuts", "Record, or end the recording")),
    Shortcut(id="play", keys="Ctrl+Space", text=QT_TRANSLATE_NOOP("Shortcuts", "Play or pause a recording")),
    Shortcut(id="edit", keys="F2", text=QT_TRANSLATE_NOOP("Shortcuts", "Edit a transcript")),
    Shortcut(id="remove", keys="Del", text=QT_TRANSLATE_NOOP("Shortcuts", "Remove from the list")),
    Shortcut(id="first", keys="Alt+Home", text=QT_TRANSLATE_NOOP("Shortcuts", "Run next in the queue")),
    Shortcut(id="up", keys="Alt+Up", text=QT_TRANSLATE_NOOP("Shortcuts", "Move up in the queue")),
    Shortcut(id="down", keys="Alt+Down", text=QT_TRANSLATE_NOOP("Shortcuts", "Move down in the queue")),
    Shortcut(id="last", keys="Alt+End", text=QT_TRANSLATE_NOOP("Shortcuts", "Run last in the queue")),
    Shortcut(id="pause", keys="Ctrl+Shift+P", text=QT_TRANSLATE_NOOP("Shortcuts", "Pause the queue, or let it go on")),
    Shortcut(id="undo", keys="Ctrl+Z", text=QT_TRANSLATE_NOOP("Shortcuts", "Undo the removal")),
    Shortcut(id="pane", keys="F9", text=QT_TRANSLATE_NOOP("Shortcuts", "Show or hide the result")),
    Shortcut(id="network", keys="Ctrl+Shift+O", text=QT_TRANSLATE_NOOP("Shortcuts", "Go offline, or be asked again")),
    Shortcut(id="settings", keys="Ctrl+,", text=QT_TRANSLATE_NOOP("Shortcuts", "Settings")),
    Shortcut(id="help", keys="F1", text=QT_TRANSLATE_NOOP("Shortcuts", "Help")),
)
_BY_ID = {shortcut.id: shortcut for shortcut in ALL}


def find(shortcut_id: str) -> Shortcut:
    """Return a shortcut by id."""
    return _BY_ID[shortcut_id]


def tip(text: str, shortcut_id: str) -> str:
    """Return a tooltip that ends with the keys."""
    return f"{text} ({_BY_ID[shortcut_id].native})"

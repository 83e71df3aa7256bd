"""The user's settings as the window sees them: read once, written when they change, announced by a signal."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.state.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    from pathlib import Path


class Preferences(QObject):
    """The current settings.

    Signals:
        changed: the new Settings.
    """

    changed = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        """Read the settings file at `path`, or the defaults."""
        super().__init__(parent)
        self._path = path
        self._current = load_settings(path)

    @property
    def current(self) -> Settings:
        """Return the settings in force."""
        return self._current

    def change(self, **fields: Any) -> None:
        """Replace some fields, keep them on disk and announce them.

        Where the models are is taken from the disk: a command may have moved them meanwhile.

        Raises:
            StorageError: they could not be written; they are in force all the same until the program ends.
        """
        there = load_settings(self._path).models_folder
        changed = dataclasses.replace(self._current, **{"models_folder": there, **fields})
        if changed == self._current:
            return
        self._current = changed
        self.changed.emit(changed)
        save_settings(self._path, changed)

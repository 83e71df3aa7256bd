"""The application, which macOS hands files to by events and not as arguments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Sequence


class Application(QApplication):
    """Tells of files that are opened with it while it runs."""

    opened = Signal(list)
    """Their paths."""

    def __init__(self, arguments: Sequence[str]) -> None:
        """Know of no files yet."""
        super().__init__(arguments)
        self._paths: list[Path] = []

    def event(self, event: QEvent) -> bool:
        """Gather the files of one gesture, each of which has an event of its own."""
        if not isinstance(event, QFileOpenEvent):
            return super().event(event)
        if not self._paths:
            QTimer.singleShot(0, self, self._tell)
        self._paths.append(Path(event.file()))
        return True

    def _tell(self) -> None:
        paths, self._paths = self._paths, []
        self.opened.emit(paths)

"""Tell the user that something long has ended, where they will see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from desktop.core.job import Job, JobState
from desktop.ui import icons, language

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.jobs.preferences import Preferences


class Notifier(QObject):
    """Speaks only while the window is in the background; through the tray where there is one."""

    def __init__(self, window: QWidget, preferences: Preferences, say: Callable[[str], None]) -> None:
        """Fall back to `say`, the status bar."""
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._say = say
        self._tray: QSystemTrayIcon | None = None

    @Slot(object)
    def tell(self, job: Job) -> None:
        """Announce the end of a job."""
        if self._window.isActiveWindow() or not self._preferences.current.notify:
            return
        seconds = language.duration((job.finished or 0) - (job.started or 0))
        done = self.tr("“%1” is done (%2)") if job.state is JobState.DONE else self.tr("“%1” could not be done (%2)")
        self.say(done.replace("%1", job.input.name).replace("%2", seconds))

    def say(self, text: str) -> None:
        """Show a sentence, wherever the window is."""
        tray = self._available_tray()
        if tray is None:
            self._say(text)
        else:
            tray.showMessage("Ilha", text, icons.icon("tree-palm", "accent"))

    def _available_tray(self) -> QSystemTrayIcon | None:
        if self._tray is None and QSystemTrayIcon.isSystemTrayAvailable():
            self._tray = QSystemTrayIcon(icons.icon("tree-palm", "accent"), self)
            self._tray.activated.connect(self._raise)
            self._tray.messageClicked.connect(self._raise)
            self._tray.show()
        return self._tray

    @Slot()
    def _raise(self) -> None:
        self._window.raise_()
        self._window.activateWindow()

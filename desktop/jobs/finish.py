"""What is done when the queue has come to its end: once, for this session, and never while it is paused."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from desktop.core.queue import QueueTotals, WhenFinished

if TYPE_CHECKING:
    from desktop.jobs.queue import JobQueue

_COMMANDS = {WhenFinished.SUSPEND: "suspend", WhenFinished.SHUT_DOWN: "poweroff"}
"""What systemctl calls it; it asks nobody for a password and refuses where the user may not."""
_RUNS = Path("/run/systemd/system")
"""Is there when systemd manages the system, not only when its programs are installed."""


class Finish(QObject):
    """Waits for the end of the queue.

    Attributes:
        choice: what is to be done then; forgotten once it is done, but for notices.
        failed: how many jobs have failed of those that came to their end last.

    Signals:
        due: the choice, when every job has ended.
        changed: there is another choice.
    """

    due = Signal(object)
    changed = Signal()

    def __init__(self, queue: JobQueue, parent: QObject | None = None) -> None:
        """Follow `queue`."""
        super().__init__(parent)
        self.choice = WhenFinished.NOTHING
        self.failed = self._failed_before = 0
        self._worked = False
        queue.totals_changed.connect(self._follow)

    @staticmethod
    def offered() -> tuple[WhenFinished, ...]:
        """Return what this system can do."""
        system = _RUNS.is_dir() and shutil.which("systemctl") is not None
        return tuple(choice for choice in WhenFinished if system or choice not in _COMMANDS)

    def choose(self, choice: WhenFinished) -> None:
        """Do this at the end of what is in the queue."""
        self.choice = choice
        self.changed.emit()

    def carry_out(self, choice: WhenFinished) -> bool:
        """Have the system do it; False when it cannot be asked."""
        started: object = QProcess.startDetached("systemctl", [_COMMANDS[choice]])
        return bool(started[0] if isinstance(started, tuple) else started)

    @Slot(object)
    def _follow(self, totals: QueueTotals) -> None:
        if totals.waiting + totals.running:
            self._worked = True
        elif self._worked:
            self._worked = False
            self.failed, self._failed_before = max(0, totals.failed - self._failed_before), totals.failed
            choice = self.choice
            if choice is not WhenFinished.NOTIFY:
                self.choose(WhenFinished.NOTHING)
            if choice is not WhenFinished.NOTHING:
                self.due.emit(choice)

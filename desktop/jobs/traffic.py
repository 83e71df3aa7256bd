"""What goes over the network, as the window sees it: the ledger is read again whenever somebody wrote to it."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.state.ledger import Totals, set_aside

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.jobs.background import Background
    from desktop.state.paths import Home

_EVERY_MS = 2000
_log = logging.getLogger("ilha.window")


class Traffic(QObject):
    """Follows the ledger of a home, whichever program writes it.

    Signals:
        changed: the new Totals.
    """

    changed = Signal(object)

    def __init__(self, home: Home, background: Background, parent: QObject | None = None) -> None:
        """Prepare; nothing is read before `start`."""
        super().__init__(parent)
        self._home = home
        self._background = background
        self._seen: object = None
        self._reading = False
        self._clock = QTimer(self, interval=_EVERY_MS)
        self._clock.timeout.connect(self.look)

    def start(self) -> None:
        """Read the ledger, and go on following it."""
        self.look()
        self._clock.start()

    @Slot()
    def look(self) -> None:
        """Read the ledger when its files are not as they were; the usual look costs two questions to the system."""
        ledger = self._home.ledger
        marks = [_mark(ledger), _mark(ledger.with_name(f"{ledger.name}-wal"))]
        if self._reading or marks == self._seen:
            return
        self._seen = marks
        if marks[0] is None:
            self.changed.emit(Totals(incomplete=bool(set_aside(ledger))))
            return
        from desktop.worker.privacy import totals

        self._reading = True
        self._background.run(partial(totals, self._home), self._take, self._miss)

    def _take(self, found: Totals) -> None:
        self._reading = False
        self.changed.emit(found)

    def _miss(self, error: Exception) -> None:
        self._reading, self._seen = False, None  # once more in a while
        self.changed.emit(Totals(incomplete=True))
        _log.info("the ledger cannot be read: %s", type(error).__name__)


def _mark(path: Path) -> tuple[int, int] | None:
    """Return what changes with a file; an empty one counts as absent, since readers make and remove it."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size) if status.st_size else None

"""How much there is to do: jobs of this session by state, counted as they change, told at most ten times a second."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.job import JobState
from desktop.core.queue import QueueTotals

if TYPE_CHECKING:
    from desktop.jobs.waiting import Waiting

_ANNOUNCE_MS = 100


class Tally(QObject):
    """Counts jobs and how fast they come to an end.

    Signals:
        changed: QueueTotals.
    """

    changed = Signal(object)

    def __init__(self, waiting: Waiting, parent: QObject | None = None) -> None:
        """Begin with nothing; `waiting` knows whether the queue is paused."""
        super().__init__(parent)
        self._waiting = waiting
        self._counts: Counter[JobState] = Counter()
        self._paces: deque[float] = deque(maxlen=64)
        self._last_end = 0.0
        self._announcement = QTimer(self, singleShot=True, interval=_ANNOUNCE_MS)
        self._announcement.timeout.connect(lambda: self.changed.emit(self.totals))
        waiting.changed.connect(self.announce)

    def count(self, state: JobState, by: int) -> None:
        """Count jobs that came, or went (negative)."""
        self._counts[state] += by
        self.announce()

    def note_end(self, started: float, ended: float) -> None:
        """Learn how much longer it took because of a job: those that run side by side share their time."""
        self._paces.append(max(0.0, ended - max(started, self._last_end)))
        self._last_end = ended

    @property
    def totals(self) -> QueueTotals:
        """Return the jobs by state."""
        waiting, running = self._counts[JobState.QUEUED], self._counts[JobState.RUNNING]
        eta_s = None
        if self._paces and (waiting or running):
            eta_s = sum(self._paces) / len(self._paces) * (waiting + running)
        return QueueTotals(
            waiting=waiting,
            running=running,
            done=self._counts[JobState.DONE],
            failed=self._counts[JobState.FAILED],
            eta_s=eta_s,
            paused=self._waiting.paused,
            reason=self._waiting.reason,
        )

    def announce(self) -> None:
        """Tell the totals soon."""
        if not self._announcement.isActive():
            self._announcement.start()

    def stop(self) -> None:
        """Tell nothing any more."""
        self._announcement.stop()

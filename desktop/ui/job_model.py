"""Jobs of this session as rows: fed by the queue's signals, repainted at most ten times a second."""

from __future__ import annotations

import bisect
import itertools
import operator
import time
from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot

from desktop.core.job import Job, JobState
from desktop.core.recipe import PREFIX, is_of
from desktop.ui.job_text import accessible_row, title_of, tooltip_of
from desktop.worker.batch import order_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.task import Task
    from desktop.jobs.queue import JobQueue

_REPAINT_MS, _CLOCK_MS = 100, 500
JOB_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class JobModel(QAbstractListModel):
    """The newest batch is on top, the files of a batch in their order.

    Attributes:
        task: whose jobs are shown; the `PREFIX` of recipes for the runs of all of them, or empty for all.
        states: how many jobs are in which state.
    """

    counted = Signal()
    """Rows came or went, or jobs changed their states; at most ten times a second."""

    def __init__(self, queue: JobQueue, tasks: dict[str, Task], task: str = "", parent: QObject | None = None) -> None:
        """Show the jobs of `task`."""
        super().__init__(parent)
        self.task = task
        self.states: Counter[JobState] = Counter()
        self._tasks = tasks
        self._jobs: list[Job] = []
        self._here: dict[str, Job] = {}
        self._dirty: set[int] = set()
        self._moved = False
        self._batches: dict[str, int] = {}
        self._arrivals = itertools.count()
        self._places: dict[str, tuple[float, float]] = {}
        self._running: set[str] = set()
        self._repaint = QTimer(self, singleShot=True, interval=_REPAINT_MS)
        self._repaint.timeout.connect(self._flush)
        self._clock = QTimer(self, interval=_CLOCK_MS)
        self._clock.timeout.connect(self._tick)
        queue.jobs_added.connect(self._add)
        queue.jobs_restored.connect(self._insert)
        queue.jobs_removed.connect(self._remove)
        queue.job_changed.connect(self._change)
        self._add(queue.jobs())

    @property
    def of_one_task(self) -> bool:
        """Say whether all rows belong to the same task, so that they need not name it."""
        return bool(self.task) and self.task != PREFIX

    @property
    def tasks(self) -> dict[str, Task]:
        """Return the tasks by id."""
        return self._tasks

    def job(self, index: Index) -> Job | None:
        """Return the job of a row."""
        return self._jobs[index.row()] if index.isValid() and index.row() < len(self._jobs) else None

    def job_of(self, job_id: str) -> Job | None:
        """Return a job that has a row."""
        return self._here.get(job_id)

    def jobs(self) -> Sequence[Job]:
        """Return the jobs from top to bottom."""
        return tuple(self._jobs)

    def row_of(self, job_id: str) -> QModelIndex:
        """Return the row of a job, invalid when it is not here."""
        return self.index(self._row(job_id)) if job_id in self._here else QModelIndex()

    @Slot(object)
    def _add(self, jobs: Sequence[Job]) -> None:
        """Put the first of a batch on top of all others, and those that follow behind those that are here."""
        mine = [job for job in jobs if self._shows(job) and job.id not in self._here]
        for job in mine:
            batch = self._batches.setdefault(order_of(job.id), len(self._batches))
            self._places[job.id] = (-batch, next(self._arrivals))
        self._insert(mine)

    @Slot(object)
    def _insert(self, jobs: Sequence[Job]) -> None:
        """Put jobs where they belong, or were; those of an earlier session come below all others."""
        mine = sorted((job for job in jobs if self._shows(job) and job.id not in self._here), key=self._place)
        if not mine:
            return
        self._settle()
        top, bottom = self._row_for(mine[0]), self._row_for(mine[-1])
        rows = [top] * len(mine) if top == bottom else [self._row_for(job) for job in mine]
        together = itertools.groupby(zip(rows, mine, strict=True), operator.itemgetter(0))
        for row, group in reversed([(row, [job for _, job in pairs]) for row, pairs in together]):
            self.beginInsertRows(QModelIndex(), row, row + len(group) - 1)
            self._jobs[row:row] = group
            self._here.update((job.id, job) for job in group)
            self.endInsertRows()
        self.states.update(job.state for job in mine)
        for job in mine:
            if job.state is JobState.RUNNING:
                self._note(job)
        self.counted.emit()

    @Slot(object)
    def _remove(self, job_ids: Sequence[str]) -> None:
        rows = sorted((self._row(job_id) for job_id in job_ids if job_id in self._here), reverse=True)
        if not rows:
            return
        self._settle()
        for first, last in _runs(rows):
            self.beginRemoveRows(QModelIndex(), first, last)
            for job in self._jobs[first : last + 1]:
                self.states[job.state] -= 1
                self._running.discard(job.id)
                del self._here[job.id]
            del self._jobs[first : last + 1]
            self.endRemoveRows()
        self.counted.emit()

    @Slot(object)
    def _change(self, job: Job) -> None:
        if job.id not in self._here:
            return
        row, before = self._row(job.id), self._here[job.id].state
        moved = before is not job.state
        self.states[before] -= 1
        self.states[job.state] += 1
        self._jobs[row] = self._here[job.id] = job
        self._note(job)
        self._dirty.add(row)
        self._moved = self._moved or moved
        if job.state.finished and not self.states[JobState.RUNNING] + self.states[JobState.QUEUED]:
            self._flush()  # the end of all needs no gathering: nobody is to see "1 to do" beside what is done
        elif not self._repaint.isActive():
            self._repaint.start()

    def _note(self, job: Job) -> None:
        """Keep the clock going while anything runs, so that elapsed times count on."""
        if job.state is JobState.RUNNING:
            self._running.add(job.id)
        else:
            self._running.discard(job.id)
        if bool(self._running) != self._clock.isActive():
            (self._clock.start if self._running else self._clock.stop)()

    def _row_for(self, job: Job) -> int:
        """Return the row of the first job that belongs behind this one."""
        return bisect.bisect_left(self._jobs, self._place(job), key=self._place)

    def _place(self, job: Job) -> tuple[float, float]:
        """Return what rows are ordered by: the newest batch first, the place in the batch second."""
        return self._places.get(job.id, (1.0, -job.created))

    def _shows(self, job: Job) -> bool:
        return is_of(job.task, self.task)

    def _row(self, job_id: str) -> int:
        """Return the row of a job that is here; among those that belong at one place it is looked for."""
        row = self._row_for(self._here[job_id])
        while self._jobs[row].id != job_id:
            row += 1
        return row

    def _settle(self) -> None:
        """Announce changes by their old row numbers before rows move."""
        if self._dirty:
            self._flush()

    @Slot()
    def _flush(self) -> None:
        self._repaint.stop()
        for first, last in _runs(sorted(self._dirty, reverse=True)):
            self.dataChanged.emit(self.index(first), self.index(last))
        self._dirty.clear()
        if self._moved:
            self._moved = False
            self.counted.emit()

    @Slot()
    def _tick(self) -> None:
        self._dirty.update(self._row(job_id) for job_id in self._running)
        self._flush()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of jobs."""
        return 0 if parent.isValid() else len(self._jobs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the file name, the sentence for screen readers, the tooltip, or the job itself."""
        job = self.job(index)
        if job is None:
            return None
        if role == JOB_ROLE:
            return job
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(job)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return accessible_row(job, self._tasks, time.time())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_of(job)
        return None


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return (first, last) of neighbouring rows; `rows` is descending, and so is the answer."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][0] == row + 1:
            runs[-1] = (row, runs[-1][1])
        else:
            runs.append((row, row))
    return runs

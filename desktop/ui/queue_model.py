"""What runs and what waits as rows, in the order in which it is done; dragging a row changes that."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.core.job import Job, JobState
from desktop.ui.job_model import JOB_ROLE
from desktop.ui.job_text import accessible_row, title_of, tooltip_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.core.task import Task
    from desktop.jobs.queue import JobQueue

Index = QModelIndex | QPersistentModelIndex
_DRAGGED = "application/x-ilha-jobs"


class QueueModel(QAbstractListModel):
    """A picture of the queue, taken anew by `reload`."""

    def __init__(self, queue: JobQueue, tasks: dict[str, Task], parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._queue = queue
        self._tasks = tasks
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}

    def reload(self) -> None:
        """List what is to be done now; only the rows between the first and the last that differ come and go."""
        waiting = self._queue.waiting
        ids = list(filter(self._queue.job, (*waiting.running(), *waiting.ids())))
        first, old_end, new_end = _differing(self._ids, ids)
        if old_end > first:
            self.beginRemoveRows(QModelIndex(), first, old_end - 1)
            self._take([*ids[:first], *ids[new_end:]])
            self.endRemoveRows()
        if new_end > first:
            self.beginInsertRows(QModelIndex(), first, new_end - 1)
            self._take(ids)
            self.endInsertRows()
        self.repaint_all()

    def _take(self, ids: list[str]) -> None:
        self._ids = ids
        self._rows = {job_id: row for row, job_id in enumerate(ids)}

    def follow(self, job: Job) -> None:
        """Show how far a job is that is listed already."""
        row = self._rows.get(job.id)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))

    def repaint_all(self) -> None:
        """Say that every row is another one."""
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def ids(self) -> Sequence[str]:
        """Return the listed jobs from top to bottom."""
        return self._ids

    def row_of(self, job_id: str) -> int:
        """Return the row of a job, -1 when it is not listed."""
        return self._rows.get(job_id, -1)

    def job(self, index: Index) -> Job | None:
        """Return the job of a row."""
        listed = index.isValid() and index.row() < len(self._ids)
        return self._queue.job(self._ids[index.row()]) if listed else None

    def jobs(self, rows: Iterable[int]) -> Iterator[Job]:
        """Give the jobs of some rows."""
        jobs = (self._queue.job(self._ids[row]) for row in rows if row < len(self._ids))
        return (job for job in jobs if job is not None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many run and wait."""
        return 0 if parent.isValid() else len(self._ids)

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
        return tooltip_of(job) if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that what waits can be dragged, and dropped between rows."""
        job = self.job(index)
        if job is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return chosen | Qt.ItemFlag.ItemIsDragEnabled if job.state is JobState.QUEUED else chosen

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        """Return that rows are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return what can be dropped: rows of this list."""
        return [_DRAGGED]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:  # noqa: N802
        """Return the ids of dragged rows."""
        ids = [job.id for job in map(self.job, indexes) if job is not None]
        carried = QMimeData()
        carried.setData(_DRAGGED, QByteArray("\n".join(ids).encode()))
        return carried

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Move the dropped rows before `row`; False, since the queue changes and this list only follows."""
        ids = bytes(data.data(_DRAGGED).data()).decode().split("\n")
        self._queue.waiting.move(ids, self._ids[row] if 0 <= row < len(self._ids) else None)
        return False


def _differing(old: Sequence[str], new: Sequence[str]) -> tuple[int, int, int]:
    """Return where two lists begin to differ, and where in each the end begins that is alike."""
    shorter = min(len(old), len(new))
    first = next((row for row in range(shorter) if old[row] != new[row]), shorter)
    alike = next((back for back in range(shorter - first) if old[-1 - back] != new[-1 - back]), shorter - first)
    return first, len(old) - alike, len(new) - alike

"""Jobs that were given up and come back to where they stood, each as soon as it has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.core.job import Job, JobState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.jobs.queue import JobQueue


class Pardon(QObject):
    """Takes back that jobs were cancelled; what ended in another way before it was obeyed stays as it is."""

    def __init__(self, queue: JobQueue, parent: QObject | None = None) -> None:
        """Follow `queue`."""
        super().__init__(parent)
        self._queue = queue
        self._ending: set[str] = set()
        self._ended: list[str] = []
        queue.job_changed.connect(self._follow)

    def grant(self, job_ids: Sequence[str]) -> None:
        """Let jobs wait again, those that have not ended yet once they have."""
        jobs = [job for job in map(self._queue.job, job_ids) if job is not None]
        self._ending.update(job.id for job in jobs if not job.state.finished)
        self._queue.retry(*(job.id for job in jobs if job.state is JobState.CANCELLED), behind=False)

    @Slot(object)
    def _follow(self, job: Job) -> None:
        if job.id in self._ending and job.state.finished:
            self._ending.discard(job.id)
            if job.state is JobState.CANCELLED:
                self._ended.append(job.id)
                self._queue.rota.ask(self._bring_back)

    def _bring_back(self) -> None:
        ended, self._ended = self._ended, []
        self._queue.retry(*ended, behind=False)

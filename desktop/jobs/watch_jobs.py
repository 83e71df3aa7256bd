"""The jobs of watched files: followed through the queue, and their results written where they belong."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.core.errors import Failure, IlhaError
from desktop.core.job import JobState
from desktop.core.queue import Priority
from desktop.core.watch import Seen, SeenState, Watch
from desktop.jobs.turns import Turns
from desktop.worker.watch_results import deliver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from desktop.core.job import Job
    from desktop.jobs.queue import JobQueue
    from desktop.jobs.watch_orders import WatchOrders
    from desktop.state.paths import Home
    from desktop.state.settings import Settings
    from desktop.state.watches import Watches

    Fresh = tuple[Watch, Seen, Job]

AGAIN_MS = 60_000
"""So long until a result is tried again that could not be written: there may be room then."""
_ENDS = {
    JobState.DONE: SeenState.DELIVERING,
    JobState.FAILED: SeenState.FAILED,
    JobState.CANCELLED: SeenState.CANCELLED,
}


class WatchJobs(QObject):
    """Knows which job works on which file, from the moment the queue gets it until its result is written.

    Signals:
        ended: set of the numbers of watches of whose files something is new.
    """

    ended = Signal(object)

    def __init__(
        self, home: Home, queue: JobQueue, orders: WatchOrders, settings: Callable[[], Settings], parent: QObject
    ) -> None:
        """Follow nothing yet."""
        super().__init__(parent)
        self._home, self._queue, self._orders, self._settings = home, queue, orders, settings
        self._turns = Turns(queue.rota, self)
        self._noted: list[tuple[Watch, Seen]] = []
        self._files: dict[str, tuple[Watch, Seen]] = {}
        self._stuck: dict[str, tuple[int, Failure]] = {}
        self._dropped: set[int] = set()
        queue.job_changed.connect(self._follow)
        queue.jobs_removed.connect(self._forget_jobs)

    @property
    def stuck(self) -> dict[int, Failure]:
        """Return why results cannot be written just now, by the number of the watch."""
        return dict(self._stuck.values())

    def stop(self) -> None:
        """Queue nothing any more."""
        self._turns.stop()

    def enqueue(self, fresh: Sequence[Fresh]) -> None:
        """Remember files with their jobs, and only then hand these to the queue."""
        noted = [(watch, seen) for watch, seen, _ in fresh]

        def hand_over(_: object) -> None:
            self._files.update({job.id: (watch, seen) for watch, seen, job in fresh if watch.id not in self._dropped})
            self._queue.enqueue([job for _, _, job in fresh], Priority.LOW)
            self.ended.emit({watch.id for watch, _ in noted})

        self._orders.add(partial(_note_all, noted), hand_over, first=True)

    def replace(self, job_ids: Iterable[str]) -> None:
        """Give jobs up whose files have another content by now, for which there will be other jobs."""
        for job_id in job_ids:
            self._files.pop(job_id, None)
            self._stuck.pop(job_id, None)
            self._queue.cancel(job_id)

    def drop(self, watch_id: int) -> None:
        """Follow the jobs of a watch no longer, until `resume`; they stay where they are."""
        self._dropped.add(watch_id)
        self._files = {job: one for job, one in self._files.items() if one[0].id != watch_id}
        self._stuck = {job: one for job, one in self._stuck.items() if one[0] != watch_id}

    def resume(self, left: Iterable[tuple[Watch, Seen]], then: Callable[[], None]) -> None:
        """Follow the jobs that are in the queue still, and deliver what has ended meanwhile; call `then` at the end."""
        lost: dict[int, list[Path]] = {}
        self._dropped.clear()

        def follow(some: Sequence[tuple[Watch, Seen]]) -> None:
            for watch, seen in some:
                job = self._queue.get(seen.job)
                if job is None:
                    lost.setdefault(watch.id, []).append(seen.path)
                    continue
                self._files[job.id] = (watch, seen)
                if job.state.finished:
                    self._end(job, again=True)

        def forget() -> None:
            for watch_id, paths in lost.items():
                self._orders.add(lambda watches, one=watch_id, gone=paths: watches.forget(one, gone), lambda _: None)  # type: ignore[misc]
            then()

        self._turns.add(left, follow)
        self._turns.then(forget)

    @Slot(object)
    def _follow(self, job: Job) -> None:
        if job.id in self._files and job.state.finished:
            self._end(job, again=False)

    @Slot(object)
    def _forget_jobs(self, job_ids: Sequence[str]) -> None:
        for job_id in job_ids:
            if job_id in self._files:
                watch, seen = self._files[job_id]
                self._note(watch, dataclasses.replace(seen, state=SeenState.CANCELLED))

    def _end(self, job: Job, *, again: bool) -> None:
        """Deliver a result, or remember why there is none."""
        watch, seen = self._files[job.id]
        ended = dataclasses.replace(seen, state=_ENDS[job.state], failure=job.failure)
        if job.state is not JobState.DONE:
            self._note(watch, ended)
            return
        del self._files[job.id]
        whole = self._queue.get(job.id)
        assert whole is not None
        settings = self._settings()

        def write(watches: Watches) -> Failure | None:
            watches.end(watch.id, [ended])
            try:
                made = deliver(watch, whole, self._home, settings, again=again)
            except IlhaError as error:
                return error.failure()
            watches.note_outputs([artifact.path for artifact in made])
            watches.end(watch.id, [dataclasses.replace(ended, state=SeenState.DONE)])
            return None

        def told(failure: object) -> None:
            self._stuck.pop(job.id, None)
            if isinstance(failure, Failure) and watch.id not in self._dropped:
                self._files[job.id], self._stuck[job.id] = (watch, seen), (watch.id, failure)
                QTimer.singleShot(AGAIN_MS, self, partial(self._deliver_again, job))
            self.ended.emit({watch.id})

        self._orders.add(write, told)

    def _deliver_again(self, job: Job) -> None:
        if job.id in self._files:
            self._end(job, again=True)

    def _note(self, watch: Watch, seen: Seen) -> None:
        """Remember what became of a file, together with all others of this turn: thousands are given up at once."""
        if not self._noted:
            QTimer.singleShot(0, self, self._write_noted)
        self._noted.append((watch, seen))

    def _write_noted(self) -> None:
        noted, self._noted = self._noted, []
        ids = {watch.id for watch, _ in noted}

        def write(watches: Watches) -> None:
            for watch_id in ids:
                watches.end(watch_id, [seen for watch, seen in noted if watch.id == watch_id])

        self._orders.add(write, lambda _: self.ended.emit(ids))


def _note_all(noted: Sequence[tuple[Watch, Seen]], watches: Watches) -> None:
    for watch_id in {watch.id for watch, _ in noted}:
        watches.note(watch_id, [seen for watch, seen in noted if watch.id == watch_id])

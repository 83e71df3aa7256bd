"""The history as the queue keeps it: written behind, a little each turn of the event loop, nothing lost when full."""

from __future__ import annotations

import dataclasses
import itertools
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.errors import IlhaError, InputQuarantined, JobInterrupted
from desktop.core.job import JobState
from desktop.core.recipe import is_step, run_of
from desktop.jobs.background import Background
from desktop.state.database import take_in_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from desktop.core.errors import Failure
    from desktop.core.job import Job
    from desktop.core.result import Result
    from desktop.jobs.rota import Rota
    from desktop.state.history import History

ANEW: dict[str, Any] = {
    "state": JobState.QUEUED,
    "progress": None,
    "started": None,
    "finished": None,
    "failure": None,
    "result": None,
}
"""The fields of a job that has not begun."""
_Key = tuple[str, bool]
_ROWS_A_TURN, _ROWS_AT_ONCE = 48, 256
_RETRY_MS = 5_000
_COMMITS = 64
"""After so many the log of the database is taken in: SQLite would do so within one of them, and wait for the disk."""


class Record(QObject):
    """Jobs of this and earlier sessions.

    Signals:
        trouble: Failure of the storage, once until it works again; what could not be written stays in memory.
        mended: Failure that was told of and is over.
        caught_up: all is written of which `find` gave only a part.
    """

    trouble = Signal(object)
    mended = Signal(object)
    caught_up = Signal()

    def __init__(self, path: Path, rota: Rota, parent: QObject | None = None) -> None:
        """Prepare for the database at `path`; it is opened when first needed, and written to when it is its turn."""
        super().__init__(parent)
        self._path = path
        self._opened: History | None = None
        self._unwritten: dict[_Key, Job] = {}
        self._refused = False
        self._told: Failure | None = None
        self._behind = False
        self._commits = 0
        self._taking_in = False
        self._background = Background(self)
        self._rota = rota
        self._once_more = QTimer(self, singleShot=True, interval=_RETRY_MS)
        self._once_more.timeout.connect(self._write_some)

    @property
    def history(self) -> History:
        """Return the open database."""
        if self._opened is None:
            from desktop.state.history import History

            self._opened = History(self._path, at_once=True)
        return self._opened

    def settle_interrupted(self) -> Iterator[Job]:
        """Give what a program that is gone left unfinished; only what stood in its queue may begin anew."""
        failure, now = JobInterrupted().failure(), time.time()
        return (
            job
            if job.place is not None
            else dataclasses.replace(job, state=JobState.FAILED, finished=now, failure=failure)
            for job in self.history.interrupted()
        )

    def put(self, jobs: Iterable[Job]) -> None:
        """Have jobs written soon, new or changed, with their results."""
        for job in jobs:
            key = _key(job)
            self._unwritten.pop((job.id, True), None)
            self._unwritten.pop(key, None)
            self._unwritten[key] = job
        if not self._once_more.isActive():
            self._rota.ask(self._write_some)

    def get(self, job_id: str) -> Job | None:
        """Return a job with its result."""
        return self._unwritten.get((job_id, True)) or self._unwritten.get((job_id, False)) or self.history.get(job_id)

    def steps(self, run_id: str) -> list[Job]:
        """Return the steps of a recipe's run that were begun, in their order, with their results."""
        steps = {job.id: job for job in self.history.steps(run_id)} | self._unwritten_steps(run_id)
        return [steps[step_id] for step_id in sorted(steps)]

    def step_ids(self, run_id: str) -> list[str]:
        """Return the ids of what `steps` returns: of thousands one wants a few at a time."""
        return sorted({*self.history.step_ids(run_id), *self._unwritten_steps(run_id)})

    def _unwritten_steps(self, run_id: str) -> dict[str, Job]:
        return {job.id: job for job in self._unwritten.values() if is_step(job.id) and run_of(job.id) == run_id}

    def original(self, job_id: str) -> Result | None:
        """Return the result of a job as the model made it; see `History.original`."""
        made = self._unwritten.get((job_id, False))
        return made.result if made is not None else self.history.original(job_id)

    def knows(self, path: Path) -> bool:
        """Say whether there is a job of this file."""
        return any(job.input.path == path for job in self._unwritten.values()) or self.history.knows(path)

    def find(self, words: str, *, task: str, state: str, limit: int, before: Job | None) -> list[Job]:
        """Return jobs without results, newest first; see `History.find`.

        Of thousands that are not written yet some are missing, until `caught_up` is told.
        """
        self._write(_ROWS_AT_ONCE)
        self._behind = bool(self._unwritten)
        return self.history.find(words, task=task, state=state, limit=limit, before=before)

    def delete(self, job_ids: Sequence[str]) -> bool:
        """Hide jobs until `close` forgets them; False when that is refused, which is told each time."""
        wanted, self._refused = set(job_ids), False
        self._write_these([job for job in self._unwritten.values() if run_of(job.id) in wanted])
        return self._try(lambda: self.history.delete(job_ids, time.time()))

    def restore(self, job_ids: Sequence[str]) -> None:
        """Bring hidden jobs back."""
        self._try(lambda: self.history.restore(job_ids))

    @property
    def refused(self) -> bool:
        """Say whether what was last to be written was refused."""
        return self._refused

    def pause(self, *, paused: bool) -> None:
        """Remember whether the queue is paused."""
        self._try(lambda: self.history.pause(paused=paused))

    def try_again(self) -> None:
        """Write some of what the disk has refused; when it still does, that is told again."""
        self._refused = False
        self._write(_ROWS_AT_ONCE)

    def flush(self) -> bool:
        """Write everything now; False when the disk refuses."""
        return self._write(len(self._unwritten))

    def close(self) -> list[tuple[str, Path | None]]:
        """Write what is left, forget what was hidden and return what `History.purge` does."""
        self._once_more.stop()
        self._rota.withdraw(self._write_some)
        self._background.stop()
        if not self.flush() and self._opened is not None:  # a damaged history is made anew when it is opened again
            self._opened.close()
            self._opened = None
            self.flush()
        if self._opened is None:
            return []
        gone: list[tuple[str, Path | None]] = []
        self._try(lambda: gone.extend(self.history.purge()))
        self._opened.close()
        self._opened = None
        return gone

    def _write_some(self) -> None:
        if self._taking_in:  # the log begins anew only when nothing was added meanwhile
            return
        written = self._write(_ROWS_A_TURN)
        if self._unwritten and written:
            self._rota.ask(self._write_some)
        elif self._unwritten:
            self._once_more.start()
        elif self._behind:
            self._behind = False
            self.caught_up.emit()

    def _write(self, at_most: int) -> bool:
        """Write the oldest changes; False when the disk refuses."""
        return self._write_these(list(itertools.islice(self._unwritten.values(), at_most)))

    def _write_these(self, jobs: Sequence[Job]) -> bool:
        if not jobs:
            return True
        written = self._try(lambda: self.history.put(jobs))
        if written:
            for job in jobs:
                del self._unwritten[_key(job)]
        return written

    def _try(self, write: Callable[[], None]) -> bool:
        try:
            write()
        except IlhaError as error:
            if not self._refused:
                self._told = error.failure()
                self.trouble.emit(self._told)
            self._refused = True
            return False
        self._refused = False
        if self._told is not None:
            told, self._told = self._told, None
            self.mended.emit(told)
        self._commits += 1
        if self._commits >= _COMMITS and not self._taking_in:
            self._commits, self._taking_in = 0, True
            self._background.run(partial(take_in_log, self._path), self._log_taken_in)
        return True

    def _log_taken_in(self, _: None) -> None:
        self._taking_in = False
        if self._unwritten or self._behind:
            self._rota.ask(self._write_some)


def can_begin_anew(job: Job) -> bool:
    """Say whether a job failed or was given up, and was not set aside."""
    set_aside = job.failure is not None and job.failure.code == InputQuarantined.code
    return job.state in {JobState.FAILED, JobState.CANCELLED} and not set_aside


def _key(job: Job) -> _Key:
    """Return what a row that waits is kept under: an edited result must not take the place of the original."""
    return job.id, bool(job.result and job.result.provenance.edited)

"""The sole owner of job state and history."""

from __future__ import annotations

import dataclasses
import time
from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop import tasks
from desktop.core.errors import Failure, JobInterrupted, StorageError
from desktop.core.job import (
    CancelDone,
    Done,
    EngineMessage,
    Failed,
    Job,
    JobState,
    Partial,
    Progressed,
    RequestDone,
    Started,
)
from desktop.core.task import parse_params
from desktop.jobs.chats import ChatDesk
from desktop.jobs.edits import Edits
from desktop.jobs.indexer import FileIndex
from desktop.jobs.lanes import Lanes
from desktop.jobs.live import LiveRuns
from desktop.jobs.record import Record
from desktop.state.artifacts import discard_artifacts, discard_checkpoint, discard_work, keep_artifacts
from desktop.worker.batch import chosen, new_jobs
from desktop.worker.suggest import Action, suggest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop.core.media import InputFile
    from desktop.core.result import Result
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

LONG_JOB_S = 10.0
_ANNOUNCE_MS = 100
_TURN_S = 0.008


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineStatus:
    """What the engine is doing.

    Attributes:
        state: `off`, `starting`, `ready`, `busy` or `unavailable`.
        wall: level in force, as in `engine.sandbox.Wall`; empty until the engine said Ready.
        memory_bytes: resident size of the engine after its last request, 0 before.
    """

    state: str = "off"
    wall: str = ""
    memory_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueTotals:
    """Jobs of this session by state, and the seconds until all are finished (None when nothing is known)."""

    waiting: int = 0
    running: int = 0
    done: int = 0
    failed: int = 0
    eta_s: float | None = None


class JobQueue(QObject):
    """Takes inputs, runs them on the engine in their order, and remembers what came of them.

    Attributes:
        live: what runs while one types, on the same engines; none of it becomes a job.
        edits: what is changed by hand in results that are there.
        chats: conversations, on the same engines.
        index: the passages of the user's files, on the same engines.

    Signals:
        jobs_added: tuple of new Jobs.
        job_changed: Job, without its result; `get` has it.
        jobs_removed: tuple of job ids.
        jobs_restored: tuple of Jobs.
        partial: (job id, text so far) of a result that comes piece by piece.
        engine_changed: EngineStatus.
        totals_changed: QueueTotals, at most ten times a second.
        long_job_finished: Job that took more than `LONG_JOB_S`.
        trouble: Failure of the storage; results are kept in memory until the program ends.
    """

    jobs_added = Signal(object)
    job_changed = Signal(object)
    jobs_removed = Signal(object)
    jobs_restored = Signal(object)
    partial = Signal(str, str)
    engine_changed = Signal(object)
    totals_changed = Signal(object)
    long_job_finished = Signal(object)
    trouble = Signal(object)

    def __init__(self, home: Home, shelf: ModelShelf, threads: int = 0, parent: QObject | None = None) -> None:
        """Prepare an empty queue; nothing is read or started before `start()`."""
        super().__init__(parent)
        self._home = home
        self._shelf = shelf
        self._jobs: dict[str, Job] = {}
        self._counts: Counter[JobState] = Counter()
        self._durations: deque[float] = deque(maxlen=20)
        self._texts: dict[str, str] = {}
        self._inbox: deque[EngineMessage] = deque()
        self._removed: dict[str, Job] = {}
        self._status = EngineStatus()
        self._record = Record(home.history, self)
        self._record.trouble.connect(self.trouble)
        self.edits = Edits(self._record, self)
        self._lanes = Lanes(home, shelf, threads, self)
        self._lanes.reported.connect(self._take)
        self._lanes.state_changed.connect(self._take_state)
        self.live = LiveRuns(home, shelf, self._lanes, self)
        self.chats = ChatDesk(home, shelf, self._lanes, self)
        self.chats.trouble.connect(self.trouble)
        self.index = FileIndex(home, shelf, self._lanes, self)
        self.index.trouble.connect(self.trouble)
        self._announcement = QTimer(self, singleShot=True, interval=_ANNOUNCE_MS)
        self._announcement.timeout.connect(lambda: self.totals_changed.emit(self.totals))
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._take_turn)

    # --- life --------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Open the history, settle what an earlier program left unfinished, and start the engine."""
        abandoned = [
            dataclasses.replace(job, state=JobState.FAILED, finished=time.time(), failure=JobInterrupted().failure())
            for job in self._record.history.interrupted()
        ]
        self._record.put(abandoned)
        discard_work(self._home, [job.id for job in abandoned])
        self.live.sweep()
        self._lanes.start()

    def stop(self) -> None:
        """End the engine and its thread; waiting jobs are marked as interrupted at the next start."""
        self._announcement.stop()
        self._turn.stop()
        self._lanes.stop()
        self.live.sweep()
        self.chats.stop()
        self.index.stop()
        discard_artifacts(self._home, self._record.close())

    def set_threads(self, threads: int) -> None:
        """Use another number of threads from the next start of the engine on."""
        self._lanes.set_threads(threads)

    # --- what the window asks for ------------------------------------------------------------------------------------

    def add(
        self,
        inputs: Sequence[InputFile],
        task: str,
        model: str | None = None,
        params: Mapping[str, object] | None = None,
    ) -> tuple[Job, ...]:
        """Queue a job for each input and start at once.

        Raises:
            UsageError: unknown task, model or parameter.
            NoModelForTask: no model serves the task.
        """
        wanted = tasks.get_task(task)
        values = parse_params(wanted, params or {})
        jobs = new_jobs(inputs, task, chosen(self._shelf, wanted, model), values)
        self._record.put(jobs)
        self._jobs.update((job.id, job) for job in jobs)
        self._counts[JobState.QUEUED] += len(jobs)
        self.jobs_added.emit(jobs)
        self._submit(jobs)
        return jobs

    def cancel(self, job_id: str) -> None:
        """Give a job up; it is reported as cancelled."""
        job = self._jobs.get(job_id)
        if job is not None and not job.state.finished:
            self._lanes.cancel([job_id])

    def cancel_all(self) -> None:
        """Give up every job that is not finished."""
        self._lanes.cancel([job.id for job in self._jobs.values() if not job.state.finished])

    def retry(self, job_id: str) -> None:
        """Queue a failed or cancelled job again under its id; one that was set aside stays so."""
        job = self._jobs.get(job_id) or self._record.get(job_id)
        if job is None or job.state not in {JobState.FAILED, JobState.CANCELLED}:
            return
        if job.failure is not None and job.failure.code == "input-quarantined":
            return
        known = job_id in self._jobs
        if known:
            self._counts[job.state] -= 1
        fresh = dataclasses.replace(
            job, state=JobState.QUEUED, progress=None, started=None, finished=None, failure=None, result=None
        )
        self._counts[JobState.QUEUED] += 1
        self._jobs[job_id] = fresh
        self._record.put([fresh])
        if known:
            self.job_changed.emit(fresh)
        else:
            self.jobs_added.emit((fresh,))
        self._submit((fresh,))

    def jobs(self) -> tuple[Job, ...]:
        """Return the jobs of this session, oldest first, without results."""
        return tuple(self._jobs.values())

    def get(self, job_id: str) -> Job | None:
        """Return a job with its result, of this session or an earlier one."""
        live = self._jobs.get(job_id)
        return live if live is not None and not live.state.finished else self._record.get(job_id)

    def knows(self, path: Path) -> bool:
        """Say whether a file belongs to a job, of this session or an earlier one."""
        return self._record.knows(path)

    def text_so_far(self, job_id: str) -> str:
        """Return what `partial` has announced for a running job."""
        return self._texts.get(job_id, "")

    def find(
        self, words: str = "", *, task: str = "", state: str = "", limit: int = 500, before: Job | None = None
    ) -> list[Job]:
        """Return jobs of the history, newest first, without results; `before` goes on after the last of a page."""
        return self._record.find(words, task=task, state=state, limit=limit, before=before)

    def remove(self, job_ids: Sequence[str]) -> None:
        """Take jobs out of list and history; `restore` brings them back until the program ends."""
        self._lanes.cancel([job_id for job_id in job_ids if job_id in self._jobs])
        for job_id in job_ids:
            job = self._jobs.pop(job_id, None)
            if job is not None:
                self._removed[job_id] = job
                self._counts[job.state] -= 1
        self._record.delete(job_ids)
        self.jobs_removed.emit(tuple(job_ids))
        self._announce()

    def restore(self, job_ids: Sequence[str]) -> None:
        """Bring removed jobs back."""
        self._record.restore(job_ids)
        back = []
        for job_id in job_ids:
            job = self._removed.pop(job_id, None) or self._record.get(job_id)
            if job is not None:
                self._jobs[job_id] = dataclasses.replace(job, result=None)
                self._counts[job.state] += 1
                back.append(self._jobs[job_id])
        self._jobs = dict(sorted(self._jobs.items(), key=lambda pair: pair[1].created))
        self.jobs_restored.emit(tuple(back))
        self._announce()

    def suggest(self, file: InputFile) -> list[Action]:
        """Return what can be done with a file and how long it takes."""
        return suggest(file, self._shelf, self._record.history)

    @property
    def status(self) -> EngineStatus:
        """Return what the engine is doing."""
        return self._status

    @property
    def totals(self) -> QueueTotals:
        """Return the jobs of this session by state."""
        waiting, running = self._counts[JobState.QUEUED], self._counts[JobState.RUNNING]
        done, failed = self._counts[JobState.DONE], self._counts[JobState.FAILED]
        eta_s = None
        if self._durations and (waiting or running):
            eta_s = sum(self._durations) / len(self._durations) * (waiting + running)
        return QueueTotals(waiting=waiting, running=running, done=done, failed=failed, eta_s=eta_s)

    # --- what the engine says ----------------------------------------------------------------------------------------

    @Slot(str, str)
    def _take_state(self, state: str, wall: str) -> None:
        memory_bytes = self._status.memory_bytes if wall else 0
        self._status = EngineStatus(state=state, wall=wall, memory_bytes=memory_bytes)
        self.engine_changed.emit(self._status)

    @Slot(object)
    def _take(self, messages: list[EngineMessage]) -> None:
        self._inbox.extend(messages)
        self._take_turn()

    def _take_turn(self) -> None:
        """Work for a few milliseconds, then let the window breathe: ten thousand jobs may end at once."""
        until = time.monotonic() + _TURN_S
        while self._inbox and time.monotonic() < until:
            self._take_one(self._inbox.popleft())
        if self._inbox:
            self._turn.start()

    def _take_one(self, message: EngineMessage) -> None:
        if isinstance(message, RequestDone):
            self._status = dataclasses.replace(self._status, memory_bytes=message.memory_bytes)
            self.engine_changed.emit(self._status)
            return
        job_id = getattr(message, "job_id", "")
        job = self._jobs.get(job_id) or self._removed.get(job_id)
        if job is not None:
            self._take_job(job, message)

    def _take_job(self, job: Job, message: EngineMessage) -> None:
        match message:
            case Started():
                self._replace(job, state=JobState.RUNNING, started=time.time())
            case Progressed(progress=progress):
                self._replace(job, progress=progress)
            case Partial(text=text):
                self._texts[job.id] = self._texts.get(job.id, "") + text
                self.partial.emit(job.id, self._texts[job.id])
            case Done(result=result, checkpoint=checkpoint):
                self._finish_done(job, result, checkpoint)
            case Failed(failure=failure):
                self._finish(job, JobState.FAILED, failure=failure)
            case CancelDone():
                self._finish(job, JobState.CANCELLED)
            case _:
                pass

    def _finish_done(self, job: Job, result: Result, checkpoint: str) -> None:
        try:
            kept = keep_artifacts(self._home, job.id, result)
        except StorageError as error:
            self._finish(job, JobState.FAILED, failure=error.failure())
        else:
            self._finish(dataclasses.replace(job, model=kept.provenance.model), JobState.DONE, result=kept)
            discard_checkpoint(self._home, checkpoint)

    def _finish(
        self, job: Job, state: JobState, *, result: Result | None = None, failure: Failure | None = None
    ) -> None:
        self._texts.pop(job.id, None)
        now = time.time()
        if result is None:
            discard_work(self._home, [job.id])
        if job.started is not None and state is JobState.DONE:
            self._durations.append(now - job.started)
        ended = self._replace(job, state=state, finished=now, failure=failure, progress=None, result=result)
        if job.started is not None and now - job.started > LONG_JOB_S and state is not JobState.CANCELLED:
            self.long_job_finished.emit(ended)

    def _replace(self, job: Job, **changes: object) -> Job:
        """Replace a job, record a change of its state, and announce it without its result."""
        changed = dataclasses.replace(job, **changes)  # type: ignore[arg-type] # names and types are those of Job
        light = dataclasses.replace(changed, result=None)
        if job.id not in self._jobs:
            self._removed[job.id] = light
        else:
            self._jobs[job.id] = light
            if changed.state is not job.state:
                self._counts[job.state] -= 1
                self._counts[changed.state] += 1
                self._announce()
        if changed.state is not job.state:
            self._record.put([changed])
        if job.id in self._jobs:
            self.job_changed.emit(light)
        return light

    def _submit(self, jobs: Sequence[Job]) -> None:
        self._lanes.submit(jobs)
        self._announce()

    def _announce(self) -> None:
        if not self._announcement.isActive():
            self._announcement.start()

"""The sole owner of job state and history."""

from __future__ import annotations

import dataclasses
import itertools
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop import tasks
from desktop.core.errors import EngineCrashed, EngineUnavailable, Failure, InputQuarantined, StorageError, StorageFull
from desktop.core.job import CancelDone, Done, EngineMessage, Failed, Job, JobState, Partial, Progressed, Started
from desktop.core.queue import EngineStatus, Priority, QueueTotals
from desktop.core.recipe import is_of, is_recipe
from desktop.core.task import parse_params
from desktop.jobs.chats import ChatDesk
from desktop.jobs.documents import Documents
from desktop.jobs.edits import Edits
from desktop.jobs.inbox import Inbox
from desktop.jobs.indexer import FileIndex
from desktop.jobs.lanes import Lanes
from desktop.jobs.live import LiveRuns
from desktop.jobs.recipes import RecipeRuns
from desktop.jobs.record import ANEW, Record, can_begin_anew
from desktop.jobs.rota import Rota
from desktop.jobs.tally import Tally
from desktop.jobs.turns import FEW, Turns
from desktop.jobs.waiting import Waiting
from desktop.state.artifacts import discard_artifacts, discard_checkpoint, discard_work, keep_artifacts
from desktop.worker.batch import chosen, each_job
from desktop.worker.suggest import Action, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from desktop.core.media import InputFile
    from desktop.core.result import Result
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

LONG_JOB_S = 10.0
_ENDED_ENGINE = {EngineCrashed.code, InputQuarantined.code}


class JobQueue(QObject):
    """Takes inputs, runs them on the engine in their order, and remembers what came of them.

    Thousands of jobs come, go and come back in pieces, each in a turn of the event loop.

    Attributes:
        waiting: what waits, its order, and whether it is paused.
        live: what runs while one types, on the same engines; none of it becomes a job.
        recipes: chains of tasks, whose runs are jobs here.
        edits: what is changed by hand in results that are there.
        chats: conversations, on the same engines.
        index: the passages of the user's files, on the same engines.
        documents: those that conversations are answered from, on the same engines.
        rota: whose turn it is to work on thousands.

    Signals:
        jobs_added: tuple of new Jobs.
        job_changed: Job, without its result; `get` has it.
        jobs_removed: tuple of job ids.
        jobs_restored: tuple of Jobs.
        given_up: tuple of the ids that `cancel_all` was the end of.
        partial: (job id, text so far) of a result that comes piece by piece.
        engine_changed: EngineStatus.
        totals_changed: QueueTotals, at most ten times a second.
        long_job_finished: Job that took more than `LONG_JOB_S`.
        trouble: Failure of the storage; results are kept in memory until the program ends.
        mended: Failure of the storage that is over.
        caught_up: the history has everything again, of which `find` gave only a part.
    """

    jobs_added = Signal(object)
    job_changed = Signal(object)
    jobs_removed = Signal(object)
    jobs_restored = Signal(object)
    given_up = Signal(object)
    partial = Signal(str, str)
    engine_changed = Signal(object)
    totals_changed = Signal(object)
    long_job_finished = Signal(object)
    trouble = Signal(object)
    mended = Signal(object)
    caught_up = Signal()

    def __init__(self, home: Home, shelf: ModelShelf, threads: int = 0, parent: QObject | None = None) -> None:
        """Prepare an empty queue; nothing is read or started before `start()`."""
        super().__init__(parent)
        self._home = home
        self._shelf = shelf
        self._jobs: dict[str, Job] = {}
        self._texts: dict[str, str] = {}
        self._removed: dict[str, Job] = {}
        self.rota = Rota(self)
        self._record = Record(home.history, self.rota, self)
        self._record.trouble.connect(self.trouble)
        self._record.mended.connect(self.mended)
        self._record.caught_up.connect(self.caught_up)
        self._turns = Turns(self.rota, self)
        self.edits = Edits(self._record, self)
        self._inbox = Inbox(self._take_one, self.rota, self)
        self._lanes = Lanes(home, shelf, threads, self)
        self._lanes.reported.connect(self._inbox.now)
        self._lanes.changed.connect(self.engine_changed)
        self.recipes = RecipeRuns(home, shelf, self._lanes, self._record, self, rota=self.rota, enqueue=self.enqueue)
        self.recipes.reported.connect(self._inbox.now)
        self.waiting = Waiting(
            self.recipes,
            self._record,
            self._turns,
            self.rota,
            self,
            find=self._find,
            replace=self._replace,
            tell=self._inbox.later,
        )
        self._record.trouble.connect(self._hold)
        self._inbox.rested.connect(self.waiting.feed)
        self._tally = Tally(self.waiting, self)
        self._tally.changed.connect(self.totals_changed)
        self.live = LiveRuns(home, shelf, self._lanes, self)
        self.index = FileIndex(home, shelf, self._lanes, home.index, self)
        self.index.trouble.connect(self.trouble)
        self.documents = Documents(home, shelf, self._lanes, self.index, self)
        self.chats = ChatDesk(home, shelf, self._lanes, self.documents, self)
        self.chats.trouble.connect(self.trouble)

    # --- life --------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Open the history, go on with what an earlier program left unfinished, and start the engine."""
        left = self._record.settle_interrupted()
        self.live.sweep()
        self._lanes.start(self._record.history.crashes())
        self.waiting.begin()
        self._turns.add(left, self._take_up)

    def _take_up(self, left: Sequence[Job]) -> None:
        discard_work(self._home, [job.id for job in left])
        self._record.put(job for job in left if job.state.finished)
        self._take_in([dataclasses.replace(job, **ANEW) for job in left if not job.state.finished])

    def stop(self) -> None:
        """End the engine and its thread; what is not finished waits again at the next start."""
        self._turns.finish()
        self.waiting.stop()
        self._tally.stop()
        self._inbox.stop()
        self.recipes.stop()
        self._lanes.stop()
        self.live.sweep()
        self.documents.stop()
        self.chats.stop()
        discard_artifacts(self._home, self._record.close())
        self.index.stop()

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
        priority: Priority = Priority.NORMAL,
    ) -> tuple[Job, ...]:
        """Queue a job for each input and start at once, if nothing more urgent waits; returns as `enqueue` does.

        Raises:
            UsageError: unknown task, model or parameter.
            NoModelForTask: no model serves the task.
        """
        if is_recipe(task):
            return self._enqueue(self.recipes.new(inputs, task, params=params or {}), len(inputs), priority)
        wanted = tasks.get_task(task)
        values, model = parse_params(wanted, params or {}), chosen(self._shelf, wanted, model)
        return self._enqueue(each_job(inputs, task, model, values), len(inputs), priority)

    def enqueue(self, jobs: Sequence[Job], priority: Priority = Priority.NORMAL) -> tuple[Job, ...]:
        """Queue jobs that were made already, and return those that are queued now: of thousands the others follow."""
        return self._enqueue(jobs, len(jobs), priority)

    def _enqueue(self, jobs: Iterable[Job | None], at_most: int, priority: Priority) -> tuple[Job, ...]:
        places = iter(self.waiting.places(priority, at_most))
        made = (job and dataclasses.replace(job, priority=priority, place=next(places)) for job in jobs)
        first = list(itertools.islice(made, FEW))
        if len(first) == FEW:
            self._turns.later(made, self._take_in)
            self.waiting.expect()
            self._turns.then(self.waiting.stop_expecting)
        return self._take_in(first)

    def _take_in(self, made: Sequence[Job | None]) -> tuple[Job, ...]:
        """Take the next jobs that wait; None stands for work on one that is not there yet, see `RecipeRuns.new`."""
        jobs = tuple(job for job in made if job is not None)
        if not jobs:
            return jobs
        self._record.put(jobs)
        self._jobs.update((job.id, job) for job in jobs)
        self._tally.count(JobState.QUEUED, len(jobs))
        self.jobs_added.emit(jobs)
        self.waiting.join(jobs)
        return jobs

    def cancel(self, *job_ids: str) -> tuple[str, ...]:
        """Give up and return those that are not finished; they are reported as cancelled."""
        jobs = map(self._jobs.get, job_ids)
        given_up = tuple(job.id for job in jobs if job is not None and not job.state.finished)
        self.waiting.give_up(given_up)
        return given_up

    def cancel_all(self, task: str = "") -> None:
        """Give up every job that is not finished, of a task or of all; also those that are just being queued."""
        jobs = self._jobs.values()  # as they are when it is its turn
        self._turns.then(lambda: self.given_up.emit(self.cancel(*(job.id for job in jobs if is_of(job.task, task)))))

    def retry(self, *job_ids: str, behind: bool = True) -> None:
        """Queue jobs that failed or were cancelled, not those set aside, `behind` the others or where they stood."""
        self._turns.add(job_ids, lambda some: self._retry(some, behind=behind))

    def _retry(self, job_ids: Sequence[str], *, behind: bool) -> None:
        known = (self._jobs.get(job_id) or self._record.get(job_id) for job_id in job_ids)
        here, earlier = [], []
        for job in known:
            if job is not None and can_begin_anew(job):
                anew = {**ANEW, "place": self.waiting.places(job.priority, 1)[0] if behind else job.place}
                if job.id in self._jobs:
                    here.append(self._replace(job, **anew))
                else:
                    earlier.append(dataclasses.replace(job, **anew))
        self.waiting.join(here)
        self._take_in(earlier)

    def jobs(self) -> tuple[Job, ...]:
        """Return the jobs of this session, oldest first, without results."""
        return tuple(sorted(self._jobs.values(), key=lambda job: job.created))

    def job(self, job_id: str) -> Job | None:
        """Return a job of this session without its result."""
        return self._jobs.get(job_id)

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

    def remove(self, job_ids: Sequence[str]) -> bool:
        """Take jobs out of list and history, unless that is refused; `restore` brings them back until the end."""
        self._turns.add(job_ids, self._remove)
        return not self._record.refused

    def _remove(self, job_ids: Sequence[str]) -> None:
        self.cancel(*job_ids)
        if self._record.delete(job_ids):
            for job_id in job_ids:
                job = self._jobs.pop(job_id, None)
                if job is not None:
                    self._removed[job_id] = job
                    self._tally.count(job.state, -1)
            self.jobs_removed.emit(tuple(job_ids))

    def restore(self, job_ids: Sequence[str]) -> None:
        """Bring removed jobs back."""
        self._turns.add(job_ids, self._restore)

    def _restore(self, job_ids: Sequence[str]) -> None:
        self._record.restore(job_ids)
        back = []
        for job_id in job_ids:
            job = self._removed.pop(job_id, None) or self._record.get(job_id)
            if job is not None:
                self._jobs[job_id] = dataclasses.replace(job, result=None)
                self._tally.count(job.state, 1)
                back.append(self._jobs[job_id])
        self.jobs_restored.emit(tuple(back))

    def suggest(self, file: InputFile) -> list[Action]:
        """Return what can be done with a file and how long it takes."""
        return suggest(file, self._shelf, self._record.history, self.recipes.known.all())

    @property
    def status(self) -> EngineStatus:
        """Return what the engine is doing."""
        return self._lanes.status

    @property
    def totals(self) -> QueueTotals:
        """Return the jobs of this session by state."""
        return self._tally.totals

    # --- what the engine says ----------------------------------------------------------------------------------------

    def _take_one(self, message: EngineMessage) -> None:
        if self.waiting.take(message):
            return
        job = self._find(getattr(message, "job_id", ""))
        if job is not None:
            self._take_job(job, message)

    def _find(self, job_id: str) -> Job | None:
        return self._jobs.get(job_id) or self._removed.get(job_id)

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
                self._fail(job, failure)
            case CancelDone():
                self._finish(job, JobState.CANCELLED)
            case _:
                pass

    def _finish_done(self, job: Job, result: Result, checkpoint: str) -> None:
        try:
            kept = keep_artifacts(self._home, job.id, result)
        except StorageError as error:
            self._fail(job, error.failure())
        else:
            done = dataclasses.replace(job, model=kept.provenance.model, crashes=0)
            self._finish(done, JobState.DONE, result=kept)
            if checkpoint and self._record.flush():  # until then hours of work are nowhere else
                discard_checkpoint(self._home, checkpoint)

    def _fail(self, job: Job, failure: Failure) -> None:
        """End a job; one that only the full disk is to blame for waits until there is room."""
        if failure.code in _ENDED_ENGINE and job.state is JobState.RUNNING:
            job = dataclasses.replace(job, crashes=job.crashes + 1)
        self._hold(failure)
        if failure.code == StorageFull.code and job.id in self._jobs:
            discard_work(self._home, [job.id])
            self.waiting.put_back(job.id)
        else:
            self._finish(job, JobState.FAILED, failure=failure)

    @Slot(object)
    def _hold(self, failure: Failure) -> None:
        """Pause when every next job would fail the same way."""
        if failure.code in {StorageFull.code, EngineUnavailable.code}:
            self.waiting.hold(failure)

    def _finish(
        self, job: Job, state: JobState, *, result: Result | None = None, failure: Failure | None = None
    ) -> None:
        self._texts.pop(job.id, None)
        now = time.time()
        if result is None and job.started is not None:
            discard_work(self._home, [job.id])
        if job.started is not None and state is JobState.DONE:
            self._tally.note_end(job.started, now)
        ended = self._replace(job, state=state, finished=now, failure=failure, progress=None, result=result)
        if job.started is not None and now - job.started > LONG_JOB_S and state is not JobState.CANCELLED:
            self.long_job_finished.emit(ended)

    def _replace(self, job: Job, **changes: object) -> Job:
        """Replace a job, record what has to outlive the program, and announce it without its result."""
        changed = dataclasses.replace(job, **changes)  # type: ignore[arg-type] # names and types are those of Job
        light = dataclasses.replace(changed, result=None)
        if job.id not in self._jobs:
            self._removed[job.id] = light
        else:
            self._jobs[job.id] = light
            if changed.state is not job.state:
                self._tally.count(job.state, -1)
                self._tally.count(changed.state, 1)
        if (changed.state, changed.priority, changed.place) != (job.state, job.priority, job.place):
            self._record.put([changed])
        if job.id in self._jobs:
            self.job_changed.emit(light)
        return light

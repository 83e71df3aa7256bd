"""A recipe at work: which of its steps are done, what comes next and what it is given; knows no engine and no Qt.

Whoever drives it asks what is `due`, has that done on an engine (or by `work_of`, for the steps that need no model),
tells it what came of it, and asks again until nothing is due any more.
"""

from __future__ import annotations

import dataclasses
import time
from functools import partial
from typing import TYPE_CHECKING

from desktop import tasks
from desktop.core.crash import trace
from desktop.core.errors import IlhaError, InternalError, ModelNotInstalled, NoModelForTask, StorageError
from desktop.core.job import (
    CancelDone,
    Done,
    EngineMessage,
    Failed,
    Job,
    JobState,
    Progress,
    Progressed,
    Started,
)
from desktop.core.media import MediaKind
from desktop.core.recipe import OWN_STEPS, TABLE, place_of, step_id, steps_of
from desktop.core.task import AUTOMATIC, parse_params
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import ModelUnknown
from desktop.state.artifacts import discard_checkpoint, discard_work, keep_artifacts, share_artifacts
from desktop.state.files import sha256_of
from desktop.state.recipes import read_steps
from desktop.worker.batch import chosen
from desktop.worker.recipe import same_made, step_job, step_task
from desktop.worker.recipe_rows import made_in, params_for_rows
from desktop.worker.recipe_steps import hand_on, hand_table_on, perform, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.core.errors import Failure
    from desktop.core.media import InputFile
    from desktop.core.result import Result
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

PARTS = 1000
"""Of the whole work, in which the progress of a run is told."""
AT_ONCE = 64
"""Files that a step begins with together: the window must not stand still for thousands."""
TURN_S = 0.01
"""So long it may look for what was made of them before."""
_NO_MODEL = QT_TRANSLATE_NOOP("errors", "Step {step} ({task}) needs a model, and none for it is on this computer.")
_NOT_THIS_MODEL = QT_TRANSLATE_NOOP(
    "errors", "Step {step} ({task}) wants the model “{model}”, which is not on this computer."
)


class RecipeRun:
    """One run.

    Attributes:
        run: its job, as it was when it began.
        resumed: ids of steps whose results were there already.
        cancelled: whether it was given up.
    """

    def __init__(
        self,
        run: Job,
        steps: Iterable[Job],
        home: Home,
        shelf: ModelShelf,
        *,
        record: Callable[[Sequence[Job]], bool],
        made: Callable[[Job, str], Iterable[Job]],
        anew: int | None = None,
    ) -> None:
        """Go on where `steps`, the jobs that were begun with their results, end.

        Args:
            run: its job.
            steps: those of the first step are always among them.
            home: where files are kept.
            shelf: the models.
            record: keeps jobs in the history; False when they wait in memory.
            made: finds what was made like a job of the same input, the last first; see `History.made`.
            anew: the first step that is done again even if it was made before.
        """
        self.run = run
        self.cancelled = False
        self._home, self._shelf = home, shelf
        self._record, self._made = record, made
        self._steps = read_steps(steps_of(run.params))
        self._jobs: dict[str, Job] = {}
        self._changed: dict[str, Job] = {}
        self._parts = 0.0
        self._at_work: str | None = None
        whole = _whole(steps)
        self._files = [job.input for job in whole if place_of(job.id)[0] == 0]
        self._of_tables = any(file.kind is MediaKind.TABLE for file in self._files)
        for job in whole:
            self._set(job)
        self._anew = len(self._steps) if anew is None else anew
        self._digests: dict[str, str] = {}
        self._tables: dict[str, tuple[InputFile, str] | Failure] = {}
        self._failed: set[str] = set()
        self._number = 0
        self.resumed = {job.id for job in self.jobs if job.state is JobState.DONE}

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Return the jobs of the steps that were begun, in their order, with their results."""
        return tuple(self._jobs[job_id] for job_id in sorted(self._jobs))

    def job(self, job_id: str) -> Job | None:
        """Return the job of a step that was begun, with its result."""
        return self._jobs.get(job_id)

    def changes(self) -> tuple[Job, ...]:
        """Return the steps that changed since this was last asked, as they are now."""
        changed, self._changed = self._changed, {}
        return tuple(changed.values())

    @property
    def progress(self) -> Progress:
        """Return how far the run is; its phase is that of the step at work."""
        whole = max(len(self._steps) * len(self._files), 1)
        at_work = self._jobs[self._at_work].progress if self._at_work is not None else None
        return Progress(phase=at_work.phase if at_work else "run", done=round(self._parts / whole * PARTS), total=PARTS)

    def look(self) -> None:
        """Remove what was left undone and digest the files that the first step has to do, which takes its time.

        The engine will say what is wrong with them.
        """
        discard_work(self._home, [job_id for job_id in self._jobs if job_id not in self.resumed])
        for job in self.jobs:
            if place_of(job.id)[0] == 0 and job.id not in self.resumed:
                try:
                    self._digests[job.id] = sha256_of(job.input.path)
                except OSError:
                    continue

    @property
    def tables_due(self) -> bool:
        """Say whether the next step is given tables, and `hand_tables_on` is to be called first."""
        return self._of_tables and not self.over and any(made_in(before) for _, before in self._undone(self._number))

    def hand_tables_on(self) -> None:
        """Make ready what the next step is given, which takes its time where a table is large."""
        for item, before in self._undone(self._number):
            if before is None or not made_in(before):
                continue
            assert before.result is not None
            job_id = step_id(self.run.id, self._number, item)
            try:
                self._tables[job_id] = hand_table_on(before.result, self._files[item], self._home.artifacts / job_id)
            except StorageError as error:
                self._tables[job_id] = error.failure()

    def _undone(self, number: int) -> list[tuple[int, Job | None]]:
        """Return the files of a step that it has not done, and that were not made ready for it."""
        places = [(step_id(self.run.id, number, item), item, before) for item, before in self._places(number)]
        known = self._failed | self._tables.keys()
        return [(item, before) for job_id, item, before in places if not self._is_done(job_id) and job_id not in known]

    @property
    def over(self) -> bool:
        """Say whether nothing more will be due."""
        return self.cancelled or self._number == len(self._steps)

    def due(self) -> list[Job]:
        """Return what has to be done next, each with the model to do it with; perhaps nothing yet while not `over`."""
        if self.over:
            return []
        begun, whole = self._begin(self._number)
        self._number += whole and not begun
        return begun

    def work_of(self, job: Job) -> Callable[[], Done | Failed]:
        """Return what does a step that needs no model, as an engine would; it may be called on another thread."""
        before = self._finished(place_of(job.id)[0] - 1)
        given = [(self._files[place_of(one.id)[1]], one.result) for one in before if one.result is not None]
        return partial(_do, job, given)

    def take(self, message: EngineMessage) -> Job | None:
        """Take what the engine says of a step; returns its job as it is now, None when it is another's."""
        job = self._jobs.get(getattr(message, "job_id", ""))
        if job is None:
            return None
        match message:
            case Started():
                self._put(job, state=JobState.RUNNING, started=time.time())
            case Progressed(progress=progress):
                self._set(dataclasses.replace(job, progress=progress))
            case Done(result=result, checkpoint=checkpoint):
                self._keep(job, result, checkpoint)
            case Failed(failure=failure):
                self._fail(job, failure)
            case CancelDone():
                self.cancelled = True
                self._put(job, state=JobState.CANCELLED, finished=time.time(), progress=None)
            case _:
                pass
        return self._jobs[job.id]

    def ended(self) -> Result | Failure | None:
        """Return the result of a run that is over, which is that of its last step, or why there is none.

        None when it was given up.
        """
        last = self._jobs.get(step_id(self.run.id, len(self._steps) - 1, 0))
        if last is not None and last.state is JobState.DONE:
            return last.result
        return None if self.cancelled else next((job.failure for job in self.jobs if job.id in self._failed), None)

    # --- inside ------------------------------------------------------------------------------------------------------

    def _begin(self, number: int) -> tuple[list[Job], bool]:
        """Begin a step with some of its files; returns what is to be done and whether these were the last."""
        looked_at, begun, whole, until = 0, list[Job](), True, time.monotonic() + TURN_S
        for item, before in self._places(number):
            job_id = step_id(self.run.id, number, item)
            if job_id in self._failed or self._is_done(job_id):
                continue
            if looked_at == AT_ONCE or (looked_at and time.monotonic() >= until):
                whole = False
                break
            looked_at += 1
            job = self._given(number, item, before)
            if job is not None and not self._reuse(job):
                begun.append(job)
        self._record(begun)
        asked = [self._asked(job) for job in begun]
        return [job for job in asked if job is not None], whole

    def _places(self, number: int) -> list[tuple[int, Job | None]]:
        """Return the files that a step has to do, each with what the step before has made of it."""
        if number == 0:
            return [(item, None) for item in range(len(self._files))]
        before = self._finished(number - 1)
        if self._steps[number].task == TABLE.id:
            return [(0, before[0])] if before else []
        return [(place_of(job.id)[1], job) for job in before]

    def _finished(self, number: int) -> list[Job]:
        """Return the jobs of a step that have a result."""
        return [job for job in self.jobs if place_of(job.id)[0] == number and job.state is JobState.DONE]

    def _is_done(self, job_id: str) -> bool:
        return job_id in self._jobs and self._jobs[job_id].state is JobState.DONE

    def _given(self, number: int, item: int, before: Job | None) -> Job | None:
        """Return the job of a step with what it is to work on; None when that cannot be written, which is its end."""
        step = self._steps[number]
        own = step.task in OWN_STEPS
        params = parse_params(step_task(step.task), step.params)
        file = self.run.input if step.task == TABLE.id else self._files[item]
        table = made_in(before)
        params |= table
        if not own and len(self._steps) > 1 and (number == 0 or table):
            params = params_for_rows(tasks.get_task(step.task), file, params)
        job = step_job(self.run, step, params, (number, item), file)
        self._set(job)
        if before is None or step.task == TABLE.id:
            return job
        try:
            given = self._tables.pop(job.id) if table else self._text_of(before, item, job.id)
        except StorageError as error:
            given = error.failure()
        if not isinstance(given, tuple):
            self._fail(job, given)
            return None
        file, self._digests[job.id] = given
        self._set(dataclasses.replace(job, input=file))
        return self._jobs[job.id]

    def _text_of(self, before: Job, item: int, job_id: str) -> tuple[InputFile, str]:
        assert before.result is not None
        return hand_on(text_of(before.result), self._files[item], self._home.artifacts / job_id)

    def _asked(self, job: Job) -> Job | None:
        """Return a job with the model that is to do it; None when there is none, which is its end."""
        if job.task in OWN_STEPS:
            return job
        try:
            return dataclasses.replace(job, model=chosen(self._shelf, tasks.get_task(job.task), job.model))
        except (NoModelForTask, ModelUnknown) as error:
            reason = _NO_MODEL if job.model == AUTOMATIC else _NOT_THIS_MODEL
            step = place_of(job.id)[0] + 1
            missing = ModelNotInstalled(reason=reason, step=step, task=job.task, model=job.model, detail=str(error))
            self._fail(job, missing.failure())
            return None

    def _reuse(self, job: Job) -> bool:
        """Take the result over that the same step has made of the same before; says whether there was one."""
        digest = self._digests.get(job.id) if place_of(job.id)[0] < self._anew else None
        try:
            return any(self._takes_over(job, earlier) for earlier in (self._made(job, digest) if digest else []))
        except StorageError:  # the history cannot be read; what it may hold is made anew
            return False

    def _takes_over(self, job: Job, earlier: Job) -> bool:
        result = earlier.result
        if result is None or result.provenance.edited or not same_made(job, earlier, self._shelf):
            return False
        try:
            self._adopt(job, result)
        except StorageError:  # its files are gone, or there is no room for them
            return False
        return True

    def _adopt(self, job: Job, result: Result) -> None:
        now = time.time()
        kept = share_artifacts(self._home, job.id, result)
        self.resumed.add(job.id)
        self._put(job, state=JobState.DONE, started=now, finished=now, result=kept)

    def _keep(self, job: Job, result: Result, checkpoint: str) -> None:
        """Keep a result with its files; a step whose files cannot be kept has failed."""
        try:
            kept = keep_artifacts(self._home, job.id, result)
        except StorageError as error:
            self._fail(job, error.failure())
        else:
            if self._put(job, state=JobState.DONE, finished=time.time(), progress=None, result=kept):
                discard_checkpoint(self._home, checkpoint)

    def _fail(self, job: Job, failure: Failure) -> None:
        self._failed.add(job.id)
        discard_work(self._home, [job.id])
        self._put(job, state=JobState.FAILED, finished=time.time(), progress=None, failure=failure)

    def _put(self, job: Job, **changes: object) -> bool:
        """Replace a job and record it; False when it waits in memory."""
        self._set(dataclasses.replace(job, **changes))  # type: ignore[arg-type] # names and types are those of Job
        return self._record([self._jobs[job.id]])

    def _set(self, job: Job) -> None:
        """Take a job as it is now; how far the run is, is counted along, since it may have thousands of them."""
        before = self._jobs.get(job.id)
        self._parts += _part(job, len(self._files)) - (_part(before, len(self._files)) if before is not None else 0)
        self._jobs[job.id] = self._changed[job.id] = job
        if job.state is JobState.RUNNING:
            self._at_work = job.id


def _do(job: Job, given: list[tuple[InputFile, Result]]) -> Done | Failed:
    try:
        return Done(job_id=job.id, result=perform(job.task, job.input, given))
    except IlhaError as error:
        return Failed(job_id=job.id, failure=error.failure())
    except Exception as error:  # noqa: BLE001 - as at the edge of the engine: a bug costs one step
        failure = InternalError(kind=type(error).__name__, detail=trace(error)).failure()
        return Failed(job_id=job.id, failure=failure)


def _whole(steps: Iterable[Job]) -> list[Job]:
    """Return the steps in their order; a table is made anew when anything it was made of was not finished."""
    found = sorted(steps, key=lambda job: job.id)
    unfinished = any(job.state is not JobState.DONE for job in found)
    return [job for job in found if not (unfinished and job.task == TABLE.id)]


def _part(job: Job, files: int) -> float:
    """Return how much of a step is done, counted in files."""
    weight = files if job.task == TABLE.id else 1
    if job.state.finished:
        return weight
    return weight * job.progress.done / job.progress.total if job.progress and job.progress.total else 0.0

"""Run a recipe on inputs without a window: go on where the same order stopped, keep every step, deliver the last."""

from __future__ import annotations

import dataclasses
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import Failure, IlhaError, StorageError
from desktop.core.job import Job, JobState, Progressed
from desktop.core.media import InputFile
from desktop.core.recipe import OWN_STEPS, place_of, steps_of
from desktop.core.result import Result
from desktop.state.files import sha256_of
from desktop.worker.batch import requests, run_all
from desktop.worker.client import EngineClient
from desktop.worker.delivery import Delivery, doubts
from desktop.worker.headless import found_files
from desktop.worker.recipe import chain_of, new_runs, same_made, unfit
from desktop.worker.recipe_run import RecipeRun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from desktop.core.job import Progress
    from desktop.core.recipe import Recipe
    from desktop.core.result import Artifact
    from desktop.state.history import History
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from desktop.state.settings import Settings

_LOOKED_AT = 200
"""Of the last runs of a recipe, in search of one to go on with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeOutcome:
    """What became of one input, or of all that end in one table.

    Attributes:
        source: the input as it was given or found.
        run: the job of the run, None when the input never became one.
        steps: the jobs of its steps that were begun, with their results.
        resumed: ids of those whose results were there already.
        failure: why there is no result, or why it could not be delivered.
        artifacts: files of the result and exports, where they are now.
        notices: sentences about what was done otherwise than asked, or how far to believe what a step came to.
        elsewhere: whether the files are not where they were asked to be.
    """

    source: str
    run: Job | None = None
    steps: tuple[Job, ...] = ()
    resumed: frozenset[str] = frozenset()
    failure: Failure | None = None
    artifacts: tuple[Artifact, ...] = ()
    notices: tuple[str, ...] = ()
    elsewhere: bool = False

    @property
    def complete(self) -> bool:
        """Say whether there is a result where it was wanted and no step of it has failed."""
        done = all(job.state is JobState.DONE for job in self.steps)
        return done and self.failure is None and not self.elsewhere


class RecipeOrder:
    """One recipe on one home."""

    def __init__(
        self,
        recipe: Recipe,
        home: Home,
        *,
        shelf: ModelShelf,
        history: History,
        settings: Settings,
        on_progress: Callable[[str, Progress], None],
        formats: tuple[str, ...] = (),
        out: Path | None = None,
        resume: bool = True,
    ) -> None:
        """Check the order before anything is run; without `resume` nothing that was made before is used.

        Raises:
            RecipeInvalid: the recipe cannot be done.
            FormatUnknown: nothing can be written so.
        """
        self._chain = chain_of(recipe)
        self._delivery = Delivery(home, settings, formats, out)
        self._recipe, self._home, self._shelf, self._history = recipe, home, shelf, history
        self._threads = settings.threads
        self._on_progress = on_progress
        self._resume = resume

    def run(self, inputs: Sequence[str]) -> Iterator[RecipeOutcome]:
        """Run every input, one after the other, and give what became of each as soon as it is known."""
        client = EngineClient(self._home.work, self._threads)
        held: list[InputFile] = []
        try:
            for source, found in found_files(inputs, self._home, self._fits):
                failure = found if isinstance(found, Failure) else unfit(self._chain, found)
                if isinstance(found, Failure) or failure is not None:
                    yield RecipeOutcome(source=source, failure=failure)
                elif self._recipe.collects:
                    held.append(found)
                else:
                    yield self._one(client, source, [found])
            if held:
                yield self._one(client, ", ".join(inputs), held)
        finally:
            client.stop()

    def _fits(self, file: InputFile) -> bool:
        return unfit(self._chain, file) is None

    def _one(self, client: EngineClient, source: str, files: list[InputFile]) -> RecipeOutcome:
        job, steps = self._begun(files)
        run = RecipeRun(job, steps, self._home, self._shelf, record=self._record, made=self._made)
        if job.state is not JobState.DONE:
            job = dataclasses.replace(job, state=JobState.RUNNING, started=time.time(), finished=None, failure=None)
            self._record([job, *(step for step in run.jobs if step.id not in run.resumed)])
            self._work(client, source, run)
            job = _over(job, run.ended())
            self._record([job])
        outcome = RecipeOutcome(
            source=source,
            run=job,
            steps=run.jobs,
            resumed=frozenset(run.resumed),
            failure=job.failure,
            notices=doubts(run.jobs),
        )
        if job.result is None:
            return outcome
        try:
            made = self._delivery.deliver(job, job.result)
        except IlhaError as error:
            return dataclasses.replace(outcome, failure=error.failure())
        notices = tuple(dict.fromkeys(outcome.notices + made.notices))
        return dataclasses.replace(outcome, artifacts=made.artifacts, notices=notices, elsewhere=made.elsewhere)

    def _work(self, client: EngineClient, source: str, run: RecipeRun) -> None:
        if self._resume:
            run.look()
        while not run.over:
            if run.tables_due:
                run.hand_tables_on()
            due = run.due()
            for job in due:
                if job.task in OWN_STEPS:
                    run.take(run.work_of(job)())
            asked = [job for job in due if job.task not in OWN_STEPS]
            for message in run_all(client, requests(asked, self._shelf, self._home, resume=self._resume)):
                run.take(message)
                if isinstance(message, Progressed):
                    self._on_progress(source, run.progress)

    def _begun(self, files: list[InputFile]) -> tuple[Job, tuple[Job, ...]]:
        """Return the run that the same order began or finished before, with its steps, else a new one."""
        ((fresh, steps),) = new_runs(self._recipe, files)
        left = {job.id for job in self._history.interrupted()}
        for earlier in self._history.find(task=fresh.task, limit=_LOOKED_AT) if self._resume else ():
            same = steps_of(earlier.params) == steps_of(fresh.params) and earlier.input.path == fresh.input.path
            if same and (earlier.state.finished or earlier.id in left):
                found = self._history.get(earlier.id) or earlier
                kept = tuple(self._history.steps(earlier.id))
                if self._goes_on(found, kept, files):
                    return found, kept
        return fresh, tuple(steps)

    def _goes_on(self, run: Job, steps: Sequence[Job], files: Sequence[InputFile]) -> bool:
        """Say whether a run has the same files still, and whether what it has finished would be made so today."""
        first = [step for step in steps if place_of(step.id)[0] == 0]
        if [step.input.path for step in first] != [file.path for file in files]:
            return False
        done = [step for step in steps if step.state is JobState.DONE and step.result is not None]
        if run.state is JobState.DONE and (run.result is None or len(done) < len(steps)):
            return False
        return all(
            same_made(step, step, self._shelf)
            and (place_of(step.id)[0] > 0 or step.result.provenance.input_sha256 == sha256_of(step.input.path))
            for step in done
            if step.result is not None
        )

    def _made(self, job: Job, digest: str) -> Iterable[Job]:
        return self._history.made(job, digest) if self._resume else []

    def _record(self, jobs: Sequence[Job]) -> bool:
        """Keep jobs in the history; a result that is printed must not be lost because the disk is full."""
        try:
            self._history.put(jobs)
        except StorageError as error:
            print(f"ilha: {error}", file=sys.stderr)  # noqa: T201 - there is no other place left
            return False
        return True


def _over(job: Job, ended: Result | Failure | None) -> Job:
    """Return the job of a run that is over."""
    now = time.time()
    if isinstance(ended, Result):
        model = ended.provenance.model
        return dataclasses.replace(job, state=JobState.DONE, finished=now, result=ended, model=model)
    return dataclasses.replace(
        job, state=JobState.FAILED, finished=now, failure=ended or Failure(code="job-interrupted")
    )

"""Runs of recipes in the window: each is a job of the queue, and its steps go to the engines one after the other."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.core.errors import Failure, IlhaError
from desktop.core.job import CancelDone, Done, Ended, EngineMessage, Failed, JobState, Partial, Progressed, Started
from desktop.core.recipe import OWN_STEPS, PREFIX, Recipe, is_recipe, place_of, run_of
from desktop.core.result import Result
from desktop.jobs.background import Background
from desktop.jobs.turns import Turns
from desktop.state.recipes import Recipes
from desktop.worker.recipe import new_runs
from desktop.worker.recipe_anew import run_anew
from desktop.worker.recipe_rows import told
from desktop.worker.recipe_run import RecipeRun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from desktop.core.job import Job
    from desktop.core.media import InputFile
    from desktop.core.recipe import Step
    from desktop.jobs.lanes import Lanes
    from desktop.jobs.record import Record
    from desktop.jobs.rota import Rota
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home


class RecipeRuns(QObject):
    """Takes what the queue hands on, keeps the recipes among it, and passes all else to the lanes.

    Attributes:
        known: the recipes of the home.

    Signals:
        reported: list of what an engine would say of the runs.
        step_changed: the job of a step, as it is now.
        partial: (id of a step, its text so far).
    """

    reported = Signal(object)
    step_changed = Signal(object)
    partial = Signal(str, str)

    def __init__(
        self,
        home: Home,
        shelf: ModelShelf,
        lanes: Lanes,
        record: Record,
        parent: QObject | None = None,
        *,
        rota: Rota,
        enqueue: Callable[[Sequence[Job]], object],
    ) -> None:
        """Run steps on `lanes` and keep them in `record`; `enqueue` puts runs into the queue."""
        super().__init__(parent)
        self.known = Recipes(home)
        self._home, self._shelf, self._lanes, self._record, self._rota = home, shelf, lanes, record, rota
        self._enqueue = enqueue
        self._line: deque[Job] = deque()
        self._run: RecipeRun | None = None
        self._open: set[str] = set()
        self._anew: dict[str, int] = {}
        self._fresh: dict[str, Sequence[Job]] = {}
        self._texts: dict[str, str] = {}
        self._being_read = ""
        self._turns = Turns(rota, self)
        self._background = Background(self)
        lanes.reported.connect(self._take)

    def stop(self) -> None:
        """Begin nothing any more, and wait for what is done here."""
        self._rota.withdraw(self._begin)
        self._rota.withdraw(self._go_on)
        self._turns.stop()
        self._line.clear()
        self._run = None
        self._background.stop()

    # --- what is asked for -------------------------------------------------------------------------------------------

    def new(
        self, inputs: Sequence[InputFile], name: str, *, params: Mapping[str, object], each: bool = False
    ) -> Iterator[Job | None]:
        """Give the runs of a recipe on files, each made when it is asked for; its first step is in the history then.

        Where files are collected, unless `each` is to have a run of its own, there is one run for thousands of them.
        Until it is made None is given for each file, so that nobody has to wait for all of them in one turn. With
        `params` the first step is told about a table.

        Raises:
            ParameterUnknown: something else is said to it.
            RecipeUnknown, RecipeInvalid: there is none of this name that can be done.
        """
        made = new_runs(told(self.known.get(name), params), inputs, each=each)

        def runs() -> Iterator[Job | None]:
            for run, steps in made:
                fresh: list[Job] = []
                for step in steps:
                    if fresh:
                        yield None
                    self._record.put([step])
                    fresh.append(step)
                self._fresh[run.id] = fresh
                yield run

        return runs()

    def again(self, run_id: str, number: int) -> str | None:
        """Queue a run like an earlier one that begins with step `number`; what was found before that is taken over.

        Returns its id, None when the earlier run is gone. The steps are those of the recipe as it is now, unless it is
        gone as well, or begins otherwise by now.
        """
        before = self._record.get(run_id)
        if before is None:
            return None
        recipe = next((one for one in self.known.all() if f"{PREFIX}{one.id}" == before.task), None)
        run, steps = run_anew(before, self._record.steps(run_id), number, self._home, recipe)
        self._record.put(steps)
        self._anew[run.id] = number
        self._enqueue([run])
        return run.id

    def chain(self, file: InputFile, title: str, steps: Sequence[Step]) -> str:
        """Queue steps that belong to no recipe on a file, under a title of their own; returns the id of the run."""
        ((run, begun),) = new_runs(Recipe(id="", title=title, steps=tuple(steps)), [file])
        self._record.put(begun)
        self._enqueue([run])
        return run.id

    def steps(self, run_id: str) -> Iterator[Job]:
        """Give the steps of a run that were begun with their results, read one by one, the first file's first."""
        ids = sorted(self._record.step_ids(run_id), key=lambda step_id: place_of(step_id)[::-1])
        return (job for job in map(self._step, ids) if job is not None)

    def _step(self, step_id: str) -> Job | None:
        at_work = self._run.job(step_id) if self._run is not None else None
        return at_work or self._record.get(step_id)

    def text_so_far(self, step_id: str) -> str:
        """Return what `partial` has announced for the step at work."""
        return self._texts.get(step_id, "")

    # --- in the place of the lanes -----------------------------------------------------------------------------------

    def typed(self, jobs: Sequence[Job]) -> bool:
        """Say whether jobs were typed or pasted; see `Lanes.typed`."""
        return self._lanes.typed(jobs)

    @property
    def engines(self) -> int:
        """Return how many engines share the work; see `Lanes.share`."""
        return self._lanes.engines

    def share(self, jobs: Sequence[Job]) -> None:
        """Have engines for jobs that come next; the runs of recipes need one, since their steps wait for each other."""
        self._lanes.share([] if jobs and is_recipe(jobs[0].task) else jobs)

    def submit(self, jobs: Sequence[Job]) -> None:
        """Take the runs, and hand everything else on; errors as `Lanes.submit`."""
        self._line.extend(job for job in jobs if is_recipe(job.task))
        if self._line:
            self._rota.ask(self._begin)
        others = [job for job in jobs if not is_recipe(job.task)]
        if others:
            self._lanes.submit(others)

    def withdraw(self, job_ids: Sequence[str]) -> None:
        """Give back what was not begun; it is reported as cancelled."""
        self._lanes.withdraw(self._without_waiting(job_ids))

    def cancel(self, job_ids: Sequence[str]) -> None:
        """Give up runs and other jobs."""
        left = self._without_waiting(job_ids)
        run = self._run
        if run is not None and run.run.id in left:
            run.cancelled = True
            left = [*left, *self._open]
        self._lanes.cancel(left)

    def _without_waiting(self, job_ids: Sequence[str]) -> list[str]:
        """Take runs out of the line, tell that they were, and return the other ids."""
        wanted = set(job_ids)
        gone = {job.id: None for job in self._line if job.id in wanted}
        if gone:
            for job_id in gone:
                self._fresh.pop(job_id, None)
            self._line = deque(job for job in self._line if job.id not in wanted)
            told = [CancelDone(job_id=job_id) for job_id in gone]
            QTimer.singleShot(0, self, lambda: self.reported.emit(told))
        return [job_id for job_id in job_ids if job_id not in gone]

    # --- one run at a time -------------------------------------------------------------------------------------------

    @Slot()
    def _begin(self) -> None:
        if self._run is not None or not self._line:
            return
        if self._line[0].id not in self._fresh:
            self._read_steps(self._line[0].id)
            return
        job = self._line.popleft()
        run = self._run = RecipeRun(
            job,
            self._fresh.pop(job.id),
            self._home,
            self._shelf,
            record=self._keep,
            made=self._record.history.made,
            anew=self._anew.pop(job.id, None),
        )
        self.reported.emit([Started(job_id=job.id)])
        self._background.run(run.look, lambda _: self._go_on())

    def _read_steps(self, run_id: str) -> None:
        """Read the steps of a run that begins next, some of thousands at a time."""
        if self._being_read == run_id:
            return
        self._being_read = run_id
        step_ids: list[str] = []
        steps: list[Job] = []
        failures: list[Failure] = []
        try:
            step_ids = self._record.step_ids(run_id)
        except IlhaError as error:
            failures.append(error.failure())

        def read(some: Sequence[str]) -> None:
            try:
                steps.extend(job for job in map(self._record.get, some) if job is not None)
            except IlhaError as error:  # without some of its steps a run would come to something else
                failures.append(error.failure())

        def done() -> None:
            self._being_read = ""
            waits = [job for job in self._line if job.id == run_id]
            if waits and failures:
                self._line.remove(waits[0])
                self.reported.emit([Failed(job_id=run_id, failure=failures[0])])
            elif waits:
                self._fresh[run_id] = steps
            self._rota.ask(self._begin)

        self._turns.add(step_ids, read)
        self._turns.then(done)

    def _keep(self, jobs: Sequence[Job]) -> bool:
        """Record jobs; what was made to be taken out of the way only then is written at once."""
        self._record.put(jobs)
        return self._record.flush() if any(job.result is not None for job in jobs) else True

    def _go_on(self) -> None:
        """Begin the next step, or end the run."""
        run = self._run
        if run is None:
            return
        if run.tables_due:
            self._background.run(run.hand_tables_on, lambda _: self._go_on())
            return
        due = run.due()
        self._tell(run)
        if run.over:
            self._end(run)
            return
        if not due:  # all of these were known
            self._rota.ask(self._go_on)
            return
        self._open = {job.id for job in due}
        for job in due:
            if job.task in OWN_STEPS:
                self._background.run(run.work_of(job), lambda message: self._take([message]))
        asked = [job for job in due if job.task not in OWN_STEPS]
        try:
            if asked:
                self._lanes.submit(asked)
        except IlhaError as error:  # their model is gone
            self._take([Failed(job_id=job.id, failure=error.failure()) for job in asked])

    def _end(self, run: RecipeRun) -> None:
        ended, job_id = run.ended(), run.run.id
        self._run = None
        last: EngineMessage = CancelDone(job_id=job_id)
        if isinstance(ended, Result):
            last = Done(job_id=job_id, result=ended)
        elif isinstance(ended, Failure):
            last = Failed(job_id=job_id, failure=ended)
        self.reported.emit([last])
        self._rota.ask(self._begin)

    @Slot(object)
    def _take(self, messages: Iterable[EngineMessage]) -> None:
        for message in messages:
            run = self._run
            if run is not None and run_of(getattr(message, "job_id", "")) == run.run.id:
                self._take_one(run, message)

    def _take_one(self, run: RecipeRun, message: EngineMessage) -> None:
        job = run.take(message)
        if job is None:
            return
        if isinstance(message, Partial):
            self._texts[job.id] = self.text_so_far(job.id) + message.text
            self.partial.emit(job.id, self._texts[job.id])
            return
        self._tell(run)
        self.reported.emit([Progressed(job_id=run.run.id, progress=run.progress)])
        if isinstance(message, Ended):
            self._texts.pop(job.id, None)
            self._open.discard(job.id)
            if not self._open:
                self._go_on()

    def _tell(self, run: RecipeRun) -> None:
        self._turns.add(run.changes(), self._tell_of)

    def _tell_of(self, steps: Sequence[Job]) -> None:
        for step in steps:
            self.step_changed.emit(step)


def stands(run: Job, state: JobState) -> JobState:
    """Return the state of a step as it is to be shown: one that was not finished when its run ended was given up."""
    return JobState.CANCELLED if run.state.finished and not state.finished else state

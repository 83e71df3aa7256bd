"""Run a task on many inputs without a window: find files, run them in their order, keep history, deliver results."""

from __future__ import annotations

import dataclasses
import functools
import sys
import time
from collections import deque
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import tasks
from desktop.core.errors import (
    Failure,
    FolderEmpty,
    IlhaError,
    InputEmpty,
    InputNotFound,
    InputUnreadable,
    InputUnsupported,
    StorageError,
)
from desktop.core.job import (
    CancelDone,
    Done,
    EngineMessage,
    Failed,
    Job,
    JobState,
    Progress,
    Progressed,
    RunRequest,
    Started,
)
from desktop.core.media import InputFile, MediaKind, kind_names
from desktop.core.result import Artifact, Result
from desktop.core.task import Task, asks, parse_params
from desktop.core.usage import ModelUnknown
from desktop.state.artifacts import discard_checkpoint, discard_work, keep_artifacts
from desktop.state.files import copy_whole
from desktop.worker.batch import ITEMS_AT_MOST, chosen, new_jobs, requests, run_here
from desktop.worker.delivery import Delivery

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

    from desktop.state.history import History
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from desktop.state.settings import Settings

    Runner = Callable[[Iterable[RunRequest]], Generator[EngineMessage]]

AUTO = "auto"
STANDARD_INPUT = "-"


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What became of one input: a finished job with its result, or a failure.

    Attributes:
        source: the input as it was given or found.
        job: the job, None when the input never became one.
        failure: why there is no result.
        artifacts: files of the result and exports, where they are now.
        notices: sentences about what was done otherwise than asked, or how far to believe the result.
        elsewhere: whether the files are not where they were asked to be.
    """

    source: str
    job: Job | None = None
    failure: Failure | None = None
    artifacts: tuple[Artifact, ...] = ()
    notices: tuple[str, ...] = ()
    elsewhere: bool = False

    @property
    def ready(self) -> bool:
        """Say whether nothing more will happen to it."""
        return self.failure is not None or (self.job is not None and self.job.state.finished)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to run and where results go.

    Attributes:
        task: id of a task, or `auto` for the most likely one of each file that need not be told anything more.
        model: id of a model, None for the first that is ready.
        params: values by name.
        formats: exports to write.
        out: folder of exports or, without formats, of copies of the artifacts; None: the current folder, or no copies.
        resume: go on with what an earlier run of the same order left unfinished.
    """

    task: str
    model: str | None
    params: Mapping[str, str]
    formats: tuple[str, ...] = ()
    out: Path | None = None
    resume: bool = True


class HeadlessRun:
    """One order on one home."""

    def __init__(
        self,
        order: Order,
        home: Home,
        *,
        shelf: ModelShelf,
        history: History,
        settings: Settings,
        on_progress: Callable[[str, Progress], None],
        runner: Runner | None = None,
    ) -> None:
        """Check the order before anything is run; without a `runner` an engine of our own does the work.

        Raises:
            UsageError: unknown task, model, parameter or format.
        """
        self._order = order
        self._home = home
        self._shelf = shelf
        self._history = history
        self._settings = settings
        self._on_progress = on_progress
        self._runner = runner or functools.partial(run_here, home.work, settings.threads)
        self._outcomes: deque[Outcome] = deque()
        self._by_job: dict[str, Outcome] = {}
        task = None if order.task == AUTO else tasks.get_task(order.task)
        self._delivery = Delivery(home, settings, order.formats, order.out, task)
        self._check()

    def _check(self) -> None:
        if self._order.task == AUTO:
            if self._order.model is not None:
                known = ", ".join(model.spec.id for model in self._shelf.all())
                raise ModelUnknown(model=self._order.model, task=AUTO, models=known)
            for task in tasks.registry().values():
                if not asks(task, self._order.params):
                    parse_params(task, self._order.params)
        else:
            task = tasks.get_task(self._order.task)
            parse_params(task, self._order.params)
            if self._order.model is not None:
                self._shelf.choose(task.id, self._order.model)

    def run(self, inputs: Sequence[str]) -> Iterator[Outcome]:
        """Run every input and give the outcomes in the order of the inputs, each as soon as it is known."""
        try:
            with closing(self._runner(self._requests(inputs))) as messages:
                for message in messages:
                    self._take(message)
                    yield from self._finished()
            yield from self._finished()
        finally:
            discard_work(self._home, self._by_job)

    def _requests(self, inputs: Sequence[str]) -> Iterator[RunRequest]:
        group: list[tuple[str, InputFile]] = []
        chosen: Task | None = None
        for source, found in found_files(inputs, self._home, self._fits):
            task = None if isinstance(found, Failure) else self._task_for(found)
            if isinstance(found, Failure) or task is None:
                failure = found if isinstance(found, Failure) else _useless(found)
                yield from self._request(group, chosen)
                self._outcomes.append(Outcome(source=source, failure=failure))
                continue
            if task is not chosen or len(group) == ITEMS_AT_MOST:
                yield from self._request(group, chosen)
            group.append((source, found))
            chosen = task
        yield from self._request(group, chosen)

    def _request(self, group: list[tuple[str, InputFile]], task: Task | None) -> Iterator[RunRequest]:
        if not group or task is None:
            return
        sources, files = [source for source, _ in group], [file for _, file in group]
        group.clear()
        try:
            model = chosen(self._shelf, task, self._order.model)
        except IlhaError as error:
            self._outcomes += [Outcome(source=source, failure=error.failure()) for source in sources]
            return
        jobs = new_jobs(files, task.id, model, parse_params(task, self._order.params))
        self._history.put(jobs)
        for source, job in zip(sources, jobs, strict=True):
            self._by_job[job.id] = Outcome(source=source, job=job)
            self._outcomes.append(self._by_job[job.id])
        yield from requests(jobs, self._shelf, self._home, resume=self._order.resume)

    def _task_for(self, file: InputFile) -> Task | None:
        if self._order.task != AUTO:
            return tasks.get_task(self._order.task)
        return next((task for task in tasks.fitting(file) if not asks(task, self._order.params)), None)

    def _fits(self, file: InputFile) -> bool:
        if self._order.task == AUTO:
            return self._task_for(file) is not None
        return tasks.accepts(tasks.get_task(self._order.task), file)

    # --- what the engine says ----------------------------------------------------------------------------------------

    def _take(self, message: EngineMessage) -> None:
        outcome = self._by_job.get(getattr(message, "job_id", ""))
        if outcome is None or outcome.job is None:
            return
        match message:
            case Started():
                outcome.job = dataclasses.replace(outcome.job, state=JobState.RUNNING, started=time.time())
            case Progressed(progress=progress):
                self._on_progress(outcome.source, progress)
            case Done(result=result, checkpoint=checkpoint):
                self._finish(outcome, result, checkpoint)
            case Failed(failure=failure):
                self._fail(outcome, failure)
            case CancelDone():
                self._fail(outcome, Failure(code="job-interrupted"))
            case _:
                pass

    def _finish(self, outcome: Outcome, result: Result, checkpoint: str) -> None:
        """Keep a result, then deliver it: what cannot be exported is still in the history."""
        assert outcome.job is not None
        try:
            kept = keep_artifacts(self._home, outcome.job.id, result)
        except StorageError as error:
            self._fail(outcome, error.failure())
            return
        outcome.job = dataclasses.replace(
            outcome.job, model=kept.provenance.model, state=JobState.DONE, finished=time.time(), result=kept
        )
        if self._record(outcome.job):
            discard_checkpoint(self._home, checkpoint)
        try:
            made = self._delivery.deliver(outcome.job, kept)
        except IlhaError as error:
            outcome.failure = error.failure()
            return
        outcome.artifacts, outcome.notices, outcome.elsewhere = made.artifacts, made.notices, made.elsewhere

    def _fail(self, outcome: Outcome, failure: Failure) -> None:
        assert outcome.job is not None
        outcome.failure = failure
        outcome.job = dataclasses.replace(outcome.job, state=JobState.FAILED, finished=time.time(), failure=failure)
        self._record(outcome.job)

    def _record(self, job: Job) -> bool:
        """Keep a job in the history; a result that is printed must not be lost because the disk is full."""
        try:
            self._history.put([job])
        except StorageError as error:
            print(f"ilha: {error}", file=sys.stderr)  # noqa: T201 - there is no other place left
            return False
        return True

    def _finished(self) -> Iterator[Outcome]:
        while self._outcomes and self._outcomes[0].ready:
            outcome = self._outcomes.popleft()
            if outcome.job is not None:
                self._by_job.pop(outcome.job.id, None)
            yield outcome


def _useless(file: InputFile) -> Failure:
    if file.kind is MediaKind.EMPTY:
        return InputEmpty(name=file.name).failure()
    accepted = dict.fromkeys(kind for task in tasks.registry().values() for kind in task.accepts)
    return InputUnsupported(name=file.name, label=file.label, accepts=kind_names(accepted)).failure()


def found_files(
    inputs: Sequence[str], home: Home, fits: Callable[[InputFile], bool] | None = None
) -> Iterator[tuple[str, InputFile | Failure]]:
    """Give every input, folders expanded, with what it is or why it cannot be used.

    Args:
        inputs: paths, or `-` for standard input.
        home: where standard input is kept.
        fits: says which files can be used; a folder that holds none of them is one failure.
    """
    from desktop.media.sniff import is_folder, recognise

    for source in inputs:
        try:
            if source == STANDARD_INPUT:
                yield source, recognise(_standard_input(home), "standard input")
            elif not source:  # would stand for the current folder, and comes from a variable that is not set
                raise InputNotFound(name=source)
            elif is_folder(source):
                yield from _in_folder(Path(source), fits)
            else:
                yield source, recognise(Path(source).absolute())
        except IlhaError as error:
            yield source, error.failure()


def _in_folder(folder: Path, fits: Callable[[InputFile], bool] | None) -> Iterator[tuple[str, InputFile | Failure]]:
    from desktop.media.sniff import expand, recognise

    held: list[tuple[str, InputFile | Failure]] = []
    faults: list[tuple[str, InputFile | Failure]] = []
    useful, seen = fits is None, False
    for path in expand([folder], lambda path, error: faults.append((str(path), error.failure()))):
        try:
            found: InputFile | Failure = recognise(path)
        except IlhaError as error:
            found = error.failure()
        useful = useful or (isinstance(found, InputFile) and fits is not None and fits(found))
        held.append((str(path), found))
        seen = True
        if useful:
            yield from held
            held.clear()
    if not faults and not (useful and seen):
        raise FolderEmpty(name=folder.name or str(folder))
    yield from faults


def _standard_input(home: Home) -> Path:
    if sys.stdin is None:
        raise InputUnreadable(name="standard input", detail="it is closed")
    path = home.pasted / f"{time.strftime('%Y-%m-%d %H.%M.%S')} {time.time_ns() % 10**6:06}.txt"
    copy_whole(path, sys.stdin.buffer)
    return path

"""An export on its way: results are fetched here a few at a time and written in the background."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.errors import Failure, IlhaError, InternalError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.core.job import Job
    from desktop.ui.services import Services

_CHUNK = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlan:
    """What the user asked for.

    Attributes:
        job_ids: finished jobs.
        formats: endings without a dot.
        folder: where to; None means beside the source of each.
        template: of the file names.
        fallback: folder to use where the wished one refuses.
        private: folder of pasted inputs, beside which nothing is written.
        documents: folder for the results of those.
        joined: name of the one file for all results, empty for a file each.
    """

    job_ids: tuple[str, ...]
    formats: tuple[str, ...]
    folder: Path | None
    template: str
    fallback: Path
    private: Path
    documents: Path
    joined: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of it; `refused` are folders where nothing could be written."""

    paths: tuple[Path, ...] = ()
    refused: tuple[Path, ...] = ()
    failures: tuple[tuple[str, Failure], ...] = ()

    def __add__(self, other: Outcome) -> Outcome:
        """Put two parts together."""
        refused = tuple(dict.fromkeys(self.refused + other.refused))
        return Outcome(paths=self.paths + other.paths, refused=refused, failures=self.failures + other.failures)


@dataclass(slots=True)
class _Folders:
    """Where things really go; a folder is tried once."""

    plan: ExportPlan
    used: dict[Path, Path] = field(default_factory=dict)

    def of(self, job: Job) -> Path:
        from desktop.media.names import writable_folder

        wanted = wanted_folder(self.plan, job)
        if wanted not in self.used:
            self.used[wanted] = writable_folder(wanted, self.plan.fallback)
        return self.used[wanted]

    @property
    def refused(self) -> tuple[Path, ...]:
        return tuple(wanted for wanted, used in self.used.items() if wanted != used)


def wanted_folder(plan: ExportPlan, job: Job) -> Path:
    """Return the folder a result is meant for."""
    if plan.folder is not None:
        return plan.folder
    folder = job.input.path.parent
    return plan.documents if folder.is_relative_to(plan.private) else folder


def file_name(plan: ExportPlan, job: Job, extension: str) -> str:
    """Return the name of an exported result.

    Raises:
        ParameterInvalid: the template is wrong.
    """
    from desktop.media import names

    when = datetime.fromtimestamp(job.finished or job.created).astimezone()
    source = plan.joined or job.input
    return names.file_name(plan.template, source, job.task, job.model, when, extension)


def write_each(plan: ExportPlan, folders: _Folders, jobs: Sequence[Job]) -> Outcome:
    """Write a file for each job and format; a format that this one cannot have is passed over."""
    from desktop.media import export

    paths: list[Path] = []
    failures: list[tuple[str, Failure]] = []
    for job in jobs:
        assert job.result is not None
        try:
            possible = export.formats(job.result.kind, job.input, own=export.own_format(job.result))
            for wanted in plan.formats:
                if wanted in possible:
                    target = folders.of(job) / file_name(plan, job, wanted)
                    paths.append(export.write(job.result, wanted, target, source=job.input, task=job.task))
        except IlhaError as error:
            failures.append((job.input.name, error.failure()))
    return Outcome(paths=tuple(paths), refused=folders.refused, failures=tuple(failures))


def write_joined(plan: ExportPlan, folders: _Folders, jobs: Sequence[Job]) -> Outcome:
    """Write one file for each format with every result in it."""
    from desktop.media import export

    finished = [export.Finished(input=job.input, task=job.task, result=job.result) for job in jobs if job.result]
    paths: list[Path] = []
    try:
        for wanted in plan.formats:
            target = folders.of(jobs[0]) / file_name(plan, jobs[0], wanted)
            paths.append(export.write_many(finished, wanted, target))
    except IlhaError as error:
        failures = ((plan.joined, error.failure()),)
        return Outcome(paths=tuple(paths), refused=folders.refused, failures=failures)
    return Outcome(paths=tuple(paths), refused=folders.refused)


class ExportRun(QObject):
    """Carries out a plan.

    Signals:
        progressed: how many results are done, of how many.
        finished: Outcome.
    """

    progressed = Signal(int, int)
    finished = Signal(object)

    def __init__(self, services: Services, plan: ExportPlan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._plan = plan
        self._folders = _Folders(plan)
        self._outcome = Outcome()
        self._at = 0
        self._stopped = False
        self._gathered: list[Job] = []
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Begin."""
        self._timer.start()

    def stop(self) -> None:
        """Go no further; what is written stays."""
        self._stopped = True
        self._timer.stop()
        self._gathered = []

    def _step(self) -> None:
        """Fetch a few results and hand them on; all of them first when they become one file."""
        ids = self._plan.job_ids[self._at : self._at + _CHUNK]
        self._at += len(ids)
        fetched = [self._services.queue.get(job_id) for job_id in ids]
        jobs = [job for job in fetched if job is not None and job.result is not None]
        if not self._plan.joined:
            self._run(partial(write_each, self._plan, self._folders, jobs))
            return
        self._gathered += jobs
        self.progressed.emit(self._at, len(self._plan.job_ids))
        if self._at < len(self._plan.job_ids):
            self._timer.start()
        elif self._gathered:
            self._run(partial(write_joined, self._plan, self._folders, self._gathered))
        else:
            self.finished.emit(self._outcome)

    def _run(self, work: partial[Outcome]) -> None:
        self._services.background.run(work, self._take, self._fail)

    def _take(self, part: Outcome) -> None:
        if self._stopped:
            return
        self._outcome += part
        total = len(self._plan.job_ids)
        self.progressed.emit(self._at, total)
        if self._at < total:
            self._timer.start()
        else:
            self.finished.emit(self._outcome)

    def _fail(self, error: Exception) -> None:
        known = error if isinstance(error, IlhaError) else InternalError(kind=type(error).__name__)
        self._at = len(self._plan.job_ids)
        self._take(Outcome(failures=(("", known.failure()),)))

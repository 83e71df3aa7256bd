"""What runs while one types: no jobs, in no list, and nothing of them stays on the disk."""

from __future__ import annotations

import dataclasses
import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop import tasks
from desktop.core.job import CancelDone, Done, EngineMessage, Failed, Job, JobState, Partial, Progressed, Started
from desktop.core.media import InputFile, MediaKind
from desktop.core.task import parse_params
from desktop.state.artifacts import discard_work
from desktop.state.files import replace_file
from desktop.worker.batch import chosen, new_jobs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.jobs.lanes import Lanes
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

_MARK = "live-"
"""Begins the names of everything that may lie about after a crash, in `Home.pasted` and `Home.work`."""


class LiveRuns(QObject):
    """Runs a task on a text that is not finished yet.

    The engine takes a text as a file, so there is one while it runs.

    Signals:
        partial: (run id, text so far).
        ended: Job with its result, without files, or with its failure; nothing comes of a run that was given up.
    """

    partial = Signal(str, str)
    ended = Signal(object)

    def __init__(self, home: Home, shelf: ModelShelf, lanes: Lanes, parent: QObject | None = None) -> None:
        """Use the engines of `lanes`."""
        super().__init__(parent)
        self._home = home
        self._shelf = shelf
        self._lanes = lanes
        self._runs: dict[str, Job] = {}
        self._texts: dict[str, str] = {}
        self._unwanted: set[str] = set()
        lanes.reported.connect(self._take)

    @property
    def under_way(self) -> int:
        """Return how many runs have not ended, given up or not."""
        return len(self._runs)

    def begin(self, text: str, task: str, model: str | None = None, params: Mapping[str, object] | None = None) -> str:
        """Run `task` on `text` and return the id of the run.

        Raises:
            UsageError: unknown task, model or parameter.
            NoModelForTask: no model serves the task.
            StorageError: the text could not be handed to the engine.
        """
        wanted = tasks.get_task(task)
        values, model = parse_params(wanted, params or {}), chosen(self._shelf, wanted, model)
        path = self._home.pasted / f"{_MARK}{secrets.token_hex(8)}.txt"
        content = text.encode(errors="replace")
        replace_file(path, content)
        file = InputFile(path=path, kind=MediaKind.TEXT, mime="text/plain", label="Plain text", size_bytes=len(content))
        (job,) = (dataclasses.replace(made, id=_MARK + made.id) for made in new_jobs([file], task, model, values))
        self._runs[job.id] = job
        self._lanes.submit([job], private=True)
        return job.id

    def give_up(self, run_id: str) -> None:
        """End a run nobody waits for any more; one that is loading its model may finish that for the next."""
        job = self._runs.get(run_id)
        if job is None or run_id in self._unwanted:
            return
        self._unwanted.add(run_id)
        if job.state is JobState.QUEUED or job.progress is not None:
            self._lanes.cancel([run_id])

    def sweep(self) -> None:
        """Remove what runs left behind: those of a program that crashed, or that is about to end."""
        for path in self._home.pasted.glob(f"{_MARK}*"):
            path.unlink(missing_ok=True)
        discard_work(self._home, [path.name for path in self._home.work.glob(f"{_MARK}*")])

    @Slot(object)
    def _take(self, messages: list[EngineMessage]) -> None:
        for message in messages:
            job = self._runs.get(getattr(message, "job_id", ""))
            if job is not None:
                self._take_one(job, message)

    def _take_one(self, job: Job, message: EngineMessage) -> None:
        match message:
            case Started():
                self._runs[job.id] = dataclasses.replace(job, state=JobState.RUNNING)
            case Progressed(progress=progress):
                self._runs[job.id] = dataclasses.replace(job, progress=progress)
                if job.id in self._unwanted and job.progress is None:
                    self._lanes.cancel([job.id])
            case Partial(text=text) if job.id not in self._unwanted:
                self._texts[job.id] = self._texts.get(job.id, "") + text
                self.partial.emit(job.id, self._texts[job.id])
            case Done(result=result):
                bare = dataclasses.replace(result, artifacts=())
                self._end(dataclasses.replace(job, state=JobState.DONE, model=bare.provenance.model, result=bare))
            case Failed(failure=failure):
                self._end(dataclasses.replace(job, state=JobState.FAILED, failure=failure))
            case CancelDone():
                self._end(dataclasses.replace(job, state=JobState.CANCELLED))
            case _:
                pass

    def _end(self, job: Job) -> None:
        del self._runs[job.id]
        self._texts.pop(job.id, None)
        job.input.path.unlink(missing_ok=True)
        discard_work(self._home, [job.id])
        if job.id in self._unwanted:
            self._unwanted.remove(job.id)
        else:
            self.ended.emit(job)

"""Jobs grouped into requests: neighbours with equal task, model and parameters travel together."""

from __future__ import annotations

import itertools
import secrets
import time
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from desktop.core.job import AUTOMATIC, EngineMessage, Item, Job, Request, RequestDone, RunRequest
from desktop.core.model import ModelState
from desktop.state.artifacts import work_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from desktop.core.media import InputFile
    from desktop.core.model import InstalledModel
    from desktop.core.task import Task, Value
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from desktop.worker.client import EngineClient

ITEMS_AT_MOST = 32


def new_jobs(inputs: Sequence[InputFile], task: str, model: str, params: Mapping[str, Value]) -> tuple[Job, ...]:
    """Return a job for each input, with ids and times that sort in their order."""
    now = time.time()
    stamp = secrets.token_hex(4)
    return tuple(
        Job(
            id=f"{int(now * 1000):012x}{number:06x}{stamp}",
            input=file,
            task=task,
            model=model,
            params=dict(params),
            created=now + number * 1e-6,
        )
        for number, file in enumerate(inputs)
    )


def chosen(shelf: ModelShelf, task: Task, wanted: str | None) -> str:
    """Return the model of new jobs: `wanted`, else what the task chooses itself, else the first that is ready.

    Raises:
        ModelUnknown, NoModelForTask: there is none.
    """
    first = shelf.choose(task.id, None if wanted == AUTOMATIC else wanted)
    return AUTOMATIC if task.chooses and wanted in {None, AUTOMATIC} else first.spec.id


def requests(
    jobs: Iterable[Job], shelf: ModelShelf, home: Home, *, resume: bool = True, private: bool = False
) -> Iterator[RunRequest]:
    """Group neighbouring jobs that agree in all but their input; see `RunRequest` for `resume` and `private`."""
    for _, group in itertools.groupby(jobs, key=lambda job: (job.task, job.model, sorted(job.params.items()))):
        alike = list(group)
        model, others = _models(alike[0], shelf)
        for start in range(0, len(alike), ITEMS_AT_MOST):
            part = alike[start : start + ITEMS_AT_MOST]
            yield RunRequest(
                task=part[0].task,
                model=model,
                params=part[0].params,
                items=tuple(Item(job_id=job.id, input=job.input, work=work_folder(home, job.id)) for job in part),
                others=others,
                resume=resume,
                private=private,
            )


def _models(job: Job, shelf: ModelShelf) -> tuple[InstalledModel, tuple[InstalledModel, ...]]:
    """Return the model of a job and those it may use instead, which are all that can run for an automatic choice."""
    if job.model != AUTOMATIC:
        return shelf.get(job.model), ()
    ready = [model for model in shelf.for_task(job.task) if model.state is ModelState.READY]
    return (ready[0], tuple(ready[1:])) if ready else (shelf.choose(job.task), ())


def run_all(client: EngineClient, work: Iterable[Request]) -> Iterator[EngineMessage]:
    """Run requests on an engine and give its messages as they come; two requests at most are under way."""
    pending = iter(work)
    open_requests = 0
    exhausted = False
    while True:
        while open_requests < 2 and not exhausted:
            request = next(pending, None)
            if request is None:
                exhausted = True
            else:
                client.submit(request)
                open_requests += 1
        if not client.busy:
            if exhausted:
                return
            open_requests = 0
            continue
        wait(client.waitables, client.timeout_s)
        for message in client.collect():
            open_requests -= isinstance(message, RequestDone)
            yield message

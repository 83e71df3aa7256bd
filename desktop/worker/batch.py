"""Jobs grouped into requests: neighbours with equal task, model and parameters travel together."""

from __future__ import annotations

import itertools
import secrets
import time
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from desktop.core.job import EngineMessage, Item, Job, RequestDone, RunRequest
from desktop.state.artifacts import work_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from desktop.core.media import InputFile
    from desktop.core.task import Value
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


def requests(jobs: Iterable[Job], shelf: ModelShelf, home: Home) -> Iterator[RunRequest]:
    """Group neighbouring jobs that agree in all but their input."""
    for _, group in itertools.groupby(jobs, key=lambda job: (job.task, job.model, sorted(job.params.items()))):
        alike = list(group)
        model = shelf.get(alike[0].model)
        for start in range(0, len(alike), ITEMS_AT_MOST):
            part = alike[start : start + ITEMS_AT_MOST]
            yield RunRequest(
                task=part[0].task,
                model=model,
                params=part[0].params,
                items=tuple(Item(job_id=job.id, input=job.input, work=work_folder(home, job.id)) for job in part),
            )


def run_all(client: EngineClient, work: Iterable[RunRequest]) -> Iterator[EngineMessage]:
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

"""Jobs grouped into requests: neighbours with equal task, model and parameters travel together."""

from __future__ import annotations

import itertools
import os
import secrets
import time
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

import psutil

from desktop.core.job import EngineMessage, Item, Job, Request, RequestDone, RunRequest
from desktop.core.model import ModelState
from desktop.core.task import AUTOMATIC
from desktop.state.artifacts import work_folder
from desktop.worker.client import EngineClient

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from desktop.core.media import InputFile
    from desktop.core.model import InstalledModel
    from desktop.core.task import Task, Value
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

ITEMS_AT_MOST = 32
ENGINES_AT_MOST = 4
REQUESTS_EACH = 2
"""So many requests, each of `ITEMS_AT_MOST` files, are worth an engine."""
KEPT_FREE_BYTES, ENGINE_BYTES, ROOM_TIMES = 3 << 29, 1 << 29, 8
"""Memory that stays free, what each engine but the first needs, and how many times the size of its models."""
_STAMP, _NUMBER = 12, 6
"""Digits of an id: of the time of its order, and of the place in that order."""
_FILLS_CORES = frozenset({"ocr", "automatic-speech-recognition"})
"""Tasks that leave no core idle by themselves."""


def new_jobs(inputs: Sequence[InputFile], task: str, model: str, params: Mapping[str, Value]) -> tuple[Job, ...]:
    """Return a job for each input, with ids and times that sort in their order."""
    return tuple(each_job(inputs, task, model, params))


def each_job(inputs: Iterable[InputFile], task: str, model: str, params: Mapping[str, Value]) -> Iterator[Job]:
    """Give the jobs of `new_jobs`, each made when it is asked for."""
    now = time.time()
    stamp = secrets.token_hex(4)
    return (
        Job(
            id=f"{int(now * 1000):0{_STAMP}x}{number:0{_NUMBER}x}{stamp}",
            input=file,
            task=task,
            model=model,
            params=dict(params),
            created=now + number * 1e-6,
        )
        for number, file in enumerate(inputs)
    )


def order_of(job_id: str) -> str:
    """Return what the ids of jobs share that were made together."""
    return job_id[:_STAMP] + job_id[_STAMP + _NUMBER :]


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


def run_here(folder: Path, threads: int, work: Iterable[RunRequest]) -> Generator[EngineMessage]:
    """Run requests on engines that are started for them and end after them: one, or several where that is faster."""
    pending = iter(work)
    first = list(itertools.islice(pending, ENGINES_AT_MOST * REQUESTS_EACH))
    cores = threads or os.cpu_count() or 1
    count = engines_for(first, cores, psutil.virtual_memory().available)
    clients = [EngineClient(folder, threads if count == 1 else cores // count) for _ in range(count)]
    try:
        yield from run_several(clients, itertools.chain(first, pending))
    finally:
        for client in clients:
            client.stop()


def engines_for(first: Sequence[RunRequest], threads: int, available_bytes: int) -> int:
    """Return how many engines share `threads` for work that begins like this.

    Each but the first has to be started and to load the model again; see `desktop/README.md` for what it gains.
    """
    if not first or any(request.task in _FILLS_CORES for request in first):
        return 1
    largest = max(sum(model.spec.size_bytes for model in (one.model, *one.others)) for one in first)
    by_memory = 1 + (available_bytes - KEPT_FREE_BYTES) // (ENGINE_BYTES + ROOM_TIMES * largest)
    by_cores = threads // 2 if threads >= 4 else min(threads, 2)
    return max(1, min(ENGINES_AT_MOST, len(first) // REQUESTS_EACH, by_cores, by_memory))


def run_all(client: EngineClient, work: Iterable[Request]) -> Iterator[EngineMessage]:
    """Run requests on an engine and give its messages as they come; two requests at most are under way."""
    return run_several([client], work)


def run_several(clients: Sequence[EngineClient], work: Iterable[Request]) -> Iterator[EngineMessage]:
    """Run requests on engines, each taking the next one when it has fewer than two, and give messages as they come."""
    pending = iter(work)
    under_way = dict.fromkeys(clients, 0)
    exhausted = False
    while True:
        for _ in range(2):
            for client in clients:
                if under_way[client] < 2 and not exhausted:
                    request = next(pending, None)
                    exhausted = request is None
                    if request is not None:
                        client.submit(request)
                        under_way[client] += 1
        busy = [client for client in clients if client.busy]
        under_way.update(dict.fromkeys(set(clients) - set(busy), 0))
        if exhausted and not busy:
            return
        limits = [client.timeout_s for client in busy if client.timeout_s is not None]
        wait([end for client in busy for end in client.waitables], min(limits, default=None) if busy else 0)
        for client in busy:
            for message in client.collect():
                under_way[client] -= isinstance(message, RequestDone)
                yield message

"""Real jobs on a real engine."""

from __future__ import annotations

from multiprocessing.connection import wait
from typing import TYPE_CHECKING

import pytest

from desktop.core.job import CancelDone, Done, EngineMessage, Failed, Job
from desktop.media.sniff import recognise
from desktop.worker.batch import new_jobs, requests
from desktop.worker.client import EngineClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

PATIENCE_S = 90.0


class Bench:
    """An engine client with the few steps that every test needs."""

    def __init__(self, home: Home, shelf: ModelShelf) -> None:
        self.home, self.shelf = home, shelf
        self.client = EngineClient(home.work, threads=1)
        self.seen: list[EngineMessage] = []

    def submit(self, task: str, *paths: Path, **params: str | float | bool) -> tuple[Job, ...]:
        model = self.shelf.choose(task).spec.id
        jobs = new_jobs([recognise(path) for path in paths], task, model, params)
        for request in requests(jobs, self.shelf, self.home):
            self.client.submit(request)
        return jobs

    def until(self, condition: Callable[[EngineMessage], bool]) -> EngineMessage:
        """Collect until a message fulfils `condition`; return it."""
        while True:
            new = self.client.collect()
            self.seen += new
            found = next(filter(condition, new), None)
            if found is not None:
                return found
            timeout_s = self.client.timeout_s
            limit = PATIENCE_S if timeout_s is None else timeout_s
            if not wait(self.client.waitables, limit) and timeout_s is None:
                pytest.fail(f"the engine was silent; seen: {self.seen}")

    def end_of(self, job: Job) -> Done | Failed | CancelDone:
        def ended(message: EngineMessage) -> bool:
            return isinstance(message, Done | Failed | CancelDone) and message.job_id == job.id

        earlier = next((message for message in self.seen if ended(message)), None)
        message = earlier or self.until(ended)
        assert isinstance(message, Done | Failed | CancelDone)
        return message


@pytest.fixture
def bench(home: Home, shelf: ModelShelf) -> Iterator[Bench]:
    bench = Bench(home, shelf)
    yield bench
    bench.client.stop()

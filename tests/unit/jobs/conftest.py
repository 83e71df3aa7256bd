"""A queue at work: its thread and a real engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.jobs.queue import JobQueue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home


@pytest.fixture
def queue(home: Home, shelf: ModelShelf, qapp: object) -> Iterator[JobQueue]:
    queue = JobQueue(home, shelf, threads=1)
    queue.start()
    yield queue
    queue.stop()

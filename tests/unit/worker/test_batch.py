"""Many requests on two engines, and when there are two."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.core.job import Done, Ready, RunRequest
from desktop.media.sniff import recognise
from desktop.worker import batch
from desktop.worker.batch import new_jobs, requests, run_here, threads_of_two

if TYPE_CHECKING:
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

PLENTY = 1 << 40


@pytest.fixture
def work(home: Home, shelf: ModelShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[RunRequest]:
    """Six requests of two letters each."""
    monkeypatch.setattr(batch, "ITEMS_AT_MOST", 2)
    paths = [tmp_path / f"{number}.txt" for number in range(12)]
    for path in paths:
        path.write_text(f"Ferry {path.stem} is late again.")
    jobs = new_jobs([recognise(path) for path in paths], "text-classification", "starter/minilm-sentiment", {})
    return list(requests(jobs, shelf, home))


def test_two_engines_share_many_requests(home: Home, work: list[RunRequest]) -> None:
    messages = list(run_here(home.work, 2, iter(work)))
    assert len({message.pid for message in messages if isinstance(message, Ready)}) == 2
    done = [message.job_id for message in messages if isinstance(message, Done)]
    assert sorted(done) == sorted(item.job_id for request in work for item in request.items)


def test_one_engine_does_few_requests(home: Home, work: list[RunRequest]) -> None:
    messages = list(run_here(home.work, 2, iter(work[:3])))
    assert sum(isinstance(message, Ready) for message in messages) == 1
    assert sum(isinstance(message, Done) for message in messages) == 6


def test_a_second_engine_needs_threads_and_memory_and_enough_to_do(work: list[RunRequest]) -> None:
    first = work[: batch.REQUESTS_FOR_TWO]
    assert [threads_of_two(first, threads, PLENTY) for threads in (1, 2, 5)] == [0, 1, 2]
    assert threads_of_two(first[1:], os.cpu_count() or 1, PLENTY) == 0
    enough = batch.ROOM_BYTES + batch.ROOM_TIMES * work[0].model.spec.size_bytes
    assert [threads_of_two(first, 2, available) for available in (enough, enough + 1)] == [0, 1]

"""Many requests on two engines, and when there are two."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.core.job import Done, Ready, RunRequest
from desktop.media.sniff import recognise
from desktop.worker import batch
from desktop.worker.batch import engines_for, new_jobs, requests, run_here

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


@pytest.mark.parametrize(("threads", "engines"), [(2, 2), (6, 3)])
def test_engines_share_many_requests(home: Home, work: list[RunRequest], threads: int, engines: int) -> None:
    messages = list(run_here(home.work, threads, iter(work)))
    assert len({message.pid for message in messages if isinstance(message, Ready)}) == engines
    done = [message.job_id for message in messages if isinstance(message, Done)]
    assert sorted(done) == sorted(item.job_id for request in work for item in request.items)


def test_one_engine_does_few_requests(home: Home, work: list[RunRequest]) -> None:
    messages = list(run_here(home.work, 2, iter(work[:3])))
    assert sum(isinstance(message, Ready) for message in messages) == 1
    assert sum(isinstance(message, Done) for message in messages) == 6


def test_engines_need_threads_and_memory_and_enough_to_do(work: list[RunRequest]) -> None:
    eight = [*work, *work][:8]
    assert [engines_for(eight, threads, PLENTY) for threads in (1, 2, 3, 4, 6, 8, 64)] == [1, 2, 2, 2, 3, 4, 4]
    assert [engines_for(eight[:count], 64, PLENTY) for count in range(9)] == [1, 1, 1, 1, 2, 2, 3, 3, 4]
    each = batch.ENGINE_BYTES + batch.ROOM_TIMES * work[0].model.spec.size_bytes
    room = batch.KEPT_FREE_BYTES + 2 * each
    assert [engines_for(eight, 64, free) for free in (0, room - each - 1, room - 1, room)] == [1, 1, 2, 3]


def test_what_fills_all_cores_by_itself_is_not_shared(work: list[RunRequest]) -> None:
    mixed = [*work[:-1], dataclasses.replace(work[-1], task="ocr")]
    assert engines_for(mixed, 64, PLENTY) == 1

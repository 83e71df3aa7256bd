"""More engines than one for much of one kind: they share it, lose nothing, and go when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psutil
import pytest

from desktop.core.job import JobState
from desktop.jobs import lanes, waiting
from desktop.jobs.crew import Crew
from desktop.jobs.queue import JobQueue
from desktop.jobs.tally import Tally
from desktop.media.sniff import recognise
from desktop.worker import batch
from tests.unit.jobs.test_queue import PATIENCE_MS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.core.media import InputFile
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

TASK = "text-classification"
AT_ONCE, CREW = 16, 3
ENOUGH = AT_ONCE * batch.REQUESTS_EACH * CREW
"""Files that are worth three engines when so few go to one at once."""


@pytest.fixture
def queue(home: Home, shelf: ModelShelf, qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[JobQueue]:
    monkeypatch.setattr(batch, "KEPT_FREE_BYTES", -(1 << 40))  # whatever else this computer does
    for module in (batch, lanes, waiting):
        monkeypatch.setattr(module, "ITEMS_AT_MOST", AT_ONCE)
    made = JobQueue(home, shelf, threads=2 * CREW)
    made.start()
    yield made
    made.stop()
    assert engines() == []


def letters(folder: Path, count: int, lines: int = 1) -> list[InputFile]:
    files = []
    for number in range(count):
        path = folder / f"{number:03}.txt"
        path.write_text("\n".join(f"A wonderful stay, number {number}, {line}." for line in range(lines)))
        files.append(recognise(path))
    return files


def engines() -> list[psutil.Process]:
    found = psutil.Process().children(recursive=True)
    return [one for one in found if one.status() != psutil.STATUS_ZOMBIE and "spawn_main" in " ".join(one.cmdline())]


def all_done(qtbot: QtBot, queue: JobQueue, count: int) -> None:
    qtbot.waitUntil(lambda: queue.totals.done + queue.totals.failed == count, timeout=2 * PATIENCE_MS)
    assert {job.state for job in queue.jobs()} == {JobState.DONE}


def test_much_of_one_kind_is_shared_by_engines_that_go_again(qtbot: QtBot, queue: JobQueue, tmp_path: Path) -> None:
    seen = []
    states = []
    memory = []
    queue.engine_changed.connect(lambda status: states.append(status.state))
    queue.engine_changed.connect(lambda status: memory.append(status.memory_bytes))
    queue.job_changed.connect(lambda job: seen.append(job.id) if job.state is JobState.DONE else None)
    queue.add(letters(tmp_path, ENOUGH), TASK)
    qtbot.waitUntil(lambda: len(engines()) == 1 + CREW, timeout=PATIENCE_MS)
    all_done(qtbot, queue, ENOUGH)
    assert sorted(seen) == sorted(job.id for job in queue.jobs()), "each once"
    qtbot.waitUntil(lambda: len(engines()) == 1, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: queue.status.state == "ready", timeout=PATIENCE_MS)
    assert "busy" in states
    assert max(memory) > 0
    qtbot.waitUntil(lambda: queue.status.memory_bytes == 0)  # the one that stands ready has had nothing to do


def test_the_memory_of_all_engines_is_told(qtbot: QtBot, queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    both = queue._lanes
    qtbot.waitUntil(lambda: queue.status.state == "ready", timeout=PATIENCE_MS)
    monkeypatch.setattr(Crew, "memory_bytes", 30)
    both._queue.memory_bytes = 100
    with qtbot.waitSignal(queue.engine_changed) as told:
        both._crew.reported.emit([])
    assert told.args[0].memory_bytes == 130


def test_what_runs_side_by_side_shares_its_time(queue: JobQueue) -> None:
    tally = Tally(queue.waiting)
    tally.count(JobState.QUEUED, 10)
    for ended in (104.0, 104.0, 104.0, 104.0):
        tally.note_end(100.0, ended)
    assert tally.totals.eta_s == 10.0, "a second for each"
    tally.note_end(110.0, 116.0)
    assert tally.totals.eta_s == 20.0, "what passed between them counts for nobody"


def test_a_pause_a_lost_engine_and_giving_up_lose_nothing(qtbot: QtBot, queue: JobQueue, tmp_path: Path) -> None:
    queue.add(letters(tmp_path, ENOUGH, lines=2), TASK, params={"split": "lines"})
    qtbot.waitUntil(lambda: queue.totals.done > 0, timeout=PATIENCE_MS)
    queue.waiting.pause()
    qtbot.waitUntil(lambda: queue.totals.running == 0 and len(engines()) == 1, timeout=PATIENCE_MS)
    assert queue.totals.done + queue.totals.waiting == ENOUGH
    jobs = queue.jobs()
    queue.cancel(jobs[-1].id)
    queue.waiting.resume()
    qtbot.waitUntil(lambda: queue.totals.running > 0, timeout=PATIENCE_MS)
    newest = max(engines(), key=psutil.Process.create_time)
    newest.kill()
    qtbot.waitUntil(lambda: queue.totals.running + queue.totals.waiting == 0, timeout=2 * PATIENCE_MS)
    ended = [queue.get(job.id) for job in jobs]
    assert ended[-1] is not None
    assert ended[-1].state is JobState.CANCELLED
    failures = [job.failure.code for job in ended if job is not None and job.failure is not None]
    assert failures in ([], ["engine-crashed"])
    assert queue.totals.done + len(failures) == ENOUGH - 1

"""What waits, on a real engine: order, pauses, and what must not stop the others."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from typing import TYPE_CHECKING

import psutil
import pytest

from desktop.core.errors import StorageFull
from desktop.core.job import Job, JobState
from desktop.core.queue import Priority
from desktop.jobs.queue import JobQueue
from desktop.jobs.turns import FEW
from desktop.media.sniff import recognise
from desktop.state.history import History
from tests.unit.jobs.test_queue import PATIENCE_MS, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.core.media import InputFile
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

TASK = "text-classification"


@pytest.fixture
def queue(home: Home, shelf: ModelShelf, qapp: object) -> Iterator[JobQueue]:
    made = JobQueue(home, shelf, threads=1)
    yield made
    made.stop()


@pytest.fixture
def letters(tmp_path: Path) -> list[InputFile]:
    files = []
    for number in range(80):
        path = tmp_path / f"{number:02}.txt"
        path.write_text("A wonderful stay.")
        files.append(recognise(path))
    return files


def names(queue: JobQueue) -> list[str]:
    found = {job.id: job.input.path.stem for job in queue.jobs()}
    return [found[job_id] for job_id in queue.waiting.ids()]


def begun(queue: JobQueue) -> list[str]:
    """Return the list that will hold the names of jobs in the order in which they begin."""
    seen: list[str] = []

    def note(job: Job) -> None:
        if job.state is JobState.RUNNING and job.input.path.stem not in seen:
            seen.append(job.input.path.stem)

    queue.job_changed.connect(note)
    return seen


def fill(path: Path) -> None:
    """Write a file until the disk is full."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))


def all_done(qtbot: QtBot, queue: JobQueue) -> None:
    qtbot.waitUntil(lambda: all(job.state is JobState.DONE for job in queue.jobs()), timeout=PATIENCE_MS)


def test_the_engine_follows_the_order_of_the_user(qtbot: QtBot, queue: JobQueue, letters: list[InputFile]) -> None:
    queue.start()
    queue.waiting.pause()
    seen = begun(queue)
    jobs = queue.add(letters[:FEW], TASK)
    (urgent,) = queue.add(letters[40:41], TASK, priority=Priority.HIGH)
    queue.waiting.move_first([jobs[20].id, jobs[21].id])
    queue.waiting.step([jobs[2].id], -1)
    queue.waiting.move([jobs[0].id], None)
    queue.waiting.prioritise([jobs[1].id], Priority.LOW)
    expected = [
        "20",
        "21",
        "40",
        "02",
        *(f"{number:02}" for number in range(3, 20)),
        *map(str, range(22, FEW)),
        "00",
        "01",
    ]
    assert names(queue) == expected
    assert seen == []
    queue.waiting.resume()
    all_done(qtbot, queue)
    assert seen[:32] == expected[:32], "what travels together may begin in another order, but not before the others"
    assert queue.get(urgent.id) is not None


def test_what_the_engine_has_but_not_begun_can_still_be_overtaken(
    qtbot: QtBot, queue: JobQueue, samples: Path, strip: Path, letters: list[InputFile]
) -> None:
    queue.start()
    (page,) = queue.add([recognise(samples / "document.pdf")], "ocr")
    queue.add([recognise(strip)], "ocr")
    jobs = queue.add(letters[:3], TASK)
    wait_for(qtbot, queue, page, JobState.RUNNING)
    seen = begun(queue)
    queue.waiting.move_first([jobs[2].id])
    queue.waiting.prioritise([jobs[1].id], Priority.HIGH)
    assert names(queue) == ["01", "02", "strip", "00"]
    queue.cancel(page.id)
    wait_for(qtbot, queue, jobs[2], JobState.DONE)
    assert seen[:2] == ["01", "02"]


def test_a_pause_lets_finish_what_runs_and_outlives_the_program(
    qtbot: QtBot, home: Home, shelf: ModelShelf, samples: Path, letters: list[InputFile]
) -> None:
    first = JobQueue(home, shelf, threads=1)
    first.start()
    (photo,) = first.add([recognise(samples / "photo.jpg")], "image-classification")
    jobs = first.add(letters[:FEW], TASK)
    wait_for(qtbot, first, photo, JobState.RUNNING, JobState.DONE)
    first.waiting.pause()
    wait_for(qtbot, first, photo, JobState.DONE)
    qtbot.waitUntil(lambda: first.status.state == "ready", timeout=PATIENCE_MS)
    left = [job.id for job in first.jobs() if job.state is JobState.QUEUED]
    assert left
    assert left == [job.id for job in jobs][-len(left) :]
    first.stop()
    second = JobQueue(home, shelf, threads=1)
    second.start()
    try:
        assert second.totals.paused
        assert second.waiting.ids() == left
        note = home.pasted / "note.txt"
        note.write_text("Splendid!")
        (typed,) = second.add([recognise(note)], TASK)
        wait_for(qtbot, second, typed, JobState.DONE)
        assert second.waiting.ids() == left, "an answer to what is typed does not wait for the queue"
        second.waiting.resume()
        for job_id in left:
            wait_for(qtbot, second, next(job for job in jobs if job.id == job_id), JobState.DONE)
    finally:
        second.stop()
    history = History(home.history)
    assert not history.paused
    history.close()


def test_a_file_that_ended_the_engine_twice_is_set_aside_also_by_the_next_program(
    qtbot: QtBot, home: Home, shelf: ModelShelf, samples: Path, letters: list[InputFile]
) -> None:
    page = recognise(samples / "document.pdf")
    job: Job | None = None
    for code in ("engine-crashed", "input-quarantined"):
        program = JobQueue(home, shelf, threads=1)
        program.start()
        try:
            if job is None:
                (job,) = program.add([page], "ocr")
            else:
                program.retry(job.id)
            wait_for(qtbot, program, job, JobState.RUNNING)
            (engine,) = [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]
            os.kill(engine.pid, signal.SIGKILL)
            failed = wait_for(qtbot, program, job, JobState.FAILED)
        finally:
            program.stop()
        assert failed.failure is not None
        assert failed.failure.code == code
    third = JobQueue(home, shelf, threads=1)
    third.start()
    try:
        again, letter = third.add([page], "ocr")[0], third.add(letters[:1], TASK)[0]
        failed = wait_for(qtbot, third, again, JobState.FAILED)
        assert failed.failure is not None
        assert failed.failure.code == "input-quarantined"
        assert failed.started is None, "it did not get near the engine"
        wait_for(qtbot, third, letter, JobState.DONE)
    finally:
        third.stop()


def test_a_model_that_is_gone_fails_its_jobs_and_no_others(
    qtbot: QtBot, home: Home, shelf: ModelShelf, letters: list[InputFile], qapp: object
) -> None:
    first = JobQueue(home, shelf)
    lost, fine = first.add(letters[:1], TASK)[0], first.add(letters[1:2], TASK)[0]
    first.stop()
    history = History(home.history)
    history._database.execute("UPDATE jobs SET model='local/gone' WHERE id=?", (lost.id,))
    history.close()
    second = JobQueue(home, shelf, threads=1)
    second.start()
    try:
        failed = wait_for(qtbot, second, lost, JobState.FAILED)
        assert failed.failure is not None
        assert failed.failure.code == "model-not-installed"
        wait_for(qtbot, second, fine, JobState.DONE)
    finally:
        second.stop()


def test_a_full_disk_pauses_the_queue_until_the_user_says_go_on(
    qtbot: QtBot, home: Home, queue: JobQueue, letters: list[InputFile]
) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(home.root)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    try:
        home.make()
        queue.start()
        queue.find()  # makes the history
        filler = home.root / "filler"
        fill(filler)
        with qtbot.waitSignal(queue.trouble, timeout=PATIENCE_MS):
            queue.add(letters, TASK)
        assert queue.totals.reason is not None
        assert queue.totals.reason.code == StorageFull.code
        qtbot.waitUntil(lambda: queue.totals.running == 0, timeout=PATIENCE_MS)
        assert queue.totals.failed == 0
        filler.unlink()
        queue.waiting.resume()
        all_done(qtbot, queue)
        queue.stop()
        history = History(home.history)
        kept = history.find(limit=200)
        history.close()
        assert [job.state for job in kept] == [JobState.DONE] * len(letters)
    finally:
        queue.stop()
        subprocess.run(["umount", str(home.root)], check=True)


def test_waiting_jobs_are_cancelled_without_the_engine_and_stay_so(
    qtbot: QtBot, queue: JobQueue, letters: list[InputFile]
) -> None:
    jobs = queue.add(letters[:FEW], TASK)
    assert queue.waiting.ids() == [job.id for job in jobs]
    queue.cancel(*(job.id for job in jobs[20:]))
    for job in jobs[20:]:
        wait_for(qtbot, queue, job, JobState.CANCELLED)
    assert queue.waiting.ids() == [job.id for job in jobs[:20]]

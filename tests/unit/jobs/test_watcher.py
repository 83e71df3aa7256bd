"""Watched folders in the program: a real queue and engine, real files, no window."""

from __future__ import annotations

import dataclasses
import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.core.job import Job, JobState
from desktop.core.queue import Priority
from desktop.core.watch import Seen, SeenState, Watch
from desktop.jobs import watch_jobs
from desktop.jobs.queue import JobQueue
from desktop.jobs.turns import FEW
from desktop.jobs.watcher import Watcher
from desktop.state.settings import Settings
from desktop.state.watches import Watches
from desktop.worker import batch
from desktop.worker import watch as worker_watch
from tests.unit.jobs.test_queue import PATIENCE_MS
from tests.unit.jobs.test_turns import Loop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

TASK = "text-classification"
LONG_AGO = time.time() - 3600


class Program:
    """Queue and watcher as the window has them; ending it in the middle leaves everything as a kill does."""

    def __init__(self, home: Home, shelf: ModelShelf, *, engine: bool = True) -> None:
        self.queue = JobQueue(home, shelf, threads=1)
        self.watcher = Watcher(home, shelf, self.queue, Settings)
        if engine:
            self.queue.start()

    def stop(self) -> None:
        self.watcher.stop()
        self.queue.stop()


@pytest.fixture
def program(home: Home, shelf: ModelShelf, qapp: object) -> Iterator[Program]:
    made = Program(home, shelf)
    yield made
    made.stop()


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    (tmp_path / "in").mkdir()
    return Watch(folder=tmp_path / "in", task=TASK, out=tmp_path / "out")


def write(watch: Watch, name: str, text: str = "A wonderful stay.") -> Path:
    path = watch.folder / name
    path.write_text(text)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def outputs(watch: Watch) -> list[str]:
    return sorted(path.name for path in watch.out.iterdir()) if watch.out.exists() else []


def settled(qtbot: QtBot, program: Program, **counts: int) -> None:
    """Wait until the only folder has so many files in these states."""

    def reached() -> None:
        found = [{state.value: count for state, count in one.counts.items()} for one in program.watcher.statuses]
        assert found == [counts]

    qtbot.waitUntil(reached, timeout=PATIENCE_MS)


def test_files_are_worked_on_when_they_appear_and_results_are_written_once(
    qtbot: QtBot, home: Home, program: Program, watch: Watch
) -> None:
    write(watch, "a.txt")
    program.watcher.start()
    program.watcher.add(watch)
    settled(qtbot, program, done=1)
    assert outputs(watch) == ["a-text-classification.txt"]
    (job,) = program.queue.jobs()
    assert job.priority is Priority.LOW, "what somebody hands in comes first"
    write(watch, "b.txt", "The soup was awful.")  # the system tells of it
    settled(qtbot, program, done=2)
    assert outputs(watch) == ["a-text-classification.txt", "b-text-classification.txt"]
    known: list[Seen] = []
    program.watcher.last(program.watcher.statuses[0].watch.id, known.extend)
    qtbot.waitUntil(lambda: len(known) == 2)
    assert [seen.path.name for seen in known] == ["b.txt", "a.txt"]
    assert known[1].job == job.id


def test_the_next_program_goes_on_and_doubles_nothing(
    qtbot: QtBot, home: Home, shelf: ModelShelf, watch: Watch, qapp: object
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        write(watch, name)
    first = Program(home, shelf, engine=False)
    first.watcher.start()
    first.watcher.add(watch)
    settled(qtbot, first, queued=3)
    ids = first.queue.waiting.ids()
    first.stop()
    watches = Watches(home.watches)
    (standing,) = watches.standing()
    lost = next(one for one in watches.seen(standing.id).values() if one.job == ids[2])
    watches.note(standing.id, [Seen(path=lost.path, size_bytes=1, modified_ns=1, job="never queued")])
    watches.close()
    second = Program(home, shelf)
    try:
        second.queue.remove([ids[2]])
        second.watcher.start()
        settled(qtbot, second, done=3)
    finally:
        second.stop()
    assert outputs(watch) == [f"{name}-text-classification.txt" for name in "abc"]


def test_a_result_that_was_not_delivered_is_delivered_by_the_next_program(
    qtbot: QtBot, home: Home, shelf: ModelShelf, watch: Watch, program: Program
) -> None:
    write(watch, "a.txt")
    program.watcher.start()
    program.watcher.add(watch)
    watch.out.write_text("a file in the way of the folder")
    settled(qtbot, program, delivering=1)
    qtbot.waitUntil(lambda: program.watcher.statuses[0].trouble is not None, timeout=PATIENCE_MS)
    with qtbot.waitSignal(program.watcher.changed, timeout=PATIENCE_MS):
        program.watcher.look()
    assert program.watcher.statuses[0].trouble.code == "storage-not-writable"  # type: ignore[union-attr]
    assert not list(home.exports.glob("*")), "nobody would look for it there"
    program.stop()
    watch.out.unlink()
    second = Program(home, shelf)
    try:
        second.watcher.start()
        settled(qtbot, second, done=1)
        assert second.queue.jobs() == (), "its result was there already"
    finally:
        second.stop()
    assert outputs(watch) == ["a-text-classification.txt"]


def test_a_paused_folder_waits_and_a_removed_one_is_forgotten(
    qtbot: QtBot, home: Home, shelf: ModelShelf, watch: Watch, qapp: object
) -> None:
    program = Program(home, shelf, engine=False)
    try:
        program.watcher.start()
        program.watcher.add(watch)
        qtbot.waitUntil(lambda: len(program.watcher.statuses) == 1, timeout=PATIENCE_MS)
        number = program.watcher.statuses[0].watch.id
        program.watcher.pause(number, paused=True)
        qtbot.waitUntil(lambda: program.watcher.statuses[0].watch.paused, timeout=PATIENCE_MS)
        write(watch, "a.txt")
        with qtbot.waitSignal(program.watcher.changed, timeout=PATIENCE_MS):
            program.watcher.look()
        assert program.queue.jobs() == ()
        program.watcher.pause(number, paused=False)
        settled(qtbot, program, queued=1)
        program.watcher.remove(number)
        qtbot.waitUntil(lambda: program.watcher.statuses == (), timeout=PATIENCE_MS)
        program.watcher.restore(number)
        settled(qtbot, program, queued=1)
        assert len(program.queue.jobs()) == 1, "it is the job that was there"
        program.watcher.remove(number)
        program.watcher.forget()
        qtbot.waitUntil(lambda: program.watcher.statuses == (), timeout=PATIENCE_MS)
        assert (watch.folder / "a.txt").exists()
    finally:
        program.stop()


def test_folders_are_walked_in_the_background(
    qtbot: QtBot, home: Home, shelf: ModelShelf, watch: Watch, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    walkers, walk = set(), os.scandir

    def scandir(path: Path) -> object:
        if Path(path).is_relative_to(watch.folder):
            walkers.add(threading.get_ident())
        return walk(path)

    write(watch, "a.txt")
    (watch.folder / "deep").mkdir()
    program = Program(home, shelf, engine=False)
    monkeypatch.setattr(os, "scandir", scandir)
    try:
        program.watcher.start()
        program.watcher.add(watch)
        settled(qtbot, program, queued=1)
        write(watch, "deep/b.txt")
        settled(qtbot, program, queued=2)
    finally:
        program.stop()
    assert walkers
    assert threading.main_thread().ident not in walkers


def test_a_file_that_changes_while_it_waits_is_worked_on_as_it_is_then(
    qtbot: QtBot, program: Program, watch: Watch
) -> None:
    program.queue.waiting.pause()
    path = write(watch, "a.txt")
    program.watcher.start()
    program.watcher.add(watch)
    settled(qtbot, program, queued=1)
    path.write_text("The soup was awful.")
    os.utime(path, (LONG_AGO + 5, LONG_AGO + 5))
    program.watcher.look()
    qtbot.waitUntil(lambda: len(program.queue.jobs()) == 2, timeout=PATIENCE_MS)
    program.queue.waiting.resume()
    settled(qtbot, program, done=1)
    assert [job.state for job in program.queue.jobs()] == [JobState.CANCELLED, JobState.DONE]
    assert outputs(watch) == ["a-text-classification.txt"]
    assert "negative" in (watch.out / outputs(watch)[0]).read_text()


def test_a_folder_that_comes_back_is_told_of(qtbot: QtBot, program: Program, watch: Watch) -> None:
    write(watch, "a.txt")
    program.watcher.start()
    away = watch.folder.rename(watch.folder.with_name("away"))
    watch.folder.mkdir()
    program.watcher.add(watch)
    settled(qtbot, program)
    watch.folder.rmdir()
    qtbot.waitUntil(lambda: program.watcher.statuses[0].trouble is not None, timeout=PATIENCE_MS)
    away.rename(watch.folder)
    settled(qtbot, program, done=1)
    assert program.watcher.statuses[0].trouble is None


def test_what_fails_is_said_and_can_be_tried_again(qtbot: QtBot, program: Program, watch: Watch) -> None:
    photo = Watch(folder=watch.folder, task="image-classification", out=watch.out)
    path = watch.folder / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    os.utime(path, (LONG_AGO, LONG_AGO))
    program.watcher.start()
    program.watcher.add(photo)
    settled(qtbot, program, failed=1)
    (job,) = program.queue.jobs()
    assert job.state is JobState.FAILED
    files: list[Seen] = []
    status = program.watcher.statuses[0]
    program.watcher.last(status.watch.id, files.extend)
    qtbot.waitUntil(lambda: bool(files))
    assert files[0].state is SeenState.FAILED
    assert files[0].failure == job.failure
    program.watcher.again(status.watch, files)
    qtbot.waitUntil(lambda: len(program.queue.jobs()) == 2, timeout=PATIENCE_MS)
    settled(qtbot, program, failed=1)
    program.watcher.again_failed(status.watch)
    qtbot.waitUntil(lambda: len(program.queue.jobs()) == 3, timeout=PATIENCE_MS)


def test_a_disk_that_refuses_is_tried_again(
    qtbot: QtBot, program: Program, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_jobs, "AGAIN_MS", 50)
    write(watch, "a.txt")
    program.watcher.start()
    program.watcher.add(watch)
    watch.out.write_text("a file in the way of the folder")
    settled(qtbot, program, delivering=1)
    watch.out.unlink()
    settled(qtbot, program, done=1)
    assert program.watcher.statuses[0].trouble is None
    assert outputs(watch) == ["a-text-classification.txt"]


def test_a_recipe_can_be_what_is_done(qtbot: QtBot, program: Program, watch: Watch) -> None:
    recipe = next(one for one in program.queue.recipes.known.all() if one.steps[-1].task == TASK)
    write(watch, "a.txt", "A wonderful stay. The soup was awful.")
    program.watcher.start()
    program.watcher.add(Watch(folder=watch.folder, task=f"recipe:{recipe.id}", out=watch.out))
    settled(qtbot, program, done=1)
    (made,) = watch.out.iterdir()
    assert made.stat().st_size


@pytest.mark.parametrize("task", [TASK, "recipe:reviews"])
def test_a_folder_with_thousands_becomes_jobs_in_pieces_and_doubles_nothing(
    qtbot: QtBot, home: Home, shelf: ModelShelf, watch: Watch, task: str, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [write(watch, f"{number:03}.txt").name for number in range(4 * FEW)]
    monkeypatch.setattr(worker_watch, "_LOOK_S", 60.0)  # all of them are found at once
    loop = Loop(monkeypatch)
    monkeypatch.setattr(batch, "Job", loop.counted(Job))
    first = Program(home, shelf, engine=False)
    first.queue.waiting.pause()
    first.watcher.start()
    first.watcher.add(dataclasses.replace(watch, task=task))
    first.watcher.changed.connect(first.watcher.look)  # again and again, also while jobs are made
    try:
        settled(qtbot, first, queued=len(names))
        qtbot.waitUntil(lambda: len(first.queue.jobs()) == len(names), timeout=PATIENCE_MS)
        assert sum(loop.made) == len(names)
        assert max(loop.made) <= 2 * FEW
        jobs = first.queue.jobs()
        assert [job.input.name for job in jobs] == names, "in one order"
        assert len({batch.order_of(job.id) for job in jobs}) == 1
        first.queue.cancel_all()
        settled(qtbot, first, cancelled=len(names))
    finally:
        first.stop()
    second = Program(home, shelf, engine=False)
    second.watcher.start()
    try:
        settled(qtbot, second, cancelled=len(names))
        assert second.queue.jobs() == ()
    finally:
        second.stop()

"""Long orders in pieces: nothing is left out, done twice or overtaken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from desktop.core.errors import StorageFull
from desktop.core.job import Job, JobState
from desktop.core.media import InputFile, MediaKind
from desktop.core.queue import Priority
from desktop.jobs.queue import JobQueue
from desktop.jobs.turns import PIECE, Turns
from desktop.ui.job_model import JobModel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

TASK = "text-classification"
MANY = 2 * PIECE + 10


@pytest.fixture
def queue(home: Home, shelf: ModelShelf, qapp: object) -> Iterator[JobQueue]:
    """A queue whose engine is not started."""
    made = JobQueue(home, shelf)
    yield made
    made.stop()


@pytest.fixture
def letters(tmp_path: Path) -> list[InputFile]:
    kind = {"kind": MediaKind.TEXT, "mime": "text/plain", "label": "Plain text", "size_bytes": 10}
    return [InputFile(path=tmp_path / f"{number:03}.txt", **kind) for number in range(MANY)]  # type: ignore[arg-type]


def names(jobs: list[Job] | tuple[Job, ...]) -> list[str]:
    return [job.input.path.stem for job in jobs]


def waiting(queue: JobQueue) -> list[str]:
    return names([job for job in map(queue.job, queue.waiting.ids()) if job is not None])


def test_orders_follow_one_another_whatever_is_asked_meanwhile(qtbot: QtBot) -> None:
    parent = QObject()
    turns, done = Turns(parent), list[object]()

    def work(piece: list[int]) -> None:
        done.extend(piece)
        if 0 in piece:
            turns.then(lambda: done.append("then"))

    turns.add(iter(range(1000)), work, 64)
    assert done == list(range(64)), "the first at once, the others not in this turn"
    turns.add([], work)
    turns.add([-1], done.extend)
    qtbot.waitUntil(lambda: -1 in done)
    assert done == [*range(1000), "then", -1]
    turns.add([-2], done.extend)
    assert done[-1] == -2, "few are worked on at once"


def test_what_fails_does_not_stop_the_others(qtbot: QtBot) -> None:
    parent = QObject()
    turns, done = Turns(parent), list[int]()

    def work(piece: list[int]) -> None:
        if 0 in piece:
            raise StorageFull(folder="home")
        done.extend(piece)

    with pytest.raises(StorageFull):
        turns.add(range(100), work, 10)
    qtbot.waitUntil(lambda: len(done) == 90)
    turns.add(range(1, 100), done.extend, 10)
    turns.finish()
    assert done == [*range(10, 100), *range(1, 100)]


def test_a_program_that_ends_while_thousands_are_queued_has_them_all_at_the_next_start(
    qtbot: QtBot,
    home: Home,
    shelf: ModelShelf,
    queue: JobQueue,
    letters: list[InputFile],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert len(queue.add(letters, TASK)) == PIECE, "the others follow"
    queue.add(letters[:1], TASK, priority=Priority.HIGH)
    queue.waiting.prioritise([queue.jobs()[0].id], Priority.LOW)
    queue.stop()
    second = JobQueue(home, shelf)
    monkeypatch.setattr(second._lanes, "start", lambda _: None)  # nothing is to run
    second.start()
    try:
        qtbot.waitUntil(lambda: len(second.jobs()) == MANY + 1)
        assert waiting(second) == ["000", *names_of(letters[1:]), "000"]
    finally:
        second.stop()


def names_of(files: list[InputFile]) -> list[str]:
    return [file.path.stem for file in files]


def test_whoever_gives_all_up_gives_up_what_is_just_being_queued(
    qtbot: QtBot, queue: JobQueue, letters: list[InputFile]
) -> None:
    queue.waiting.pause()  # the engine gets nothing, so nothing has to come back from it
    queue.add(letters, TASK)
    queue.cancel_all("ocr")
    queue.cancel_all(TASK)
    queue.stop()
    states = {job.state for job in queue.find(limit=2 * MANY)}
    assert states == {JobState.CANCELLED}, "also when the program ends before all were told of"
    assert len(queue.jobs()) == MANY


def test_thousands_go_come_back_and_are_run_again_in_their_order(
    qtbot: QtBot, queue: JobQueue, letters: list[InputFile]
) -> None:
    model = JobModel(queue, {})
    queue.add(letters, TASK)
    queue.add(letters[:2], TASK)
    expected = ["000", "001", *names_of(letters)]
    qtbot.waitUntil(lambda: model.rowCount() == MANY + 2)
    assert names(tuple(model.jobs())) == expected, "the newest on top, each order in its own"
    assert names(tuple(JobModel(queue, {}).jobs())) == expected, "a list that is made later shows the same"
    ids = [job.id for job in model.jobs()]
    queue.remove(ids)
    queue.restore(ids)  # asked for before all are gone
    qtbot.waitUntil(lambda: queue.totals.waiting == 0 and model.rowCount() == MANY + 2)
    assert names(tuple(model.jobs())) == expected
    assert model.states[JobState.CANCELLED] == MANY + 2
    queue.retry(*ids)
    qtbot.waitUntil(lambda: queue.totals.waiting == MANY + 2)
    assert waiting(queue) == expected
    assert +model.states == {JobState.QUEUED: MANY + 2}


def test_an_order_that_thousands_take_on_by_and_by_is_the_one_that_counts(
    qtbot: QtBot, queue: JobQueue, letters: list[InputFile]
) -> None:
    queue.add(letters, TASK)
    qtbot.waitUntil(lambda: len(queue.jobs()) == MANY)
    ids = [job.id for job in queue.jobs()]
    queue.waiting.prioritise(ids, Priority.HIGH)
    queue.waiting.move_first(ids[-1:])
    queue.waiting.pause()  # what the engine has comes back to stand there
    expected = [letters[-1].path.stem, *names_of(letters[:-1])]
    assert waiting(queue) == expected
    qtbot.waitUntil(lambda: {job.priority for job in queue.jobs()} == {Priority.HIGH})
    assert waiting(queue) == expected
    assert [job.id for job in sorted(queue.jobs(), key=lambda job: job.place or 0.0)] == queue.waiting.ids()


def test_a_list_of_the_history_that_was_asked_for_too_early_is_told_of_the_rest(
    qtbot: QtBot, queue: JobQueue, letters: list[InputFile]
) -> None:
    queue.add(letters, TASK)
    queue._turns.finish()
    with qtbot.waitSignal(queue.caught_up):
        assert len(queue.find(limit=2 * MANY)) < MANY
    assert len(queue.find(limit=2 * MANY)) == MANY

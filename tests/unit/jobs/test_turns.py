"""Long orders in pieces: nothing is left out, done twice or overtaken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from desktop.core.errors import StorageFull
from desktop.core.job import Job, JobState
from desktop.core.media import InputFile, MediaKind
from desktop.core.queue import Priority
from desktop.jobs import rota
from desktop.jobs.queue import JobQueue
from desktop.jobs.rota import Rota
from desktop.jobs.turns import FEW, Turns
from desktop.ui.job_model import JobModel
from desktop.worker import recipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

TASK, PHOTOS = "text-classification", "recipe:photos"
MANY = 8 * FEW + 10


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


class Loop(QObject):
    """Counts what is made in each turn of the event loop, which is as short as can be."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        monkeypatch.setattr(rota, "_TURN_S", 0.0)
        self.made = [0]
        self.startTimer(0)

    def counted(self, make: Callable[..., Job]) -> Callable[..., Job]:
        def count(*arguments: object, **named: object) -> Job:
            self.made[-1] += 1
            return make(*arguments, **named)

        return count

    def timerEvent(self, event: object) -> None:
        self.made.append(0)


def names(jobs: list[Job] | tuple[Job, ...]) -> list[str]:
    return [job.input.path.stem for job in jobs]


def waiting(queue: JobQueue) -> list[str]:
    return names([job for job in map(queue.job, queue.waiting.ids()) if job is not None])


def test_orders_follow_one_another_whatever_is_asked_meanwhile(qtbot: QtBot) -> None:
    parent = QObject()
    orders, done = Turns(Rota(parent), parent), list[object]()

    def work(piece: list[int]) -> None:
        done.extend(piece)
        if 0 in piece:
            orders.then(lambda: done.append("then"))

    orders.add(iter(range(1000)), work, 64)
    assert done == list(range(64)), "the first at once, the others not in this turn"
    orders.add([], work)
    orders.add([-1], done.extend)
    qtbot.waitUntil(lambda: -1 in done)
    assert done == [*range(1000), "then", -1]
    orders.add([-2], done.extend)
    assert done[-1] == -2, "few are worked on at once"


def test_what_fails_does_not_stop_the_others(qtbot: QtBot) -> None:
    parent = QObject()
    orders, done = Turns(Rota(parent), parent), list[int]()

    def work(piece: list[int]) -> None:
        if 0 in piece:
            raise StorageFull(folder="home")
        done.extend(piece)

    with pytest.raises(StorageFull):
        orders.add(range(100), work, 10)
    qtbot.waitUntil(lambda: len(done) == 90)
    orders.add(range(1, 100), done.extend, 10)
    orders.finish()
    assert done == [*range(10, 100), *range(1, 100)]
    orders.add((len(done) // (20 - number) for number in range(100)), lambda piece: done.append(len(piece)), 10)
    with pytest.raises(ZeroDivisionError):
        orders.finish()
    orders.finish()
    assert len(done) == 191, "what fails while it is made is not made again and again"


def test_a_program_that_ends_while_thousands_are_queued_has_them_all_at_the_next_start(
    qtbot: QtBot,
    home: Home,
    shelf: ModelShelf,
    queue: JobQueue,
    letters: list[InputFile],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert len(queue.add(letters, TASK)) == FEW, "the others follow"
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
    queue.waiting.pause()  # the engine gets nothing, so nothing has to come back from it
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


def test_the_files_of_a_run_that_collects_thousands_are_begun_in_pieces(
    qtbot: QtBot, home: Home, shelf: ModelShelf, queue: JobQueue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = {"kind": MediaKind.IMAGE, "mime": "image/jpeg", "label": "JPEG image", "size_bytes": 10}
    photos = [InputFile(path=tmp_path / "a" / f"{number:03}.jpg", **kind) for number in range(MANY)]  # type: ignore[arg-type]
    loop = Loop(monkeypatch)
    monkeypatch.setattr(recipe, "step_job", loop.counted(recipe.step_job))
    queue.waiting.pause()
    assert queue.add(photos[:3], PHOTOS)[0].input.path == tmp_path / "a", "a few at once"
    assert queue.add(photos, PHOTOS) == ()
    qtbot.waitUntil(lambda: len(queue.jobs()) == 2)
    assert sum(loop.made) == MANY + 3
    assert max(loop.made) < 4 * FEW
    assert queue.add(photos, PHOTOS) == ()
    queue.stop()
    second = JobQueue(home, shelf)
    monkeypatch.setattr(second._lanes, "start", lambda _: None)  # nothing is to run
    second.start()
    try:
        qtbot.waitUntil(lambda: len(second.jobs()) == 3)
        for run, count in zip(second.jobs(), (3, MANY, MANY), strict=True):
            assert [step.input.path for step in second.recipes.steps(run.id)] == [one.path for one in photos[:count]]
    finally:
        second.stop()


def test_a_list_of_the_history_that_was_asked_for_too_early_is_told_of_the_rest(
    qtbot: QtBot, queue: JobQueue, letters: list[InputFile]
) -> None:
    queue.add(letters, TASK)
    queue._turns.finish()
    with qtbot.waitSignal(queue.caught_up):
        assert len(queue.find(limit=2 * MANY)) < MANY
    assert len(queue.find(limit=2 * MANY)) == MANY

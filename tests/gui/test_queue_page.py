"""The page of the queue: order, pauses and what happens at the end; no engine runs, so everything waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.core.errors import InputCorrupt, StorageFull
from desktop.core.job import CancelDone, Failed, Job, JobState, Started
from desktop.core.media import InputFile, MediaKind
from desktop.core.queue import Priority, QueueTotals, WhenFinished
from desktop.jobs.finish import Finish
from desktop.jobs.queue import JobQueue
from desktop.ui.job_delegate import CANCEL
from desktop.ui.main_window import MainWindow
from desktop.ui.queue_page import QueuePage
from desktop.ui.rail import QUEUE
from tests.gui.scenes import check_model

TASK = "image-classification"


@pytest.fixture
def queue(window: MainWindow) -> JobQueue:
    return window.services.queue


@pytest.fixture
def page(window: MainWindow) -> QueuePage:
    shown = window.visit(QUEUE)
    assert isinstance(shown, QueuePage)
    return shown


def files(*names: str) -> list[InputFile]:
    kind = {"kind": MediaKind.IMAGE, "mime": "image/png", "label": "PNG image", "size_bytes": 10}
    return [InputFile(path=Path(f"/pictures/{name}.png"), **kind) for name in names]  # type: ignore[arg-type]


def names(page: QueuePage) -> str:
    jobs = (page.model.job(page.model.index(row)) for row in range(page.model.rowCount()))
    return "".join(job.input.path.stem for job in jobs if job is not None)


def select(page: QueuePage, *rows: int) -> None:
    selection = page.list.selectionModel()
    selection.clearSelection()
    for row in rows:
        selection.select(page.model.index(row), selection.SelectionFlag.Select)
    page.list.setFocus()


@pytest.fixture
def shown(page: QueuePage, queue: JobQueue, qtbot: QtBot) -> Callable[[str], None]:
    """Add five jobs, and return what waits until the page shows an order."""
    queue.add(files(*"abcde"), TASK)

    def until(order: str) -> None:
        qtbot.waitUntil(lambda: names(page) == order)

    until("abcde")
    return until


def test_keys_and_buttons_change_what_comes_first(page: QueuePage, shown: Callable[[str], None]) -> None:
    select(page, 3, 4)
    QTest.keyClick(page.list, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    shown("deabc")
    assert len(page.waiting_ids()) == 2, "what was selected stays selected where it went"
    QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    shown("adebc")
    page.up.click()
    shown("deabc")
    page.last.click()
    shown("abcde")
    select(page, 4)
    page.priority.setCurrentIndex(page.priority.findData(Priority.HIGH))
    page.priority.activated.emit(page.priority.currentIndex())
    shown("eabcd")


def test_rows_are_dragged_before_others_or_to_the_end(page: QueuePage, shown: Callable[[str], None]) -> None:
    model = page.model
    dragged = model.mimeData([model.index(3), model.index(1)])
    assert not model.dropMimeData(dragged, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    shown("bdace")
    dragged = model.mimeData([model.index(0)])
    model.dropMimeData(dragged, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    shown("daceb")


@pytest.mark.parametrize(("row", "below", "expected"), [(0, False, "eabcd"), (1, True, "abecd"), (9, False, "abcde")])
def test_a_drop_goes_where_the_line_is_shown(
    page: QueuePage, shown: Callable[[str], None], row: int, below: bool, expected: str
) -> None:
    place = page.list.visualRect(page.model.index(row))
    point = QPointF(page.list.viewport().rect().bottomLeft() + QPoint(20, -5))
    if place.isValid():
        point = QPointF(place.bottomLeft() - QPoint(-20, 2) if below else place.topLeft() + QPoint(20, 2))
    carried = page.model.mimeData([page.model.index(4)])
    move, left, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    viewport = page.list.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(point.toPoint(), move, carried, left, none))
    QApplication.sendEvent(viewport, QDragMoveEvent(point.toPoint(), move, carried, left, none))
    QApplication.sendEvent(viewport, QDropEvent(point, move, carried, left, none))
    shown(expected)


def test_selected_ones_are_given_up(page: QueuePage, queue: JobQueue, shown: Callable[[str], None]) -> None:
    select(page, 0, 2)
    assert page.remove.isEnabled()
    queue._lanes.reported.emit([CancelDone(job_id=job.id) for job in queue.jobs()[:1]])  # the engine had this one
    shown("bcde")
    select(page, 1)
    page.remove.click()
    queue._lanes.reported.emit([CancelDone(job_id=job.id) for job in queue.jobs()[2:3]])
    shown("bde")


def test_what_was_cancelled_comes_back_where_it_stood(
    page: QueuePage, window: MainWindow, queue: JobQueue, shown: Callable[[str], None], qtbot: QtBot
) -> None:
    jobs = {job.input.path.stem: job for job in queue.jobs()}
    queue._lanes.reported.emit([Started(job_id=jobs["a"].id), Started(job_id=jobs["b"].id)])
    select(page, 3)
    page.remove.click()
    queue._lanes.reported.emit([CancelDone(job_id=jobs["d"].id)])
    shown("abce")
    page.cancel_button.click()
    qtbot.waitUntil(lambda: window.undo.accessibleName().startswith("4 "))
    queue._lanes.reported.emit([CancelDone(job_id=jobs["a"].id)])  # the others have not ended when it is taken back
    window.undo.undo()
    queue._lanes.reported.emit([CancelDone(job_id=jobs[name].id) for name in "bce"])
    shown("abce")
    qtbot.waitUntil(lambda: queue.totals.waiting == 4)
    still = queue.job(jobs["d"].id)
    assert still is not None
    assert still.state is JobState.CANCELLED, "an order takes back nothing but its own"


def test_what_failed_before_it_was_given_up_is_not_brought_back(
    page: QueuePage, window: MainWindow, queue: JobQueue, shown: Callable[[str], None]
) -> None:
    job = queue.jobs()[0]
    queue._lanes.reported.emit([Started(job_id=job.id)])
    page._press(CANCEL, job.id)
    assert window.undo.isVisible()
    window.undo.undo()
    queue._lanes.reported.emit([Failed(job_id=job.id, failure=InputCorrupt(name="a.png", label="PNG image").failure())])
    shown("bcde")


def test_what_runs_stands_first_and_is_not_moved(
    page: QueuePage, queue: JobQueue, shown: Callable[[str], None]
) -> None:
    job = queue.jobs()[2]
    queue._lanes.reported.emit([Started(job_id=job.id)])
    shown("cabde")
    select(page, 0)
    assert not page.first.isEnabled()
    assert page.remove.isEnabled()
    assert not page.model.flags(page.model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_the_page_says_that_the_queue_is_paused_and_why(
    page: QueuePage, window: MainWindow, queue: JobQueue, qtbot: QtBot
) -> None:
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: page.summary.text().startswith("Paused"))
    assert page.pause_button.text() == "Go on"
    assert window.status._queue.text().startswith("Paused")
    page.pause_button.click()
    qtbot.waitUntil(lambda: page.summary.text() == "Nothing to do")
    queue.waiting.hold(StorageFull(folder="/disk").failure())
    qtbot.waitUntil(lambda: "The disk that holds “/disk” is full." in page.summary.text())
    assert page.summary.property("tone") == "bad"
    page.pause_button.click()
    assert not queue.waiting.paused


def test_an_empty_queue_says_what_it_is_for(
    page: QueuePage, shown: Callable[[str], None], queue: JobQueue, qtbot: QtBot
) -> None:
    queue.remove([job.id for job in queue.jobs()])
    shown("")
    qtbot.waitUntil(lambda: page._stack.currentWidget() is page.empty)
    assert not page.list.isVisible()


def test_ten_thousand_rows_keep_the_rules_of_models(
    page: QueuePage, queue: JobQueue, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    queue.waiting.pause()
    queue.add(files(*(f"{number:05}" for number in range(10_000))), TASK)
    qtbot.waitUntil(lambda: page.model.rowCount() == 10_000, timeout=20_000)
    check_model(qtmodeltester, page.model)


@pytest.mark.parametrize("choice", [WhenFinished.QUIT, WhenFinished.NOTIFY])
def test_the_end_of_the_queue_is_announced_and_can_be_objected_to(
    window: MainWindow, qtbot: QtBot, choice: WhenFinished
) -> None:
    finish, totals = window.ending.finish, window.services.queue.totals_changed
    finish.choose(choice)
    totals.emit(QueueTotals())
    assert not window.undo.isVisible(), "nothing has come to its end"
    totals.emit(QueueTotals(waiting=1))
    totals.emit(QueueTotals(done=1))
    assert finish.choice is (WhenFinished.NOTIFY if choice is WhenFinished.NOTIFY else WhenFinished.NOTHING)
    if choice is WhenFinished.NOTIFY:
        assert window.status._message.text() == "Everything is done."
        return
    assert window.undo.isVisible()
    window.undo.undo()
    assert window.isVisible()
    finish.choose(choice)
    totals.emit(QueueTotals(running=1))
    totals.emit(QueueTotals(done=2))
    with qtbot.waitSignal(window.closed):
        window.undo._timer.setInterval(0)
        window.undo._timer.start()


def test_what_comes_while_the_end_is_announced_is_waited_for(window: MainWindow, queue: JobQueue, qtbot: QtBot) -> None:
    finish, totals = window.ending.finish, queue.totals_changed
    finish.choose(WhenFinished.QUIT)
    totals.emit(QueueTotals(running=1, failed=2))
    totals.emit(QueueTotals(done=1, failed=3))
    assert window.undo.accessibleName() == "Nothing waits any more, 3 failed. Ilha closes in a moment."
    queue.waiting.pause()
    queue.add(files("late"), TASK)
    with qtbot.waitSignal(finish.changed):
        window.undo._timer.setInterval(0)
        window.undo._timer.start()
    assert window.isVisible()
    assert finish.choice is WhenFinished.QUIT
    totals.emit(QueueTotals(waiting=1, done=1, failed=3))
    totals.emit(QueueTotals(done=1, failed=4))
    assert window.undo.accessibleName() == "Nothing waits any more, 1 failed. Ilha closes in a moment."


def test_only_what_the_system_can_do_is_offered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, queue: JobQueue, qtbot: QtBot
) -> None:
    monkeypatch.setattr("desktop.jobs.finish._RUNS", tmp_path / "missing")
    assert WhenFinished.SUSPEND not in Finish.offered()
    commands = tmp_path / "bin"
    commands.mkdir()
    asked = tmp_path / "asked"
    program = commands / "systemctl"
    program.write_text(f'#!/bin/sh\necho "$@" > {asked}.part && mv {asked}.part {asked}\n')
    program.chmod(0o755)
    monkeypatch.setattr("desktop.jobs.finish._RUNS", tmp_path)
    monkeypatch.setenv("PATH", str(commands), prepend=":")
    assert WhenFinished.SHUT_DOWN in Finish.offered()
    assert Finish(queue).carry_out(WhenFinished.SUSPEND)
    qtbot.waitUntil(asked.exists)
    assert asked.read_text() == "suspend\n"
    program.unlink()
    monkeypatch.setenv("PATH", str(commands))
    assert not Finish(queue).carry_out(WhenFinished.SUSPEND)


def test_the_menu_of_a_page_lets_a_job_be_the_next(window: MainWindow, queue: JobQueue) -> None:
    jobs: tuple[Job, ...] = queue.add(files(*"abc"), TASK)
    listing = window.assistant.jobs
    listing.act("first", [jobs[2].id])
    assert queue.waiting.ids()[0] == jobs[2].id
    assert all(job.state is JobState.QUEUED for job in queue.jobs())

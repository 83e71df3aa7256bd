from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QMouseEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop import tasks
from desktop.core.errors import InputCorrupt
from desktop.core.job import Job, JobState, Progress
from desktop.core.media import InputFile, MediaKind
from desktop.jobs.queue import JobQueue
from desktop.state.models import ModelShelf
from desktop.state.paths import Home
from desktop.ui import job_text, reveal
from desktop.ui.job_delegate import CANCEL, REMOVE, RETRY, REVEAL, actions_of
from desktop.ui.job_list import JobList
from desktop.ui.job_model import JobModel
from desktop.ui.job_text import accessible_row, detail_of
from tests.gui.scenes import check_model


@pytest.fixture
def queue(qapp: QApplication, home: Home, shelf: ModelShelf) -> Iterator[JobQueue]:
    """A queue whose engine is not started."""
    made = JobQueue(home, shelf)
    yield made
    made.stop()


@pytest.fixture
def listing(queue: JobQueue, qtbot: QtBot) -> JobList:
    made = JobList(queue, JobModel(queue, tasks.registry()))
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def files(count: int, start: int = 0) -> list[InputFile]:
    return [
        InputFile(
            path=Path(f"/pictures/{number:05}.png"),
            kind=MediaKind.IMAGE,
            mime="image/png",
            label="PNG image",
            size_bytes=10,
        )
        for number in range(start, start + count)
    ]


def add(queue: JobQueue, count: int = 1, start: int = 0) -> tuple[Job, ...]:
    return queue.add(files(count, start), "image-classification")


def finish(queue: JobQueue, job: Job, state: JobState) -> Job:
    """Announce the end of a job as the queue would."""
    failure = InputCorrupt(name=job.input.name, detail=f"{job.input.path}: truncated").failure()
    ended = dataclasses.replace(
        job,
        state=state,
        started=job.created,
        finished=job.created + 1,
        failure=failure if state is JobState.FAILED else None,
    )
    queue.job_changed.emit(ended)
    return ended


def names(model: JobModel) -> list[str]:
    return [job.input.name for job in model.jobs()]


def test_the_model_keeps_the_rules(queue: JobQueue, qtmodeltester: object) -> None:
    model = JobModel(queue, tasks.registry())
    check_model(qtmodeltester, model)  # type: ignore[arg-type]
    jobs = add(queue, 30)
    add(queue, 3, 30)
    queue.remove([job.id for job in jobs[3:9]] + [jobs[20].id])
    finish(queue, jobs[0], JobState.DONE)
    queue.restore([jobs[20].id, jobs[4].id])
    queue.remove([job.id for job in queue.jobs()])
    assert model.rowCount() == 0


def test_the_newest_batch_is_on_top_in_its_own_order(queue: JobQueue) -> None:
    model = JobModel(queue, tasks.registry())
    add(queue, 2)
    add(queue, 2, 2)
    assert names(model) == ["00002.png", "00003.png", "00000.png", "00001.png"]


def test_restored_jobs_return_to_their_place(queue: JobQueue) -> None:
    model = JobModel(queue, tasks.registry())
    add(queue, 3)
    later = add(queue, 3, 3)
    before = names(model)
    queue.remove([later[1].id])
    queue.restore([later[1].id])
    assert names(model) == before


def test_jobs_that_were_there_before_the_list_are_shown(queue: JobQueue) -> None:
    add(queue, 2)
    assert JobModel(queue, tasks.registry()).rowCount() == 2
    assert JobModel(queue, tasks.registry(), "ocr").rowCount() == 0


def test_changes_are_gathered(queue: JobQueue, qtbot: QtBot) -> None:
    model = JobModel(queue, tasks.registry())
    jobs = add(queue, 50)
    spy = QSignalSpy(model.dataChanged)
    for done in range(200):
        progress = Progress(phase="run", done=done, total=200)
        for job in jobs[:5]:
            queue.job_changed.emit(dataclasses.replace(job, state=JobState.RUNNING, started=1.0, progress=progress))
    assert spy.count() == 0
    qtbot.waitUntil(lambda: spy.count() > 0)
    assert spy.at(0)[0].row() == 0
    assert spy.at(0)[1].row() == 4
    for job in jobs[:5]:
        finish(queue, job, JobState.DONE)


def test_the_end_of_all_is_counted_at_once(queue: JobQueue, listing: JobList) -> None:
    first, second = add(queue, 2)
    finish(queue, first, JobState.DONE)
    assert listing.counts.text() == "2 to do"
    finish(queue, second, JobState.DONE)
    assert listing.counts.text() == "2 done"


def test_a_time_is_told_from_the_first_second_on(queue: JobQueue) -> None:
    (job,) = add(queue)
    running = dataclasses.replace(job, state=JobState.RUNNING, started=100.0)
    assert job_text.elapsed(running, 100.9) is None
    assert job_text.elapsed(running, 101.0) == 1.0
    done = dataclasses.replace(running, state=JobState.DONE, finished=100.25)
    assert job_text.elapsed(done, 200.0) == 0.25


def test_ten_thousand_rows_are_quick(queue: JobQueue, listing: JobList) -> None:
    model = listing.view.model()
    assert isinstance(model, JobModel)
    began = time.perf_counter()
    queue.jobs_added.emit(
        tuple(
            Job(id=str(number), input=file, task="ocr", model="starter/x", created=float(number))
            for number, file in enumerate(files(10_000))
        )
    )
    listing.view.grab()
    assert model.rowCount() == 10_000
    assert time.perf_counter() - began < 3.0  # made and painted; far less on a quiet machine


def test_a_click_shows_the_result(queue: JobQueue, listing: JobList, qtbot: QtBot) -> None:
    first, second = add(queue, 2)
    with qtbot.waitSignal(listing.opened) as opened:
        place = listing.view.visualRect(listing.view.model().index(1, 0)).center()
        QTest.mouseClick(listing.view.viewport(), Qt.MouseButton.LeftButton, pos=place - QPoint(100, 0))
    assert opened.args == [second.id]
    listing.select(first.id)
    assert [job.id for job in listing.view.chosen()] == [first.id]


def test_what_is_shown_stays_as_it_is_when_jobs_come_above_it(queue: JobQueue, listing: JobList) -> None:
    (job,) = add(queue)
    listing.select(job.id)
    opened = QSignalSpy(listing.opened)
    add(queue, 3, start=1)
    assert [chosen.id for chosen in listing.view.chosen()] == [job.id]
    assert opened.count() == 0


def test_the_small_buttons_act(queue: JobQueue, listing: JobList, qtbot: QtBot) -> None:
    (job,) = add(queue)
    ended = finish(queue, job, JobState.DONE)
    row = listing.view.visualRect(listing.view.model().index(0, 0))
    rects = listing.view.delegate.button_rects(row, ended)
    assert set(rects) == {REVEAL, REMOVE}
    with qtbot.waitSignal(listing.removed) as removed:
        QTest.mouseClick(listing.view.viewport(), Qt.MouseButton.LeftButton, pos=rects[REMOVE].center())
    assert removed.args == [(job.id,)]
    assert listing.view.model().rowCount() == 0


def test_the_small_buttons_are_named(queue: JobQueue, listing: JobList) -> None:
    (job,) = add(queue)
    index = listing.view.model().index(0, 0)
    row = listing.view.visualRect(index)
    option = QStyleOptionViewItem()
    option.rect = row
    point = listing.view.delegate.button_rects(row, job)[CANCEL].center()
    event = QHelpEvent(QEvent.Type.ToolTip, point, listing.view.viewport().mapToGlobal(point))
    assert listing.view.delegate.helpEvent(event, listing.view, option, index)
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress,
        QPointF(point),
        QPointF(point),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert listing.view.delegate.editorEvent(press, listing.view.model(), option, index)


def test_delete_removes_the_selected_rows(queue: JobQueue, listing: JobList, qtbot: QtBot) -> None:
    add(queue, 3)
    listing.view.selectAll()
    with qtbot.waitSignal(queue.jobs_removed) as removed:
        QTest.keyClick(listing.view, Qt.Key.Key_Delete)
    assert len(removed.args[0]) == 3


def test_actions_fit_the_state(queue: JobQueue) -> None:
    (job,) = add(queue)
    assert actions_of(job) == (CANCEL,)
    assert actions_of(dataclasses.replace(job, state=JobState.DONE)) == (REVEAL, REMOVE)
    assert actions_of(dataclasses.replace(job, state=JobState.FAILED)) == (RETRY, REMOVE)


def test_the_menu_offers_what_can_be_done(queue: JobQueue, listing: JobList) -> None:
    (job,) = add(queue)
    listing.select(job.id)
    waiting = {action.text().partition("\t")[0]: action for action in listing.view.menu_for([job]).actions()}
    assert waiting["Cancel"].isEnabled()
    assert not waiting["Try again"].isEnabled()
    failed = finish(queue, job, JobState.FAILED)
    menu = listing.view.menu_for([failed])
    after = {action.text().partition("\t")[0]: action for action in menu.actions()}
    assert after["Try again"].isEnabled()
    assert not after["Cancel"].isEnabled()
    after["Copy report"].trigger()
    report = QGuiApplication.clipboard().text()
    assert "input-corrupt" in report
    assert job.input.name not in report
    assert "/pictures" not in report
    QGuiApplication.clipboard().clear()


def test_a_file_is_shown_in_its_folder(queue: JobQueue, listing: JobList, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(reveal, "show_in_folder", shown.append)
    (job,) = add(queue)
    listing.act(REVEAL, [job.id])
    assert shown == [job.input.path]


def test_several_results_are_exported_together(queue: JobQueue, listing: JobList, qtbot: QtBot) -> None:
    first, second = add(queue, 2)
    finish(queue, first, JobState.DONE)
    with qtbot.waitSignal(listing.export_wanted) as wanted:
        listing.act("export", [first.id, second.id])
    assert wanted.args == [(first.id,)]


def test_counts_and_buttons_follow(queue: JobQueue, listing: JobList, qtbot: QtBot) -> None:
    first, second, third = add(queue, 3)
    assert listing.counts.text() == "3 to do"
    assert listing.cancel_all.isVisible()
    finish(queue, first, JobState.DONE)
    finish(queue, second, JobState.FAILED)
    finish(queue, third, JobState.DONE)
    qtbot.waitUntil(lambda: listing.counts.text() == "2 done · 1 failed")
    assert not listing.cancel_all.isVisible()
    assert listing.clear.isVisible()


def test_rows_are_told_in_words(queue: JobQueue) -> None:
    (job,) = add(queue)
    running = dataclasses.replace(
        job,
        state=JobState.RUNNING,
        started=job.created,
        progress=Progress(phase="run", done=1, total=4, eta_s=9.0),
    )
    spoken = accessible_row(running, tasks.registry(), job.created + 2)
    assert "Running 25%" in spoken
    assert "2.0 s · 9.0 s left" in spoken
    failed = finish(queue, job, JobState.FAILED)
    assert "damaged" in detail_of(failed, tasks.registry(), 0)


def test_removal_can_be_undone(queue: JobQueue, qtbot: QtBot, listing: JobList) -> None:
    (job,) = add(queue)
    queue.remove([job.id])
    queue.restore([job.id])
    assert listing.view.model().rowCount() == 1

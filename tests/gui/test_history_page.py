from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.core.errors import InputEmpty
from desktop.core.job import Job, JobState
from desktop.state.paths import Home
from desktop.ui import language
from desktop.ui.history_model import PAGE, HistoryModel, day_text
from desktop.ui.history_page import HistoryPage
from tests.gui import scenes

DAY_S = 86_400


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    return [
        scenes.job("a", tmp_path / "ferry.png", made=scenes.text_result(), age_s=1),
        scenes.job("b", tmp_path / "cat.png", task="image-classification", made=scenes.labels_result(), age_s=2),
        scenes.job("c", tmp_path / "e.png", state=JobState.FAILED, failure=InputEmpty(name="e").failure(), age_s=DAY_S),
    ]


@pytest.fixture
def page(stage: scenes.Scene, qtbot: QtBot) -> HistoryPage:
    made = HistoryPage(stage.services)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def _ids(page: HistoryPage) -> list[str]:
    jobs = (page.model.job_at(page.model.index(row)) for row in range(page.model.rowCount()))
    return [job.id for job in jobs if job is not None]


def _select(page: HistoryPage, job_id: str) -> None:
    page.list.setCurrentIndex(page.model.index(page.model.row_of(job_id)))


def test_the_model_keeps_the_rules_of_qt(stage: scenes.Scene, page: HistoryPage, qtmodeltester: ModelTester) -> None:
    scenes.check_model(qtmodeltester, page.model)


@pytest.mark.parametrize("width", [520, 1000])
def test_the_field_shows_what_it_is_for(page: HistoryPage, qapp: QApplication, width: int) -> None:
    language.install(qapp, "pt_BR")
    page.resize(width, 600)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    words = page.search.fontMetrics().horizontalAdvance(page.search.placeholderText())
    assert page.search.width() > words + 50


def test_days_head_the_jobs_of_theirs(page: HistoryPage) -> None:
    headings = [row for row in range(page.model.rowCount()) if page.model.job_at(page.model.index(row)) is None]
    assert len(headings) >= 2
    assert headings[0] == 0
    assert _ids(page) == ["a", "b", "c"]
    assert page.model.flags(page.model.index(0)) == Qt.ItemFlag.ItemNeverHasChildren
    first, second = (page.list.visualRect(page.model.index(row)).height() for row in headings[:2])
    assert first < second < page.list.visualRect(page.model.index(1)).height(), "no gap above the first one"
    page.grab()


def test_days_are_named() -> None:
    today = date(2026, 11, 23)
    assert day_text(today, today) == "Today"
    assert day_text(today - timedelta(days=1), today) == "Yesterday"
    assert "2026" in day_text(date(2026, 1, 5), today)


def test_words_and_filters_narrow_the_list(page: HistoryPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.search, "timetable")
    qtbot.waitUntil(lambda: _ids(page) == ["a"])
    page.search.setText("nowhere")
    qtbot.waitUntil(page.nothing.isVisible)
    QTest.mouseClick(page.clear, Qt.MouseButton.LeftButton)
    assert _ids(page) == ["a", "b", "c"]
    page.task.setCurrentIndex(page.task.findData("image-classification"))
    assert _ids(page) == ["b"]
    page.clear_filters()
    page.state.setCurrentIndex(page.state.findData("failed"))
    assert _ids(page) == ["c"]


def test_an_empty_history_says_so(qapp: QApplication, home: Home, tmp_path: Path, qtbot: QtBot) -> None:
    stage = scenes.build(home, tmp_path)
    page = HistoryPage(stage.services)
    qtbot.addWidget(page)
    page.show()
    assert page.empty.isVisible()
    scenes.end(stage)


def test_enter_opens_a_result(page: HistoryPage, qtbot: QtBot) -> None:
    _select(page, "b")
    with qtbot.waitSignal(page.opened) as opened:
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert opened.args == ["b"]


def test_delete_can_be_undone(page: HistoryPage, stage: scenes.Scene, qtbot: QtBot) -> None:
    _select(page, "a")
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert _ids(page) == ["b", "c"]
    assert page.undo_bar.isVisible()
    assert not stage.queue.find("ferry")
    QTest.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    assert _ids(page) == ["a", "b", "c"]
    assert not page.undo_bar.isVisible()
    page.list.selectAll()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert _ids(page) == []
    QTest.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _ids(page) == ["a", "b", "c"]


def test_only_finished_jobs_are_exported(page: HistoryPage, qtbot: QtBot) -> None:
    _select(page, "c")
    assert not page.export_button.isEnabled()
    page.list.selectAll()
    QTest.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    assert page.dialog is not None
    assert page.dialog.plan().job_ids == ("a", "b")
    page.dialog.close()


def test_a_job_that_changes_is_repainted(page: HistoryPage, stage: scenes.Scene) -> None:
    job = scenes.job("c", stage.folder / "e.png", made=None, age_s=DAY_S)
    stage.queue.job_changed.emit(job)
    shown = page.model.job_at(page.model.index(page.model.row_of("c")))
    assert shown is not None
    assert shown.state is JobState.DONE


def test_a_long_history_is_loaded_in_pages(tmp_path: Path, qtmodeltester: ModelTester) -> None:
    jobs = [scenes.job(f"j{number}", tmp_path / "x.png", age_s=number * 3600) for number in range(PAGE * 2 + 50)]
    asked: list[str] = []

    def find(limit: int, before: Job | None) -> list[Job]:
        asked.append(before.id if before else "")
        start = jobs.index(before) + 1 if before else 0
        return jobs[start : start + limit]

    model = HistoryModel(find, {})
    model.reload()
    assert model.jobs == PAGE
    scenes.check_model(qtmodeltester, model)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.jobs == len(jobs)
    assert asked == ["", jobs[PAGE - 1].id, jobs[2 * PAGE - 1].id]
    assert model.rowCount() > len(jobs)

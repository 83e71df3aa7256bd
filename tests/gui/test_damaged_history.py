"""A history with lost pages: what cannot be read is said in plain words, and the rest of the page works."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex

from desktop.core.job import Job
from desktop.state.database import StorageDamaged
from desktop.state.history import History
from desktop.state.paths import Home
from desktop.ui.history_model import PAGE
from desktop.ui.history_page import HistoryPage
from tests.gui import scenes
from tests.unit.state.test_salvage import JOBS, PAGE_BYTES, damage, finished

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def jobs() -> list[Job]:
    return [finished(number) for number in range(JOBS)]


@pytest.fixture
def page(stage: scenes.Scene, home: Home, qtbot: QtBot) -> HistoryPage:
    """A page that has read the newest jobs, before pages in the middle were lost."""
    made = HistoryPage(stage.services)
    qtbot.addWidget(made)
    made.reload()
    stage.services.queue.stop()
    damage(home.history, bytes)
    return made


def load_all(page: HistoryPage) -> None:
    while page.model.canFetchMore(QModelIndex()):
        page.model.fetchMore(QModelIndex())


def test_what_cannot_be_read_is_said_and_what_is_shown_stays(page: HistoryPage, home: Home) -> None:
    assert page.model.rowCount() > PAGE
    page.search.setText("invoice 77")
    with pytest.raises(StorageDamaged, match="a part of it cannot be read"):
        page.reload()
    assert page.model.rowCount() > PAGE
    page.search.clear()
    page.reload()
    with pytest.raises(StorageDamaged):
        load_all(page)
    assert not page.model.canFetchMore(QModelIndex())
    newest = page.model.job_at(page.model.index(1))
    assert newest is not None
    History(home.history).close()  # as the next start does
    page._services.queue.stop()  # it opens the history again when it is asked
    page.search.setText("invoice 77")
    page.reload()
    assert page.model.jobs


def test_what_the_history_does_not_let_go_is_not_called_deleted(
    page: HistoryPage, stage: scenes.Scene, home: Home
) -> None:
    content = home.history.read_bytes()
    home.history.write_bytes(content[:PAGE_BYTES] + b"\xff" * (len(content) - PAGE_BYTES))
    told: list[str] = []
    stage.services.queue.trouble.connect(lambda failure: told.append(failure.code))
    rows = page.model.rowCount()
    page.list.setCurrentIndex(page.model.index(1))
    for times in (1, 2):
        page.remove_selected()
        assert told == ["storage-damaged"] * times
    assert not page.undo_bar.isVisibleTo(page)
    assert page.model.rowCount() == rows

"""Watched folders in the window; no engine runs, so what is found waits in the queue."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.core.errors import InputCorrupt, StorageFull
from desktop.core.recipe import Recipe, Step
from desktop.core.watch import Seen, SeenState, Watch, WatchStatus
from desktop.state.paths import Home
from desktop.state.recipes import Recipes
from desktop.ui import reveal
from desktop.ui.main_window import MainWindow
from desktop.ui.rail import WATCH
from desktop.ui.watch_dialog import WatchDialog
from desktop.ui.watch_page import WatchPage
from tests.gui.scenes import check_model
from tests.gui.test_accessibility import nameless, silent_icons, unreachable

LONG_AGO = time.time() - 3600


@pytest.fixture
def page(window: MainWindow) -> WatchPage:
    shown = window.visit(WATCH)
    assert isinstance(shown, WatchPage)
    window.services.watcher.start()
    return shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Letters"
    made.mkdir()
    path = made / "a.txt"
    path.write_text("A wonderful stay.")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return made


def asked(page: WatchPage, folder: Path) -> WatchDialog:
    page.first.click()
    dialog = page.dialog
    assert dialog is not None
    dialog.folder.setText(str(folder))
    dialog.task.setCurrentIndex(dialog.task.findData("text-classification"))
    return dialog


def shown(page: WatchPage) -> list[str]:
    return [page.folders.look(row)[3] for row in page.folders.rows]


def watched(page: WatchPage, folder: Path, qtbot: QtBot) -> None:
    asked(page, folder).add.click()
    qtbot.waitUntil(lambda: shown(page) == ["Sentiment · 1 to do"], timeout=20_000)


def test_a_folder_is_added_and_its_files_are_listed(
    page: WatchPage, folder: Path, window: MainWindow, qtbot: QtBot
) -> None:
    assert page._stack.currentWidget() is page.empty
    dialog = asked(page, folder)
    assert dialog.out.text() == f"{folder} results", "proposed, until another one is named"
    assert not (nameless(dialog) + silent_icons(dialog) + unreachable(dialog))
    dialog.format.setCurrentIndex(dialog.format.findData("json"))
    dialog.add.click()
    qtbot.waitUntil(lambda: shown(page) == ["Sentiment · 1 to do"], timeout=20_000)
    assert page.chosen is not None
    assert page.chosen.watch.formats == ("json",)
    assert page.chosen.watch.params == {"split": "none"}
    qtbot.waitUntil(lambda: page.files.rowCount() == 1)
    assert page.files.look(page.files.rows[0])[2] == "a.txt"
    page.results.setCurrentIndex(page.files.index(0))
    with qtbot.waitSignal(page.opened) as opened:
        page.show_result.click()
    assert opened.args == [window.services.queue.waiting.ids()[0]]


@pytest.mark.parametrize(("text", "told"), [("", "Name both folders."), ("/nowhere", "does not exist")])
def test_a_folder_that_cannot_be_watched_is_explained_in_place(page: WatchPage, text: str, told: str) -> None:
    page.first.click()
    dialog = page.dialog
    assert dialog is not None
    dialog.folder.setText(text)
    dialog.add.click()
    assert dialog.isVisible()
    assert told in dialog.trouble.text()
    dialog.reject()


def test_a_task_that_must_be_told_something_asks_for_it(page: WatchPage, folder: Path) -> None:
    dialog = asked(page, folder)
    dialog.task.setCurrentIndex(dialog.task.findData("zero-shot-classification"))
    dialog.add.click()
    assert dialog.trouble.text().startswith("This is needed:")
    assert dialog.height() >= dialog.sizeHint().height() - 1, "nothing is cut off"
    dialog.reject()


def test_which_column_of_tables_is_meant_can_be_said(page: WatchPage, folder: Path, home: Home, qtbot: QtBot) -> None:
    dialog = asked(page, folder)
    dialog.column.setText(" comment ")
    dialog.task.setCurrentIndex(dialog.task.findData("ocr"))
    assert not dialog.column.isVisible()
    assert "column" not in dialog.watch.params
    dialog.task.setCurrentIndex(dialog.task.findData("recipe:reviews"))
    assert not dialog.column.isVisible(), "it begins with sentences, which no table has"
    Recipes(home).save(Recipe(id="", title="Rows", steps=(Step(task="translation"), Step(task="text-classification"))))
    dialog = asked(page, folder)
    dialog.column.setText(" comment ")
    dialog.task.setCurrentIndex(dialog.task.findData("recipe:rows"))
    assert dialog.watch.params == {"column": "comment"}
    dialog.task.setCurrentIndex(dialog.task.findData("text-classification"))
    assert dialog.column.isVisible()
    dialog.add.click()
    qtbot.waitUntil(lambda: page.chosen is not None)
    assert page.chosen is not None
    assert page.chosen.watch.params == {"split": "none", "column": "comment"}


def test_a_model_is_chosen_where_there_are_several(page: WatchPage, folder: Path, qtbot: QtBot) -> None:
    dialog = asked(page, folder)
    assert not dialog.model.isVisible(), "there is one"
    dialog.task.setCurrentIndex(dialog.task.findData("translation"))
    assert dialog.model.isVisible()
    assert dialog.model.currentText() == "The usual one"
    assert dialog.watch.model is None
    assert not (nameless(dialog) + silent_icons(dialog) + unreachable(dialog))
    dialog.model.setCurrentIndex(dialog.model.findData("starter/firefox-en-pt"))
    dialog.add.click()
    qtbot.waitUntil(lambda: shown(page) == ["Translate · firefox-en-pt · 1 to do"], timeout=20_000)
    assert page.chosen is not None
    assert page.chosen.watch.model == "starter/firefox-en-pt"


def test_a_folder_is_paused_shown_removed_and_brought_back(
    page: WatchPage, folder: Path, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(reveal, "open_file", opened.append)
    monkeypatch.setattr(reveal, "show_in_folder", lambda path: opened.append(path.parent))
    watched(page, folder, qtbot)
    page.open_out.click()
    assert opened == [folder.parent], "nothing was written yet"
    Path(f"{folder} results").mkdir()
    page.open_out.click()
    assert opened[1:] == [Path(f"{folder} results")]
    page.pause.click()
    qtbot.waitUntil(lambda: shown(page) == ["Paused · Sentiment · 1 to do"])
    assert page.pause.text() == "Go on"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page._stack.currentWidget() is page.empty)
    assert "watched no longer" in window.undo.accessibleName()
    window.undo.undo()
    qtbot.waitUntil(lambda: shown(page) == ["Paused · Sentiment · 1 to do"])


def test_what_cannot_be_done_is_said_with_its_reason(
    page: WatchPage, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    watch = Watch(id=1, folder=tmp_path / "Scans", task="ocr", out=tmp_path / "Texts")
    counts = {SeenState.DONE: 12, SeenState.FAILED: 1, SeenState.UNFIT: 2}
    full = StorageFull(folder="/disk").failure()
    page._follow(
        (
            WatchStatus(watch=watch, counts=counts, unsettled=1, remote="nfs4"),
            WatchStatus(
                watch=Watch(id=2, folder=watch.folder, task="recipe:gone", out=watch.out), counts={}, trouble=full
            ),
        )
    )
    assert shown(page) == [
        "Read text · 1 being written · 12 done · 1 failed · 2 of other kinds",
        "The disk that holds “/disk” is full.",
    ]
    assert "lies on another computer (nfs4)" in page.note.text()
    check_model(qtmodeltester, page.folders)
    broken = InputCorrupt(name="b.png").failure()
    page.files.show(
        [
            Seen(path=Path("/a.png"), size_bytes=1, modified_ns=1, state=SeenState.DONE, job="1"),
            Seen(path=Path("/b.png"), size_bytes=1, modified_ns=1, state=SeenState.FAILED, failure=broken),
        ]
    )
    assert page.files.look(page.files.rows[1])[1:] == (
        "bad",
        "b.png",
        "“b.png” is damaged and cannot be read to its end.",
    )
    page.results.setCurrentIndex(page.files.index(1))
    assert page.try_again.isEnabled()
    assert not page.show_result.isEnabled()
    assert page.try_failed.isEnabled()
    page.list.setCurrentIndex(page.folders.index(1))
    assert not page.try_failed.isEnabled(), "nothing failed there"


def test_every_state_has_a_word(page: WatchPage) -> None:
    assert len({page.files.word(state) for state in SeenState}) == len(SeenState)

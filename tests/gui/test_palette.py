from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop.ui import notify
from desktop.ui.palette import Palette
from desktop.ui.rail import SETTINGS
from desktop.ui.result_pane import ResultPane
from tests.gui import scenes

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def palette(window: MainWindow, qtbot: QtBot) -> Palette:
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    made = window.commands.palette
    assert made.isVisible()
    qtbot.waitUntil(made.field.hasFocus)
    return made


def titles(palette: Palette) -> list[str]:
    return [entry.title for entry in palette.found()]


def test_it_lists_pages_and_actions(palette: Palette) -> None:
    assert {"Assistant", "Read text", "Settings", "Open files", "Dark theme"} <= set(titles(palette))


def test_typing_narrows_and_enter_goes_there(palette: Palette, window: MainWindow) -> None:
    QTest.keyClicks(palette.field, "sett")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.page_id == SETTINGS
    assert not palette.isVisible()


def test_arrow_keys_move(palette: Palette) -> None:
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.rows.currentIndex().row() == 1
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.rows.currentIndex().row() == len(palette.found()) - 1


def test_escape_closes_and_gives_the_focus_back(palette: Palette, window: MainWindow) -> None:
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    before = window.assistant.jobs.view
    before.setFocus()
    window.commands.open_palette()
    assert palette.field.hasFocus()
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert before.hasFocus()


def test_earlier_results_are_found(recording: Path, window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.services.queue.jobs_added) as added:
        window.hand_in([recording])
    window.commands.open_palette()
    palette = window.commands.palette
    QTest.keyClicks(palette.field, "harb")
    qtbot.waitUntil(lambda: "harbour.wav" in titles(palette))
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert isinstance(window.pane, ResultPane)
    assert window.pane.job_id == added.args[0][0].id


def test_nothing_found_is_said(palette: Palette, qtbot: QtBot) -> None:
    QTest.keyClicks(palette.field, "zzzz")
    qtbot.waitUntil(lambda: not titles(palette))
    assert not palette.rows.isVisible()
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_its_model_keeps_the_rules(palette: Palette, qtmodeltester: object) -> None:
    scenes.check_model(qtmodeltester, palette.rows.model())  # type: ignore[arg-type]


def test_undo_brings_removed_jobs_back(recording: Path, window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.services.queue.jobs_added):
        window.hand_in([recording])
    page = window.assistant
    page.jobs.view.setFocus()
    QTest.keyClick(page.jobs.view, Qt.Key.Key_Delete)
    assert page.model.rowCount() == 0
    assert window.undo.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert page.model.rowCount() == 1
    assert not window.undo.isVisible()


def test_a_long_job_is_announced_while_the_window_is_away(
    window: MainWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    notifier = notify.Notifier(window, window.services.preferences, said.append)
    job = scenes.job("1", tmp_path / "long.pdf")
    monkeypatch.setattr(window, "isActiveWindow", lambda: True)
    notifier.tell(job)
    assert not said
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    notifier.tell(job)
    assert said == ["“long.pdf” is done (1.0 s)"]
    window.services.preferences.change(notify=False)
    notifier.tell(job)
    assert len(said) == 1

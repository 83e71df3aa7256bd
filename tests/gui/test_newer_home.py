"""A window over a home that a newer version has used."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.state.history import History
from desktop.state.paths import Home


def test_the_window_says_so_and_closes(qapp: QApplication, home: Home, qtbot: QtBot) -> None:
    History(home.history).close()
    with closing(sqlite3.connect(home.history)) as database:
        database.execute("PRAGMA user_version=99")
    before = home.history.read_bytes()
    said: list[str] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            said.append(box.text())
            box.accept()

    look = QTimer(interval=20)
    look.timeout.connect(read)
    program = app.Program(qapp, home)
    look.start()
    with qtbot.waitSignal(program.window.closed):
        program.open()
    look.stop()
    program.stop()
    assert len(said) == 1
    assert "history.db" in said[0]
    assert "newer version" in said[0]
    assert home.history.read_bytes() == before

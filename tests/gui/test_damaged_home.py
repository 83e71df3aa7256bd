"""A window over a home in which files are damaged: it says what was lost, and all of it works."""

from __future__ import annotations

import json
from contextlib import closing

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.core.errors import StorageNotWritable
from desktop.core.watch import Watch
from desktop.state.chats import Chats
from desktop.state.history import History
from desktop.state.paths import Home
from desktop.state.watches import Watches
from tests.unit.state.test_chats import talk, titles
from tests.unit.state.test_salvage import finished

PATIENCE_MS = 30_000


def shown(program: app.Program, qtbot: QtBot, *words: str) -> str:
    """Wait until the banner says all of these."""
    banner = program.window.banner
    qtbot.waitUntil(lambda: all(word in banner.accessibleName() for word in words), timeout=PATIENCE_MS)
    return banner.accessibleName()


def test_everything_is_said_at_once_and_what_can_be_kept_is_there(qapp: QApplication, home: Home, qtbot: QtBot) -> None:
    with closing(History(home.history)) as history:
        history.put([finished(number) for number in range(60)])
    content = home.history.read_bytes()
    home.history.write_bytes(content[: len(content) // 2])
    home.settings.write_text(json.dumps({"version": 1, "threads": -1, "theme": "dark"}))
    home.recipes.mkdir()
    (home.recipes / "mine.json").write_bytes(b"\xff\xfe")
    home.watches.write_bytes(b"no database" * 1000)  # it is opened in the background
    program = app.Program(qapp, home)
    try:
        program.open()
        said = shown(program, qtbot, "history.db", "threads", "mine.json", "watches.db.bad")
        assert "All that could be read is still here." in said
        assert program.preferences.current.theme == "dark"
        assert program.services is not None
        assert 0 < len(program.services.queue.find("")) < 60
    finally:
        program.window.close()
        program.stop()


def test_what_is_found_while_the_window_is_open_is_said_then(qapp: QApplication, home: Home, qtbot: QtBot) -> None:
    program = app.Program(qapp, home)
    try:
        program.open()
        qtbot.waitUntil(lambda: program.services is not None, timeout=PATIENCE_MS)
        services = program.services
        assert services is not None
        with closing(Chats(home.chats)) as chats:
            talk(chats, "ferry", "island")
        home.chats.write_bytes(b"no database" * 1000)
        assert services.queue.chats.find() == []
        shown(program, qtbot, "chats.db", "chats.db.bad")
        with closing(Watches(home.watches)) as watches:
            watches.add(Watch(folder=home.root, task="ocr", out=home.root), standing=True)
        home.watches.unlink()
        home.watches.mkdir()
        services.watcher.look()
        shown(program, qtbot, "watches.db", "watches.db.bad")
    finally:
        program.window.close()
        program.stop()
    with closing(Chats(home.chats)) as chats:
        assert titles(chats) == []


def test_where_there_can_be_no_window_a_box_says_why(qapp: QApplication, capsys: pytest.CaptureFixture[str]) -> None:
    said: list[str] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            said.append(box.text())
            box.accept()

    look = QTimer(interval=20)
    look.timeout.connect(read)
    look.start()
    assert app.run_nothing(StorageNotWritable(folder="/nowhere")) == 1
    look.stop()
    assert ["/nowhere" in text for text in (*said, capsys.readouterr().err)] == [True, True]

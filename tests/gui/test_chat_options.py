"""Options, assistants and export of a conversation, and that all of it is done without eyes or mouse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from desktop.ui import chat_start, language
from desktop.ui.main_window import MainWindow
from tests.gui.test_accessibility import clipped, nameless, silent_icons, unreachable
from tests.gui.test_chat_page import ready, say, until_written

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from desktop.state.paths import Home


def test_options_hold_from_the_next_turn_on(window: MainWindow, home: Home, qtbot: QtBot) -> None:
    page = ready(window, home)
    say(page, "ba")
    until_written(qtbot, page)
    page.head.options.setChecked(True)
    page.options.prompt.setPlainText("du du")
    page.options.form.set_values({"max_new_tokens": 2})
    say(page, "be")
    answer = until_written(qtbot, page)
    assert answer.usage is not None
    assert answer.usage.completion_tokens <= 2
    chat = page.chat
    assert chat is not None
    assert chat.params["system"] == "du du"
    window.memory.save()
    assert "du du" not in home.window.read_text(encoding="utf-8")


def test_an_assistant_brings_its_instructions_and_travels_as_a_file(
    window: MainWindow, home: Home, qtbot: QtBot, tmp_path: Path
) -> None:
    page = ready(window, home)
    page.options.prompt.setPlainText("Say du.")
    page._keep_assistant()
    made = page.who.chosen
    assert made is not None
    assert (made.prompt, made.shipped) == ("Say du.", False)
    page.who.give_file(tmp_path / "mine.json")
    assert json.loads((tmp_path / "mine.json").read_text())["prompt"] == "Say du."
    page.who.remove.click()
    assert all(tile.assistant.id != made.id for tile in page.who.tiles)
    page.who.take_file(tmp_path / "mine.json")
    assert page.options.params()["system"] == "Say du."
    (tmp_path / "bad.json").write_text("{}")
    page.who.take_file(tmp_path / "bad.json")
    assert "bad.json" in window.banner.accessibleName()
    say(page, "ba")
    until_written(qtbot, page)
    chat = page.chat
    assert chat is not None
    assert chat.params["system"] == "Say du."


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_a_chat_becomes_a_file_and_none_is_written_over(
    window: MainWindow, home: Home, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    page = ready(window, home)
    say(page, "ba/be?")
    until_written(qtbot, page)
    wished: list[str] = []

    def choose(_parent: object, _title: str, name: str, take: Any) -> None:
        wished.append(name)
        take(tmp_path / name)

    monkeypatch.setattr(chat_start, "ask_for_path", choose)
    page.head.export_wanted.emit(form)
    page.head.export_wanted.emit(form)
    assert wished == [f"ba be.{form}"] * 2
    files = sorted(path.name for path in tmp_path.glob(f"*.{form}"))
    assert len(files) == 2
    assert "ba/be?" in (tmp_path / f"ba be.{form}").read_text()
    assert page.notice.action.text() == "Show in folder"


@pytest.mark.parametrize("code", ["en", "pt_BR"])
def test_a_conversation_can_be_held_without_eyes_or_mouse(
    window: MainWindow, home: Home, qapp: QApplication, qtbot: QtBot, code: str
) -> None:
    language.install(qapp, code)  # type: ignore[arg-type]
    window.resize(960, 600)
    page = ready(window, home)
    say(page, "ba")
    until_written(qtbot, page)
    page.view.cards[-1].again.click()
    until_written(qtbot, page)
    page.head.options.setChecked(True)
    page.ask_link(QUrl("https://example.org"))
    assert not nameless(page)
    assert not unreachable(page)
    assert not silent_icons(page)
    assert not clipped(page)

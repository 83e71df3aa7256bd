"""The page of conversations, with the real engine and a model that chats in words of its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.chat import ChatMessage, MessageState, Role
from desktop.ui import reveal
from desktop.ui.chat_list import FOUND_ROLE
from desktop.ui.chat_page import ChatPage
from desktop.ui.main_window import MainWindow
from desktop.ui.markdown_browser import MarkdownBrowser
from tests.unit.engine.chat_models import ENDLESS, talker
from tests.unit.engine.graphs import install

if TYPE_CHECKING:
    from desktop.state.paths import Home

PATIENCE_MS = 90_000
PAGE = "task:text-generation"
SHORT = {"temperature": 0.0, "max_new_tokens": 8}
LONG = {"temperature": 0.0, "max_new_tokens": 8192}


def page_of(window: MainWindow) -> ChatPage:
    page = window.visit(PAGE)
    assert isinstance(page, ChatPage)
    return page


def ready(window: MainWindow, home: Home, params: dict[str, Any] | None = None, **how: Any) -> ChatPage:
    """Show the page with a model and the engine behind it."""
    install(home.models / "local" / "talker", "text-generation", talker(**{"context": 9000, **how}))
    window.services.queue.start()
    page = page_of(window)
    page.follow_models(None)
    page.options.show_options("auto", SHORT if params is None else params)
    return page


def say(page: ChatPage, text: str) -> None:
    page.composer.field.setPlainText(text)
    QTest.keyClick(page.composer.field, Qt.Key.Key_Return)


def until_written(qtbot: QtBot, page: ChatPage) -> ChatMessage:
    qtbot.waitUntil(
        lambda: bool(page.view.cards) and page.view.cards[-1].message.state is not MessageState.WRITING,
        timeout=PATIENCE_MS,
    )
    return page.view.cards[-1].message


def test_an_answer_is_translated_below_it(working: MainWindow, qtbot: QtBot) -> None:
    page = page_of(working)
    chats = page.desk._chats
    chat = chats.create(model="auto")
    question = chats.add(chat.id, None, Role.USER, "Where is it?")
    answer = chats.add(chat.id, question.id, Role.ASSISTANT, "The ferry leaves from the old harbour at nine o'clock.")
    page.open_chat(chat.id)
    asked, card = page.view.cards
    assert (asked.translate_button.isHidden(), card.translate_button.isHidden()) == (True, False)
    card.translate_button.click()
    made = card.translation
    assert made is not None
    qtbot.waitUntil(lambda: made.made.fresh, timeout=PATIENCE_MS)
    assert made.head.text() == "English → Portuguese · firefox-en-pt"
    assert made.made.value is not None
    assert "porto" in made.made.value.text
    assert chats.messages(chat.id)[-1] == answer, "nothing of it is kept"
    assert working.services.queue.find() == []
    card.translate_button.click()
    assert made.isHidden()
    card.translate_button.click()
    assert not made.isHidden()


# --- a conversation ---------------------------------------------------------------------------------------------------


def test_the_model_is_loaded_when_the_page_is_opened(window: MainWindow, home: Home, qtbot: QtBot) -> None:
    page = ready(window, home, {**SHORT, "system": "ba be bi"})
    qtbot.waitUntil(lambda: window.services.queue.status.memory_bytes > 0, timeout=PATIENCE_MS)
    assert page.chat is None
    say(page, "du")
    answer = until_written(qtbot, page)
    assert answer.usage is not None
    assert answer.usage.cached_tokens > 0


def test_a_question_is_answered_and_both_are_kept(window: MainWindow, home: Home, qtbot: QtBot) -> None:
    page = ready(window, home)
    assert page.who.isVisible()
    say(page, "ba be")
    answer = until_written(qtbot, page)
    assert [card.own for card in page.view.cards] == [True, False]
    assert page.view.cards[0].said.text() == "ba be"
    assert answer.text
    assert page.composer.text == ""
    assert page.head.title.text() == "ba be"
    assert "of 8,192 tokens" in page.composer.meter.text()
    assert not page.who.isVisible()
    assert page.list.model.index(0).data() == "ba be"
    chat = page.chat
    assert chat is not None
    assert chat.assistant == "ilha"


def test_shift_and_enter_begin_a_line_and_nothing_is_sent(window: MainWindow, home: Home) -> None:
    page = ready(window, home)
    page.composer.field.setPlainText("ba")
    page.composer.field.selectAll()
    QTest.keyClick(page.composer.field, Qt.Key.Key_End)
    QTest.keyClick(page.composer.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.composer.text.count("\n") == 1
    assert page.chat_id == ""


def test_escape_ends_an_answer_and_what_there_is_stays(window: MainWindow, home: Home, qtbot: QtBot) -> None:
    page = ready(window, home, LONG, ends=ENDLESS)
    say(page, "ba")
    assert page.composer.stop.isVisible()
    qtbot.waitUntil(lambda: bool(page.view.cards[-1].message.text), timeout=PATIENCE_MS)
    say(page, "be")  # not while an answer is being written
    assert page.composer.text == "be"
    window.commands.cancel()
    answer = until_written(qtbot, page)
    assert answer.state is MessageState.STOPPED
    assert answer.text
    assert page.composer.send.isVisible()


def test_another_answer_and_another_question_are_branches(window: MainWindow, home: Home, qtbot: QtBot) -> None:
    page = ready(window, home, {"temperature": 1.9, "max_new_tokens": 8})
    say(page, "ba")
    first = until_written(qtbot, page)
    page.view.cards[-1].again.click()
    second = until_written(qtbot, page)
    card = page.view.cards[-1]
    assert (second.parent, card.place.text()) == (first.parent, "2 of 2")
    card.before.click()
    assert page.view.cards[-1].message == first
    assert page.view.cards[-1].place.text() == "1 of 2"
    question = page.view.cards[0]
    question.edit.click()
    question.field.setPlainText("du")
    question.keep.click()
    until_written(qtbot, page)
    assert page.view.cards[0].said.text() == "du"
    assert page.view.cards[0].place.text() == "2 of 2"
    page.view.cards[0].before.click()
    assert page.view.cards[0].message.text == "ba"


def test_a_full_context_is_said_beside_the_answer_and_below(window: MainWindow, home: Home, qtbot: QtBot) -> None:
    page = ready(window, home, {"temperature": 0.0, "max_new_tokens": 4}, context=32)
    usage = None
    for _turn in range(6):
        say(page, "ba be bi bo fe")
        usage = until_written(qtbot, page).usage
    assert usage is not None
    assert usage.dropped_turns > 0
    assert f"{usage.dropped_turns} oldest turn" in page.view.cards[-1].note.text()
    assert page.composer.meter.text() == "Full: it forgets the oldest turns"
    assert len(page.view.cards) == 12


def test_what_cannot_be_asked_stays_in_the_field(window: MainWindow, home: Home, qtbot: QtBot) -> None:
    page = ready(window, home)
    page.options.picker.box.addItem("Gone", "local/gone")
    page.options.picker.pick("local/gone")
    say(page, "ba")
    assert page.composer.text == "ba"
    assert window.banner.isVisible()
    assert page.chat_id == ""


def test_without_a_model_the_page_says_what_brings_one(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window.services.shelf, "for_task", lambda _: ())
    page = page_of(window)
    assert page.missing.isVisible()
    assert not page.composer.isVisible()


def test_what_the_model_of_the_program_can_and_cannot_do_stands_beside_the_way_to_a_better_one(
    window: MainWindow,
) -> None:
    page = page_of(window)
    page.follow_models(None)
    assert "99.1 MB" in page.honest.text()
    assert "often wrong" in page.honest.text()
    assert page.honest.text().endswith("It speaks English alone.")
    assert page.better.isVisible()


def test_words_are_taken_and_pictures_refused_in_words(window: MainWindow, home: Home) -> None:
    page = ready(window, home)
    picture = QMimeData()
    picture.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    page.take_mime(picture)
    assert "A chat takes words and files" in window.banner.accessibleName()
    words = QMimeData()
    words.setText("du")
    page.take_mime(words)
    assert page.composer.text == "du"


def test_a_list_that_cannot_be_read_is_said_and_the_page_stands(window: MainWindow, home: Home) -> None:
    with closing(sqlite3.connect(home.chats)) as newer:
        newer.execute("PRAGMA user_version=99")
    page = ready(window, home)
    assert page.list.empty.isVisible()
    assert page.list.empty.text() not in {"", "Your chats stay on this computer."}
    say(page, "ba")
    assert page.composer.text == "ba"


def test_the_model_that_was_picked_answers_the_next_new_chat(window: MainWindow, home: Home) -> None:
    install(home.models / "local" / "another", "text-generation", talker())
    page = ready(window, home)
    page.options.picker.pick("local/talker")
    other = "local/another" if page.options.picker.first else "local/talker"
    page.options.picker.pick(other)
    page.list.new.click()
    assert page.options.model == other


def test_a_link_is_shown_and_opens_only_with_the_button(
    window: MainWindow, home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(reveal, "open_address", opened.append)
    page = ready(window, home)
    say(page, "ba")
    until_written(qtbot, page)
    prose = page.view.cards[-1].body.parts[0]
    assert isinstance(prose, MarkdownBrowser)
    prose.anchorClicked.emit(QUrl("https://example.org/x"))
    assert "https://example.org/x" in page.notice.text.text()
    assert opened == []
    page.notice.action.click()
    assert opened == [QUrl("https://example.org/x")]
    page.ask_link(QUrl("file:///etc/passwd"))
    assert page.notice.action.isHidden()
    page.notice.action.click()
    assert len(opened) == 1


# --- the list ---------------------------------------------------------------------------------------------------------


def test_words_find_a_message_on_another_branch(window: MainWindow, home: Home, qtbot: QtBot) -> None:
    page = ready(window, home)
    say(page, "zanzibar")
    until_written(qtbot, page)
    page.desk.edit(page.view.cards[0].message, "du")
    until_written(qtbot, page)
    page.list.new.click()
    assert page.view.cards == []
    page.list.field.setText("zanz")
    QTest.keyClick(page.list.field, Qt.Key.Key_Return)
    assert page.view.cards[0].said.text() == "zanzibar"
    page.list.field.setText("nowhere")
    page.list.load()
    assert page.list.model.rowCount() == 0
    assert page.list.empty.text() == "Nothing was found."


def test_a_draft_waits_where_it_was_written(window: MainWindow, home: Home, qtbot: QtBot) -> None:
    page = ready(window, home)
    say(page, "ba")
    until_written(qtbot, page)
    page.composer.field.setPlainText("half")
    chat_id = page.chat_id
    page.list.new.click()
    assert page.composer.text == ""
    page.open_chat(chat_id)
    assert page.composer.text == "half"


def test_deleted_comes_back_until_the_offer_ends(window: MainWindow, home: Home, qtbot: QtBot) -> None:
    page = ready(window, home)
    say(page, "ba")
    until_written(qtbot, page)
    chat_id = page.chat_id
    page.list.view.setCurrentIndex(page.list.model.index(0))
    QTest.keyClick(page.list.view, Qt.Key.Key_Delete)
    assert (page.chat_id, page.list.model.rowCount()) == ("", 0)
    window.undo.undo()
    assert (page.chat_id, page.list.model.rowCount()) == (chat_id, 1)
    page.remove(chat_id)
    window.undo._timer.timeout.emit()
    page.desk.restore([chat_id])
    assert page.list.model.rowCount() == 0


def test_a_title_can_be_another_one(window: MainWindow, home: Home, qtbot: QtBot) -> None:
    page = ready(window, home)
    say(page, "ba")
    until_written(qtbot, page)
    page.head.begin_rename()
    page.head.field.setText("Harbour")
    QTest.keyClick(page.head.field, Qt.Key.Key_Return)
    assert page.head.title.text() == "Harbour"
    assert page.list.model.index(0).data(FOUND_ROLE).chat.title == "Harbour"
    page.head.begin_rename()
    page.head.field.setText("Else")
    window.commands.cancel()
    assert page.head.title.text() == "Harbour"

"""Documents of conversations: put to one, read, asked, named by the answer; and the form of an assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl

from desktop.core.chat import MessageState, Tool
from desktop.core.passages import IndexState
from desktop.ui import drop_zone, language, reveal
from desktop.ui.assistant_dialog import AssistantDialog
from tests.gui import drops
from tests.gui.test_accessibility import clipped, nameless, silent_icons, unreachable
from tests.gui.test_chat_page import PATIENCE_MS, ready, say, until_written

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.state.paths import Home
    from desktop.ui.chat_page import ChatPage
    from desktop.ui.main_window import MainWindow
from desktop.ui.place_dialog import PlaceDialog

FERRY = "The ferry to the island leaves at nine in the morning."
BREAD = "Knead the dough for ten minutes and let it rest overnight."


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    made = [tmp_path / name for name in ("ferry.txt", "bread.txt", "torn.pdf")]
    for path, text in zip(made, (FERRY, BREAD, "%PDF-1.7\n"), strict=True):
        path.write_text(text, encoding="utf-8")
    return made


def states(page: ChatPage) -> list[str]:
    return [chip.state.text() for chip in page.documents.chips]


def until_read(qtbot: QtBot, page: ChatPage) -> None:
    qtbot.waitUntil(
        lambda: bool(page.documents.chips) and not any("being read" in state for state in states(page)),
        timeout=PATIENCE_MS,
    )


def test_a_question_waits_for_dropped_documents_and_its_answer_shows_the_passage(
    window: MainWindow, home: Home, papers: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(reveal, "open_file", opened.append)
    page = ready(window, home)
    page.take_mime(drops.mime_of(papers))
    assert all(state.startswith("being read") for state in states(page))
    say(page, "When does the ferry leave?")
    answer = until_written(qtbot, page)
    assert [source.passage.text for source in answer.sources] == [FERRY]
    assert [file.state for file in map(page.services.queue.documents.state, papers)] == [
        *(IndexState.READY, IndexState.READY, IndexState.FAILED)
    ]
    assert states(page)[2] == "not readable"
    assert "damaged" in page.documents.chips[2].toolTip()
    shown = page.view.cards[-1].sources
    assert shown.head.text().endswith("from ferry.txt")
    assert not shown.rows[0].isVisible()
    page.view.cards[-1].body.link_asked.emit(QUrl("source:1"))
    assert shown.rows[0].isVisible()
    assert shown.rows[0].text.text() == FERRY
    shown.rows[0].open.click()
    dialog = page.findChild(PlaceDialog)
    assert dialog is not None
    assert [mark.cursor.selectedText() for mark in dialog.text.extraSelections()] == [FERRY]
    dialog.open_button.click()
    assert opened == [papers[0]]
    papers[0].unlink()
    dialog.open_button.click()
    assert opened == [papers[0]]
    assert "ferry.txt" in dialog.told.text()
    dialog.close_button.click()

    say(page, "Who won the football world cup?")
    nothing = until_written(qtbot, page)
    assert (nothing.state, nothing.text, nothing.sources) == (MessageState.NOTHING, "", ())
    assert page.view.cards[-1].speaker.text() == "Ilha", "no model was asked"
    assert page.view.cards[-1].note.text().startswith("The documents say nothing about this.")

    page.documents.chips[2].remove.click()
    chat = page.chat
    assert chat is not None
    assert chat.documents == tuple(map(str, papers[:2]))
    page.list.new.click()
    assert page.documents.chips == []
    page.open_chat(chat.id)
    assert [chip.name.text() for chip in page.documents.chips] == ["ferry.txt", "bread.txt"]


def test_an_assistant_may_read_what_is_dropped_into_the_message(
    window: MainWindow, home: Home, papers: list[Path], qtbot: QtBot
) -> None:
    page = ready(window, home)
    page.who.load("proofreader")
    page.take_paths(papers[1:2])
    qtbot.waitUntil(lambda: page.composer.text == BREAD, timeout=PATIENCE_MS)
    page.composer.field.insertFromMimeData(drops.mime_of(papers[2:]))
    qtbot.waitUntil(window.banner.isVisible, timeout=PATIENCE_MS)
    assert "torn.pdf" in window.banner.accessibleName()
    assert (page.composer.text, page.documents.chips) == (BREAD, [])


def test_the_form_makes_an_assistant_of_ones_own(
    window: MainWindow, home: Home, papers: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drop_zone, "ask_for_files", lambda *_: papers[:2])
    page = ready(window, home)
    page.who.edit.click()
    form = page.findChild(AssistantDialog)
    assert form is not None
    assert form.keep.text() == "Keep as a copy"
    form.name.setText("Harbour")
    form.prompt.setPlainText("Be brief.")
    form.documents.choose_files()
    form.documents.set_search(wanted=True)
    form.reads.setChecked(True)
    form.keep.click()
    made = page.who.chosen
    assert made is not None
    assert (made.name, made.prompt, made.shipped) == ("Harbour", "Be brief.", False)
    assert made.documents == tuple(map(str, papers[:2]))
    assert made.tools == (Tool.SEARCH, Tool.READ)
    assert [chip.name.text() for chip in page.documents.chips] == ["ferry.txt", "bread.txt", "My files"]
    until_read(qtbot, page)
    say(page, "When does the ferry leave?")
    until_written(qtbot, page)
    chat = page.chat
    assert chat is not None
    assert (chat.documents, chat.tools) == (made.documents, made.tools)


@pytest.mark.parametrize("code", ["en", "pt_BR"])
def test_documents_and_the_form_are_for_everybody(
    window: MainWindow, home: Home, papers: list[Path], qapp: QApplication, qtbot: QtBot, code: str
) -> None:
    language.install(qapp, code)  # type: ignore[arg-type]
    window.resize(960, 600)
    page = ready(window, home)
    page.documents.add(papers[:1])
    page.documents.set_search(wanted=True)
    say(page, "When does the ferry leave?")
    until_written(qtbot, page)
    page.view.cards[-1].sources.head.click()
    assert page.services.queue.documents.state(papers[0]).state is IndexState.READY
    page.edit_assistant(page.who.tiles[0].assistant)
    form = page.findChild(AssistantDialog)
    for widget in (page, form):
        assert widget is not None
        assert not nameless(widget)
        assert not unreachable(widget)
        assert not silent_icons(widget)
        assert not clipped(widget)

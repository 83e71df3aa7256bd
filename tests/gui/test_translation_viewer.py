"""The viewer of translations, with made-up results."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.job import Job
from desktop.core.result import Text
from desktop.state.history import History
from desktop.state.paths import Home
from desktop.ui import reveal
from desktop.ui.result_pane import ResultPane
from desktop.ui.viewers.translation import TranslationViewer
from tests.gui import results, scenes


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return replace(results.translation_job(tmp_path, via="es"), id="one")


@pytest.fixture
def jobs(job: Job) -> list[Job]:
    return [job]


@pytest.fixture
def pane(stage: scenes.Scene, qtbot: QtBot) -> ResultPane:
    made = scenes.active(ResultPane(stage.services), qtbot, 800, 600)
    made.show_job("one")
    return made


@pytest.fixture
def viewer(pane: ResultPane) -> TranslationViewer:
    assert isinstance(pane.viewer, TranslationViewer)
    return pane.viewer


def marks(viewer: TranslationViewer) -> tuple[list[str], list[str]]:
    source, target = (
        [selection.cursor.selectedText() for selection in editor.extraSelections()]
        for editor in (viewer.source, viewer.target)
    )
    return source, target


def test_both_texts_are_shown_with_their_languages_and_what_is_between(viewer: TranslationViewer) -> None:
    assert viewer.source.toPlainText() == results.ORIGINAL
    assert viewer.target.toPlainText() == results.TRANSLATED
    assert (viewer.from_label.text(), viewer.into_label.text()) == ("English – detected", "Portuguese")
    assert viewer.way.text().startswith("through Spanish")


def test_sentences_are_marked_together_after_an_emoji_too(viewer: TranslationViewer) -> None:
    viewer.target.setFocus()
    viewer.target.moveCursor(QTextCursor.MoveOperation.End)
    assert marks(viewer) == (["The end."], ["O fim."])
    QTest.keyClick(viewer.target, Qt.Key.Key_Up)
    assert marks(viewer) == (["Good morning 🚢."], ["Bom dia 🚢."])


def test_the_partner_of_a_sentence_comes_into_view(viewer: TranslationViewer, job: Job) -> None:
    assert job.result is not None
    lines = 300
    source, target = "\n".join(f"Line {n}." for n in range(lines)), "\n".join(f"Linha {n}." for n in range(lines))
    stretches, here, there = [], 0, 0
    for n in range(lines):
        ends = here + len(f"Line {n}."), there + len(f"Linha {n}.")
        stretches.append((here, ends[0], there, ends[1]))
        here, there = ends[0] + 1, ends[1] + 1
    made = results.translation(text=source, sentences=tuple(stretches))
    viewer.show_job(replace(job, result=replace(job.result, value=Text(text=target, translation=made))))
    viewer.source.setFocus()
    viewer.source.moveCursor(QTextCursor.MoveOperation.End)
    assert marks(viewer) == (["Line 299."], ["Linha 299."])
    place = QTextCursor(viewer.target.document())
    place.movePosition(QTextCursor.MoveOperation.End)
    assert viewer.target.viewport().rect().contains(viewer.target.cursorRect(place).center())


def test_search_marks_stay_beside_the_sentence(viewer: TranslationViewer) -> None:
    viewer.target.setFocus()
    viewer.target.moveCursor(QTextCursor.MoveOperation.Start)
    viewer.open_search()
    QTest.keyClicks(viewer.find_bar.field, "gatos")
    assert "gatos" in marks(viewer)[1]
    viewer.find_bar.close_bar()
    assert "gatos" not in marks(viewer)[1]


def test_the_texts_stand_below_one_another_where_it_is_narrow(pane: ResultPane, viewer: TranslationViewer) -> None:
    assert viewer.splitter.orientation() == Qt.Orientation.Horizontal
    pane.resize(420, 600)
    assert viewer.splitter.orientation() == Qt.Orientation.Vertical


def test_the_name_of_the_document_goes_before_the_word_of_its_button(
    pane: ResultPane, viewer: TranslationViewer, qtbot: QtBot
) -> None:
    document = viewer.document
    assert document.save.text() == "Save…"
    pane.resize(320, 600)
    qtbot.waitUntil(lambda: not document.save.text())
    needed = document.name.fontMetrics().horizontalAdvance("letter.pt.html")
    qtbot.waitUntil(lambda: document.name.width() >= needed)
    assert document.save.accessibleName()


def test_the_document_is_opened_saved_and_shown(
    pane: ResultPane, viewer: TranslationViewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(reveal, "open_file", lambda path: opened.append(f"open {path.name}"))
    monkeypatch.setattr(reveal, "show_in_folder", lambda path: opened.append(f"show {path.name}"))
    assert viewer.document.isVisible()
    viewer.document.open.click()
    viewer.document.folder.click()
    assert opened == ["open letter.pt.html", "show letter.pt.html"]
    viewer.document.save.click()
    assert pane.dialog is not None
    chosen = [name for name, box in pane.dialog.boxes.items() if box.isChecked()]
    assert chosen == ["html"]
    assert next(iter(pane.dialog.boxes)) == "html"
    assert pane.dialog.boxes["html"].text() == "Translated document (.html)"
    pane.dialog.close()


def test_the_menu_offers_the_document_first(pane: ResultPane) -> None:
    pane._fill_menu()
    assert pane._menu.actions()[0].text() == "Save the translated document…"


def test_a_document_that_is_gone_is_said(viewer: TranslationViewer, job: Job, tmp_path: Path) -> None:
    (tmp_path / "letter.pt.html").unlink()
    viewer.show_job(job)
    assert viewer.document.detail.text() == "It is no longer where it was."
    assert not viewer.document.open.isEnabled()


def test_a_text_that_was_typed_has_no_document(viewer: TranslationViewer, job: Job, home: Home) -> None:
    typed = replace(job.input, path=home.pasted / "note.txt")
    viewer.show_job(replace(job, input=typed))
    assert not viewer.document.isVisible()


def test_a_translation_survives_the_history(home: Home, stage: scenes.Scene, job: Job) -> None:
    history = History(home.history)
    kept = history.get("one")
    history.close()
    assert kept is not None
    assert kept.result is not None
    assert job.result is not None
    assert kept.result.value == job.result.value

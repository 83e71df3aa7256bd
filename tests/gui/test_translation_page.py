"""The page of translation: with the real engine where something is translated, else with made-up results."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.core.job import Job, JobState
from desktop.core.languages import LanguageUnknown, TranslationUnavailable
from desktop.core.model import InstalledModel, ModelState
from desktop.core.result import Text, Translation
from desktop.core.task import AUTOMATIC
from desktop.state.paths import Home
from desktop.ui import theme
from desktop.ui.live_translation import LiveState
from desktop.ui.main_window import MainWindow
from desktop.ui.translate_page import TranslatePage
from desktop.ui.window_memory import WindowMemory
from tests.gui import drops, results, scenes

if TYPE_CHECKING:
    from desktop.core.errors import Failure

PATIENCE_MS = 90_000
CONTROL = Qt.KeyboardModifier.ControlModifier
SOURCE, TARGET = results.ORIGINAL, results.TRANSLATED


def page_of(window: MainWindow) -> TranslatePage:
    page = window.visit("task:translation")
    assert isinstance(page, TranslatePage)
    return page


@pytest.fixture
def working(working: MainWindow) -> TranslatePage:
    """The page of a window whose engine runs."""
    return page_of(working)


def end_live(page: TranslatePage, *, failure: Failure | None = None, translation: Translation | None = None) -> None:
    """Let the translation under way end as the engine would."""
    run = page.live._run
    job = scenes.job(run, Path("live.txt"), task="translation", state=JobState.DONE)
    made = scenes.result(Text(text=TARGET, translation=translation)) if translation else None
    page.services.queue.live.ended.emit(
        replace(job, result=made, failure=failure, state=JobState.FAILED if failure else JobState.DONE)
    )


@pytest.fixture
def page(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> TranslatePage:
    """A page whose engine never starts: what it would say is made up."""
    return page_of(window)


def shown(page: TranslatePage) -> TranslatePage:
    """The made-up translation on a page."""
    page.desk.insert(SOURCE)
    page.live.begin()
    end_live(page, translation=results.translation())
    assert page.live.state is LiveState.DONE
    return page


def test_a_language_that_is_little_more_than_assumed_is_not_called_detected(page: TranslatePage) -> None:
    page.desk.insert("cake")
    page.live.begin()
    end_live(page, translation=results.translation(assumed=True, text="cake", sentences=()))
    assert page.languages.source_box.currentText() == "English – assumed"


def marked(editor: QPlainTextEdit) -> list[str]:
    return [selection.cursor.selectedText() for selection in editor.extraSelections()]


# --- with the engine -------------------------------------------------------------------------------------------------


def test_what_is_typed_is_translated_while_a_long_document_runs_and_leaves_nothing(
    working: TranslatePage, qtbot: QtBot, tmp_path: Path, home: Home
) -> None:
    book = tmp_path / "book.txt"
    book.write_text("\n".join(f"On day {day} the boat left at noon and came back late." for day in range(6_000)))
    queue = working.services.queue
    with qtbot.waitSignal(queue.partial, timeout=PATIENCE_MS):
        drops.drop(working.zone, drops.mime_of([book]))
    (long_job,) = queue.jobs()
    QTest.keyClicks(working.desk.source, "Ana has three cats.")
    qtbot.waitUntil(lambda: working.live.state is LiveState.DONE, timeout=PATIENCE_MS)
    assert "gatos" in working.desk.target.toPlainText()
    assert working.languages.source_box.currentText() == "English – detected"
    assert working.languages.target_box.currentText() == "Portuguese – automatic"
    running = queue.get(long_job.id)
    assert running is not None
    assert running.state is JobState.RUNNING
    assert [job.id for job in queue.find()] == [long_job.id]
    assert working.model.rowCount() == 1
    assert list(home.pasted.iterdir()) == []
    queue.cancel(long_job.id)
    qtbot.waitUntil(lambda: queue.totals.running == 0, timeout=PATIENCE_MS)


def test_languages_and_texts_are_swapped_and_the_text_is_translated_back(working: TranslatePage, qtbot: QtBot) -> None:
    assert not working.languages.swap_button.isEnabled()
    QTest.keyClicks(working.desk.source, "Ana has three cats.")
    qtbot.waitUntil(lambda: working.live.state is LiveState.DONE, timeout=PATIENCE_MS)
    translated = working.desk.target.toPlainText()
    QTest.keyClick(working.desk.source, Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert (working.languages.source, working.languages.target) == ("pt", "en")
    assert working.desk.text == translated
    qtbot.waitUntil(lambda: working.live.state is LiveState.DONE, timeout=PATIENCE_MS)
    assert "cats" in working.desk.target.toPlainText()
    working.desk.source.undo()
    assert working.desk.text == "Ana has three cats."


def test_control_enter_keeps_the_text_as_a_job(working: TranslatePage, qtbot: QtBot) -> None:
    QTest.keyClicks(working.desk.source, "Good night.")
    qtbot.waitUntil(lambda: working.live.state is LiveState.DONE, timeout=PATIENCE_MS)
    queue = working.services.queue
    with qtbot.waitSignal(queue.jobs_added, timeout=PATIENCE_MS):
        QTest.keyClick(working.desk.source, Qt.Key.Key_Return, CONTROL)
    (job,) = queue.jobs()
    qtbot.waitUntil(lambda: queue.totals.done == 1, timeout=PATIENCE_MS)
    done = queue.get(job.id)
    assert done is not None
    assert done.result is not None
    assert isinstance(done.result.value, Text)
    assert done.result.value.text.strip() == working.desk.target.toPlainText().strip()
    assert done.input.name == "Good night."
    assert working.desk.text == "Good night."
    assert "history" in working.kept.text()


# --- live ------------------------------------------------------------------------------------------------------------


def test_only_the_last_text_counts_and_it_waits_for_a_pause(page: TranslatePage, qtbot: QtBot) -> None:
    live = page.services.queue.live
    QTest.keyClicks(page.desk.source, "Good")
    assert live.under_way == 0
    assert page.desk.status.text() == "Translating…"
    qtbot.waitUntil(lambda: live.under_way == 1)
    first = page.live._run
    QTest.keyClicks(page.desk.source, " morning")
    qtbot.waitUntil(lambda: page.live._run != first)
    assert first in live._unwanted
    assert page.desk.status.text() == "Detecting the language…"


def test_the_last_translation_stays_dimmed_until_the_next_is_there(page: TranslatePage) -> None:
    shown(page)
    assert page.desk.target.property("dimmed") is False
    page.desk.source.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(page.desk.source, " More")
    assert page.desk.target.toPlainText() == TARGET
    assert page.desk.target.property("dimmed") is True
    assert page.desk.stop.isVisible()
    page.desk.source.setPlainText("Something else altogether")
    assert page.desk.target.toPlainText() == ""


def test_the_state_is_said_in_words(page: TranslatePage) -> None:
    assert page.desk.target.placeholderText() == "The translation appears here while you type."
    shown(page)
    assert page.desk.status.text() == "English – detected → Portuguese · firefox-en-pt"
    assert page.desk.count.text() == "44 characters"
    end = results.translation(source="de", detected=False, via="en", models=("x/de-en", "starter/firefox-en-pt"))
    page.live.begin()
    end_live(page, translation=end)
    assert page.desk.status.text() == "German → Portuguese · through English · de-en + firefox-en-pt"
    page.live.begin()
    assert page.cancel()
    assert page.desk.status.text().startswith("Stopped.")
    assert page.desk.target.toPlainText() == ""
    assert not page.cancel()
    page.desk.clear.click()
    assert page.live.state is LiveState.EMPTY
    assert page.desk.status.text() == ""


def test_the_whole_translation_is_copied_unless_some_is_selected(page: TranslatePage) -> None:
    shown(page)
    page.desk.copy.click()
    assert QGuiApplication.clipboard().text() == TARGET
    page.desk.target.setFocus()
    page.desk.target.moveCursor(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    page.desk.copy.click()
    assert QGuiApplication.clipboard().text() == "Bom"
    QGuiApplication.clipboard().clear()


def test_a_pasted_text_goes_into_the_pane_and_files_become_jobs(
    window: MainWindow, page: TranslatePage, qtbot: QtBot, tmp_path: Path
) -> None:
    words = QMimeData()
    words.setText("Good morning")
    assert page.take_mime(words)
    assert page.desk.text == "Good morning"
    assert page.model.rowCount() == 0
    table = tmp_path / "list.csv"
    table.write_text("id,note\n1,Good morning\n2,Good night\n", encoding="utf-8")
    assert not page.form.isVisible()
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        page.take_paths([table])
    (job,) = added.args[0]
    assert (job.model, job.params["source"], job.params["column"]) == (AUTOMATIC, "", "")
    assert {label.text() for label in page.form.findChildren(QLabel) if label.isVisible()} >= {"Column", "Model"}


# --- sentences that belong together ----------------------------------------------------------------------------------


def test_the_sentence_at_the_cursor_is_marked_in_both_panes(page: TranslatePage) -> None:
    desk = shown(page).desk
    desk.source.setFocus()
    cursor = desk.source.textCursor()
    cursor.setPosition(SOURCE.index("three") + 1)  # the ship before it counts twice
    desk.source.setTextCursor(cursor)
    assert marked(desk.source) == ["Ana has three cats."]
    assert marked(desk.target) == ["Ana tem três gatos."]
    desk.target.setFocus()
    desk.target.moveCursor(QTextCursor.MoveOperation.End)
    assert (marked(desk.source), marked(desk.target)) == (["The end."], ["O fim."])
    (mark,) = desk.target.extraSelections()
    assert mark.format.fontUnderline()
    desk.clear.click()
    assert marked(desk.source) == marked(desk.target) == []


def test_the_sentence_under_the_pointer_is_marked_in_both_panes(page: TranslatePage) -> None:
    desk = shown(page).desk
    cursor = QTextCursor(desk.target.document())
    cursor.setPosition(TARGET.index("gatos"))
    QTest.mouseMove(desk.target.viewport(), desk.target.cursorRect(cursor).center())
    assert marked(desk.source) == ["Ana has three cats."]
    QTest.mouseMove(desk.target.viewport(), QPoint(10, desk.target.viewport().height() - 4))
    assert (marked(desk.source), marked(desk.target)) == (["The end."], ["O fim."])  # where the cursor is


def test_nothing_is_marked_while_the_text_is_another_one(page: TranslatePage) -> None:
    desk = shown(page).desk
    desk.source.setFocus()
    desk.source.moveCursor(QTextCursor.MoveOperation.Start)
    assert marked(desk.target)
    QTest.keyClicks(desk.source, "x")
    assert not marked(desk.source)
    assert not marked(desk.target)


def test_marks_follow_the_theme(page: TranslatePage, qapp: QApplication) -> None:
    desk = shown(page).desk
    desk.source.setFocus()
    desk.source.moveCursor(QTextCursor.MoveOperation.Start)

    def colour() -> str:
        (mark,) = desk.source.extraSelections()
        return mark.format.background().color().name()

    light = colour()
    theme.apply(qapp, "dark")
    assert colour() != light


# --- languages and models --------------------------------------------------------------------------------------------


def models(window: MainWindow, monkeypatch: pytest.MonkeyPatch, *pairs: tuple[str, str]) -> None:
    """Put models for these pairs on the shelf beside the starter's."""
    starter = window.services.shelf.get("starter/firefox-en-pt")
    more = []
    for source, target in pairs:
        settings = starter.spec.settings | {"source": source, "target": target}
        spec = replace(starter.spec, id=f"local/{source}-{target}", title=f"{source} to {target}", settings=settings)
        more.append(replace(starter, spec=spec))
    found = (*window.services.shelf.all(), *more)
    monkeypatch.setattr(window.services.shelf, "all", lambda: found)


def entries(page: TranslatePage) -> list[str]:
    box = page.languages.target_box
    return [box.itemText(row) for row in range(box.count())]


def test_only_what_can_be_reached_is_offered_and_a_language_between_is_said(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    models(window, monkeypatch, ("de", "en"), ("en", "fr"))
    page = page_of(window)
    sources = [page.languages.source_box.itemText(row) for row in range(page.languages.source_box.count())]
    assert sources == ["Detect language", "English", "German", "Portuguese"]
    assert entries(page) == ["Automatic", "English", "French", "Portuguese"]
    page.languages.source_box.setCurrentIndex(2)
    assert entries(page) == ["English", "French – through English", "Portuguese – through English"]
    page.languages.target_box.setCurrentIndex(1)
    assert not page.languages.swap_button.isEnabled()
    assert "No model here translates from French into German" in page.languages.swap_button.toolTip()


def test_a_picked_model_limits_the_languages(window: MainWindow) -> None:
    page = page_of(window)
    assert page.picker.box.itemText(0) == "Automatic"
    page.picker.pick("starter/firefox-pt-en")
    page.languages.source_box.setCurrentIndex(1)
    assert (page.languages.source, entries(page)) == ("pt", ["English"])
    assert page.options_button.text() == "Options · changed"


def test_languages_are_remembered_and_nothing_that_was_written(window: MainWindow) -> None:
    page = page_of(window)
    page.languages.source_box.setCurrentIndex(page.languages.source_box.findData("pt"))
    page.form.set_values({"keep": "Project Moon"})
    page.form.changed.emit()
    page.desk.insert("My secret")
    window.memory.save()
    kept = window.services.home.window.read_text(encoding="utf-8")
    assert "Moon" not in kept
    assert "secret" not in kept
    again = TranslatePage(
        window.services,
        window.reception,
        page.task,
        WindowMemory(window.services.home.window),
        adding=page.adding,
    )
    assert (again.languages.source, again.languages.target) == ("pt", "en")
    again.deleteLater()


def unavailable(source: str, target: str) -> Failure:
    if not target:
        return LanguageUnknown(source=source, known="").failure()
    return TranslationUnavailable(source=source, target=target, known="").failure()


def test_what_would_help_is_offered_where_no_model_knows_the_language(page: TranslatePage) -> None:
    page.desk.insert("Guten Tag, Frau Pereira.")
    page.live.begin()
    end_live(page, failure=unavailable("German", ""))
    assert page.desk.status.text() == "No model here translates from German."
    assert page.help.isVisible()
    said = "\n".join(label.text() for label in page.help.findChildren(QLabel) if label.isVisible())
    assert "opus-mt-de-en" in said
    assert "opus-mt-en-fr" not in said
    page.desk.clear.click()
    assert not page.help.isVisible()


def test_other_models_are_offered_when_the_picked_one_does_not_know_the_language(page: TranslatePage) -> None:
    page.picker.pick("starter/firefox-en-pt")
    page.desk.insert("Bom dia, minha senhora.")
    page.live.begin()
    end_live(page, failure=unavailable("Portuguese", "English"))
    assert page.switch.isVisible()
    assert not page.help.isVisible()
    page.switch.click()
    assert page.picker.chosen == AUTOMATIC
    assert page.live.state is LiveState.WORKING
    assert not page.switch.isVisible()


def test_a_text_that_is_in_the_chosen_language_already_goes_into_the_likeliest_one(page: TranslatePage) -> None:
    page.languages.target_box.setCurrentIndex(page.languages.target_box.findData("pt"))
    page.desk.insert("Bom dia, minha senhora.")
    page.live.begin()
    end_live(page, failure=unavailable("Portuguese", "Portuguese"))
    assert page.languages.target == ""
    assert page.live.state is LiveState.WORKING
    assert not page.help.isVisible()


def test_without_a_model_the_page_says_what_is_needed(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(model: InstalledModel) -> InstalledModel:
        return replace(model, state=ModelState.BROKEN)

    found = tuple(broken(model) for model in window.services.shelf.all())
    monkeypatch.setattr(window.services.shelf, "all", lambda: found)
    page = page_of(window)
    assert page.missing.isVisible()
    assert not page.desk.isVisible()
    assert not page.languages.isVisible()
    assert not page.zone.isVisible()


def test_a_failed_document_says_what_would_help_too(page: TranslatePage, tmp_path: Path) -> None:
    job: Job = scenes.job("german", tmp_path / "brief.txt", task="translation", state=JobState.FAILED)
    page.services.queue.job_changed.emit(replace(job, failure=unavailable("German", "")))
    assert page.help.isVisible()

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.errors import EngineCrashed, InputEncrypted, InputQuarantined, StorageFull
from desktop.core.job import Job, JobState, Progress
from desktop.state.paths import Home
from desktop.ui import language
from desktop.ui.export_dialog import ExportDialog
from desktop.ui.help_page import HelpPage
from desktop.ui.history_page import HistoryPage
from desktop.ui.result_pane import ResultPane
from desktop.ui.result_states import StatePage
from desktop.ui.result_viewers import viewer_of
from desktop.ui.settings_page import SettingsPage
from desktop.ui.viewers.text import TextViewer
from tests.gui import results, scenes


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    source = scenes.picture(tmp_path / "secret plan.png")
    return [
        scenes.job("done", source, made=scenes.text_result()),
        scenes.job("failed", source, state=JobState.FAILED, failure=EngineCrashed(exit="signal 11").failure()),
        scenes.job("locked", source, state=JobState.FAILED, failure=InputEncrypted(name="secret plan.png").failure()),
        scenes.job("aside", source, state=JobState.FAILED, failure=InputQuarantined(name="secret plan.png").failure()),
        scenes.job("running", source, state=JobState.RUNNING),
        scenes.job("waiting", source, state=JobState.QUEUED),
        scenes.job("stopped", source, state=JobState.CANCELLED),
    ]


@pytest.fixture
def pane(stage: scenes.Scene, qtbot: QtBot) -> ResultPane:
    made = ResultPane(stage.services)
    qtbot.addWidget(made)
    made.resize(460, 700)
    made.show()
    return made


def test_nothing_chosen_is_a_calm_hint(pane: ResultPane) -> None:
    assert pane.states.currentWidget() is pane.empty
    assert pane.job_id is None
    assert not pane.export_button.isVisible()
    pane.copy()
    pane.export()
    pane.find()


@pytest.mark.parametrize(
    ("job_id", "page"), [("waiting", "waiting"), ("stopped", "stopped"), ("running", "running"), ("failed", "failed")]
)
def test_every_state_has_its_page(pane: ResultPane, job_id: str, page: str) -> None:
    pane.show_job(job_id)
    assert pane.states.currentWidget() is getattr(pane, page)
    assert pane.title.text() == "secret plan.png"
    assert not pane.export_button.isVisible()
    pane.grab()


def test_a_running_job_shows_how_far_it_is(pane: ResultPane, stage: scenes.Scene) -> None:
    pane.show_job("running")
    job = stage.queue.get("running")
    assert job is not None
    progress = Progress(phase="pages", done=5, total=20, eta_s=30)
    stage.queue.job_changed.emit(replace(job, progress=progress))
    assert pane.running.phase.text() == "Reading the pages"
    assert "25%" in pane.running.times.text()
    assert "about 30 s left" in pane.running.times.text()
    stage.queue.partial.emit("running", "first line")
    stage.queue.partial.emit("running", "first line\nsecond line")
    stage.queue.partial.emit("another", "not mine")
    assert pane.running.partial.toPlainText() == "first line\nsecond line"


def test_what_waits_says_that_the_queue_is_paused(pane: ResultPane, stage: scenes.Scene) -> None:
    pane.show_job("waiting")
    before = pane.waiting.text.text()
    stage.queue.waiting.hold(StorageFull(folder="/disk").failure())
    assert pane.waiting.text.text() == "It starts when the queue goes on."
    stage.queue.waiting.resume()
    assert pane.waiting.text.text() == before


def test_seconds_are_counted_only_while_they_are_seen(pane: ResultPane) -> None:
    pane.show_job("running")
    assert pane.running._timer.isActive()
    pane.show_job("waiting")
    assert not pane.running._timer.isActive()


def test_a_failure_says_what_happened_and_what_to_do(pane: ResultPane) -> None:
    pane.show_job("locked")
    assert pane.failed.heading.text() == "“secret plan.png” is protected by a password."
    assert pane.failed.text.text() == "Save a copy without the password and add that."
    assert pane.failed.detail.text() == "input-encrypted"


@pytest.mark.parametrize("job_id", ["failed", "locked"])
def test_the_report_holds_nothing_private(pane: ResultPane, stage: scenes.Scene, qtbot: QtBot, job_id: str) -> None:
    pane.show_job(job_id)
    QTest.mouseClick(pane.copy_report, Qt.MouseButton.LeftButton)
    report = QGuiApplication.clipboard().text()
    assert "starter/pp-ocrv6" in report
    assert "secret" not in report
    assert str(stage.folder) not in report
    assert ("exit: signal 11" in report) is (job_id == "failed")


def test_retry_asks_the_queue(pane: ResultPane, stage: scenes.Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(stage.queue, "retry", asked.append)
    monkeypatch.setattr(stage.queue, "cancel", asked.append)
    for job_id, button in (
        ("failed", pane.retry),
        ("stopped", pane.again),
        ("running", pane.running.cancel),
        ("waiting", pane.cancel_waiting),
    ):
        pane.show_job(job_id)
        button.click()
        assert asked.pop() == job_id


def test_a_file_that_was_set_aside_cannot_be_retried(pane: ResultPane) -> None:
    pane.show_job("aside")
    assert not pane.retry.isVisible()
    pane.show_job("failed")
    assert pane.retry.isVisible()


def test_a_result_is_copied_whole_or_as_selected(pane: ResultPane, qtbot: QtBot) -> None:
    pane.show_job("done")
    assert isinstance(pane.viewer, TextViewer)
    QTest.mouseClick(pane.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().split("\n")[: len(scenes.LINES)] == list(scenes.LINES)
    pane.find()
    QTest.keyClicks(pane.viewer.find_bar.field, "noon")
    pane.copy()
    assert QGuiApplication.clipboard().text() == "noon"


def test_a_job_that_ends_is_shown_at_once(pane: ResultPane, stage: scenes.Scene) -> None:
    pane.show_job("running")
    job = stage.queue.get("done")
    assert job is not None
    pane._job = replace(job, state=JobState.RUNNING, result=None)
    stage.queue.job_changed.emit(replace(job, result=None))
    assert pane.viewer is not None
    assert pane.export_button.isVisible()


def test_a_job_that_is_removed_leaves_the_pane(pane: ResultPane, stage: scenes.Scene) -> None:
    pane.show_job("done")
    stage.queue.remove(["done"])
    assert pane.states.currentWidget() is pane.empty


def test_a_result_is_verified_again(pane: ResultPane, qtbot: QtBot) -> None:
    pane.show_job("done")
    panel = pane.provenance
    assert not panel.verify.isVisible()
    panel.toggle.click()
    panel.verify.click()
    assert not panel.verify.isEnabled()
    qtbot.waitUntil(panel.verify.isEnabled, timeout=30_000)
    assert panel.verdict.isVisible()
    said = panel.verdict.text()
    assert "Model file detector.onnx: cdcdcdcdcdcd… before, nothing now" in said
    assert "Input " in said
    assert "Option split: none before, nothing now" in said
    assert "Result" not in said, "it is not made again from something else"
    panel.show_changes(())
    assert panel.verdict.text().startswith("The same again")
    panel.show_trouble(EngineCrashed(exit="signal 11"))
    assert panel.verdict.property("tone") == "bad"
    pane.show_job("failed")
    pane.show_job("done")
    assert panel.verdict.isVisible(), "it is the same result"


def test_provenance_is_folded_and_can_be_copied(pane: ResultPane, qtbot: QtBot) -> None:
    pane.show_job("done")
    assert not pane.provenance.copy.isVisible()
    pane.provenance.toggle.click()
    words = [label.text() for label in pane.provenance.findChildren(QLabel)]
    assert "starter/pp-ocrv6" in words
    pane.provenance.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "ef" * 32 in copied
    assert "file detector.onnx" in copied
    pane.grab()


def test_the_menu_lists_the_formats(pane: ResultPane, qtbot: QtBot) -> None:
    pane.show_job("done")
    pane._fill_menu()
    texts = [action.text() for action in pane._menu.actions()]
    assert texts[:2] == ["As TXT…", "As MD…"]
    pane._menu.actions()[1].trigger()
    assert pane.dialog is not None
    assert pane.dialog.plan().formats == ("md",)
    pane.dialog.close()


def test_every_page_follows_the_language(
    qapp: QApplication, stage: scenes.Scene, pane: ResultPane, qtbot: QtBot
) -> None:
    history, settings, help_page = HistoryPage(stage.services), SettingsPage(stage.services), HelpPage(stage.services)
    dialog = ExportDialog(stage.services, ("done",))
    pages: list[QWidget] = [history, settings, help_page, dialog]
    for page in pages:
        qtbot.addWidget(page)
        page.show()
    pane.show_job("locked")
    try:
        language.install(qapp, "pt_BR")
        qtbot.waitUntil(lambda: pane.retry.text() == "Tentar de novo")
        assert pane.failed.heading.text() == "“secret plan.png” está protegido por senha."
        assert pane.subtitle.text() == "Ler texto · pp-ocrv6"
        titles = [history.title.text(), settings.title.text(), help_page.title.text(), dialog.windowTitle()]
        assert titles == ["Histórico", "Configurações", "Ajuda", "Exportar"]
        assert "Teclado" in help_page.browser.toPlainText()
        pane.show_job("done")
        assert pane.provenance.toggle.text() == "Como isto foi feito"
    finally:
        language.install(qapp, "en")
    qtbot.waitUntil(lambda: history.title.text() == "History")


@pytest.mark.parametrize("name", sorted(results.EVERY))
def test_every_kind_of_result_is_shown_and_copied(
    qapp: QApplication, home: Home, tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    job = results.EVERY[name](tmp_path)
    made = scenes.build(home, tmp_path, [job])
    pane = ResultPane(made.services)
    qtbot.addWidget(pane)
    pane.resize(420, 600)
    pane.show()
    pane.show_job(job.id)
    assert job.result is not None
    assert isinstance(pane.viewer, viewer_of(job.result.value))
    pane.copy()
    assert QGuiApplication.clipboard().text().strip()
    assert pane.width() == 420
    scenes.end(made)
    QGuiApplication.clipboard().clear()


def test_no_word_ends_a_text_alone(qtbot: QtBot) -> None:
    state = StatePage("history")
    qtbot.addWidget(state)
    state.resize(900, 500)
    state.say("Nothing waits", "What you hand in while something runs appears here, and you decide what comes first.")
    with qtbot.waitExposed(state):
        state.show()
    text, metrics = state.text, state.text.fontMetrics()
    whole = metrics.horizontalAdvance(text.text())
    assert state.width() > whole > text.width()
    assert whole / 2 < text.contentsRect().width() < whole * 0.7, "two lines of about one length"
    assert text.height() == metrics.boundingRect(0, 0, text.width(), 0, Qt.TextFlag.TextWordWrap, text.text()).height()

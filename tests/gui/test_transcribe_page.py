"""The page of speech; the microphone itself is recorded from in `tests/e2e/test_speech_window.py`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import tasks
from desktop.core.errors import MicrophoneLost
from desktop.core.task import parameters
from desktop.jobs.microphone import Microphone
from desktop.ui import language
from desktop.ui.main_window import MainWindow
from desktop.ui.record_panel import LevelMeter
from desktop.ui.transcribe_page import TranscribePage
from desktop.ui.window_memory import WindowMemory
from tests.gui import drops, results, scenes
from tests.gui.test_accessibility import clipped, nameless, silent_icons, unreachable

TASK = "automatic-speech-recognition"


@pytest.fixture
def page(stage: scenes.Scene, window: MainWindow) -> TranscribePage:
    """The page with a model of three languages that is never asked anything."""
    starter = stage.services.shelf.choose("image-classification").folder / "manifest.json"
    manifest = json.loads(starter.read_text(encoding="utf-8"))
    manifest |= {"id": "local/hearing", "task": TASK, "title": "Hearing", "languages": ["pt", "en", "de"], "files": []}
    folder = stage.services.home.models / "local" / "hearing"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    stage.services.shelf.refresh()
    made = window.visit(f"task:{TASK}")
    assert isinstance(made, TranscribePage)
    made.picker.pick("local/hearing")
    return made


def offered(page: TranscribePage) -> list[str]:
    box = page.speech.language
    return [box.itemText(row) for row in range(box.count())]


def test_a_recording_that_is_dropped_starts_with_the_options_that_are_shown(
    page: TranscribePage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.speech.language.setCurrentIndex(page.speech.language.findData("pt"))
    page.speech.english.click()
    page.speech.words.click()
    mime = drops.mime_of([results.recording(tmp_path / "talk.wav")])
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        drops.drop(page.zone, mime)
    (job,) = added.args[0]
    chosen = {name: job.params[name] for name in ("language", "task", "timestamps")}
    assert chosen == {"language": "pt", "task": "translate", "timestamps": "word"}
    assert job.model == "local/hearing"


def test_every_option_has_its_default_until_somebody_chooses(page: TranscribePage) -> None:
    assert page.options() == {parameter.name: parameter.default for parameter in parameters(page.task)}


def test_the_languages_are_those_of_the_model_by_name(page: TranscribePage, qapp: QApplication, qtbot: QtBot) -> None:
    assert offered(page) == ["Find it out", "English", "German", "Portuguese"]
    page.speech.language.setCurrentIndex(1)
    language.install(qapp, "pt_BR")
    qtbot.waitUntil(lambda: offered(page)[1:] == ["Alemão", "Inglês", "Português"])
    assert page.options()["language"] == "en"


def test_options_are_remembered_but_not_what_was_written(page: TranscribePage, stage: scenes.Scene) -> None:
    page.options_button.click()
    page.form.set_values({"terms": "Farol Azul", "beams": 3})
    page.speech.words.click()
    page.form.changed.emit()
    kept = page.memory.options(TASK)
    assert kept["beams"] == 3
    assert kept["timestamps"] == "word"
    assert "terms" not in kept
    page.memory.save()
    again = MainWindow(tasks.registry(), stage.services.home.window)
    again.attach(stage.services)
    shown = again.visit(f"task:{TASK}")
    assert isinstance(shown, TranscribePage)
    assert isinstance(shown.memory, WindowMemory)
    assert shown.speech.words.isChecked()
    assert shown.options()["beams"] == 3
    assert shown.options_button.isChecked()
    again.deleteLater()


def test_rare_options_are_folded_away_and_say_when_they_are_not_as_usual(page: TranscribePage) -> None:
    fields = [page.form._fields[name] for name in ("terms", "skip_pauses", "beams")]
    assert not any(field.isVisible() for field in fields)
    page.options_button.click()
    assert all(field.isVisible() for field in fields)
    assert page.options_button.text() == "More options"
    page.form.set_values({"beams": 3})
    page.options_button.click()
    assert page.options_button.text() == "More options · changed"


def test_without_a_microphone_the_button_says_why(page: TranscribePage, monkeypatch: pytest.MonkeyPatch) -> None:
    reason = "No microphone was found on this computer."
    monkeypatch.setattr(Microphone, "lack", property(lambda _: reason))
    page.microphone.changed.emit()
    assert not page.record.record.isEnabled()
    assert page.record.detail.text() == reason
    assert page.record.record.toolTip() == reason
    QTest.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert not page.microphone.recording


def test_a_recording_that_ends_becomes_a_job_and_a_failure_is_said(
    page: TranscribePage, stage: scenes.Scene, qtbot: QtBot
) -> None:
    path = results.recording(stage.services.home.pasted / "2026-11-26 10.00.00.wav", 1)
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        page.microphone.failed.emit(MicrophoneLost().failure())
        page.microphone.recorded.emit(path)
    (job,) = added.args[0]
    assert job.input.path == path
    assert page.problem.isVisible()
    assert page.problem.text()


def test_a_recording_that_a_killed_program_left_is_transcribed_once(
    page: TranscribePage, window: MainWindow, stage: scenes.Scene
) -> None:
    path = results.recording(stage.services.home.pasted / "2026-11-26 10.00.00.wav", 1)
    window.show_page("assistant")
    window.show_page(f"task:{TASK}")
    (job,) = page.services.queue.jobs()
    assert job.input.path == path
    assert window.banner.isVisible()
    page.services.queue.remove([job.id])
    window.show_page("assistant")
    window.show_page(f"task:{TASK}")
    assert not page.services.queue.jobs()


def test_one_is_reminded_of_a_microphone_that_listens_on(
    page: TranscribePage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_page("assistant")
    assert not window.banner.isVisible()
    window.show_page(f"task:{TASK}")
    with monkeypatch.context() as listening:
        listening.setattr(Microphone, "recording", property(lambda _: True))
        window.show_page("assistant")
    assert window.banner.isVisible()


def test_the_meter_shows_the_newest_at_the_right_and_what_was_too_loud(qtbot: QtBot) -> None:
    meter = LevelMeter()
    qtbot.addWidget(meter)
    meter.resize(100, 32)
    for level in (0.0, 0.02, 1.0):
        meter.add(level)
    image = meter.grab().toImage()
    scale = image.devicePixelRatio()

    def height(bar: int) -> int:
        """How many pixels of a bar, counted from the right, are painted."""
        x = round((meter.width() - (bar + 1) * 5 + 1.5) * scale)
        ground = image.pixelColor(round(meter.width() * scale) - 1, 0)
        return sum(image.pixelColor(x, y) != ground for y in range(image.height()))

    assert height(0) > height(1) > height(2)
    loud = image.pixelColor(round((meter.width() - 3.5) * scale), image.height() // 2)
    assert loud.red() > loud.blue()


@pytest.mark.parametrize("code", ["en", "pt_BR"])
def test_it_can_be_used_without_eyes_or_mouse(
    page: TranscribePage, window: MainWindow, qapp: QApplication, code: str
) -> None:
    language.install(qapp, code)  # type: ignore[arg-type] # one of two
    window.resize(960, 600)
    page.options_button.click()
    for widget in (page.record.meter, page.record.pause, page.record.stop):
        widget.show()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert not nameless(page)
    assert not unreachable(page)
    assert not silent_icons(page)
    assert not clipped(page)

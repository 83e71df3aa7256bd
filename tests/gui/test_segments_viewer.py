"""The viewer of transcripts, with made-up results: reading, following, searching. The sound has tests of its own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QPaintEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.job import Job
from desktop.ui import language
from desktop.ui.result_pane import ResultPane
from desktop.ui.viewers.segments import SegmentsViewer
from desktop.ui.viewers.waveform import Waveform
from tests.gui import results, scenes
from tests.gui.test_accessibility import clipped, nameless, silent_icons, unreachable


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return results.segments_job(tmp_path)


@pytest.fixture
def jobs(job: Job) -> list[Job]:
    return [job]


@pytest.fixture
def pane(stage: scenes.Scene, qtbot: QtBot) -> ResultPane:
    made = scenes.active(ResultPane(stage.services), qtbot, 560, 700)
    made.show_job("segments")
    return made


@pytest.fixture
def viewer(pane: ResultPane) -> SegmentsViewer:
    assert isinstance(pane.viewer, SegmentsViewer)
    return pane.viewer


def place_of(viewer: SegmentsViewer, word: str) -> QPoint:
    """Where a word is drawn."""
    cursor = viewer.transcript.document().find(word)
    start = QTextCursor(cursor)
    start.setPosition(cursor.selectionStart())
    return viewer.transcript.cursorRect(start).center() + QPoint(3, 0)


def heard(viewer: SegmentsViewer) -> tuple[str, str]:
    """The line and the word that are marked."""
    current = viewer.transcript.current
    words = [mark.cursor.selectedText() for mark in viewer.transcript.extraSelections()]
    return (current.text if current else "", words[0] if words else "")


def press(wave: Waveform, share: float) -> None:
    """Press on a recording, at a share of its width."""
    QTest.mouseClick(wave, Qt.MouseButton.LeftButton, pos=QPoint(round(wave.width() * share), wave.height() // 2))


def test_every_line_is_shown_with_the_loudness_above(viewer: SegmentsViewer, qtbot: QtBot) -> None:
    assert viewer.transcript.toPlainText().splitlines() == [piece.text for piece in results.SAID]
    assert viewer.bar.place.text() == "0:00 / 0:08"
    assert viewer.bar.language.text() == "English"
    assert not viewer.sound.near.isVisible()
    qtbot.waitUntil(lambda: max(viewer.sound.whole._heights()) == 1)
    assert min(viewer.sound.whole._heights()) < 0.5


def test_loudness_that_comes_after_the_line_is_drawn(qtbot: QtBot) -> None:
    drawn: list[float] = []

    class Wave(Waveform):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            drawn.append(max(self._heights()))

    wave = Wave()
    wave.set_sound(b"", 8.0)
    scenes.active(wave, qtbot, 300, 60)
    qtbot.waitUntil(lambda: drawn[-1:] == [0.0])
    wave.set_sound(bytes([200]) * 160, 8.0)
    qtbot.waitUntil(lambda: drawn[-1] == 1.0)


def test_a_click_on_a_word_goes_to_it_after_an_emoji_too(viewer: SegmentsViewer) -> None:
    viewport = viewer.transcript.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place_of(viewer, "three"))
    assert heard(viewer) == ("Ana has three cats.", "three")
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place_of(viewer, "everybody"))
    assert heard(viewer) == ("Good morning 🚢 everybody.", "everybody.")
    assert viewer.bar.place.text() == "0:02 / 0:08"
    assert viewer.sound.whole.value() == 2000


def test_so_does_enter_at_the_cursor(viewer: SegmentsViewer) -> None:
    viewer.transcript.setFocus()
    viewer.transcript.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(viewer.transcript, Qt.Key.Key_Return)
    assert heard(viewer) == ("The end.", "end.")
    assert viewer.transcript.toPlainText().count("\n") == 2


def test_a_line_without_times_of_words_is_heard_from_its_beginning(viewer: SegmentsViewer, job: Job) -> None:
    said = (results.segment(1, "Nobody knows when.", words=False), results.segment(4, "Nor here.", words=False))
    viewer.show_job(results.segments_job(job.input.path.parent, said))
    QTest.mouseClick(viewer.transcript.viewport(), Qt.MouseButton.LeftButton, pos=place_of(viewer, "here"))
    assert heard(viewer) == ("Nor here.", "")
    assert viewer.sound.whole.value() == 4000


def test_what_is_selected_is_not_left_for_another_place(viewer: SegmentsViewer) -> None:
    viewport = viewer.transcript.viewport()
    start, end = place_of(viewer, "Ana"), place_of(viewer, "cats")
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert viewer.selected_text().startswith("na has") or viewer.selected_text().startswith("Ana has")
    assert viewer.sound.whole.value() == 0


def test_the_recording_is_walked_with_pointer_and_keys(viewer: SegmentsViewer) -> None:
    wave = viewer.sound.whole
    press(wave, 0.5)
    assert heard(viewer) == ("Ana has three cats.", "three")
    QTest.keyClick(wave, Qt.Key.Key_Right)
    assert wave.value() == 8000
    QTest.keyClick(wave, Qt.Key.Key_Left)
    assert heard(viewer)[0] == "Ana has three cats."
    QTest.keyClick(wave, Qt.Key.Key_Home)
    assert heard(viewer) == ("", "")


def test_what_is_heard_stays_in_view_unless_one_looks_elsewhere(viewer: SegmentsViewer, job: Job) -> None:
    said = tuple(results.segment(2.0 * at, f"Line {at} of many.") for at in range(300))
    viewer.show_job(results.segments_job(job.input.path.parent, said, 600.0))
    transcript = viewer.transcript

    def seen(line: int) -> bool:
        place = transcript.line_rect(line)
        return place.top() >= 0 and place.bottom() <= transcript.viewport().height()

    assert viewer.sound.near.isVisible()
    for second in range(200):
        viewer._show_place(float(second))
    assert seen(99)
    transcript.verticalScrollBar().setValue(0)
    viewer._show_place(201.0)
    assert seen(0)
    assert not seen(100)
    viewer.seek(500.0)
    assert seen(250)
    start, end = viewer.sound.near._view
    assert start <= 500 < end


def test_search_marks_and_counts(viewer: SegmentsViewer, pane: ResultPane) -> None:
    viewer.seek(3.2)
    pane.find()
    QTest.keyClicks(viewer.find_bar.field, "th")
    assert viewer.find_bar.count.text() == "1 of 2"
    assert [mark.cursor.selectedText() for mark in viewer.transcript.extraSelections()] == ["Ana", "th", "Th"]
    QTest.keyClick(viewer.find_bar.field, Qt.Key.Key_Escape)
    assert heard(viewer) == ("Ana has three cats.", "Ana")


def test_a_silent_recording_says_so(viewer: SegmentsViewer, job: Job) -> None:
    viewer.show_job(results.segments_job(job.input.path.parent, ()))
    assert viewer.silent.isVisible()
    assert viewer.silent.heading.text() == "Nothing is said"
    assert not viewer.bar.edit.isVisible()
    viewer.open_search()
    assert not viewer.find_bar.isVisible()
    press(viewer.sound.whole, 0.5)
    assert viewer.sound.whole.value() == pytest.approx(4000, abs=50)


def test_a_transcript_without_loudness_is_shown_all_the_same(viewer: SegmentsViewer, job: Job, qtbot: QtBot) -> None:
    assert job.result is not None
    job.result.artifacts[0].path.unlink()
    viewer.show_job(job)
    viewer.services.background.wait()
    assert max(viewer.sound.whole._heights()) == 0
    assert viewer.transcript.toPlainText().startswith("Good morning")


def test_a_recording_that_is_gone_can_be_read_but_not_played(viewer: SegmentsViewer, job: Job, qtbot: QtBot) -> None:
    job.input.path.unlink()
    viewer.show_job(job)
    reason = "The recording is no longer where it was, so it cannot be played."
    qtbot.waitUntil(lambda: viewer.reason.text() == reason)
    assert viewer.reason.isVisible()
    assert not viewer.bar.play.isEnabled()
    assert viewer.bar.play.toolTip() == viewer.reason.text()
    QTest.keyClick(viewer.transcript, Qt.Key.Key_Space)
    viewer.seek(6.1)
    assert heard(viewer) == ("The end.", "The")
    viewer.bar.edit.click()
    QTest.keyClicks(viewer.transcript, "Well. ")
    assert viewer.transcript.pieces[2].text == "Well. The end."


def test_the_transcript_follows_the_player_and_space_is_its_button(
    viewer: SegmentsViewer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.ui.player import Player

    qtbot.waitUntil(lambda: viewer.player is not None)
    assert viewer.player is not None
    viewer.player.moved.emit(6.1)
    assert heard(viewer) == ("The end.", "The")
    assert viewer.bar.place.text() == "0:06 / 0:08"
    pressed: list[str] = []
    monkeypatch.setattr(Player, "lack", "")
    monkeypatch.setattr(Player, "toggle", lambda _: pressed.append("toggle"))
    monkeypatch.setattr(Player, "set_speed", lambda _, factor: pressed.append(str(factor)))
    viewer.player.lack_changed.emit()
    viewer.transcript.setFocus()
    QTest.keyClick(viewer.transcript, Qt.Key.Key_Space)
    viewer.bar.edit.click()
    QTest.keyClick(viewer.transcript, Qt.Key.Key_Space)
    QTest.keyClick(viewer.transcript, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    viewer.bar.play.click()
    viewer.bar.speeds.actions()[-1].trigger()
    assert pressed == ["toggle", "toggle", "toggle", "2.0"]
    assert viewer.bar.speed.text() == "2×"
    viewer.player.playing_changed.emit(True)
    assert viewer.bar.play.accessibleName() == "Pause"


def test_nothing_brings_the_library_of_sound_before_a_recording_is_shown() -> None:
    imports = "import sys, desktop.ui.viewers, desktop.ui.transcribe_page"
    code = f"{imports}; sys.exit('PySide6.QtMultimedia' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=120).returncode == 0


def test_a_screen_reader_finds_a_slider(viewer: SegmentsViewer) -> None:
    found = QAccessible.queryAccessibleInterface(viewer.sound.whole)
    assert found.role() is QAccessible.Role.Slider
    assert found.text(QAccessible.Text.Name) == "Place in the recording"


def test_line_breaks_inside_a_line_do_not_shift_the_others(viewer: SegmentsViewer, job: Job) -> None:
    said = (replace(results.SAID[0], text=" Good\nmorning 🚢\u2028everybody. "), *results.SAID[1:])
    viewer.show_job(results.segments_job(job.input.path.parent, said))
    assert viewer.transcript.blockCount() == 3
    QTest.mouseClick(viewer.transcript.viewport(), Qt.MouseButton.LeftButton, pos=place_of(viewer, "everybody"))
    assert heard(viewer)[1] == "everybody."


@pytest.mark.parametrize("code", ["en", "pt_BR"])
def test_it_can_be_used_without_eyes_or_mouse(
    viewer: SegmentsViewer, pane: ResultPane, qapp: QApplication, code: str
) -> None:
    language.install(qapp, code)  # type: ignore[arg-type] # one of two
    pane.resize(320, 700)
    viewer.bar.edit.click()
    viewer.open_search()
    assert not nameless(pane)
    assert not unreachable(pane)
    assert not silent_icons(pane)
    assert not clipped(pane)

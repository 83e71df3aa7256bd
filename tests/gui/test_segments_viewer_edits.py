"""Editing transcripts: nothing that was written is lost, and the original can be brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.core.job import Job
from desktop.core.result import Segments
from desktop.state.history import History
from desktop.state.paths import Home
from desktop.ui.main_window import MainWindow
from desktop.ui.result_pane import ResultPane
from desktop.ui.viewers.segments import SegmentsViewer
from desktop.ui.viewers.speaker_dialog import SpeakerDialog
from tests.gui import results, scenes

LINES = [piece.text for piece in results.SAID]


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return results.segments_job(tmp_path)


@pytest.fixture
def jobs(tmp_path: Path, job: Job) -> list[Job]:
    other = scenes.job("other", tmp_path / "scan.png", made=scenes.text_result())
    return [job, other]


@pytest.fixture
def pane(stage: scenes.Scene, qtbot: QtBot) -> ResultPane:
    made = scenes.active(ResultPane(stage.services), qtbot, 560, 700)
    made.show_job("segments")
    return made


@pytest.fixture
def viewer(pane: ResultPane) -> SegmentsViewer:
    assert isinstance(pane.viewer, SegmentsViewer)
    return pane.viewer


def go_to(viewer: SegmentsViewer, word: str, *, after: bool = False) -> None:
    """Put the cursor before or after a word."""
    cursor = viewer.transcript.document().find(word)
    cursor.setPosition(cursor.selectionEnd() if after else cursor.selectionStart())
    viewer.transcript.setTextCursor(cursor)


def key(viewer: SegmentsViewer, which: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(viewer.transcript, which, how)


def lines(viewer: SegmentsViewer) -> list[str]:
    """What is shown; the pieces say the same."""
    shown = viewer.transcript.toPlainText().split("\n")
    assert [piece.text for piece in viewer.transcript.pieces] == shown
    return shown


def kept(stage: scenes.Scene) -> Segments:
    """What another program would read in the history, once what waits is written."""
    stage.queue.find()
    return on_disk(stage)


def on_disk(stage: scenes.Scene) -> Segments:
    """What a program that is killed now leaves."""
    history = History(stage.services.home.history)
    job = history.get("segments")
    history.close()
    assert job is not None
    assert job.result is not None
    assert isinstance(job.result.value, Segments)
    return job.result.value


def test_nothing_can_be_written_until_one_edits(viewer: SegmentsViewer) -> None:
    viewer.transcript.setFocus()
    QTest.keyClicks(viewer.transcript, "x")
    key(viewer, Qt.Key.Key_Delete)
    assert lines(viewer) == LINES
    key(viewer, Qt.Key.Key_F2)
    assert viewer.bar.edit.isChecked()
    assert viewer.edit_bar.isVisible()
    key(viewer, Qt.Key.Key_Escape)
    assert not viewer.bar.edit.isChecked()
    assert not viewer.edit_bar.isVisible()


def test_two_clicks_edit_at_their_place(viewer: SegmentsViewer) -> None:
    place = viewer.transcript.cursorRect(viewer.transcript.document().find("three")).center()
    QTest.mouseDClick(viewer.transcript.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert viewer.transcript.editable
    assert viewer.transcript.line == 1
    assert not viewer.transcript.textCursor().hasSelection()


def test_what_is_written_is_kept_after_a_pause_and_shown_again(
    viewer: SegmentsViewer, pane: ResultPane, stage: scenes.Scene, qtbot: QtBot
) -> None:
    viewer.bar.edit.click()
    go_to(viewer, "three", after=True)
    with qtbot.waitSignal(stage.queue.edits.changed):
        QTest.keyClicks(viewer.transcript, " black")
    qtbot.waitUntil(lambda: "black" in on_disk(stage).text)
    made = on_disk(stage)
    assert made.segments[1].text == "Ana has three black cats."
    assert made.text == "Good morning 🚢 everybody. Ana has three black cats. The end."
    assert viewer.transcript.editable
    assert viewer.notice.isVisible()
    assert viewer.notice.words.text().startswith("Edited by hand")
    assert "edited by hand: 20" in pane.provenance.plain()
    assert [job.id for job in stage.queue.find("black")] == ["segments"]
    pane.show_job("other")
    pane.show_job("segments")
    assert lines(viewer)[1] == "Ana has three black cats."
    assert viewer.notice.isVisible()


@pytest.mark.parametrize("way", ["another result", "copy", "export", "end of editing"])
def test_no_way_out_is_faster_than_the_pause(
    viewer: SegmentsViewer, pane: ResultPane, stage: scenes.Scene, way: str, tmp_path: Path
) -> None:
    viewer.bar.edit.click()
    go_to(viewer, "cats")
    QTest.keyClicks(viewer.transcript, "black ")
    if way == "another result":
        pane.show_job("other")
    elif way == "copy":
        pane.copy()
        assert "three black cats." in QGuiApplication.clipboard().text()
    elif way == "export":
        pane.export()
        assert pane.dialog is not None
        pane.dialog.close()
    else:
        key(viewer, Qt.Key.Key_Escape)
    assert kept(stage).segments[1].text == "Ana has three black cats."


def test_a_window_that_is_closed_keeps_what_was_just_written(
    window: MainWindow, job: Job, home: Home, qtbot: QtBot
) -> None:
    history = History(home.history)
    history.put([job])
    history.close()
    window.show_job("segments")
    viewer = window.pane.viewer  # type: ignore[union-attr] # it was just shown
    assert isinstance(viewer, SegmentsViewer)
    viewer.bar.edit.click()
    QTest.keyClicks(viewer.transcript, "Well, ")
    window.close()
    window.services.queue.stop()
    history = History(home.history)
    found = history.get("segments")
    history.close()
    assert found is not None
    assert found.result is not None
    assert isinstance(found.result.value, Segments)
    assert found.result.value.segments[0].text == "Well, Good morning 🚢 everybody."


def test_enter_cuts_a_line_at_its_words(viewer: SegmentsViewer) -> None:
    viewer.bar.edit.click()
    go_to(viewer, "everybody")
    key(viewer, Qt.Key.Key_Return)
    assert lines(viewer) == ["Good morning 🚢", "everybody.", *LINES[1:]]
    first, second, third, _last = viewer.transcript.pieces
    assert (first.start_s, first.end_s, second.start_s, second.end_s) == (0.5, 2.0, 2.0, 2.5)
    assert third == results.SAID[1]
    assert viewer.transcript.line == 1
    key(viewer, Qt.Key.Key_Return)  # at the beginning of a line there is nothing to cut
    assert len(lines(viewer)) == 4


def test_lines_are_put_together_with_keys_and_buttons(viewer: SegmentsViewer) -> None:
    viewer.bar.edit.click()
    go_to(viewer, "Ana")
    key(viewer, Qt.Key.Key_Backspace)
    assert lines(viewer) == ["Good morning 🚢 everybody. Ana has three cats.", "The end."]
    made = viewer.transcript.pieces[0]
    assert (made.start_s, made.end_s) == (0.5, 5.0)
    assert made.words == (*(results.SAID[0].words or ()), *(results.SAID[1].words or ()))
    viewer.edit_bar.merge.click()
    assert len(lines(viewer)) == 1
    assert not viewer.edit_bar.merge.isEnabled()
    viewer.transcript.moveCursor(QTextCursor.MoveOperation.End)
    key(viewer, Qt.Key.Key_Delete)
    key(viewer, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    key(viewer, Qt.Key.Key_Backspace)
    assert len(lines(viewer)) == 1


def test_everything_is_undone_and_done_again(viewer: SegmentsViewer, stage: scenes.Scene) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    viewer.bar.edit.click()
    go_to(viewer, "three")
    QTest.keyClicks(viewer.transcript, "big")
    states = [lines(viewer)]
    go_to(viewer, "everybody")
    key(viewer, Qt.Key.Key_Return)
    states.append(lines(viewer))
    viewer.transcript.selectAll()
    key(viewer, Qt.Key.Key_Delete)
    states.append(lines(viewer))
    assert states[-1] == [""]
    for state in (states[1], states[0], LINES):
        key(viewer, Qt.Key.Key_Z, control)
        assert lines(viewer) == state
    assert tuple(viewer.transcript.pieces) == results.SAID
    assert not viewer.edit_bar.undo.isEnabled()
    for state in states[:2]:
        viewer.edit_bar.redo.click()
        assert lines(viewer) == state
    viewer.settle()
    assert [piece.text for piece in kept(stage).segments] == states[1]


def test_what_was_emptied_is_not_kept(viewer: SegmentsViewer, stage: scenes.Scene) -> None:
    viewer.bar.edit.click()
    cursor = QTextCursor(viewer.transcript.document().findBlockByNumber(1))
    cursor.select(QTextCursor.SelectionType.LineUnderCursor)
    viewer.transcript.setTextCursor(cursor)
    key(viewer, Qt.Key.Key_Delete)
    assert lines(viewer)[1] == ""
    key(viewer, Qt.Key.Key_Escape)
    assert [piece.text for piece in kept(stage).segments] == [LINES[0], LINES[2]]


def test_a_paste_stays_in_its_line(viewer: SegmentsViewer) -> None:
    mime = QMimeData()
    mime.setText("two\nlines ")
    QGuiApplication.clipboard().setMimeData(mime)
    viewer.bar.edit.click()
    go_to(viewer, "cats")
    viewer.transcript.paste()
    assert lines(viewer)[1] == "Ana has three two linescats."


def test_the_original_comes_back_and_that_can_be_undone(
    viewer: SegmentsViewer, pane: ResultPane, stage: scenes.Scene
) -> None:
    viewer.bar.edit.click()
    go_to(viewer, "everybody")
    key(viewer, Qt.Key.Key_Return)
    key(viewer, Qt.Key.Key_Escape)
    viewer.notice.restore.click()
    assert lines(viewer) == LINES
    assert not viewer.notice.isVisible()
    assert kept(stage).segments == results.SAID
    assert "edited by hand" not in pane.provenance.plain()
    viewer.transcript.setFocus()
    key(viewer, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    viewer.settle()
    assert len(kept(stage).segments) == 4


def test_a_speaker_is_named_for_all_and_corrected_everywhere(
    viewer: SegmentsViewer, stage: scenes.Scene, qtbot: QtBot
) -> None:
    def name(line: int, written: str, *, more: bool) -> None:
        viewer.name_speaker(line)
        dialog = viewer.findChild(SpeakerDialog)
        assert dialog is not None
        dialog.name.setEditText(written)
        (dialog.more if more else dialog.one).setChecked(True)
        dialog.apply.click()
        qtbot.waitUntil(lambda: viewer.findChild(SpeakerDialog) is None)

    name(0, " Ana  Souza ", more=True)
    name(1, "Rui", more=False)
    viewer.settle()
    assert [piece.speaker for piece in kept(stage).segments] == ["Ana Souza", "Rui", "Ana Souza"]
    name(2, "Ana", more=True)
    assert [piece.speaker for piece in viewer.transcript.pieces] == ["Ana", "Rui", "Ana"]
    name(1, "", more=False)
    assert [piece.speaker for piece in viewer.transcript.pieces] == ["Ana", None, "Ana"]
    viewer.transcript.undo()
    assert [piece.speaker for piece in viewer.transcript.pieces] == ["Ana", "Rui", "Ana"]


def test_the_margin_goes_to_a_time_and_asks_for_a_name(viewer: SegmentsViewer) -> None:
    gutter = viewer.transcript.gutter
    place = viewer.transcript.line_rect(1).center().y()
    QTest.mouseClick(gutter, Qt.MouseButton.LeftButton, pos=QPoint(4, place))
    assert viewer.sound.whole.value() == 3000
    viewer.transcript.replace_all([results.segment(0, "Hello.", speaker="Ana")])
    QTest.mouseClick(gutter, Qt.MouseButton.LeftButton, pos=QPoint(gutter.width() - 6, 14))
    dialog = viewer.findChild(SpeakerDialog)
    assert dialog is not None
    assert dialog.name.currentText() == "Ana"
    dialog.reject()


@pytest.mark.parametrize("by_key", [False, True])
def test_the_menu_of_a_line_acts_on_it(viewer: SegmentsViewer, by_key: bool) -> None:
    transcript, reason = viewer.transcript, QContextMenuEvent.Reason
    place = transcript.cursorRect(transcript.document().find("Ana")).center()
    if by_key:
        go_to(viewer, "Ana")
        QApplication.sendEvent(transcript, QContextMenuEvent(reason.Keyboard, QPoint(), QPoint()))
    else:
        event = QContextMenuEvent(reason.Mouse, place, transcript.viewport().mapToGlobal(place))
        QApplication.sendEvent(transcript.viewport(), event)
    menu = viewer.findChild(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert menu is not None
    actions = {action.text(): action for action in menu.actions()}
    actions["Merge with the next line"].trigger()
    assert lines(viewer) == [LINES[0], "Ana has three cats. The end."]
    menu.close()


def test_edited_text_is_exported_as_subtitles_too(
    viewer: SegmentsViewer, pane: ResultPane, tmp_path: Path, qtbot: QtBot
) -> None:
    viewer.bar.edit.click()
    QTest.keyClicks(viewer.transcript, "Well, ")
    pane.export()
    dialog = pane.dialog
    assert dialog is not None
    assert [box.text() for box in list(dialog.boxes.values())[:3]] == [
        "Text (.txt)",
        "Subtitles (.srt)",
        "Subtitles for the web (.vtt)",
    ]
    for name, box in dialog.boxes.items():
        box.setChecked(name == "srt")
    dialog.folder.insertItem(0, str(tmp_path), str(tmp_path))
    dialog.folder.setCurrentIndex(0)
    dialog.start_button.click()
    qtbot.waitUntil(lambda: any(tmp_path.glob("*.srt")))
    (written,) = tmp_path.glob("*.srt")
    qtbot.waitUntil(lambda: "Well, Good morning" in written.read_text("utf-8"))
    dialog.close()


def test_the_history_holds_what_the_window_exports(viewer: SegmentsViewer, stage: scenes.Scene) -> None:
    from desktop.media import export

    viewer.bar.edit.click()
    QTest.keyClicks(viewer.transcript, "Well, ")
    viewer.settle()
    job = stage.queue.get("segments")
    assert job is not None
    assert job.result is not None
    provenance = export.provenance_json(job.result)
    assert provenance["edited"]
    assert export.to_json(job.result)["text"].startswith("Well, Good")

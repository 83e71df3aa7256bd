from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.core.job import Job
from desktop.core.media import MediaKind
from desktop.core.result import Labels, Text
from desktop.ui.viewers.labels import LabelsViewer
from desktop.ui.viewers.offsets import Offsets
from desktop.ui.viewers.picture import PictureView, read_picture
from desktop.ui.viewers.scores import ScoreModel
from desktop.ui.viewers.sentences import SentenceModel
from desktop.ui.viewers.text import TextViewer, find_lines
from tests.gui import results, scenes

Make = Callable[[Job], TextViewer]


@pytest.fixture
def text_viewer(stage: scenes.Scene, qtbot: QtBot) -> Make:
    def make(job: Job) -> TextViewer:
        viewer = TextViewer(stage.services)
        qtbot.addWidget(viewer)
        viewer.resize(900, 600)
        viewer.show_job(job)
        viewer.show()
        return viewer

    return make


def _document(stage: scenes.Scene, pages: int = 3) -> Job:
    made = scenes.document_result(stage.folder, pages)
    return scenes.job("d", stage.folder / "letter.pdf", kind=MediaKind.PDF, made=made)


def test_positions_count_characters_outside_the_basic_plane_twice() -> None:
    text = "a🚢b🚢c"
    offsets = Offsets(text)
    assert [offsets.to_qt(position) for position in range(6)] == [0, 1, 3, 4, 6, 7]
    assert Offsets("plain").to_qt(3) == 3


def test_lines_are_found_in_the_text_and_reflowed_ones_left_out() -> None:
    value = Text(text="one\nsomething else\nthree", pages=(scenes.page(("one", "two", "three")),))
    assert [(line.index, line.start) for line in find_lines(value)] == [(0, 0), (2, 19)]


def test_a_summary_says_when_no_model_wrote_it(text_viewer: Make, tmp_path: Path) -> None:
    for method, said in (("key-sentences", True), ("model", False), ("", False)):
        value = Text(text="The sea is a sea.", method=method)
        viewer = text_viewer(results.text_job(tmp_path, "summarization", value))
        assert viewer.method.isVisible() is said
    assert "Key sentences" in viewer.method.text()


# --- pictures --------------------------------------------------------------------------------------------------------


def test_a_picture_is_read_no_larger_than_needed(qapp: QApplication, tmp_path: Path) -> None:
    image = read_picture(scenes.picture(tmp_path / "wide.png", 800, 200), longest=400)
    assert (image.width(), image.height()) == (400, 100)


def test_a_picture_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"\w"):
        read_picture(tmp_path / "gone.png")


def test_the_wheel_zooms_with_control(qtbot: QtBot, tmp_path: Path) -> None:
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.set_picture(read_picture(scenes.picture(tmp_path / "p.png")))
    view.show()
    before = view.zoom
    centre = QPointF(150, 150)
    none, control = Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(
        centre, QPointF(view.mapToGlobal(centre)), QPoint(), QPoint(0, 120), none, control, phase, False
    )
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.zoom == pytest.approx(before * 1.25)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom < before * 1.2
    view.fit_width()
    assert view.zoom * 400 <= view.viewport().width()


# --- text ------------------------------------------------------------------------------------------------------------


def test_a_click_on_a_box_goes_to_its_line(text_viewer: Make, stage: scenes.Scene, qtbot: QtBot) -> None:
    source = scenes.picture(stage.folder / "scan.png")
    viewer = text_viewer(scenes.job("a", source, made=scenes.text_result()))
    qtbot.waitUntil(lambda: len(viewer.picture._boxes) == 3)
    position = viewer.picture.mapFromScene(QPointF(100, 160))
    QTest.mouseClick(viewer.picture.viewport(), Qt.MouseButton.LeftButton, pos=position)
    assert viewer.editor.textCursor().block().text() == scenes.LINES[2]
    assert viewer.picture._marked == 2


def test_a_line_marks_its_box_also_after_an_emoji(text_viewer: Make, stage: scenes.Scene, qtbot: QtBot) -> None:
    source = scenes.picture(stage.folder / "scan.png")
    viewer = text_viewer(scenes.job("a", source, made=scenes.text_result()))
    qtbot.waitUntil(lambda: len(viewer.picture._boxes) == 3)
    viewer.editor.moveCursor(QTextCursor.MoveOperation.End)
    assert viewer.picture._marked == 2
    selections = viewer.editor.extraSelections()
    marked = selections[0].cursor.selectedText()
    assert marked == scenes.LINES[2]


def test_pages_turn_with_the_buttons_and_with_the_text(text_viewer: Make, stage: scenes.Scene, qtbot: QtBot) -> None:
    viewer = text_viewer(_document(stage))
    assert viewer.page_bar.label.text() == "Page 1 of 3"
    QTest.mouseClick(viewer.page_bar.next, Qt.MouseButton.LeftButton)
    assert viewer.page_bar.label.text() == "Page 2 of 3"
    viewer.editor.moveCursor(QTextCursor.MoveOperation.End)
    assert viewer.page_bar.label.text() == "Page 3 of 3"
    assert not viewer.page_bar.next.isEnabled()
    qtbot.waitUntil(lambda: viewer.picture._marked == 2)


def test_a_picture_that_is_gone_leaves_the_text(text_viewer: Make, stage: scenes.Scene, qtbot: QtBot) -> None:
    viewer = text_viewer(scenes.job("a", stage.folder / "gone.png", made=scenes.text_result()))
    qtbot.waitUntil(viewer.notice.isVisible)
    assert not viewer.picture.isVisible()
    assert viewer.editor.toPlainText() == "\n".join(scenes.LINES)


def test_text_without_pages_stands_alone(text_viewer: Make, stage: scenes.Scene) -> None:
    made = scenes.result(Text(text="only words"))
    viewer = text_viewer(scenes.job("a", stage.folder / "a.txt", kind=MediaKind.TEXT, made=made))
    assert not viewer.picture.isVisible()
    assert not viewer.notice.isVisible()


def test_the_search_counts_and_goes_on(text_viewer: Make, stage: scenes.Scene, qtbot: QtBot) -> None:
    viewer = text_viewer(_document(stage))
    viewer.open_search()
    field = viewer.find_bar.field
    QTest.keyClicks(field, "NOON")
    assert viewer.find_bar.count.text() == "1 of 3"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert viewer.find_bar.count.text() == "2 of 3"
    assert viewer.selected_text() == "noon"
    assert viewer.page_bar.label.text() == "Page 2 of 3"
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.find_bar.count.text() == "1 of 3"
    field.setText("nowhere")
    assert viewer.find_bar.count.text() == "Not found"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not viewer.find_bar.isVisible()


def test_a_narrow_pane_puts_the_text_below(text_viewer: Make, stage: scenes.Scene) -> None:
    viewer = text_viewer(_document(stage, 1))
    assert viewer.splitter.orientation() is Qt.Orientation.Horizontal
    viewer.resize(400, 600)
    assert viewer.splitter.orientation() is Qt.Orientation.Vertical
    viewer.resize(1000, 600)
    assert viewer.editor.width() > viewer.width() // 3


# --- labels ----------------------------------------------------------------------------------------------------------


def test_models_keep_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    value = scenes.sentences_result().value
    scores, sentences = ScoreModel(), SentenceModel()
    scenes.check_model(qtmodeltester, scores)
    scenes.check_model(qtmodeltester, sentences)
    assert isinstance(value, Labels)
    scores.set_labels(value.labels)
    sentences.set_sentences(value.sentences or ())
    assert scores.data(scores.index(0), Qt.ItemDataRole.AccessibleTextRole) == "Positive: 60.0%"


@pytest.fixture
def labels_viewer(stage: scenes.Scene, qtbot: QtBot) -> LabelsViewer:
    viewer = LabelsViewer(stage.services)
    qtbot.addWidget(viewer)
    viewer.resize(500, 700)
    return viewer


def test_labels_stand_beside_their_picture(labels_viewer: LabelsViewer, stage: scenes.Scene, qtbot: QtBot) -> None:
    source = scenes.picture(stage.folder / "cat.png")
    labels_viewer.show_job(scenes.job("a", source, task="image-classification", made=scenes.labels_result()))
    labels_viewer.show()
    qtbot.waitUntil(lambda: not labels_viewer.picture.sceneRect().isEmpty())
    assert labels_viewer.scores.scores.rowCount() == 2
    assert not labels_viewer.list.isVisible()
    labels_viewer.grab()


def test_sentences_are_filtered_by_label(labels_viewer: LabelsViewer, stage: scenes.Scene, qtbot: QtBot) -> None:
    made = scenes.sentences_result(30)
    labels_viewer.show_job(scenes.job("a", stage.folder / "a.txt", kind=MediaKind.TEXT, made=made))
    labels_viewer.show()
    assert labels_viewer.filter.rowCount() == 30
    chips = labels_viewer._group.buttons()
    assert [chip.text() for chip in chips] == ["All  30", "Positive  10", "Negative  10", "Neutral  10"]
    QTest.mouseClick(chips[2], Qt.MouseButton.LeftButton)
    assert labels_viewer.filter.rowCount() == 10
    labels_viewer.list.setCurrentIndex(labels_viewer.filter.index(0, 0))
    assert labels_viewer.detail.text() == "Negative 80.0% · Positive 15.0% · Neutral 5.0%"
    assert "Positive 33%" in labels_viewer.share.accessibleDescription()
    labels_viewer.grab()


def test_the_next_job_starts_without_the_filter_of_the_last(labels_viewer: LabelsViewer, stage: scenes.Scene) -> None:
    first = scenes.job("a", stage.folder / "a.txt", kind=MediaKind.TEXT, made=scenes.sentences_result(30))
    labels_viewer.show_job(first)
    labels_viewer._group.buttons()[1].click()
    labels_viewer.show_job(replace(first, id="b", result=scenes.sentences_result(6)))
    assert labels_viewer.filter.rowCount() == 6
    assert labels_viewer._group.buttons()[0].isChecked()

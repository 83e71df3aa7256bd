"""What gives way where there is little room: never words in the middle of a letter, never the ones that matter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import language
from desktop.ui.drop_zone import DropZone
from desktop.ui.elided_box import ElidedBox
from desktop.ui.main_window import MainWindow
from desktop.ui.text_box import TextBox
from desktop.ui.text_label import ElidedLabel


def shown(qtbot: QtBot, widget: QWidget, width: int) -> None:
    widget.resize(width, 70)
    widget.show()
    qtbot.waitUntil(lambda: widget.width() == width)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def needed(label: ElidedLabel) -> int:
    return label.fontMetrics().horizontalAdvance(label.text())


@pytest.mark.parametrize("code", ["en", "pt_BR"])
def test_a_strip_keeps_its_headline_and_spares_the_words_of_the_button(
    qapp: QApplication, qtbot: QtBot, code: str
) -> None:
    language.install(qapp, code)  # type: ignore[arg-type] # one of the two
    zone = DropZone("Texts")
    qtbot.addWidget(zone)
    zone.set_compact(True)
    for width in range(360, 640, 10):
        shown(qtbot, zone, width)
        assert zone.headline.width() >= needed(zone.headline)
    assert zone.files_button.text()
    shown(qtbot, zone, 360)
    assert not zone.files_button.text()
    assert zone.files_button.accessibleName()


def test_a_label_says_less_where_there_is_no_room_for_all(qtbot: QtBot) -> None:
    label, whole, brief = ElidedLabel(at_end=True), ElidedLabel(at_end=True), ElidedLabel(at_end=True)
    label.setText("Texts, tables · they start at once")
    label.set_brief("Texts, tables")
    whole.setText("Texts, tables · they start at once")
    brief.setText("Texts, tables")
    room = needed(label)
    for one in (label, whole, brief):
        qtbot.addWidget(one)
        one.resize(room, 20)
    assert label.grab().toImage() == whole.grab().toImage()
    for one in (label, brief):
        one.resize(room - 1, 20)
    assert label.grab().toImage() == brief.grab().toImage()


@pytest.mark.parametrize("code", ["en", "pt_BR"])
def test_an_empty_field_shows_its_hint_in_one_line(qapp: QApplication, qtbot: QtBot, code: str) -> None:
    language.install(qapp, code)  # type: ignore[arg-type] # one of the two
    box = TextBox()
    qtbot.addWidget(box)
    for width in range(312, 640, 10):
        shown(qtbot, box, width)
        words = box.field.fontMetrics().horizontalAdvance(box.field.placeholderText())
        assert box.field.viewport().width() - 2 * box.field.document().documentMargin() >= words
    assert box.button.text()


def test_a_list_ends_in_dots_where_it_is_narrow(qtbot: QtBot) -> None:
    box = ElidedBox()
    qtbot.addWidget(box)
    box.addItem("Whisper base (99 languages) · q8 · 77.3 MB")
    shown(qtbot, box, 160)
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    assert option.currentText.endswith("…")
    assert box.currentText().endswith("MB")
    shown(qtbot, box, 600)
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    assert option.currentText == box.currentText()


def test_fields_write_numbers_as_the_new_language_does(qapp: QApplication, window: MainWindow) -> None:
    window.visit("task:ocr")
    (field, *_) = window.page.findChildren(QDoubleSpinBox)
    for code, text in (("pt_BR", "0,50"), ("en", "0.50")):
        language.install(qapp, code)  # type: ignore[arg-type] # one of the two
        assert field.text() == text

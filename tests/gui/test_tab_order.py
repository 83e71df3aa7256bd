"""Where the Tab key goes, through the real window."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from desktop.ui.tab_order import follow
from desktop.ui.viewers.legend import Legend
from tests.gui import scenes

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window import MainWindow


def stops(first: QWidget, many: int) -> list[str]:
    """Press Tab so many times and return the names of what was reached."""
    first.setFocus()
    names = []
    for _ in range(many):
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
        there = QApplication.focusWidget()
        assert there is not None
        names.append(there.objectName())
    return names


def named(widget: QWidget, name: str) -> QWidget:
    widget.setObjectName(name)
    return widget


def card(place: QHBoxLayout, name: str) -> QWidget:
    """Add a card with controls of one and of several parts."""
    made = QWidget()
    place.addWidget(made)
    column = QVBoxLayout(made)
    for kind, widget in (("button", QPushButton()), ("spin", QSpinBox()), ("box", QComboBox())):
        column.addWidget(named(widget, f"{name} {kind}"))
    return made


def test_what_is_made_later_is_reached_where_it_stands(qtbot: QtBot) -> None:
    whole = QWidget()
    column = QVBoxLayout(whole)
    above, field, below = named(QPushButton(), "above"), QWidget(), named(QPushButton(), "below")
    place = QHBoxLayout(field)
    for widget in (above, field, below):
        column.addWidget(widget)
    scenes.active(whole, qtbot, 400, 300)
    made = [card(place, "first"), card(place, "second")]
    follow(above, *made)
    qtbot.waitUntil(made[-1].isVisible)
    cards = [f"{name} {kind}" for name in ("first", "second") for kind in ("button", "spin", "box")]
    assert stops(above, 8) == [*cards, "below", "above"]


def test_labels_are_reached_between_what_stands_above_and_below(qtbot: QtBot) -> None:
    whole = QWidget()
    column = QVBoxLayout(whole)
    above, legend, below = named(QPushButton(), "above"), Legend(str), named(QPushButton(), "below")
    for widget in (above, legend, below):
        column.addWidget(widget)
    scenes.active(whole, qtbot, 400, 300)
    for labels in ("ab", "cde"):
        legend.set_labels(Counter(labels), dict.fromkeys(labels, 0))
        for label, button in legend.buttons.items():
            named(button, label)
        qtbot.waitUntil(legend.buttons[labels[-1]].isVisible)
        assert stops(above, len(labels) + 2) == [*labels, "below", "above"]


def test_what_the_keyboard_comes_to_is_seen(window: MainWindow, qtbot: QtBot) -> None:
    scenes.active(window, qtbot, 960, 600)
    page = window.visit("settings")
    qtbot.waitUntil(page.isVisible)
    first = page.theme  # type: ignore[attr-defined] # what it is
    page.licences.setFocus()  # type: ignore[attr-defined]
    last = page.findChildren(QPushButton)[-1]
    last.setFocus()
    assert not last.visibleRegion().isEmpty()
    assert first.visibleRegion().isEmpty()
    first.setFocus()
    assert not first.visibleRegion().isEmpty()

"""Where the Tab key comes to what is made later, and that what it comes to is seen."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QScrollArea, QWidget


def follow(before: QWidget, *added: QWidget) -> None:
    """Let Tab come to `added`, and all inside, right behind `before` and all inside; Qt puts last what is made last.

    They are in one window by now, and none ends in a box that can be written in: Qt 6.11 loses what is put behind one.
    `nextInFocusChain` would tell the order, but PySide takes what it returns for a part of the widget that was asked,
    and for gone when that goes; so it does with `focusProxy`.
    """
    order = [*_inside(before)[-1:], *(widget for whole in added for widget in _inside(whole))]
    for previous, widget in pairwise(order):
        QWidget.setTabOrder(previous, widget)


def bring_into_sight(widget: QWidget) -> None:
    """Scroll to a widget that nobody sees: Qt does so only when the keyboard was in the same area before."""
    if not widget.isVisible() or not widget.visibleRegion().isEmpty():
        return
    area = widget.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget)
        area = area.parentWidget()


def _inside(whole: QWidget) -> list[QWidget]:
    """Return what takes the focus in `whole`, itself with it, but no parts of boxes nor what they open."""
    return [
        widget
        for widget in (whole, *whole.findChildren(QWidget))
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
        and widget.window() is whole.window()
    ]

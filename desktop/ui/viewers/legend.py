"""The legend: one button for each label with its colour and its count, which hides, shows or filters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.ui import theme
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.language import number
from desktop.ui.tab_order import follow

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QColor

_DOT = 12


class Legend(QWidget):
    """Every label can be hidden and shown; one that filters begins with the first label alone, and ends with all.

    Signals:
        changed: the labels that are shown are different now.
    """

    changed = Signal()

    def __init__(self, named: Callable[[str], str], *, filters: bool = False, parent: QWidget | None = None) -> None:
        """Show labels as `named` writes them."""
        super().__init__(parent)
        self._named = named
        self._filters = filters
        self._flow = FlowLayout(self, spacing=theme.GAP // 2)
        self._place = QWidget(self)  # nobody sees it: it keeps the place of the buttons in the order of Tab
        self._place.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._place.hide()
        self._buttons: dict[str, QToolButton] = {}
        self._counts: Mapping[str, int] = {}

    @property
    def buttons(self) -> dict[str, QToolButton]:
        """Return the button of every label."""
        return self._buttons

    def set_labels(self, counts: Counter[str], hues: Mapping[str, int]) -> None:
        """Show labels with their counts, the most frequent first; all of them are shown."""
        for button in self._buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        self._counts = dict(counts)
        for label, _count in counts.most_common():
            button = QToolButton()
            button.setProperty("kind", "legend")
            button.setCheckable(True)
            button.setChecked(True)
            button.setIcon(_dots(theme.hue(hues[label])))
            button.setIconSize(QSize(_DOT, _DOT))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(partial(self._toggle, label))
            self._buttons[label] = button
            self._flow.addWidget(button)
        follow(self._place, *self._buttons.values())
        self.setVisible(bool(counts))
        self.retranslate()

    def shows(self, label: str) -> bool:
        """Say whether things with this label are shown."""
        return label not in self._buttons or self._buttons[label].isChecked()

    def retranslate(self) -> None:
        """Set every visible string again."""
        for label, button in self._buttons.items():
            name, count = self._named(label), number(self._counts[label])
            button.setText(f" {name}  {count}")
            button.setAccessibleName(self.tr("{label}: {count}").format(label=name, count=count))
            tip = self.tr("Show “{label}” alone, or all again") if self._filters else self.tr("Hide or show “{label}”")
            button.setToolTip(tip.format(label=name))

    def _toggle(self, label: str) -> None:
        others = [button for other, button in self._buttons.items() if other != label]
        own = self._buttons[label]
        if self._filters and not own.isChecked() and all(button.isChecked() for button in others):
            own.setChecked(True)
            for button in others:
                button.setChecked(False)
        elif self._filters and not any(button.isChecked() for button in self._buttons.values()):
            for button in self._buttons.values():
                button.setChecked(True)
        self.changed.emit()


def _dots(colour: QColor) -> QIcon:
    """Return a full dot for what is shown and a ring for what is hidden."""
    icon = QIcon()
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    for state in (QIcon.State.On, QIcon.State.Off):
        canvas = QPixmap(QSize(_DOT, _DOT) * ratio)
        canvas.setDevicePixelRatio(ratio)
        canvas.fill(Qt.GlobalColor.transparent)
        with QPainter(canvas) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour, 2))
            painter.setBrush(colour if state is QIcon.State.On else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(1.5, 1.5, _DOT - 3, _DOT - 3))
        icon.addPixmap(canvas, QIcon.Mode.Normal, state)
    return icon

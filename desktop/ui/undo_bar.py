"""A bar that floats over a page for a few seconds and offers to undo what was just removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.ui import icons, theme
from desktop.ui.shortcuts import tip
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Callable

_SECONDS = 10


class UndoBar(QWidget):
    """Stays while the pointer or the focus is on it."""

    undone = Signal()
    """The user took the removal back."""

    def __init__(self, parent: QWidget) -> None:
        """Wait, invisible, at the bottom of `parent`."""
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._host = parent
        self._undo: Callable[[], None] | None = None
        self._gone: Callable[[], None] | None = None
        self._replaced: Callable[[], None] | None = None
        self._text = text_label("body")
        self._button = QPushButton()
        self._button.setProperty("kind", "quiet")
        self._button.setIcon(icons.icon("undo-2", "accent"))
        self._button.clicked.connect(self.undo)
        self._timer = QTimer(self, singleShot=True, interval=_SECONDS * 1000)
        self._timer.timeout.connect(self._expire)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP * 2, 6, GAP, 6)
        row.setSpacing(GAP)
        row.addWidget(self._text)
        row.addWidget(self._button)
        self.retranslate()
        self.hide()
        parent.installEventFilter(self)

    def offer(
        self,
        text: str,
        undo: Callable[[], None],
        gone: Callable[[], None] | None = None,
        replaced: Callable[[], None] | None = None,
    ) -> None:
        """Say what was done, with a button that takes it back.

        Args:
            text: what to say.
            undo: takes it back.
            gone: called when it is offered no more.
            replaced: called instead where something else is offered in its place.
        """
        before = self._replaced
        self._undo, self._gone, self._replaced = undo, gone, replaced or gone
        self._text.setText(text)
        self.setAccessibleName(text)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        if before is not None:
            before()

    def undo(self) -> None:
        """Take back what was offered last, if it is still offered."""
        undo, _ = self._forget()
        self._timer.stop()
        self.hide()
        if undo is not None:
            undo()
            self.undone.emit()

    def retranslate(self) -> None:
        """Write every text anew."""
        self._button.setText(self.tr("Undo"))
        self._button.setToolTip(tip(self.tr("Bring it back"), "undo"))

    def _expire(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start()
            return
        _, gone = self._forget()
        self.hide()
        if gone is not None:
            gone()

    def _forget(self) -> tuple[Callable[[], None] | None, Callable[[], None] | None]:
        forgotten = self._undo, self._gone
        self._undo = self._gone = self._replaced = None
        return forgotten

    def _place(self) -> None:
        self.move((self._host.width() - self.width()) // 2, self._host.height() - self.height() - GAP * 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom when the parent is resized."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a field with a frame."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("muted"), 1))
            painter.setBrush(theme.colour("base"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 10, 10)

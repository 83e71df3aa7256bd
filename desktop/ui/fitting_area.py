"""A part of a page that is as high as its content, and scrolls where there is no room for all of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

_LEAST = 120  # pixels that stay to be seen


class FittingArea(QScrollArea):
    """Holds one widget."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        """Show `content`."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._content = content
        self.setWidget(content)
        content.installEventFilter(self)

    def _height(self) -> int:
        content = self._content
        width = max(self.viewport().width(), content.minimumSizeHint().width())  # it never becomes narrower than that
        return content.heightForWidth(width) if content.hasHeightForWidth() else content.sizeHint().height()

    def sizeHint(self) -> QSize:
        """Return the size of all of it."""
        return QSize(self._content.sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """Return what has to be seen at least."""
        return QSize(self._content.minimumSizeHint().width(), min(self._height(), _LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width: a content that stays as wide as it was says nothing of it."""
        super().resizeEvent(event)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the content when it grows, shrinks or wraps."""
        if watched is self._content and event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self.updateGeometry()
        return super().eventFilter(watched, event)

"""A drawing that follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import icons


class IconLabel(QWidget):
    """An icon of a fixed size in a colour of the theme; decoration, so it has no accessible name."""

    def __init__(self, name: str, size: int = 20, role: str = "muted", parent: QWidget | None = None) -> None:
        """Show the icon `name`."""
        super().__init__(parent)
        self._name = name
        self._role = role
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, role: str) -> None:
        """Change the drawing and its colour."""
        self._name, self._role = name, role
        self.update()

    def set_size(self, size: int) -> None:
        """Change the edge, in device-independent pixels."""
        self._size = size
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the edge of the icon."""
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the middle."""
        with QPainter(self) as painter:
            left, top = (self.width() - self._size) / 2, (self.height() - self._size) / 2
            icons.draw(painter, self._name, QRectF(left, top, self._size, self._size), self._role)

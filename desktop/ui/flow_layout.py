"""A layout that puts widgets side by side and begins a new row when the width is used up."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from desktop.ui.theme import GAP


class FlowLayout(QLayout):
    """Rows of widgets at their preferred size; the height depends on the width."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = GAP, low: bool = False) -> None:
        """Start empty, without margins; with `low` what is not as high as its row stands at the lower edge of it."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._low = low
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def _place(self, area: QRect, *, really: bool) -> int:
        top = area.y()
        for row in self._rows(area.width()):
            x, height = area.x(), max(size.height() for _, size in row)
            for item, size in row:
                if really:
                    item.setGeometry(QRect(QPoint(x, top + (height - size.height()) * self._low), size))
                x += size.width() + self.spacing()
            top += height + self.spacing()
        return max(top - self.spacing() - area.y(), 0)

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return what is beside one another at a width, with the sizes that are wanted."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(width, 16_777_215)).expandedTo(item.minimumSize())
            if not rows or used + size.width() > width:
                rows.append([])
                used = 0
            rows[-1].append((item, size))
            used += size.width() + self.spacing()
        return rows

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Want no more than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that rows depend on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows at `width`."""
        return self._place(QRect(0, 0, width, 0), really=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, really=True)

    def sizeHint(self) -> QSize:
        """Return the size of a single row."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802
        """Return the size of the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

"""A list of rows of one height. A table, for a list view asks its model about every row whenever one comes or goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_Move = QAbstractItemView.CursorAction


class RowView(QTableView):
    """One column without headers; several rows can be selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        colours = self.palette()  # the delegate shows what is selected, the table need not
        colours.setBrush(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(colours)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        """Go to the first or the last row by Home and End, as in a list."""
        ends = {_Move.MoveHome: 0, _Move.MoveEnd: self.model().rowCount() - 1}
        return self.model().index(ends[action], 0) if action in ends else super().moveCursor(action, modifiers)

    def chosen_rows(self) -> Iterator[int]:
        """Give the selected rows from top to bottom."""
        return (row for part in self._chosen_parts() for row in part)

    def count_chosen(self) -> int:
        """Return how many rows are selected."""
        return sum(map(len, self._chosen_parts()))

    def _chosen_parts(self) -> list[range]:
        """Return the selected rows that are neighbours; ten thousand cannot be asked for one by one."""
        selection = self.selectionModel().selection()
        parts = (selection.at(number) for number in range(selection.count()))
        return sorted((range(part.top(), part.bottom() + 1) for part in parts), key=lambda part: part.start)

    def measure(self, delegate: QAbstractItemDelegate) -> None:
        """Give every row the height that `delegate` wants."""
        option = QStyleOptionViewItem()
        option.fontMetrics = QFontMetrics(self.font())
        height = delegate.sizeHint(option, QModelIndex()).height()
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

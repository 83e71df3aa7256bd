"""The order and the filter of a table that is all in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSortFilterProxyModel

from desktop.ui.viewers.scores import ROLE, Index

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


class TableOrder(QSortFilterProxyModel):
    """Sorts numbers as numbers and words without regard to case, empty cells last of all; finds words in any cell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = ""

    def set_words(self, words: str) -> None:
        """Show the rows that hold these words."""
        self.beginFilterChange()
        self._words = words.casefold()
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Say whether a row is shown."""
        source = self.sourceModel()
        columns = range(source.columnCount()) if self._words else ()
        texts = (str(source.index(row, column, parent).data()).casefold() for column in columns)
        return not self._words or any(self._words in text for text in texts)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare two cells."""
        return _order(left.data(ROLE)) < _order(right.data(ROLE))


def _order(cell: object) -> tuple[int, float, str]:
    if isinstance(cell, int | float) and cell == cell:  # noqa: PLR0124 - NaN is unequal to itself
        return 0, float(cell), ""
    return (1, 0.0, cell.casefold()) if isinstance(cell, str) and cell else (2, 0.0, "")

"""The cells of a table of any length: rows are read when they come into sight, and forgotten when others do."""

from __future__ import annotations

import math
from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from desktop.ui.language import number
from desktop.ui.viewers.scores import ROLE, Index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QObject

    from desktop.core.result import Cell
    from desktop.media.tables.source import Row

MEASURED = 100
"""Rows that decide how wide a column is, and on which side its cells stand."""

_MEASURED_CELLS = 4_000
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SIDE_ROLE = Qt.ItemDataRole.TextAlignmentRole
_TEXT_ROLES = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole})
# Made once: a view asks thousands of times before it is drawn, and looking up a member takes longer than the answer.

_DIGITS = 6
_PAGE_ROWS = 64
_PAGES = 32
_SHOWN_CHARACTERS = 300  # of a cell in its row; the tooltip has more
_TOLD_CHARACTERS = 2_000


class RowSource(Protocol):
    """Where rows come from: `Pages` of a file, or a few that are all there."""

    def __len__(self) -> int:
        """Return how many there are."""

    def read(self, numbers: Sequence[int]) -> list[Row]:
        """Return rows by their numbers."""

    def scan(self) -> Iterator[Row]:
        """Yield every row."""


class FewRows:
    """Rows that are all in memory."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def read(self, numbers: Sequence[int]) -> list[Row]:
        """Return rows by their numbers."""
        return [self._rows[place] for place in numbers]

    def scan(self) -> Iterator[Row]:
        """Yield every row."""
        return iter(self._rows)


def written(cell: Cell) -> str:
    """Return a cell as people of this language write it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int):
        return number(cell)
    if not math.isfinite(cell):
        return str(cell)
    whole = len(str(int(abs(cell))))
    text = number(cell, max(_DIGITS - whole, 0))
    point = number(0.5, 1)[1]
    return text.rstrip("0").rstrip(point) if point in text else text


def _side(cell: Cell) -> Qt.AlignmentFlag:
    """Return where a cell stands: numbers at the right, so that their digits stand below each other."""
    return _RIGHT if isinstance(cell, int | float) else _LEFT


def _length(row: Row, place: int) -> int:
    return len(str(row[place])) if place < len(row) and row[place] is not None else 0


class TableModel(QAbstractTableModel):
    """Rows of a source, all of them or some, in some order.

    Signals:
        order_wanted: (column, whether descending) of a click on a heading; column -1 stands for the table's own order.

    Attributes:
        longest: the row of the longest cell of each column, as far as was looked.
    """

    order_wanted = Signal(int, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[str, ...] = ()
        self._source: RowSource = FewRows(())
        self._numbers: Sequence[int] = ()
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._sides: list[Qt.AlignmentFlag] = []
        self.longest: list[int] = []

    def set_rows(self, columns: Sequence[str], source: RowSource) -> None:
        """Show another table."""
        self.beginResetModel()
        self._columns, self._source, self._numbers = tuple(columns), source, range(len(source))
        self._pages.clear()
        few = min(len(source), max(_MEASURED_CELLS // max(len(columns), 1), 1), MEASURED)
        first = source.read(range(few))
        told = (
            next((row[place] for row in first if place < len(row) and row[place] is not None), "")
            for place in range(len(self._columns))
        )
        self._sides = [_side(cell) for cell in told]
        self.longest = [
            max(range(len(first)), key=lambda number: _length(first[number], place), default=0)
            for place in range(len(self._columns))
        ]
        self.endResetModel()

    def set_numbers(self, numbers: Sequence[int]) -> None:
        """Show the rows with these numbers, in their order."""
        self.layoutAboutToBeChanged.emit()
        self.changePersistentIndexList(self.persistentIndexList(), [QModelIndex() for _ in self.persistentIndexList()])
        self._numbers = numbers
        self._pages.clear()
        self.layoutChanged.emit()

    @property
    def source(self) -> RowSource:
        """Return where the rows come from."""
        return self._source

    @property
    def numbers(self) -> Sequence[int]:
        """Return the numbers of the rows that are shown, in their order."""
        return self._numbers

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell as text, or as it is under `ROLE`."""
        if not index.isValid():
            return None
        if role == _SIDE_ROLE:
            return _side(self._cell(index))
        if role in _TEXT_ROLES:
            limit = _SHOWN_CHARACTERS if role == Qt.ItemDataRole.DisplayRole else _TOLD_CHARACTERS
            text = written(self._cell(index))
            return text if len(text) <= limit else f"{text[:limit]}…"
        return self._cell(index) if role == ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name of a column, or the number of a row in the table, whatever the order is."""
        upright = orientation is Qt.Orientation.Vertical
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self._numbers[section] + 1) if upright else self._columns[section]
        if role == _SIDE_ROLE:
            return _RIGHT if upright else self._sides[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order: it takes a look at every row, so somebody else finds it."""
        self.order_wanted.emit(column, order is Qt.SortOrder.DescendingOrder)

    def _cell(self, index: Index) -> Cell:
        row = self.row(index.row())
        return row[index.column()] if index.column() < len(row) else None

    def row(self, place: int) -> Row:
        """Return the cells of a row that is shown, as they are and whole."""
        page, inside = divmod(place, _PAGE_ROWS)
        if page not in self._pages:
            numbers = self._numbers[page * _PAGE_ROWS : (page + 1) * _PAGE_ROWS]
            try:
                self._pages[page] = self._source.read(numbers)
            except OSError:  # the file was taken away while it was shown
                self._pages[page] = [()] * len(numbers)
            while len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page][inside]

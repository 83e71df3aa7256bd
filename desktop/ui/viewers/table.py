"""A table: sorted by a click on a heading, filtered by words, copied for a spreadsheet."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QTableView, QVBoxLayout, QWidget

from desktop.core.result import Cell, Table
from desktop.ui import theme
from desktop.ui.language import number
from desktop.ui.text_label import text_label
from desktop.ui.viewers.base import Viewer
from desktop.ui.viewers.scores import ROLE, Index

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject

    from desktop.core.job import Job
    from desktop.ui.services import Services

_WIDEST = 360
_MEASURED = 100  # rows that decide how wide a column is
_DIGITS = 6


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
    side = Qt.AlignmentFlag.AlignRight if isinstance(cell, int | float) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class TableModel(QAbstractTableModel):
    """The cells of a table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = Table(columns=(), rows=())

    def set_table(self, table: Table) -> None:
        """Show another table."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell as text, or as it is under `ROLE`."""
        if not index.isValid():
            return None
        row = self._table.rows[index.row()]
        cell = row[index.column()] if index.column() < len(row) else None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return written(cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(cell)
        return cell if role == ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name of a column; rows have none."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._table.columns[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            cells = (row[section] for row in self._table.rows[:_MEASURED] if section < len(row))
            return _side(next((cell for cell in cells if cell is not None), ""))
        return None


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


class TableViewer(Viewer):
    """Shows a `Table`."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.model = TableModel(self)
        self.order = TableOrder(self)
        self.order.setSourceModel(self.model)
        self.heading = text_label("strong")
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setMaximumWidth(280)
        self.field.textChanged.connect(self._search)
        self.table = QTableView()
        self.table.setModel(self.order)
        self.table.setSortingEnabled(True)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setProperty("card", True)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setResizeContentsPrecision(_MEASURED)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        self.table.installEventFilter(self)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.retranslate()

    def show_job(self, job: Job) -> None:
        """Show the table of a finished job in its own order."""
        assert job.result is not None
        value = job.result.value
        assert isinstance(value, Table)
        super().show_job(job)
        self.field.clear()
        self.model.set_table(value)
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.table.verticalHeader().setDefaultSectionSize(QFontMetrics(self.table.font()).height() + 12)
        self.table.resizeColumnsToContents()
        header = self.table.horizontalHeader()
        for place in range(header.count()):
            header.resizeSection(place, min(header.sectionSize(place) + theme.GAP, _WIDEST))
        self._tell()

    def selected_text(self) -> str:
        """Return the selected cells row by row, with tabs between them, as spreadsheets take them."""
        chosen = self.table.selectionModel().selectedIndexes()
        if not chosen:
            return ""
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        held = {(index.row(), index.column()): _flat(index.data()) for index in chosen}
        return "\n".join("\t".join(held.get((row, column), "") for column in columns) for row in rows)

    def open_search(self) -> None:
        """Go to the field that filters."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.field.setPlaceholderText(self.tr("Find in the table"))
        self.field.setAccessibleName(self.tr("Find in the table"))
        self.table.setAccessibleName(self.tr("Table"))
        self.table.horizontalHeader().setAccessibleName(self.tr("Headings; a click sorts"))
        self._tell()

    def _search(self, words: str) -> None:
        self.order.set_words(words.strip())
        self._tell()

    def _tell(self) -> None:
        shown, total = self.order.rowCount(), self.model.rowCount()
        if shown < total:
            text = self.tr("{shown} of {count} rows")
            self.heading.setText(text.format(shown=number(shown), count=number(total)))
        else:
            self.heading.setText(self.tr("%Ln row(s)", "", total))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave copying to the pane: the table itself would copy one cell."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
            return event.type() == event.Type.ShortcutOverride
        return super().eventFilter(watched, event)


def _flat(text: object) -> str:
    return " ".join(str(text).split())

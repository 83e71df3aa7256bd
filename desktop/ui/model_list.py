"""A list of models: three lines each, with the state at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.hub.fit import Verdict
from desktop.ui import icons, theme
from desktop.ui.language import translate
from desktop.ui.model_rows import ModelRow
from desktop.ui.row_paint import paint_field, paint_line
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.core.task import Task

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


class ModelListModel(QAbstractListModel):
    """Rows, of which those are listed that fit a task and words."""

    def __init__(self, tasks: Mapping[str, Task], parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.tasks = tasks
        self.rows: list[ModelRow] = []
        self._all: Sequence[ModelRow] = ()
        self._task, self._words = "", ""

    def show(self, rows: Sequence[ModelRow]) -> None:
        """List `rows`, as far as they fit."""
        self._all = rows
        self._list()

    def filter(self, task: str, words: str) -> None:
        """List those that serve `task` and say all `words`."""
        if (task, words) != (self._task, self._words):
            self._task, self._words = task, words
            self._list()

    def row_of(self, row_id: str) -> int:
        """Return the place of a row, -1 when it is not listed."""
        return next((place for place, row in enumerate(self.rows) if row.id == row_id), -1)

    def _list(self) -> None:
        fitting = [row for row in self._all if row.is_for(self._task) and row.has(self._words, self.tasks)]
        if fitting == self.rows:
            return
        if [row.id for row in fitting] == [row.id for row in self.rows]:
            self.rows = fitting
            self.retranslate()
            return
        self.beginResetModel()
        self.rows = fitting
        self.endResetModel()

    def retranslate(self) -> None:
        """Say that every text is another one."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, what a screen reader says, or the row itself under `ROW_ROLE`."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken(self.tasks)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.id}\n{row.needs}" if not row.members else row.purpose(self.tasks)
        return row if role == ROW_ROLE else None


class ModelDelegate(QStyledItemDelegate):
    """Paints a row."""

    def __init__(self, tasks: Mapping[str, Task], parent: QWidget | None = None) -> None:
        """Know the titles of `tasks`."""
        super().__init__(parent)
        self._tasks = tasks

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a field, three lines and the state."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, ModelRow):
            return
        area = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_field(painter, area.adjusted(0, 1, 0, -1), state)
        inner = area.adjusted(GAP * 1.5, GAP, -GAP * 1.5, -GAP)
        icon = "layers" if row.members else self._tasks[row.task].icon if row.task in self._tasks else "package"
        icons.draw(painter, icon, QRectF(inner.left(), inner.top(), 18, 18), "muted")
        inner.setLeft(inner.left() + 18 + GAP)
        used = self._paint_badge(painter, inner, row)
        inner.setTop(paint_line(painter, inner.adjusted(0, 0, -used, 0), row.name, "strong", "text").bottom() + 1)
        inner.setTop(paint_line(painter, inner, row.purpose(self._tasks), "small", "muted").bottom() + 1)
        too_large = row.fit is not None and row.fit.verdict is Verdict.TOO_LARGE
        paint_line(painter, inner, row.needs, "small", "warning" if too_large else "muted")
        painter.restore()

    def _paint_badge(self, painter: QPainter, area: QRectF, row: ModelRow) -> float:
        """Paint the state at the right; returns the width it takes."""
        word = translate("models", row.badge.word)
        metrics = QFontMetrics(theme.font("small"))
        width = metrics.horizontalAdvance(word) + 20.0
        left = area.right() - width
        icons.draw(painter, row.badge.icon, QRectF(left, area.top() + 1, 16, 16), row.badge.role)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(row.badge.role))
        painter.drawText(QRectF(left + 20, area.top(), width, 18), int(Qt.AlignmentFlag.AlignVCenter), word)
        return width + GAP

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of three lines."""
        strong, small = QFontMetrics(theme.font("strong")), QFontMetrics(theme.font("small"))
        return QSize(200, strong.height() + 2 * small.height() + 2 * GAP + 4)


class ModelView(QListView):
    """The list; what is empty says what it waits for.

    Signals:
        chosen: the ModelRow that is current now; None for none.
    """

    chosen = Signal(object)

    def __init__(self, model: ModelListModel, parent: QWidget | None = None) -> None:
        """Show `model`."""
        super().__init__(parent)
        self._empty = ""
        self.setModel(model)
        self.setItemDelegate(ModelDelegate(model.tasks, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit(self.current()))

    def current(self) -> ModelRow | None:
        """Return the row that is chosen."""
        chosen = (index.data(ROW_ROLE) for index in self.selectionModel().selectedIndexes())
        return next((row for row in chosen if isinstance(row, ModelRow)), None)

    def choose(self, row_id: str) -> bool:
        """Choose a row by its id; say whether it is listed."""
        model = self.model()
        assert isinstance(model, ModelListModel)
        place = model.row_of(row_id)
        if place >= 0:
            self.setCurrentIndex(model.index(place))
            self.scrollTo(model.index(place))
        return place >= 0

    def set_empty_text(self, text: str) -> None:
        """Say `text` while there are no rows."""
        self._empty = text
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Want one row, or nothing: what is asked above the list is seen whole first."""
        return QSize(200, self.sizeHintForRow(0) if self.model().rowCount() else 0)

    def minimumSizeHint(self) -> QSize:
        """Need no more than that."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or what an empty list waits for."""
        super().paintEvent(event)
        if self.model().rowCount() == 0 and self._empty:
            with QPainter(self.viewport()) as painter:
                painter.setFont(theme.font("body"))
                painter.setPen(theme.colour("muted"))
                area = self.viewport().rect().adjusted(GAP * 2, GAP * 2, -GAP * 2, -GAP * 2)
                flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
                painter.drawText(area, int(flags) | int(Qt.TextFlag.TextWordWrap), self._empty)

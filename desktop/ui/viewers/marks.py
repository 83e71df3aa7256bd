"""What was found, as a list: a colour, a name, a score with its bar, and a second line where there is more to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui import theme
from desktop.ui.language import number, percent
from desktop.ui.viewers.scores import ROLE, Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

_DOT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing that was found, as people read it.

    Attributes:
        name: its label or its text.
        score: 0 to 1, or None when there is none.
        hue: number of its colour in `theme.hue`; None for the accent, without a dot.
        note: second line, often empty.
        plain: whether the score is a number like a cosine, not a percentage.
    """

    name: str
    score: float | None
    hue: int | None = None
    note: str = ""
    plain: bool = False

    @property
    def colour(self) -> QColor:
        """Return its colour."""
        return theme.colour("accent") if self.hue is None else theme.hue(self.hue)

    @property
    def value(self) -> str:
        """Return its score in words."""
        if self.score is None:
            return ""
        return number(round(self.score, 2) + 0.0, 2) if self.plain else percent(self.score, 1)


class MarkModel(QAbstractListModel):
    """Marks in the order they were given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = ()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show other marks."""
        self.beginResetModel()
        self._marks = tuple(marks)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of marks."""
        return 0 if parent.isValid() else len(self._marks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name of a mark, or the whole of it under `ROLE`."""
        if not index.isValid():
            return None
        mark = self._marks[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return mark.name
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return ", ".join(part for part in (mark.name, mark.value, mark.note) if part)
        return mark if role == ROLE else None


class MarkDelegate(QStyledItemDelegate):
    """Paints a mark."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one mark."""
        mark: Mark = index.data(ROLE)
        state: QStyle.StateFlag = option.state
        gap = theme.GAP
        area = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setBrush(theme.colour("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(area, gap, gap)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), gap, gap)
        inner = area.adjusted(gap, 6, -gap, 0)
        font = theme.font("body")
        metrics = QFontMetrics(font)
        line = QRectF(inner.left(), inner.top(), inner.width(), metrics.height())
        if mark.hue is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mark.colour)
            painter.drawEllipse(QRectF(line.left(), line.center().y() - _DOT / 2, _DOT, _DOT))
            line.setLeft(line.left() + _DOT + gap)
        bar = QRectF(line.left(), line.bottom() + 3, line.width(), 4)
        _write(painter, line, mark)
        if mark.note:
            font = theme.font("small")
            painter.setFont(font)
            small = QFontMetrics(font)
            under = QRectF(line.left(), line.bottom() + 1, line.width(), small.height())
            note = small.elidedText(mark.note, Qt.TextElideMode.ElideRight, int(under.width()))
            painter.drawText(under, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, note)
            bar.moveTop(under.bottom() + 3)
        if mark.score is not None:
            _draw_bar(painter, bar, mark)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a mark; the width follows the list."""
        mark: Mark = index.data(ROLE)
        height = QFontMetrics(theme.font("body")).height() + 22
        return QSize(120, height + (QFontMetrics(theme.font("small")).height() if mark.note else 0))


class MarkList(QListView):
    """A list of marks.

    Signals:
        hovered: row under the pointer, -1 when it left.
        chosen: row that was clicked or reached by keyboard.
    """

    hovered = Signal(int)
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks = MarkModel(self)
        self.setModel(self.marks)
        self.setItemDelegate(MarkDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("card", True)
        self.setViewportMargins(*(theme.GAP // 2,) * 4)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setMinimumHeight(96)
        self.entered.connect(lambda index: self.hovered.emit(index.row()))
        self.selectionModel().currentChanged.connect(lambda now, _before: self.chosen.emit(now.row()))

    def show_row(self, row: int) -> None:
        """Choose a row, -1 for none, without announcing it."""
        self.blockSignals(True)
        model = self.selectionModel()
        model.blockSignals(True)
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(self.marks.index(row))
            self.scrollTo(self.marks.index(row))
        model.blockSignals(False)
        self.blockSignals(False)
        self.viewport().update()

    def fit(self, most: int) -> None:
        """Be as tall as the marks need, at most as tall as `most` of them."""
        rows = min(self.marks.rowCount(), most)
        self.setFixedHeight(max(self.sizeHintForRow(0), 0) * rows + theme.GAP + 4)

    @property
    def row(self) -> int:
        """Return the chosen row, -1 for none."""
        return self.currentIndex().row()

    def selected_text(self) -> str:
        """Return the marks that are selected, if the list has the focus."""
        rows = sorted(self.selectionModel().selectedRows(), key=QModelIndex.row) if self.hasFocus() else []
        return "\n".join(str(row.data(Qt.ItemDataRole.AccessibleTextRole)) for row in rows)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the row the pointer was on."""
        super().leaveEvent(event)
        self.hovered.emit(-1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell when the pointer is on no row."""
        super().mouseMoveEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            self.hovered.emit(-1)


def _write(painter: QPainter, line: QRectF, mark: Mark) -> None:
    """Write name and score into one line, and leave the painter in the muted colour."""
    font = theme.font("body")
    metrics = QFontMetrics(font)
    painter.setFont(font)
    value = mark.value
    room = line.width() - (metrics.horizontalAdvance(value) + theme.GAP if value else 0)
    painter.setPen(theme.colour("text"))
    name = metrics.elidedText(mark.name, Qt.TextElideMode.ElideRight, int(room))
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
    painter.setPen(theme.colour("muted"))
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, value)


def _draw_bar(painter: QPainter, bar: QRectF, mark: Mark) -> None:
    assert mark.score is not None
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("line"))
    painter.drawRoundedRect(bar, 2, 2)
    share = min(max(mark.score, 0.0), 1.0)
    painter.setBrush(mark.colour)
    painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(bar.width() * share, 4.0 if share else 0.0), 4), 2, 2)

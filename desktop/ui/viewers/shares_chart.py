"""A chart of shares: a bar for each label, for each group, or a column for each period."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.media.tables.shares import Shares
from desktop.ui import theme
from desktop.ui.language import number, percent, period
from desktop.ui.viewers.scores import shown, tone

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent

_BAR = 16
_ROW = 30
_COLUMNS_HEIGHT = 220
_NAMES_SHARE = 0.34
_NARROWEST = 3.0
_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


def label_colour(labels: tuple[str, ...], place: int) -> QColor:
    """Return the colour of a label: its own where it has one, grey for all others together."""
    label = labels[place]
    if not label:
        return theme.colour("line")
    own = tone(label)
    return theme.hue(place) if own == "accent" else theme.colour(own)


class SharesChart(QWidget):
    """Paints `Shares`.

    Signals:
        chosen: (label, place of the group) of the part that was clicked, or entered with the keys; a label that
            stands for others is not.
    """

    chosen = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "chart")
        self._shares = Shares(labels=(), groups=())
        self._parts: list[tuple[QRectF, int, int]] = []
        self._current = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_shares(self, shares: Shares) -> None:
        """Show other shares."""
        self._shares, self._current = shares, 0
        self.setAccessibleDescription("\n".join(self._told(row) for row in range(len(shares.groups))))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height that the bars need."""
        shares = self._shares
        if shares.calendar:
            return QSize(300, _COLUMNS_HEIGHT)
        return QSize(300, self._rows() * self._row_height() + theme.GAP)

    def _single(self) -> bool:
        return bool(self._shares.groups) and not self._shares.grouped

    def _rows(self) -> int:
        return len(self._shares.labels) if self._single() else len(self._shares.groups)

    def _row_height(self) -> int:
        return max(_ROW, QFontMetrics(theme.font("body")).height() + theme.GAP)

    def _told(self, row: int) -> str:
        name, counts = self._shares.groups[row]
        total = max(sum(counts), 1)
        parts = ", ".join(
            f"{shown(label) if label else self.tr('others')} {percent(count / total)} ({number(count)})"
            for label, count in zip(self._shares.labels, counts, strict=True)
            if count
        )
        if self._single():
            return parts
        told = period(name) if self._shares.calendar else name or self.tr("no entry")
        return f"{told}: {parts or number(0)}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shares."""
        self._parts = []
        if not self._shares.groups or not self._shares.labels:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._shares.calendar:
                self._paint_columns(painter)
            elif self._single():
                self._paint_labels(painter)
            else:
                self._paint_groups(painter)
            if self.hasFocus() and self._parts:
                painter.setPen(QPen(theme.colour("text"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(self._parts[self._current][0].adjusted(-1, -1, 1, 1), 3, 3)

    def _paint_labels(self, painter: QPainter) -> None:
        counts = self._shares.groups[0][1]
        total, most = max(sum(counts), 1), max(*counts, 1)
        figures = [f"{number(count)} · {percent(count / total)}" for count in counts]
        for place, (label, count) in enumerate(zip(self._shares.labels, counts, strict=True)):
            bar = self._lay_row(painter, place, shown(label) if label else self.tr("others"), figures)
            part = QRectF(bar.left(), bar.top(), max(bar.width() * count / most, _NARROWEST), bar.height())
            self._fill(painter, part, 0, place)

    def _paint_groups(self, painter: QPainter) -> None:
        figures = [number(sum(counts)) for _, counts in self._shares.groups]
        for row, (name, counts) in enumerate(self._shares.groups):
            bar = self._lay_row(painter, row, name or self.tr("no entry"), figures)
            self._stack(painter, bar, row, counts, upright=False)

    def _lay_row(self, painter: QPainter, row: int, name: str, figures: list[str]) -> QRectF:
        """Write the name and the figure of a row and return the room between them."""
        height, width = self._row_height(), float(self.width())
        names = width * _NAMES_SHARE
        room = max(map(QFontMetrics(theme.font("small")).horizontalAdvance, figures)) + theme.GAP
        top = row * height
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        cut = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(names) - theme.GAP)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, top, names, height), Qt.AlignmentFlag.AlignLeft | middle, cut)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("muted"))
        place = QRectF(width - room, top, room, height)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | middle, figures[row])
        bar = min(_BAR, height - theme.GAP)
        return QRectF(names, top + (height - bar) / 2, max(width - names - room, 1.0), bar)

    def _paint_columns(self, painter: QPainter) -> None:
        groups = self._shares.groups
        small = QFontMetrics(theme.font("small"))
        area = QRectF(0, theme.GAP, self.width(), self.height() - small.height() - theme.GAP * 2)
        step = area.width() / len(groups)
        for row, (_, counts) in enumerate(groups):
            column = QRectF(area.left() + row * step, area.top(), max(step - 2, 1.0), area.height())
            self._stack(painter, column, row, counts, upright=True)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("muted"))
        top = area.bottom() + theme.GAP / 2
        names = [period(name) for name, _ in groups]
        every = math.ceil((max(map(small.horizontalAdvance, names)) + theme.GAP * 2) / step)
        for row in range(0, len(names), every):
            width = min(every * step, area.width() - row * step)
            if small.horizontalAdvance(names[row]) <= width:
                place = QRectF(row * step, top, width, small.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft, names[row])

    def _stack(self, painter: QPainter, area: QRectF, row: int, counts: tuple[int, ...], *, upright: bool) -> None:
        """Fill a bar with the shares of the labels, one behind the other."""
        total, at = max(sum(counts), 1), 0.0
        length = area.height() if upright else area.width()
        for place, count in enumerate(counts):
            part = length * count / total
            if upright:
                self._fill(painter, QRectF(area.left(), area.bottom() - at - part, area.width(), part), row, place)
            elif count:
                self._fill(painter, QRectF(area.left() + at, area.top(), max(part - 2, 1.5), area.height()), row, place)
            at += part

    def _fill(self, painter: QPainter, part: QRectF, row: int, place: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(label_colour(self._shares.labels, place))
        painter.drawRoundedRect(part, 3, 3)
        if part.width() and part.height():
            self._parts.append((part, row, place))

    def _part_at(self, spot: QPointF) -> tuple[int, int] | None:
        return next(((row, place) for part, row, place in self._parts if part.contains(spot)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say by the pointer what can be clicked."""
        over = self._part_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose a part."""
        self._choose(self._part_at(event.position()))

    def _choose(self, part: tuple[int, int] | None) -> None:
        if part is not None and self._shares.labels[part[1]]:
            self.chosen.emit(self._shares.labels[part[1]], part[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from part to part, and choose one."""
        step = _STEPS.get(event.key())
        if step is not None and self._parts:
            self._current = min(max(self._current + step, 0), len(self._parts) - 1)
            part, row, _ = self._parts[self._current]
            QToolTip.showText(self.mapToGlobal(part.bottomRight().toPoint()), self._told(row), self)
            self.update()
        elif event.key() in ENTER and self._parts:
            self._choose(self._parts[self._current][1:])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell the figures of the bar under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._part_at(QPointF(event.pos()))
            if found is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._told(found[0]), self)
            return True
        return super().event(event)

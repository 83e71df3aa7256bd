"""What delegates paint alike: the field behind a row, and a line of text that is shortened where need be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle

from desktop.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter


def paint_field(painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
    """Show whether a row is chosen, under the pointer, or has the focus."""
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_soft" if chosen else "hover"))
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.colour("accent"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)


def paint_line(
    painter: QPainter,
    area: QRectF,
    text: str,
    font: str,
    role: str,
    *,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> QRectF:
    """Draw a line at the top of `area`; returns where it stands, as wide as the text."""
    painter.setFont(theme.font(font))
    painter.setPen(theme.colour(role))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, elide, int(area.width()))
    line = QRectF(area.left(), area.top(), area.width(), metrics.height())
    painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    line.setWidth(min(metrics.horizontalAdvance(shown), area.width()))
    return line


def paint_lines(painter: QPainter, area: QRectF, text: str, lines: int) -> None:
    """Draw `text` in at most so many lines, the last one cut off with an ellipsis."""
    text = " ".join(text[:600].split())
    metrics = QFontMetrics(painter.font())
    layout = QTextLayout(text, painter.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    top = area.top()
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width())
        start, length = line.textStart(), line.textLength()
        # Positions count UTF-16 units.
        units = text.encode("utf-16-le")
        last = number == lines - 1
        piece = (units[2 * start :] if last else units[2 * start : 2 * (start + length)]).decode("utf-16-le", "ignore")
        if last:
            piece = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(QRectF(area.left(), top, area.width(), metrics.height()), Qt.AlignmentFlag.AlignLeft, piece)
        top += metrics.height()
    layout.endLayout()

"""Names written over a picture: white on the colour of their label, inside what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from desktop.ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

_PADDING = 6


def tag_area(text: str, corner: QPointF, seen: QRectF) -> QRectF:
    """Return where a tag fits: above `corner` or below it, moved so that none of it is outside of `seen`."""
    metrics = QFontMetrics(theme.font("small"))
    width = min(metrics.horizontalAdvance(text) + 2 * _PADDING, seen.width())
    height = metrics.height() + 4
    top = corner.y() - height if corner.y() - height >= seen.top() else corner.y()
    left = min(max(corner.x(), seen.left()), seen.right() - width)
    return QRectF(left, min(max(top, seen.top()), seen.bottom() - height), width, height)


def draw_tag(painter: QPainter, text: str, area: QRectF, colour: QColor, font: QFont | None = None) -> None:
    """Draw a tag, by default in the small font."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(area, 4, 4)
    font = font or theme.font("small")
    painter.setFont(font)
    painter.setPen(QColor(theme.ON_HUE))
    room = area.adjusted(_PADDING, 0, -_PADDING + 1, 0)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def covers(area: QRectF, others: Sequence[QRectF]) -> bool:
    """Say whether a tag would lie on one of the others."""
    return any(area.intersects(other) for other in others)

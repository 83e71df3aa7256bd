"""A picture with what was found framed in it, each frame in the colour of its label and with its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsView

from desktop.ui import theme
from desktop.ui.viewers.picture import PictureView
from desktop.ui.viewers.tags import covers, draw_tag, tag_area

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

_HALO = QColor(255, 255, 255, 170)  # sets a frame off from any photo


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A box in pixels of the picture, with the words of its tag and the number of its colour."""

    area: QRectF
    tag: str
    hue: int


class BoxView(PictureView):
    """Draws frames over the picture; they keep their width and their names stay inside what is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frames: tuple[Frame, ...] = ()
        self._visible: frozenset[int] = frozenset()
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)

    def set_frames(self, frames: Sequence[Frame]) -> None:
        """Draw other frames, all of them visible; the first is the surest."""
        self._frames = tuple(frames)
        self._hovered = self._marked = -1
        self.set_visible(frozenset(range(len(frames))))

    def set_visible(self, visible: frozenset[int]) -> None:
        """Show these frames and hide the others."""
        self._visible = visible
        self.viewport().update()

    def mark(self, index: int) -> None:
        """Show a frame as the chosen one and bring it into view, -1 for none."""
        self._marked = index
        if 0 <= index < len(self._frames):
            self.ensureVisible(self._frames[index].area, 24, 24)
        self.viewport().update()

    def _place_at(self, position: QPointF) -> int:
        """Return the smallest frame under a position: one that lies in another can be reached too."""
        point = QPointF(self.mapToScene(position.toPoint()))
        hit = [index for index in self._visible if self._frames[index].area.contains(point)]
        return min(hit, key=lambda index: _size(self._frames[index].area), default=-1)

    def _paint_place(self, index: int) -> None:
        self.viewport().update()

    def _order(self) -> Iterator[int]:
        """Give the frames from the least sure to the surest, and last those that are looked at."""
        last = (self._hovered, self._marked)
        yield from (index for index in sorted(self._visible, reverse=True) if index not in last)
        yield from (index for index in dict.fromkeys(last) if index in self._visible)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802
        """Draw frames and names in pixels of the screen."""
        super().drawForeground(painter, rect)
        painter.save()
        painter.setWorldMatrixEnabled(False)
        to_screen = self.viewportTransform()
        areas = {index: to_screen.mapRect(self._frames[index].area) for index in self._visible}
        for index in self._order():
            self._draw_frame(painter, areas[index], index)
        seen = QRectF(self.viewport().rect())
        taken: list[QRectF] = []
        for index in reversed(list(self._order())):
            area = areas[index]
            if not area.intersects(seen):
                continue
            tag = tag_area(self._frames[index].tag, area.topLeft(), seen)
            if index in (self._hovered, self._marked) or not covers(tag, taken):
                taken.append(tag)
                draw_tag(painter, self._frames[index].tag, tag, theme.hue(self._frames[index].hue))
        painter.restore()

    def _draw_frame(self, painter: QPainter, area: QRectF, index: int) -> None:
        looked_at = index in (self._hovered, self._marked)
        colour = theme.hue(self._frames[index].hue)
        fill = QColor(colour)
        fill.setAlpha(60 if looked_at else 0)
        painter.setBrush(fill)
        painter.setPen(QPen(_HALO, 5.5 if looked_at else 4))
        painter.drawRoundedRect(area, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 3.5 if looked_at else 2))
        painter.drawRoundedRect(area, 3, 3)


def _size(area: QRectF) -> float:
    return area.width() * area.height()

"""A picture with its parts laid over it, each in the colour of its label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsView

from desktop.ui import theme
from desktop.ui.viewers.compare import CompareView
from desktop.ui.viewers.picture import read_picture
from desktop.ui.viewers.tags import draw_tag, tag_area

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

LAYER = 900  # pixels of the longer side of a part as it is drawn; thirty of them are laid over each other in 50 ms
_HALF = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A part: where it is opaque, and its share of the picture, 0 to 1."""

    image: QImage
    share: float


def read_layers(paths: Sequence[Path]) -> list[Layer]:
    """Read masks; for a background thread.

    Raises:
        OSError: one is gone or cannot be read as a picture.
    """
    layers = []
    for path in paths:
        grey = read_picture(path, longest=LAYER).convertToFormat(QImage.Format.Format_Grayscale8)
        width, height, step = grey.width(), grey.height(), grey.bytesPerLine()
        bits = bytes(grey.constBits())
        full = sum(sum(bits[row * step : row * step + width]) for row in range(height))
        grey.reinterpretAsFormat(QImage.Format.Format_Alpha8)
        layers.append(Layer(image=grey, share=full / (255 * width * height)))
    return layers


def tinted(layer: Layer, colour: QColor) -> QImage:
    """Return a part filled with a colour."""
    image = QImage(layer.image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(colour)
    with QPainter(image) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.drawImage(0, 0, layer.image)
    return image


class MaskView(CompareView):
    """Draws parts over the picture, or compares it with what was cut out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without parts."""
        self._layers: tuple[Layer, ...] = ()
        self._hues: tuple[int, ...] = ()
        self._names_of_parts: tuple[str, ...] = ()
        self._visible: frozenset[int] = frozenset()
        self._opacity = 0.5
        self._overlay = QPixmap()
        self._lit = QPixmap()
        super().__init__(parent)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)

    def set_layers(self, layers: Sequence[Layer], hues: Sequence[int], names: Sequence[str]) -> None:
        """Draw other parts, all of them visible."""
        self._layers, self._hues, self._names_of_parts = tuple(layers), tuple(hues), tuple(names)
        self._hovered = self._marked = -1
        self.set_visible(frozenset(range(len(layers))))

    def set_visible(self, visible: frozenset[int]) -> None:
        """Show these parts and hide the others."""
        self._visible = visible
        self._overlay = self._compose()
        self._light()

    def set_opacity(self, opacity: float) -> None:
        """Say how much the parts hide of the picture, 0 to 1."""
        self._opacity = opacity
        self.viewport().update()

    def mark(self, index: int) -> None:
        """Light up a part as the chosen one, -1 for none."""
        self._marked = index
        self._light()

    def _place_at(self, position: QPointF) -> int:
        """Return the smallest part under a position."""
        point, page = self.mapToScene(position.toPoint()), self.sceneRect()
        if self.comparing or page.isEmpty() or not page.contains(point):
            return -1
        hit = []
        for index in self._visible:
            image = self._layers[index].image
            x = min(int(point.x() / page.width() * image.width()), image.width() - 1)
            y = min(int(point.y() / page.height() * image.height()), image.height() - 1)
            if QColor(image.pixelColor(x, y)).alpha() >= _HALF:
                hit.append(index)
        return min(hit, key=lambda index: self._layers[index].share, default=-1)

    def _repaint_places(self, before: int, now: int) -> None:
        self._hovered = now
        self._light()

    def _looked_at(self) -> int:
        index = self._hovered if self._hovered in self._visible else self._marked
        return index if index in self._visible else -1

    def _light(self) -> None:
        index = self._looked_at()
        lit = tinted(self._layers[index], theme.hue(self._hues[index])) if index >= 0 else QImage()
        self._lit = QPixmap.fromImage(lit)
        self.viewport().update()

    def _compose(self) -> QPixmap:
        if not self._visible:
            return QPixmap()
        canvas = QImage(self._layers[0].image.size(), QImage.Format.Format_ARGB32_Premultiplied)
        canvas.fill(Qt.GlobalColor.transparent)
        with QPainter(canvas) as painter:
            # The largest first: a part that lies on another one stays to be seen.
            for index in sorted(self._visible, key=lambda index: -self._layers[index].share):
                part = tinted(self._layers[index], theme.hue(self._hues[index]))
                painter.drawImage(QRectF(canvas.rect()), part, QRectF(part.rect()))
        return QPixmap.fromImage(canvas)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802
        """Draw the parts; the one that is looked at stands out, with its name."""
        super().drawForeground(painter, rect)
        if self.comparing or self._overlay.isNull():
            return
        page = self.sceneRect()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(self._opacity * (1.0 if self._lit.isNull() else 0.35))
        painter.drawPixmap(page, self._overlay, QRectF(self._overlay.rect()))
        if not self._lit.isNull():
            painter.setOpacity(min(max(self._opacity, 0.35) + 0.2, 1.0))
            painter.drawPixmap(page, self._lit, QRectF(self._lit.rect()))
            painter.setOpacity(1.0)
            painter.setWorldMatrixEnabled(False)
            inner = self._seen().adjusted(theme.GAP, theme.GAP, -theme.GAP, -theme.GAP)
            index = self._looked_at()
            name = self._names_of_parts[index]
            draw_tag(painter, name, tag_area(name, inner.topLeft(), inner), theme.hue(self._hues[index]))
        painter.restore()

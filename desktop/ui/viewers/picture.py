"""A picture that can be zoomed and moved, with boxes that can be drawn over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsPixmapItem,
    QGraphicsPolygonItem,
    QGraphicsScene,
    QGraphicsView,
    QWidget,
)

from desktop.ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.core.result import Point

LONGEST = 2400  # pixels of the longer side that are kept; sharp at twice the size of a usual pane
_STEP = 1.25
_LARGEST = 8.0


def read_picture(path: Path, frame: int = 0, longest: int = LONGEST) -> QImage:
    """Read a picture upright and no larger than needed; for a background thread.

    Raises:
        OSError: the file is gone or cannot be read as a picture.
    """
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    if frame and not reader.jumpToImage(frame):
        raise OSError(reader.errorString())
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise OSError(reader.errorString())
    return image


class PictureView(QGraphicsView):
    """Shows one picture; Ctrl and the wheel zoom, dragging moves.

    The scene is in pixels of the page that was read, whatever the size of the picture that shows it.

    Signals:
        place_hovered: index of the box or part under the pointer, -1 when it left.
        place_clicked: index of the one that was clicked.
    """

    place_hovered = Signal(int)
    place_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "picture")
        self._scene = QGraphicsScene(self)
        self._picture = QGraphicsPixmapItem()
        self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._picture)
        self._boxes: list[QGraphicsPolygonItem] = []
        self._hovered = self._marked = -1
        self._fitting: str = "page"
        self._pressed = QPointF()
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("card", True)
        self.setViewportMargins(*(theme.GAP // 2,) * 4)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.setMinimumSize(QSize(120, 120))
        self.restyle()
        self.retranslate()

    @property
    def zoom(self) -> float:
        """Return the scale, 1 is a pixel for a pixel."""
        return self.transform().m11()

    def set_picture(self, image: QImage | None, width: int = 0, height: int = 0) -> None:
        """Show `image` on a page of `width` × `height`, by default its own size; boxes of the page before are gone."""
        self.set_boxes([])
        pixmap = QPixmap.fromImage(image) if image is not None else QPixmap()
        width, height = width or pixmap.width(), height or pixmap.height()
        self._picture.setPixmap(pixmap)
        if not pixmap.isNull() and width and height:
            self._picture.setTransform(_stretch(pixmap.width(), pixmap.height(), width, height))
        self._scene.setSceneRect(QRectF(0, 0, width, height))
        self._fit()

    def set_boxes(self, boxes: Sequence[Sequence[Point]]) -> None:
        """Draw boxes, each given by its corners."""
        for old in self._boxes:
            self._scene.removeItem(old)
        self._boxes = []
        self._hovered = self._marked = -1
        for corners in boxes:
            item = QGraphicsPolygonItem(QPolygonF([QPointF(x, y) for x, y in corners]))
            item.setZValue(1)
            self._boxes.append(item)
            self._scene.addItem(item)
        self._paint_places()

    def set_hovered(self, index: int) -> None:
        """Show a box as the one the pointer is on elsewhere, -1 for none."""
        if index != self._hovered:
            self._repaint_places(self._hovered, index)

    def mark(self, index: int) -> None:
        """Show a box as the chosen one and bring it into view, -1 for none."""
        before, self._marked = self._marked, index
        for changed in (before, index):
            self._paint_place(changed)
        if 0 <= index < len(self._boxes):
            self.ensureVisible(self._boxes[index].boundingRect(), 24, 24)

    def zoom_by(self, factor: float) -> None:
        """Zoom in or out, between the whole page and eight times its pixels."""
        least = min(self._scale_of_page(), 1.0)
        wanted = min(max(self.zoom * factor, least), _LARGEST)
        self._fitting = ""
        self._fit()
        self.scale(wanted / self.zoom, wanted / self.zoom)

    def zoom_in(self) -> None:
        """Show it larger."""
        self.zoom_by(_STEP)

    def zoom_out(self) -> None:
        """Show it smaller."""
        self.zoom_by(1 / _STEP)

    def fit_width(self) -> None:
        """Fill the width of the pane, also when its size changes."""
        self._fitting = "width"
        self._fit()

    def fit_page(self) -> None:
        """Show all of it, also when the size of the pane changes."""
        self._fitting = "page"
        self._fit()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.setAccessibleName(self.tr("Picture"))
        self.setAccessibleDescription(self.tr("Ctrl and the wheel or plus and minus zoom; the arrow keys move it"))

    def restyle(self) -> None:
        """Take up the colours of the theme."""
        self.setBackgroundBrush(QColor(theme.colours().base))
        self._paint_places()

    def _fit(self) -> None:
        area = self.sceneRect()
        # A picture that fits the width needs no bar below it, and rounding must not bring one.
        policy = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(policy.ScrollBarAlwaysOff if self._fitting else policy.ScrollBarAsNeeded)
        if not self._fitting or area.isEmpty():
            return
        scale = self._scale_of_page()
        if self._fitting == "width":
            # Room for the scroll bar is kept from the start, or it would bring the other one with it.
            bar = self.verticalScrollBar()
            room = self.viewport().width() - (0 if bar.isVisible() else bar.sizeHint().width())
            scale = (room - 2) / area.width()
        scale = min(max(scale, 0.001), _LARGEST)
        self.resetTransform()
        self.scale(scale, scale)

    def _scale_of_page(self) -> float:
        area, space = self.sceneRect(), self.viewport().size()
        if area.isEmpty():
            return 1.0
        return min((space.width() - 2) / area.width(), (space.height() - 2) / area.height(), _LARGEST)

    def _place_at(self, position: QPointF) -> int:
        item = self.itemAt(position.toPoint())
        return self._boxes.index(item) if isinstance(item, QGraphicsPolygonItem) else -1

    def _repaint_places(self, before: int, now: int) -> None:
        self._hovered = now
        self._paint_place(before)
        self._paint_place(now)

    def _paint_places(self) -> None:
        for index in range(len(self._boxes)):
            self._paint_place(index)

    def _paint_place(self, index: int) -> None:
        if not 0 <= index < len(self._boxes):
            return
        accent = QColor(theme.colours().accent)
        chosen, hovered = index == self._marked, index == self._hovered
        pen = QPen(accent, 2.0 if chosen else 1.0)
        pen.setCosmetic(True)
        fill = QColor(accent)
        fill.setAlpha(70 if chosen else 50 if hovered else 20)
        self._boxes[index].setPen(pen)
        self._boxes[index].setBrush(QBrush(fill))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with plus, minus and zero."""
        actions = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.fit_page,
        }
        action = actions.get(Qt.Key(event.key()))
        if action:
            action()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began."""
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose a box, unless the picture was moved."""
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        moved = (event.position() - self._pressed).manhattanLength() > 4
        index = self._place_at(event.position())
        if not moved and index >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.place_clicked.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer over the boxes."""
        super().mouseMoveEvent(event)
        index = self._place_at(event.position())
        if index != self._hovered:
            self.set_hovered(index)
            self.place_hovered.emit(index)
            shape = Qt.CursorShape.PointingHandCursor if index >= 0 else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the box the pointer was on."""
        super().leaveEvent(event)
        self.set_hovered(-1)
        self.place_hovered.emit(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what fits fitting."""
        super().resizeEvent(event)
        self._fit()


def _stretch(width: int, height: int, page_width: int, page_height: int) -> QTransform:
    return QTransform.fromScale(page_width / width, page_height / height)

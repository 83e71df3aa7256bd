"""Two pictures in one place, before and after, with a line between them that can be moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QGraphicsView

from desktop.ui import icons, theme
from desktop.ui.viewers.picture import PictureView
from desktop.ui.viewers.tags import draw_tag, tag_area

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

STEPS = 1000
_WIDTH, _KNOB = 36, 28
_SQUARE = 8
_VEIL = QColor(20, 24, 32, 190)


class CompareHandle(QAbstractSlider):
    """The line with its knob: dragged by mouse, moved by the arrow keys, a slider to a screen reader."""

    def __init__(self, parent: QWidget) -> None:
        """Start in the middle."""
        super().__init__(parent)
        self._grip = 0
        self.setRange(0, STEPS)
        self.setSingleStep(STEPS // 50)
        self.setPageStep(STEPS // 5)
        self.setValue(STEPS // 2)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Return a strip that is easy to hit."""
        return QSize(_WIDTH, _KNOB)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the line."""
        self._grip = round(event.position().x()) - self.width() // 2

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the line with the pointer."""
        view = self.parentWidget()
        if event.buttons() & Qt.MouseButton.LeftButton and isinstance(view, CompareView):
            view.split_at(self.mapTo(view, event.position().toPoint()) - QPoint(self._grip, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, dark around white so that it stands out on any picture, and the knob."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle = QPointF(self.width() / 2, self.height() / 2)
            top, bottom = QPointF(middle.x(), 0), QPointF(middle.x(), self.height())
            for colour, width in ((_VEIL, 4.0), (QColor("white"), 2.0)):
                painter.setPen(QPen(colour, width))
                painter.drawLine(top, bottom)
            knob = QRectF(0, 0, _KNOB, _KNOB)
            knob.moveCenter(middle)
            lively = self.hasFocus() or self.underMouse()
            painter.setPen(QPen(theme.colour("accent") if lively else _VEIL, 3 if self.hasFocus() else 1.5))
            painter.setBrush(QColor("white"))
            painter.drawEllipse(knob.adjusted(1.5, 1.5, -1.5, -1.5))
            icons.draw(painter, "move-horizontal", knob.adjusted(6, 6, -6, -6), theme.LIGHT.text)


class CompareView(PictureView):
    """Shows the picture it was given at the left of the line and another one at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without the second picture."""
        super().__init__(parent)
        self._after = QPixmap()
        self._names = ("", "")
        self.handle = CompareHandle(self)
        self.handle.valueChanged.connect(self._place_handle)
        self.handle.hide()
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)

    def set_after(self, image: QImage | None) -> None:
        """Show `image` at the right of the line, which stands in the middle again."""
        self._after = QPixmap.fromImage(image) if image is not None else QPixmap()
        self.handle.setValue(STEPS // 2)
        self.handle.setVisible(image is not None)
        self._place_handle()

    def set_alone(self) -> None:
        """Show only the second picture: there is nothing to compare it with."""
        self.handle.setValue(0)
        self.handle.hide()
        self.viewport().update()

    def set_names(self, before: str, after: str) -> None:
        """Write what the two pictures are."""
        self._names = (before, after)
        self.viewport().update()

    def split_at(self, position: QPoint) -> None:
        """Move the line to a position in this view."""
        seen = self._seen()
        if seen.width() > 0:
            x = position.x() - self.viewport().x() - seen.left()
            self.handle.setValue(round(STEPS * x / seen.width()))

    @property
    def comparing(self) -> bool:
        """Say whether there are two pictures."""
        return not self._after.isNull() and not self.handle.isHidden()

    def _seen(self) -> QRectF:
        """Return the part of the view that the picture covers, in pixels of the viewport."""
        page = self.viewportTransform().mapRect(self.sceneRect())
        return page.intersected(QRectF(self.viewport().rect()))

    def _line(self) -> float:
        seen = self._seen()
        return seen.left() + seen.width() * self.handle.value() / STEPS

    def _place_handle(self) -> None:
        seen, corner = self._seen(), self.viewport().pos()
        left = round(self._line()) - _WIDTH // 2 + corner.x()
        self.handle.setGeometry(left, round(seen.top()) + corner.y(), _WIDTH, max(round(seen.height()), _KNOB))
        self.viewport().update()

    def _fit(self) -> None:
        super()._fit()
        self._place_handle()

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802
        """Draw the second picture over the right side, on squares where one can see through it."""
        super().drawForeground(painter, rect)
        if self._after.isNull():
            return
        seen, line = self._seen(), self._line()
        # A pixel more than the picture: its edge is smoothed and would shine through.
        right = QRectF(QPointF(line, seen.top() - 1), seen.bottomRight() + QPointF(1, 1))
        painter.save()
        painter.setWorldMatrixEnabled(False)
        painter.setClipRect(right)
        if self._after.hasAlphaChannel():
            page = self.viewportTransform().mapRect(self.sceneRect())
            painter.setBrushOrigin(page.topLeft())
            painter.fillRect(right, _squares())
        painter.setWorldMatrixEnabled(True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.sceneRect(), self._after, QRectF(self._after.rect()))
        painter.setWorldMatrixEnabled(False)
        painter.setClipping(False)
        if self.comparing:
            self._draw_names(painter, seen, line)
        painter.restore()

    def _draw_names(self, painter: QPainter, seen: QRectF, line: float) -> None:
        inner = seen.adjusted(theme.GAP, theme.GAP, -theme.GAP, -theme.GAP)
        before = tag_area(self._names[0], inner.topLeft(), inner)
        after = tag_area(self._names[1], inner.topRight(), inner)
        if before.right() + theme.GAP < line:
            draw_tag(painter, self._names[0], before, _VEIL)
        if after.left() - theme.GAP > line:
            draw_tag(painter, self._names[1], after, _VEIL)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """Keep the line where it is seen."""
        super().scrollContentsBy(dx, dy)
        self._place_handle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the line with the picture."""
        super().resizeEvent(event)
        self._place_handle()


def _squares() -> QBrush:
    """Return the pattern that stands for nothing, in two greys of the theme."""
    canvas = QPixmap(2 * _SQUARE, 2 * _SQUARE)
    canvas.fill(theme.colour("base"))
    with QPainter(canvas) as painter:
        for x, y in ((0, 0), (_SQUARE, _SQUARE)):
            painter.fillRect(x, y, _SQUARE, _SQUARE, theme.colour("line"))
    return QBrush(canvas)

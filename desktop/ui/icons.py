"""Icons: stroke drawings from `resources/icons`, tinted with a colour of the theme when they are painted.

An icon asks for its colour at the moment it is drawn, so a change of theme needs nothing but a repaint.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.state.paths import resources
from desktop.ui import theme

_DISABLED_OPACITY = 0.45


def icon(name: str, colour_role: str = "text") -> QIcon:
    """Return the icon `name` in a colour of the theme."""
    return QIcon(_TintedEngine(name, colour_role))


def pixmap(name: str, size: int, colour: str, dpr: float = 0.0) -> QPixmap:
    """Return the icon `name` as a square pixmap.

    Args:
        name: file in `resources/icons` without its ending.
        size: edge in device-independent pixels.
        colour: a role of the theme or `#rrggbb`.
        dpr: device pixel ratio; 0 takes the application's.
    """
    value = colour if colour.startswith("#") else str(getattr(theme.colours(), colour))
    screen = QGuiApplication.primaryScreen()
    return _render(name, size, value, dpr or screen.devicePixelRatio())


def draw(painter: QPainter, name: str, rect: QRect | QRectF, colour: str) -> None:
    """Draw the icon `name` into `rect` in a role of the theme or `#rrggbb`."""
    ratio = painter.device().devicePixelRatioF()
    area = QRectF(rect)
    painter.drawPixmap(area.topLeft(), pixmap(name, round(area.width()), colour, ratio))


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _render(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    canvas = QPixmap(QSize(size, size) * ratio)
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(QColor(Qt.GlobalColor.transparent))
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    with QPainter(canvas) as painter:
        renderer.render(painter, QRectF(0, 0, size, size))
    return canvas


class _TintedEngine(QIconEngine):
    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def _edge(self, size: QSize) -> int:
        return max(1, min(size.width(), size.height()))

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._role)

    def _role_in(self, mode: QIcon.Mode) -> str:
        """Return the colour: what stands on the accent would not be seen on a button that lost it."""
        return "muted" if mode is QIcon.Mode.Disabled and self._role == "accent_text" else self._role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        edge = self._edge(rect.size())
        area = QRect(rect.x() + (rect.width() - edge) // 2, rect.y() + (rect.height() - edge) // 2, edge, edge)
        painter.save()
        if mode is QIcon.Mode.Disabled:
            painter.setOpacity(painter.opacity() * _DISABLED_OPACITY)
        draw(painter, self._name, area, self._role_in(mode))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        """Return the icon at the left of a canvas of `size`: a wider one keeps the words of a button at a distance."""
        edge = self._edge(size)
        drawn = pixmap(self._name, edge, self._role_in(mode), scale)
        if mode is not QIcon.Mode.Disabled and size.width() <= edge:
            return drawn
        canvas = QPixmap(size.expandedTo(QSize(edge, edge)) * scale)  # a button may be squeezed to nothing
        canvas.setDevicePixelRatio(scale)
        canvas.fill(QColor(Qt.GlobalColor.transparent))
        with QPainter(canvas) as painter:
            painter.setOpacity(_DISABLED_OPACITY if mode is QIcon.Mode.Disabled else 1.0)
            painter.drawPixmap(0, 0, drawn)
        return canvas

"""How loud a recording is from beginning to end, with the place that is heard; a press or a drag goes elsewhere."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.language import clock

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

PEAKS_A_SECOND = 20
_BAR, _STEP = 2, 3  # pixels
_SHORT_MS, _LONG_MS = 5_000, 30_000  # how far arrows and page keys go
_CLOSE_S = 60.0  # shown in the close view
_LEAD_S = 6.0  # of it, before the place that is heard, when it turns the page
_QUIET = 40  # of 255: a recording that is nowhere louder than this is not stretched any further


class Waveform(QAbstractSlider):
    """Its value is the place that is heard, in milliseconds.

    Signals:
        sought: seconds; the user wants to go there.
    """

    sought = Signal(float)

    def __init__(self, height: int = 56, parent: QWidget | None = None) -> None:
        """Show silence."""
        super().__init__(parent)
        self._peaks = b""
        self._loudest = 255
        self._duration_s = 0.0
        self._view = (0.0, 0.0)
        self._bars: list[float] | None = None
        self._marked = (0.0, 0.0)
        self._framed: tuple[float, float] | None = None
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSingleStep(_SHORT_MS)
        self.setPageStep(_LONG_MS)
        self.actionTriggered.connect(lambda _action: self.sought.emit(self.sliderPosition() / 1000))
        theme.changed.connect(self.update)

    def set_sound(self, peaks: bytes, duration_s: float) -> None:
        """Show another recording, all of it; without peaks a line."""
        self._peaks, self._duration_s = peaks, duration_s
        self._loudest = max(max(peaks, default=0), _QUIET)
        self._marked = (0.0, 0.0)
        self._bars = None
        self.setRange(0, round(duration_s * 1000))
        self.setValue(0)
        self.set_view(0.0, duration_s)
        self.update()

    def set_view(self, start_s: float, end_s: float) -> None:
        """Show only a part of the recording."""
        if (start_s, end_s) != self._view:
            self._view, self._bars = (start_s, end_s), None
            self.update()

    def mark(self, start_s: float, end_s: float) -> None:
        """Give a stretch a ground of its own: what is being said."""
        if (start_s, end_s) != self._marked:
            self._marked = (start_s, end_s)
            self.update()

    def frame(self, stretch: tuple[float, float] | None) -> None:
        """Draw a frame around the part that is shown closer elsewhere."""
        if stretch != self._framed:
            self._framed = stretch
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for some width."""
        return QSize(240, self.height())

    # --- places ------------------------------------------------------------------------------------------------------

    def seconds_at(self, x: float) -> float:
        """Return the moment that is drawn at `x`."""
        start, end = self._view
        return min(max(start + (end - start) * x / max(self.width(), 1), 0.0), self._duration_s)

    def _x(self, seconds: float) -> float:
        start, end = self._view
        return (seconds - start) / (end - start) * self.width() if end > start else 0.0

    def _heights(self) -> list[float]:
        """Return the height of each bar, 0 to 1; the loudest moment under a bar counts."""
        if self._bars is None:
            count = max(self.width() // _STEP, 1)
            edges = [round(self.seconds_at(at * _STEP) * PEAKS_A_SECOND) for at in range(count + 1)]
            loudest = (max(self._peaks[a : max(b, a + 1)], default=0) for a, b in pairwise(edges))
            self._bars = [min(peak / self._loudest, 1.0) for peak in loudest]
        return self._bars

    # --- Qt ----------------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what was heard in the accent, what is to come behind it."""
        area = QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
            place = self._x(self.value() / 1000)
            self._paint_stretches(painter)
            middle, room = area.height() / 2, area.height() - theme.GAP
            heard, ahead = theme.colour("accent" if self.isEnabled() else "muted"), theme.colour("muted")
            ahead.setAlphaF(0.55)
            for at, height in enumerate(self._heights()):
                left = at * _STEP
                tall = max(height * room, 2.0)
                painter.setBrush(heard if left < place else ahead)
                painter.drawRect(QRectF(left, middle - tall / 2, _BAR, tall))
            if 0 <= place <= area.width():
                painter.setPen(QPen(theme.colour("text"), 2))
                painter.drawLine(QPointF(place, 2), QPointF(place, area.height() - 2))
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)

    def _paint_stretches(self, painter: QPainter) -> None:
        start, end = self._marked
        if end > start:
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(
                QRectF(self._x(start), 0, max(self._x(end) - self._x(start), 3), self.height()), 3, 3
            )
        if self._framed is not None:
            left, right = (self._x(moment) for moment in self._framed)
            painter.setPen(QPen(theme.colour("muted"), 1))
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(QRectF(left, 0.5, max(right - left, 4), self.height() - 1), 3, 3)
            painter.setPen(Qt.PenStyle.NoPen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count the bars anew."""
        self._bars = None
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where was pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setSliderPosition(round(self.seconds_at(event.position().x()) * 1000))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag, and tell the time under the pointer."""
        moment = self.seconds_at(event.position().x())
        if self.isSliderDown():
            self.setSliderPosition(round(moment * 1000))
        QToolTip.showText(self.mapToGlobal(QPoint(round(event.position().x()) + 8, self.height())), clock(moment), self)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End a drag."""
        self.setSliderDown(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus."""
        self.update()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Show whether there is anything to go to."""
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
        super().changeEvent(event)


class SoundView(QWidget):
    """A recording as a whole and, when it is long, closer around the place that is heard.

    Signals:
        sought: seconds; the user wants to go there.
    """

    sought = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show silence."""
        super().__init__(parent)
        self._start_s = 0.0
        self.whole, self.near = Waveform(), Waveform(48)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        for wave in (self.whole, self.near):
            wave.sought.connect(self.sought)
            column.addWidget(wave)
        self.retranslate()

    def set_sound(self, peaks: bytes, duration_s: float) -> None:
        """Show another recording from its beginning."""
        long = duration_s > 1.5 * _CLOSE_S
        self.whole.setFixedHeight(28 if long else 56)
        self.near.setVisible(long)
        for wave in (self.whole, self.near):
            wave.set_sound(peaks, duration_s)
        self._turn(0.0)

    def set_place(self, seconds: float) -> None:
        """Show where it is heard; a drag under way is left alone."""
        if self.whole.isSliderDown() or self.near.isSliderDown():
            return
        for wave in (self.whole, self.near):
            wave.setValue(round(seconds * 1000))
        if not self._start_s <= seconds < self._start_s + _CLOSE_S:
            self._turn(seconds - _LEAD_S)

    def mark(self, start_s: float, end_s: float) -> None:
        """Mark what is being said."""
        for wave in (self.whole, self.near):
            wave.mark(start_s, end_s)

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.whole.setAccessibleName(self.tr("Place in the recording"))
        self.near.setAccessibleName(self.tr("Place in the recording, close view"))

    def _turn(self, start_s: float) -> None:
        """Show the minute from `start_s` in the close view."""
        duration_s = self.whole.maximum() / 1000
        self._start_s = max(0.0, min(start_s, duration_s - _CLOSE_S))
        self.near.set_view(self._start_s, self._start_s + _CLOSE_S)
        self.whole.frame((self._start_s, self._start_s + _CLOSE_S) if self.near.isVisibleTo(self) else None)

"""What stands beside the lines of a transcript: when each begins and who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.ui import theme
from desktop.ui.language import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.ui.viewers.transcript import Transcript

_WIDEST_NAME, _LEAST_NAME = 104, 36  # pixels
_STRIPE = 3


class TranscriptGutter(QWidget):
    """Paints the lines that are seen; a click on a time goes there, one on a name or beside it names the speaker.

    Signals:
        sought: number of the line whose beginning is wanted.
        name_wanted: number of the line whose speaker is to be named.
    """

    sought = Signal(int)
    name_wanted = Signal(int)

    def __init__(self, transcript: Transcript) -> None:
        """Stand at the left of `transcript`."""
        super().__init__(transcript)
        self._transcript = transcript
        self._time_width = self._name_width = self._widest = 0
        self._colours: dict[str, int] = {}
        self.setMouseTracking(True)

    def measure(self) -> None:
        """Take as much room as the longest time and the names need."""
        metrics = QFontMetrics(theme.font("small"))
        pieces = self._transcript.pieces
        names = dict.fromkeys(piece.speaker for piece in pieces if piece.speaker)
        self._colours = {name: number for number, name in enumerate(names)}
        self._time_width = metrics.horizontalAdvance(clock(pieces[-1].start_s if pieces else 0)) + theme.GAP * 2
        self._widest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        self.place()
        self.update()

    def place(self) -> None:
        """Follow the size of the transcript; where it is narrow, names are shortened first."""
        room = min(_WIDEST_NAME, max(self._transcript.width() // 6, _LEAST_NAME))
        self._name_width = min(self._widest, room) + theme.GAP * 2 if self._widest else 0
        width, inside = self._time_width + self._name_width, self._transcript.contentsRect()
        if self._transcript.viewportMargins().left() != width:
            self._transcript.setViewportMargins(width, 0, 0, 0)
        self.setGeometry(inside.left(), inside.top(), width, inside.height())

    def follow(self, rect: QRect, dy: int) -> None:
        """Follow what the transcript paints anew or scrolls."""
        if dy:
            self.scroll(0, dy)
        else:
            self.update(0, rect.y(), self.width(), rect.height())

    def sizeHint(self) -> QSize:
        """Return the room it takes."""
        return QSize(self._time_width + self._name_width, 0)

    # --- Qt ----------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines that are seen."""
        pieces = self._transcript.pieces
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font("small"))
            for line, area in self._lines():
                if line < len(pieces) and area.intersects(event.rect()):
                    self._paint_line(painter, line, area)

    def _paint_line(self, painter: QPainter, line: int, area: QRect) -> None:
        pieces = self._transcript.pieces
        piece, height = pieces[line], self._transcript.fontMetrics().height()
        heard = piece is self._transcript.current
        painter.setPen(theme.colour("accent" if heard else "muted"))
        time = QRect(0, area.top(), self._time_width - theme.GAP, height)
        painter.drawText(time, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), clock(piece.start_s))
        if not piece.speaker:
            return
        colour = theme.hue(self._colours[piece.speaker])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(self.width() - _STRIPE, area.top() + 2, _STRIPE, area.height() - 4), 1.5, 1.5)
        if line == 0 or pieces[line - 1].speaker != piece.speaker:
            name = QRect(self._time_width, area.top(), self._name_width - theme.GAP, height)
            painter.setPen(theme.colour("text"))
            shown = painter.fontMetrics().elidedText(piece.speaker, Qt.TextElideMode.ElideRight, name.width())
            painter.drawText(name, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _lines(self) -> Iterator[tuple[int, QRect]]:
        """Walk the lines that are seen and where they are."""
        transcript = self._transcript
        block = transcript.firstVisibleBlock()
        while block.isValid():
            area = transcript.line_rect(block.blockNumber())
            if area.top() > self.height():
                return
            yield block.blockNumber(), area
            block = block.next()

    def _line_at(self, point: QPoint) -> int:
        """Return the line beside a point, -1 below the last."""
        lines = (line for line, area in self._lines() if area.top() <= point.y() <= area.bottom())
        return next((line for line in lines if line < len(self._transcript.pieces)), -1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the time, or name the speaker."""
        point = event.position().toPoint()
        line = self._line_at(point)
        if line >= 0 and event.button() == Qt.MouseButton.LeftButton:
            (self.sought if point.x() < self._time_width else self.name_wanted).emit(line)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where a click does something."""
        over = self._line_at(event.position().toPoint()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Tell a whole name that was shortened."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            line = self._line_at(event.pos())
            QToolTip.showText(event.globalPos(), (self._transcript.pieces[line].speaker or "") if line >= 0 else "")
            return True
        return super().event(event)

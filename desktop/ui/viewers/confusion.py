"""Right answers against answers: a square for each pair of classes, the fuller the darker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.language import number
from desktop.ui.viewers.scores import shown
from desktop.ui.viewers.shares_chart import ENTER

if TYPE_CHECKING:
    from collections.abc import Iterator

CLASSES_AT_MOST = 12
_NAMES_SHARE = 0.26
_LEAST_ALPHA = 0.08
_STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class ConfusionView(QWidget):
    """Paints a confusion matrix; rows are right answers, columns are what was answered.

    Signals:
        chosen: (right answer, answer) of the square that was clicked, or entered with the keys.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "chart")
        self._counts: dict[str, dict[str, int]] = {}
        self._names: tuple[str, ...] = ()
        self._plain = False
        self._current = (0, 0)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_counts(self, counts: dict[str, dict[str, int]]) -> None:
        """Show other counts."""
        self._counts = counts
        answers = {name for row in counts.values() for name in row}
        self._names = (*counts, *sorted(answers - set(counts)))
        self._current = (0, 0)
        self._plain = len(set(map(shown, self._names))) < len(self._names)
        self.setAccessibleDescription(
            "\n".join(
                f"{truth}: {', '.join(f'{answer or self._none()} {count}' for answer, count in row.items())}"
                for truth, row in counts.items()
            )
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of a row for each class and of the names above them."""
        return QSize(280, self._height() * (len(self._counts) + 1) + theme.GAP)

    def _height(self) -> int:
        return max(32, QFontMetrics(theme.font("body")).height() + theme.GAP)

    def _shown(self, name: str) -> str:
        """Return a class as people read it, as it stands in the table where two of them would be read alike."""
        return (name if self._plain else shown(name)) if name else self._none()

    def _none(self) -> str:
        return self.tr("no answer")

    def _squares(self) -> Iterator[tuple[int, int, QRectF]]:
        """Yield row, column and place of every square."""
        height, names = self._height(), self.width() * _NAMES_SHARE
        step = (self.width() - names) / max(len(self._names), 1)
        for row in range(len(self._counts)):
            for column in range(len(self._names)):
                yield row, column, QRectF(names + column * step, (row + 1) * height, step - 2, height - 2)

    def _count(self, row: int, column: int) -> int:
        return self._counts[self._names[row]].get(self._names[column], 0)

    def _choose(self, row: int, column: int) -> None:
        if self._count(row, column):
            self.chosen.emit(self._names[row], self._names[column])

    def _at(self, spot: QPointF) -> tuple[int, int] | None:
        return next(((row, column) for row, column, square in self._squares() if square.contains(spot)), None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint names and squares."""
        height, names = self._height(), self.width() * _NAMES_SHARE
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for row, column, square in self._squares():
                name, count = self._names[column], self._count(row, column)
                if row == 0:
                    self._write(painter, square.translated(0, -height), self._shown(name), "muted", centred=True)
                if column == 0:
                    place = QRectF(0, square.top(), names - theme.GAP, square.height())
                    self._write(painter, place, self._shown(self._names[row]), "text", centred=False)
                total = max(sum(self._counts[self._names[row]].values()), 1)
                self._square(painter, square, count / total, right=row == column)
                self._write(painter, square, number(count), "text" if count else "muted", centred=True)
                if self.hasFocus() and (row, column) == self._current:
                    painter.setPen(QPen(theme.colour("accent"), 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(square.adjusted(1, 1, -1, -1), 4, 4)

    def _square(self, painter: QPainter, square: QRectF, share: float, *, right: bool) -> None:
        colour = theme.colour("good" if right else "bad")
        colour.setAlphaF(_LEAST_ALPHA + share * 0.35 if share else 0.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(square, 4, 4)

    def _write(self, painter: QPainter, place: QRectF, text: str, role: str, *, centred: bool) -> None:
        painter.setFont(theme.font("small" if centred else "body"))
        painter.setPen(theme.colour(role))
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, cut)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say by the pointer what can be clicked."""
        over = self._at(event.position())
        pointing = over is not None and self._count(*over) > 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose a square."""
        found = self._at(event.position())
        if found is not None:
            self._current = found
            self._choose(*found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from square to square, and choose one."""
        step = _STEPS.get(event.key())
        if step is not None:
            row, column = self._current[0] + step[0], self._current[1] + step[1]
            self._current = min(max(row, 0), len(self._counts) - 1), min(max(column, 0), len(self._names) - 1)
            self.update()
        elif event.key() in ENTER and self._names:
            self._choose(*self._current)
        else:
            super().keyPressEvent(event)

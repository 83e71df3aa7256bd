"""Right answers against answers: a square for each pair of classes, the fuller the darker."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.language import number
from desktop.ui.viewers.scores import shown

CLASSES_AT_MOST = 12
_NAMES_SHARE = 0.26
_LEAST_ALPHA = 0.08


class ConfusionView(QWidget):
    """Paints a confusion matrix; rows are right answers, columns are what was answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "chart")
        self._counts: dict[str, dict[str, int]] = {}
        self._names: tuple[str, ...] = ()
        self._plain = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_counts(self, counts: dict[str, dict[str, int]]) -> None:
        """Show other counts."""
        self._counts = counts
        answers = {name for row in counts.values() for name in row}
        self._names = (*counts, *sorted(answers - set(counts)))
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

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint names and squares."""
        if not self._names:
            return
        height, names = self._height(), self.width() * _NAMES_SHARE
        step = (self.width() - names) / len(self._names)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for column, name in enumerate(self._names):
                place = QRectF(names + column * step, 0, step - 2, height)
                self._write(painter, place, self._shown(name), "muted", centred=True)
            for row, (truth, counts) in enumerate(self._counts.items(), 1):
                place = QRectF(0, row * height, names - theme.GAP, height)
                self._write(painter, place, self._shown(truth), "text", centred=False)
                total = max(sum(counts.values()), 1)
                for column, name in enumerate(self._names):
                    count = counts.get(name, 0)
                    square = QRectF(names + column * step, row * height, step - 2, height - 2)
                    self._square(painter, square, count / total, right=name == truth)
                    self._write(painter, square, number(count), "text" if count else "muted", centred=True)

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

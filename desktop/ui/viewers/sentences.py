"""The sentences of a text with their labels: a list that can be filtered, and the share of every label."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.core.result import Label, Sentence
from desktop.ui import theme
from desktop.ui.language import percent
from desktop.ui.row_paint import paint_lines
from desktop.ui.viewers.scores import ROLE, Index, shown, tone

if TYPE_CHECKING:
    from collections.abc import Sequence

LABEL_ROLE = Qt.ItemDataRole.UserRole + 1


def soft(role: str) -> str:
    """Return the background that goes with a colour role."""
    colours = theme.colours()
    return {"good": colours.good_soft, "bad": colours.bad_soft, "accent": colours.accent_soft}.get(role, colours.raised)


class SentenceModel(QAbstractListModel):
    """Sentences with their best label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentences: tuple[Sentence, ...] = ()

    def set_sentences(self, sentences: Sequence[Sentence]) -> None:
        """Show other sentences."""
        self.beginResetModel()
        self._sentences = tuple(sentences)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of sentences."""
        return 0 if parent.isValid() else len(self._sentences)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a sentence, its label under `LABEL_ROLE`, all of it under `ROLE`."""
        if not index.isValid():
            return None
        sentence = self._sentences[index.row()]
        best = sentence.labels[0] if sentence.labels else Label(label="", score=0.0)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return sentence.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{shown(best.label)}, {percent(best.score)}: {sentence.text}"
        if role == LABEL_ROLE:
            return best.label
        return sentence if role == ROLE else None


class SentenceFilter(QSortFilterProxyModel):
    """Lets one label through, or all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ""

    def set_label(self, label: str) -> None:
        """Show the sentences of one label, empty for all."""
        self.beginFilterChange()
        self._label = label
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Say whether a sentence is shown."""
        source = self.sourceModel()
        return not self._label or source.data(source.index(row, 0, parent), LABEL_ROLE) == self._label


class SentenceDelegate(QStyledItemDelegate):
    """Paints a tag with the label, the score, and two lines of the sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tag_width = 0

    def measure(self, labels: Sequence[str]) -> None:
        """Make the tags as wide as the widest of `labels`."""
        metrics = QFontMetrics(theme.font("small"))
        widest = max((metrics.horizontalAdvance(shown(label)) for label in labels), default=0)
        self._tag_width = min(widest, 160) + theme.GAP * 2

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one sentence."""
        sentence: Sentence = index.data(ROLE)
        best = sentence.labels[0] if sentence.labels else Label(label="", score=0.0)
        colours, gap = theme.colours(), theme.GAP
        area = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), gap, gap)
        painter.setFont(theme.font("small"))
        small = QFontMetrics(painter.font())
        role = tone(best.label)
        tag = QRectF(area.left() + gap, area.top() + gap, self._tag_width, small.height() + 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft(role)))
        painter.drawRoundedRect(tag, tag.height() / 2, tag.height() / 2)
        painter.setPen(QColor(getattr(colours, role)))
        painter.drawText(
            tag,
            Qt.AlignmentFlag.AlignCenter,
            small.elidedText(shown(best.label), Qt.TextElideMode.ElideRight, int(tag.width()) - gap),
        )
        painter.setPen(QColor(colours.muted))
        under = QRectF(tag.left(), tag.bottom() + 2, tag.width(), small.height())
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, percent(best.score))
        painter.setPen(QColor(colours.text))
        painter.setFont(theme.font("body"))
        words = QRectF(tag.right() + gap * 1.5, area.top() + gap, area.right() - tag.right() - gap * 2.5, area.height())
        paint_lines(painter, words, sentence.text, lines=2)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines."""
        return QSize(200, QFontMetrics(theme.font("body")).height() * 2 + theme.GAP * 2)


class ShareBar(QWidget):
    """One bar cut into the share of every label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "chart")
        self._counts: Counter[str] = Counter()
        self.setFixedHeight(12)

    def set_counts(self, counts: Counter[str]) -> None:
        """Show other shares."""
        self._counts = counts
        total = max(counts.total(), 1)
        self.setAccessibleDescription(
            ", ".join(f"{shown(label)} {percent(n / total)}" for label, n in counts.most_common())
        )
        self.setToolTip(self.accessibleDescription())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shares with a gap between them."""
        total = self._counts.total()
        if not total:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            left = 0.0
            accents = 0
            for label, count in self._counts.most_common():
                width = self.width() * count / total
                colour = theme.colour(tone(label))
                if tone(label) == "accent":
                    colour.setAlphaF(max(1 - accents * 0.18, 0.25))
                    accents += 1
                painter.setBrush(colour)
                painter.drawRoundedRect(QRectF(left, 0, max(width - 2, 1.5), self.height()), 4, 4)
                left += width

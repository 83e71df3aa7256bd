"""Labels with their scores: painted bars, the best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.ui import theme
from desktop.ui.language import percent, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.core.result import Label

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole.UserRole

# Sentiments have colours of their own; every other label has the accent.
TONES = {
    QT_TRANSLATE_NOOP("labels", "positive"): "good",
    QT_TRANSLATE_NOOP("labels", "negative"): "bad",
    QT_TRANSLATE_NOOP("labels", "neutral"): "muted",
}

# What models that find names, and the search for numbers, call their findings.
NAMES = {
    "PER": QT_TRANSLATE_NOOP("labels", "person"),
    "PERSON": QT_TRANSLATE_NOOP("labels", "person"),
    "LOC": QT_TRANSLATE_NOOP("labels", "place"),
    "ORG": QT_TRANSLATE_NOOP("labels", "organisation"),
    "MISC": QT_TRANSLATE_NOOP("labels", "other name"),
    "EMAIL": QT_TRANSLATE_NOOP("labels", "e-mail"),
    "PHONE": QT_TRANSLATE_NOOP("labels", "phone"),
    "CARD": QT_TRANSLATE_NOOP("labels", "card number"),
}


def shown(label: str) -> str:
    """Return a label as people read it."""
    text = translate("labels", NAMES.get(label, label))
    return text[:1].upper() + text[1:]


def thing(label: str) -> str:
    """Return what is in a picture as people read it: models for photos all have the same few names for things."""
    text = translate("things", label)
    return shown(label) if text == label else text[:1].upper() + text[1:]


def tone(label: str) -> str:
    """Return the colour role of a label."""
    return TONES.get(label, "accent")


class ScoreModel(QAbstractListModel):
    """Labels and their scores."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[Label, ...] = ()
        self._named: Callable[[str], str] = shown

    def set_labels(self, labels: Sequence[Label], named: Callable[[str], str] = shown) -> None:
        """Show other labels as `named` writes them."""
        self.beginResetModel()
        self._labels, self._named = tuple(labels), named
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of labels."""
        return 0 if parent.isValid() else len(self._labels)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a label, or the whole of it under `ROLE`."""
        if not index.isValid():
            return None
        label = self._labels[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._named(label.label)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return f"{self._named(label.label)}: {percent(label.score, 1)}"
        return label if role == ROLE else None


class ScoreDelegate(QStyledItemDelegate):
    """Paints a label, its percentage and a bar under both."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one label."""
        label: Label = index.data(ROLE)
        colours = theme.colours()
        area = QRectF(option.rect).adjusted(2, 2, -theme.GAP, -2)
        state: QStyle.StateFlag = option.state
        best = index.row() == 0
        font = theme.font("strong" if best else "body")
        metrics = QFontMetrics(font)
        score = percent(label.score, 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(colours.accent))
            painter.drawRoundedRect(area.adjusted(-1.5, 0.5, theme.GAP - 2.5, -0.5), 6, 6)
        painter.setFont(font)
        inner = area.adjusted(theme.GAP / 2, theme.GAP / 2, -theme.GAP / 2, 0)
        line = QRectF(inner.left(), inner.top(), inner.width(), metrics.height())
        width = metrics.horizontalAdvance(score)
        painter.setPen(QColor(colours.text))
        name = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, int(line.width() - width - theme.GAP))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QColor(colours.text if best else colours.muted))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, score)
        bar = QRectF(inner.left(), line.bottom() + 4, inner.width(), 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(bar, 3, 3)
        bar.setWidth(max(bar.width() * min(max(label.score, 0.0), 1.0), 6.0 if label.score > 0.001 else 0.0))
        painter.setBrush(QColor(getattr(colours, tone(label.label))))
        painter.drawRoundedRect(bar, 3, 3)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a label; the width follows the list."""
        return QSize(120, QFontMetrics(theme.font("strong")).height() + 26)


class ScoreList(QListView):
    """A list of labels that is as tall as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scores = ScoreModel(self)
        self.setModel(self.scores)
        self.setItemDelegate(ScoreDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("card", True)
        self.setViewportMargins(*(theme.GAP,) * 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_labels(self, labels: Sequence[Label], named: Callable[[str], str] = shown) -> None:
        """Show other labels as `named` writes them."""
        self.scores.set_labels(labels, named)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size that shows every label."""
        row = self.sizeHintForRow(0) if self.scores.rowCount() else 0
        return QSize(260, row * self.scores.rowCount() + theme.GAP * 2 + 2)

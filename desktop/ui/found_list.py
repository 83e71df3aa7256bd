"""What a search found as a list: file, page, and a piece of the passage with the words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.core.passages import Hit
from desktop.ui import icons, language, theme
from desktop.ui.row_paint import paint_field, paint_line
from desktop.ui.theme import GAP
from desktop.worker.transcripts import recording_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.state.paths import Home

Index = QModelIndex | QPersistentModelIndex
Marks = tuple[tuple[int, int], ...]
HIT_ROLE = Qt.ItemDataRole.UserRole

_LINES = 3
_WIDEST = 900.0  # pixels of a line that is easily read
_LEAD, _FAR = 60, 120
"""Characters before the first mark: so many stay of a passage whose first mark stands farther in than the second."""
_BAR, _ROOM = 64, 96  # pixels: the bar, and what has to be left for another piece of the first line
_ELLIPSIS = "… "


def snippet(hit: Hit) -> tuple[str, Marks]:
    """Return the passage on one line from shortly before its first mark on, and where the marks are in that."""
    text = "".join(" " if char.isspace() else char for char in hit.passage.text)
    first = hit.marks[0][0] if hit.marks else 0
    if first <= _FAR:
        return text, hit.marks
    begin = text.find(" ", first - _LEAD, first) + 1 or first
    moved = begin - len(_ELLIPSIS)
    return _ELLIPSIS + text[begin:], tuple((start - moved, end - moved) for start, end in hit.marks)


class FoundModel(QAbstractListModel):
    """Hits, best first."""

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        """Start empty; transcripts in `home` are shown as what they are."""
        super().__init__(parent)
        self._home = home
        self.hits: Sequence[Hit] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        """List other hits."""
        if hits != self.hits:
            self.beginResetModel()
            self.hits = hits
            self.endResetModel()

    def retranslate(self) -> None:
        """Say that every text is another one."""
        if self.hits:
            self.dataChanged.emit(self.index(0), self.index(len(self.hits) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of hits."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name of the file, what a screen reader says, or the hit itself under `HIT_ROLE`."""
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name(hit)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            fits = self.tr("fits to %1").replace("%1", language.percent(hit.score))
            return ", ".join(part for part in (self.name(hit), self.page(hit), fits, snippet(hit)[0]) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{hit.path}\n\n{hit.passage.text}"
        return hit if role == HIT_ROLE else None

    def name(self, hit: Hit) -> str:
        """Return the name of the file, or of the recording whose transcript it is."""
        recording = recording_of(self._home, hit.path)
        return hit.path.name if recording is None else recording[1]

    def folder(self, hit: Hit) -> str:
        """Return where the file lies, or that it is a transcript."""
        return str(hit.path.parent) if recording_of(self._home, hit.path) is None else self.tr("Transcript")

    def page(self, hit: Hit) -> str:
        """Return the page where the file has pages."""
        return "" if hit.passage.page is None else self.tr("page %1").replace("%1", language.number(hit.passage.page))


class FoundDelegate(QStyledItemDelegate):
    """Paints a hit: a line about the file, and below it up to three of the passage."""

    def __init__(self, model: FoundModel, parent: QWidget | None = None) -> None:
        """Paint the hits of `model`."""
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the field, the file, how well it fits, and the passage."""
        hit = index.data(HIT_ROLE)
        if not isinstance(hit, Hit):
            return
        area = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_field(painter, area.adjusted(0, 1, 0, -1), state)
        inner = area.adjusted(GAP * 1.5, GAP + 2, -GAP * 1.5, -GAP - 2)
        icons.draw(painter, "file-text", QRectF(inner.left(), inner.top(), 18, 18), "muted")
        inner.setLeft(inner.left() + 18 + GAP)
        bottom = self._paint_file(painter, inner, hit)
        width = min(inner.width(), _WIDEST)
        _paint_passage(painter, QRectF(inner.left(), bottom + 3, width, inner.bottom() - bottom), hit)
        painter.restore()

    def _paint_file(self, painter: QPainter, area: QRectF, hit: Hit) -> float:
        """Paint name, page, folder and the bar; returns where the line ends."""
        bar = QRectF(area.right() - _BAR, area.top() + 7, _BAR, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(bar, 2.5, 2.5)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(bar.width() * hit.score, 5), bar.height()), 2.5, 2.5)
        middle = Qt.TextElideMode.ElideMiddle
        room = area.adjusted(0, 0, -_BAR - GAP * 2, 0)
        name = paint_line(painter, room, self._model.name(hit), "strong", "text", elide=middle)
        for text in (self._model.page(hit), self._model.folder(hit)):
            if text and room.right() - name.right() >= _ROOM:
                name = paint_line(
                    painter, room.adjusted(name.width() + GAP + 2, 1, 0, 0), text, "small", "muted", elide=middle
                )
                room.setLeft(name.left())
        return area.top() + QFontMetrics(theme.font("strong")).height()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of four lines."""
        strong, body = QFontMetrics(theme.font("strong")), QFontMetrics(theme.font("body"))
        return QSize(200, strong.height() + _LINES * body.height() + 2 * GAP + 8)


def _paint_passage(painter: QPainter, area: QRectF, hit: Hit) -> None:
    text, marks = snippet(hit)
    layout = _laid_out(text, marks, area.width())
    if layout.lineCount() > _LINES:
        last = layout.lineAt(_LINES - 1)
        kept = text.encode("utf-16-le")[: 2 * (last.textStart() + last.textLength())].decode("utf-16-le", "ignore")
        # The last word that fits gives its place to the sign that there is more.
        layout = _laid_out(kept.rstrip().rpartition(" ")[0] + " …", marks, area.width())
    painter.setPen(theme.colour("text"))
    for number in range(min(layout.lineCount(), _LINES)):
        layout.lineAt(number).draw(painter, area.topLeft())


def _laid_out(text: str, marks: Marks, width: float) -> QTextLayout:
    """Break a text into one line more than is shown, so that one sees whether there is more."""
    layout = QTextLayout(text, theme.font("body"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_marked(text, start, end) for start, end in marks if end <= len(text)])
    height = 0.0
    layout.beginLayout()
    for _ in range(_LINES + 1):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


def _marked(text: str, start: int, end: int) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    # Qt counts UTF-16 units.
    made.start = len(text[:start].encode("utf-16-le")) // 2
    made.length = len(text[start:end].encode("utf-16-le")) // 2
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.DemiBold)
    look.setBackground(theme.colour("warning_soft"))
    look.setForeground(theme.colour("text"))
    made.format = look
    return made

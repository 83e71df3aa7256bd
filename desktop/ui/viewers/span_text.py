"""A text with marked places: a soft field in the colour of the label behind the words, and its name after them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QToolTip

from desktop.ui import theme
from desktop.ui.viewers.tags import draw_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QHelpEvent, QKeyEvent, QTextBlock
    from PySide6.QtWidgets import QWidget

_PADDING, _AIR = 6, 4
TAGGED = 2000  # places that get a name in the text; the field behind the words is painted for any number of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A marked place in UTF-16 units, with the words of its tag, empty for none."""

    start: int
    end: int
    hue: int
    tag: str


class SpanText(QPlainTextEdit):
    """Shows a text that cannot be changed.

    Signals:
        place_chosen: index of the place that was clicked or that the text cursor was moved into.
    """

    place_chosen = Signal(int)

    def __init__(self, describe: Callable[[int], str], parent: QWidget | None = None) -> None:
        """Show nothing yet; `describe` returns the tooltip of a place."""
        super().__init__(parent)
        self._describe = describe
        self._places: tuple[Place, ...] = ()
        self._visible: frozenset[int] = frozenset()
        self._order: list[int] = []
        self._starts: list[int] = []
        self._widest = 0
        self._tagged: frozenset[int] = frozenset()
        self._current = -1
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(theme.GAP)
        self.viewport().setMouseTracking(True)
        self.cursorPositionChanged.connect(self._follow_cursor)

    def set_places(self, text: str, places: Sequence[Place], visible: frozenset[int]) -> None:
        """Show another text with its places, of which these are marked."""
        self._order, self._starts, self._current = [], [], -1
        self.setPlainText(text)
        self._places = tuple(places)
        self.set_visible(visible)

    def set_visible(self, visible: frozenset[int]) -> None:
        """Mark these places and no others."""
        self._visible = visible
        self._order = sorted(visible, key=lambda index: (self._places[index].start, -self._places[index].end))
        self._starts = [self._places[index].start for index in self._order]
        self._widest = max((self._places[index].end - self._places[index].start for index in visible), default=0)
        self._make_room()
        self.viewport().update()

    @property
    def order(self) -> list[int]:
        """Return the visible places in the order of the text."""
        return self._order

    def show_place(self, index: int) -> None:
        """Choose a place and scroll to it, -1 for none."""
        self._current = index
        if 0 <= index < len(self._places):
            cursor = self.textCursor()
            cursor.setPosition(self._places[index].start)
            self.blockSignals(True)
            self.setTextCursor(cursor)
            self.blockSignals(False)
            self.centerCursor()
        self.viewport().update()

    def place_at(self, position: int) -> int:
        """Return the shortest visible place that holds a position of the text, -1 for none."""
        holding = [index for index in self._near(position, position) if self._holds(index, position)]
        return min(holding, key=lambda index: self._places[index].end - self._places[index].start, default=-1)

    def _holds(self, index: int, position: int) -> bool:
        return self._places[index].start <= position < self._places[index].end

    def _near(self, start: int, end: int) -> Iterator[int]:
        """Give the visible places that reach into a stretch of the text."""
        first = bisect_left(self._starts, start - self._widest)
        for index in self._order[first : bisect_right(self._starts, end)]:
            if self._places[index].end >= start:
                yield index

    def _make_room(self) -> None:
        """Widen the last letter of every place by the width of its tag; the text itself stays as it is."""
        metrics = QFontMetrics(_tag_font())
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(QTextCharFormat())
        last = {self._places[index].end: index for index in reversed(self._order) if self._places[index].tag}
        # One tag for each last letter, and none where there would be too many.
        self._tagged = frozenset(last.values()) if len(last) <= TAGGED else frozenset()
        for index in self._tagged:
            place = self._places[index]
            cursor.setPosition(place.end - 1)
            cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
            wide = QTextCharFormat()
            wide.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            wide.setFontLetterSpacing(metrics.horizontalAdvance(place.tag) + 2 * _PADDING + 2 * _AIR)
            cursor.setCharFormat(wide)
        cursor.endEditBlock()

    def _follow_cursor(self) -> None:
        index = self.place_at(self.textCursor().position())
        if index >= 0 and index != self._current and not self.textCursor().hasSelection():
            self._current = index
            self.viewport().update()
            self.place_chosen.emit(index)

    # --- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the fields, the text over them, and the tags last."""
        shapes = [(index, areas) for block in self._blocks(event) for index, areas in self._shapes(block)]
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index, areas in shapes:
                colour = theme.hue(self._places[index].hue)
                field = QColor(colour)
                field.setAlphaF(0.34 if theme.is_dark() else 0.16)
                painter.setBrush(field)
                painter.setPen(QPen(colour, 2) if index == self._current else Qt.PenStyle.NoPen)
                for area in areas:
                    painter.drawRoundedRect(area, 4, 4)
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index, areas in shapes:
                place = self._places[index]
                if index in self._tagged:
                    area = areas[-1]
                    width = QFontMetrics(_tag_font()).horizontalAdvance(place.tag) + 2 * _PADDING
                    tag = QRectF(area.right() - width - _AIR, area.top() + 2, width, area.height() - 4)
                    draw_tag(painter, place.tag, tag, theme.hue(place.hue), _tag_font())

    def _blocks(self, event: QPaintEvent) -> Iterator[QTextBlock]:
        block = self.firstVisibleBlock()
        while block.isValid():
            if self.blockBoundingGeometry(block).translated(self.contentOffset()).top() > event.rect().bottom():
                return
            yield block
            block = block.next()

    def _shapes(self, block: QTextBlock) -> Iterator[tuple[int, list[QRectF]]]:
        """Give the places that reach into a block with a rectangle for each of their lines there."""
        corner = self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()
        start, layout = block.position(), block.layout()
        for index in self._near(start, start + block.length()):
            place = self._places[index]
            areas = []
            begin = layout.lineForTextPosition(max(place.start - start, 0))
            for number in range(begin.lineNumber(), layout.lineCount()) if begin.isValid() else ():
                line = layout.lineAt(number)
                if line.textStart() >= place.end - start:
                    break
                first = max(place.start - start, line.textStart())
                last = min(place.end - start, line.textStart() + line.textLength())
                if first < last:
                    left, right = _across(line.cursorToX(first)), _across(line.cursorToX(last))
                    top = QPointF(corner.x() + min(left, right), corner.y() + line.y())
                    areas.append(QRectF(top.x() - 2, top.y(), abs(right - left) + 2, line.height()))
            if areas:
                yield index, areas

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell the place under the pointer."""
        if event.type() == QEvent.Type.ToolTip:
            asked: QHelpEvent = event  # type: ignore[assignment] # what Qt sends with this type
            index = self.place_at(self.cursorForPosition(asked.pos()).position())
            QToolTip.showText(asked.globalPos(), self._describe(index) if index >= 0 else "", self)
            return True
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a place can be clicked."""
        super().mouseMoveEvent(event)
        over = self.place_at(self.cursorForPosition(event.position().toPoint()).position()) >= 0
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def event(self, event: QEvent) -> bool:
        """Leave copying to the pane while nothing is selected: it copies everything."""
        if event.type() == QEvent.Type.ShortcutOverride and not self.textCursor().hasSelection():
            pressed: QKeyEvent = event  # type: ignore[assignment] # what Qt sends with this type
            if pressed.matches(QKeySequence.StandardKey.Copy):
                event.ignore()
                return True
        return super().event(event)


def _tag_font() -> QFont:
    """Return the font of tags: smaller than the text they stand in."""
    font = theme.font("small")
    font.setPointSizeF(font.pointSizeF() * 0.88)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _across(found: object) -> float:
    """Return the position of a cursor; PySide gives it with the cursor, as a pair."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type] # a number otherwise

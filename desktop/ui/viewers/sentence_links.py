"""A text and its translation side by side: the sentence under the pointer or the cursor is marked in both."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QColor, QMouseEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from desktop.ui import theme
from desktop.ui.viewers.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.result import Stretch

Selections = list[QTextEdit.ExtraSelection]


class SentenceLinks(QObject):
    """Connects two editors; sentences are numbered from 0, -1 stands for none.

    Signals:
        changed: another sentence is marked.
    """

    changed = Signal(int)

    def __init__(self, source: QPlainTextEdit, target: QPlainTextEdit) -> None:
        """Mark nothing until there are sentences."""
        super().__init__(source)
        self._sides = (_Side(source), _Side(target))
        self._current = self._hovered = -1
        for number, side in enumerate(self._sides):
            side.editor.cursorPositionChanged.connect(lambda number=number: self._follow_cursor(number))
            side.editor.viewport().setMouseTracking(True)
            side.editor.viewport().installEventFilter(self)
        theme.changed.connect(self._mark)

    def set_sentences(self, source: str, target: str, sentences: Sequence[Stretch]) -> None:
        """Link the sentences of what the editors show; an editor that shows another text by now links nothing."""
        before, after = self._sides
        fits = _shows(before.editor, source) and _shows(after.editor, target)
        linked = sorted(one for one in sentences if fits and one[1] <= len(source) and one[3] <= len(target))
        before.place(source, [(a, b) for a, b, _c, _d in linked])
        after.place(target, [(c, d) for _a, _b, c, d in linked])
        self._current = self._hovered = -1
        for number, side in enumerate(self._sides):
            if side.editor.hasFocus():
                self._follow_cursor(number)
        self._mark()

    def clear(self) -> None:
        """Link nothing: one of the texts has changed."""
        self.set_sentences("", "", ())

    def set_found(self, editor: QPlainTextEdit, marks: Selections) -> None:
        """Show also what a search has found in one of the editors."""
        for side in self._sides:
            if side.editor is editor:
                side.found = marks
        self._mark()

    @property
    def marked(self) -> int:
        """Return the number of the sentence that is marked: the one under the pointer, else the one at the cursor."""
        return self._hovered if self._hovered >= 0 else self._current

    def _follow_cursor(self, number: int) -> None:
        side = self._sides[number]
        if side.editor.hasFocus():
            self._show(side.at(side.editor.textCursor().position()), self._hovered, by=number)

    def _show(self, current: int, hovered: int, *, by: int) -> None:
        """Mark other sentences and bring the partner of what is marked `by` one side into view on the other."""
        before = self.marked
        self._current, self._hovered = current, hovered
        if self.marked != before:
            self._mark()
            self._sides[1 - by].reveal(self.marked)
            self.changed.emit(self.marked)

    def _mark(self) -> None:
        for side in self._sides:
            side.mark(self.marked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer over both texts."""
        if event.type() == QEvent.Type.Leave:
            self._show(self._current, -1, by=self._number(watched))
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove and not event.buttons():
            number = self._number(watched)
            self._show(self._current, self._sides[number].under(event), by=number)
        return super().eventFilter(watched, event)

    def _number(self, viewport: QObject) -> int:
        return 0 if viewport is self._sides[0].editor.viewport() else 1


class _Side:
    """One of the editors, with the places of its sentences in UTF-16 units."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        self.editor = editor
        self.found: Selections = []
        self._places: list[tuple[int, int]] = []
        self._order: list[int] = []
        self._starts: list[int] = []

    def place(self, text: str, places: Sequence[tuple[int, int]]) -> None:
        offsets = Offsets(text)
        self._places = [(offsets.to_qt(start), offsets.to_qt(end)) for start, end in places]
        # A translation may bring its sentences in another order.
        self._order = sorted(range(len(self._places)), key=lambda number: self._places[number])
        self._starts = [self._places[number][0] for number in self._order]

    def at(self, position: int) -> int:
        """Return the sentence at a position, also right after its last character."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return -1
        number = self._order[index]
        return number if position <= self._places[number][1] else -1

    def under(self, event: QMouseEvent) -> int:
        """Return the sentence under the pointer: not the one at the end of a line that stands far left of it."""
        point = event.position().toPoint()
        cursor = self.editor.cursorForPosition(point)
        place = self.editor.cursorRect(cursor)
        near = place.adjusted(-place.height(), 0, place.height(), 0)
        return self.at(cursor.position()) if near.contains(point) else -1

    def reveal(self, number: int) -> None:
        """Scroll to a sentence, unless its beginning is in view."""
        if number < 0:
            return
        place = self._places[number][0]
        block, bar = self.editor.document().findBlock(place), self.editor.verticalScrollBar()
        line = block.firstLineNumber() + block.layout().lineForTextPosition(place - block.position()).lineNumber()
        room = self.editor.viewport().height() // self.editor.fontMetrics().lineSpacing()
        if not bar.value() <= line < bar.value() + room:
            bar.setValue(line - room // 2)

    def mark(self, number: int) -> None:
        marks = []
        if 0 <= number < len(self._places):
            start, end = self._places[number]
            if end < self.editor.document().characterCount():  # the cursor moves before it is said that a text is gone
                marks.append(mark(self.editor.document(), start, end))
        self.editor.setExtraSelections([*marks, *self.found])


def mark(document: QTextDocument, start: int, end: int) -> QTextEdit.ExtraSelection:
    """Return a soft field with a line under the words, so that the soft colour does not have to say it alone."""
    selection = QTextEdit.ExtraSelection()
    selection.cursor = QTextCursor(document)
    selection.cursor.setPosition(start)
    selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    selection.format.setBackground(QColor(theme.colours().accent_soft))
    selection.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    selection.format.setUnderlineColor(QColor(theme.colours().accent))
    return selection


def _shows(editor: QPlainTextEdit, text: str) -> bool:
    """Say whether an editor shows `text`; it writes hard spaces as soft ones, and any line break as its own."""
    return len(editor.toPlainText()) == len(text) and editor.toPlainText().split() == text.split()

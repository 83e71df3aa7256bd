"""What is said, line by line with its time: read, followed while it plays, and written in."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit

from desktop.core.result import Segment
from desktop.core.transcript import rewritten, word_places
from desktop.ui import theme
from desktop.ui.viewers.offsets import Offsets
from desktop.ui.viewers.transcript_edits import Change, TranscriptEdits, in_one_line, units
from desktop.ui.viewers.transcript_gutter import TranscriptGutter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

_READING = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class Transcript(QPlainTextEdit):
    """One line for each piece. While it is read a click goes to a word; while it is edited Enter cuts a line in two.

    Signals:
        sought: seconds; the user wants to hear what stands there.
        edited: the pieces are others now.
        editing: it may be written in, or no more.
        menu_wanted: a place in the viewport whose line is asked about.
    """

    sought = Signal(float)
    edited = Signal()
    editing = Signal(bool)
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.edits = TranscriptEdits()
        self._starts: list[float] = []
        self._current = self._word = -1
        self._found: list[QTextEdit.ExtraSelection] = []
        self._loading = False
        self._pressed: QPoint | None = None
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.document().setDocumentMargin(theme.GAP)
        self.gutter = TranscriptGutter(self)
        self.gutter.sought.connect(lambda line: self.sought.emit(self.pieces[line].start_s))
        self.document().contentsChange.connect(self._take_change)
        self.updateRequest.connect(self.gutter.follow)
        self.set_editable(False)
        theme.changed.connect(self.restyle)

    # --- what it shows -----------------------------------------------------------------------------------------------

    @property
    def pieces(self) -> list[Segment]:
        """Return the pieces as they are now."""
        return self.edits.pieces

    def set_pieces(self, pieces: Sequence[Segment]) -> None:
        """Show other pieces, to be read."""
        self.set_editable(False)
        self.edits.load([in_one_line(piece) for piece in pieces])
        self._loading = True
        self.setPlainText("\n".join(piece.text for piece in self.pieces))
        self._loading = False
        self._current = self._word = -1
        self._refresh()

    def set_found(self, marks: list[QTextEdit.ExtraSelection]) -> None:
        """Mark what a search has found."""
        self._found = marks
        self._mark()

    def restyle(self) -> None:
        """Take up the colours of the theme."""
        self.gutter.update()
        self._mark()

    @property
    def line(self) -> int:
        """Return the number of the piece at the cursor."""
        return self.textCursor().blockNumber()

    # --- following the sound -----------------------------------------------------------------------------------------

    @property
    def current(self) -> Segment | None:
        """Return the piece that is heard."""
        return self.pieces[self._current] if 0 <= self._current < len(self.pieces) else None

    def follow(self, seconds: float, *, jump: bool = False) -> None:
        """Mark what is heard; it is kept in view unless the user looks elsewhere, or always after a `jump`."""
        before = self._current
        self._current = bisect_right(self._starts, seconds) - 1
        piece = self.current
        words = piece.words if piece is not None and piece.words else ()
        word = bisect_right([word.start_s for word in words], seconds) - 1
        if (before, self._word) == (self._current, word) and not jump:
            return
        self._word = word
        seen = jump or before < 0 or self._in_view(before)
        self._mark()
        if self._current >= 0 and seen:
            self._reveal(self._current)

    def time_at(self, cursor: QTextCursor) -> float:
        """Return when the word at a cursor is heard, or its piece where words have no times."""
        piece = self.pieces[cursor.blockNumber()]
        starts = [start for start, _end in self._places(piece)]
        at = bisect_right(starts, cursor.positionInBlock()) - 1
        return piece.words[at].start_s if piece.words and at >= 0 else piece.start_s

    def _places(self, piece: Segment) -> list[tuple[int, int]]:
        """Return where the words of a piece stand in its line, in UTF-16 units."""
        offsets = Offsets(piece.text)
        return [(offsets.to_qt(start), offsets.to_qt(end)) for start, end in word_places(piece)]

    def _in_view(self, line: int) -> bool:
        place = self.line_rect(line)
        return place.bottom() > 0 and place.top() < self.viewport().height()

    def line_rect(self, line: int) -> QRect:
        """Return where a line is drawn, in the viewport."""
        block = self.document().findBlockByNumber(line)
        return self.blockBoundingGeometry(block).translated(self.contentOffset()).toRect()

    def _reveal(self, line: int) -> None:
        """Bring a line into view, in the upper third when it was not."""
        place = self.line_rect(line)
        if place.top() < 0 or place.bottom() > self.viewport().height():
            room = self.viewport().height() // max(self.fontMetrics().lineSpacing(), 1)
            first = self.document().findBlockByNumber(line).firstLineNumber()
            self.verticalScrollBar().setValue(first - room // 3)

    # --- marks -------------------------------------------------------------------------------------------------------

    def _mark(self) -> None:
        """Mark the word that is heard; its line has a ground of its own."""
        marks = []
        places = self._places(self.current) if self.current is not None else []
        if 0 <= self._word < len(places):
            start, end = places[self._word]
            block = self.document().findBlockByNumber(self._current)
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(block)
            mark.cursor.setPosition(block.position() + start)
            mark.cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
            mark.format.setForeground(QColor(theme.colours().accent))
            mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            marks.append(mark)
        self.setExtraSelections([*marks, *self._found])
        self.viewport().update()
        self.gutter.update()

    def go_to_current(self) -> None:
        """Put the cursor at what is heard, unless it stands in that line."""
        if self.current is not None and self.line != self._current:
            self.setTextCursor(QTextCursor(self.document().findBlockByNumber(self._current)))

    # --- writing -----------------------------------------------------------------------------------------------------

    @property
    def editable(self) -> bool:
        """Say whether it is being edited."""
        return not self.isReadOnly()

    def set_editable(self, editable: bool) -> None:
        """Begin or end editing."""
        editable = editable and bool(self.pieces)
        changes = editable != self.editable
        self.setReadOnly(not editable)
        if not editable:
            self.setTextInteractionFlags(_READING)
        self.edits.close()
        if changes:
            self.editing.emit(editable)

    def split(self) -> None:
        """Cut the line at the cursor in two; at its ends there is nothing to cut."""
        cursor = self.textCursor()
        text, units = cursor.block().text(), cursor.positionInBlock()
        before = text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
        after = text[len(before) :]
        if before.strip() and after.strip():
            start = cursor.position() - (len(before) - len(before.rstrip()))
            end = cursor.position() + len(after) - len(after.lstrip())
            self._write(start, end, "\n")

    def merge(self, line: int | None = None) -> None:
        """Put a line, that at the cursor, and the next one together."""
        block = self.document().findBlockByNumber(self.line if line is None else line)
        if block.next().isValid():
            end = block.position() + block.length() - 1
            self._write(end, end + 1, " ")

    def replace_all(self, pieces: Sequence[Segment]) -> None:
        """Put other pieces in the place of these; it can be undone."""
        self._apply(Change(first=0, before=tuple(self.pieces), after=tuple(map(in_one_line, pieces))))

    def undo(self) -> None:
        """Take the last change back."""
        self._show_change(self.edits.undo())

    def redo(self) -> None:
        """Make the last change again that was taken back."""
        self._show_change(self.edits.redo())

    def _write(self, start: int, end: int, text: str) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.edits.close()
        cursor.insertText(text)
        self.edits.close()
        cursor.setPosition(start + (text == "\n"))
        self.setTextCursor(cursor)

    def _apply(self, change: Change) -> None:
        self.edits.change(change)
        self.edits.close()
        self._show_change(change)

    def _show_change(self, change: Change | None) -> None:
        """Write into the document what a change did to the pieces."""
        if change is None:
            return
        texts = [piece.text for piece in change.after]
        if texts != [piece.text for piece in change.before]:
            cursor = QTextCursor(self.document())
            cursor.setPosition(self.document().findBlockByNumber(change.first).position())
            last = self.document().findBlockByNumber(change.first + len(change.before) - 1)
            cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            self._loading = True
            cursor.insertText("\n".join(texts))
            self._loading = False
            self.setTextCursor(cursor)
        self._refresh()
        self.edited.emit()

    def _take_change(self, position: int, removed: int, _added: int) -> None:
        """Learn what was written: lines before and after it are the same, those between became others."""
        if self._loading:
            return
        document = self.document()
        block = document.findBlock(position)
        first = last = block.blockNumber()
        reach = position - block.position() + removed
        while last < len(self.pieces) - 1 and reach > (length := units(self.pieces[last].text)):
            reach -= length + 1
            last += 1
        end = document.blockCount() - (len(self.pieces) - 1 - last)
        before = tuple(self.pieces[first : last + 1])
        texts = [document.findBlockByNumber(number).text() for number in range(first, end)]
        if texts == [piece.text for piece in before]:
            return
        typed = len(before) == len(texts) == 1 and not document.characterAt(position).isspace()
        self.edits.change(Change(first=first, before=before, after=rewritten(before, texts), typed=typed))
        self._refresh()
        self.edited.emit()

    def _refresh(self) -> None:
        """Follow pieces that are others now."""
        self._starts = [piece.start_s for piece in self.pieces]
        self.gutter.measure()
        self._mark()

    # --- Qt ----------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Take keys that the window has another use for."""
        if event.type() == QEvent.Type.ShortcutOverride:
            key = cast("QKeyEvent", event)
            if key.matches(QKeySequence.StandardKey.Copy) and not self.textCursor().hasSelection():
                event.ignore()  # the pane copies everything
                return True
            undoing = key.matches(QKeySequence.StandardKey.Undo) and self.edits.can_undo
            if undoing or (self.editable and (_redoes(key) or key.key() == Qt.Key.Key_Escape)):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what keys mean here, and leave the others to Qt."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif _redoes(event):
            self.redo()
        elif not (self._key_while_editing(event) if self.editable else self._key_while_reading(event)):
            super().keyPressEvent(event)

    def _key_while_reading(self, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.pieces:
            self.sought.emit(self.time_at(self.textCursor()))
        elif event.key() == Qt.Key.Key_F2:
            self.set_editable(True)
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()  # plays and pauses
        else:
            return False
        return True

    def _key_while_editing(self, event: QKeyEvent) -> bool:
        cursor, key = self.textCursor(), event.key()
        alone = not cursor.hasSelection()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.split()
        elif key == Qt.Key.Key_Escape:
            self.set_editable(False)
        elif key == Qt.Key.Key_Backspace and alone and cursor.atBlockStart() and self.line:
            self.merge(self.line - 1)
        elif key == Qt.Key.Key_Delete and alone and cursor.atBlockEnd():
            self.merge()
        else:
            return False
        return True

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste as one line."""
        self.insertPlainText(" ".join(source.text().split()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click begins."""
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the word that was clicked; a drag selects."""
        super().mouseReleaseEvent(event)
        clicked = self._pressed is not None and not self.textCursor().hasSelection()
        if clicked and not self.editable and self.pieces:
            self.sought.emit(self.time_at(self.cursorForPosition(event.position().toPoint())))
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write where was clicked twice."""
        self._pressed = None
        if self.editable or not self.pieces:
            super().mouseDoubleClickEvent(event)
            return
        self.setTextCursor(self.cursorForPosition(event.position().toPoint()))
        self.set_editable(True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu under the pointer, or at the cursor when a key asked."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        self.menu_wanted.emit(self.cursorRect().center() if by_key else event.pos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Put a ground under the line that is heard, as wide as the text."""
        if self.current is not None:
            area = self.line_rect(self._current).intersected(self.viewport().rect().adjusted(2, 0, -2, 0))
            with QPainter(self.viewport()) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("accent_soft"))
                painter.drawRoundedRect(area, 4, 4)
        super().paintEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let what is written later be undone by itself."""
        self.edits.close()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the times at the left, and in view where one writes."""
        super().resizeEvent(event)
        self.gutter.place()
        if self.editable:
            self.ensureCursorVisible()


def _redoes(key: QKeyEvent) -> bool:
    return key.matches(QKeySequence.StandardKey.Redo) or (
        key.key() == Qt.Key.Key_Y and key.modifiers() == Qt.KeyboardModifier.ControlModifier
    )

"""The bar that searches a text: what is found is counted and marked, Enter goes on, Escape closes."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QToolButton, QWidget

from desktop.ui import icons, theme
from desktop.ui.language import number
from desktop.ui.viewers.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Callable

_MARKED = 400  # places marked around the current one; all are counted


class FindBar(QWidget):
    """Searches `editor`.

    Signals:
        found: list of `QTextCursor` to mark, and the index of the current one.
    """

    found = Signal(object, int)

    def __init__(self, editor: QPlainTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._spans: list[tuple[int, int]] = []
        self._current = -1
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.count = QLabel()
        self._previous = self._button("chevron-up", self.previous)
        self._next = self._button("chevron-down", self.next)
        self._close = self._button("x", self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, theme.GAP)
        row.setSpacing(theme.GAP // 2)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        for button in (self._previous, self._next, self._close):
            row.addWidget(button)
        self.hide()
        self.retranslate()

    def open_bar(self) -> None:
        """Show the bar with what is selected in the text, if it is one line."""
        selected = self._editor.textCursor().selectedText()
        self.show()
        if selected and len(selected) < 200 and "\u2029" not in selected:
            self.field.setText(selected)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search()

    def close_bar(self) -> None:
        """Hide the bar and its marks; the text takes the focus again."""
        self.hide()
        self._spans, self._current = [], -1
        self.found.emit([], -1)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def next(self) -> None:
        """Go to the next place."""
        self._go(1)

    def previous(self) -> None:
        """Go to the place before."""
        self._go(-1)

    def refresh(self) -> None:
        """Search again because the text is another one."""
        if self.isVisible():
            self._search()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.field.setPlaceholderText(self.tr("Find in the text"))
        self.field.setAccessibleName(self.tr("Find in the text"))
        for button, name, shortcut in (
            (self._previous, self.tr("Previous place"), "Shift+Enter"),
            (self._next, self.tr("Next place"), "Enter"),
            (self._close, self.tr("Close the search"), "Esc"),
        ):
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({shortcut})")
        self._tell()

    def _button(self, name: str, action: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(name, "muted"))
        button.setAutoRaise(True)
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(action)
        return button

    def _search(self) -> None:
        words = self.field.text()
        text = self._editor.toPlainText()
        self._spans = []
        if words:
            offsets = Offsets(text)
            for match in re.finditer(re.escape(words), text, re.IGNORECASE):
                self._spans.append((offsets.to_qt(match.start()), offsets.to_qt(match.end())))
        start = self._editor.textCursor().selectionStart()
        index = bisect_left(self._spans, (start, 0))
        self._current = index if index < len(self._spans) else (0 if self._spans else -1)
        self._show()

    def _go(self, step: int) -> None:
        if self._spans:
            self._current = (self._current + step) % len(self._spans)
        self._show()

    def _show(self) -> None:
        document = self._editor.document()
        first = max(0, self._current - _MARKED // 2)
        cursors = [_cursor(document, span) for span in self._spans[first : first + _MARKED]]
        if cursors:
            self._editor.setTextCursor(cursors[self._current - first])
        self.found.emit(cursors, self._current - first)
        self._tell()

    def _tell(self) -> None:
        if self._spans:
            at, all_of_them = number(self._current + 1), number(len(self._spans))
            self.count.setText(self.tr("{at} of {count}").format(at=at, count=all_of_them))
        else:
            self.count.setText(self.tr("Not found") if self.field.text() else "")
        for button in (self._previous, self._next):
            button.setEnabled(bool(self._spans))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter and Escape in the field do what the buttons do."""
        if watched is not self.field or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            # The window has a use of its own for Escape.
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)


def _cursor(document: QTextDocument, span: tuple[int, int]) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(span[0])
    cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
    return cursor

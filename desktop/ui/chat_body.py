"""The text of an answer: Markdown; blocks of code, and tables too large for it, stand apart with a button to copy."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.markdown_browser import MarkdownBrowser
from desktop.ui.plain_table import aligned, large_tables
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP
from desktop.ui.viewers.reading import Reading

TABLE = "\t"
"""Stands for the language of a large table; no fence has it, since what stands behind one is stripped."""
_FENCE = re.compile(r" {0,3}(`{3,}+|~{3,}+)([^`]*)")


class Piece(NamedTuple):
    """A part of an answer; `language` is what stands behind the fence of code, None for anything else."""

    text: str
    language: str | None


def pieces(text: str) -> list[Piece]:
    """Return what a Markdown text consists of; a block of code that is still open reaches to the end."""
    found: list[Piece] = []
    lines: list[str] = []
    fence, language = "", ""
    for line in text.split("\n"):
        match = _FENCE.fullmatch(line)
        bare = line.strip()
        if fence and bare.startswith(fence) and not bare.strip(fence[0]):
            found.append(Piece("\n".join(lines), language))
            lines, fence = [], ""
        elif not fence and match is not None:
            _add_prose(found, lines)
            lines, fence, language = [], match[1], match[2].strip()
        else:
            lines.append(line)
    if fence:
        found.append(Piece("\n".join(lines), language))
    else:
        _add_prose(found, lines)
    return found


def _add_prose(found: list[Piece], lines: list[str]) -> None:
    at = 0
    for table in large_tables(lines):
        _add_text(found, lines[at : table.start])
        found.append(Piece(aligned(lines[table.start : table.stop]), TABLE))
        at = table.stop
    _add_text(found, lines[at:])


def _add_text(found: list[Piece], lines: list[str]) -> None:
    text = "\n".join(lines).strip("\n")
    if text.strip():
        found.append(Piece(text, None))


class ChatBody(QWidget):
    """Grows with its text; what is there already is not written anew.

    Signals:
        link_asked: QUrl of a link that was clicked; nothing was opened.
    """

    link_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self.parts: list[MarkdownBrowser | CodeBlock] = []

    def show_text(self, text: str) -> None:
        """Show all of `text`."""
        wanted = pieces(text)
        for place, piece in enumerate(wanted):
            kind = MarkdownBrowser if piece.language is None else CodeBlock
            if place < len(self.parts) and not isinstance(self.parts[place], kind):
                self._cut(place)
            if place == len(self.parts):
                self._add(kind())
            part = self.parts[place]
            if isinstance(part, CodeBlock):
                part.show_code(piece.text, piece.language or "")
            else:
                part.show_markdown(piece.text)
        self._cut(len(wanted))
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew."""
        for part in self.parts:
            if isinstance(part, MarkdownBrowser):
                part.setAccessibleName(self.tr("Answer"))

    def _add(self, part: MarkdownBrowser | CodeBlock) -> None:
        if isinstance(part, MarkdownBrowser):
            part.link_asked.connect(self.link_asked)
        self.parts.append(part)
        self._column.addWidget(part)

    def _cut(self, place: int) -> None:
        for part in self.parts[place:]:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        del self.parts[place:]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class CodeBlock(QFrame):
    """Code in letters of one width, with its language and a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._table = False
        self.setProperty("tile", True)
        self.language = text_label("small", tone="muted")
        self.code = Reading()
        self.code.setProperty("bare", True)
        self.code.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.code.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.code.setFont(theme.font("code"))
        self.code.document().setDocumentMargin(GAP // 4)
        self.code.horizontalScrollBar().rangeChanged.connect(self._fit)
        self.copy = QToolButton()
        self.copy.setIcon(icons.icon("copy", "muted"))
        self.copy.setIconSize(QSize(16, 16))
        self.copy.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.code.toPlainText()))
        head = QHBoxLayout()
        head.addWidget(self.language, 1)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP + 4, GAP // 2, GAP // 2, GAP // 2)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.code)
        self.retranslate()

    def show_code(self, code: str, language: str) -> None:
        """Show other code, or more of it."""
        self.language.setText(language.strip())
        if self._table != (language == TABLE):
            self._table = language == TABLE
            self.retranslate()
        if code != self.code.toPlainText():
            self.code.setPlainText(code)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the lines, and the bar where one is wider than the window."""
        bar = self.code.horizontalScrollBar()
        more = bar.sizeHint().height() if bar.maximum() > 0 else 0
        height = 0.0
        block = self.code.document().begin()
        while block.isValid():  # a line with signs of another font is higher
            height += self.code.blockBoundingRect(block).height()
            block = block.next()
        self.code.setFixedHeight(math.ceil(height) + GAP + more)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.code.setAccessibleName(self.tr("Table") if self._table else self.tr("Code"))
        self.copy.setAccessibleName(self.tr("Copy the table") if self._table else self.tr("Copy the code"))
        self.copy.setToolTip(self.copy.accessibleName())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

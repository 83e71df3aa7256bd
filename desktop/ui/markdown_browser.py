"""Markdown of strangers, or of a model: nothing that it names is ever loaded, run or opened by itself."""

from __future__ import annotations

import math
import re
from typing import Any

from PySide6.QtCore import QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from desktop.ui import theme
from desktop.ui.plain_table import large_tables

_PICTURE = re.compile(r"!\[([^\]\n]{0,200})\]\([^)\n]{0,2000}\)")
_LINE_PER_CENT = 130
_FRAME = 1  # pixels of the frame that shows the focus
_INDENT = 22


class MarkdownBrowser(QTextBrowser):
    """As high as its text; without HTML, and pictures become their descriptions.

    Signals:
        link_asked: QUrl of a link that was clicked; nothing was opened.
    """

    link_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._text = ""
        self.setProperty("bare", True)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(_INDENT)
        self.document().setUndoRedoEnabled(False)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.anchorClicked.connect(self.link_asked.emit)
        self.highlighted.connect(lambda url: self.setToolTip(url.toDisplayString()))
        theme.changed.connect(self._render)

    def show_markdown(self, text: str) -> None:
        """Show a text."""
        if text != self._text:
            self._text = text
            self._render()

    def _render(self) -> None:
        document = self.document()
        document.setDefaultFont(theme.font("body"))
        document.setMarkdown(
            tamed(self._text),
            QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML,
        )
        whole = QTextCursor(document)
        whole.beginEditBlock()  # else all is laid out anew for each paragraph
        block = document.begin()
        while block.isValid():
            cursor = QTextCursor(block)
            look = QTextBlockFormat()
            look.setLineHeight(_LINE_PER_CENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if block.blockFormat().hasProperty(QTextFormat.Property.BlockQuoteLevel):
                look.setLeftMargin(_INDENT)
                look.setRightMargin(0)
                _write_muted(cursor)
            cursor.mergeBlockFormat(look)
            if block.blockFormat().headingLevel():
                _write_small(cursor)
            lighten(QTextCursor(block))
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _draw_lines(frame)
        whole.endEditBlock()

    def _fit(self, size: QSizeF) -> None:
        self.setFixedHeight(math.ceil(size.height()) + 2 * _FRAME)

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Load nothing: neither from the network nor from the disk."""
        return None


def tamed(text: str) -> str:
    """Return Markdown with descriptions in place of pictures, and with large tables as lines of text."""
    lines = _PICTURE.sub(r"\1", text).replace("![", "[").split("\n")
    for table in large_tables(lines):
        for at in table:
            lines[at] = lines[at].replace("|", "\\|") + ("\\" if at + 1 < table.stop else "")
    return "\n".join(lines)


def lighten(cursor: QTextCursor) -> None:
    """Write bold words of a block in the semi-bold cut that the program brings along."""
    block = cursor.block()
    spans = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        if fragment.charFormat().fontWeight() >= QFont.Weight.Bold:
            spans.append((fragment.position(), fragment.length()))
        iterator += 1
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.DemiBold)
    for position, length in spans:
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)


def _draw_lines(table: QTextTable) -> None:
    look = QTextTableFormat(table.format())
    look.setBorderBrush(theme.colour("line"))
    look.setBorderCollapse(True)
    look.setBorder(1)
    look.setCellPadding(theme.GAP * 0.75)
    look.setCellSpacing(0)
    look.setBottomMargin(theme.GAP)
    table.setFormat(look)


def _write_muted(cursor: QTextCursor) -> None:
    cursor = QTextCursor(cursor)
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    look = QTextCharFormat()
    look.setForeground(theme.colour("muted"))
    cursor.mergeCharFormat(look)


def _write_small(cursor: QTextCursor) -> None:
    """Write a heading small: it stands below the heading of the page."""
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    look = QTextCharFormat()
    look.setFont(theme.font("heading"))
    look.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
    cursor.mergeCharFormat(look)

"""The help: the README of the project and the keyboard, with a table of contents; nothing is fetched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QLocale, QModelIndex, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QImage,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.state.paths import checkout, resources
from desktop.ui import shortcuts, theme
from desktop.ui.markdown_browser import lighten
from desktop.ui.notice_bar import NoticeBar
from desktop.ui.text_label import ElidedLabel, text_label

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.ui.services import Services

_COLUMN = 760  # pixels of the widest line of text
_ENTRY, _AROUND = 194, 54  # pixels of a line in the table of contents, and of its edges and its scroll bar
_BLOCK_ROLE = Qt.ItemDataRole.UserRole
_PICTURES = {".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"}
_PICTURE = "\ufffc"
"""What Qt writes into a text where a picture stands."""
_IMAGE = QTextDocument.ResourceType.ImageResource


def readme() -> Path:
    """Return the one source of the help: the README of the checkout, or the copy that is part of the program."""
    root = checkout()
    return (root or resources()) / "README.md"


def translated() -> Path:
    """Return the help in the language of the window; the README where nobody has translated it."""
    path = _in_language(resources() / "help" / "README.md")
    return path if path.is_file() else readme()


def _in_language(path: Path) -> Path:
    """Return the file beside another one that is for the language of the window: `window.pt.png` for `window.png`."""
    code = QLocale.languageToCode(QLocale().language())
    own = path.with_suffix(f".{code}{path.suffix}")
    return own if own.is_file() else path


class HelpBrowser(QTextBrowser):
    """Renders Markdown; reads pictures below the folder of the text and nothing else."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder.resolve()
        self._read_for = 0
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_markdown(self, markdown: str) -> list[tuple[int, str, int]]:
        """Show a text; returns level, words and block number of its headings."""
        document = self.document()
        document.setDefaultFont(theme.font("body"))
        document.setMarkdown(markdown)
        headings = []
        whole = QTextCursor(document)
        whole.beginEditBlock()  # else all is laid out anew for each paragraph
        block = document.begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level:
                headings.append((level, block.text(), block.blockNumber()))
            _polish_block(QTextCursor(block), level)
            lighten(QTextCursor(block))
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _polish_table(frame)
        whole.endEditBlock()
        self._keep_narrow()
        return headings

    def scroll_to(self, block_number: int) -> None:
        """Bring a block to the top."""
        block = self.document().findBlockByNumber(block_number)
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top - theme.GAP))
        self.setTextCursor(QTextCursor(block))

    @property
    def _margin(self) -> int:
        return max((self.viewport().width() - _COLUMN) // 2, theme.GAP * 2)

    def _keep_narrow(self) -> None:
        root = self.document().rootFrame()
        frame = QTextFrameFormat(root.frameFormat())
        if frame.leftMargin() != self._margin:
            frame.setLeftMargin(self._margin)
            frame.setRightMargin(self._margin)
            frame.setTopMargin(theme.GAP)
            frame.setBottomMargin(theme.GAP * 4)
            root.setFrameFormat(frame)
        if self._read_for != self.viewport().width():
            self._read_for = self.viewport().width()
            self._read_pictures()

    def _read_pictures(self) -> None:
        """Read the pictures anew: the document keeps them as wide as the text was when it first needed them."""
        found = self.document().find(_PICTURE)
        while not found.isNull():
            name = QUrl(found.charFormat().toImageFormat().name())
            self.document().addResource(_IMAGE.value, name, self.loadResource(_IMAGE.value, name))
            self.document().markContentsDirty(found.selectionStart(), 1)
            found = self.document().find(_PICTURE, found)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Read a picture from the folder of the text, no wider than a line; anything else stays empty."""
        name = QUrl(name)
        if kind != _IMAGE.value or not (name.isRelative() or name.isLocalFile()):
            return QImage()
        wanted = name.toLocalFile() if name.isLocalFile() else name.path()
        if not (self._folder / "resources").is_dir():  # installed, the README lies among the resources themselves
            wanted = wanted.removeprefix("resources/")
        path = _in_language((self._folder / wanted).resolve())
        if not path.is_relative_to(self._folder) or path.suffix.lower() not in _PICTURES:
            return QImage()
        image = QImage(str(path))
        edges = self._margin + round(self.document().documentMargin())
        widest = max(self.viewport().width() - 2 * edges, 200)
        ratio = self.devicePixelRatioF()
        if image.width() > widest * ratio:
            image = image.scaledToWidth(round(widest * ratio), Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(max(ratio, image.width() / widest) if not image.isNull() else 1.0)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines short enough to read, before all is laid out anew."""
        self._keep_narrow()
        super().resizeEvent(event)


class HelpPage(QWidget):
    """Shows the help."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._headings: list[tuple[int, str, int]] = []
        self._link = ""
        self._rendered = False
        self.title = text_label("title")
        self.contents = QListView()
        self._entries = QStandardItemModel(self)
        self.contents.setModel(self._entries)
        self.contents.setFrameShape(QFrame.Shape.NoFrame)
        self.contents.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.contents.setFixedWidth(_ENTRY + _AROUND)
        self.contents.setProperty("card", True)
        self.contents.setProperty("rows", True)
        self.contents.setViewportMargins(*(theme.GAP,) * 4)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.contents.selectionModel().currentChanged.connect(self._go)
        self.contents.clicked.connect(self._go)
        self.browser = HelpBrowser(readme().parent)
        self.browser.anchorClicked.connect(self.open_link)
        self.link_bar = NoticeBar(ElidedLabel(), "copy")
        self.link_text, self.copy_link, self.dismiss = self.link_bar.text, self.link_bar.action, self.link_bar.dismiss
        self.copy_link.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._link))
        left = QVBoxLayout()
        left.setSpacing(theme.GAP * 2)
        left.addWidget(self.title)
        left.addWidget(self.contents, 1)
        right = QVBoxLayout()
        right.setSpacing(theme.GAP)
        right.addWidget(self.browser, 1)
        right.addWidget(self.link_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.GAP * 3,) * 4)
        row.setSpacing(theme.GAP * 2)
        row.addLayout(left)
        row.addLayout(right, 1)
        theme.changed.connect(self._render)
        self.retranslate()

    def open_link(self, url: QUrl) -> None:
        """Go to a heading; an address outside is shown to be copied, never opened."""
        if url.isRelative() and not url.path() and url.hasFragment():
            wanted = url.fragment()
            for _, words, block in self._headings:
                if _slug(words) == wanted:
                    self.browser.scroll_to(block)
            return
        self._link = url.toString()
        self.link_text.setText(self.tr("Ilha opens no addresses: {link}").format(link=self._link))
        self.link_bar.show()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.title.setText(self.tr("Help"))
        self.contents.setAccessibleName(self.tr("Table of contents"))
        self.browser.setAccessibleName(self.tr("Help"))
        self.copy_link.setText(self.tr("Copy link"))
        self.copy_link.setAccessibleName(self.tr("Copy link"))
        self._render()

    def _render(self) -> None:
        """Render the text; put off while nobody looks."""
        self._rendered = self.isVisible()
        if not self._rendered:
            return
        try:
            text = translated().read_text(encoding="utf-8")
        except OSError:
            text = "# Ilha\n"
        rows = "".join(f"| **{shortcut.native}** | {shortcut.title} |\n" for shortcut in shortcuts.ALL)
        title, keys, what = self.tr("Keyboard"), self.tr("Keys"), self.tr("What they do")
        keyboard = f"\n\n## {title}\n\n| {keys} | {what} |\n|---|---|\n{rows}"
        self._headings = self.browser.show_markdown(text + keyboard)
        self._entries.clear()
        metrics = self.contents.fontMetrics()
        for level, words, block in self._headings:
            lines = _lines(words, "    " * max(level - 2, 0), metrics)
            item = QStandardItem("\n".join(lines))
            item.setData(block, _BLOCK_ROLE)
            item.setData(words, Qt.ItemDataRole.AccessibleTextRole)
            item.setSizeHint(QSize(0, metrics.height() * len(lines) + theme.GAP * 2))
            self._entries.appendRow(item)

    def _go(self, index: QModelIndex) -> None:
        block = index.data(_BLOCK_ROLE)
        if block is not None:
            self.browser.scroll_to(int(block))

    def event(self, event: QEvent) -> bool:
        """Render when it is first seen."""
        if event.type() == QEvent.Type.Show:
            handled = super().event(event)
            if not self._rendered:
                self._render()
            return handled
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _slug(words: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", words.lower()).strip().replace(" ", "-")


def _lines(words: str, indent: str, metrics: QFontMetrics) -> list[str]:
    """Break an entry of the table of contents into lines that are all indented."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else indent + word
        if lines and metrics.horizontalAdvance(longer) > _ENTRY:
            lines.append(indent + word)
        else:
            lines[-1:] = [longer]
    return lines


def _polish_block(cursor: QTextCursor, level: int) -> None:
    layout, look = QTextBlockFormat(), QTextCharFormat()
    gap = theme.GAP
    if level:
        sizes = {1: "title", 2: "heading"}
        look.setFontPointSize(theme.font(sizes.get(level, "strong")).pointSizeF() * (1.15 if level == 2 else 1.0))
        look.setFontWeight(QFont.Weight.DemiBold)
        layout.setTopMargin(gap * (3 if level == 2 else 2))
        layout.setBottomMargin(gap)
    elif cursor.blockFormat().property(QTextBlockFormat.Property.BlockCodeFence) is not None:
        look.setFontPointSize(theme.font("small").pointSizeF())
        layout.setBackground(QColor(theme.colours().raised))
        layout.setNonBreakableLines(False)
        layout.setLeftMargin(gap)
    elif cursor.currentTable() is None:
        layout.setBottomMargin(gap)
        if _PICTURE not in cursor.block().text():  # a third of its height would stand empty below it
            layout.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(layout)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(look)


def _polish_table(table: QTextTable) -> None:
    form = table.format()
    form.setBorder(0)
    form.setCellPadding(theme.GAP * 0.75)
    form.setCellSpacing(0)
    form.setTopMargin(theme.GAP)
    form.setBottomMargin(theme.GAP)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(form)
    line = QTextTableCellFormat()
    line.setBottomBorder(1)
    line.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    line.setBottomBorderBrush(QColor(theme.colours().line))
    line.setPadding(theme.GAP * 0.75)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            look = cell.format()
            look.merge(line)
            cell.setFormat(look)
            lighten(cell.firstCursorPosition())

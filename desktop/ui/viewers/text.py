"""Text, beside the page it was read from: a line and its box are one thing."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSplitter, QTextEdit, QVBoxLayout, QWidget

from desktop.core.media import MediaKind
from desktop.core.result import Text, TextPage
from desktop.ui import theme
from desktop.ui.text_label import text_label
from desktop.ui.viewers.base import Viewer
from desktop.ui.viewers.find_bar import FindBar
from desktop.ui.viewers.offsets import Offsets
from desktop.ui.viewers.page_bar import PageBar
from desktop.ui.viewers.picture import PictureView, read_picture

if TYPE_CHECKING:
    from desktop.core.job import Job
    from desktop.ui.services import Services

_SIDE_BY_SIDE = 620  # pixels from which page and text stand beside each other
_BESIDE, _BELOW = 0.42, 0.3  # share of the text beside the page and below it
BY_SENTENCES = "key-sentences"  # the method of a summary that no model wrote
_REACH = 400  # characters within which the next line must follow


@dataclass(frozen=True, slots=True)
class Line:
    """Where a line of a page stands in the text, in UTF-16 units."""

    start: int
    end: int
    page: int
    index: int


def find_lines(value: Text) -> list[Line]:
    """Find the lines of every page in the text; a line that was reflowed is left out."""
    offsets = Offsets(value.text)
    lines, position = [], 0
    for number, page in enumerate(value.pages):
        for index, line in enumerate(page.lines):
            start = value.text.find(line.text, position, position + len(line.text) + _REACH) if line.text else -1
            if start >= 0:
                position = start + len(line.text)
                lines.append(Line(offsets.to_qt(start), offsets.to_qt(position), number, index))
    return lines


class TextViewer(Viewer):
    """Shows a `Text`."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._lines: list[Line] = []
        self._starts: list[int] = []
        self._pages: tuple[TextPage, ...] = ()
        self._page = -1
        self._current = self._hovered = -1
        self._found: list[QTextCursor] = []
        self._found_at = -1
        self._shared = False
        self.editor = QPlainTextEdit()
        self.editor.setReadOnly(True)
        self.editor.setFrameShape(QFrame.Shape.NoFrame)
        self.editor.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.editor.document().setDocumentMargin(theme.GAP)
        self.editor.viewport().setMouseTracking(True)
        self.editor.installEventFilter(self)
        self.editor.viewport().installEventFilter(self)
        self.editor.cursorPositionChanged.connect(self._follow_cursor)
        self.find_bar = FindBar(self.editor)
        self.find_bar.found.connect(self._mark_found)
        self.picture = PictureView()
        self.picture.place_hovered.connect(self._hover_box)
        self.picture.place_clicked.connect(self._choose_box)
        self.page_bar = PageBar(self.picture)
        self.page_bar.page_wanted.connect(self.show_page)
        self.notice = text_label("body", tone="muted", wrap=True)
        self.notice.hide()
        self.method = text_label("small", tone="muted", wrap=True)
        self.method.hide()
        self._page_side = _column(self.page_bar, self.picture)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._page_side)
        self.splitter.addWidget(_column(self.find_bar, self.editor))
        self.splitter.setHandleWidth(theme.GAP * 2)
        self.splitter.setStyleSheet("QSplitter::handle { background: transparent; }")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.notice)
        column.addWidget(self.method)
        column.addWidget(self.splitter, 1)
        self.restyle()
        self.retranslate()

    def show_job(self, job: Job) -> None:
        """Show the text of a finished job, and the first page beside it."""
        assert job.result is not None
        value = job.result.value
        assert isinstance(value, Text)
        super().show_job(job)
        self._lines = find_lines(value)
        self._starts = [line.start for line in self._lines]
        self._pages = value.pages
        self._page = self._current = self._hovered = -1
        self.editor.setPlainText(value.text)
        self.notice.hide()
        self.method.setVisible(value.method == BY_SENTENCES)
        self._page_side.setVisible(bool(self._pages))
        if self._pages:
            self.show_page(0)
        self.find_bar.refresh()
        self._mark_lines()

    def show_page(self, page: int) -> None:
        """Show a page; its picture is read in the background."""
        if not 0 <= page < len(self._pages) or page == self._page:
            return
        self._page = page
        self.page_bar.set_page(page, len(self._pages))
        size = self._pages[page]
        self.picture.set_picture(None, size.width, size.height)
        assert self.job is not None
        source = self._source(page)
        if source is None:
            self._lose_picture(self.job.id, page, OSError())
            return
        path, frame = source
        self.services.background.run(
            partial(read_picture, path, frame),
            partial(self._take_picture, self.job.id, page),
            partial(self._lose_picture, self.job.id, page),
        )

    def selected_text(self) -> str:
        """Return what is selected in the text."""
        return self.editor.textCursor().selection().toPlainText()

    def open_search(self) -> None:
        """Open the search."""
        self.find_bar.open_bar()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.editor.setAccessibleName(self.tr("Text that was read"))
        self.notice.setText(self.tr("The picture is no longer where it was, so the text is shown alone."))
        self.method.setText(
            self.tr("Key sentences of the text itself, chosen by meaning: no model here writes summaries.")
        )
        self.splitter.setAccessibleName(self.tr("Page and text"))

    def restyle(self) -> None:
        """Take up the colours of the theme."""
        self.picture.restyle()
        self._mark_lines()

    # --- pages -------------------------------------------------------------------------------------------------------

    def _source(self, page: int) -> tuple[Path, int] | None:
        """Return the file, and the picture in it, that shows a page."""
        assert self.job is not None
        assert self.job.result is not None
        name = f"page-{page + 1:04d}."
        for artifact in self.job.result.artifacts:
            if Path(artifact.name).name.startswith(name):
                return artifact.path, 0
        return (self.job.input.path, page) if self.job.input.kind is MediaKind.IMAGE else None

    def _take_picture(self, job_id: str, page: int, image: QImage) -> None:
        if self.job is None or self.job.id != job_id or page != self._page:
            return
        size = self._pages[page]
        self._page_side.show()
        self.notice.hide()
        self.picture.set_picture(image, size.width, size.height)
        self.picture.set_boxes([line.box for line in size.lines])
        self._mark_current()

    def _lose_picture(self, job_id: str, page: int, _error: Exception) -> None:
        if self.job is not None and self.job.id == job_id and page == self._page:
            self._page_side.hide()
            self.notice.show()

    # --- a line and its box ------------------------------------------------------------------------------------------

    def _line_at(self, position: int) -> int:
        index = bisect_right(self._starts, position) - 1
        return index if index >= 0 and position <= self._lines[index].end else -1

    def _line_of_box(self, box: int) -> int:
        wanted = (self._page, box)
        return next((at for at, line in enumerate(self._lines) if (line.page, line.index) == wanted), -1)

    def _follow_cursor(self) -> None:
        current = self._line_at(self.editor.textCursor().selectionStart())
        if current != self._current and self._lines:
            self._current = current
            if current >= 0 and not self._page_side.isHidden():
                self.show_page(self._lines[current].page)
            self._mark_current()
            self._mark_lines()

    def _mark_current(self) -> None:
        line = self._lines[self._current] if 0 <= self._current < len(self._lines) else None
        self.picture.mark(line.index if line and line.page == self._page else -1)

    def _hover_box(self, box: int) -> None:
        self._hovered = self._line_of_box(box)
        self._mark_lines()

    def _hover_line(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            line = self._lines[index] if index >= 0 else None
            self.picture.set_hovered(line.index if line and line.page == self._page else -1)
            self._mark_lines()

    def _choose_box(self, box: int) -> None:
        index = self._line_of_box(box)
        if index >= 0:
            cursor = self.editor.textCursor()
            cursor.setPosition(self._lines[index].start)
            self.editor.setTextCursor(cursor)
            self.editor.centerCursor()

    def _mark_found(self, cursors: list[QTextCursor], current: int) -> None:
        self._found, self._found_at = cursors, current
        self._mark_lines()

    def _mark_lines(self) -> None:
        marks = []
        colours = theme.colours()
        for index, alpha in ((self._hovered, 90), (self._current, 255)):
            if 0 <= index < len(self._lines):
                cursor = QTextCursor(self.editor.document())
                cursor.setPosition(self._lines[index].start)
                cursor.setPosition(self._lines[index].end, QTextCursor.MoveMode.KeepAnchor)
                marks.append(selection(cursor, colours.accent_soft, alpha))
        for at, cursor in enumerate(self._found):
            marks.append(selection(cursor, colours.warning, 150 if at == self._found_at else 70))
        self.editor.setExtraSelections(marks)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer over the text."""
        if watched is self.editor and event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # The pane copies everything when nothing is selected; the editor would copy nothing.
            if event.matches(QKeySequence.StandardKey.Copy) and not self.editor.textCursor().hasSelection():
                event.ignore()
                return True
        elif watched is self.editor.viewport() and self._lines:
            if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
                cursor = self.editor.cursorForPosition(event.position().toPoint())
                self._hover_line(self._line_at(cursor.position()))
            elif event.type() == QEvent.Type.Leave:
                self._hover_line(-1)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the text under the page where there is no room beside it."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.splitter.orientation() != wanted or not self._shared:
            self._shared = True
            self.splitter.setOrientation(wanted)
            room = event.size().width() if wide else event.size().height()
            share = round(room * (_BESIDE if wide else _BELOW))
            self.splitter.setSizes([room - share, share])
            (self.picture.fit_page if wide else self.picture.fit_width)()


def _column(*widgets: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is widgets[-1] else 0)
    return column


def selection(cursor: QTextCursor, colour: str, alpha: int) -> QTextEdit.ExtraSelection:
    """Return a mark behind the words of a cursor."""
    mark = QTextEdit.ExtraSelection()
    paint = QColor(colour)
    paint.setAlpha(alpha)
    mark.cursor = cursor
    mark.format.setBackground(paint)
    return mark

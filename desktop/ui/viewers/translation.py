"""A translation beside what it was made from, and the translated document where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QToolButton, QVBoxLayout, QWidget

from desktop.core.result import Artifact, Text, Translation
from desktop.ui import icons, language, reveal, theme
from desktop.ui.icon_label import IconLabel
from desktop.ui.text_label import ElidedLabel, text_label
from desktop.ui.translation_text import made_by, source_of, titled, tongue
from desktop.ui.viewers.base import Viewer
from desktop.ui.viewers.find_bar import FindBar
from desktop.ui.viewers.reading import Reading
from desktop.ui.viewers.sentence_links import SentenceLinks
from desktop.ui.viewers.text import selection

if TYPE_CHECKING:
    from desktop.core.job import Job
    from desktop.ui.services import Services

_SIDE_BY_SIDE = 560  # pixels from which the two texts stand beside each other
_WORDED = 340  # pixels from which there is room for the word of the button beside the name of a document


class TranslationViewer(Viewer):
    """Shows a `Text` that was translated."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._translation: Translation | None = None
        self.source, self.target = Reading(), Reading()
        self.links = SentenceLinks(self.source, self.target)
        self.find_bar = FindBar(self.target)
        self.find_bar.found.connect(self._mark_found)
        self.from_label, self.into_label = text_label("small", tone="muted"), text_label("small", tone="muted")
        self.way = text_label("small", tone="muted", wrap=True)
        self.document = _DocumentRow()
        self.document.save.clicked.connect(self._save)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(theme.GAP * 2)
        self.splitter.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.splitter.addWidget(_column(self.from_label, self.source))
        self.splitter.addWidget(_column(self.into_label, self.find_bar, self.target))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.document)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.way)
        self.retranslate()

    def show_job(self, job: Job) -> None:
        """Show both texts of a finished job."""
        super().show_job(job)
        assert job.result is not None
        value = job.result.value
        assert isinstance(value, Text)
        assert value.translation is not None
        self._translation = value.translation
        self.source.setPlainText(value.translation.text)
        self.target.setPlainText(value.text)
        self.links.set_sentences(value.translation.text, value.text, value.translation.sentences)
        typed = job.input.path.parent == self.services.home.pasted
        self.document.show_document(None if typed else next(iter(job.result.artifacts), None))
        self.find_bar.refresh()
        self.retranslate()

    def selected_text(self) -> str:
        """Return what is selected in the text that has the focus, else in the translation."""
        editor = self.source if self.source.hasFocus() else self.target
        return editor.textCursor().selection().toPlainText()

    def open_search(self) -> None:
        """Search in the translation."""
        self.find_bar.open_bar()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.splitter.setAccessibleName(self.tr("Text and translation"))
        self.source.setAccessibleName(self.tr("Text"))
        self.target.setAccessibleName(self.tr("Translation"))
        self.document.retranslate()
        if self._translation is not None:
            self.from_label.setText(source_of(self._translation))
            self.into_label.setText(titled(tongue(self._translation.target)))
            self.way.setText(made_by(self._translation))
            self.way.setVisible(bool(self._translation.via))

    def _save(self) -> None:
        from desktop.media import export

        if self.job is not None and self.job.result is not None:
            self.export_wanted.emit(export.own_format(self.job.result))

    def _mark_found(self, cursors: list[QTextCursor], current: int) -> None:
        warning = theme.colours().warning
        marks = [selection(cursor, warning, 150 if at == current else 70) for at, cursor in enumerate(cursors)]
        self.links.set_found(self.target, marks)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the translation under the text where there is no room beside it."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        self.splitter.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)


class _DocumentRow(QFrame):
    """The translated document: open it, save it elsewhere, show where it lies."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("tile", True)
        self._artifact: Artifact | None = None
        self.name, self.detail = ElidedLabel("strong"), text_label("small", tone="muted")
        self.open, self.folder, self.save = QToolButton(), QToolButton(), QPushButton()
        self.save.setIcon(icons.icon("save"))
        for button, icon in ((self.open, "external-link"), (self.folder, "folder-open")):
            button.setIcon(icons.icon(icon, "muted"))
            button.setIconSize(QSize(18, 18))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.open.clicked.connect(self._open)
        self.folder.clicked.connect(self._reveal)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP + 4, theme.GAP, theme.GAP, theme.GAP)
        row.setSpacing(theme.GAP)
        row.addWidget(IconLabel("file-text", 22, "accent"))
        row.addLayout(words, 1)
        for widget in (self.open, self.folder, self.save):
            row.addWidget(widget)

    def show_document(self, artifact: Artifact | None) -> None:
        """Show a document, or nothing; one that is gone says so."""
        self._artifact = artifact
        self.setVisible(artifact is not None)

    def _open(self) -> None:
        if self._artifact is not None:
            reveal.open_file(self._artifact.path)

    def _reveal(self) -> None:
        if self._artifact is not None:
            reveal.show_in_folder(self._artifact.path)

    def retranslate(self) -> None:
        """Write every text anew."""
        self._fit()
        self.folder.setAccessibleName(self.tr("Show the translated document in its folder"))
        self.folder.setToolTip(self.folder.accessibleName())
        self.open.setAccessibleName(self.tr("Open the translated document"))
        self.save.setAccessibleName(self.tr("Save the translated document…"))
        for button in (self.open, self.save):
            button.setToolTip(button.accessibleName())
        if self._artifact is None:
            return
        try:
            size = language.size(self._artifact.path.stat().st_size)
        except OSError:
            size = ""
        self.name.setText(self._artifact.name)
        self.detail.setText(size or self.tr("It is no longer where it was."))
        for action in (self.open, self.save, self.folder):
            action.setEnabled(bool(size))
        self.setAccessibleName(f"{self._artifact.name}, {self.detail.text()}")

    def _fit(self) -> None:
        """Spare the word of the button where the name of the document has no room beside it."""
        self.save.setText(self.tr("Save…") if self.width() >= _WORDED else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether there is room for all words."""
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _column(label: QLabel, *widgets: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(label)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is widgets[-1] else 0)
    column.setMinimumSize(120, 90)
    return column

"""What was read of a file, at the place of a passage that a search or an answer names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import InputNotFound
from desktop.jobs.background import Background
from desktop.ui import icons, language, reveal, theme
from desktop.ui.language import failure_text
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP
from desktop.ui.viewers.offsets import Offsets
from desktop.ui.viewers.sentence_links import mark
from desktop.worker.documents import read_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.core.passages import Passage
    from desktop.state.paths import Home

_SIZE = (680, 560)


class PlaceDialog(QDialog):
    """Shows a passage in its file; opened with `open()`."""

    def __init__(self, home: Home, path: Path, passage: Passage, parent: QWidget | None = None) -> None:
        """Show `passage` of the file at `path`, with the text around it as soon as that is there."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        self._path, self._page, self._place = path, passage.page, (0, 0)
        self.heading, self.where = text_label("heading", wrap=True), text_label("small", tone="muted", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.told = text_label("small", tone="bad", wrap=True)
        self.told.hide()
        self.open_button, self.folder_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self.open_button.setIcon(icons.icon("external-link"))
        self.folder_button.setIcon(icons.icon("folder-open"))
        self.open_button.clicked.connect(lambda: self._reveal(reveal.open_file))
        self.folder_button.clicked.connect(lambda: self._reveal(reveal.show_in_folder))
        self.close_button.clicked.connect(self.accept)
        theme.changed.connect(self._mark)
        self._lay_out()
        self.retranslate()
        self.resize(*_SIZE)
        self.close_button.setDefault(True)
        self._show((passage.text, 0, len(passage.text)))
        self._background = Background(self)
        self._background.run(lambda: read_text(home, path, passage), self._show)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.open_button)
        foot.addWidget(self.folder_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(GAP * 3,) * 4)
        column.setSpacing(GAP)
        for widget in (self.heading, self.where):
            column.addWidget(widget)
        column.addWidget(self.text, 1)
        column.addWidget(self.told)
        column.addLayout(foot)

    def _show(self, read: tuple[str, int, int]) -> None:
        """Write what was read, and go to the place."""
        text, start, end = read
        offsets = Offsets(text)
        self._place = offsets.to_qt(start), offsets.to_qt(end)
        self.text.setPlainText(text)
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(self._place[0])
        self.text.setTextCursor(cursor)
        self.text.centerCursor()
        self._mark()

    def _mark(self) -> None:
        self.text.setExtraSelections([mark(self.text.document(), *self._place)])

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setWindowTitle(self._path.name)
        self.heading.setText(self._path.name)
        place = self.tr("The place is marked in what Ilha read of the file.")
        if self._page is not None:
            place = self.tr("Page %1").replace("%1", language.number(self._page)) + " · " + place
        self.where.setText(place)
        self.text.setAccessibleName(self.tr("Text of the file"))
        self.open_button.setText(self.tr("Open file"))
        self.open_button.setToolTip(self.tr("Open the file with the program you have for it"))
        self.folder_button.setText(self.tr("Show in folder"))
        self.close_button.setText(self.tr("Close"))
        for button in (self.open_button, self.folder_button, self.close_button):
            button.setAccessibleName(button.text())

    def _reveal(self, show: Callable[[Path], None]) -> None:
        if self._path.exists():
            show(self._path)
        else:
            self.told.setText(" ".join(failure_text(InputNotFound(name=self._path.name).failure())))
            self.told.show()

    def done(self, result: int) -> None:
        """Wait for what is being read before the dialog goes."""
        self._background.stop()
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

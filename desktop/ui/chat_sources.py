"""The passages that an answer was written from, folded away below it; each is shown in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.ui import icons, language
from desktop.ui.text_label import ElidedLabel, text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.chat import Source


class ChatSources(QWidget):
    """A line that says how many there are, and below it the passages with their numbers.

    Signals:
        wanted: Source that should be shown in its file.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without any, hidden."""
        super().__init__(parent)
        self._sources: Sequence[Source] = ()
        self.rows: list[SourceRow] = []
        self.head = QPushButton()
        self.head.setProperty("kind", "quiet")
        self.head.setCheckable(True)
        self.head.toggled.connect(self._fold)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP // 2)
        self._column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Show other ones."""
        if sources == self._sources:
            return
        self._sources = sources
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [SourceRow(number, source) for number, source in enumerate(sources, 1)]
        for row in self.rows:
            row.wanted.connect(self.wanted)
            self._column.addWidget(row)
        self.setVisible(bool(sources))
        self.retranslate()

    def unfold(self, number: int) -> None:
        """Show the passages and go to the one with this number."""
        self.head.setChecked(True)
        if 0 < number <= len(self.rows):
            self.rows[number - 1].open.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Write every text anew."""
        names = list(dict.fromkeys(source.path for source in self._sources))
        where = names[0].name if len(names) == 1 else self.tr("%Ln file(s)", "", len(names))
        words = self.tr("%Ln passage(s) from %1", "", len(self._sources)).replace("%1", where)
        self.head.setText(words)
        self.head.setToolTip(self.tr("Show what the answer was written from"))
        for row in self.rows:
            row.retranslate()
        self._fold()

    def _fold(self) -> None:
        shown = self.head.isChecked()
        self.head.setIcon(icons.icon("chevron-up" if shown else "chevron-down", "accent"))
        for row in self.rows:
            row.setVisible(shown)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class SourceRow(QFrame):
    """One passage with its number, its file, and a button that shows it there.

    Signals:
        wanted: Source that should be shown in its file.
    """

    wanted = Signal(object)

    def __init__(self, number: int, source: Source, parent: QWidget | None = None) -> None:
        """Show `source` as the passage with this number."""
        super().__init__(parent)
        self._number, self._source = number, source
        self.setProperty("tile", True)
        self.name = ElidedLabel("strong", at_end=True)
        self.text = text_label("small", wrap=True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.open = QToolButton()
        self.open.setIcon(icons.icon("book-open", "muted"))
        self.open.setIconSize(QSize(16, 16))
        self.open.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.open.clicked.connect(lambda: self.wanted.emit(source))
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP + 4, GAP // 2, GAP // 2, GAP)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.text)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew."""
        source, page = self._source, self._source.passage.page
        parts = [source.path.name]
        if page is not None:
            parts.append(self.tr("page %1").replace("%1", language.number(page)))
        self.name.setText(f"[{language.number(self._number)}]  " + " · ".join(parts))
        self.name.setToolTip(str(source.path))
        self.text.setText(" ".join(source.passage.text.split()))
        self.text.setAccessibleName(self.text.text())
        self.open.setToolTip(self.tr("Show the passage in what was read of its file"))
        self.open.setAccessibleName(self.tr("Read it in “%1”").replace("%1", source.path.name))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

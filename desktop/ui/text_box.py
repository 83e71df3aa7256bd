"""A field for a text that is typed or pasted, with the button that uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui import drops, icons
from desktop.ui.shortcuts import tip
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

_FIELD, _BUTTON = 24, 50  # pixels that the style sheet puts around the words, with the icon of the button


class TextBox(QWidget):
    """Grows with its text up to a few lines."""

    submitted = Signal(str)
    """The text to work on."""
    pasted = Signal(object)
    """QMimeData with files or a picture, valid during the call."""

    def __init__(self, *, lines: int = 1, most: int = 8, parent: QWidget | None = None) -> None:
        """Show `lines` lines while empty and at most `most`."""
        super().__init__(parent)
        self._lines, self._most = lines, most
        self._blocked = ""
        self.field = _Field()
        self.field.setTabChangesFocus(True)
        self.field.setAcceptDrops(False)
        self.field.pasted.connect(self.pasted)
        self.field.textChanged.connect(self._adapt)
        self.field.submitted.connect(self.submit)
        self.button = QPushButton()
        self.button.setIcon(icons.icon("play", "accent"))
        self.button.clicked.connect(self.submit)
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 4)
        side.addStretch(1)
        side.addWidget(self.button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.field, 1)
        row.addLayout(side)
        self.retranslate()
        self._adapt()

    @property
    def text(self) -> str:
        """Return what is in the field."""
        return self.field.toPlainText()

    def submit(self) -> None:
        """Hand the text on, if there is any; the field is empty afterwards."""
        if self.text.strip() and not self._blocked:
            text = self.text
            self.field.clear()
            self.submitted.emit(text)

    def block(self, reason: str) -> None:
        """Keep the text from being handed on, for a reason the button tells; an empty one lets it go again."""
        self._blocked = reason
        self.button.setToolTip(reason or tip(self.tr("Use this text"), "run"))
        self._adapt()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.field.setPlaceholderText(self.tr("Or type or paste a text here"))
        self.field.setAccessibleName(self.tr("Text"))
        self.button.setAccessibleName(self.tr("Use this text"))
        self.block(self._blocked)
        self._fit()

    def _fit(self) -> None:
        """Spare the words of the button where the field has no room for its own."""
        words = self.field.fontMetrics().horizontalAdvance(self.field.placeholderText()) + _FIELD
        words += self.button.fontMetrics().horizontalAdvance(self.button.accessibleName()) + _BUTTON
        self.button.setText(self.button.accessibleName() if self.width() >= words + GAP else "")

    def _adapt(self) -> None:
        wanted = min(max(self.field.blockCount(), self._lines), self._most)
        line = self.field.fontMetrics().lineSpacing()
        self.field.setFixedHeight(line * wanted + 24)
        self.button.setEnabled(bool(self.text.strip()) and not self._blocked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether there is room for all words."""
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _Field(QPlainTextEdit):
    submitted = Signal()
    pasted = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and control:
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        return drops.usable(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        if drops.paths_of(source) or source.hasImage():
            self.pasted.emit(source)
        else:
            self.insertPlainText(source.text())

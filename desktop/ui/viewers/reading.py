"""A text that can be read, selected and copied, not written."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from desktop.ui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Reading(QPlainTextEdit):
    """Leaves copying to what is around it while nothing is selected: that copies everything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(theme.GAP)

    def event(self, event: QEvent) -> bool:
        """Pass the keys of copying on."""
        if event.type() == QEvent.Type.ShortcutOverride and self._copies_nothing(cast("QKeyEvent", event)):
            event.ignore()
            return True
        return super().event(event)

    def _copies_nothing(self, event: QKeyEvent) -> bool:
        return event.matches(QKeySequence.StandardKey.Copy) and not self.textCursor().hasSelection()

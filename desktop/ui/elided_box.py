"""A list to choose from whose text ends in … where there is no room for all of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox


class ElidedBox(QComboBox):
    """A combo box: Qt cuts its text off in the middle of a letter, under a style sheet."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:  # noqa: N802
        """Shorten the text to the room that the style leaves it."""
        super().initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        option.currentText = option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)

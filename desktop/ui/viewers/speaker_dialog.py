"""Who speaks: a name for one line of a transcript, or for all that belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.transcript import Reach
from desktop.ui import theme
from desktop.ui.text_label import text_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.result import Segment


class SpeakerDialog(QDialog):
    """Asks for a name and how far it reaches; an empty name takes it away."""

    def __init__(self, pieces: Sequence[Segment], line: int, parent: QWidget) -> None:
        """Ask about the piece at `line`."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._before = pieces[line].speaker
        names = sorted({piece.speaker for piece in pieces if piece.speaker}, key=str.casefold)
        self.label = text_label("body")
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.addItems(names)
        self.name.setEditText(self._before or "")
        self.label.setBuddy(self.name)
        self.one, self.more = QRadioButton(), QRadioButton()
        self._group = QButtonGroup(self)
        for button in (self.one, self.more):
            self._group.addButton(button)
        # Whoever corrects a name means it everywhere; whoever gives the first one goes through a conversation.
        (self.more if self._before else self.one).setChecked(True)
        self.apply, self.cancel = QPushButton(), QPushButton()
        self.apply.setProperty("kind", "primary")
        self.apply.setDefault(True)
        self.apply.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP * 2, theme.GAP * 2, theme.GAP * 2, theme.GAP * 2)
        column.setSpacing(theme.GAP)
        for widget in (self.label, self.name, self.one, self.more):
            column.addWidget(widget)
        column.addSpacing(theme.GAP)
        column.addLayout(row)
        self.setMinimumWidth(360)
        self._say()

    @property
    def speaker(self) -> str | None:
        """Return the name that was given, None when there is none."""
        return " ".join(self.name.currentText().split()) or None

    @property
    def reach(self) -> Reach:
        """Return which pieces are meant."""
        if self.one.isChecked():
            return Reach.ONE
        return Reach.SAME if self._before else Reach.FOLLOWING

    def _say(self) -> None:
        self.setWindowTitle(self.tr("Speaker"))
        self.label.setText(self.tr("Who says this?"))
        self.name.setAccessibleName(self.tr("Name of the speaker"))
        self.one.setText(self.tr("For this line"))
        everywhere = self.tr("For every line of “%1”").replace("%1", self._before or "")
        self.more.setText(everywhere if self._before else self.tr("For this line and those after it without a name"))
        self.apply.setText(self.tr("Name"))
        self.cancel.setText(self.tr("Cancel"))

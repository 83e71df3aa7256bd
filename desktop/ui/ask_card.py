"""A question in place, before something is done that takes time or room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.icon_label import IconLabel
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Callable

    Words = tuple[str, str, str]
    """The question, what is to be known about it, and the word for yes."""


class AskCard(QFrame):
    """Hidden unless something is asked; one question at a time."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        """Ask beside a drawing."""
        super().__init__(parent)
        self.setProperty("tile", True)
        self._say: Callable[[], Words] | None = None
        self._agreed: Callable[[], object] | None = None
        self.heading = text_label("strong", wrap=True)
        self.note = text_label("small", tone="muted", wrap=True)
        self.yes, self.no = QPushButton(), QPushButton()
        self.yes.setProperty("kind", "primary")
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self.forget)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(IconLabel(icon, 20, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.heading, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.yes)
        foot.addWidget(self.no)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP * 2, GAP + 4, GAP * 2, GAP + 4)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addLayout(foot)
        self.hide()

    def ask(self, say: Callable[[], Words], agreed: Callable[[], object]) -> None:
        """Ask; `say` gives the words in the language of the window, `agreed` is called on a yes."""
        self._say, self._agreed = say, agreed
        self.retranslate()
        self.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Ask nothing any more."""
        self._say = self._agreed = None
        self.hide()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.no.setText(self.tr("Not now"))
        if self._say is not None:
            heading, note, yes = self._say()
            self.heading.setText(heading)
            self.note.setText(note)
            self.yes.setText(yes)
            self.setAccessibleName(heading)
        for button in (self.yes, self.no):
            button.setAccessibleName(button.text())

    def _agree(self) -> None:
        agreed = self._agreed
        self.forget()
        if agreed is not None:
            agreed()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

"""A line on a page about what just happened, with a button that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton

from desktop.ui import icons
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel


class NoticeBar(QFrame):
    """Hidden until its page has something to say; the page writes `text` and `action`."""

    def __init__(self, text: QLabel, icon: str) -> None:
        """Lay out `text`, a button with `icon`, and one that closes the bar."""
        super().__init__()
        self.setProperty("role", "notice")
        self.setProperty("card", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.text = text
        self.action = QPushButton()
        self.action.setProperty("kind", "quiet")
        self.action.setIcon(icons.icon(icon, "accent"))
        self.dismiss = QToolButton()
        self.dismiss.setIcon(icons.icon("x", "muted"))
        self.dismiss.setIconSize(QSize(16, 16))
        self.dismiss.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.dismiss.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP * 2, GAP // 2, GAP // 2, GAP // 2)
        row.addWidget(self.text, 1)
        row.addWidget(self.action)
        row.addWidget(self.dismiss)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Write what is the same on every page anew."""
        self.dismiss.setAccessibleName(self.tr("Close this message"))
        self.dismiss.setToolTip(self.dismiss.accessibleName())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

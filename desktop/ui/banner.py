"""A calm banner across the window: something went wrong, nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from desktop.ui import icons, theme
from desktop.ui.icon_label import IconLabel
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from desktop.core.errors import Failure


class Banner(QWidget):
    """One message at a time, with its details for a bug report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._details = ""
        self._failure: Failure | None = None
        self._text = text_label("body", wrap=True)
        self.copy_button = QPushButton()
        self.copy_button.setProperty("kind", "quiet")
        self.copy_button.setIcon(icons.icon("copy", "accent"))
        self.copy_button.clicked.connect(self._copy_details)
        self._close = QToolButton()
        self._close.setIcon(icons.icon("x", "text"))
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP * 2, GAP, GAP, GAP)
        row.setSpacing(GAP + 2)
        row.addWidget(IconLabel("circle-alert", 18, "warning"))
        row.addWidget(self._text, 1)
        row.addWidget(self.copy_button)
        row.addWidget(self._close)
        self.retranslate()
        self.hide()

    def tell(self, text: str, details: str = "", failure: Failure | None = None) -> None:
        """Show a sentence, until `failure` is over; `details` go to the clipboard when the user asks for them."""
        self._details, self._failure = details, failure
        self._text.setText(text)
        self.copy_button.setVisible(bool(details))
        self.setAccessibleName(text)
        self.show()

    def withdraw(self, failure: Failure) -> None:
        """Hide what was said of a failure that is over; another message stays."""
        shown = self._failure
        if shown is not None and (shown.code, shown.arguments) == (failure.code, failure.arguments):
            self.hide()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.copy_button.setText(self.tr("Copy details"))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the banner."""
        with QPainter(self) as painter:
            theme.fill(painter, self.rect(), "warning_soft")

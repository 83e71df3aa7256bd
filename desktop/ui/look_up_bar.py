"""One question to a server: asked about first, waited for, and told why it was not answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui import icons
from desktop.ui.consent_card import ConsentCard
from desktop.ui.icon_label import IconLabel
from desktop.ui.language import failure_text
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.core.errors import Failure
    from desktop.jobs.inquiries import Inquiry
    from desktop.ui.downloads import Downloads

_DECLINED = "hub-declined"


class LookUpBar(QWidget):
    """Hidden unless something is looked up, or was not found.

    Signals:
        answered: what the server said: a tuple of Found, an Explanation, or a tuple of Update or Refused.
        changed: it began, ended or failed.
    """

    answered = Signal(object)
    changed = Signal()

    def __init__(self, downloads: Downloads, parent: QWidget | None = None) -> None:
        """Ask through `downloads`."""
        super().__init__(parent)
        self._downloads = downloads
        self._ask: Callable[[], int] | None = None  # while an answer is to come
        self._asked: Callable[[], int] | None = None
        self._subject = ("", "")
        self.token = 0
        self._inquiry: Inquiry | None = None
        self._failure: Failure | None = None
        self._icon = IconLabel("loader", 18, "accent")
        self.text = text_label("small", tone="muted", wrap=True)
        self.again, self.cancel = QPushButton(), QPushButton()
        self.again.clicked.connect(self.retry)
        self.cancel.clicked.connect(self.forget)
        self.card = ConsentCard()
        self.card.answered.connect(self._answer)
        self._lay_out()
        downloads.inquired.connect(self._take_inquiry)
        network = downloads.network
        network.found.connect(self._take)
        network.explained.connect(self._take)
        network.compared.connect(self._take)
        network.refused.connect(self._take_failure)
        self.retranslate()
        self._show()

    @property
    def waiting(self) -> bool:
        """Say whether an answer is to come."""
        return self._ask is not None and self._failure is None

    def begin(self, reason: str, subject: str, ask: Callable[[], int]) -> None:
        """Ask something anew; `ask` returns the token of the look-up, `reason` and `subject` are what it is about."""
        self.forget()
        self._subject, self._ask, self._asked = (reason, subject), ask, ask
        self.token = ask()
        self._show()

    def more(self) -> None:
        """Have the next page of a search."""
        self._ask = self._asked
        self._show()
        self._downloads.network.more(self.token)

    def retry(self) -> None:
        """Ask the same again."""
        if self._ask is not None:
            self.begin(*self._subject, self._ask)

    def forget(self) -> None:
        """Wait for nothing any more."""
        if self.token:
            self._downloads.network.forget(self.token)
        self.token, self._ask, self._inquiry, self._failure = 0, None, None, None
        self._show()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.again.setText(self.tr("Try again"))
        self.cancel.setText(self.tr("Cancel"))
        for button in (self.again, self.cancel):
            button.setAccessibleName(button.text())
        self._show()

    def _lay_out(self) -> None:
        self.again.setIcon(icons.icon("rotate-ccw", "text"))
        self.cancel.setProperty("kind", "quiet")
        self._line = QWidget()
        said, buttons = QHBoxLayout(), QHBoxLayout()
        said.setSpacing(GAP)
        said.addWidget(self._icon)
        said.addWidget(self.text, 1)
        buttons.setSpacing(GAP)
        buttons.addWidget(self.again)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._line)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(GAP)
        self._parts.addLayout(said, 1)
        self._parts.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)
        column.addWidget(self.card)

    def _show(self) -> None:
        failed = self._failure
        self._line.setVisible(self._ask is not None and self._inquiry is None)
        self.card.show_inquiry(self._inquiry)
        self.again.setVisible(failed is not None)
        # What went wrong takes more words than there is room for beside the buttons.
        ways = QBoxLayout.Direction
        self._parts.setDirection(ways.TopToBottom if failed is not None else ways.LeftToRight)
        self._icon.show_icon(*(("circle-alert", "bad") if failed is not None else ("loader", "accent")))
        self.text.setText(" ".join(failure_text(failed)) if failed is not None else self.tr("Waiting for the answer…"))
        self.setVisible(self._ask is not None)
        self.changed.emit()

    @Slot(object)
    def _take_inquiry(self, inquiry: Inquiry) -> None:
        if self._ask is not None and self._subject == (inquiry.question.reason, inquiry.question.subject):
            self._inquiry = inquiry
            self._show()

    def _answer(self, allowed: bool) -> None:
        inquiry, self._inquiry = self._inquiry, None
        if inquiry is not None:
            self._show()
            self._downloads.network.answer(inquiry.number, allowed=allowed)

    @Slot(int, object)
    def _take(self, token: int, value: object) -> None:
        if token == self.token:
            self._ask, self._failure = None, None
            self._show()
            self.answered.emit(value)

    @Slot(int, object)
    def _take_failure(self, token: int, failure: Failure) -> None:
        if token != self.token:
            return
        if failure.code == _DECLINED:
            self.forget()
        else:
            self._inquiry, self._failure = None, failure
            self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

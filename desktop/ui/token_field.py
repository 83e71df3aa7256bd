"""The access token for the server of models: given, replaced and forgotten, and never shown again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import IlhaError
from desktop.ui import icons
from desktop.ui.language import failure_text
from desktop.ui.text_label import set_tone, text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.core.errors import Failure
    from desktop.hub.tokens import Token
    from desktop.jobs.background import Background
    from desktop.jobs.download_thread import DownloadThread

_LONGEST = 512


class TokenField(QWidget):
    """Looks at the keyring when it is shown, in the background: a keyring may ask its owner.

    Signals:
        kept: a token was given.
    """

    kept = Signal()

    def __init__(self, network: DownloadThread, background: Background, parent: QWidget | None = None) -> None:
        """Keep the token that `network` shows its server."""
        super().__init__(parent)
        self._tokens = network.tokens
        self._background = background
        self._token: Token | None = None
        self._failure: Failure | None = None
        self._busy = False
        self.said = text_label("body", wrap=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaxLength(_LONGEST)
        self.field.setMinimumWidth(120)
        self.keep_button, self.forget_button = QPushButton(), QPushButton()
        self.forget_button.setIcon(icons.icon("trash-2"))
        self.note = text_label("small", tone="muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.field, 1)
        row.addWidget(self.keep_button)
        row.addWidget(self.forget_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        column.addWidget(self.said)
        column.addLayout(row)
        column.addWidget(self.note)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._show)
        self.field.returnPressed.connect(self.keep)
        self.keep_button.clicked.connect(self.keep)
        self.forget_button.clicked.connect(self.forget)
        self.retranslate()

    def look(self) -> None:
        """Find out what is known."""
        self._run(self._tokens.look, self._take)

    def keep(self) -> None:
        """Keep what was written; the field is empty afterwards, whatever comes of it."""
        text = self.field.text()
        self.field.clear()
        if text.strip():
            self._run(partial(self._tokens.keep, text), self._take_kept)

    def forget(self) -> None:
        """Forget the token."""
        self._run(self._tokens.forget, self._take)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.field.setAccessibleName(self.tr("Access token"))
        self.keep_button.setToolTip(self.tr("Keep it in the keyring of this system, where there is one"))
        self.forget_button.setText(self.tr("Forget"))
        self.forget_button.setToolTip(self.tr("Remove the token from the keyring of this system"))
        self._show()

    # --- what is shown -----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        token, known = self._token, self._token is not None and self._token.source is not None
        self.said.setText(self._state(token) if token is not None else "")
        self.said.setVisible(known)
        self.field.setPlaceholderText(self.tr("Paste another one") if known else self.tr("Paste a token"))
        self.keep_button.setText(self.tr("Replace") if known else self.tr("Keep"))
        self.keep_button.setEnabled(not self._busy and bool(self.field.text().strip()))
        self.forget_button.setVisible(token is not None and token.source in {"keyring", "run"})
        self.forget_button.setEnabled(not self._busy)
        set_tone(self.note, "bad" if self._failure is not None else "muted")
        if self._failure is not None:
            self.note.setText(" ".join(failure_text(self._failure)))
        elif token is not None:
            text = self.tr("For models whose terms you accepted, and private ones. Only {host} is ever shown it.")
            self.note.setText(text.format(host=token.host))
        self.note.setVisible(bool(self.note.text()))
        for button in (self.keep_button, self.forget_button):
            button.setAccessibleName(self.tr("%1: access token").replace("%1", button.text()))

    def _state(self, token: Token) -> str:
        text = {
            "keyring": self.tr("One that ends in …{ending} lies in the keyring of this system."),
            "run": self.tr("One that ends in …{ending} is kept for this run only: this system has no keyring."),
            "environment": self.tr("One that ends in …{ending} comes from HF_TOKEN."),
        }.get(token.source or "", "")
        return text.format(ending=token.ending)

    # --- the background ----------------------------------------------------------------------------------------------

    def _run(self, work: Callable[[], Token], done: Callable[[Token], None]) -> None:
        self._busy, self._failure = True, None
        self._show()
        self._background.run(work, done, self._lose)

    def _take(self, token: Token) -> None:
        self._busy, self._token = False, token
        self._show()

    def _take_kept(self, token: Token) -> None:
        self._take(token)
        self.kept.emit()

    def _lose(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, IlhaError):
            self._failure = error.failure()
        self._show()
        if self._failure is None:
            raise error

    def showEvent(self, event: QShowEvent) -> None:
        """Look at what is known."""
        super().showEvent(event)
        if not event.spontaneous():
            self.look()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

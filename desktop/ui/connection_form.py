"""The way to the server of models, for networks that need another than the usual one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.core.errors import IlhaError
from desktop.ui import drop_zone, icons
from desktop.ui.language import failure_text
from desktop.ui.text_label import set_tone, text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from desktop.core.errors import Failure
    from desktop.state.settings import Settings
    from desktop.ui.services import Services


class ConnectionForm(QObject):
    """Fields for a page that lays them out; each is put into force when it is left, unless it cannot be right."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        """Show the settings in force."""
        super().__init__(parent)
        self._services = services
        self._faults: dict[QLabel, Failure] = {}
        self.server, self.proxy = QLineEdit(), QLineEdit()
        self.server_note, self.proxy_note, self.trust_note = (
            text_label("small", tone="muted", wrap=True) for _ in range(3)
        )
        self.trust = QWidget()
        self.file = QLineEdit()
        self.file.setReadOnly(True)
        self.choose, self.usual = QPushButton(), QPushButton()
        self.choose.setIcon(icons.icon("folder"))
        row = QHBoxLayout(self.trust)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.file, 1)
        row.addWidget(self.choose)
        row.addWidget(self.usual)
        self.server.editingFinished.connect(self._take_server)
        self.proxy.editingFinished.connect(self._take_proxy)
        self.choose.clicked.connect(self._choose)
        self.usual.clicked.connect(lambda: self._change(self.trust_note, ca_file=""))
        services.preferences.changed.connect(self.fill)
        self.retranslate()

    def fill(self, settings: Settings) -> None:
        """Show `settings`; what somebody is writing just now stays."""
        for field, value in ((self.server, settings.hub), (self.proxy, settings.proxy)):
            if not field.hasFocus() and not field.isModified():
                field.setText(value)
        self.file.setText(settings.ca_file or self.tr("Those of the system"))
        self.usual.setEnabled(bool(settings.ca_file))

    def retranslate(self) -> None:
        """Write every text anew."""
        self.server.setPlaceholderText("https://huggingface.co")
        self.proxy.setPlaceholderText(self.tr("As the system says"))
        self.choose.setText(self.tr("Choose…"))
        self.choose.setToolTip(self.tr("Trust the certificates in a file instead, as some companies want it"))
        self.usual.setText(self.tr("Those of the system"))
        for button in (self.choose, self.usual):
            button.setAccessibleName(self.tr("%1: certificates").replace("%1", button.text()))
        self.file.setAccessibleName(self.tr("File of certificates"))
        self._show()
        self.fill(self._services.preferences.current)

    def _show(self) -> None:
        texts = {
            self.server_note: self.tr("A mirror speaks as the Hub does. HF_ENDPOINT counts more."),
            self.proxy_note: self.tr(
                "“none” for none. Name and password in it are kept in the keyring of this system, else for this run."
            ),
            self.trust_note: "",
        }
        for note, text in texts.items():
            fault = self._faults.get(note)
            set_tone(note, "muted" if fault is None else "bad")
            note.setText(text if fault is None else " ".join(failure_text(fault)))
            note.setVisible(bool(note.text()))

    # --- changes -----------------------------------------------------------------------------------------------------

    def _take_server(self) -> None:
        from desktop.hub.tokens import checked_server

        try:
            address = checked_server(self.server.text())
        except IlhaError as error:
            self._tell(self.server_note, error)
        else:
            self._change(self.server_note, hub=address)
            self.server.setModified(False)

    def _take_proxy(self) -> None:
        if self.proxy.isModified():
            text = self.proxy.text()
            self._services.background.run(
                partial(self._services.network.tokens.keep_proxy, text),
                self._use_proxy,
                partial(self._tell, self.proxy_note),
            )

    def _use_proxy(self, address: str) -> None:
        self.proxy.setModified(False)
        self.proxy.setText(address)
        self._change(self.proxy_note, proxy=address)

    def _choose(self) -> None:
        for file in drop_zone.ask_for_files(self.trust, self.tr("Choose a file of certificates"))[:1]:
            self._change(self.trust_note, ca_file=str(file))
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, note: QLabel, **fields: object) -> None:
        self._faults.pop(note, None)
        try:
            self._services.preferences.change(**fields)
        except IlhaError as error:
            self._tell(note, error)
        self._show()

    def _tell(self, note: QLabel, error: Exception) -> None:
        if not isinstance(error, IlhaError):
            raise error
        self._faults[note] = error.failure()
        self._show()

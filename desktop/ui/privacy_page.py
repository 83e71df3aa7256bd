"""What was ever sent, what may be sent, and what the operating system refuses: told, switched and proved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.core.errors import IlhaError
from desktop.state.ledger import Totals
from desktop.ui import theme
from desktop.ui.data_card import DataCard
from desktop.ui.icon_label import IconLabel
from desktop.ui.language import failure_text, filled
from desktop.ui.ledger_card import LedgerCard
from desktop.ui.network_switch import NetworkSwitch
from desktop.ui.proof_card import ProofCard
from desktop.ui.shortcuts import tip
from desktop.ui.text_label import set_tone, text_label
from desktop.worker.privacy import record, sentence

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop.jobs.traffic import Traffic
    from desktop.state.settings import Settings
    from desktop.ui.services import Services
    from desktop.worker.privacy import NetworkRecord

_WIDEST = 1040


class PrivacyPage(QWidget):
    """One sentence, the switch, the wall, the ledger and what is kept.

    Signals:
        erase_wanted: everything is to be erased, models too or not.
    """

    erase_wanted = Signal(bool)

    def __init__(self, services: Services, traffic: Traffic, parent: QWidget | None = None) -> None:
        """Read the ledger when the page is shown, and again when it changes meanwhile."""
        super().__init__(parent)
        self._services = services
        self._record: NetworkRecord | None = None
        self._trouble: IlhaError | None = None
        self._reading = self._again = False
        self.title = text_label("title")
        self.icon = IconLabel("shield", 36)
        self.sentence = text_label("title", wrap=True)
        self.detail = text_label("body", tone="muted", wrap=True)
        self.network = text_label("heading")
        self.switch = NetworkSwitch(services.preferences)
        self.network_note = text_label("body", tone="muted", wrap=True)
        self.wall = text_label("heading")
        self.proof = ProofCard(services)
        self.requests = text_label("heading")
        self.ledger = LedgerCard(services)
        self.ledger.check_wanted.connect(self.reload)
        self.kept = text_label("heading")
        self.data = DataCard(services)
        self.data.erase_wanted.connect(self.erase_wanted)
        self._lay_out()
        traffic.changed.connect(self._follow)
        services.preferences.changed.connect(self._tell_network)
        self.retranslate()

    def reload(self) -> None:
        """Read the ledger and check every row of it, in the background."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._services.background.run(partial(record, self._services.home), self._take, self._miss)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.title.setText(self.tr("Privacy"))
        self.network.setText(self.tr("What may be sent"))
        self.wall.setText(self.tr("What the models can reach"))
        self.requests.setText(self.tr("Every request"))
        self.kept.setText(self.tr("What is kept on this computer"))
        self._tell_network(self._services.preferences.current)
        self._tell()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(theme.GAP // 2)
        words.addWidget(self.sentence)
        words.addWidget(self.detail)
        said = _card()
        row = QHBoxLayout(said)
        row.setContentsMargins(*(theme.GAP * 2,) * 4)
        row.setSpacing(theme.GAP * 2)
        row.addWidget(self.icon)
        row.addLayout(words, 1)
        switch = _card()
        rows = QVBoxLayout(switch)
        rows.setContentsMargins(*(theme.GAP * 2,) * 4)
        rows.setSpacing(theme.GAP)
        rows.addWidget(self.switch)
        rows.addWidget(self.network_note)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inner)
        column.setContentsMargins(*(theme.GAP * 3,) * 4)
        column.setSpacing(theme.GAP)
        parts = (said, self.network, switch, self.wall, self.proof, self.requests, self.ledger, self.kept, self.data)
        for widget in (self.title, *parts):
            column.addWidget(widget, 1 if widget is self.ledger else 0)
            if widget in {said, switch, self.proof, self.ledger}:
                column.addSpacing(theme.GAP)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _take(self, found: NetworkRecord) -> None:
        self._record, self._trouble = found, None
        self.ledger.show_record(found)
        self._tell()
        self._end()

    def _miss(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, IlhaError):
            raise error
        self._trouble = error
        self.ledger.show_trouble()
        self._tell()

    def _end(self) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.reload()

    @Slot(object)
    def _follow(self, _totals: object) -> None:
        if self.isVisible():
            self.reload()

    def _tell(self) -> None:
        if self._trouble is not None:
            self.sentence.setText(filled("privacy", *sentence(Totals(incomplete=True))))
            self.detail.setText(" ".join(failure_text(self._trouble.failure())))
            self._judge(trusted=False)
            return
        if self._record is None:
            self.sentence.setText(self.tr("The record of all requests is being read…"))
            return
        self.sentence.setText(filled("privacy", *sentence(self._record.totals)))
        if self._record.whole:
            refused = self._record.totals.refused
            parts = [self.tr("This counts every request of Ilha, of the window and of the command line.")]
            parts += [self.tr("%Ln request(s) was refused.", "", refused)] if refused else []
            self.detail.setText(" ".join(parts))
        else:
            doubt = self.tr("That is what the record says, but do not rely on it.")  # the card of the rows says why
            self.detail.setText(doubt if self._record.rows else filled("privacy", *self._record.verdict))
        self._judge(trusted=self._record.whole)

    def _judge(self, *, trusted: bool) -> None:
        self.icon.show_icon(*(("shield-check", "good") if trusted else ("shield-alert", "bad")))
        set_tone(self.detail, "muted" if trusted else "bad")

    @Slot(object)
    def _tell_network(self, settings: Settings) -> None:
        notes = {
            "offline": self.tr("Nothing is sent unless you say yes to a question that names server and purpose."),
            "ask": self.tr(
                "Once you agreed to a server it may be searched until Ilha ends; each download is asked about."
            ),
            "allowed": self.tr("What you start in the model manager is done without a question, and nothing else."),
        }
        self.network_note.setText(notes[settings.network])
        self.switch.setToolTip(tip(self.tr("Go offline, or be asked again"), "network"))

    def showEvent(self, event: QShowEvent) -> None:
        """Show what happened meanwhile."""
        self.reload()
        self.data.reload()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _card() -> QFrame:
    card = QFrame()
    card.setProperty("card", True)
    return card

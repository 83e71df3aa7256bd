"""The question before anything is sent: to whom, what for, and how much would come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui import icons, language
from desktop.ui.icon_label import IconLabel
from desktop.ui.model_text import licence_text, name_of, warning_text
from desktop.ui.text_label import ElidedLabel, term_label, text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.hub.gate import Proposal, Question
    from desktop.jobs.inquiries import Inquiry

_FILES = 4  # named one by one; the others are counted


class ConsentCard(QFrame):
    """Shows one inquiry at a time; nothing is sent before its yes.

    Signals:
        answered: whether it is allowed.
    """

    answered = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setProperty("tile", True)
        self._question: Question | None = None
        self.heading = text_label("strong", wrap=True)
        self.text = text_label("body", wrap=True)
        self.note = text_label("small", tone="muted", wrap=True)
        self._facts = QFormLayout()
        self.yes, self.no = QPushButton(), QPushButton()
        self.yes.setProperty("kind", "primary")
        self.yes.clicked.connect(lambda: self.answered.emit(True))
        self.no.clicked.connect(lambda: self.answered.emit(False))
        self._lay_out()
        self.hide()

    def show_inquiry(self, inquiry: Inquiry | None) -> None:
        """Ask this, or nothing any more."""
        question = inquiry.question if inquiry is not None else None
        if question != self._question:
            self._question = question
            self.retranslate()
        self.setVisible(question is not None)

    def retranslate(self) -> None:
        """Write every text anew."""
        while self._facts.rowCount():
            self._facts.removeRow(0)
        self.no.setText(self.tr("Not now"))
        self.no.setToolTip(self.tr("Nothing more is sent"))
        if self._question is None:
            return
        proposal = self._question.proposal
        if proposal is None:
            self._ask_to_ask(self._question)
        else:
            self._ask_to_download(self._question, proposal)
        self.setAccessibleName(self.heading.text())
        for button in (self.yes, self.no):
            button.setAccessibleName(button.text())

    def _ask_to_ask(self, question: Question) -> None:
        host, subject = question.host, name_of(question.subject)
        said = {
            "search": self.tr("The words “{subject}” would be sent, and what fits would be listed here."),
            "info": self.tr("It would be asked for the list of files, the card and the configuration of “{subject}”."),
            "update": self.tr("It would be asked for the newest commit and the list of files of: {subject}."),
        }.get(
            question.reason,
            self.tr("It would be asked which files “{subject}” needs. Before they are downloaded you are asked again."),
        )
        self.heading.setText(self.tr("May Ilha ask {host}?").format(host=host))
        self.text.setText(said.format(subject=subject))
        self.note.setText(
            self.tr("Nothing was sent so far. Your yes holds for this server until Ilha is closed.")
            if question.mode == "ask"
            else self.tr("Nothing was sent so far. Your yes holds for this one question; then Ilha is offline again.")
        )
        self.yes.setText(self.tr("Ask it"))
        self.yes.setIcon(icons.icon("external-link", "accent_text"))
        self.yes.setToolTip(self.tr("Send this question to {host}").format(host=host))

    def _ask_to_download(self, question: Question, proposal: Proposal) -> None:
        size = language.size(proposal.size_bytes)
        self.heading.setText(self.tr("Download {size} from {host}?").format(size=size, host=question.host))
        self.text.setText(" · ".join(filter(None, (name_of(proposal.repo), proposal.variant))))
        for name, value in self._described(proposal):
            self._facts.addRow(term_label(name), value)
        self.note.setText(self.tr("Every byte is compared with the digest of its commit before anything is installed."))
        self.yes.setText(self.tr("Download {size}").format(size=size))
        self.yes.setIcon(icons.icon("download", "accent_text"))
        self.yes.setToolTip(self.tr("Download from {host} and install").format(host=question.host))

    def _described(self, proposal: Proposal) -> Iterator[tuple[str, QLabel]]:
        if proposal.parts:
            yield from self._parts(proposal)
        else:
            yield from self._files(proposal)
        if proposal.warnings:
            yield self.tr("Mind"), _value("\n".join(map(warning_text, proposal.warnings)), tone="warning")

    def _parts(self, proposal: Proposal) -> Iterator[tuple[str, QLabel]]:
        """Say of each model of a pack what is said of one."""
        for part in proposal.parts:
            files = self.tr("%n file(s)", "", len(part.files))
            size, commit = language.size(part.size_bytes), self.tr("commit %1").replace("%1", part.commit[:12])
            needs = " · ".join((part.variant, f"{files}, {size}", self._licence(part), commit))
            yield self.tr("Model"), _value(f"{part.repo}\n{needs}")

    def _files(self, proposal: Proposal) -> Iterator[tuple[str, QLabel]]:
        largest = sorted(proposal.files, key=lambda file: -file[1])
        lines = [f"{path} · {language.size(size_bytes)}" for path, size_bytes in largest[:_FILES]]
        if len(largest) > _FILES:
            lines.append(self.tr("%n more", "", len(largest) - _FILES))
        yield self.tr("%n file(s)", "", len(largest)), _value("\n".join(lines))
        yield self.tr("Commit"), _value(proposal.commit, whole=False)
        yield self.tr("Licence"), _value(self._licence(proposal))

    def _licence(self, proposal: Proposal) -> str:
        licence = licence_text(proposal.licence)
        if proposal.base_licence:
            text = self.tr("{licence}; made from a model under {base}")
            return text.format(licence=licence, base=licence_text(proposal.base_licence))
        return licence

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(IconLabel("shield-check", 20, "accent"))
        head.addWidget(self.heading, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.yes)
        foot.addWidget(self.no)
        foot.addStretch(1)
        self._facts.setHorizontalSpacing(GAP * 2)
        self._facts.setVerticalSpacing(GAP // 2)
        self._facts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self._facts.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP * 2, GAP + 4, GAP * 2, GAP + 4)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addLayout(self._facts)
        column.addWidget(self.note)
        column.addLayout(foot)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _value(text: str, *, tone: str = "", whole: bool = True) -> QLabel:
    label = text_label("small", tone=tone, wrap=True) if whole else ElidedLabel("small", tone=tone)
    label.setText(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label

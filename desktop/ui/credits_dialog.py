"""Whose work the models are and under which licences: to read, to copy and to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.errors import IlhaError
from desktop.hub.attribution import credits_of, credits_text, save_credits
from desktop.ui import drop_zone, icons
from desktop.ui.language import failure_text, translate
from desktop.ui.markdown_browser import MarkdownBrowser
from desktop.ui.model_text import licence_text
from desktop.ui.text_label import set_tone, text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.core.model import InstalledModel

_SIZE = (620, 560)


class CreditsDialog(QDialog):
    """Lists models; opened with `open()`."""

    def __init__(self, models: Sequence[InstalledModel], parent: QWidget | None = None) -> None:
        """List `models` in their order."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        self._models = models
        self.heading = text_label("heading", wrap=True)
        self.text = MarkdownBrowser()
        self.told = text_label("small", wrap=True)
        self.told.hide()
        self.copy_button, self.save_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self.copy_button.setIcon(icons.icon("copy"))
        self.save_button.setIcon(icons.icon("save"))
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.accept)
        self._lay_out()
        self.retranslate()
        self.resize(*_SIZE)
        self.close_button.setDefault(True)
        self.close_button.setFocus()

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.text)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(GAP * 3,) * 4)
        column.setSpacing(GAP * 2)
        column.addWidget(self.heading)
        column.addWidget(area, 1)
        column.addWidget(self.told)
        column.addLayout(foot)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setWindowTitle(self.tr("Models and their licences"))
        self.heading.setText(self.tr("Whose work the models are"))
        self.text.setAccessibleName(self.heading.text())
        self.text.show_markdown("\n".join(self._lines()))
        self.copy_button.setText(self.tr("Copy"))
        self.copy_button.setToolTip(self.tr("Copy the list as Markdown"))
        self.save_button.setText(self.tr("Save…"))
        self.save_button.setToolTip(self.tr("Save the list with the text of every licence"))
        self.close_button.setText(self.tr("Close"))
        for button in (self.copy_button, self.save_button, self.close_button):
            button.setAccessibleName(button.text())

    def _lines(self) -> Iterator[str]:
        """Say of each model whose work it is; what is copied and saved is in English, as a kit has it."""
        for credit in credits_of(self._models):
            terms = licence_text(credit.licence)
            if credit.base_licence:
                made = self.tr("%1, made from a model under %2")
                terms = made.replace("%1", terms).replace("%2", credit.base_licence)
            yield f"- **{translate('catalogue', credit.title)}** (`{credit.id}`): {terms}."
            if credit.repo:
                source = self.tr("From %1.")
                yield "  " + source.replace("%1", credit.repo)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(credits_text(self._models))
        self._tell(self.tr("The list was copied."), "good")

    def _save(self) -> None:
        for out in drop_zone.ask_for_target(self, self.tr("Save the list"), "models-licences.md"):
            try:
                save_credits(self._models, out)
            except IlhaError as error:
                self._tell(" ".join(failure_text(error.failure())), "bad")
            else:
                self._tell(self.tr("Saved as %1.").replace("%1", str(out)), "good")

    def _tell(self, text: str, tone: str) -> None:
        set_tone(self.told, tone)
        self.told.setText(text)
        self.told.show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

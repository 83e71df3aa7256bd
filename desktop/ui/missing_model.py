"""What a task page shows in place of its files while there is no model: which ones fit, and how to add one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.core.suggested import SUGGESTED
from desktop.ui import icons
from desktop.ui.icon_label import IconLabel
from desktop.ui.language import translate
from desktop.ui.text_label import ElidedLabel, text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from desktop.core.suggested import SuggestedModel
    from desktop.core.task import Task
    from desktop.ui.model_import import ModelImport


class MissingModel(QFrame):
    """A card with the models that are known to fit."""

    def __init__(self, task: Task, adding: ModelImport, parent: QWidget | None = None) -> None:
        """Name models of `task`; `adding` adds a folder."""
        super().__init__(parent)
        self._adding = adding
        self.setProperty("card", True)
        self.heading = text_label("heading")
        self.text = text_label("body", tone="muted", wrap=True)
        self._pair: tuple[str, str] | None = None
        self.rows = [_Suggestion(model) for model in SUGGESTED.get(task.id, ())]
        self.add = QPushButton()
        self.add.setProperty("kind", "primary")
        self.add.setIcon(icons.icon("folder-plus", "accent_text"))
        self.add.clicked.connect(adding.ask)
        self.reason = text_label("small", tone="muted", wrap=True)
        adding.changed.connect(self._show_adding)
        self._lay_out()
        self.retranslate()

    def show_pair(self, source: str, target: str) -> None:
        """Name only the models that help to translate from one language into another."""
        self._pair = (source, target)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP + 4)
        head.addWidget(IconLabel("package", 24, "accent"))
        head.addWidget(self.heading, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GAP + 4)
        foot.addWidget(self.add)
        foot.addWidget(self.reason, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP * 2, GAP * 2, GAP * 2, GAP * 2)
        column.setSpacing(GAP + 4)
        column.addLayout(head)
        column.addWidget(self.text)
        for row in self.rows:
            column.addWidget(row)
        column.addLayout(foot)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.heading.setText(self.tr("This needs a model that is not on this computer"))
        fitting = [row for row in self.rows if self._pair is None or row.model.helps(*self._pair)]
        self.text.setText(
            self.tr("Bring the folder of one of these models to this computer, as it is on the Hub, and add it here.")
            if fitting
            else self.tr("Bring the folder of a model for this to this computer, as it is on the Hub, and add it here.")
        )
        self.add.setText(self.tr("Add a model folder…"))
        self.setAccessibleName(self.heading.text())
        for row in self.rows:
            row.setVisible(row in fitting)
            row.retranslate()
        self._show_adding()

    def _show_adding(self) -> None:
        self.add.setEnabled(not self._adding.reason)
        self.reason.setText("" if self._adding.busy else self._adding.reason)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _Suggestion(QFrame):
    def __init__(self, model: SuggestedModel) -> None:
        super().__init__()
        self.setProperty("tile", True)
        self.model = model
        self.name, self.summary = ElidedLabel("strong"), text_label("small", tone="muted", wrap=True)
        self.name.setText(model.repo_id)
        self.licence = text_label("small", tone="muted")
        self.copy = QToolButton()
        self.copy.setIcon(icons.icon("copy", "muted"))
        self.copy.setIconSize(QSize(16, 16))
        self.copy.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(model.address))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(self.summary)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP + 4, GAP, GAP, GAP)
        row.setSpacing(GAP)
        row.addLayout(words, 1)
        row.addWidget(self.licence)
        row.addWidget(self.copy)

    def retranslate(self) -> None:
        self.summary.setText(translate("suggested", self.model.summary))
        self.licence.setText(self.tr("Licence: %1").replace("%1", self.model.licence))
        self.setAccessibleName(f"{self.model.repo_id}, {self.summary.text()} {self.licence.text()}")
        self.copy.setAccessibleName(self.tr("Copy the address of %1").replace("%1", self.model.repo_id))
        self.copy.setToolTip(self.tr("Copy its address: %1").replace("%1", self.model.address))

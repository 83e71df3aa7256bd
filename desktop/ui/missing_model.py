"""What a task page shows in place of its files while there is no model: which ones fit, and how they come here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.state.catalogue import suggested
from desktop.ui import icons, language
from desktop.ui.download_row import DownloadRow
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.icon_label import IconLabel
from desktop.ui.language import translate
from desktop.ui.model_text import licence_text
from desktop.ui.text_label import ElidedLabel, text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from desktop.core.catalogue import CatalogueModel
    from desktop.core.task import Task
    from desktop.ui.downloads import Downloads
    from desktop.ui.model_import import ModelImport


class MissingModel(QFrame):
    """A card with the models that are known to fit; it is filled when it is first seen, which most never are."""

    def __init__(self, task: Task, adding: ModelImport, parent: QWidget | None = None) -> None:
        """Name models of `task`; `adding` adds a folder."""
        super().__init__(parent)
        self._adding = adding
        self.setProperty("card", True)
        self.heading = text_label("heading", wrap=True)
        self.text = text_label("body", tone="muted", wrap=True)
        self._pair: tuple[str, str] | None = None
        self._models = suggested(task.id)
        self.rows: list[_Suggestion] = []
        self.add = QPushButton()
        self.add.setIcon(icons.icon("folder-plus"))
        self.add.clicked.connect(adding.ask)
        self.more = QPushButton()
        self.more.setProperty("kind", "quiet")
        self.more.setIcon(icons.icon("package", "accent"))
        self.more.clicked.connect(lambda: adding.all_wanted.emit(task.id))
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
        head.addWidget(IconLabel("package", 24, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.heading, 1)
        self._foot = QWidget()
        flow = FlowLayout(self._foot)
        flow.addWidget(self.add)
        flow.addWidget(self.more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GAP * 2, GAP * 2, GAP * 2, GAP * 2)
        self._column.setSpacing(GAP + 4)
        self._column.addLayout(head)
        self._column.addWidget(self.text)
        self._column.addWidget(self._foot)

    def _fill(self) -> None:
        self.rows = [_Suggestion(model, self._adding.downloads) for model in self._models]
        for row in self.rows:
            self._column.insertWidget(self._column.indexOf(self._foot), row)
        for row in self.rows[:1]:
            row.recommend()
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.heading.setText(self.tr("This needs a model that is not on this computer"))
        fitting = [model for model in self._models if self._pair is None or model.helps(*self._pair)]
        if len(fitting) > 1:
            advice = self.tr("Download one of these, or add the folder of a model that is on this computer already.")
        elif fitting:
            advice = self.tr("Download this one, or add the folder of a model that is on this computer already.")
        else:
            advice = self.tr(
                "Look for one on the page of models, or add the folder of one that is on this computer already."
            )
        self.text.setText(advice)
        self.more.setText(self.tr("More models"))
        self.more.setAccessibleName(self.more.text())
        self.add.setText(self.tr("Add a model folder…"))
        self.setAccessibleName(self.heading.text())
        for row in self.rows:
            row.setVisible(row.model in fitting)
            row.retranslate()
        self._show_adding()

    def _show_adding(self) -> None:
        self.add.setEnabled(not self._adding.busy)
        self.add.setToolTip(self._adding.reason)

    def showEvent(self, event: QShowEvent) -> None:
        """Fill the card the first time."""
        if self._models and not self.rows:
            self._fill()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _Suggestion(QFrame):
    def __init__(self, model: CatalogueModel, downloads: Downloads) -> None:
        super().__init__()
        self.setProperty("tile", True)
        self.model = model
        self._downloads = downloads
        self.name, self.summary = ElidedLabel("strong"), text_label("small", tone="muted", wrap=True)
        self.name.setText(model.repo_id)
        self.needs = text_label("small", tone="muted", wrap=True)
        self.download = QPushButton()
        self.download.setIcon(icons.icon("download"))
        self.download.clicked.connect(lambda: downloads.begin(model.repo_id))
        self.copy = QToolButton()
        self.copy.setIcon(icons.icon("copy", "muted"))
        self.copy.setIconSize(QSize(16, 16))
        self.copy.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(model.address))
        self.transfer = DownloadRow(downloads, model.repo_id)
        words = QVBoxLayout()
        words.setSpacing(1)
        for widget in (self.name, self.summary, self.needs):
            words.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(words, 1)
        row.addWidget(self.download)
        row.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP + 4, GAP, GAP, GAP)
        column.addLayout(row)
        column.addWidget(self.transfer)
        downloads.listed.connect(self._follow)
        self._follow()

    def recommend(self) -> None:
        self.download.setProperty("kind", "primary")
        self.download.setIcon(icons.icon("download", "accent_text"))

    def retranslate(self) -> None:
        self.summary.setText(translate("catalogue", self.model.summary))
        licence = licence_text(self.model.effective_licence)
        if licence == self.model.effective_licence:  # else it says that it is none
            licence = self.tr("Licence: %1").replace("%1", licence)
        self.needs.setText(f"≈ {language.size(self.model.size_bytes)} · {licence}")
        self.setAccessibleName(f"{self.model.repo_id}, {self.summary.text()} {self.needs.text()}")
        self.download.setText(self.tr("Download…"))
        self.download.setAccessibleName(self.tr("Download %1").replace("%1", self.model.repo_id))
        self.download.setToolTip(self.tr("You are asked before anything is sent"))
        self.copy.setAccessibleName(self.tr("Copy the address of %1").replace("%1", self.model.repo_id))
        self.copy.setToolTip(self.tr("Copy its address: %1").replace("%1", self.model.address))

    def _follow(self) -> None:
        self.download.setVisible(self.model.repo_id not in self._downloads.coming)

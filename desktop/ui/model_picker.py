"""Which model a task runs with: those that are here, and a way to add one from a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.core.model import ModelState
from desktop.core.task import AUTOMATIC
from desktop.ui import icons, language
from desktop.ui.elided_box import ElidedBox
from desktop.ui.language import translate
from desktop.ui.model_text import model_title
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from desktop.core.model import InstalledModel
    from desktop.core.task import Task
    from desktop.ui.model_import import ModelImport
    from desktop.ui.services import Services


class ModelPicker(QWidget):
    """A list of models with title, precision and size; the unusable ones stay in it and say so."""

    changed = Signal()
    """Another model was picked."""

    def __init__(self, services: Services, task: Task, adding: ModelImport, parent: QWidget | None = None) -> None:
        """Show the models of `task`; `adding` brings new ones."""
        super().__init__(parent)
        self._services = services
        self._task = task
        self._adding = adding
        self.label = text_label("small", tone="muted")
        self.box = ElidedBox()
        self.box.setMinimumWidth(240)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.currentIndexChanged.connect(self.changed)
        self.label.setBuddy(self.box)
        self.add = QToolButton()
        self.add.setIcon(icons.icon("folder-plus", "accent"))
        self.add.setIconSize(QSize(18, 18))
        self.add.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add.clicked.connect(adding.ask)
        adding.changed.connect(self._show_adding)
        row = QHBoxLayout()
        row.setSpacing(GAP // 2)
        row.addWidget(self.box)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addLayout(row)
        self._able = False
        self.refresh()

    @property
    def chosen(self) -> str | None:
        """Return the id of the model that was picked, or `AUTOMATIC`."""
        chosen = self.box.currentData()
        return str(chosen) if chosen else None

    @property
    def able(self) -> bool:
        """Say whether any of the models can run."""
        return self._able

    @property
    def first(self) -> bool:
        """Say whether the model is the one that would be taken anyway."""
        return self.box.currentIndex() <= 0

    def pick(self, model: str) -> None:
        """Pick a model by id, if it is here."""
        row = self.box.findData(model)
        if row >= 0:
            self.box.setCurrentIndex(row)

    def refresh(self) -> None:
        """Show the models that are on the shelf now; what was picked stays so."""
        models = self._services.shelf.for_task(self._task.id)
        chosen = self.chosen
        self.box.blockSignals(True)
        self.box.clear()
        self._able = any(model.state is ModelState.READY for model in models)
        if self._task.chooses and self._able:
            self.box.addItem("", AUTOMATIC)
        for model in models:
            self.box.addItem("", model.spec.id)
            if model.state is not ModelState.READY:
                item = self.box.model()
                item.setData(item.index(self.box.count() - 1, 0), 0, Qt.ItemDataRole.UserRole - 1)
        self.box.setEnabled(bool(models))
        if chosen:
            self.pick(chosen)
        self.box.blockSignals(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.label.setText(self.tr("Model"))
        self.box.setAccessibleName(self.tr("Model"))
        self.box.setPlaceholderText(self.tr("No model yet"))
        automatic = self.box.findData(AUTOMATIC)
        if automatic >= 0:
            self.box.setItemText(automatic, self.tr("Automatic"))
            tip = self.tr("The best of the models that are here, by the languages; two where one is not enough")
            self.box.setItemData(automatic, tip, Qt.ItemDataRole.ToolTipRole)
        for row, model in enumerate(self._services.shelf.for_task(self._task.id), automatic + 1):
            self.box.setItemText(row, self._words(model))
            about = translate("catalogue", model.spec.summary) or model.spec.id
            self.box.setItemData(row, about, Qt.ItemDataRole.ToolTipRole)
        self.box.setToolTip(self.box.currentText())
        self.add.setAccessibleName(self.tr("Add a model folder…"))
        self._show_adding()

    def _words(self, model: InstalledModel) -> str:
        parts = [model_title(model.spec), model.spec.variant, language.size(model.spec.size_bytes)]
        if model.spec.task != self._task.id:
            parts.append(self.tr("by meaning"))
        if model.state is not ModelState.READY:
            parts.append(self.tr("incomplete"))
        return " · ".join(part for part in parts if part)

    def _show_adding(self) -> None:
        self.add.setEnabled(not self._adding.reason)
        tip = self.tr("Add a model folder from this computer")
        self.add.setToolTip(self._adding.reason or tip)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

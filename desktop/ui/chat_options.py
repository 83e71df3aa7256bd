"""How a conversation is held: the model, its instructions, and how it draws its words; folded away as a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.core.task import AUTOMATIC, parameters
from desktop.ui.language import translate
from desktop.ui.model_picker import ModelPicker
from desktop.ui.params_form import ParamsForm
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.core.model import InstalledModel
    from desktop.core.task import Task, Value
    from desktop.ui.model_import import ModelImport
    from desktop.ui.services import Services

SYSTEM = "system"
_LINES = 3


class ChatOptions(QFrame):
    """Says what is asked for; what is as usual is left out.

    Signals:
        changed: the user wants another model or something else of it.
    """

    changed = Signal()

    def __init__(self, services: Services, task: Task, adding: ModelImport, parent: QWidget | None = None) -> None:
        """Show what is usual for `task`."""
        super().__init__(parent)
        self.setProperty("card", True)
        self._services = services
        self._parameters = {parameter.name: parameter for parameter in parameters(task)}
        self._task = task
        self.picker = ModelPicker(services, task, adding)
        self.form = ParamsForm(task, self.picker, only=[name for name in self._parameters if name != SYSTEM])
        self.label = text_label("small", tone="muted")
        self.prompt = QPlainTextEdit()
        self.prompt.setTabChangesFocus(True)
        self.prompt.setFixedHeight(self.prompt.fontMetrics().lineSpacing() * _LINES + GAP * 3)
        self.label.setBuddy(self.prompt)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP * 2, GAP + 4, GAP * 2, GAP * 2)
        column.setSpacing(GAP // 2)
        column.addWidget(self.label)
        column.addWidget(self.prompt)
        column.addSpacing(GAP)
        column.addWidget(self.form)
        column.addStretch(1)
        self.picker.changed.connect(self.changed)
        self.form.changed.connect(self.changed)
        self.prompt.textChanged.connect(self.changed)
        self.retranslate()

    @property
    def model(self) -> str:
        """Return the id of the model to ask, or `AUTOMATIC` for the first there is."""
        return AUTOMATIC if self.picker.first else self.picker.chosen or AUTOMATIC

    @property
    def installed(self) -> InstalledModel | None:
        """Return the model that would answer."""
        models = self._services.shelf.for_task(self._task.id)
        return next((model for model in models if model.spec.id == self.picker.chosen), None)

    def params(self) -> dict[str, Value]:
        """Return the options that are not as usual, the instructions among them."""
        shown: dict[str, Value] = {SYSTEM: self.prompt.toPlainText().strip(), **self.form.values()}
        return {name: value for name, value in shown.items() if value != self._parameters[name].default}

    def show_options(self, model: str, params: Mapping[str, Value]) -> None:
        """Show other ones, without `changed`."""
        usual = {name: parameter.default for name, parameter in self._parameters.items()}
        wanted = usual | dict(params)
        self.blockSignals(True)
        self.prompt.setPlainText(str(wanted.pop(SYSTEM)))
        self.form.set_values(wanted)
        self.picker.box.setCurrentIndex(0)
        self.picker.pick(model)
        self.blockSignals(False)

    def retranslate(self) -> None:
        """Write every text anew."""
        system = self._parameters[SYSTEM]
        self.label.setText(translate("tasks", system.label))
        self.prompt.setPlaceholderText(translate("tasks", system.placeholder))
        self.prompt.setAccessibleName(self.label.text())
        self.prompt.setToolTip(translate("tasks", system.help))
        self.setAccessibleName(self.tr("Options"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

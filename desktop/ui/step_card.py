"""One step of a recipe in the editor: what is done, with which model, with which options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from desktop.core.recipe import OWN_STEPS, Step
from desktop.core.task import AUTOMATIC, parameters
from desktop.ui import icons
from desktop.ui.model_picker import ModelPicker
from desktop.ui.params_form import ParamsForm
from desktop.ui.recipe_text import step_title, task_words
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.task import Task
    from desktop.ui.model_import import ModelImport
    from desktop.ui.services import Services

UP, DOWN, REMOVE = "up", "down", "remove"
_ICONS = {UP: "chevron-up", DOWN: "chevron-down", REMOVE: "trash-2"}


class StepCard(QFrame):
    """Shows a step; a task that is chosen is told, for it makes another card.

    Signals:
        changed: another model or option.
        chosen: id of the task that is wanted instead.
        asked: `UP`, `DOWN` or `REMOVE`.
    """

    changed = Signal()
    chosen = Signal(str)
    asked = Signal(str)

    def __init__(
        self, services: Services, adding: ModelImport, number: int, step: Step, choices: Sequence[Task]
    ) -> None:
        """Show a step; `choices` are the tasks that could be done in its place."""
        super().__init__()
        self.setProperty("tile", True)
        self._services, self._number, self._step = services, number, step
        self._known = {task.id: task for task in choices}
        self._task = self._known[step.task]
        self.number = text_label("strong", tone="muted")
        self.tasks = QComboBox()
        _shrink(self.tasks, 6)
        for task in choices:
            self.tasks.addItem(icons.icon(task.icon, "muted"), "", task.id)
        self.tasks.setCurrentIndex(self.tasks.findData(step.task))
        self.tasks.activated.connect(self._choose)
        self.buttons = {action: self._button(action) for action in (UP, DOWN, REMOVE)}
        self.summary = text_label("small", tone="muted", wrap=True)
        self.toggle = QToolButton()
        self.toggle.setCheckable(True)
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggle.setIconSize(QSize(16, 16))
        self.toggle.toggled.connect(self._fold)
        self.picker: ModelPicker | None = None
        self.form: ParamsForm | None = None
        if step.task not in OWN_STEPS:
            self.picker, self.form = self._options(adding)
        self._lay_out()
        self._fold(self.form is not None and bool(self.form.lacking()))
        self.retranslate()

    @property
    def step(self) -> Step:
        """Return the step as it is shown."""
        if self.form is None or self.picker is None:
            return Step(task=self._task.id)
        usual = {parameter.name: parameter.default for parameter in parameters(self._task)}
        params = {name: value for name, value in self.form.values().items() if value != usual[name]}
        return Step(task=self._task.id, model=self._model(), params=params)

    @property
    def lacking(self) -> str:
        """Return the translated name of an option that has to be filled in, or an empty string."""
        return self.form.lacking() if self.form is not None else ""

    def allow(self, actions: frozenset[str]) -> None:
        """Let these be asked for, others not."""
        for action, button in self.buttons.items():
            button.setEnabled(action in actions)

    def retranslate(self) -> None:
        """Write every text anew."""
        title, summary = task_words(self._task)
        self.setAccessibleName(self.tr("Step %1: %2").replace("%1", str(self._number + 1)).replace("%2", title))
        self.number.setText(str(self._number + 1))
        self.number.setMinimumWidth(self.number.fontMetrics().horizontalAdvance("0"))  # a 1 takes less than a 2
        self.summary.setText(summary)
        self.tasks.setAccessibleName(self.tr("Task"))
        self.tasks.setToolTip(self.tr("Only what can work on the result of the step before is listed"))
        for row in range(self.tasks.count()):
            self.tasks.setItemText(row, step_title(self.tasks.itemData(row), self._services.tasks | self._known))
        names = {UP: self.tr("Move up"), DOWN: self.tr("Move down"), REMOVE: self.tr("Remove this step")}
        for action, button in self.buttons.items():
            button.setToolTip(names[action])
            button.setAccessibleName(names[action])
        self.toggle.setText(self.tr("Model and options"))
        self.toggle.setAccessibleName(self.toggle.text())

    # --- inside ------------------------------------------------------------------------------------------------------

    def _options(self, adding: ModelImport) -> tuple[ModelPicker, ParamsForm]:
        """Build what chooses the model and the parameters."""
        picker = ModelPicker(self._services, self._task, adding)
        _shrink(picker.box, 18)
        form = ParamsForm(self._task, picker)
        self._prepare_picker(picker)
        form.set_values(self._step.params)
        picker.changed.connect(self.changed)
        form.changed.connect(self.changed)
        return picker, form

    def _prepare_picker(self, picker: ModelPicker) -> None:
        """Pick the model of the step; one that is not here stays in the list, or it would be lost."""
        wanted = self._step.model
        if wanted != AUTOMATIC and picker.box.findData(wanted) < 0:
            picker.box.addItem(wanted, wanted)
        if wanted != AUTOMATIC:
            picker.pick(wanted)

    def _model(self) -> str:
        assert self.picker is not None
        return AUTOMATIC if self.picker.first and self._step.model == AUTOMATIC else self.picker.chosen or AUTOMATIC

    def _button(self, action: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(_ICONS[action], "muted"))
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.asked.emit(action))
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP // 2)
        head.addWidget(self.number)
        head.addSpacing(GAP // 2)
        head.addWidget(self.tasks, 1)
        for button in self.buttons.values():
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP + 4, GAP, GAP, GAP)
        column.setSpacing(GAP // 2)
        column.addLayout(head)
        column.addWidget(self.summary)
        if self.form is not None:
            column.addWidget(self.toggle)
            column.addWidget(self.form)
        self.toggle.setVisible(self.form is not None)

    def _fold(self, opened: bool) -> None:
        self.toggle.setChecked(opened)
        self.toggle.setIcon(icons.icon("chevron-down" if opened else "chevron-right", "muted"))
        if self.form is not None:
            self.form.setVisible(opened)

    def _choose(self) -> None:
        wanted = str(self.tasks.currentData())
        if wanted != self._task.id:
            self.chosen.emit(wanted)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _shrink(box: QComboBox, letters: int) -> None:
    """Let a list be narrower than what it holds: a card stands in a column that may be narrow."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)
    box.setMinimumWidth(0)

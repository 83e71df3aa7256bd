"""One page for every task: what it does, its model and options, a place for files, and its jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.media import InputFile, MediaKind
from desktop.core.model import ModelState
from desktop.ui import language
from desktop.ui.file_tray import kind_name
from desktop.ui.language import failure_text, translate
from desktop.ui.params_form import ParamsForm
from desktop.ui.text_box import TextBox
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP
from desktop.ui.work_page import WorkPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.job import Job
    from desktop.core.task import Task
    from desktop.ui.reception import Reception, Refused
    from desktop.ui.services import Services
    from desktop.ui.window_memory import WindowMemory

_MARGIN = GAP * 3
_TYPED = {MediaKind.TEXT}


class TaskPage(WorkPage):
    """Files start at once with the options that are shown; a typed text starts with Ctrl+Enter."""

    def __init__(
        self,
        services: Services,
        reception: Reception,
        task: Task,
        memory: WindowMemory,
        parent: QWidget | None = None,
    ) -> None:
        """Show the last options of `task`."""
        super().__init__(parent)
        self.attach(services, reception, task.id)
        self.task = task
        self._memory = memory
        self._accepted: tuple[InputFile, ...] = ()
        self._refused: tuple[Refused, ...] = ()
        self.title = text_label("title")
        self.summary = text_label("body", tone="muted", wrap=True)
        self.problem = text_label("small", tone="bad", wrap=True)
        self.model_label = text_label("small", tone="muted")
        self.picker = QComboBox()
        self.form = ParamsForm(task)
        self.text = TextBox(lines=3) if _TYPED & set(task.accepts) else None
        self._fill_picker()
        self._recall()
        self._connect()
        self._lay_out()
        self.zone.set_compact(True)
        self.retranslate()

    @property
    def chosen_model(self) -> str | None:
        """Return the id of the model that was picked."""
        chosen = self.picker.currentData()
        return str(chosen) if chosen else None

    def submit(self) -> None:
        """Run the typed text, else the selected jobs again with these options, else ask for files."""
        if self.text is not None and self.text.text.strip():
            self.text.submit()
        elif self.jobs.view.chosen():
            self.run_again(self.jobs.view.chosen())
        else:
            self.open_files()

    def run_again(self, jobs: Sequence[Job]) -> None:
        """Run the inputs of jobs again with the options of this page."""
        self._run(tuple(job.input for job in jobs))

    def take_files(self, files: tuple[InputFile, ...]) -> None:
        """Keep what fits and refuse the rest with its reason."""
        self._accepted += tuple(file for file in files if file.kind in self.task.accepts)
        accepts = self._accepts()
        self._refused += tuple(self.refusal(file, accepts) for file in files if file.kind not in self.task.accepts)

    def take_refused(self, refused: tuple[Refused, ...]) -> None:
        """Keep what cannot be used."""
        self._refused += refused

    def take_end(self) -> None:
        """Start what fits and say what does not."""
        files, refused = self._accepted, self._refused
        self._accepted, self._refused = (), ()
        lines = [" ".join(failure_text(failure)) for _name, failure in refused[:3]]
        if len(refused) > 3:
            lines.append(self.tr("%n more cannot be used.", "", len(refused) - 3))
        self.problem.setText("\n".join(lines))
        self.problem.setVisible(bool(lines))
        if files:
            self._run(files)

    def cancel(self) -> bool:
        """Put the reasons away."""
        had = self.problem.isVisible()
        self.problem.hide()
        return had

    def retranslate(self) -> None:
        """Write every text anew."""
        title = translate("tasks", self.task.title)
        self.setAccessibleName(title)
        self.title.setText(title)
        self.summary.setText(translate("tasks", self.task.summary))
        self.model_label.setText(self.tr("Model"))
        self.picker.setAccessibleName(self.tr("Model"))
        self.zone.set_accepts(self.tr("%1 · they start at once").replace("%1", self._accepts()))
        self._name_models()
        if self.text is not None:
            self.text.retranslate()

    def _accepts(self) -> str:
        return ", ".join(kind_name(kind) for kind in self.task.accepts)

    def _fill_picker(self) -> None:
        for model in self.services.shelf.for_task(self.task.id):
            self.picker.addItem("", model.spec.id)
            row = self.picker.count() - 1
            item = self.picker.model()
            ready = model.state is ModelState.READY
            if not ready:
                item.setData(item.index(row, 0), 0, Qt.ItemDataRole.UserRole - 1)
        self.picker.setMinimumWidth(240)
        self.picker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def _name_models(self) -> None:
        models = self.services.shelf.for_task(self.task.id)
        for row, model in enumerate(models):
            parts = [model.spec.title, language.size(model.spec.size_bytes)]
            if model.state is not ModelState.READY:
                parts.append(self.tr("incomplete"))
            self.picker.setItemText(row, " · ".join(parts))
            self.picker.setItemData(row, model.spec.summary, Qt.ItemDataRole.ToolTipRole)
        self.picker.setToolTip(self.picker.currentText())
        able = any(model.state is ModelState.READY for model in models)
        self.picker.setEnabled(bool(models))
        self.zone.setEnabled(able)
        if self.text is not None:
            self.text.setEnabled(able)
        if not able:
            self.problem.setText(self.tr("This needs a model that is not on this computer."))
            self.problem.show()

    def _recall(self) -> None:
        options = self._memory.options(self.task.id)
        model = options.pop("model", None)
        row = self.picker.findData(model) if model else -1
        if row >= 0:
            self.picker.setCurrentIndex(row)
        self.form.set_values(options)

    def _remember(self) -> None:
        options: dict[str, object] = dict(self.form.values())
        if self.picker.currentIndex() > 0:
            options["model"] = self.chosen_model
        self._memory.keep_options(self.task.id, options)

    def _connect(self) -> None:
        self.form.changed.connect(self._remember)
        self.picker.currentIndexChanged.connect(self._remember)
        if self.text is not None:
            self.text.submitted.connect(lambda text: self.reception.text(self, text))
            self.text.pasted.connect(self.take_mime)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.summary)
        options = QHBoxLayout()
        options.setSpacing(GAP * 2)
        pick = QVBoxLayout()
        pick.setSpacing(4)
        self.model_label.setBuddy(self.picker)
        pick.addWidget(self.model_label)
        pick.addWidget(self.picker)
        options.addLayout(pick)
        options.addWidget(self.form, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, GAP * 3, _MARGIN, GAP * 2)
        column.setSpacing(GAP * 2)
        column.addLayout(words)
        column.addLayout(options)
        column.addWidget(self.zone)
        if self.text is not None:
            column.addWidget(self.text)
        column.addWidget(self.problem)
        column.addWidget(self.jobs, 1)
        self.problem.hide()

    def _run(self, files: Sequence[InputFile]) -> None:
        self.start(files, self.task.id, self.chosen_model, self.form.values())

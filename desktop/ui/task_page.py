"""One page for every task: what it does, its model and options, a place for files, and its jobs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import tasks
from desktop.core.media import InputFile, MediaKind
from desktop.core.task import parameters
from desktop.ui.file_tray import kinds_text
from desktop.ui.fitting_area import FittingArea
from desktop.ui.language import failure_text, translate
from desktop.ui.missing_model import MissingModel
from desktop.ui.model_picker import ModelPicker
from desktop.ui.params_form import ParamsForm
from desktop.ui.table_options import TableOptions
from desktop.ui.text_box import TextBox
from desktop.ui.text_label import page_head, text_label
from desktop.ui.theme import GAP
from desktop.ui.waiting_files import WaitingFiles
from desktop.ui.work_page import WorkPage
from desktop.worker.table_rows import by_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.job import Job
    from desktop.core.model import InstalledModel
    from desktop.core.task import Task, Value
    from desktop.ui.model_import import ModelImport
    from desktop.ui.reception import Reception, Refused
    from desktop.ui.services import Services
    from desktop.ui.window_memory import WindowMemory

_MARGIN = GAP * 3
_TYPED = {MediaKind.TEXT}


class TaskPage(WorkPage):
    """Files start at once with the options that are shown; a typed text starts with Ctrl+Enter.

    While a required option is empty, files wait in place; so does a table, until it is said which column is meant.
    """

    def __init__(
        self,
        services: Services,
        reception: Reception,
        task: Task,
        memory: WindowMemory,
        *,
        adding: ModelImport,
        parent: QWidget | None = None,
    ) -> None:
        """Show the last options of `task`; `adding` brings new models."""
        super().__init__(parent)
        self.attach(services, reception, task.id)
        self.task = task
        self.memory = memory
        self.adding = adding
        self._accepted: tuple[InputFile, ...] = ()
        self._refused: tuple[Refused, ...] = ()
        self._waiting: tuple[InputFile, ...] = ()
        self.column = QVBoxLayout(self)
        self.title = text_label("title")
        self.summary = text_label("body", tone="muted", wrap=True)
        self.problem = text_label("small", tone="bad", wrap=True)
        self.news = text_label("small", tone="good", wrap=True)
        self.picker = ModelPicker(services, task, adding)
        self.form = self.make_form()
        self.tables = TableOptions(task)
        self.missing = MissingModel(task, adding)
        self.waiting = WaitingFiles()
        self.text = self.make_text()
        self.recall(memory.options(task.id))
        self.connect_parts()
        self.zone.set_compact(True)  # before its place in a scroll area: fonts that are set there are lost
        self.lay_out()
        self.retranslate()

    def make_form(self) -> ParamsForm:
        """Build the options; a page of its own kind builds here what its options need as well."""
        return ParamsForm(self.task, self.picker)

    def make_text(self) -> TextBox | None:
        """Build the field for a typed text, for a task that works on texts."""
        return TextBox(lines=3) if _TYPED & set(self.task.accepts) else None

    def parts(self) -> tuple[QWidget | None, ...]:
        """Return what stands under the words of the page, in its order."""
        return self.form, self.tables, self.news, self.missing, self.zone, self.text

    def options(self) -> dict[str, Value]:
        """Return the parameters as they are shown."""
        return self.form.values()

    def recall(self, options: dict[str, Any]) -> None:
        """Show options that were kept."""
        self.picker.pick(str(options.pop("model", None) or ""))
        self.form.set_values(options)

    def remember(self) -> None:
        """Keep what was chosen, and nothing that was written: a question says much about what it is asked of."""
        written = {one.name for one in parameters(self.task) if one.type == "string" and not one.choices}
        options: dict[str, object] = {name: value for name, value in self.options().items() if name not in written}
        if not self.picker.first:
            options["model"] = self.picker.chosen
        self.memory.keep_options(self.task.id, options)

    def submit(self) -> None:
        """Run what waits or was typed, else the selected jobs again with these options, else ask for files."""
        if self._waiting:
            self._run_waiting()
        elif self.text is not None and self.text.text.strip():
            self.text.submit()
        elif self.jobs.view.chosen():
            self.run_again(self.jobs.view.chosen())
        else:
            self.open_files()

    def run_again(self, jobs: Sequence[Job]) -> None:
        """Run the inputs of jobs again with the options of this page, or let them wait for what is lacking."""
        self.run(tuple(job.input for job in jobs))

    def wait_for(self, files: tuple[InputFile, ...]) -> None:
        """Keep files until the user has written what the task needs to know."""
        self._waiting = files
        self._look_at_table()
        self.arrange()
        self.form.focus_lacking()

    def take_files(self, files: tuple[InputFile, ...]) -> None:
        """Keep what fits and refuse the rest with its reason."""
        fitting = [file for file in files if tasks.accepts(self.task, file)]
        self._accepted += tuple(fitting)
        self._refused += tuple(self.refusal(file, self.accepts()) for file in files if file not in fitting)

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
            self.run(files)

    def cancel(self) -> bool:
        """Put waiting files and reasons away."""
        had = self.problem.isVisible() or bool(self._waiting)
        self._waiting = ()
        self.problem.hide()
        self.arrange()
        return had

    def follow_models(self, added: InstalledModel | None) -> None:
        """Show the models that are on the shelf now; the one that was just added is picked if it is for this task."""
        self.picker.refresh()
        if added is not None and added.spec.serves(self.task.id):
            self.picker.pick(added.spec.id)
        self.arrange()

    def retranslate(self) -> None:
        """Write every text anew."""
        title = translate("tasks", self.task.title)
        self.setAccessibleName(title)
        self.title.setText(title)
        self.summary.setText(translate("tasks", self.task.summary))
        if self.text is not None:
            self.text.retranslate()
        self._show_adding()
        self.arrange()

    def arrange(self) -> None:
        """Show what the state of the page asks for: a model, a word that is lacking, or files."""
        able, lacking = self.picker.able, self.form.lacking()
        self.tables.setVisible(able and self._table is not None)
        working = able or self.model.rowCount() > 0
        self.missing.setVisible(not able)
        self.form.setVisible(able or self.picker.box.count() > 0)
        self.jobs.setVisible(working)
        self.column.setStretch(self.column.count() - 1, 0 if working else 1)
        for part in (self.zone, self.text):
            if part is not None:
                part.setVisible(able)
        accepts = self.accepts()
        late = self.tr("%1 · they wait until “%2” is filled in").replace("%2", lacking)
        self.zone.set_accepts((late if lacking else self.tr("%1 · they start at once")).replace("%1", accepts))
        self.waiting.show_files(self._waiting if able else (), self._lacking())
        if self.text is not None:
            self.text.block(self.tr("Fill in “%1” first.").replace("%1", lacking) if lacking else "")

    def _show_adding(self) -> None:
        """Say what became of a folder that was added."""
        self.news.setText(self.adding.news)
        self.news.setVisible(bool(self.adding.news))
        trouble = self.adding.trouble
        if trouble or self.adding.news:
            self.problem.setText(trouble)
            self.problem.setVisible(bool(trouble))

    @property
    def _table(self) -> InputFile | None:
        """Return the first table that waits to be worked on by rows."""
        return next((file for file in self._waiting if by_row(self.task, file, {})), None)

    def _lacking(self) -> str:
        """Return the name of what must be said before the files that wait can start."""
        return self.form.lacking() or (self.tables.lacking() if self._table is not None else "")

    def _look_at_table(self) -> None:
        """Offer the columns of a table, which are read where they can do no harm."""
        from desktop.media.tables.head import TableHead, heads_of

        table = self._table
        if table is not None:
            self.tables.show_heads(None)

            def show(heads: tuple[TableHead, ...]) -> None:
                if self._table == table:
                    self.tables.show_heads(heads)
                    self.waiting.start.setFocus()

            self.services.background.run(partial(heads_of, table), show)

    def _run_waiting(self) -> None:
        files = self._waiting
        if not files or self._lacking():
            return
        said = {file: self.tables.values() for file in files if by_row(self.task, file, {})}
        self._waiting = ()
        self.arrange()
        for told in (True, False):
            part = [file for file in files if (file in said) is told]
            if part:
                params = {**self.options(), **(said[part[0]] if told else {})}
                self.start(part, self.task.id, self.picker.chosen, params)

    def accepts(self) -> str:
        """Say what can be dropped here."""
        return kinds_text(self.task.accepts)

    def connect_parts(self) -> None:
        """Let the parts act on one another."""
        self.form.changed.connect(self.remember)
        self.form.changed.connect(self.arrange)
        self.tables.changed.connect(self.arrange)
        self.form.entered.connect(self._run_waiting)
        self.picker.changed.connect(self.remember)
        self.waiting.run.connect(self._run_waiting)
        self.waiting.cleared.connect(self.cancel)
        self.adding.changed.connect(self._show_adding)
        self.model.counted.connect(self.arrange)
        if self.text is not None:
            self.text.submitted.connect(lambda text: self.reception.text(self, text))
            self.text.pasted.connect(self.take_mime)

    def lay_out(self) -> None:
        """Put the parts in their places."""
        self.head = QHBoxLayout()
        self.head.addLayout(page_head(self.title, self.summary), 1)
        upper = QWidget()
        parts = QVBoxLayout(upper)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(GAP * 2)
        parts.addLayout(self.head)
        for widget in self.parts():
            if widget is not None:
                parts.addWidget(widget)
        column = self.column
        column.setContentsMargins(_MARGIN, GAP * 3, _MARGIN, GAP * 2)
        column.setSpacing(GAP * 2)
        column.addWidget(FittingArea(upper))
        column.addWidget(self.waiting)
        column.addWidget(self.problem)
        column.addWidget(self.jobs, 1)
        column.addStretch(0)
        self.problem.hide()

    def run(self, files: Sequence[InputFile]) -> None:
        """Start files, or let them wait for what is lacking."""
        if self.form.lacking() or any(by_row(self.task, file, {}) for file in files):
            self.wait_for((*self._waiting, *files))
        elif self.picker.able:
            self.start(files, self.task.id, self.picker.chosen, self.options())

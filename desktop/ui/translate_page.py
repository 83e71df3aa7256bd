"""The page of translation: two panes that follow one another, and documents that keep their shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.core.job import Job
from desktop.core.languages import language_code
from desktop.core.media import InputFile, MediaKind
from desktop.core.model import ModelState
from desktop.core.routes import way
from desktop.core.task import AUTOMATIC
from desktop.ui import drops, icons
from desktop.ui.fitting_area import FittingArea
from desktop.ui.language_bar import LanguageBar
from desktop.ui.live_translation import LiveState, LiveTranslation
from desktop.ui.missing_model import MissingModel
from desktop.ui.params_form import ParamsForm
from desktop.ui.shortcuts import find
from desktop.ui.task_page import TaskPage
from desktop.ui.text_label import text_label
from desktop.ui.translation_desk import NO_WAY, TranslationDesk
from desktop.worker.table_rows import by_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.errors import Failure
    from desktop.core.model import InstalledModel, ModelSpec
    from desktop.core.task import Task, Value
    from desktop.ui.model_import import ModelImport
    from desktop.ui.reception import Reception
    from desktop.ui.services import Services
    from desktop.ui.text_box import TextBox
    from desktop.ui.window_memory import WindowMemory

_REMEMBERED = ("source", "target", "beams", "model", "open")
"""Of the options; names that must not be translated may say too much about somebody."""


class TranslatePage(TaskPage):
    """A typed text is translated while it is typed and leaves nothing behind; Ctrl+Enter keeps it as a job."""

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
        """Show the last languages; `adding` brings new models."""
        super().__init__(services, reception, task, memory, adding=adding, parent=parent)
        swap = QShortcut(QKeySequence(find("swap").keys), self)
        swap.activated.connect(self.languages.swap)

    # --- building ----------------------------------------------------------------------------------------------------

    def make_form(self) -> ParamsForm:
        """Build languages, panes and options."""
        self._lack: Failure | None = None
        self.languages = LanguageBar()
        self.options_button = QPushButton()
        self.options_button.setProperty("kind", "quiet")
        self.options_button.setCheckable(True)
        self.live = LiveTranslation(self.services.queue.live, self.task.id, self._order, self)
        self.desk = TranslationDesk(self.live)
        self.help = MissingModel(self.task, self.adding)
        self.switch = QPushButton()
        self.switch.setIcon(icons.icon("languages", "accent"))
        self.kept = text_label("small", tone="good", wrap=True)
        self._tables = False
        return ParamsForm(self.task, self.picker, only=("keep", "beams", "column"))

    def make_text(self) -> TextBox | None:
        """Use the panes instead."""
        return None

    def parts(self) -> tuple[QWidget | None, ...]:
        """Return what scrolls where there is no room; the panes stand below it."""
        return self.languages, self.form, self.tables, self.news, self.missing

    def lay_out(self) -> None:
        """Give the panes what room there is."""
        super().lay_out()
        self.head.addWidget(self.options_button, 0, Qt.AlignmentFlag.AlignBottom)
        self._help_area = FittingArea(self.help)
        below = (self.desk, self.switch, self._help_area, self.kept, self.zone)
        for place, widget in enumerate(below, 1):
            self.column.insertWidget(place, widget, 3 if widget is self.desk else 0)
        self.column.setStretch(self.column.indexOf(self.jobs), 2)

    def connect_parts(self) -> None:
        """Let every change translate anew."""
        super().connect_parts()
        self.languages.changed.connect(self._change)
        self.languages.swapped.connect(self._swap)
        self.picker.changed.connect(self._take_models)
        self.form.changed.connect(self._follow_options)
        self.options_button.toggled.connect(self._open_options)
        self.switch.clicked.connect(lambda: self.picker.pick(AUTOMATIC))
        self.live.changed.connect(self._follow_live)
        self.desk.keep_wanted.connect(self.keep)
        self.desk.pasted.connect(self.take_mime)
        self.services.queue.job_changed.connect(self._follow_job)

    # --- options -----------------------------------------------------------------------------------------------------

    def options(self) -> dict[str, Value]:
        """Return the parameters as they are shown."""
        pair: dict[str, Value] = {"source": self.languages.source, "target": self.languages.target}
        return pair | self.form.values()

    def recall(self, options: dict[str, Any]) -> None:
        """Show options that were kept."""
        self.options_button.setChecked(options.pop("open", False) is True)
        super().recall(options)
        self.languages.set_models(self._specs())
        self.languages.set_pair(str(options.get("source", "")), str(options.get("target", "")))

    def remember(self) -> None:
        """Keep languages and model, and nothing that was written."""
        options: dict[str, object] = {**self.options(), "open": self.options_button.isChecked()}
        if not self.picker.first:
            options["model"] = self.picker.chosen
        kept = {name: value for name, value in options.items() if name in _REMEMBERED}
        self.memory.keep_options(self.task.id, kept)

    def follow_models(self, added: InstalledModel | None) -> None:
        """Offer the languages of a model that was just added; what chooses by itself goes on choosing."""
        chosen = self.picker.chosen
        super().follow_models(added)
        self.picker.pick(chosen or AUTOMATIC)
        self._take_models()

    # --- what one does here ------------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Keep what was typed, else run the selected jobs again, else ask for files."""
        if self.desk.text.strip():
            self.keep()
        else:
            super().submit()

    def keep(self) -> None:
        """Make a job of the text, which stays in list and history."""
        if self.desk.text.strip() and self.picker.able:
            self.reception.text(self, self.desk.text)

    def take_mime(self, mime: QMimeData) -> bool:
        """Take a drop or the clipboard; a text goes into the left pane."""
        if not drops.paths_of(mime) and not mime.hasImage() and mime.text().strip() and self.picker.able:
            self.desk.insert(mime.text())
            return True
        return super().take_mime(mime)

    def take_files(self, files: tuple[InputFile, ...]) -> None:
        """Take documents; tables have an option of their own."""
        super().take_files(files)
        if any(file.kind is MediaKind.TABLE for file in files) and not self._tables:
            self._tables = True
            self.options_button.setChecked(True)
            self.arrange()

    def run(self, files: Sequence[InputFile]) -> None:
        """Start files; a text that is kept is on the page already and is not shown a second time."""
        if any(by_row(self.task, file, {}) for file in files):
            self.wait_for((*self._waiting, *files))
            return
        typed = all(file.path.parent == self.services.home.pasted for file in files)
        self.start(files, self.task.id, self.picker.chosen, self.options(), shown=not typed)
        self.kept.setText(self.tr("Kept in the list below and in the history.") if typed else "")
        self.arrange()

    def cancel(self) -> bool:
        """Put away what waits or was said, or give up the translation under way."""
        return super().cancel() or self.live.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Let one type at once."""
        super().showEvent(event)
        if not event.spontaneous() and self.picker.able:
            self.desk.source.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- following ---------------------------------------------------------------------------------------------------

    def _order(self) -> tuple[str | None, dict[str, object]]:
        return self.picker.chosen, dict(self.options())

    def _ready(self) -> list[ModelSpec]:
        models = self.services.shelf.for_task(self.task.id)
        return [model.spec for model in models if model.state is ModelState.READY]

    def _specs(self) -> list[ModelSpec]:
        """Return the models that may be used."""
        chosen = self.picker.chosen
        return [spec for spec in self._ready() if chosen in {AUTOMATIC, spec.id}]

    def _take_models(self) -> None:
        self.languages.set_models(self._specs())
        self._change()
        self.arrange()

    def _change(self) -> None:
        """Remember other languages or models, and translate into or with them at once."""
        self.remember()
        self._set_lack(None)
        self.live.begin()

    def _follow_options(self) -> None:
        self.live.follow(self.desk.text)

    def _open_options(self) -> None:
        self.remember()
        self.arrange()

    def _swap(self) -> None:
        self.remember()
        self.desk.turn()

    @Slot()
    def _follow_live(self) -> None:
        state, value = self.live.state, self.live.value
        if state is LiveState.EMPTY:
            self.languages.show_last(None)
        elif state is LiveState.DONE and value is not None:
            self.languages.show_last(value.translation)
        if state is not LiveState.DONE and self.kept.text():
            self.kept.setText("")
            self.arrange()
        self._set_lack(self.live.failure)

    @Slot(object)
    def _follow_job(self, job: Job) -> None:
        if job.task == self.task.id and job.failure is not None:
            self._set_lack(job.failure)

    def _set_lack(self, failure: Failure | None) -> None:
        """Show what would help where no model knows the way."""
        lack = failure if failure is not None and failure.code in NO_WAY else None
        if lack == self._lack:
            return
        self._lack = lack
        if lack is not None:
            pair = _pair(lack)
            if pair[0] == pair[1] and self.live.failure is lack:  # into the language that it is in: the likeliest, then
                self._lack = None
                self.languages.set_pair(self.languages.source, "")
                self._change()
                return
            self.help.show_pair(*pair)
        self.arrange()

    def arrange(self) -> None:
        """Show what the state of the page asks for."""
        super().arrange()
        able, rows, lack = self.picker.able, self.model.rowCount(), self._lack
        others = lack is not None and not self.picker.first and bool(way(self._ready(), *_pair(lack)))
        self.desk.setVisible(able)
        self.languages.setVisible(able)
        self.options_button.setVisible(able)
        self.form.setVisible(self.options_button.isChecked() if able else self.picker.box.count() > 0)
        self.form.show_field("column", shown=self._tables)
        self.switch.setVisible(others)
        self._help_area.setVisible(able and lack is not None and not others)
        self.kept.setVisible(bool(self.kept.text()))
        changed = not self.picker.first or not self.form.pristine
        self.options_button.setText(self.tr("Options · changed") if changed else self.tr("Options"))
        self.options_button.setIcon(
            icons.icon("chevron-up" if self.options_button.isChecked() else "chevron-down", "accent")
        )
        self.jobs.setVisible(rows > 0)

    def accepts(self) -> str:
        """Say what can be dropped here."""
        from desktop.media.documents import ACCEPTS

        return ACCEPTS

    def retranslate(self) -> None:
        """Write every text anew."""
        self.options_button.setToolTip(self.tr("Model, terms to keep, and how much care is taken"))
        self.switch.setText(self.tr("Use any model that knows these languages"))
        super().retranslate()


def _pair(failure: Failure) -> tuple[str, str]:
    """Return the languages between which there is no way."""
    source, target = (str(failure.arguments.get(name, "")) for name in ("source", "target"))
    return language_code(source), language_code(target)

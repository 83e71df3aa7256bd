"""Which folder is to be watched, what is done with its files, and where the results go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import IlhaError
from desktop.core.model import ModelState
from desktop.core.recipe import PREFIX, is_recipe
from desktop.core.task import table_parameters
from desktop.core.watch import Watch
from desktop.media.export import formats
from desktop.ui import icons
from desktop.ui.elided_box import ElidedBox
from desktop.ui.export_dialog import FORMATS
from desktop.ui.language import failure_text, translate
from desktop.ui.model_text import model_title
from desktop.ui.params_form import ParamsForm
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP
from desktop.worker.recipe import chain_of, is_ready

if TYPE_CHECKING:
    from desktop.core.kind import ResultKind
    from desktop.ui.services import Services


class WatchDialog(QDialog):
    """Adds a folder; opened with `open()`, it never blocks."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        """Offer what can run on this computer."""
        super().__init__(parent)
        self._services = services
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        self.form: ParamsForm | None = None
        self._chosen_out = False
        self._build()
        self._lay_out()
        self.retranslate()
        self.setMinimumWidth(520)
        self._show_task()

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.heading = text_label("heading")
        self.explained = text_label("small", tone="muted", wrap=True)
        self._labels = {name: text_label("strong") for name in ("folder", "task", "format", "out")}
        for name in ("model", "column"):  # like the options of the task, which stand between them
            self._labels[name] = text_label("small", tone="muted")
        self.folder, self.column, self.out = QLineEdit(), QLineEdit(), QLineEdit()
        self.choose_folder, self.choose_out = QPushButton(), QPushButton()
        for button, action in ((self.choose_folder, self._choose_folder), (self.choose_out, self._choose_out)):
            button.setIcon(icons.icon("folder"))
            button.setAutoDefault(False)
            button.clicked.connect(action)
        self.folder.textChanged.connect(self._follow_folder)
        self.out.textEdited.connect(self._take_out)
        self.task, self.model, self.format = QComboBox(), ElidedBox(), QComboBox()
        for task_id, title in self._possible():
            self.task.addItem(title, task_id)
        self.task.currentIndexChanged.connect(self._show_task)
        self.trouble = text_label("body", tone="bad", wrap=True)
        self.trouble.hide()
        self.add, self.leave = QPushButton(), QPushButton()
        self.add.setDefault(True)
        self.add.setProperty("kind", "primary")
        self.add.clicked.connect(self.submit)
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.reject)
        self._fields = {
            "folder": self.folder,
            "task": self.task,
            "model": self.model,
            "column": self.column,
            "format": self.format,
            "out": self.out,
        }
        for name, field in self._fields.items():
            self._labels[name].setBuddy(field)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(GAP * 3,) * 4)
        column.setSpacing(GAP)
        column.addWidget(self.heading)
        column.addWidget(self.explained)
        self._options = QVBoxLayout()
        for name, field, button in (
            ("folder", self.folder, self.choose_folder),
            ("task", self.task, None),
            ("model", self.model, None),
            ("column", self.column, None),
            ("out", self.out, self.choose_out),
            ("format", self.format, None),
        ):
            if name not in {"model", "column"}:
                column.addSpacing(GAP // 2)
            column.addWidget(self._labels[name])
            row = QHBoxLayout()
            row.setSpacing(GAP)
            row.addWidget(field, 1)
            if button is not None:
                row.addWidget(button)
            column.addLayout(row)
            if name == "model":
                column.addLayout(self._options)
        column.addSpacing(GAP)
        column.addWidget(self.trouble)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.add)
        column.addLayout(buttons)

    def _possible(self) -> list[tuple[str, str]]:
        """Return id and title of what can run: tasks that work on files, and recipes."""
        services, shelf = self._services, self._services.shelf
        single = [
            (task.id, translate("tasks", task.title))
            for task in services.tasks.values()
            if task.accepts and any(one.state is ModelState.READY for one in shelf.for_task(task.id))
        ]
        known = services.queue.recipes.known.all()
        chains = [(f"{PREFIX}{one.id}", translate("recipes", one.title)) for one in known if is_ready(one, shelf)]
        return single + chains

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setWindowTitle(self.tr("Watch a folder"))
        self.heading.setText(self.tr("Watch a folder"))
        self.explained.setText(
            self.tr("What lies in it now is worked on as well. Files are read and never changed, moved or deleted.")
        )
        for name, text in (
            ("folder", self.tr("Folder")),
            ("task", self.tr("What is done with its files")),
            ("model", self.tr("Model")),
            ("column", self.tr("Column of a table that holds the texts")),
            ("format", self.tr("Form of the results")),
            ("out", self.tr("Where results go")),
        ):
            self._labels[name].setText(text)
        for name, field in self._fields.items():
            field.setAccessibleName(self._labels[name].text())
        self.column.setPlaceholderText(self.tr("by name or number; not needed where only one has texts"))
        self.choose_folder.setText(self.tr("Choose…"))
        self.choose_out.setText(self.tr("Choose…"))
        self.choose_folder.setAccessibleName(self.tr("Choose the folder to watch"))
        self.choose_out.setAccessibleName(self.tr("Choose the folder of the results"))
        self.leave.setText(self.tr("Cancel"))
        self.add.setText(self.tr("Watch"))

    # --- what is chosen ----------------------------------------------------------------------------------------------

    @property
    def watch(self) -> Watch:
        """Return what was chosen."""
        form, column = str(self.format.currentData() or ""), self.column.text().strip()
        params = dict(self.form.values()) if self.form is not None else {}
        return Watch(
            folder=Path(self.folder.text().strip()).expanduser().absolute(),
            task=str(self.task.currentData() or ""),
            model=self.model.currentData(),
            params=params | ({"column": column} if column and self._takes_tables() else {}),
            formats=(form,) if form else (),
            out=Path(self.out.text().strip()).expanduser().absolute(),
        )

    def submit(self) -> None:
        """Watch the folder, or say why that cannot be."""
        if not self.folder.text().strip() or not self.out.text().strip():
            (self.out if self.folder.text().strip() else self.folder).setFocus(Qt.FocusReason.OtherFocusReason)
            self._complain(self.tr("Name both folders."))
            return
        if self.form is not None and self.form.lacking():
            self.form.focus_lacking()
            self._complain(self.tr("This is needed: %1.").replace("%1", self.form.lacking()))
            return
        try:
            self._services.watcher.add(self.watch)
        except IlhaError as error:
            self._complain(" ".join(failure_text(error.failure())))
        else:
            self.accept()

    def _complain(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.show()
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is shown needs, at this width."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _show_task(self) -> None:
        """Show the options and the forms of what is done."""
        task_id = str(self.task.currentData() or "")
        if self.form is not None:
            self._options.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
        task = self._services.tasks.get(task_id)
        if task is not None:
            self.form = ParamsForm(task)
            self._options.addWidget(self.form)
            self.form.show()  # a form that is not shown yet takes no room
        for widget in (self._labels["column"], self.column):
            widget.setVisible(self._takes_tables())
        ready = [one for one in self._services.shelf.for_task(task_id) if one.state is ModelState.READY] if task else []
        self.model.clear()
        self.model.addItem(self.tr("The usual one"), None)
        for one in ready:
            self.model.addItem(model_title(one.spec), one.spec.id)
        self._labels["model"].setVisible(len(ready) > 1)
        self.model.setVisible(len(ready) > 1)
        self.format.clear()
        self.format.addItem(self.tr("The usual one"), "")
        for name in formats(self._produced(task_id)) if task_id else ():
            self.format.addItem(translate("ExportDialog", FORMATS[name]) if name in FORMATS else f".{name}", name)
        self._fit()

    def _takes_tables(self) -> bool:
        """Say whether what is done may have to be told about a table, and has no field of its own for it."""
        task_id = str(self.task.currentData() or "")
        if is_recipe(task_id):
            return bool(table_parameters(chain_of(self._services.queue.recipes.known.get(task_id))[0]))
        task = self._services.tasks.get(task_id)
        return task is not None and any(one.name == "column" for one in table_parameters(task))

    def _produced(self, task_id: str) -> ResultKind:
        if is_recipe(task_id):
            return chain_of(self._services.queue.recipes.known.get(task_id))[-1].produces
        return self._services.tasks[task_id].produces

    def _follow_folder(self, text: str) -> None:
        """Propose a folder beside the one that is watched, until the user names another."""
        folder = text.strip().rstrip("/")
        if not self._chosen_out:
            self.out.setText(folder + " " + self.tr("results") if folder else "")

    def _take_out(self) -> None:
        self._chosen_out = bool(self.out.text())

    def _choose_folder(self) -> None:
        self._ask(self.tr("Choose the folder to watch"), self.folder)

    def _choose_out(self) -> None:
        self._chosen_out = True
        self._ask(self.tr("Choose the folder of the results"), self.out)

    def _ask(self, title: str, field: QLineEdit) -> None:
        dialog = QFileDialog(self, title, field.text() or str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(field.setText)
        dialog.open()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit what is shown."""
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

"""Adding a model from a folder: ask for it, have it checked and copied in the background, say what came of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.core.errors import IlhaError
from desktop.core.model import InstalledModel
from desktop.ui import drop_zone
from desktop.ui.language import failure_text, translate

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.errors import Failure
    from desktop.ui.services import Services


class ModelImport(QObject):
    """One import at a time, for every page of the window."""

    changed = Signal()
    """It began, ended or failed: `reason`, `news` and `trouble` are different now."""
    imported = Signal(object)
    """The `InstalledModel` that is on the shelf now."""

    def __init__(self, services: Services, window: QWidget) -> None:
        """Import with `services.import_model`."""
        super().__init__(window)
        self._services = services
        self._window = window
        self._folder = ""
        self._added: InstalledModel | None = None
        self._failure: Failure | None = None

    @property
    def busy(self) -> bool:
        """Say whether a folder is being checked and copied."""
        return bool(self._folder)

    @property
    def reason(self) -> str:
        """Return why no folder can be added now, empty when one can."""
        if self._services.import_model is None:
            return self.tr("This version cannot add models yet.")
        return self.tr("One folder is being added already.") if self.busy else ""

    @property
    def news(self) -> str:
        """Return what is going on or went well, empty when there is nothing to say."""
        if self.busy:
            return self.tr("Checking and copying “%1”…").replace("%1", self._folder)
        if self._added is None:
            return ""
        task = self._services.tasks.get(self._added.spec.task)
        text = self.tr("“{model}” was added to “{task}”.")
        return text.format(
            model=self._added.spec.title, task=translate("tasks", task.title) if task else self._added.spec.task
        )

    @property
    def trouble(self) -> str:
        """Return why the last folder was not added."""
        return " ".join(failure_text(self._failure)) if self._failure else ""

    def ask(self) -> None:
        """Let the user choose a folder and add it."""
        if self.reason:
            return
        for folder in drop_zone.ask_for_folder(self._window, self.tr("Choose the folder of a model")):
            self.add(folder)

    def add(self, folder: Path) -> None:
        """Add a folder."""
        assert self._services.import_model is not None
        self._folder, self._added, self._failure = folder.name, None, None
        self.changed.emit()
        self._services.background.run(partial(self._services.import_model, folder), self._take, self._lose)

    def _take(self, model: InstalledModel) -> None:
        self._folder, self._added = "", model
        self._services.shelf.refresh()
        self.changed.emit()
        self.imported.emit(model)

    def _lose(self, error: Exception) -> None:
        self._folder = ""
        if not isinstance(error, IlhaError):
            self.changed.emit()
            raise error
        self._failure = error.failure()
        self.changed.emit()

"""Adding models: from a folder, an archive or a cache on this computer, checked and copied in the background."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.core.errors import Cancelled, IlhaError
from desktop.core.model import InstalledModel
from desktop.ui import drop_zone, drops
from desktop.ui.downloads import Downloads
from desktop.ui.language import failure_text, translate
from desktop.ui.model_text import model_title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.core.errors import Failure
    from desktop.hub.arrivals import Refused
    from desktop.ui.services import Services


_MODELS_AT_MOST = 20


class ModelImport(QObject):
    """One import at a time, for every page of the window; `downloads` brings models from a server."""

    changed = Signal()
    """It began, ended or failed: `reason`, `news` and `trouble` are different now."""
    imported = Signal(object)
    """An `InstalledModel` that is on the shelf now, from wherever it came."""
    offered = Signal(object)
    """Paths of models among what was handed in somewhere: somebody has to be asked whether they shall be added."""
    all_wanted = Signal(str)
    """Somebody wants to see all models for this task."""

    def __init__(self, services: Services, window: QWidget) -> None:
        """Import with `services.keeper`."""
        super().__init__(window)
        self._services = services
        self._window = window
        self._name = ""
        self._waiting: list[Path] = []
        self._added: tuple[InstalledModel, ...] = ()
        self._failures: tuple[Failure, ...] = ()
        self.downloads = Downloads(services, self)
        self.downloads.installed.connect(self._take_download)

    @property
    def busy(self) -> bool:
        """Say whether something is being checked and copied."""
        return bool(self._name)

    @property
    def reason(self) -> str:
        """Return why nothing can be added now, empty when something can."""
        return self.tr("Something is being added already.") if self.busy else ""

    @property
    def news(self) -> str:
        """Return what is going on or went well, empty when there is nothing to say."""
        if self.busy:
            return self.tr("Checking and copying “%1”…").replace("%1", self._name)
        text = self.tr("“{model}” was added to “{task}”.")
        added = [model.spec for model in self._added]
        return " ".join(text.format(model=model_title(spec), task=self._title(spec.task)) for spec in added)

    @property
    def trouble(self) -> str:
        """Return why something was not added."""
        return " ".join(" ".join(failure_text(failure)) for failure in self._failures)

    def ask(self) -> None:
        """Let the user choose a folder and add it."""
        if not self.reason:
            for folder in drop_zone.ask_for_folder(self._window, self.tr("Choose the folder of a model")):
                self.add([folder])

    def ask_for_archive(self) -> None:
        """Let the user choose a kit or another archive and add what is in it."""
        if not self.reason:
            self.add(drop_zone.ask_for_files(self._window, self.tr("Choose a kit or an archive")))

    def divide(self, paths: Sequence[Path]) -> list[Path]:
        """Offer the models among what was handed in, and return the rest; of very many nobody means models."""
        possible = drops.models_in(paths) if len(paths) <= _MODELS_AT_MOST else []
        if not possible:
            return list(paths)
        from desktop.hub.arrivals import holds_models

        models = [path for path in possible if holds_models(path)]
        if models:
            self.offered.emit(models)
        return [path for path in paths if path not in models]

    def add(self, paths: Sequence[Path]) -> None:
        """Add what lies at these paths, one after the other."""
        if not self.busy:
            self._added = self._failures = ()
        self._waiting += paths
        self._next()

    def _next(self) -> None:
        if self._waiting and not self.busy:
            path = self._waiting.pop(0)
            self._name = path.name
            self._services.background.run(partial(self._services.keeper.import_path, path), self._take, self._lose)
        self.changed.emit()

    def _title(self, task: str) -> str:
        known = self._services.tasks.get(task)
        return translate("tasks", known.title) if known else task

    def _take(self, arrived: Sequence[InstalledModel | Refused]) -> None:
        self._name = ""
        added = tuple(one for one in arrived if isinstance(one, InstalledModel))
        self._added += added
        self._failures += tuple(one.failure for one in arrived if not isinstance(one, InstalledModel))
        self._services.shelf.refresh()
        self._next()
        for model in added:
            self.imported.emit(model)

    def _take_download(self, model: InstalledModel) -> None:
        self._added, self._failures = (model,), ()
        self.changed.emit()
        self.imported.emit(model)

    def _lose(self, error: Exception) -> None:
        self._name = ""
        if isinstance(error, IlhaError):
            self._failures += (error.failure(),)
        self._next()
        if not isinstance(error, IlhaError | Cancelled):
            raise error

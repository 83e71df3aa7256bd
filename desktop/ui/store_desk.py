"""What is asked before the store changes as a whole: models that were dropped are added, all of them move."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.errors import IlhaError
from desktop.ui import drop_zone, drops, language
from desktop.ui.language import failure_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QMimeData

    from desktop.hub.relocation import Move
    from desktop.ui.ask_card import Words
    from desktop.ui.model_import import ModelImport
    from desktop.ui.model_panes import InstalledPane
    from desktop.ui.model_work import ModelWork
    from desktop.ui.services import Services

    Tell = Callable[[str], object]

_ARCHIVES = frozenset({".zip", ".tar", ".gz", ".tgz"})


def models_in(mime: QMimeData) -> list[Path]:
    """Return what of a drag could be models, by the names alone: it is looked into when it was dropped."""
    return [path for path in drops.paths_of(mime) if path.suffix.lower() in _ARCHIVES or path.is_dir()]


class StoreDesk(QObject):
    """Asks on the card of a pane."""

    def __init__(
        self, services: Services, adding: ModelImport, pane: InstalledPane, work: ModelWork, tell: Tell
    ) -> None:
        """Let `adding` and `work` do what was agreed to, and `tell` what went wrong."""
        super().__init__(pane)
        self._services = services
        self._adding = adding
        self._pane = pane
        self._work = work
        self._tell = tell

    def take(self, paths: Sequence[Path]) -> None:
        """Ask whether what was dropped shall be added."""
        names = [path.name for path in paths]

        def say() -> Words:
            heading = self.tr("Add “%1” to the models?").replace("%1", names[0])
            if len(names) > 1:
                heading = self.tr("Add %n folders or archives to the models?", "", len(names))
            note = self.tr("It is looked into, copied and tried; what is no usable model leaves nothing behind.")
            return heading, note, self.tr("Add")

        self._pane.question.ask(say, lambda: self._adding.add(paths))

    def ask_where(self) -> None:
        """Let the user choose where the models shall be, and say what that would mean."""
        self._tell("")
        for folder in drop_zone.ask_for_folder(self._pane, self.tr("Choose a folder for the models")):
            plan = partial(self._services.keeper.plan_move, folder)
            self._services.background.run(plan, self.ask_to_move, self._lose)

    def ask_to_move(self, move: Move) -> None:
        """Ask whether all models shall move."""

        def say() -> Words:
            size, free = language.size(move.size_bytes), language.size(move.free_bytes)
            note = self.tr("That is on the same disk, so it takes a moment.")
            if move.copies:
                note = self.tr("{size} are copied; {free} are free there. Until all is there nothing changes.")
            heading = self.tr("Keep the models in %1?").replace("%1", str(move.target))
            return heading, note.format(size=size, free=free), self.tr("Move")

        self._pane.question.ask(say, lambda: self._work.relocate(move.target))

    def _lose(self, error: Exception) -> None:
        if not isinstance(error, IlhaError):
            raise error
        self._tell(" ".join(failure_text(error.failure())))

"""What is asked before the store changes as a whole: models that were dropped are added, all of them move."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.core.errors import IlhaError
from desktop.ui import drop_zone, language
from desktop.ui.language import failure_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.hub.arrivals import Refused
    from desktop.hub.relocation import Move
    from desktop.hub.updates import Update
    from desktop.ui.ask_card import Words
    from desktop.ui.model_import import ModelImport
    from desktop.ui.model_panes import InstalledPane
    from desktop.ui.model_work import ModelWork
    from desktop.ui.services import Services

    Tell = Callable[[str], object]


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
        pane.look_up.answered.connect(self._take_comparison)

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

    # --- newer ones --------------------------------------------------------------------------------------------------

    def look_for_newer(self) -> None:
        """Ask the servers of all models what is newest, after a yes."""
        from desktop.hub.updates import subject_of

        models = self._pane.renewable
        self._pane.look_up.begin("update", subject_of(models), partial(self._adding.downloads.network.compare, models))

    @Slot(object)
    def _take_comparison(self, compared: Sequence[Update | Refused]) -> None:
        """Say what would change, and ask whether it shall."""
        from desktop.hub.updates import Update

        updates = [one for one in compared if isinstance(one, Update)]
        newer = [update for update in updates if update.is_newer]
        refused = [one for one in compared if not isinstance(one, Update)]
        self._tell("\n".join(f"{one.name}: {' '.join(failure_text(one.failure))}" for one in refused))
        if not newer:
            if updates:
                self._work.tell(lambda: self.tr("%n model(s) asked about: nothing newer.", "", len(updates)), "good")
            return
        self._pane.question.ask(partial(self._words_for, newer), lambda: self._update(newer))

    def _words_for(self, newer: Sequence[Update]) -> Words:
        of_it = self.tr("{size} of it changed, commit {before} → {after}")
        lines = [
            f"{update.id}: "
            + of_it.format(size=language.size(update.size_bytes), before=update.before[:8], after=update.after[:8])
            for update in newer
        ]
        heading = self.tr("%n model(s) can be updated. Get them?", "", len(newer))
        return heading, "\n".join(lines), self.tr("Update…")

    def _update(self, newer: Sequence[Update]) -> None:
        for update in newer:
            self._adding.downloads.begin(update.id, update.variant)

    def _lose(self, error: Exception) -> None:
        if not isinstance(error, IlhaError):
            raise error
        self._tell(" ".join(failure_text(error.failure())))

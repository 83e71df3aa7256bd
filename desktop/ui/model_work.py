"""Checking, giving away, moving, removing and tidying up the models: one thing at a time, told in place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import Cancelled, Failure, IlhaError
from desktop.core.model import ModelState
from desktop.ui import language
from desktop.ui.language import failure_text
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    from desktop.core.job import Progress
    from desktop.core.model import InstalledModel
    from desktop.hub.removal import Removed
    from desktop.hub.verification import Verdict
    from desktop.state.paths import Home
    from desktop.ui.services import Services
    from desktop.ui.undo_bar import UndoBar


class ModelWork(QWidget):
    """A line about what is being done with the models, or was.

    Signals:
        changed: the store is another.
        busied: it began or ended.
    """

    changed = Signal()
    busied = Signal()

    def __init__(self, services: Services, undo: UndoBar, parent: QWidget | None = None) -> None:
        """Work in the background; `undo` offers to bring back what was removed."""
        super().__init__(parent)
        self._services = services
        self._undo = undo
        self._say: Callable[[], str] = str
        self.busy = False
        self.text = text_label("small", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = QPushButton()
        self.cancel.setProperty("kind", "quiet")
        self.cancel.clicked.connect(services.keeper.cancel)
        line = QHBoxLayout()
        line.addWidget(self.text, 1)
        line.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        column.addLayout(line)
        column.addWidget(self.bar)
        services.keeper.progressed.connect(self._follow)
        self.retranslate()

    def verify(self, models: Sequence[InstalledModel]) -> None:
        """Compare every file of models with its digest."""
        self._begin(lambda: self.tr("Comparing every file with its digest…"))
        self._run(partial(self._services.keeper.verify, models), self._tell_verdicts)

    def export(self, models: Sequence[InstalledModel], out: Path) -> None:
        """Write models into one archive."""
        self._begin(lambda: self.tr("Writing %1…").replace("%1", out.name))
        self._run(
            partial(self._services.keeper.export, models, out),
            lambda ids: self._end(
                lambda: self.tr("%n model(s) written into %1.", "", len(ids)).replace("%1", str(out)), "good"
            ),
        )

    def remove(self, models: Sequence[InstalledModel]) -> None:
        """Move models to the trash of the store, with a way back."""
        self._begin(lambda: self.tr("Removing…"))
        self._run(partial(self._services.keeper.remove, models), self._tell_removed)

    def relocate(self, target: Path) -> None:
        """Move all models to another folder; downloads wait until they are there."""
        self._begin(lambda: self.tr("Moving the models to %1…").replace("%1", str(target)))
        self._services.network.halt()
        self._run(partial(self._services.keeper.move, target), self._tell_moved)

    def tell(self, say: Callable[[], str], tone: str) -> None:
        """Say what came of something that was done elsewhere."""
        self._end(say, tone)

    def clean_up(self) -> None:
        """Empty the trash and remove leftovers."""
        self._begin(lambda: self.tr("Cleaning up…"))
        self._run(self._services.keeper.clean_up, self._tell_cleaned)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setAccessibleName(self.tr("Cancel"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self._show()

    # --- what came of it ---------------------------------------------------------------------------------------------

    def _tell_verdicts(self, verdicts: Sequence[Verdict]) -> None:
        bad = [verdict for verdict in verdicts if verdict.state is not ModelState.READY]
        if not bad:
            self._end(
                lambda: self.tr("%n model(s) checked: every byte is as it was installed.", "", len(verdicts)), "good"
            )
            return

        def say() -> str:
            text = self.tr("%n model(s) are not as they were installed:", "", len(bad))
            return f"{text} " + "; ".join(
                f"{verdict.id} ({', '.join(fault.path for fault in verdict.faults)})" for verdict in bad
            )

        self._end(say, "bad")
        self._after()

    def _tell_removed(self, outcomes: Sequence[Removed | Failure]) -> None:
        removed = tuple(outcome for outcome in outcomes if not isinstance(outcome, Failure))
        failures = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
        self._tell_failures(failures)
        self._after()
        if removed:
            text = self.tr("%n model(s) removed, %1", "", len(removed))
            size = language.size(sum(one.freed_bytes for one in removed))
            self._undo.offer(text.replace("%1", size), partial(self._restore, removed))

    def _restore(self, removed: Sequence[Removed]) -> None:
        self._begin(lambda: self.tr("Bringing it back…"))
        self._run(
            partial(self._services.keeper.restore, removed),
            self._tell_restored,
        )

    def _tell_restored(self, outcomes: Sequence[Failure | None]) -> None:
        self._tell_failures([outcome for outcome in outcomes if outcome is not None])
        self._after()

    def _tell_failures(self, failures: Sequence[Failure]) -> None:
        self._end(lambda: " ".join(" ".join(failure_text(failure)) for failure in failures), "bad")

    def _tell_cleaned(self, freed_bytes: int) -> None:
        self._end(lambda: self.tr("%1 are free again.").replace("%1", language.size(freed_bytes)), "good")
        self._after()

    def _tell_moved(self, home: Home) -> None:
        self._services.shelf.refresh(home)
        self._services.network.go_on(home)
        self._end(lambda: self.tr("The models are in %1 now.").replace("%1", str(home.models)), "good")
        self._after()
        self._services.preferences.change(models_folder=str(home.models))

    # --- the line ----------------------------------------------------------------------------------------------------

    def _run(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._services.background.run(work, done, self._fail)

    def _fail(self, error: Exception) -> None:
        self._services.network.go_on()
        if isinstance(error, Cancelled):
            self._end(lambda: self.tr("Given up; nothing was changed."), "muted")
        elif isinstance(error, IlhaError):
            self._tell_failures([error.failure()])
        else:
            self._end(str, "")
            raise error

    def _begin(self, say: Callable[[], str]) -> None:
        self.busy, self._say = True, say
        self._services.keeper.begin()
        self.bar.setRange(0, 0)
        self._tone("muted")
        self._show()
        self.busied.emit()

    def _end(self, say: Callable[[], str], tone: str) -> None:
        self.busy, self._say = False, say
        self._tone(tone)
        self._show()
        self.busied.emit()

    def _after(self) -> None:
        self._services.shelf.refresh()
        self.changed.emit()

    def _tone(self, tone: str) -> None:
        self.text.setProperty("tone", tone)
        self.text.style().unpolish(self.text)
        self.text.style().polish(self.text)

    def _show(self) -> None:
        self.text.setText(self._say())
        self.bar.setVisible(self.busy)
        self.cancel.setVisible(self.busy)
        self.setVisible(bool(self.text.text()))

    @Slot(object)
    def _follow(self, progress: Progress) -> None:
        if self.busy and progress.total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(1000 * progress.done / progress.total))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

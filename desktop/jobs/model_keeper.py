"""What the window does with the models of this computer: each call for the background, all ended when it is closed."""

from __future__ import annotations

import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import Cancelled, IlhaError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desktop.core.errors import Failure
    from desktop.core.inspection import Speeds
    from desktop.core.job import Progress
    from desktop.core.model import InstalledModel
    from desktop.hub.arrivals import Refused
    from desktop.hub.fit import Computer
    from desktop.hub.relocation import Move
    from desktop.hub.removal import Removed
    from desktop.hub.store import DiskUse, KeptModel
    from desktop.hub.verification import Verdict
    from desktop.state.paths import Home
    from desktop.worker.inspector import EngineInspector

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The models of this computer, what they take, and what predictions go by."""

    kept: tuple[KeptModel, ...]
    disk: DiskUse
    computer: Computer


class ModelKeeper(QObject):
    """Imports, checks, removes, moves and gives away models, and measures the computer.

    Signals:
        progressed: the Progress of what is being checked or written.
    """

    progressed = Signal(object)

    def __init__(self, home: Home, threads: Callable[[], int], parent: QObject | None = None) -> None:
        """Keep the store of `home`; `threads` says how many the engine may use."""
        super().__init__(parent)
        self._home = home
        self._threads = threads
        self._lock = threading.Lock()
        self._store = threading.Lock()  # whoever changes the store has it to himself, so that it can move
        self._inspectors: list[EngineInspector] = []
        self._stopped = False
        self._cancelled = False

    @property
    def home(self) -> Home:
        """Return the home with its store where that is now."""
        return self._home

    # --- looking -----------------------------------------------------------------------------------------------------

    def overview(self, models: Sequence[InstalledModel]) -> Overview:
        """Return what is known of `models`; times are foretold only once the computer was measured."""
        from desktop.hub.fit import this_computer
        from desktop.hub.store import disk_use, kept_models
        from desktop.state.chats import answer_seconds
        from desktop.state.history import History
        from desktop.state.machine import known_speeds

        with closing(History(self._home.history)) as history:
            return Overview(
                kept=kept_models(self._home, models, history),
                disk=disk_use(self._home, models),
                computer=this_computer(
                    known_speeds(self._home),
                    [model.spec for model in models],
                    history,
                    answer_seconds(self._home.chats),
                ),
            )

    def measure(self) -> Speeds:
        """Return how fast this computer is; takes about three seconds when it is done for the first time."""
        from desktop.state.machine import measured_speeds

        with self._inspector() as inspector:
            return measured_speeds(self._home, inspector)

    # --- coming, staying and going -----------------------------------------------------------------------------------

    def import_path(self, path: Path) -> tuple[InstalledModel | Refused, ...]:
        """Install what lies at `path`; errors as `hub.arrivals.import_path`, and `Cancelled` after `stop`."""
        from desktop.hub.arrivals import import_path

        with self._store, self._inspector() as inspector:
            return tuple(import_path(path, home=self._home, inspector=inspector, report=self._check))

    def verify(self, models: Sequence[InstalledModel]) -> tuple[Verdict, ...]:
        """Compare every file with its digest.

        Raises:
            Cancelled: somebody gave up.
        """
        from desktop.hub.verification import verify

        found = []
        for model in models:
            self._check_wanted()
            found.append(verify(model, self._report))
        return tuple(found)

    def export(self, models: Sequence[InstalledModel], out: Path) -> tuple[str, ...]:
        """Write models into one archive; errors as `hub.kit.export_kit`, and `Cancelled`."""
        from desktop.hub.kit import export_kit

        self._check_wanted()
        return export_kit(models, out, home=self._home, report=self._report)

    def remove(self, models: Sequence[InstalledModel]) -> tuple[Removed | Failure, ...]:
        """Move models to the trash of the store; one that cannot go stops none of the others."""
        from desktop.hub.removal import remove

        with self._store:
            return tuple(_attempt(partial(remove, self._home, model)) for model in models)

    def restore(self, removed: Sequence[Removed]) -> tuple[Failure | None, ...]:
        """Bring models back from the trash; one that cannot come back stops none of the others."""
        from desktop.hub.removal import restore

        with self._store:
            return tuple(_attempt(partial(restore, self._home, one)) for one in removed)

    def clean_up(self) -> int:
        """Empty the trash and remove leftovers; returns the bytes that are free now.

        Raises:
            StorageError: the system refuses.
        """
        from desktop.hub.removal import collect_garbage

        with self._store:
            return sum(gone.freed_bytes for gone in collect_garbage(self._home))

    def plan_move(self, folder: Path) -> Move:
        """Return what a move of the store would be; errors as `hub.relocation.plan_move`."""
        from desktop.hub.relocation import plan_move

        return plan_move(self._home, folder)

    def move(self, folder: Path) -> Home:
        """Move the store; returns the home that has it there. Errors as `hub.relocation.move_store`."""
        from desktop.hub.relocation import move_store

        with self._store:
            self._check_wanted()
            self._home = move_store(self._home, folder, self._report)
            return self._home

    def begin(self) -> None:
        """Say that what is checked or written from now on is wanted."""
        self._cancelled = False

    def cancel(self) -> None:
        """Give up what is being checked or written."""
        self._cancelled = True

    def stop(self) -> None:
        """Give up everything, now and from now on."""
        with self._lock:
            self._stopped = True
            for inspector in self._inspectors:
                inspector.cancel()

    @contextmanager
    def _inspector(self) -> Iterator[EngineInspector]:
        """Have an engine of one's own that `stop` ends."""
        from desktop.worker.inspector import EngineInspector

        with EngineInspector(self._home, self._threads()) as inspector:
            with self._lock:
                if self._stopped:
                    raise Cancelled
                self._inspectors.append(inspector)
            try:
                yield inspector
            finally:
                with self._lock:
                    self._inspectors.remove(inspector)

    def _check(self, _: Progress) -> None:
        if self._stopped:
            raise Cancelled

    def _check_wanted(self) -> None:
        if self._stopped or self._cancelled:
            raise Cancelled

    def _report(self, progress: Progress) -> None:
        self._check_wanted()
        self.progressed.emit(progress)


def _attempt(work: Callable[[], T]) -> T | Failure:
    try:
        return work()
    except IlhaError as error:
        return error.failure()

"""Installing models from folders, as the window does it: in the background, ended when the window is closed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from desktop.core.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.core.job import Progress
    from desktop.core.model import InstalledModel
    from desktop.state.paths import Home
    from desktop.worker.inspector import EngineInspector


class ModelImporter:
    """Call it with a folder; one at a time."""

    def __init__(self, home: Home, threads: Callable[[], int]) -> None:
        """Install into the store of `home`; `threads` says how many the engine may use."""
        self._home = home
        self._threads = threads
        self._lock = threading.Lock()
        self._inspector: EngineInspector | None = None
        self._stopped = False

    def __call__(self, folder: Path) -> InstalledModel:
        """Install the model in `folder`; errors as `hub.importing.import_folder`, and `Cancelled` after `stop`."""
        from desktop.hub.importing import import_folder
        from desktop.worker.inspector import EngineInspector

        with EngineInspector(self._home, self._threads()) as inspector:
            with self._lock:
                self._inspector = inspector
            try:
                return import_folder(folder, home=self._home, inspector=inspector, report=self._check)
            finally:
                with self._lock:
                    self._inspector = None

    def stop(self) -> None:
        """Give up what is being installed, now and from now on."""
        with self._lock:
            self._stopped = True
            if self._inspector is not None:
                self._inspector.cancel()

    def _check(self, _: Progress) -> None:
        if self._stopped:
            raise Cancelled

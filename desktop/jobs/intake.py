"""Recognise what was dropped, chosen, typed or pasted, in a thread of the window and without the engine."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from desktop.core.errors import Failure, IlhaError
from desktop.state.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.core.media import InputFile
    from desktop.state.paths import Home

_BATCH = 100
_SECONDS_PER_BATCH = 0.1

Refusal = tuple[str, Failure]


class _Look(QRunnable):
    def __init__(self, intake: Intake, paths: Sequence[Path], names: dict[Path, str]) -> None:
        super().__init__()
        self._intake, self._paths, self._names = intake, paths, names

    def run(self) -> None:
        self._intake.look(self._paths, self._names)


class Intake(QObject):
    """Turns paths into recognised files, in batches as they come.

    Signals:
        recognised: tuple of InputFile.
        refused: tuple of (name, Failure).
        finished: everything added so far was looked at.
    """

    recognised = Signal(object)
    refused = Signal(object)
    finished = Signal()

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        """Use one thread, so that files come in the order they were added."""
        super().__init__(parent)
        self._home = home
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._stop = threading.Event()

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Look at files, and at what folders hold, recursively."""
        self._pool.start(_Look(self, list(paths), {}))

    def add_text(self, text: str) -> None:
        """Look at a text that was typed or pasted; it is kept in the user's home until its result is deleted."""
        content = text.encode(errors="replace")  # a clipboard may hold halves of characters
        first = " ".join(content.decode().split())
        self._add_pasted(content, ".txt", first[:40] + ("…" if len(first) > 40 else ""))

    def add_png(self, content: bytes) -> None:
        """Look at a pasted picture."""
        self._add_pasted(content, ".png", "")

    def _add_pasted(self, content: bytes, ending: str, name: str) -> None:
        path = self._home.pasted / f"{time.strftime('%Y-%m-%d %H.%M.%S')} {time.time_ns() % 10**6:06}{ending}"
        try:
            replace_file(path, content)
        except IlhaError as error:
            self.refused.emit(((name or path.name, error.failure()),))
            self.finished.emit()
            return
        self._pool.start(_Look(self, [path], {path: name}))

    def stop(self) -> None:
        """Stop looking and wait for the thread."""
        self._stop.set()
        self._pool.clear()
        self._pool.waitForDone()

    def look(self, paths: Iterable[Path], names: dict[Path, str]) -> None:
        """Recognise `paths` and emit what they are; called in the thread of the pool."""
        from desktop.media.sniff import expand, recognise

        found: list[InputFile] = []
        refused: list[Refusal] = []
        since = time.monotonic()
        for path in expand(paths, lambda path, error: refused.append((path.name, error.failure()))):
            if self._stop.is_set():
                return
            try:
                found.append(recognise(path, names.get(path, "")))
            except IlhaError as error:
                refused.append((path.name, error.failure()))
            if len(found) >= _BATCH or time.monotonic() - since > _SECONDS_PER_BATCH:
                self._emit(found, refused)
                since = time.monotonic()
        self._emit(found, refused)
        self.finished.emit()

    def _emit(self, found: list[InputFile], refused: list[Refusal]) -> None:
        if found:
            self.recognised.emit(tuple(found))
            found.clear()
        if refused:
            self.refused.emit(tuple(refused))
            refused.clear()

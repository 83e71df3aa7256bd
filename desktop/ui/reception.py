"""One desk for everything that is dropped, pasted or typed: each page gets back what it handed in, in turn."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QMimeData, QObject, Slot

from desktop.core.errors import Failure
from desktop.ui import drops

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.core.media import InputFile
    from desktop.jobs.intake import Intake

Refused = tuple[str, Failure]


class Guest(Protocol):
    """A page that hands in files and waits for what they are."""

    def take_files(self, files: tuple[InputFile, ...]) -> None:
        """Receive recognised files; called as they come."""

    def take_refused(self, refused: tuple[Refused, ...]) -> None:
        """Receive what cannot be used, with the reason."""

    def take_end(self) -> None:
        """Learn that everything handed in was answered."""


class Reception(QObject):
    """Hands one batch at a time to the intake, so that two pages never get each other's files."""

    def __init__(
        self, intake: Intake, divide: Callable[[list[Path]], list[Path]], parent: QObject | None = None
    ) -> None:
        """Listen to `intake`; `divide` keeps models back and returns the rest of what was handed in."""
        super().__init__(parent)
        self._intake = intake
        self._divide = divide
        self._waiting: deque[tuple[Guest, Callable[[], None]]] = deque()
        self._guest: Guest | None = None
        intake.recognised.connect(self._recognised)
        intake.refused.connect(self._refused)
        intake.finished.connect(self._finished)

    def paths(self, guest: Guest, paths: list[Path]) -> None:
        """Have files and folders recognised for `guest`."""
        files = self._divide(paths)
        self._enqueue(guest, lambda: self._intake.add_paths(files))

    def text(self, guest: Guest, text: str) -> None:
        """Keep a text as a file for `guest`."""
        self._enqueue(guest, lambda: self._intake.add_text(text))

    def mime(self, guest: Guest, mime: QMimeData, *, with_text: bool = True) -> bool:
        """Take what a drop or the clipboard carries; returns whether there was anything."""
        paths, text, png = drops.paths_of(mime), mime.text(), drops.png_of(mime)
        if paths:
            self.paths(guest, paths)
        elif png:
            self._enqueue(guest, lambda: self._intake.add_png(png))
        elif with_text and text.strip():
            self.text(guest, text)
        else:
            return False
        return True

    def _enqueue(self, guest: Guest, begin: Callable[[], None]) -> None:
        self._waiting.append((guest, begin))
        if self._guest is None:
            self._next()

    def _next(self) -> None:
        if self._waiting:
            self._guest, begin = self._waiting.popleft()
            begin()

    @Slot(object)
    def _recognised(self, files: tuple[InputFile, ...]) -> None:
        if self._guest is not None:
            self._guest.take_files(tuple(files))

    @Slot(object)
    def _refused(self, refused: tuple[Refused, ...]) -> None:
        if self._guest is not None:
            self._guest.take_refused(tuple(refused))

    @Slot()
    def _finished(self) -> None:
        guest, self._guest = self._guest, None
        if guest is not None:
            guest.take_end()
        if self._guest is None:
            self._next()

"""Who works in a folder: locks of the system, which end with the process that holds them, however it ends.

A lock lies on the folder itself, so nothing is written and nobody cleans up. Where the system has no such lock, open
files are what it refuses to move.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from desktop.core.errors import StorageInUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def in_use(folders: Iterable[Path]) -> Iterator[None]:
    """Let nobody take these folders away during the block, but for who is alone in one already."""
    with ExitStack() as stack:
        for folder in dict.fromkeys(folders):
            with suppress(OSError):
                stack.enter_context(_locked(folder, "LOCK_SH", "LOCK_NB"))
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Have a folder to oneself during the block, whatever it is called then.

    Raises:
        StorageInUse: somebody else works in it.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(_locked(folder, "LOCK_EX", "LOCK_NB"))
        except BlockingIOError as error:
            raise StorageInUse(folder=str(folder)) from error
        yield


class Hold:
    """A folder that nobody takes away until this is closed."""

    def __init__(self, folder: Path) -> None:
        """Wait for nobody: who is alone in it already has it."""
        self._folder = folder
        self._descriptor = os.open(folder, os.O_RDONLY) if sys.platform != "win32" else -1
        self._lock("LOCK_SH")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Have the folder to oneself during the block.

        Raises:
            StorageInUse: somebody else works in it.
        """
        try:
            if not self._lock("LOCK_EX"):
                raise StorageInUse(folder=str(self._folder))
            yield
        finally:
            self._lock("LOCK_SH")

    def close(self) -> None:
        """Let it go."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _lock(self, how: str) -> bool:
        if sys.platform == "win32":
            return True
        try:
            fcntl.flock(self._descriptor, getattr(fcntl, how) | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until nobody else is in such a block for the same folder."""
    with _locked(folder, "LOCK_EX"):
        yield


@contextmanager
def _locked(folder: Path, *flags: str) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, sum(getattr(fcntl, flag) for flag in flags))
        yield
    finally:
        os.close(descriptor)

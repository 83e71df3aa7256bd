"""The flat file of vectors beside the index: rows of bytes, written by whoever owns the index, read by the engine.

A row that belongs to nobody is zeros. The index says which rows belong to which file, so that rows written by a program
that ended before it could say so are written over.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from desktop.state.files import storage_errors

_AT_A_TIME = 1 << 20


class VectorFile:
    """Rows of `row_bytes` each in the file of one generation; a new generation is a new file."""

    def __init__(self, folder: Path, generation: int, row_bytes: int) -> None:
        """Name the file; it is made when the first rows are written."""
        self.path = folder / f"vectors-{generation}.bin"
        self.row_bytes = row_bytes

    def rows(self) -> int:
        """Return how many whole rows are there."""
        try:
            status = self.path.stat()
            return status.st_size // self.row_bytes if self.row_bytes and stat.S_ISREG(status.st_mode) else 0
        except OSError:
            return 0

    def write(self, first: int, content: bytes) -> None:
        """Put rows at `first`; they are on the disk when this returns.

        Raises:
            StorageFull, StorageNotWritable: the disk refuses.
        """
        with storage_errors(self.path.parent):
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "r+b") as file:
                file.seek(first * self.row_bytes)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())

    def erase(self, stretches: list[tuple[int, int]]) -> None:
        """Overwrite rows (first, end) with zeros; rows that were never written stay so."""
        there = self.rows()
        for first, end in stretches:
            if first < min(end, there):
                self.write(first, bytes((min(end, there) - first) * self.row_bytes))

    def copy(self, stretches: list[tuple[int, int]], target: VectorFile) -> None:
        """Write rows (first, end), one stretch after the other, to a new file."""
        with storage_errors(self.path.parent):
            handle = os.open(target.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
            with self.path.open("rb") as source, os.fdopen(handle, "wb") as file:
                for first, end in stretches:
                    source.seek(first * self.row_bytes)
                    left = (end - first) * self.row_bytes
                    while left and (part := source.read(min(left, _AT_A_TIME))):
                        file.write(part)
                        left -= len(part)
                file.flush()
                os.fsync(file.fileno())


def sweep(folder: Path, kept: Path) -> None:
    """Remove the files of other generations than that of `kept`."""
    for path in folder.glob("vectors-*.bin"):
        if path != kept and path.is_file():
            path.unlink(missing_ok=True)

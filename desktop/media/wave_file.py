"""A recording in the making: a WAV file that can be read at every moment, also when its writer was killed."""

from __future__ import annotations

import os
import struct
from pathlib import Path

from desktop.state.files import storage_errors

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_SAMPLE_BYTES = 2
_MOST_BYTES = 0xFFFF_FFFF - _HEADER.size


class WaveFile:
    """16-bit samples of one channel; the header promises only what is there.

    Raises:
        StorageFull, StorageNotWritable: it could not be made, or by `write`: not all was taken; what was stays.
    """

    def __init__(self, path: Path, rate_hz: int) -> None:
        self.path = path
        self.rate_hz = rate_hz
        self.samples = 0
        with storage_errors(path.parent):
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            self._put_header()
        except BaseException:
            os.close(self._descriptor)
            path.unlink()
            raise

    @property
    def seconds(self) -> float:
        """Return how long it is."""
        return self.samples / self.rate_hz

    def write(self, content: bytes) -> None:
        """Append whole samples, then promise them; what a format of four gigabytes cannot hold is left out."""
        content = content[: _MOST_BYTES - self.samples * _SAMPLE_BYTES]
        with storage_errors(self.path.parent):
            os.lseek(self._descriptor, _HEADER.size + self.samples * _SAMPLE_BYTES, os.SEEK_SET)
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        self.samples += len(content) // _SAMPLE_BYTES
        self._put_header()

    def close(self) -> None:
        """End it; the disk has it then."""
        try:
            with storage_errors(self.path.parent):
                os.ftruncate(self._descriptor, _HEADER.size + self.samples * _SAMPLE_BYTES)
                os.fsync(self._descriptor)
        finally:
            os.close(self._descriptor)

    def _put_header(self) -> None:
        size = self.samples * _SAMPLE_BYTES
        riff = (b"RIFF", size + _HEADER.size - 8, b"WAVE")
        form = (b"fmt ", 16, 1, 1, self.rate_hz, self.rate_hz * _SAMPLE_BYTES, _SAMPLE_BYTES, 8 * _SAMPLE_BYTES)
        with storage_errors(self.path.parent):
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, _HEADER.pack(*riff, *form, b"data", size))

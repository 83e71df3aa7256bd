"""How loud a recording is, for a picture of it: one byte for every twentieth of a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME, MIME = "peaks.bin", "application/octet-stream"
IN_A_SECOND = 20
LOUDEST = 255


class Peaks:
    """The loudest sample of each twentieth of a second, of what went through."""

    def __init__(self, rate_hz: int) -> None:
        """Begin with nothing."""
        self._size = rate_hz // IN_A_SECOND
        self._found = bytearray()
        self._rest = np.empty(0, np.float32)

    def through(self, blocks: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
        """Give the blocks on."""
        for block in blocks:
            whole = np.concatenate([self._rest, block])
            end = len(whole) // self._size * self._size
            self._note(whole[:end].reshape(-1, self._size))
            self._rest = whole[end:]
            yield block
        if len(self._rest):
            self._note(self._rest[None])

    def bytes(self) -> bytes:
        """Return one byte for each, 255 the loudest possible."""
        return bytes(self._found)

    def _note(self, rows: np.ndarray) -> None:
        loudest = np.abs(rows).max(1, initial=0.0)
        self._found += np.rint(np.minimum(loudest, 1.0) * LOUDEST).astype(np.uint8).tobytes()

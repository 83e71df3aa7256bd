"""What crosses the wire, counted by the server: all of the requests, and the bodies of the answers."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from io import BufferedIOBase


@dataclass(kw_only=True)
class Counts:
    """Bytes that came and bytes of bodies that went, from all threads."""

    got: int = 0
    body: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, *, got: int = 0, body: int = 0) -> None:
        """Count more."""
        with self._lock:
            self.got += got
            self.body += body

    def reader(self, stream: BufferedIOBase) -> BufferedIOBase:
        """Return a stream whose lines are counted; requests to a hub have no bodies."""

        def readline(limit: int = -1) -> bytes:
            line = stream.readline(limit)
            self.add(got=len(line))
            return line

        return cast("BufferedIOBase", SimpleNamespace(readline=readline, close=stream.close, closed=False))

"""How far a download is and how fast: counted by the threads that receive, told by the one that waits for them."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.hub.listing import RemoteFile

SECONDS_BETWEEN_REPORTS = 0.1
_WINDOW_S = 8.0
_SECONDS_UNTIL_FORESEEN = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProgress:
    """How much of a file is here."""

    path: str
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadProgress:
    """How far a model is on its way here.

    Attributes:
        phase: `plan`, `download`, `convert`, `inspect`, `try`.
        done: bytes, with those that were here before; steps of the conversion.
        total: of them; fixed from the beginning.
        bytes_per_s: of what arrives now; 0 while nothing does.
        eta_s: seconds left; None as long as nobody knows.
        files: those that got further since the report before.
    """

    phase: str
    done: int = 0
    total: int = 0
    bytes_per_s: float = 0.0
    eta_s: float | None = None
    files: tuple[FileProgress, ...] = ()


class Pace:
    """Counts bytes of files."""

    def __init__(self, files: Iterable[RemoteFile]) -> None:
        """Nothing has arrived."""
        self._totals = {file.path: file.size_bytes for file in files}
        self._total = sum(self._totals.values())
        self._done = dict.fromkeys(self._totals, 0)
        self._changed: set[str] = set()
        self._received = 0
        self._began = time.monotonic()
        self._samples: deque[tuple[float, int]] = deque([(self._began, 0)])
        self._lock = threading.Lock()

    def stand(self, path: str, done: int) -> None:
        """Say how much of a file is here before more arrives; what is less than before did not count."""
        with self._lock:
            self._done[path] = done
            self._changed.add(path)

    def add(self, path: str, size_bytes: int) -> None:
        """Count what has just arrived."""
        with self._lock:
            self._done[path] += size_bytes
            self._received += size_bytes
            self._changed.add(path)

    def progress(self) -> DownloadProgress:
        """Return how far it is."""
        now = time.monotonic()
        with self._lock:
            changed, self._changed = self._changed, set()
            files = tuple(
                FileProgress(path=path, done=self._done[path], total=self._totals[path]) for path in sorted(changed)
            )
            done, received = sum(self._done.values()), self._received
        self._samples.append((now, received))
        while len(self._samples) > 2 and now - self._samples[0][0] > _WINDOW_S:
            self._samples.popleft()
        (since, before), left = self._samples[0], self._total - done
        speed = (received - before) / (now - since) if now > since else 0.0
        foreseen = speed > 0 and now - self._began > _SECONDS_UNTIL_FORESEEN
        return DownloadProgress(
            phase="download",
            done=done,
            total=self._total,
            bytes_per_s=round(speed),
            eta_s=left / speed if foreseen else None,
            files=files,
        )

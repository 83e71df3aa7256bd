"""Bytes counted as they go by, and told about now and then."""

from __future__ import annotations

import time
from collections.abc import Callable

from desktop.core.job import Progress

Report = Callable[[Progress], None]

_SECONDS_BETWEEN_REPORTS = 0.1


class ByteMeter:
    """Tells how many bytes of a total are done, at most ten times a second."""

    def __init__(self, phase: str, total: int, report: Report) -> None:
        """Call `report` with the progress of `phase`; what it raises ends the work."""
        self._phase = phase
        self._total = total
        self._report = report
        self._done = 0
        self._told = 0.0

    def add(self, size_bytes: int) -> None:
        """Count bytes."""
        self._done += size_bytes
        if time.monotonic() - self._told >= _SECONDS_BETWEEN_REPORTS:
            self._told = time.monotonic()
            self._report(Progress(phase=self._phase, done=self._done, total=self._total))

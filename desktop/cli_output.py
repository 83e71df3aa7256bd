"""What commands print: JSON or sentences on standard output, faults and progress on standard error."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import Failure, describe

if TYPE_CHECKING:
    from desktop.core.job import Progress

DONE, SOME_FAILED, USAGE = 0, 1, 2
"""Exit statuses."""


def report(failure: Failure, *, as_json: bool, source: str | None = None) -> None:
    """Print a failure: as an `error` object on standard output, or as sentences on standard error."""
    message, hint = describe(failure)
    if as_json:
        named = {} if source is None else {"input": source}
        emit({**named, "error": {"code": failure.code, "message": message, "hint": hint}})
    else:
        print(f"ilha: {message} {hint}", file=sys.stderr)


def emit(value: object) -> None:
    """Print one JSON object on one line."""
    import json

    print(json.dumps(value, ensure_ascii=False), flush=True)


class Meter:
    """Progress on standard error, on one line, when somebody is there to read it."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self._shown = False

    def show(self, source: str, progress: Progress) -> None:
        """Say how far the work on `source` is."""
        if not sys.stderr.isatty():
            return
        share = f"{progress.done}/{progress.total}" if progress.total else str(progress.done)
        left = f", {progress.eta_s:.0f} s left" if progress.eta_s is not None else ""
        print(f"\r\x1b[K{Path(source).name}: {progress.phase} {share}{left}", end="", file=sys.stderr, flush=True)
        self._shown = True

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = False

"""What commands print: JSON or sentences on standard output, faults and progress on standard error."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import Failure, describe

if TYPE_CHECKING:
    from desktop.core.job import Progress
    from desktop.core.result import Result
    from desktop.worker.headless import Outcome

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


def print_outcome(outcome: Outcome, *, as_json: bool, several: bool) -> None:
    """Print what became of one input."""
    from desktop.media.export import plain, provenance_json, to_json

    for notice in outcome.notices:
        print(f"ilha: {outcome.source}: {notice}" if several else f"ilha: {notice}", file=sys.stderr)
    if outcome.failure is not None:
        report(outcome.failure, as_json=as_json, source=outcome.source)
        return
    job = outcome.job
    assert job is not None
    assert job.result is not None
    if not as_json:
        text = _long_table(job.result, outcome) or plain(job.result)
        print(f"== {outcome.source}\n{text}" if several else text, flush=True)
        return
    assert job.started is not None
    assert job.finished is not None
    emit(
        {
            "input": outcome.source,
            "task": job.task,
            "model": job.model,
            "result": to_json(job.result),
            "artifacts": [{"name": a.name, "path": str(a.path), "mime": a.mime} for a in outcome.artifacts],
            "provenance": provenance_json(job.result),
            "elapsed_s": round(job.finished - job.started, 6),
        }
    )


def _long_table(result: Result, outcome: Outcome) -> str:
    """Return where a table lies that is too long to be printed, an empty string for everything else."""
    from desktop.core.result import Table

    value = result.value
    if not isinstance(value, Table) or value.rows or not value.rows_total:
        return ""
    places = ", ".join(str(one.path) for one in outcome.artifacts if one.name != value.pages)
    return f"{value.rows_total} rows, {value.rows_unique} different texts in “{value.column}”: {places}"


def emit(value: object) -> None:
    """Print one JSON object on one line."""
    import json

    # In any other encoding, what it lacks would be written as Python does, which JSON does not read back.
    readable = sys.stdout is None or sys.stdout.encoding.lower() == "utf-8"
    print(json.dumps(value, ensure_ascii=not readable), flush=True)


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

"""What commands print: JSON or sentences on standard output, faults and progress on standard error."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli_parser import did_you_mean
from desktop.core.errors import Failure, describe
from desktop.core.usage import AnsweredNo, AnswerNeeded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.core.job import Progress
    from desktop.core.result import Artifact, Result
    from desktop.worker.headless import Outcome

DONE, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses."""


_KNOWN = {
    "task-unknown": ("task", "tasks"),
    "model-unknown": ("model", "models"),
    "model-not-installed": ("model", "models"),
    "parameter-unknown": ("name", "parameters"),
    "parameter-invalid": ("value", "expected"),
    "format-unknown": ("format", "formats"),
    "recipe-unknown": ("name", "recipes"),
    "assistant-unknown": ("name", "assistants"),
    "pack-unknown": ("name", "packs"),
}
"""Arguments of errors about a name that is none: what was given, and the names there are."""


def failure_form(failure: Failure) -> dict[str, str]:
    """Return the code, message and hint of a failure; a name that is none is compared with those that there are."""
    message, hint = describe(failure)
    given, known = (failure.arguments.get(name) for name in _KNOWN.get(failure.code, ("", "")))
    if isinstance(given, str) and isinstance(known, str):
        hint = did_you_mean(given, known.split(", ")) + hint
    return {"code": failure.code, "message": message, "hint": hint}


def report(failure: Failure, *, as_json: bool, source: str | None = None) -> None:
    """Print a failure: as an `error` object on standard output, or as sentences on standard error."""
    said = failure_form(failure)
    if as_json:
        named = {} if source is None else {"input": source}
        emit({**named, "error": said})
    else:
        note(f"{said['message']} {said['hint']}")


def note(sentence: str) -> None:
    """Print a sentence for people beside the output, or in the place of one that is empty."""
    print(f"ilha: {sentence}", file=sys.stderr)


def ask(question: str) -> None:
    """Have somebody at the terminal say yes.

    Raises:
        AnswerNeeded, AnsweredNo: nobody is there, or does not.
    """
    if not sys.stdin.isatty():
        raise AnswerNeeded(question=question)
    if not says_yes(f"{question} [y/N] "):
        raise AnsweredNo


def says_yes(question: str) -> bool:
    """Ask on the terminal, and say whether the answer is yes."""
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in {"y", "yes"}


def print_notices(notices: Iterable[str], source: str | None = None) -> None:
    """Print what is to be said beside a result, with its `source` where there are several."""
    for notice in notices:
        note(notice if source is None else f"{source}: {notice}")


def print_outcome(outcome: Outcome, *, as_json: bool, several: bool) -> None:
    """Print what became of one input."""
    from desktop.media.export import plain, provenance_json, to_json

    print_notices(outcome.notices, outcome.source if several else None)
    if outcome.failure is not None:
        report(outcome.failure, as_json=as_json, source=outcome.source)
        return
    job = outcome.job
    assert job is not None
    assert job.result is not None
    if not as_json:
        text = long_table(job.result, outcome.artifacts) or plain(job.result)
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


def long_table(result: Result, artifacts: Sequence[Artifact]) -> str:
    """Return where a table lies that is too long to be printed, an empty string for everything else."""
    from desktop.core.result import Table

    value = result.value
    if not isinstance(value, Table) or value.rows or not value.rows_total:
        return ""
    places = ", ".join(str(one.path) for one in artifacts if one.name != value.pages)
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

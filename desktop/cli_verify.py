"""`ilha verify`: make results again, and say what is not as it was."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli_output import DONE, SOME_FAILED, emit

if TYPE_CHECKING:
    import argparse

    from desktop.state.paths import Home


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `ilha verify`."""
    command.add_argument("result", metavar="RESULT.json", type=Path, help="a json export, or what --json printed")
    command.add_argument("--input", metavar="PATH", type=Path, help="the input, where it does not lie where it lay")


def run(options: argparse.Namespace, home: Home) -> int:
    """Verify every result in a file; returns the exit status: 0 all the same, 1 something changed."""
    from desktop.state.models import ModelShelf
    from desktop.state.settings import load_settings
    from desktop.worker.verify import read_records, verify

    shelf, threads, status = ModelShelf(home), load_settings(home.settings).threads, DONE
    for record in read_records(options.result.expanduser()):
        changes = verify(record, home, shelf, source=options.input, threads=threads)
        if changes:
            status = SOME_FAILED
        if options.json:
            emit({"ok": not changes, "changed": [dataclasses.asdict(change) for change in changes]})
            continue
        print(f"{'ok  ' if not changes else 'BAD '} {record.task} of {record.input}, {record.model}")
        for change in changes:
            found = "missing" if change.found is None else f"found {change.found}"
            print(f"    {change.what} {change.name}: expected {change.expected}, {found}")
    return status

"""The columns of a table before anything is done with it: text is read here, all else behind a wall of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import IlhaError, InputEmpty
from desktop.media.tables import PARQUET, XLSX, open_table
from desktop.media.tables.source import likeliest

if TYPE_CHECKING:
    from desktop.core.media import InputFile

DOOR = "--table-head"
_PACKAGE = Path(__file__).resolve().parents[2]
_PATIENCE_S = 60
_COLUMNS_AT_MOST, _SHEETS_AT_MOST = 1_000, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class TableHead:
    """Names of the columns of a table, and the place of the one that most likely holds the texts.

    A workbook has one for each `sheet` with rows.
    """

    columns: tuple[str, ...]
    likeliest: int = 0
    sheet: str = ""


def heads_of(file: InputFile) -> tuple[TableHead, ...]:
    """Return the columns of a table, nothing where nobody can tell; what is wrong with it is said when it is run."""
    if file.mime in {XLSX, PARQUET}:
        return _behind_the_wall(file)
    return _heads(file)


def main() -> int:
    """Print the columns of the file whose path is on standard input as JSON; the wall stands already."""
    from desktop.media.sniff import recognise

    heads = _heads(recognise(Path(os.fsdecode(sys.stdin.buffer.read()))))
    print(json.dumps([[head.sheet, head.likeliest, *head.columns] for head in heads]))  # noqa: T201 - for `heads_of`
    return 0


def _heads(file: InputFile) -> tuple[TableHead, ...]:
    from desktop.media.tables.workbook import sheets_of

    heads = []
    with suppress(IlhaError, OSError):
        for sheet in sheets_of(file)[:_SHEETS_AT_MOST] if file.mime == XLSX else [""]:
            with suppress(InputEmpty):
                source = open_table(file, sheet=sheet)
                columns = tuple(source.columns[:_COLUMNS_AT_MOST])
                heads.append(TableHead(columns=columns, likeliest=likeliest(source), sheet=sheet))
    return tuple(heads)


def _behind_the_wall(file: InputFile) -> tuple[TableHead, ...]:
    door = [sys.executable, *([] if getattr(sys, "frozen", False) else ["-m", "desktop"]), DOOR]
    try:
        ended = subprocess.run(
            door,
            input=os.fsencode(file.path),  # everybody can read the arguments of a program
            capture_output=True,
            check=True,
            cwd=_PACKAGE.parent,
            timeout=_PATIENCE_S,
        )
        return tuple(_sound(*found) for found in json.loads(ended.stdout)[:_SHEETS_AT_MOST])
    except (OSError, subprocess.SubprocessError, ValueError, TypeError, KeyError, RecursionError):
        return ()


def _sound(sheet: object, place: object, *columns: object) -> TableHead:
    """Return what a process said that had a stranger's file in its hands.

    Raises:
        ValueError: it is no head.
    """
    if not isinstance(place, int) or not 0 <= place < len(columns) <= _COLUMNS_AT_MOST:
        raise ValueError(place)
    return TableHead(columns=tuple(map(str, columns)), likeliest=place, sheet=str(sheet))

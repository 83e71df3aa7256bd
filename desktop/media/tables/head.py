"""The columns of a table before anything is done with it: text is read here, all else behind a wall of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import IlhaError
from desktop.media.tables import PARQUET, XLSX, open_table
from desktop.media.tables.source import likeliest

if TYPE_CHECKING:
    from desktop.core.media import InputFile

DOOR = "--table-head"
_PACKAGE = Path(__file__).resolve().parents[2]
_PATIENCE_S = 60
_COLUMNS_AT_MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TableHead:
    """Names of the columns, none where nobody can tell, and the place of the one that most likely holds the texts."""

    columns: tuple[str, ...] = ()
    likeliest: int = 0


def head_of(file: InputFile) -> TableHead:
    """Return the columns of a table; what is wrong with it is said when it is run."""
    if file.mime in {XLSX, PARQUET}:
        return _behind_the_wall(file)
    return _head(file)


def main(path: str) -> int:
    """Print the columns of the file at `path` as JSON; the wall stands already."""
    from desktop.media.sniff import recognise

    head = _head(recognise(Path(path)))
    print(json.dumps([head.likeliest, *head.columns]))  # noqa: T201 - read by `head_of`
    return 0


def _head(file: InputFile) -> TableHead:
    try:
        source = open_table(file)
        return TableHead(columns=tuple(source.columns[:_COLUMNS_AT_MOST]), likeliest=likeliest(source))
    except (IlhaError, OSError):
        return TableHead()


def _behind_the_wall(file: InputFile) -> TableHead:
    door = [sys.executable, *([] if getattr(sys, "frozen", False) else ["-m", "desktop"]), DOOR, str(file.path)]
    try:
        ended = subprocess.run(
            door,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            cwd=_PACKAGE.parent,
            timeout=_PATIENCE_S,
        )
        place, *columns = json.loads(ended.stdout)
    except (OSError, subprocess.SubprocessError, ValueError, RecursionError):
        return TableHead()
    sound = isinstance(place, int) and 0 <= place < len(columns) <= _COLUMNS_AT_MOST
    return TableHead(columns=tuple(map(str, columns)), likeliest=place) if sound else TableHead()

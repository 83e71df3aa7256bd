"""The rows of a result as a file with a line of JSON for each, of which whoever shows it reads the rows in sight."""

from __future__ import annotations

import heapq
import json
import math
from array import array
from itertools import chain
from typing import TYPE_CHECKING, Any

from desktop.core.errors import InputNotFound
from desktop.core.result import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desktop.core.result import Cell, Result
    from desktop.media.tables.source import Row

NAME = "rows.jsonl"
MIME = "application/x-ndjson"
_PART_ROWS = 4_096


def line_of(row: Row) -> bytes:
    """Return a row as it stands in the file."""
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


class Pages:
    """The rows of a file that `line_of` wrote, by their numbers."""

    def __init__(self, path: Path) -> None:
        """Find out where each line begins.

        Raises:
            OSError: the file is gone.
        """
        self._path = path
        self._starts = array("Q")
        at = 0
        with path.open("rb") as stream:
            for line in stream:
                self._starts.append(at)
                at += len(line)

    def __len__(self) -> int:
        return len(self._starts)

    def read(self, numbers: Sequence[int]) -> list[Row]:
        """Return rows by their numbers."""
        with self._path.open("rb") as stream:
            rows = []
            for number in numbers:
                stream.seek(self._starts[number])
                rows.append(_row(stream.readline()))
            return rows

    def scan(self) -> Iterator[Row]:
        """Yield every row."""
        return _scan(self._path)


def rows_of(result: Result) -> Iterator[Row]:
    """Yield every row of a table, from its file where they are too many to be in the result.

    Raises:
        InputNotFound: that file is gone.
    """
    assert isinstance(result.value, Table)
    path = pages_of(result)
    if result.value.rows or path is None:
        yield from result.value.rows
        return
    try:
        yield from _scan(path)
    except OSError as error:
        raise InputNotFound(name=path.name, detail=str(error)) from error


def pages_of(result: Result) -> Path | None:
    """Return the file with the rows of a table, None where the result holds them all."""
    value = result.value
    assert isinstance(value, Table)
    return next((one.path for one in result.artifacts if value.pages and one.name == value.pages), None)


def _scan(path: Path) -> Iterator[Row]:
    with path.open("rb") as stream:
        yield from map(_row, stream)


def _row(line: bytes) -> Row:
    """Return a row of plain cells, whatever the line holds."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return ()
    return tuple(map(_cell, value)) if isinstance(value, list) else ()


def _cell(value: object) -> Cell:
    return value if value is None or isinstance(value, str | int | float) else str(value)


def matching(rows: Iterator[Row], words: str, only: dict[int, str] | None = None) -> array[int]:
    """Return the numbers of the rows that hold `words` in any cell and exactly these texts in some columns."""
    wanted, exact = words.strip().casefold(), only or {}
    found = array("Q")
    for number, row in enumerate(rows):
        if any(_text(row, place) != text for place, text in exact.items()):
            continue
        if not wanted or any(wanted in str(cell).casefold() for cell in row if cell is not None):
            found.append(number)
    return found


def ordered(rows: Iterator[Row], place: int, numbers: Sequence[int], *, descending: bool) -> array[int]:
    """Return row numbers sorted by a column: numbers before words, empty cells last of all."""
    keys = [_key(row[place] if place < len(row) else None) for row in rows]
    kinds: tuple[list[int], list[int], list[int]] = ([], [], [])
    for number in numbers:
        key = keys[number]
        kinds[2 if key is None else 1 if isinstance(key, str) else 0].append(number)
    parts = [_sorted(kind, keys.__getitem__, descending=descending) for kind in kinds[:2]]
    return array("Q", chain(*(reversed(parts) if descending else parts), kinds[2]))


def _sorted(numbers: list[int], key: Callable[[int], Any], *, descending: bool) -> Iterator[int]:
    """Sort in parts: a single sort of them all would let no other thread run, and so stop the window."""
    parts = (numbers[start : start + _PART_ROWS] for start in range(0, len(numbers), _PART_ROWS))
    return heapq.merge(*(sorted(part, key=key, reverse=descending) for part in parts), key=key, reverse=descending)


def _key(cell: Cell) -> float | str | None:
    """Return what a cell is sorted by: a plain value, as many tuples would keep the garbage collector busy."""
    try:
        number = math.nan if cell is None else float(cell)
    except ValueError:
        return str(cell).casefold() or None
    return None if math.isnan(number) else number


def _text(row: Row, place: int) -> str:
    cell = row[place] if place < len(row) else None
    return "" if cell is None else str(cell)

"""The rows of a result as a file with a line of JSON for each, of which whoever shows it reads the rows in sight."""

from __future__ import annotations

import heapq
import json
import math
from array import array
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from desktop.core.errors import InputNotFound
from desktop.core.result import Table
from desktop.media.tables.source import BUFFER_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from desktop.core.result import Cell, Result
    from desktop.media.tables.source import Row

NAME = "rows.jsonl"
MIME = "application/x-ndjson"
_PART_ROWS = 4_096
_KEY_CHARACTERS = 80
_SHARED_TEXTS = 10_000
"""Different cells that are kept once while rows are sorted; a column that has more of them is one of texts or names."""


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
        with path.open("rb", buffering=BUFFER_BYTES) as stream:
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
    with path.open("rb", buffering=BUFFER_BYTES) as stream:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """Which rows are wanted by the text in one of their columns: `told` is what is said of it."""

    told: str
    fits: Callable[[str], bool]


def exactly(text: str) -> Only:
    """Return what wants one text."""
    return Only(told=text, fits=text.__eq__)


def matching(rows: Iterator[Row], words: str, only: Mapping[int, Only] | None = None) -> array[int]:
    """Return the numbers of the rows that hold `words` in any cell, and in some columns what is wanted there."""
    wanted, columns = words.strip().casefold(), only or {}
    found = array("Q")
    for number, row in enumerate(rows):
        if not all(one.fits(_text(row, place)) for place, one in columns.items()):
            continue
        if not wanted or any(wanted in str(cell).casefold() for cell in row if cell is not None):
            found.append(number)
    return found


def ordered(rows: Iterator[Row], place: int, numbers: Sequence[int], *, descending: bool) -> array[int]:
    """Return row numbers, which come in the order of the table, sorted by a column.

    Numbers come before words and empty cells last of all. Of words the beginnings count.
    """
    figures, words, empty = array("Q"), array("Q"), array("Q")
    values, texts = array("d"), list[str]()
    shared: dict[str, str] = {}
    wanted = iter(numbers)
    following = next(wanted, None)
    for number, row in enumerate(rows):
        if number != following:
            continue
        following = next(wanted, None)
        key = _key(row[place] if place < len(row) else None)
        if isinstance(key, float):
            figures.append(number)
            values.append(key)
        elif key:
            words.append(number)
            texts.append(shared.setdefault(key, key) if len(shared) < _SHARED_TEXTS else shared.get(key, key))
        else:
            empty.append(number)
    parts = [_sorted(figures, values, descending=descending), _sorted(words, texts, descending=descending)]
    return array("Q", chain(*(reversed(parts) if descending else parts), empty))


def _sorted(numbers: array[int], keys: Sequence[Any], *, descending: bool) -> Iterator[int]:
    """Sort in parts: a single sort of them all would let no other thread run, and so stop the window."""
    key = keys.__getitem__
    parts = [
        array("Q", sorted(range(start, min(start + _PART_ROWS, len(numbers))), key=key, reverse=descending))
        for start in range(0, len(numbers), _PART_ROWS)
    ]
    return (numbers[at] for at in heapq.merge(*parts, key=key, reverse=descending))


def _key(cell: Cell) -> float | str:
    """Return what a cell is sorted by, an empty text for an empty one."""
    try:
        number = math.nan if cell is None else float(cell)
    except (ValueError, OverflowError):
        return str(cell)[:_KEY_CHARACTERS].casefold()
    return "" if math.isnan(number) else number


def _text(row: Row, place: int) -> str:
    cell = row[place] if place < len(row) else None
    return "" if cell is None else str(cell).strip()

"""What the rest of the program knows of a table, whatever file it is."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice, zip_longest
from typing import IO, TYPE_CHECKING, Any, Protocol

from desktop.core.errors import InputEmpty, InputTooLarge
from desktop.core.table import ColumnNeeded
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import ParameterInvalid
from desktop.media.documents.table import has_header

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.result import Cell

BUFFER_BYTES = 1 << 20
"""So much of a table is read or written at a time. Python's lock is let go for a moment each time and taken back before
another thread has woken: with the usual 8 kB, whoever goes through rows would keep the window waiting to the end."""

_SAMPLE_ROWS = 200
_COLUMNS_AT_MOST = 16_384  # as in a workbook
_SHOWN_AT_MOST = 50
_LONGEST_LINE = 50_000_000
_WORD = re.compile(r"[^\W\d_]")
_WORDS = re.compile(r"[^\W\d_]\S*")
_NAME = re.compile(r"[^\W\d]\w*")
_SEVERAL_WORDS = re.compile(r"(?<!\S)(?>\S*?[^\W\d_])\S*+\s++\S*?[^\W\d_]")  # linear, also in a cell without a space

Row = tuple["Cell", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """What a row gets: cells for the new columns and, where the text was masked, another one in its place."""

    cells: Row
    text: str | None = None


Extend = Callable[[int, Row], Extension | None]
"""Says what the row of a number gets; None leaves the row out."""


class TableSource(Protocol):
    """A table on the disk.

    Attributes:
        columns: names; a table whose rows tell them grows more while it is read.
        suffix: of its kind of file.
        mime: its media type.
        values_only: whether what was written lacks something besides values.
    """

    columns: list[str]
    suffix: str
    mime: str
    values_only: bool

    def rows(self) -> Iterator[Row]:
        """Yield each row; one that is short has fewer cells than there are columns."""

    def write(self, target: Path, added: Sequence[str], place: int, extend: Extend) -> None:
        """Write the same kind of file.

        Args:
            target: a new file.
            added: names of the new columns.
            place: the column whose text may be replaced.
            extend: called for each row in its order.
        """


def place_of(source: TableSource, column: str, name: str, parameter: str = "column") -> int:
    """Return the place of the column that is called, or numbered from 1, `column`.

    The only one with texts needs no name. `name` is that of the table, `parameter` the option which asks.

    Raises:
        InputEmpty: there is no row.
        ColumnNeeded: nothing was said, and several may be meant.
        ParameterInvalid: there is no such column.
    """
    if next(source.rows(), None) is None:
        raise InputEmpty(name=name)
    names = [known.strip().casefold() for known in source.columns]
    wanted = column.strip()
    if not wanted:
        texts = [0] if len(names) == 1 else _with_texts(source)
        if len(texts) == 1:
            return texts[0]
        example = shlex.quote(f"{parameter}={source.columns[likeliest(source)]}")
        raise ColumnNeeded(name=name, columns=_shown(source.columns), example=example)
    if wanted.casefold() in names:
        return names.index(wanted.casefold())
    if wanted.isdecimal() and 1 <= int(wanted) <= len(names):
        return int(wanted) - 1
    raise ParameterInvalid(name=parameter, value=column, expected=f"{_shown(source.columns)}; 1-{len(names)}")


def _shown(columns: Sequence[str]) -> str:
    """Return the names of columns as a sentence names them: of thousands the first."""
    more = ", …" if len(columns) > _SHOWN_AT_MOST else ""
    return ", ".join(columns[:_SHOWN_AT_MOST]) + more


def likeliest(source: TableSource) -> int:
    """Return the place of the column with most words in its first rows, which is what people mean by default."""
    words = [0] * max(len(source.columns), 1)
    for row in islice(source.rows(), _SAMPLE_ROWS):
        for place, cell in enumerate(row[: len(words)]):
            words[place] += len(_WORDS.findall(cell)) if isinstance(cell, str) else 0
    return words.index(max(words))


def _with_texts(source: TableSource) -> list[int]:
    """Return the places of the columns whose cells are mostly several words or, where there are none, mostly words."""
    cells = [[cell for cell in column if cell] for column in zip_longest(*head(source))]
    several, any_words = (
        [
            place
            for place, column in enumerate(cells)
            if sum(isinstance(cell, str) and words.search(cell) is not None for cell in column) * 2 > len(column)
        ]
        for words in (_SEVERAL_WORDS, _WORD)
    )
    return several or any_words


def head(source: TableSource, count: int = _SAMPLE_ROWS) -> list[Row]:
    """Return the first rows."""
    return list(islice(source.rows(), count))


def headed(rows: Sequence[Sequence[str]], column: str) -> bool:
    """Say whether the first row of a table holds names, also where it is the only one and each cell of it is a word."""
    names = [cell.strip() for cell in rows[0]]
    alone = len(rows) == 1 and len(set(names)) == len(names) > 1 and all(map(_NAME.fullmatch, names))
    return alone or has_header(rows, column)


def named(columns: Iterable[object], width: int = 0) -> list[str]:
    """Return columns that all have a name of their own: a number where there is none, and where two share one."""
    given = ["" if name is None else str(name).strip() for name in columns]
    told: dict[str, None] = {}
    times = Counter[str]()
    for place, name in enumerate([*given, *[""] * (width - len(given))], 1):
        wanted = name or f"column {place}"
        times[wanted] += 1
        told[apart(wanted, told, max(times[wanted], 2))] = None
    return list(told)


def apart(name: str, taken: Container[str], number: int = 2) -> str:
    """Return a name that is not among those that are taken: as it is, else with a number, `number` or a higher one."""
    made = name
    while made in taken:
        made, number = f"{name} ({number})", number + 1
    return made


def bounded(row: Sized, name: str) -> None:
    """Refuse a row of the table `name` that nothing could show.

    Raises:
        InputTooLarge: it has too many columns.
    """
    if len(row) > _COLUMNS_AT_MOST:
        raise InputTooLarge(
            name=name, found=len(row), limit=_COLUMNS_AT_MOST, unit=QT_TRANSLATE_NOOP("units", "columns")
        )


def lines_of(stream: IO[str], name: str) -> Iterator[str]:
    """Yield the lines of the table `name`, none of which may fill the memory.

    Raises:
        InputTooLarge: a line has no end.
    """
    while line := stream.readline(_LONGEST_LINE + 1):
        if len(line) > _LONGEST_LINE:
            unit = QT_TRANSLATE_NOOP("units", "million characters")
            limit = _LONGEST_LINE // 1_000_000
            raise InputTooLarge(name=name, found=f"> {limit}", limit=limit, unit=unit)
        yield line


def plain_cell(value: Any) -> Cell:
    """Return what a file holds as a cell: numbers and texts as they are, all else as people write it down."""
    if value is None or isinstance(value, str | float):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return value
    if isinstance(value, datetime | date | time):
        written = value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
        return written.removesuffix(" 00:00:00")  # a workbook has no dates without a time, and midnight stands for none
    if isinstance(value, dict | list):
        import json

        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def text_of(row: Row, place: int) -> str:
    """Return the text of a row, empty where it has none; half characters, which JSON may hold, are replaced."""
    cell = row[place] if place < len(row) else None
    return "" if cell is None else str(cell).strip().encode("utf-8", "replace").decode()

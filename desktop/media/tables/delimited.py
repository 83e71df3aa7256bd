"""Tables as text: CSV and TSV of any common delimiter and encoding."""

from __future__ import annotations

import csv
import re
from contextlib import contextmanager
from itertools import chain, islice
from typing import IO, TYPE_CHECKING

from desktop.core.errors import InputEmpty, InputUnsupported
from desktop.core.table import LineUnreadable
from desktop.media.documents.table import above, separator
from desktop.media.encoding import encoding_of
from desktop.media.forms.rows import cell
from desktop.media.tables.source import BUFFER_BYTES, Extend, Row, bounded, headed, lines_of, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.core.media import InputFile
    from desktop.core.result import Cell

_HEAD_CHARACTERS = 65_536
_SAMPLE_ROWS = 200
_LONGEST_CELL = 10_000_000
_END = "\0end\0"
"""Is read behind the last line: within a cell when its quote is never closed, for which `csv` has no word."""
_WITH_POINT, _WITH_COMMA = re.compile(r"-?\d+\.\d+"), re.compile(r"-?\d+,\d+")


class Delimited:
    """A table whose cells are set apart by a sign."""

    values_only = False

    def __init__(self, file: InputFile, column: str = "") -> None:
        """Find encoding, delimiter and header; see `open_table`."""
        self._file = file
        self.mime = file.mime
        self.suffix = ".tsv" if file.mime == "text/tab-separated-values" else ".csv"
        found = encoding_of(file.path)
        if found is None:
            raise InputUnsupported(name=file.name, label=file.label, accepts="CSV, TSV")
        self._encoding = found
        with self._text() as stream:
            beginning = stream.read(_HEAD_CHARACTERS)
        self._mark, self._delimiter = separator(beginning, tabs=self.suffix == ".tsv")
        self._mark += above(beginning[len(self._mark) :], self._delimiter, column, headed)
        self._end = "\r\n" if "\r\n" in beginning else "\n"
        self._header = False
        first = list(islice(self.rows(), _SAMPLE_ROWS))
        if not first:
            raise InputEmpty(name=file.name)
        texts = [[str(one) for one in row] for row in first]
        self._header = headed(texts, column)
        self._names = texts[0] if self._header else []
        self._comma = self._delimiter == ";" and _has_commas(texts)
        self.columns = named(self._names, max(map(len, first)))

    def rows(self) -> Iterator[Row]:
        """Yield each row that is no empty line, the names of the columns left out."""
        for number, row in enumerate(self._lines()):
            if number or not self._header:
                yield tuple(row)
            if len(row) > len(getattr(self, "columns", row)):
                self.columns = named(self.columns, len(row))

    def _lines(self) -> Iterator[list[str]]:
        with self._text() as stream:
            above = stream.read(len(self._mark)).count("\n")
            csv.field_size_limit(_LONGEST_CELL)
            lines = csv.reader(chain(lines_of(stream, self._file.name), [_END]), delimiter=self._delimiter)
            first = above + 1
            try:
                for row in lines:
                    if row and row[-1].endswith(_END):
                        if row == [_END]:
                            return
                        raise LineUnreadable(name=self._file.name, line=first, detail="a quote is never closed")
                    if row:
                        bounded(row, self._file.name)
                        yield row
                    first = above + lines.line_num + 1
            except csv.Error as error:
                raise LineUnreadable(name=self._file.name, line=first, detail=str(error)) from error

    def write(self, target: Path, added: Sequence[str], place: int, extend: Extend) -> None:
        """Write the rows with delimiter and ends of lines as they were, in UTF-8; see `TableSource.write`.

        What was no Unicode gets a mark, by which spreadsheets see that it is now.
        """
        encoding = "utf-8" if self._encoding == "utf-8" else "utf-8-sig"
        with target.open("w", BUFFER_BYTES, encoding=encoding, newline="", errors="replace") as stream:
            stream.write(self._mark)
            writer = csv.writer(stream, delimiter=self._delimiter, lineterminator=self._end)
            width = len(self.columns)
            if self._header:
                writer.writerow([*self._names, *self.columns[len(self._names) :], *map(cell, added)])
            for number, row in enumerate(self.rows()):
                more = extend(number, row)
                if more is None:
                    continue
                cells = [*row, *[""] * (width - len(row))]
                if more.text is not None:
                    cells[place] = more.text
                writer.writerow([*cells, *map(self._written, more.cells)])

    def _written(self, value: Cell) -> Cell:
        """Return a new cell as it is written: numbers as the others of the table are."""
        return str(value).replace(".", ",") if self._comma and isinstance(value, float) else cell(value)

    @contextmanager
    def _text(self) -> Iterator[IO[str]]:
        with self._file.path.open("r", BUFFER_BYTES, self._encoding, errors="replace", newline="") as stream:
            yield stream


def _has_commas(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the numbers of a table are written as 0,5 and never as 0.5."""
    cells = [one.strip() for row in rows for one in row]
    return any(map(_WITH_COMMA.fullmatch, cells)) and not any(map(_WITH_POINT.fullmatch, cells))

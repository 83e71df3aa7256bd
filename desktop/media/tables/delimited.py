"""Tables as text: CSV and TSV of any common delimiter and encoding."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from itertools import islice
from typing import IO, TYPE_CHECKING

from desktop.core.errors import InputCorrupt, InputEmpty, InputUnsupported
from desktop.media.documents.table import separator
from desktop.media.encoding import encoding_of
from desktop.media.forms.rows import cell
from desktop.media.tables.source import BUFFER_BYTES, Extend, Row, headed, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.core.media import InputFile

_HEAD_CHARACTERS = 65_536
_SAMPLE_ROWS = 200
_LONGEST_CELL = 10_000_000


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
        self._end = "\r\n" if "\r\n" in beginning else "\n"
        self._header = False
        first = list(islice(self.rows(), _SAMPLE_ROWS))
        if not first:
            raise InputEmpty(name=file.name)
        self._header = headed([[str(one) for one in row] for row in first], column)
        self.columns = named(first[0] if self._header else (), max(map(len, first)))

    def rows(self) -> Iterator[Row]:
        """Yield each row that is no empty line, the names of the columns left out."""
        with self._text() as stream:
            stream.read(len(self._mark))
            csv.field_size_limit(_LONGEST_CELL)
            lines = csv.reader(stream, delimiter=self._delimiter)
            try:
                for number, row in enumerate(line for line in lines if line):
                    if number or not self._header:
                        yield tuple(row)
                    if len(row) > len(getattr(self, "columns", row)):
                        self.columns = named(self.columns, len(row))
            except csv.Error as error:
                raise InputCorrupt(name=self._file.name, detail=str(error)) from error

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
                writer.writerow([*self.columns, *map(cell, added)])
            for number, row in enumerate(self.rows()):
                more = extend(number, row)
                if more is None:
                    continue
                cells = [*row, *[""] * (width - len(row))]
                if more.text is not None:
                    cells[place] = more.text
                writer.writerow([*cells, *map(cell, more.cells)])

    @contextmanager
    def _text(self) -> Iterator[IO[str]]:
        with self._file.path.open("r", BUFFER_BYTES, self._encoding, errors="replace", newline="") as stream:
            yield stream

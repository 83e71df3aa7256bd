"""Excel workbooks: the values of the first sheet, through openpyxl's streams."""

from __future__ import annotations

import re
import zipfile
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from desktop.core.errors import InputCorrupt, InputEmpty, InputTooLarge
from desktop.core.table import RowsTooMany
from desktop.media.documents.table import has_header
from desktop.media.tables.source import Extend, Row, named, plain_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import IO

    from desktop.core.media import InputFile

_LIMIT_BYTES = 2_000_000_000
_SAMPLE_ROWS = 200
_ROWS_AT_MOST = 1_048_576
_LONGEST_CELL = 32_767
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Workbook:
    """The first sheet of a workbook; formulas count as the value they had when it was saved."""

    suffix = ".xlsx"
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def __init__(self, file: InputFile, column: str = "") -> None:
        """Find the header; see `open_table`."""
        self._file = file
        self._measure()
        self._header = False
        first = [tuple(map(plain_cell, row)) for row in islice(self._values(), _SAMPLE_ROWS)]
        if not first:
            raise InputEmpty(name=file.name)
        texts = [["" if cell is None else str(cell) for cell in row] for row in first]
        self._header = has_header(texts, column)
        self.columns = named(texts[0] if self._header else (), max(map(len, first)))

    def rows(self) -> Iterator[Row]:
        """Yield each row that is not empty, the names of the columns left out."""
        for row in self._values():
            if len(row) > len(self.columns):
                self.columns = named(self.columns, len(row))
            yield tuple(map(plain_cell, row))

    def write(self, target: Path, added: Sequence[str], place: int, extend: Extend) -> None:
        """Write a workbook with one sheet, values without formats; see `TableSource.write`."""
        width = len(self.columns)

        def made() -> Iterator[Sequence[Any]]:
            if self._header:
                yield [*self.columns, *added]
            for number, row in enumerate(self._values()):
                more = extend(number, tuple(map(plain_cell, row)))
                if more is not None:
                    cells = [*row, *[None] * (width - len(row))]
                    if more.text is not None:
                        cells[place] = more.text
                    yield [*cells, *more.cells]

        with target.open("wb") as stream:
            write_workbook(stream, made())

    def _measure(self) -> None:
        """Refuse what would be beyond all measure before anything is unpacked."""
        try:
            with zipfile.ZipFile(self._file.path) as archive:
                size = sum(part.file_size for part in archive.infolist())
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise InputCorrupt(name=self._file.name, detail=str(error)) from error
        if size > _LIMIT_BYTES:
            raise InputTooLarge(
                name=self._file.name, found=size // 1_000_000, limit=_LIMIT_BYTES // 1_000_000, unit="MB"
            )

    def _values(self) -> Iterator[tuple[Any, ...]]:
        with self._sheet() as rows:
            there = (row for row in rows if any(value is not None for value in row))
            yield from islice(there, 1 if self._header else 0, None)

    @contextmanager
    def _sheet(self) -> Iterator[Iterable[tuple[Any, ...]]]:
        """Open the first sheet; openpyxl raises whatever its parsers raise, all of which means damage."""
        import openpyxl

        try:
            book = openpyxl.load_workbook(self._file.path, read_only=True, data_only=True, keep_links=False)
        except OSError:
            raise
        except Exception as error:
            raise InputCorrupt(name=self._file.name, detail=f"{type(error).__name__}: {error}") from error
        try:
            sheets = book.worksheets
            yield _sound(sheets[0].iter_rows(values_only=True), self._file.name) if sheets else ()
        finally:
            book.close()


def _sound(rows: Iterable[tuple[Any, ...]], name: str) -> Iterator[tuple[Any, ...]]:
    """Yield rows without the empty cells at their ends."""
    pending = iter(rows)
    while True:
        try:
            row = next(pending, None)
        except Exception as error:
            raise InputCorrupt(name=name, detail=f"{type(error).__name__}: {error}") from error
        if row is None:
            return
        length = len(row)
        while length and row[length - 1] is None:
            length -= 1
        yield row[:length]


def write_workbook(stream: IO[bytes], rows: Iterable[Iterable[Any]]) -> None:
    """Write rows as the only sheet of a workbook; no text becomes a formula.

    Raises:
        RowsTooMany: no sheet holds so many.
    """
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")

    def cell(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        text = _FORBIDDEN.sub("\ufffd", value)[:_LONGEST_CELL]
        if not text.startswith("="):
            return text
        plain = WriteOnlyCell(sheet, value=text)
        plain.data_type = "s"
        return plain

    for number, row in enumerate(rows):
        if number == _ROWS_AT_MOST:
            raise RowsTooMany(limit=_ROWS_AT_MOST)
        sheet.append([cell(value) for value in row])
    book.save(stream)

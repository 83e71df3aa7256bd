"""Excel workbooks: the values of a sheet, through openpyxl's streams; what is small enough comes back as a whole."""

from __future__ import annotations

import re
import zipfile
from contextlib import contextmanager
from copy import copy
from itertools import islice
from typing import TYPE_CHECKING, Any

from desktop.core.errors import InputCorrupt, InputEmpty, InputTooLarge
from desktop.core.table import RowsTooMany
from desktop.core.usage import ParameterInvalid
from desktop.media.documents.table import titles
from desktop.media.tables.formulas import save_with_values
from desktop.media.tables.source import BUFFER_BYTES, Extend, Extension, Row, headed, named, plain_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import IO

    from desktop.core.media import InputFile
    from desktop.core.result import Cell

_LIMIT_BYTES = 2_000_000_000
_WHOLE_BYTES = 8_000_000
"""Up to so much, unpacked, a workbook is held in memory to keep what else is in it; openpyxl needs ten times of it."""
_SAMPLE_ROWS = 200
_ROWS_AT_MOST = 1_048_576
_LONGEST_CELL = 32_767
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Workbook:
    """A sheet of a workbook; formulas count as the value they had when it was saved."""

    suffix = ".xlsx"
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    values_only = False

    def __init__(self, file: InputFile, column: str = "", sheet: str = "") -> None:
        """Find the header; see `open_table`."""
        self._file = file
        self._name = sheet
        self._size_bytes = self._measure()
        first = [tuple(map(plain_cell, row)) for _, row in islice(self._rows(), _SAMPLE_ROWS)]
        if not first:
            raise InputEmpty(name=file.name)
        texts = [["" if cell is None else str(cell) for cell in row] for row in first]
        self._above = titles(texts, column, headed)
        texts = texts[self._above :]
        self._header = headed(texts, column)
        self.columns = named(texts[0] if self._header else (), max(map(len, texts)))

    def rows(self) -> Iterator[Row]:
        """Yield each row that is not empty, the names of the columns left out."""
        for _, row in self._values():
            if len(row) > len(self.columns):
                self.columns = named(self.columns, len(row))
            yield tuple(map(plain_cell, row))

    def write(self, target: Path, added: Sequence[str], place: int, extend: Extend) -> None:
        """Write the workbook with more columns, of one that is too large its sheet alone; see `TableSource`."""
        if self._size_bytes > _WHOLE_BYTES:
            self._write_values(target, added, place, extend)
            return
        more = [extend(number, tuple(map(plain_cell, row))) for number, (_, row) in enumerate(self._values())]
        if all(more) and self._write_whole(target, added, place, more):
            return
        self._write_values(target, added, place, lambda number, _row: more[number])

    def _write_values(self, target: Path, added: Sequence[str], place: int, extend: Extend) -> None:
        """Write a workbook with this sheet alone, values without formats."""
        self.values_only = True
        width = len(self.columns)

        def made() -> Iterator[Sequence[Any]]:
            yield from (row for _, row in islice(self._rows(), self._above))
            if self._header:
                yield [*self.columns, *added]
            for number, (_, row) in enumerate(self._values()):
                more = extend(number, tuple(map(plain_cell, row)))
                if more is not None:
                    cells = [*row, *[None] * (width - len(row))]
                    if more.text is not None:
                        cells[place] = more.text
                    yield [*cells, *more.cells]

        with target.open("wb", BUFFER_BYTES) as stream:
            write_workbook(stream, made())

    def _write_whole(self, target: Path, added: Sequence[str], place: int, more: Sequence[Extension | None]) -> bool:
        """Write the workbook with all of its sheets, formulas and formats; False for one that openpyxl cannot keep."""
        import openpyxl

        try:
            book = openpyxl.load_workbook(self._file.path, keep_links=False)
            sheet = self._chosen(book)
        except ParameterInvalid:
            raise
        except Exception:  # noqa: BLE001 - whatever is in it besides values; those can be read
            return False
        first, _ = next(islice(self._rows(), self._above, None))
        merged = [cells.max_col for cells in sheet.merged_cells.ranges if cells.max_row >= first]  # no cell of its own
        width = max(len(self.columns), *merged, 0)
        if self._header:
            for number, name in enumerate(added, width + 1):
                _put(sheet.cell(first, number), name)
                sheet.cell(first, number).font = copy(sheet.cell(first, place + 1).font)
                sheet.cell(first, number).fill = copy(sheet.cell(first, place + 1).fill)
        for (row, _), extension in zip(self._values(), more, strict=True):
            assert extension is not None
            if extension.text is not None:
                _put(sheet.cell(row, place + 1), extension.text)
            for number, value in enumerate(extension.cells, width + 1):
                _put(sheet.cell(row, number), value)
        if any(extension is not None and extension.text is not None for extension in more):
            book.save(target)  # what formulas came to may hold what was masked
        else:
            save_with_values(book, self._file.path, target)
        return True

    def _measure(self) -> int:
        """Return the bytes of all that is packed; refuse what is beyond all measure before anything is unpacked."""
        try:
            with zipfile.ZipFile(self._file.path) as archive:
                size = sum(part.file_size for part in archive.infolist())
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise InputCorrupt(name=self._file.name, detail=str(error)) from error
        if size > _LIMIT_BYTES:
            raise InputTooLarge(
                name=self._file.name, found=size // 1_000_000, limit=_LIMIT_BYTES // 1_000_000, unit="MB"
            )
        return size

    def _values(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Yield the rows below the header that are not empty, with their numbers in the sheet."""
        return islice(self._rows(), self._above + self._header, None)

    def _rows(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        with self._sheet() as rows:
            yield from ((number, row) for number, row in enumerate(rows, 1) if row)

    @contextmanager
    def _sheet(self) -> Iterator[Iterable[tuple[Any, ...]]]:
        with _opened(self._file) as book:
            sheet = self._chosen(book)
            yield _sound(sheet.iter_rows(values_only=True), self._file.name) if sheet is not None else ()

    def _chosen(self, book: Any) -> Any:
        """Return the sheet that was named or numbered, the first one where nothing was said."""
        sheets = book.worksheets
        if not self._name:
            return sheets[0] if sheets else None
        numbered = {str(number): sheet for number, sheet in enumerate(sheets, 1)}
        named = numbered | {sheet.title.strip().casefold(): sheet for sheet in sheets}
        if self._name.casefold() not in named:
            titles = ", ".join(sheet.title for sheet in sheets)
            raise ParameterInvalid(name="sheet", value=self._name, expected=f"{titles}; 1-{len(sheets)}")
        return named[self._name.casefold()]


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


def sheets_of(file: InputFile) -> list[str]:
    """Return the names of the sheets of a workbook.

    Raises:
        InputCorrupt: damaged.
        OSError: cannot be opened.
    """
    with _opened(file) as book:
        return [sheet.title for sheet in book.worksheets]


@contextmanager
def _opened(file: InputFile) -> Iterator[Any]:
    """Open a workbook to be read in a stream; openpyxl raises whatever its parsers raise, all of which means damage."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(file.path, read_only=True, data_only=True, keep_links=False)
    except OSError:
        raise
    except Exception as error:
        raise InputCorrupt(name=file.name, detail=f"{type(error).__name__}: {error}") from error
    try:
        yield book
    finally:
        book.close()


def _put(cell: Any, value: Cell) -> None:
    """Give a cell a value; no text becomes a formula."""
    cell.value = _allowed(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)[:_LONGEST_CELL]


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
        text = _allowed(value)
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

"""Tables as rows that come one by one, and the same kind of file with more columns.

What is read of a table is never all of it: a hundred thousand rows need the memory of one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.core.errors import InputEmpty, InputNotFound, InputUnreadable, InputUnsupported
from desktop.core.media import MediaKind

if TYPE_CHECKING:
    from desktop.core.media import InputFile
    from desktop.media.tables.source import TableSource

ACCEPTS = "CSV, TSV, JSONL, XLSX, Parquet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"
READABLE = frozenset({"text/csv", "text/tab-separated-values", "application/x-ndjson", XLSX, PARQUET})


def readable(file: InputFile) -> bool:
    """Say whether the rows of a table can be had."""
    return file.mime in READABLE


def open_table(file: InputFile, column: str = "", sheet: str = "") -> TableSource:
    """Look at a table: its form, its columns, whether its first row holds their names.

    Args:
        file: the table; workbooks and Parquet are only opened behind the wall.
        column: one that is known to be named in the first row.
        sheet: of a workbook, by name or number; the first where nothing is said. Other tables have one alone.

    Raises:
        ParameterInvalid: there is no such sheet.
        InputUnsupported: another kind of file, or Parquet without what reads it.
        InputEmpty: there is no row.
        InputCorrupt: damaged.
        InputTooLarge: beyond all measure.
        InputNotFound: nothing is there.
        InputUnreadable: cannot be opened.
    """
    if file.kind is MediaKind.EMPTY:
        raise InputEmpty(name=file.name)
    if not readable(file):
        raise InputUnsupported(name=file.name, label=file.label, accepts=ACCEPTS)
    try:
        return _opener(file.mime, sheet)(file, column)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputNotFound(name=file.name, detail=str(error)) from error
    except OSError as error:
        raise InputUnreadable(name=file.name, detail=str(error)) from error


def _opener(mime: str, sheet: str) -> Callable[[InputFile, str], TableSource]:
    from desktop.media.tables.delimited import Delimited
    from desktop.media.tables.json_lines import JsonLines
    from desktop.media.tables.parquet import Parquet
    from desktop.media.tables.workbook import Workbook

    if mime == XLSX:
        return partial(Workbook, sheet=sheet)
    openers: dict[str, Callable[[InputFile, str], TableSource]] = {
        "application/x-ndjson": JsonLines,
        PARQUET: Parquet,
    }
    return openers.get(mime, Delimited)

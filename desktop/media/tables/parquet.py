"""Parquet through pyarrow, which is an extra: it is larger than the rest of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.core.errors import InputCorrupt, InputEmpty, InputUnsupported
from desktop.media.tables.source import Extend, Row, named, plain_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.core.media import InputFile

_BATCH_ROWS = 1_000
EXTRA = "ilha[parquet]"


class Parquet:
    """A table by columns, read a thousand rows at a time."""

    suffix = ".parquet"
    mime = "application/vnd.apache.parquet"
    values_only = False

    def __init__(self, file: InputFile, column: str = "") -> None:
        """Read the names of the columns.

        Raises:
            InputUnsupported: the extra is not installed; it is named.
        """
        try:
            import pyarrow.parquet
        except ImportError as error:
            raise InputUnsupported(
                name=file.name, label=file.label, accepts=f"CSV, TSV, JSONL, XLSX; Parquet: {EXTRA}", detail=str(error)
            ) from error
        self._file = file
        self._arrow = pyarrow
        try:
            with pyarrow.parquet.ParquetFile(file.path) as opened:
                self._schema = opened.schema_arrow
                count = opened.metadata.num_rows
        except (pyarrow.ArrowException, ValueError) as error:
            raise InputCorrupt(name=file.name, detail=str(error)) from error
        if not count:
            raise InputEmpty(name=file.name)
        self.columns = named(self._schema.names)

    def rows(self) -> Iterator[Row]:
        """Yield each row."""
        for batch in self._batches():
            for row in zip(*(part.to_pylist() for part in batch.columns), strict=True):
                yield tuple(map(plain_cell, row))

    def write(self, target: Path, added: Sequence[str], place: int, extend: Extend) -> None:
        """Write each batch with more columns, numbers among them as numbers; see `TableSource.write`."""
        arrow = self._arrow
        number, writer = 0, None
        names = named([*self._schema.names, *added])
        kind = self._schema.field(place).type  # a later batch may have a text where this one has a number
        numbers = arrow.types.is_integer(kind) or arrow.types.is_floating(kind) or arrow.types.is_decimal(kind)
        try:
            for batch in self._batches():
                values = [part.to_pylist() for part in batch.columns]
                made, kept = [], []
                for index, row in enumerate(zip(*values, strict=True)):
                    more = extend(number, tuple(map(plain_cell, row)))
                    number += 1
                    if more is not None:
                        kept.append(index)
                        made.append(more)
                columns = [part.take(arrow.array(kept, arrow.int64())) for part in batch.columns]
                if numbers or any(one.text is not None for one in made):
                    old = (plain_cell(values[place][index]) for index in kept)
                    texts = [was if one.text is None else one.text for was, one in zip(old, made, strict=True)]
                    columns[place] = arrow.array([None if one is None else str(one) for one in texts], arrow.string())
                columns += [_column(arrow, [one.cells[at] for one in made], name) for at, name in enumerate(added)]
                table = arrow.table(columns, names=names)
                writer = writer or arrow.parquet.ParquetWriter(target, table.schema)
                writer.write_table(table.cast(writer.schema))
        finally:
            if writer is not None:
                writer.close()

    def _batches(self) -> Iterator[Any]:
        try:
            with self._arrow.parquet.ParquetFile(self._file.path) as opened:
                yield from opened.iter_batches(_BATCH_ROWS)
        except self._arrow.ArrowException as error:
            raise InputCorrupt(name=self._file.name, detail=str(error)) from error


def _column(arrow: Any, cells: list[Any], name: str) -> Any:
    """Return a new column: every score is a number, all else is text."""
    if name.startswith("score") or name == "similarity" or any(isinstance(cell, float) for cell in cells):
        return arrow.array([cell if isinstance(cell, int | float) else None for cell in cells], arrow.float64())
    return arrow.array([None if cell is None else str(cell) for cell in cells], arrow.string())

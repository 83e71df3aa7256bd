"""Tables as JSON lines: an object, or a list of cells, on each line."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from desktop.core.errors import InputEmpty, InputUnsupported
from desktop.core.table import LineUnreadable
from desktop.media.encoding import encoding_of
from desktop.media.tables.source import BUFFER_BYTES, Extend, Row, apart, bounded, lines_of, named, plain_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.core.media import InputFile

_SAMPLE_ROWS = 200


class JsonLines:
    """A table whose rows name their columns themselves."""

    suffix = ".jsonl"
    mime = "application/x-ndjson"
    values_only = False

    def __init__(self, file: InputFile, column: str = "") -> None:
        """Collect the columns of the first rows; `column` needs no search for names here."""
        self._file = file
        found = encoding_of(file.path)
        if found is None:
            raise InputUnsupported(name=file.name, label=file.label, accepts="JSONL")
        self._encoding = found
        self.columns: list[str] = []
        self._known: set[str] = set()
        if not list(islice(self.rows(), _SAMPLE_ROWS)):
            raise InputEmpty(name=file.name)

    def rows(self) -> Iterator[Row]:
        """Yield the cells of each object in the order of the columns, which grow when a new name comes up."""
        for value in self._values():
            if isinstance(value, list):
                if len(value) > len(self.columns):
                    self.columns = named(self.columns, len(value))
                    self._known.update(self.columns)
                yield tuple(map(plain_cell, value))
                continue
            self.columns += [name for name in value if name not in self._known]
            self._known.update(value)
            bounded(self.columns, self._file.name)
            yield tuple(plain_cell(value.get(name)) for name in self.columns)

    def write(self, target: Path, added: Sequence[str], place: int, extend: Extend) -> None:
        """Write each object with more members, nested ones as they were; see `TableSource.write`."""
        with target.open("w", BUFFER_BYTES, encoding="utf-8", errors="backslashreplace") as stream:
            for number, (value, row) in enumerate(zip(self._values(), self.rows(), strict=True)):
                more = extend(number, row)
                if more is None:
                    continue
                if isinstance(value, list):
                    made: Any = [*value, *[None] * (len(self.columns) - len(value)), *more.cells]
                    if more.text is not None:
                        made[place] = more.text
                else:
                    made = value | ({} if more.text is None else {self.columns[place]: more.text})
                    for name, cell in zip(added, more.cells, strict=True):
                        made[apart(name, value)] = cell
                stream.write(json.dumps(made, ensure_ascii=False) + "\n")

    def _values(self) -> Iterator[Any]:
        with self._file.path.open("r", BUFFER_BYTES, self._encoding, errors="replace") as stream:
            for number, line in enumerate(lines_of(stream, self._file.name), 1):
                if not line.strip():
                    continue
                try:
                    value = json.loads(line)
                except (ValueError, RecursionError) as error:
                    raise LineUnreadable(name=self._file.name, line=number, detail=str(error)) from error
                if not isinstance(value, dict | list):
                    raise LineUnreadable(name=self._file.name, line=number, detail="neither an object nor a list")
                bounded(value, self._file.name)
                yield value

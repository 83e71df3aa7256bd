"""What is intact in a damaged database goes into a new one, when it is opened again and nobody else has it open.

Damage is found in the midst of reading, while others rely on the file. So it is only noted beside it, and the way out
is taken at the next start, by whichever program opens it first. The damaged file is kept.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from desktop.core.errors import StorageError
from desktop.core.text import QT_TRANSLATE_NOOP

Sound = Callable[[str, Mapping[str, Any]], bool]
"""Says of a table's name and a row whether the row can be read."""
_UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
_GUESSED = 100_000
"""Rows behind the last that was found, where no index tells how many there are."""


class StorageRenewed(StorageError):
    """A database was damaged, and what was intact of it is in a new one."""

    code = "storage-renewed"
    message = QT_TRANSLATE_NOOP("errors", "“{file}” in “{folder}” was damaged. All that could be read is still here.")
    hint = QT_TRANSLATE_NOOP("errors", "The damaged file is beside it as “{kept}”.")


def note_damage(path: Path) -> None:
    """Remember for the next who opens the database at `path` that it is damaged."""
    with suppress(OSError):
        _note(path).touch()


def is_noted(path: Path) -> bool:
    """Say whether the database was found to be damaged."""
    return _note(path).exists()


def set_aside(path: Path) -> None:
    """Keep a database, with its log, under another name."""
    _log_of(_kept(path)).unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        _log_of(path).replace(_log_of(_kept(path)))
    path.replace(_kept(path))


def renew(path: Path, made: Path, sound: Sound) -> None:
    """Put what is intact in the database at `path` into the new one at `made`, and that in its place.

    Nothing happens while another program has it open.
    """
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as source:
        try:
            (mode,) = source.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError:
            mode = "wal"
        if mode == "delete":
            with closing(sqlite3.connect(made, isolation_level=None)) as target:
                _carry(source, target, sound)
    if mode != "delete":
        return
    _kept(path).unlink(missing_ok=True)
    try:
        os.link(path, _kept(path))
    except OSError:  # not every disk has links
        shutil.copyfile(path, _kept(path))
    made.replace(path)
    _note(path).replace(_news(path))


def take_news(path: Path) -> StorageRenewed | None:
    """Return, once, that the database at `path` was renewed."""
    try:
        _news(path).unlink()
    except OSError:
        return None
    return StorageRenewed(file=path.name, folder=str(path.parent), kept=_kept(path).name)


def _kept(path: Path) -> Path:
    return path.with_suffix(".db.bad")


def _note(path: Path) -> Path:
    return path.with_suffix(".db.damaged")


def _news(path: Path) -> Path:
    return path.with_suffix(".db.renewed")


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _carry(source: sqlite3.Connection, target: sqlite3.Connection, sound: Sound) -> None:
    source.text_factory = bytes.decode
    target.execute("PRAGMA synchronous=OFF")
    tables = target.execute("SELECT name FROM pragma_table_list WHERE type='table' AND name NOT LIKE 'sqlite_%'")
    target.execute("BEGIN")
    for (table,) in tables.fetchall():
        columns = [name for (name,) in target.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        marks = ", ".join("?" * len(columns))
        put = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names are ours
        for row in _rows(source, table, columns):
            if sound(table, dict(zip(columns, row, strict=True))):
                target.execute(put, row)
    target.execute("COMMIT")


def _rows(source: sqlite3.Connection, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Give the rows that can be read, in their order."""
    query = f"SELECT rowid, {', '.join(columns)} FROM {table} WHERE rowid"  # noqa: S608 - names are ours
    at, last = 0, -1
    while True:
        try:
            for number, *row in source.execute(f"{query} >= ? ORDER BY rowid", (at,)):
                at = number + 1
                yield tuple(row)
        except _UNREADABLE:
            last = last if last >= at else _last(source, table, at)
        else:
            return
        # One by one over the damage, at whose edge a cursor loses a row that can be read.
        start, found = at, None
        while at <= last and (found is None or at == start + 1):
            found = _row(source, query, at)
            at += 1
            if found is not None:
                yield found
        if at > last:
            return


def _row(source: sqlite3.Connection, query: str, number: int) -> tuple[Any, ...] | None:
    try:
        found = source.execute(f"{query} = ?", (number,)).fetchone()
    except _UNREADABLE:
        return None
    return None if found is None else tuple(found[1:])


def _last(source: sqlite3.Connection, table: str, at: int) -> int:
    """Return the number of the last row, from the table or else from one of its indexes."""
    with suppress(*_UNREADABLE):
        indexes = source.execute("SELECT name FROM pragma_index_list(?)", (table,)).fetchall()
        for index in ["", *(f"INDEXED BY {name}" for (name,) in indexes)]:
            with suppress(*_UNREADABLE):
                (last,) = source.execute(f"SELECT MAX(rowid) FROM {table} {index}").fetchone()  # noqa: S608
                return int(last or 0)
    return at + _GUESSED

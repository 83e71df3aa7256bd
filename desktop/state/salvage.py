"""What is intact in a damaged database goes into a new one, when it is opened again and nobody else has it open.

Damage is found in the midst of reading, while others rely on the file. So it is only noted beside it, and the way out
is taken at the next start, by whichever program opens it first. The damaged file is kept.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.core.errors import StorageInUse
from desktop.state.holds import one_at_a_time
from desktop.state.news import StorageRenewed

_UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
_LOST_AT_MOST = 1 << 14
"""When so many rows cannot be read one after the other, nothing more is looked for."""
_UNKNOWN = 1 << 62
"""Stands for the number of the last row where nothing tells it."""


def _unread(_table: str, _row: Mapping[str, Any]) -> None:
    pass


def _as_it_is(_database: sqlite3.Connection) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """What a database is made anew of.

    Attributes:
        read: reads a row of a table, and raises a `ValueError` or a `TypeError` where that cannot be done.
        tables: from which rows are taken; empty for all.
        mend: puts in order what hung on rows that were lost.
        said: what is told afterwards.
    """

    read: Callable[[str, Mapping[str, Any]], object] = _unread
    tables: tuple[str, ...] = ()
    mend: Callable[[sqlite3.Connection], None] = _as_it_is
    said: type[StorageRenewed] = StorageRenewed


def note_damage(path: Path) -> None:
    """Remember for the next who opens the database at `path` that it is damaged."""
    with suppress(OSError):
        _note(path).touch()


def is_noted(path: Path) -> bool:
    """Say whether the database was found to be damaged."""
    return _note(path).exists()


@contextmanager
def in_turn(path: Path) -> Iterator[None]:
    """Wait until nobody else mends the database at `path`, who may have removed the note of its damage then."""
    with ExitStack() as turn:
        with suppress(FileNotFoundError):
            turn.enter_context(one_at_a_time(_note(path)))
        yield


def set_aside(path: Path) -> Path:
    """Keep what is at `path`, of a database with its log, under a name that is free, and return it."""
    kept = _free(path)
    with suppress(FileNotFoundError):
        _log_of(path).replace(_log_of(kept))
    path.replace(kept)
    _note(path).unlink(missing_ok=True)
    return kept


def keep_copy(path: Path) -> Path:
    """Keep what is in a file under a name that is free, and return it."""
    kept = _free(path)
    try:
        os.link(path, kept)
    except OSError:  # not every disk has links
        shutil.copyfile(path, kept)
    return kept


def renew(path: Path, made: Path, make: Callable[[int], Rescue]) -> Path:
    """Put what is intact in the database at `path` into a new one at `made`, and that in its place.

    Args:
        path: the damaged one.
        made: where the new one is made.
        make: makes it empty, of a version, and says what belongs in it.

    Returns where the damaged one is kept.

    Raises:
        StorageInUse: another program has it open.
        sqlite3.DatabaseError: nothing of it can be read, or the new one cannot be written.
    """
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as source:
        source.execute("PRAGMA writable_schema=ON")  # without, nothing is read of a file that breaks off
        (mode,) = source.execute("PRAGMA journal_mode=DELETE").fetchone()
        if mode != "delete":
            raise StorageInUse(folder=str(path.parent))
        source.execute("SELECT COUNT(*) FROM sqlite_schema")
        (version,) = source.execute("PRAGMA user_version").fetchone()
        rescue = make(version)
        with closing(sqlite3.connect(made, isolation_level=None)) as target:
            _carry(source, target, rescue)
    kept = keep_copy(path)
    made.replace(path)
    _note(path).unlink(missing_ok=True)
    return kept


def _free(path: Path) -> Path:
    kept, number = path.with_name(f"{path.name}.bad"), 1
    while os.path.lexists(kept):
        number += 1
        kept = path.with_name(f"{path.name}.bad-{number}")
    return kept


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}.damaged")


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _carry(source: sqlite3.Connection, target: sqlite3.Connection, rescue: Rescue) -> None:
    source.text_factory = bytes.decode
    target.execute("PRAGMA synchronous=OFF")
    tables = target.execute("SELECT name FROM pragma_table_list WHERE type='table' AND name NOT LIKE 'sqlite_%'")
    target.execute("BEGIN")
    for table in rescue.tables or [table for (table,) in tables.fetchall()]:
        columns = [name for (name,) in target.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        marks = ", ".join("?" * len(columns))
        put = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names are ours
        for row in _rows(source, table, columns):
            with suppress(ValueError, TypeError, sqlite3.IntegrityError):
                rescue.read(table, dict(zip(columns, row, strict=True)))
                target.execute(put, row)
    rescue.mend(target)
    target.execute("COMMIT")


def _rows(source: sqlite3.Connection, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Give the rows that can be read, in their order."""
    query = f"SELECT rowid, {', '.join(columns)} FROM {table} WHERE rowid"  # noqa: S608 - names are ours
    at, last = 0, _last(source, table)
    while True:
        with suppress(*_UNREADABLE):
            for number, *row in source.execute(f"{query} >= ? ORDER BY rowid", (at,)):
                if not at <= number <= last:  # a lost page may hold any
                    break
                at = number + 1
                yield tuple(row)
            else:
                return
        # One by one over the damage, at whose edge a cursor loses a row that can be read.
        start, found = at, None
        while at <= min(last, start + _LOST_AT_MOST) and (found is None or at == start + 1):
            found = _row(source, query, at)
            at += 1
            if found is not None:
                yield found
        if at > last or found is None:
            return


def _row(source: sqlite3.Connection, query: str, number: int) -> tuple[Any, ...] | None:
    try:
        found = source.execute(f"{query} = ?", (number,)).fetchone()
    except _UNREADABLE:
        return None
    return None if found is None else tuple(found[1:])


def _last(source: sqlite3.Connection, table: str) -> int:
    """Return the number of the last row, from the table or else from one of its indexes."""
    with suppress(*_UNREADABLE):
        indexes = source.execute("SELECT name FROM pragma_index_list(?)", (table,)).fetchall()
        for index in ["", *(f"INDEXED BY {name}" for (name,) in indexes)]:
            with suppress(*_UNREADABLE):
                (last,) = source.execute(f"SELECT MAX(rowid) FROM {table} {index}").fetchone()  # noqa: S608
                return int(last or 0)
    return _UNKNOWN

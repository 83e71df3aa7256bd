"""A SQLite file of ours: made when missing, brought up to date when older, its refusals explained.

One connection, used by the thread that made it, or by one after the other.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from desktop.core.errors import StorageFull, StorageInUse, StorageNotWritable

T = TypeVar("T")

Migration = Callable[[sqlite3.Connection], None]


class Database:
    """An open database.

    Attributes:
        connection: for statements that only read; what writes goes through `guard`.
    """

    def __init__(self, path: Path, migrations: Sequence[Migration], *, shared: bool = False) -> None:
        """Open the file at `path` and run the migrations it has not seen; one that is no database is set aside.

        Of a `shared` one the caller sees to it that only one thread at a time is in it.

        Raises:
            StorageFull, StorageNotWritable: the disk refuses.
        """
        self._folder = path.parent
        self._migrations = migrations
        self._shared = shared
        try:
            self._open(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            self.connection.close()
            path.replace(path.with_suffix(".db.bad"))  # not a database any more; kept for whoever can repair it
            self._open(path)
        path.chmod(0o600)

    def close(self) -> None:
        """Close the file; the object is not used afterwards."""
        self.connection.close()

    def guard(self, action: Callable[[], T]) -> T:
        """Return what `action` returns.

        Raises:
            StorageFull, StorageNotWritable: the disk refused.
            StorageInUse: another program writes, and does not come to an end.
        """
        try:
            return action()
        except sqlite3.OperationalError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code == sqlite3.SQLITE_FULL:
                raise StorageFull(folder=str(self._folder), detail=str(error)) from error
            if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise StorageInUse(folder=str(self._folder), detail=str(error)) from error
            if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}:
                raise StorageNotWritable(folder=str(self._folder), detail=str(error)) from error
            raise

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do everything in the block, or nothing of it; no other process writes meanwhile."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:  # a full disk has ended it already
                self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def _open(self, path: Path) -> None:
        self.connection = self.guard(
            lambda: sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=not self._shared)
        )
        self.guard(self._prepare)

    def _prepare(self) -> None:
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=NORMAL")
        before = self._version()
        for number, migrate in enumerate(self._migrations[before:], before + 1):
            with self.transaction():
                if self._version() < number:  # another program may have been faster
                    migrate(self.connection)
                    self.connection.execute(f"PRAGMA user_version={number}")

    def _version(self) -> int:
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        return int(version)


def alive(process: int) -> bool:
    """Say whether the process that owns a row is still there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

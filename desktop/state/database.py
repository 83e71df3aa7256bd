"""A SQLite file of ours: made when missing, brought up to date when older, its refusals explained.

One connection, used by the thread that made it, or by one after the other.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from desktop.core.errors import StorageError, StorageFull, StorageInUse, StorageNotWritable
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.state.files import private, storage_errors
from desktop.state.salvage import Sound, is_noted, note_damage, renew, set_aside

T = TypeVar("T")

Migration = Callable[[sqlite3.Connection], None]
_LEAST_ROOM_BYTES = 1 << 16
"""What SQLite makes beside a database when it is opened has 32 kB."""
_PROCESS_BITS = 22
"""Of the number of a process: Linux counts no further."""
_STARTED = 19
"""The time of its start among the figures of a process that follow its name."""


class StorageNewer(StorageError):
    """The database has tables of a later version of the program."""

    code = "storage-newer"
    message = QT_TRANSLATE_NOOP("errors", "“{file}” in “{folder}” was written by a newer version of Ilha.")
    hint = QT_TRANSLATE_NOOP("errors", "Install that version again, or a later one; nothing was changed.")


class StorageDamaged(StorageError):
    """Pages of the database are not what SQLite wrote."""

    code = "storage-damaged"
    message = QT_TRANSLATE_NOOP("errors", "“{file}” in “{folder}” is damaged.")
    hint = QT_TRANSLATE_NOOP("errors", "Move it to another place and try again; Ilha then begins a new one.")


class StorageDamagedInPart(StorageDamaged):
    """Pages of a database are lost whose other pages can be carried over into a new one."""

    code = "storage-damaged-in-part"
    message = QT_TRANSLATE_NOOP("errors", "“{file}” in “{folder}” is damaged, and a part of it cannot be read.")
    hint = QT_TRANSLATE_NOOP("errors", "Close Ilha and start it again: what can be read is then put into a new file.")


class Database:
    """An open database.

    Attributes:
        connection: for statements that only read; what writes goes through `guard`.
    """

    def __init__(
        self,
        path: Path,
        migrations: Sequence[Migration],
        *,
        shared: bool = False,
        at_once: bool = False,
        sound: Sound | None = None,
    ) -> None:
        """Open the file at `path` and run the migrations it has not seen; one that is no database is set aside.

        One that was found to be damaged in part is made anew of those rows that are `sound`.

        Of a `shared` one the caller sees to it that only one thread at a time is in it; of one `at_once`, in which
        nobody who writes waits for the disk, that `take_in_log` is called from time to time.

        Raises:
            StorageFull, StorageNotWritable: the disk refuses.
        """
        self._folder, self._name = path.parent, path.name
        self._migrations = migrations
        self._shared = shared
        self._at_once = at_once
        self._sound = sound
        if sound is not None and is_noted(path):
            self._renew(path, sound)
        try:
            self._open(path)
        except (sqlite3.DatabaseError, StorageDamaged) as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            set_aside(path)  # not a database any more; kept for whoever can repair it
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
            StorageDamaged: what the disk holds is not what was written.
        """
        try:
            return action()
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code == sqlite3.SQLITE_CORRUPT or "UTF-8" in str(error):
                raise self._damage(type(error).__name__) from error
            if code == sqlite3.SQLITE_FULL:
                raise StorageFull(folder=str(self._folder), detail=str(error)) from error
            if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise StorageInUse(folder=str(self._folder), detail=str(error)) from error
            if code == sqlite3.SQLITE_IOERR and shutil.disk_usage(self._folder).free < _LEAST_ROOM_BYTES:
                raise StorageFull(folder=str(self._folder), detail=str(error)) from error  # said of its shared memory
            if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}:
                raise StorageNotWritable(folder=str(self._folder), detail=str(error)) from error
            raise

    def read(self, action: Callable[[], T]) -> T:
        """Return what `action` reads; raises as `guard`, also where a row cannot be understood."""
        try:
            return self.guard(action)
        except ValueError as error:
            raise self._damage(type(error).__name__) from error

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
        with storage_errors(path.parent):  # before SQLite makes it, and gives its log the same permissions
            os.close(private(os.fspath(path), os.O_RDONLY | os.O_CREAT))
        self.connection = self.guard(
            lambda: sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=not self._shared)
        )
        try:
            self.guard(lambda: self._refuse_newer(path))
            self.guard(self._prepare)
        except BaseException:
            self.close()
            raise

    def _renew(self, path: Path, sound: Sound) -> None:
        """Make a new database of what is intact; when that fails the old one stays as it is."""
        made = path.with_suffix(".db.new")
        made.unlink(missing_ok=True)
        try:
            with suppress(sqlite3.DatabaseError), storage_errors(self._folder):
                self._open(made)
                self.close()
                renew(path, made, sound)
        finally:
            made.unlink(missing_ok=True)

    def _damage(self, detail: str) -> StorageDamaged:
        kind = StorageDamaged
        if self._sound is not None:
            note_damage(self._folder / self._name)
            kind = StorageDamagedInPart
        return kind(file=self._name, folder=str(self._folder), detail=detail)

    def _refuse_newer(self, path: Path) -> None:
        if self._version() > len(self._migrations):
            raise StorageNewer(file=path.name, folder=str(path.parent))

    def _prepare(self) -> None:
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=NORMAL")
        self.connection.execute("PRAGMA secure_delete=ON")
        if self._at_once:
            self.connection.execute("PRAGMA wal_autocheckpoint=0")
        before = self._version()
        for number, migrate in enumerate(self._migrations[before:], before + 1):
            with self.transaction():
                if self._version() < number:  # another program may have been faster
                    migrate(self.connection)
                    self.connection.execute(f"PRAGMA user_version={number}")

    def _version(self) -> int:
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        return int(version)


def take_in_log(path: Path) -> None:
    """Bring what the log of a database holds into the database, on any thread; nobody who writes has to wait for it.

    When it cannot be done everything stays in the log, and whoever writes next is told why.
    """
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()


def process_mark(process: int | None = None) -> int:
    """Return what tells a process, this one by default, from every other, also from one that gets its number later.

    Raises:
        OSError: there is no such process.
    """
    number = process or os.getpid()
    return number | _birth(number) << _PROCESS_BITS


def alive(owner: int) -> bool:
    """Say whether the process that owns a row is still there; an owner is a mark, or the mere number of a process."""
    process = owner & ((1 << _PROCESS_BITS) - 1)
    try:
        return _exists(process) and (owner == process or owner == process_mark(process))
    except OSError:
        return False


def _exists(process: int) -> bool:
    if sys.platform == "win32":  # there a signal of 0 is Ctrl+C
        import psutil

        return psutil.pid_exists(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def _birth(process: int) -> int:
    """Return when a process began, in the clock of the system; 0 where that is not known."""
    try:
        line = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        if Path("/proc/self").exists():
            raise
        return 0
    return int(line.rpartition(")")[2].split()[_STARTED])

"""A SQLite file of ours: made when missing, brought up to date when older, its refusals explained.

One connection, used by the thread that made it, or by one after the other.
"""

from __future__ import annotations

import functools
import os
import shutil
import sqlite3
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from desktop.core.errors import StorageError, StorageFull, StorageInUse, StorageNotWritable
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.state.files import private, storage_errors
from desktop.state.news import StorageReplaced, tell
from desktop.state.salvage import Rescue, in_turn, is_noted, note_damage, renew, set_aside

P = ParamSpec("P")
T = TypeVar("T")

Migration = Callable[[sqlite3.Connection], None]
_LEAST_ROOM_BYTES = 1 << 16
"""What SQLite makes beside a database when it is opened has 32 kB."""
_NEW_S = 60
"""So long after it was made a database may hold nothing."""
_SAID = ("UTF-8", "malformed JSON", "unsupported file format")
"""What SQLite says of a row, or of the first page, with no number of its own."""
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
    """Pages of the database are not what SQLite wrote, or a row is not what we did."""

    code = "storage-damaged"
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
        rescue: Rescue | None = None,
    ) -> None:
        """Open the file at `path` and run the migrations it has not seen.

        One that was found to be damaged is made anew of what `rescue` takes, all rows by default; what is no database
        any more is set aside. Either is told, see `news`.

        Of a `shared` one the caller sees to it that only one thread at a time is in it; of one `at_once`, in which
        nobody who writes waits for the disk, that `take_in_log` is called from time to time.

        Raises:
            StorageFull, StorageNotWritable: the disk refuses.
            StorageNewer: a later version of the program has written it.
            StorageDamaged: it is damaged, and another program has it open.
        """
        self._folder, self._name = path.parent, path.name
        self._migrations = migrations
        self._shared = shared
        self._at_once = at_once
        self._rescue = rescue or Rescue()
        if _is_gone(path):
            note_damage(path)
        if is_noted(path):
            with suppress(StorageError):  # it is as it was then
                self._mend(path)
        try:
            self._open(path)
        except StorageDamaged:  # which is noted now
            with suppress(StorageInUse):
                self._mend(path)
            self._open(path)
        path.chmod(0o600)

    def close(self) -> None:
        """Close the file; the object is not used afterwards."""
        self.connection.close()

    def guard(self, action: Callable[[], T]) -> T:
        """Return what `action` returns; raises as `explained`."""
        with self.explained():
            return action()

    def read(self, action: Callable[[], T]) -> T:
        """Return what `action` reads; raises as `guard`, also where a row cannot be understood."""
        try:
            return self.guard(action)
        except (ValueError, TypeError) as error:
            if isinstance(error, TypeError) and self._is_whole():  # then it is a mistake of ours
                raise
            raise self._damage(type(error).__name__) from error

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Say what is wrong when SQLite cannot do what the block asks.

        Raises:
            StorageFull, StorageNotWritable: the disk refused.
            StorageInUse: another program writes, and does not come to an end.
            StorageDamaged: what the disk holds is not what was written.
        """
        try:
            yield
        except UnicodeDecodeError as error:  # of what SQLite would say of it
            raise self._damage(type(error).__name__) from error
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if self._means_damage(code, error):
                raise self._damage(type(error).__name__) from error
            if code == sqlite3.SQLITE_FULL:
                raise StorageFull(folder=str(self._folder), detail=str(error)) from error
            if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}:
                raise StorageInUse(folder=str(self._folder), detail=str(error)) from error
            if code == sqlite3.SQLITE_IOERR and shutil.disk_usage(self._folder).free < _LEAST_ROOM_BYTES:
                raise StorageFull(folder=str(self._folder), detail=str(error)) from error  # said of its shared memory
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

    def _open(self, path: Path, version: int | None = None) -> None:
        # Before SQLite makes it, and gives its log the same permissions. One that is there must not be opened: closing
        # it would end the locks of every other connection of this process, and its log would be taken from it.
        with storage_errors(path.parent), suppress(FileExistsError):
            os.close(private(os.fspath(path), os.O_RDONLY | os.O_CREAT | os.O_EXCL))
        self.connection = self.guard(
            lambda: sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=not self._shared)
        )
        try:
            self.guard(lambda: self._refuse_newer(path, version or self._version()))
            self.guard(lambda: self._prepare(len(self._migrations) if version is None else version))
        except BaseException:
            self.close()
            raise

    def _mend(self, path: Path) -> None:
        """Put another one in the place of one that is damaged, unless somebody else has done so meanwhile."""
        with storage_errors(path.parent), in_turn(path):
            if _is_gone(path):
                self._replace(path)
            elif is_noted(path):
                self._renew(path)

    def _renew(self, path: Path) -> None:
        """Make a new database of what is intact; where nothing is, set the old one aside.

        Raises:
            StorageInUse: another program has it open.
            StorageFull, StorageNotWritable: the disk refuses; the old one stays as it is.
        """
        made = path.with_name(f".ilha-{path.name}.part")

        def make(version: int) -> Rescue:
            _discard(made)
            self._open(made, version)
            self.close()
            return self._rescue if version == len(self._migrations) else Rescue(tables=self._rescue.tables)

        try:
            with storage_errors(self._folder):
                kept = self.guard(lambda: renew(path, made, make))
        except StorageDamaged:
            self._replace(path)
        else:
            tell(path, self._rescue.said(file=path.name, folder=str(path.parent), kept=kept.name))
        finally:
            _discard(made)

    def _replace(self, path: Path) -> None:
        with storage_errors(path.parent):
            kept = set_aside(path)
        tell(path, StorageReplaced(file=path.name, folder=str(path.parent), kept=kept.name))

    def _means_damage(self, code: int, error: Exception) -> bool:
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or any(said in str(error) for said in _SAID):
            return True
        return code == sqlite3.SQLITE_ERROR and self._lacks_tables()

    def _is_whole(self) -> bool:
        (said,) = self.guard(lambda: self.connection.execute("PRAGMA quick_check(1)").fetchone())
        return bool(said == "ok")

    def _lacks_tables(self) -> bool:
        """Say whether columns are missing that one of its version has: then another program has made it, or a fault."""
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as whole, suppress(sqlite3.DatabaseError):
            for migrate in self._migrations[: self._version()]:
                migrate(whole)
            return not _columns(whole) <= _columns(self.connection)
        return False

    def _damage(self, detail: str) -> StorageDamaged:
        note_damage(self._folder / self._name)
        return StorageDamaged(file=self._name, folder=str(self._folder), detail=detail)

    def _refuse_newer(self, path: Path, version: int) -> None:
        if version > len(self._migrations):
            raise StorageNewer(file=path.name, folder=str(path.parent))

    def _prepare(self, newest: int) -> None:
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=NORMAL")
        self.connection.execute("PRAGMA secure_delete=ON")
        if self._at_once:
            self.connection.execute("PRAGMA wal_autocheckpoint=0")
        before = self._version()
        for number, migrate in enumerate(self._migrations[before:newest], before + 1):
            with self.transaction():
                if self._version() < number:  # another program may have been faster
                    migrate(self.connection)
                    self.connection.execute(f"PRAGMA user_version={number}")

    def _version(self) -> int:
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        return int(version)


class Stored(Protocol):
    """Something that lies in a database."""

    _file: Database


S = TypeVar("S", bound=Stored)


def reading(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Have what a method cannot read of its database called by its name."""

    @functools.wraps(method)
    def read(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._file.read(lambda: method(self, *args, **kwargs))

    return read


def _is_gone(path: Path) -> bool:
    """Say whether a folder or nothing is where the database was; one that was just made is empty as well."""
    with suppress(OSError):
        status = path.stat()
        return stat.S_ISDIR(status.st_mode) or (not status.st_size and time.time() - status.st_mtime > _NEW_S)
    return False


def _discard(path: Path) -> None:
    """Remove a database that came to nothing, with its log, which would be taken for another's."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)


def _columns(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    tables = "SELECT name FROM sqlite_schema WHERE type='table'"
    return set(connection.execute(f"SELECT a.name, b.name FROM ({tables}) AS a, pragma_table_info(a.name) AS b"))  # noqa: S608


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
    """Return when a process began, in a clock of the system."""
    try:
        line = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        if Path("/proc/self").exists():
            raise
        return _told_birth(process)
    return int(line.rpartition(")")[2].split()[_STARTED])


def _told_birth(process: int) -> int:
    """Return the same where processes lie in no folder."""
    import psutil

    try:
        return int(psutil.Process(process).create_time())
    except psutil.NoSuchProcess as error:
        raise ProcessLookupError(process) from error

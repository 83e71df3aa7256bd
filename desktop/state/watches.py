"""Watched folders in SQLite: what is done with their files, which were seen and what became of them."""

from __future__ import annotations

import dataclasses
import sqlite3
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.core.errors import Failure, StorageInUse
from desktop.core.watch import Seen, SeenState, Watch
from desktop.state.codec import decode, encode
from desktop.state.database import Database, Migration, alive, process_mark, reading
from desktop.state.salvage import Rescue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def _m001_watches(database: sqlite3.Connection) -> None:
    database.execute(
        """CREATE TABLE watches (
            id INTEGER PRIMARY KEY, folder TEXT NOT NULL, task TEXT NOT NULL, model TEXT, params TEXT NOT NULL,
            formats TEXT NOT NULL, out TEXT NOT NULL, paused INTEGER NOT NULL DEFAULT 0, standing INTEGER NOT NULL,
            owner INTEGER NOT NULL DEFAULT 0
        ) STRICT"""
    )
    database.execute(
        """CREATE TABLE files (
            watch INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE, path TEXT NOT NULL,
            size_bytes INTEGER NOT NULL, modified_ns INTEGER NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL,
            job TEXT NOT NULL, failure TEXT, changed REAL NOT NULL, PRIMARY KEY (watch, path)
        ) STRICT"""
    )
    database.execute("CREATE INDEX files_by_time ON files (watch, changed DESC)")
    database.execute("CREATE TABLE outputs (path TEXT PRIMARY KEY) STRICT")


MIGRATIONS: tuple[Migration, ...] = (_m001_watches,)
_WATCH = "id, folder, task, model, params, formats, out, paused"
_REMOVED = -1
_SEEN = "path, size_bytes, modified_ns, sha256, state, job, failure, changed"
_NOTE = (
    f"INSERT INTO files (watch, {_SEEN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (watch, path) DO UPDATE SET "  # noqa: S608
    + ", ".join(f"{name}=excluded.{name}" for name in _SEEN.split(", ")[1:])
)


class Watches:
    """The watched folders of a home.

    Args:
        path: the database; created when missing.
    """

    def __init__(self, path: Path) -> None:
        """Open the database and bring it up to date."""
        self._file = Database(path, MIGRATIONS, rescue=Rescue(read=_read, mend=_mend))
        self._database = self._file.connection
        self._database.execute("PRAGMA foreign_keys=ON")

    def close(self) -> None:
        """Close it; the object is not used afterwards."""
        self._file.close()

    # --- folders -----------------------------------------------------------------------------------------------------

    @reading
    def standing(self) -> list[Watch]:
        """Return the folders that the window watches, in the order in which they were added."""
        rows = self._database.execute(f"SELECT {_WATCH} FROM watches WHERE standing=1 ORDER BY id")  # noqa: S608
        return [_watch(row) for row in rows]

    def add(self, watch: Watch, *, standing: bool) -> Watch:
        """Keep a watch, or return the one that is the same but for its number, with all that it has seen."""
        values = {
            "folder": str(watch.folder),
            "task": watch.task,
            "model": watch.model,
            "params": encode(dict(sorted(watch.params.items()))).decode(),
            "formats": encode(watch.formats).decode(),
            "out": str(watch.out),
            "standing": int(standing),
        }
        same = " AND ".join(f"{name} IS :{name}" for name in values)

        def write() -> int:
            with self._file.transaction():
                found = self._database.execute(f"SELECT id FROM watches WHERE {same}", values).fetchone()  # noqa: S608
                if found is not None:
                    return int(found[0])
                names = ", ".join(values)
                marks = ", ".join(f":{name}" for name in values)
                made = self._database.execute(f"INSERT INTO watches ({names}) VALUES ({marks})", values)  # noqa: S608
                return int(made.lastrowid or 0)

        return dataclasses.replace(watch, id=self._file.guard(write))

    def take(self, watch_id: int) -> None:
        """Be the only one who works for a watch until this process ends.

        Raises:
            StorageInUse: another process does.
        """
        ours = process_mark()

        def write() -> str | None:
            with self._file.transaction():
                query = "SELECT owner, folder FROM watches WHERE id=?"
                owner, folder = self._database.execute(query, (watch_id,)).fetchone()
                if owner not in {0, ours} and alive(owner):
                    return str(folder)
                self._database.execute("UPDATE watches SET owner=? WHERE id=?", (ours, watch_id))
                return None

        taken = self._file.guard(write)
        if taken is not None:
            raise StorageInUse(folder=taken)

    def pause(self, watch_id: int, *, paused: bool) -> None:
        """Begin nothing new for a watch, or go on."""
        self._write("UPDATE watches SET paused=? WHERE id=?", [(int(paused), watch_id)])

    def remove(self, watch_id: int) -> None:
        """Take a watch out of those that stand; `restore` brings it back until `purge`."""
        self._write("UPDATE watches SET standing=? WHERE id=?", [(_REMOVED, watch_id)])

    def restore(self, watch_id: int) -> None:
        """Bring a removed watch back with all that it has seen."""
        self._write("UPDATE watches SET standing=1 WHERE id=?", [(watch_id,)])

    def purge(self, watch_id: int | None = None) -> None:
        """Forget removed watches, one or all, and what they have seen.

        What they wrote stays, and stays known as nobody's input.
        """
        self._write("DELETE FROM watches WHERE standing=? AND id=COALESCE(?, id)", [(_REMOVED, watch_id)])

    # --- files -------------------------------------------------------------------------------------------------------

    @reading
    def seen(self, watch_id: int) -> dict[Path, Seen]:
        """Return every file that was seen, by path."""
        rows = self._database.execute(f"SELECT {_SEEN} FROM files WHERE watch=?", (watch_id,))  # noqa: S608
        return {seen.path: seen for seen in map(_seen, rows)}

    @reading
    def last(self, watch_id: int, limit: int = 200) -> list[Seen]:
        """Return the files that were worked on last, the newest first."""
        query = f"SELECT {_SEEN} FROM files WHERE watch=? AND state<>'unfit' ORDER BY changed DESC, path LIMIT ?"  # noqa: S608
        return [_seen(row) for row in self._database.execute(query, (watch_id, limit))]

    @reading
    def open_files(self, watch_id: int) -> list[Seen]:
        """Return the files whose work has begun and not ended."""
        query = f"SELECT {_SEEN} FROM files WHERE watch=? AND state IN ('queued', 'delivering') ORDER BY path"  # noqa: S608
        return [_seen(row) for row in self._database.execute(query, (watch_id,))]

    @reading
    def counts(self, watch_id: int) -> dict[SeenState, int]:
        """Return how many files are in each state."""
        rows = self._database.execute("SELECT state, COUNT(*) FROM files WHERE watch=? GROUP BY state", (watch_id,))
        return Counter({SeenState(state): count for state, count in rows})

    def note(self, watch_id: int, files: Iterable[Seen]) -> None:
        """Remember files as they are now."""
        self._write(_NOTE, _rows(watch_id, files))

    def end(self, watch_id: int, files: Iterable[Seen]) -> None:
        """Remember what became of files; one that another job works on by now is that one's."""
        self._write(f"{_NOTE} WHERE files.job IN ('', excluded.job)", _rows(watch_id, files))

    def forget(self, watch_id: int, paths: Iterable[Path]) -> None:
        """Take files for new when they are next seen."""
        self._write("DELETE FROM files WHERE watch=? AND path=?", [(watch_id, str(path)) for path in paths])

    def note_outputs(self, paths: Iterable[Path]) -> None:
        """Remember what was written for any watch, so that no watch works on it."""
        self._write("INSERT OR IGNORE INTO outputs VALUES (?)", [(str(path),) for path in paths])

    @reading
    def is_output(self, path: Path) -> bool:
        """Say whether a watch has written this."""
        return self._database.execute("SELECT 1 FROM outputs WHERE path=?", (str(path),)).fetchone() is not None

    def _write(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        def write() -> None:
            with self._file.transaction():
                self._database.executemany(statement, rows)

        if rows:
            self._file.guard(write)


def _rows(watch_id: int, files: Iterable[Seen]) -> list[tuple[Any, ...]]:
    now = time.time()
    return [
        (
            *(watch_id, str(file.path), file.size_bytes, file.modified_ns, file.sha256, file.state.value, file.job),
            *(encode(file.failure).decode() if file.failure else None, now),
        )
        for file in files
    ]


def _watch(row: Sequence[Any]) -> Watch:
    return Watch(
        id=row[0],
        folder=Path(row[1]),
        task=row[2],
        model=row[3],
        params=decode(row[4], dict),
        formats=tuple(decode(row[5], list)),
        out=Path(row[6]),
        paused=bool(row[7]),
    )


def _seen(row: Sequence[Any]) -> Seen:
    return Seen(
        path=Path(row[0]),
        size_bytes=row[1],
        modified_ns=row[2],
        sha256=row[3],
        state=SeenState(row[4]),
        job=row[5],
        failure=decode(row[6], Failure) if row[6] else None,
        changed=row[7],
    )


def _read(table: str, row: Mapping[str, Any]) -> None:
    """Read a row that was carried over from damaged watches."""
    match table:
        case "watches":
            _watch([row[name] for name in _WATCH.split(", ")])
        case "files":
            _seen([row[name] for name in _SEEN.split(", ")])


def _mend(database: sqlite3.Connection) -> None:
    """Forget the files of folders that are not known any more."""
    database.execute("DELETE FROM files WHERE watch NOT IN (SELECT id FROM watches)")

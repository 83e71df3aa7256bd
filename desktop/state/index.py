"""The index of the user's files in SQLite: which files, in which state, and their passages, found by words.

Vectors lie beside it (`desktop.state.vectors`): the engine reads them, and this says which rows belong to which file.
Only the window or the command line opens it. Everything of a file is written in one transaction, after its vectors, so
that a program that is killed leaves whole files or nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from desktop.core.errors import Failure
from desktop.core.passages import IndexedFile, IndexState, Passage, Reading
from desktop.state.codec import encode
from desktop.state.database import Database, reading
from desktop.state.files import storage_errors
from desktop.state.index_rows import Entry, Place, entry_of, place_of
from desktop.state.index_schema import MIGRATIONS, RESCUE
from desktop.state.paths import make_folder
from desktop.state.vectors import VectorFile, sweep

NAME = "index.db"
_RANKED = 5_000
"""So many of the passages that fit a query of words are compared: what more of them have tells nothing apart."""
_WASTE = 0.25
"""Share of rows that belong to nobody from which on the vectors are written anew without them."""


class Index:
    """The index in one folder.

    Attributes:
        folder: where it lies; made when missing.
    """

    def __init__(self, folder: Path) -> None:
        """Open the index. What its vectors were lost of has to be read again.

        Raises:
            StorageFull, StorageNotWritable: the disk refuses.
        """
        self.folder = folder
        with storage_errors(folder.parent):
            make_folder(folder)
        self._file = Database(folder / NAME, MIGRATIONS, rescue=RESCUE)
        self._database = self._file.connection
        try:
            self._settle()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close it; the object is not used afterwards."""
        self._file.close()

    @reading
    def _settle(self) -> None:
        if self.vectors.rows() < self._next_row():
            self._anew(self.model)

    # --- what is watched ---------------------------------------------------------------------------------------------

    @reading
    def roots(self) -> dict[Path, bool]:
        """Return the files and folders that were added, and those that were taken out of such a folder (False)."""
        rows = self._database.execute("SELECT path, wanted FROM roots ORDER BY path")
        return {Path(path): bool(wanted) for path, wanted in rows}

    def add_root(self, path: Path) -> None:
        """Watch a file or a folder from now on."""
        self._set_root(path, wanted=True)

    def remove(self, path: Path) -> list[IndexedFile]:
        """Forget a file, or a folder with all that is in it; returns what was forgotten."""
        gone = [entry.shown for entry in self.entries([path])]
        inside = any(wanted and root in path.parents for root, wanted in self.roots().items())
        self._set_root(path, wanted=False if inside else None)
        self.forget([file.path for file in gone])
        return gone

    def _set_root(self, path: Path, *, wanted: bool | None) -> None:
        """Say whether what is at `path` is watched; None leaves that to the folder it is in."""

        def write() -> None:
            with self._file.transaction():
                self._database.execute(f"DELETE FROM roots WHERE {_under('path')}", _bounds(path))  # noqa: S608
                if wanted is not None:
                    self._database.execute("INSERT INTO roots VALUES (?, ?)", (str(path), int(wanted)))

        self._file.guard(write)

    # --- files -------------------------------------------------------------------------------------------------------

    @reading
    def entries(self, under: Iterable[Path] | None = None) -> list[Entry]:
        """Return the files in the order of their paths: all, or those that are, or lie in, one of `under`."""
        columns = "path, size_bytes, modified_ns, sha256, state, passages, failure"
        if under is None:
            rows = self._database.execute(f"SELECT {columns} FROM files ORDER BY path").fetchall()  # noqa: S608
            return [entry_of(row) for row in rows]
        found: dict[str, Entry] = {}
        for path in under:
            query = f"SELECT {columns} FROM files WHERE {_under('path')}"  # noqa: S608
            found |= {row[0]: entry_of(row) for row in self._database.execute(query, _bounds(path))}
        return [found[path] for path in sorted(found)]

    def await_files(self, files: Iterable[tuple[Path, int, int]]) -> None:
        """Note that files (path, size, time of change in ns) are about to be read; old passages stay until then."""
        rows = [(str(path), size, modified, IndexState.INDEXING.value) for path, size, modified in files]
        self._write(
            "INSERT INTO files (path, size_bytes, modified_ns, state) VALUES (?, ?, ?, ?) ON CONFLICT (path) DO UPDATE"
            " SET size_bytes=excluded.size_bytes, modified_ns=excluded.modified_ns, state=excluded.state, failure=NULL",
            rows,
        )

    def keep_unchanged(self, path: Path, size_bytes: int, modified_ns: int) -> None:
        """Note that a file was only touched: it is what it was."""
        row = (size_bytes, modified_ns, str(path))
        self._write("UPDATE files SET size_bytes=?, modified_ns=? WHERE path=?", [row])

    def put(self, readings: Sequence[tuple[Path, Reading, str]]) -> None:
        """Keep what was read of files (path, reading, digest) in place of what was known of them.

        A file that was forgotten meanwhile stays so.

        Raises:
            StorageFull, StorageNotWritable: the disk refuses; nothing of them is kept.
        """

        def write() -> None:
            with self._file.transaction():
                first = at = self._next_row()  # rows that are let go here may be read until all is kept
                wanted = [one for one in readings if self._id(one[0]) is not None]
                for path, reading, digest in wanted:
                    self._put(path, reading, digest, at)
                    at += len(reading.passages)
                self.vectors.write(first, b"".join(reading.vectors for _, reading, _ in wanted))

        self._file.guard(write)

    def fail(self, failures: Iterable[tuple[Path, Failure]]) -> None:
        """Note why files cannot be read; what was known of them is forgotten."""

        def write() -> None:
            with self._file.transaction():
                for path, failure in failures:
                    self._drop_passages(self._id(path))
                    self._database.execute(
                        "UPDATE files SET state=?, failure=?, sha256=NULL WHERE path=?",
                        (IndexState.FAILED.value, encode(failure).decode(), str(path)),
                    )

        self._file.guard(write)

    def forget(self, paths: Iterable[Path]) -> None:
        """Forget files."""

        def write() -> None:
            with self._file.transaction():
                for path in paths:
                    self._drop_passages(self._id(path))
                    self._database.execute("DELETE FROM files WHERE path=?", (str(path),))

        self._file.guard(write)

    def _put(self, path: Path, reading: Reading, digest: str, first: int) -> None:
        file, count = self._id(path), len(reading.passages)
        self._drop_passages(file)
        if count:
            row_bytes, rest = divmod(len(reading.vectors), count)
            if rest or row_bytes != int(self._fact("row_bytes") or row_bytes):
                raise ValueError("the rows are not of the length of the others")
            self._set_fact("row_bytes", str(row_bytes))
        self._database.executemany(
            "INSERT INTO passages (file, number, start, stop, page, text) VALUES (?, ?, ?, ?, ?, ?)",
            ((file, number, one.start, one.end, one.page, one.text) for number, one in enumerate(reading.passages)),
        )
        self._database.execute(
            "UPDATE files SET sha256=?, state=?, failure=NULL, first_row=?, passages=? WHERE id=?",
            (digest, IndexState.READY.value, first, count, file),
        )

    def _id(self, path: Path) -> int | None:
        row = self._database.execute("SELECT id FROM files WHERE path=?", (str(path),)).fetchone()
        return int(row[0]) if row else None

    def _drop_passages(self, file: int | None) -> None:
        if self._database.execute("DELETE FROM passages WHERE file=?", (file,)).rowcount:
            self._set_fact("untidy", "1")
        self._database.execute("UPDATE files SET passages=0 WHERE id=?", (file,))

    # --- vectors -----------------------------------------------------------------------------------------------------

    @property
    @reading
    def model(self) -> tuple[str, str] | None:
        """Return id and revision of the model that the vectors are of; None while there are none."""
        known = self._fact("model"), self._fact("revision")
        return (known[0], known[1] or "") if known[0] else None

    def use_model(self, model: str, revision: str) -> None:
        """Say which model the vectors are of; with another one than before every file has to be read again."""
        if self.model != (model, revision):
            self._anew((model, revision))

    @property
    @reading
    def generation(self) -> int:
        """Return the number of the file of vectors; rows mean what they do in this one alone."""
        return int(self._fact("generation") or 1)

    @property
    def vectors(self) -> VectorFile:
        """Return the file of vectors."""
        return VectorFile(self.folder, self.generation, int(self._fact("row_bytes") or 0))

    @reading
    def stretches(self, under: Iterable[Path]) -> list[tuple[int, int]]:
        """Return the rows (first, end) of the files that are, or lie in, one of `under`."""
        query = f"SELECT first_row, first_row+passages FROM files WHERE passages>0 AND {_under('path')}"  # noqa: S608
        found = {row for path in under for row in self._database.execute(query, _bounds(path))}
        return sorted(found)

    @reading
    def tidy(self) -> None:
        """Let nothing of what was forgotten stay on the disk: neither words nor vectors."""
        if not self._fact("untidy"):
            return
        self._file.guard(self._tidy)
        sweep(self.folder, self.vectors.path)

    def _tidy(self) -> None:
        with self._file.transaction():
            owned = self._owned()
            end = max((stop for _, stop in owned), default=0)
            gaps = [(stop, first) for (_, stop), (first, _) in pairwise([(0, 0), *owned]) if first > stop]
            old = self.vectors
            if sum(stop - first for first, stop in gaps) > _WASTE * end or not owned:
                self._compact(old, owned)
            else:
                old.erase([*gaps, (end, old.rows())])
            self._database.execute("INSERT INTO words (words) VALUES ('optimize')")
            self._database.execute("DELETE FROM facts WHERE name='untidy'")
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _compact(self, old: VectorFile, owned: list[tuple[int, int]]) -> None:
        self._set_fact("generation", str(self.generation + 1))
        if owned:
            old.copy(owned, self.vectors)
        at = 0
        for first, stop in owned:
            self._database.execute("UPDATE files SET first_row=? WHERE first_row=? AND passages>0", (at, first))
            at += stop - first

    def _owned(self) -> list[tuple[int, int]]:
        query = "SELECT first_row, first_row+passages FROM files WHERE passages>0 ORDER BY first_row"
        return self._database.execute(query).fetchall()

    def _next_row(self) -> int:
        (row,) = self._database.execute("SELECT MAX(first_row+passages) FROM files WHERE passages>0").fetchone()
        return int(row or 0)

    def _anew(self, model: tuple[str, str] | None) -> None:
        """Forget every passage, so that all files are read again."""

        def write() -> None:
            with self._file.transaction():
                self._database.execute("DELETE FROM passages")
                self._database.execute(
                    "UPDATE files SET passages=0, sha256=NULL, state=? WHERE state=?",
                    (IndexState.STALE.value, IndexState.READY.value),
                )
                self._set_fact("generation", str(self.generation + 1))
                self._database.execute("DELETE FROM facts WHERE name='row_bytes'")
                self._set_fact("untidy", "1")
                for name, value in zip(("model", "revision"), model or (), strict=False):
                    self._set_fact(name, value)

        self._file.guard(write)
        self.tidy()

    # --- search ------------------------------------------------------------------------------------------------------

    @reading
    def at_rows(self, rows: Sequence[int]) -> dict[int, Place]:
        """Return the passages whose vectors lie at `rows`; nothing for a row that is nobody's."""
        query = (
            "SELECT passages.id, path, start, stop, page, text FROM files JOIN passages"
            " ON passages.file=files.id AND passages.number=?1-first_row WHERE files.id="
            "(SELECT id FROM files WHERE passages>0 AND first_row<=?1 ORDER BY first_row DESC LIMIT 1)"
        )
        found = ((row, self._database.execute(query, (row,)).fetchone()) for row in rows)
        return {row: place_of(place) for row, place in found if place is not None}

    @reading
    def passages_of(self, path: Path) -> list[Passage]:
        """Return the passages of a file, from its first to its last."""
        query = (
            "SELECT passages.id, path, start, stop, page, text FROM passages JOIN files ON files.id=passages.file"
            " WHERE path=? ORDER BY number"
        )
        return [place_of(row).passage for row in self._database.execute(query, (str(path),))]

    @reading
    def matching(self, query: str, limit: int, under: Sequence[Path] = ()) -> list[Place]:
        """Return the passages that fit a query of FTS5, the best by their words first."""
        inside = ""
        if under:
            chosen = " OR ".join([_under("path")] * len(under))
            inside = (
                "AND rowid IN (SELECT passages.id FROM files JOIN passages"  # noqa: S608
                f" ON passages.file=files.id WHERE {chosen})"
            )
        bounds = [bound for path in under for bound in _bounds(path)]
        # Ranks are asked for before anything is fetched, and not of all that a common word fits.
        some = f"SELECT rowid, rank AS mark FROM words WHERE words MATCH ? {inside} LIMIT {_RANKED}"  # noqa: S608
        ranked = f"SELECT rowid FROM ({some}) ORDER BY mark LIMIT ?"  # noqa: S608
        numbers = [number for (number,) in self._database.execute(ranked, (query, *bounds, limit))]
        fetch = (
            "SELECT passages.id, path, start, stop, page, text FROM passages JOIN files ON files.id=passages.file"
            " WHERE passages.id=?"
        )
        found = (self._database.execute(fetch, (number,)).fetchone() for number in numbers)
        return [place_of(row) for row in found if row is not None]

    @reading
    def occurrences(self, query: str, at_most: int) -> int:
        """Return how many passages fit a query of FTS5; it is not counted beyond `at_most`."""
        counted = "SELECT COUNT(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
        (count,) = self._database.execute(counted, (query, at_most)).fetchone()
        return int(count)

    @reading
    def passages(self) -> int:
        """Return how many passages there are."""
        (count,) = self._database.execute("SELECT SUM(passages) FROM files").fetchone()
        return int(count or 0)

    # --- facts -------------------------------------------------------------------------------------------------------

    def _fact(self, name: str) -> str | None:
        row = self._database.execute("SELECT value FROM facts WHERE name=?", (name,)).fetchone()
        return str(row[0]) if row else None

    def _set_fact(self, name: str, value: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def _write(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        def write() -> None:
            with self._file.transaction():
                self._database.executemany(statement, rows)

        self._file.guard(write)


def _under(column: str) -> str:
    """Return the condition that a path is the one of `_bounds`, or lies in it."""
    return f"({column}=? OR ({column}>? AND {column}<?))"


def _bounds(path: Path) -> tuple[str, str, str]:
    inside = str(path).rstrip(os.sep) + os.sep
    return str(path), inside, inside[:-1] + chr(ord(os.sep) + 1)

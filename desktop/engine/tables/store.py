"""What a table is made of while it is worked on: its different texts and what came of them, on the disk."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from desktop.core.result import Cell

_SCHEMA = "CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, digest BLOB UNIQUE, text TEXT, made TEXT)"
_REFUSED = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_IOERR: errno.EIO, sqlite3.SQLITE_CANTOPEN: errno.EACCES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a text: cells by the names of their columns, a masked text, or the code of the error."""

    cells: dict[str, Cell] = field(default_factory=dict)
    text: str | None = None
    error: str = ""


class RowStore:
    """Texts by digest, each kept once.

    A process that is killed leaves a whole file: what a transaction had not finished is rolled back by the next one.

    Attributes:
        resumed: texts that an earlier run had finished.
        name: under which it can be discarded.
    """

    def __init__(self, path: Path, *, anew: bool, private: bool = False) -> None:
        """Open what an earlier run left at `path`; with `anew` it is forgotten. A `private` run writes nothing."""
        self.name = path.name
        if not private:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if anew:
                path.unlink(missing_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            os.close(descriptor)
        with _system_errors():
            self._connection = sqlite3.connect(":memory:" if private else path)
            self._open(path)
            (self.resumed,) = self._connection.execute("SELECT count(*) FROM texts WHERE made IS NOT NULL").fetchone()

    def _open(self, path: Path) -> None:
        if not self._is_sound():  # a power failure has left no database, or half of one
            self._connection.close()
            path.unlink()
            self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA synchronous=OFF")  # what was written survives the process all the same
        self._connection.execute(_SCHEMA)

    def _is_sound(self) -> bool:
        try:
            return bool(self._connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            return False

    def close(self) -> None:
        """Let the file go; what was kept stays."""
        self._connection.close()

    @property
    def count(self) -> int:
        """Return how many different texts there are."""
        (count,) = self._connection.execute("SELECT count(*) FROM texts").fetchone()
        return int(count)

    def add(self, texts: Iterable[str]) -> None:
        """Keep texts that are to be worked on; those that are known already stay as they are."""
        with _system_errors(), self._connection:
            self._connection.executemany(
                "INSERT OR IGNORE INTO texts (digest, text) VALUES (?, ?)", ((_digest(text), text) for text in texts)
            )

    def first(self, limit: int) -> list[str]:
        """Return the first texts, whatever came of them."""
        return [text for (text,) in self._connection.execute("SELECT text FROM texts ORDER BY id LIMIT ?", (limit,))]

    def waiting(self, behind: int, limit: int) -> list[tuple[int, str]]:
        """Return texts that nothing came of yet, with their ids, which are greater than `behind`."""
        query = "SELECT id, text FROM texts WHERE id > ? AND made IS NULL ORDER BY id LIMIT ?"
        return self._connection.execute(query, (behind, limit)).fetchall()

    def put(self, made: Iterable[tuple[int, Outcome]]) -> None:
        """Keep what came of texts; it is on its way to the disk when this returns."""
        rows = [
            (json.dumps({"cells": outcome.cells, "text": outcome.text, "error": outcome.error}), identity)
            for identity, outcome in made
        ]
        with _system_errors(), self._connection:
            self._connection.executemany("UPDATE texts SET made = ? WHERE id = ?", rows)

    def forget(self) -> None:
        """Forget what came of all texts."""
        with _system_errors(), self._connection:
            self._connection.execute("UPDATE texts SET made = NULL")

    def get(self, text: str) -> Outcome | None:
        """Return what came of a text, None where nobody worked on it."""
        found = self._connection.execute("SELECT made FROM texts WHERE digest = ?", (_digest(text),)).fetchone()
        return Outcome(**json.loads(found[0])) if found and found[0] else None

    def outcomes(self) -> Iterator[Outcome]:
        """Yield everything that came of texts."""
        for (made,) in self._connection.execute("SELECT made FROM texts WHERE made IS NOT NULL ORDER BY id"):
            yield Outcome(**json.loads(made))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]


@contextmanager
def _system_errors() -> Iterator[None]:
    """Turn the refusals of the disk into the system's own, which the edge of the process knows."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = _REFUSED.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if code is None:
            raise
        raise OSError(code, str(error)) from error

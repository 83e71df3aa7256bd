"""The tables of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.state.news import IndexRenewed
from desktop.state.salvage import Rescue

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from desktop.state.database import Migration

_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE roots (path TEXT PRIMARY KEY, wanted INTEGER NOT NULL) STRICT;
CREATE TABLE files (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size_bytes INTEGER NOT NULL, modified_ns INTEGER NOT NULL,
    sha256 TEXT, state TEXT NOT NULL, failure TEXT,
    first_row INTEGER NOT NULL DEFAULT 0, passages INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX files_by_row ON files (first_row) WHERE passages > 0;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY, file INTEGER NOT NULL, number INTEGER NOT NULL,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, page INTEGER, text TEXT NOT NULL, UNIQUE (file, number)
) STRICT;
CREATE VIRTUAL TABLE words USING fts5 (
    text, content='passages', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
)
"""
_TRIGGERS = (
    """CREATE TRIGGER passage_added AFTER INSERT ON passages BEGIN
        INSERT INTO words (rowid, text) VALUES (new.id, new.text);
    END""",
    """CREATE TRIGGER passage_gone AFTER DELETE ON passages BEGIN
        INSERT INTO words (words, rowid, text) VALUES ('delete', old.id, old.text);
    END""",
)


def _m001_files(database: sqlite3.Connection) -> None:
    for statement in (*_TABLES.split(";"), *_TRIGGERS):
        database.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (_m001_files,)


def _mend(database: sqlite3.Connection) -> None:
    """Have every file read again; the vectors that there are belong to nobody."""
    database.execute("DELETE FROM facts WHERE name='row_bytes'")
    database.execute("INSERT OR REPLACE INTO facts VALUES ('untidy', '1')")


def _read(table: str, row: Mapping[str, Any]) -> None:
    """Read a row that was carried over from a damaged index."""
    if table == "facts" and row["name"] == "generation":
        int(row["value"])


RESCUE = Rescue(read=_read, tables=("roots", "facts"), mend=_mend, said=IndexRenewed)

"""The tables of conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from desktop.state.database import Migration


def _m001_chats(database: sqlite3.Connection) -> None:
    database.execute(
        """CREATE TABLE chats (
            id TEXT PRIMARY KEY, title TEXT NOT NULL, assistant TEXT NOT NULL, model TEXT NOT NULL,
            params TEXT NOT NULL, created REAL NOT NULL, changed REAL NOT NULL, leaf INTEGER, deleted REAL,
            owner INTEGER
        ) STRICT"""
    )
    database.execute("CREATE INDEX chats_by_time ON chats (changed DESC, id DESC) WHERE deleted IS NULL")
    database.execute(
        """CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT, chat TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
            parent INTEGER REFERENCES messages (id) ON DELETE CASCADE, role TEXT NOT NULL, text TEXT NOT NULL,
            state TEXT NOT NULL, created REAL NOT NULL, model TEXT NOT NULL, usage TEXT, failure TEXT,
            owner INTEGER NOT NULL
        ) STRICT"""
    )
    database.execute("CREATE INDEX messages_by_chat ON messages (chat, id)")
    database.execute("CREATE INDEX messages_by_parent ON messages (parent)")
    database.execute(
        "CREATE VIRTUAL TABLE words USING fts5 (text, content='messages', content_rowid='id',"
        ' tokenize="unicode61 remove_diacritics 2")'
    )
    # A message that is being written changes every second and is found only when it is finished.
    add, remove = (
        "INSERT INTO words (rowid, text) VALUES (new.id, new.text)",
        "INSERT INTO words (words, rowid, text) VALUES ('delete', old.id, old.text)",
    )
    for name, when, which, action in (
        ("added", "INSERT", "new", add),
        ("gone", "DELETE", "old", remove),
        ("unlearnt", "UPDATE OF text, state", "old", remove),
        ("learnt", "UPDATE OF text, state", "new", add),
    ):
        before = "BEFORE" if which == "old" else "AFTER"
        database.execute(
            f"CREATE TRIGGER {name} {before} {when} ON messages WHEN {which}.state <> 'writing' BEGIN {action}; END"
        )


def _m002_documents(database: sqlite3.Connection) -> None:
    for column in ("documents", "tools"):
        database.execute(f"ALTER TABLE chats ADD COLUMN {column} TEXT NOT NULL DEFAULT '[]'")
    database.execute(
        """CREATE TABLE sources (
            id INTEGER PRIMARY KEY, message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            path TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, page INTEGER, text TEXT NOT NULL
        ) STRICT"""
    )
    database.execute("CREATE INDEX sources_by_message ON sources (message, id)")
    database.execute(
        "CREATE VIRTUAL TABLE quoted USING fts5 (text, content='sources', content_rowid='id',"
        ' tokenize="unicode61 remove_diacritics 2")'
    )
    database.execute(
        """CREATE TRIGGER source_added AFTER INSERT ON sources BEGIN
            INSERT INTO quoted (rowid, text) VALUES (new.id, new.text);
        END"""
    )
    database.execute(
        """CREATE TRIGGER source_gone AFTER DELETE ON sources BEGIN
            INSERT INTO quoted (quoted, rowid, text) VALUES ('delete', old.id, old.text);
        END"""
    )


MIGRATIONS: tuple[Migration, ...] = (_m001_chats, _m002_documents)

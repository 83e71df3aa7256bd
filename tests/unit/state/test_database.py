"""A database explains why it cannot be written, and is there again when it was no database any more."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import StorageFull, StorageInUse, StorageNotWritable
from desktop.state.database import Database, StorageDamaged, take_in_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _numbers(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE numbers (number INTEGER)")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "numbers.db", (_numbers,))
    yield database
    database.close()


def numbers(database: Database) -> list[int]:
    return [number for (number,) in database.connection.execute("SELECT number FROM numbers")]


def add(database: Database, number: int) -> None:
    with database.transaction():
        database.connection.execute("INSERT INTO numbers VALUES (?)", (number,))


def test_a_transaction_is_done_whole_or_not_at_all(database: Database) -> None:
    add(database, 1)

    def half() -> None:
        with database.transaction():
            database.connection.execute("INSERT INTO numbers VALUES (2)")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert numbers(database) == [1]


def test_whoever_writes_at_the_same_time_is_told_so(database: Database, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "numbers.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    database.connection.execute("PRAGMA busy_timeout=10")
    with pytest.raises(StorageInUse):
        database.guard(lambda: add(database, 1))
    other.execute("ROLLBACK")
    other.close()
    database.guard(lambda: add(database, 1))
    assert numbers(database) == [1]


def test_nobody_who_writes_at_once_waits_for_the_disk_and_the_log_begins_anew(tmp_path: Path) -> None:
    path, log, copy = tmp_path / "numbers.db", tmp_path / "numbers.db-wal", tmp_path / "copy.db"
    database = Database(path, (_numbers,), at_once=True)
    try:
        before = path.stat().st_size
        for number in range(1100):  # SQLite itself takes a log of a thousand pages in
            add(database, number)
        assert path.stat().st_size == before
        take_in_log(path)
        shutil.copy(path, copy)
        size = log.stat().st_size
        add(database, 1100)
        assert log.stat().st_size == size
        assert len(numbers(database)) == 1101
    finally:
        database.close()
    assert not log.exists()
    with contextlib.closing(sqlite3.connect(copy)) as taken:
        assert taken.execute("SELECT COUNT(*) FROM numbers").fetchone() == (1100,), "without its log"
    take_in_log(tmp_path)  # what cannot be opened is left to whoever writes next


def test_what_is_no_database_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "numbers.db"
    path.write_bytes(b"no database" * 100)
    database = Database(path, (_numbers,))
    assert numbers(database) == []
    database.close()
    assert (tmp_path / "numbers.db.bad").read_bytes().startswith(b"no database")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a small disk")
def test_a_disk_too_full_to_open_it_is_told(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk], check=True)
    try:
        Database(disk / "numbers.db", (_numbers,)).close()
        free = shutil.disk_usage(disk).free
        (disk / "filler").write_bytes(b"x" * free)
        with pytest.raises(StorageFull):
            Database(disk / "numbers.db", (_numbers,))
    finally:
        subprocess.run(["umount", disk], check=True)


def test_damage_is_told_by_the_name_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "numbers.db"
    database = Database(path, (_numbers,))
    with database.transaction():
        database.connection.executemany("INSERT INTO numbers VALUES (?)", ((number,) for number in range(10_000)))
    database.close()
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    damaged = Database(path, (_numbers,))
    with pytest.raises(StorageDamaged, match=r"numbers\.db"):
        damaged.guard(lambda: numbers(damaged))
    damaged.close()


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageNotWritable):
        Database(tmp_path / "nowhere" / "numbers.db", (_numbers,))

"""A database explains why it cannot be written, and is there again when it was no database any more."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import StorageFull, StorageInUse, StorageNotWritable
from desktop.state.database import Database, StorageDamaged, StorageNewer, take_in_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FORMAT = 47
"""Where the number of the format of its tables ends in a database."""


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


def test_what_there_is_of_one_that_breaks_off_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "numbers.db"
    with contextlib.closing(Database(path, (_numbers,))) as database, database.transaction():
        database.connection.executemany("INSERT INTO numbers VALUES (?)", ((number,) for number in range(10_000)))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with contextlib.closing(Database(path, (_numbers,))) as database:
        left = numbers(database)
    assert 2_000 < len(left) < 10_000
    assert left == list(range(len(left)))
    assert (tmp_path / "numbers.db.bad").exists()


@pytest.mark.parametrize("what", ["folder", "emptied", "another program's"])
def test_what_lies_in_its_place_is_set_aside(tmp_path: Path, what: str) -> None:
    path = tmp_path / "numbers.db"
    if what == "folder":
        path.mkdir()
    elif what == "emptied":
        path.touch()
        os.utime(path, (1, 1))
    else:
        with contextlib.closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE words (word)")
            other.execute("PRAGMA user_version=1")
    # Of another program's it is seen when somebody reads.
    with contextlib.closing(Database(path, (_numbers,))) as first, contextlib.suppress(StorageDamaged):
        first.read(lambda: numbers(first))
    with contextlib.closing(Database(path, (_numbers,))) as database:
        assert numbers(database) == []
    assert (tmp_path / "numbers.db.bad").exists()


def test_one_that_is_just_being_made_by_another_program_is_left_to_it(tmp_path: Path) -> None:
    (tmp_path / "numbers.db").touch()
    Database(tmp_path / "numbers.db", (_numbers,)).close()
    assert not list(tmp_path.glob("*.bad"))


def test_what_was_set_aside_before_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "numbers.db"
    for content in (b"one" * 100, b"two" * 100):
        path.write_bytes(content)
        Database(path, (_numbers,)).close()
    assert (tmp_path / "numbers.db.bad").read_bytes().startswith(b"one")
    assert (tmp_path / "numbers.db.bad-2").read_bytes().startswith(b"two")


def test_a_damaged_one_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "numbers.db"
    Database(path, (_numbers, lambda database: None)).close()
    before = path.read_bytes()
    (tmp_path / "numbers.db.damaged").touch()
    with pytest.raises(StorageNewer):
        Database(path, (_numbers,))
    assert path.read_bytes()[100:] == before[100:]
    assert [file.name for file in tmp_path.glob("*.bad*")] == []


def test_one_of_an_older_version_is_brought_up_to_date_when_it_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "numbers.db"
    with contextlib.closing(Database(path, (_numbers,))) as database:
        add(database, 7)
    (tmp_path / "numbers.db.damaged").touch()
    more = (_numbers, lambda database: database.execute("ALTER TABLE numbers ADD COLUMN word TEXT"))
    with contextlib.closing(Database(path, more)) as database:
        assert database.connection.execute("SELECT number, word FROM numbers").fetchall() == [(7, None)]


def test_another_connection_of_this_process_takes_no_log_from_the_first(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "numbers.db"
    add(database, 1)
    Database(path, (_numbers,)).close()
    other = f"import sqlite3; print(sqlite3.connect({str(path)!r}).execute('SELECT number FROM numbers').fetchall())"
    subprocess.run([sys.executable, "-c", other], check=True)
    add(database, 2)
    said = subprocess.run([sys.executable, "-c", other], check=True, capture_output=True, text=True).stdout
    assert said.strip() == "[(1,), (2,)]"


def test_a_first_page_of_an_unknown_format_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "numbers.db"
    Database(path, (_numbers,)).close()
    content = bytearray(path.read_bytes())
    content[_FORMAT] = 20
    path.write_bytes(content)
    with contextlib.closing(Database(path, (_numbers,))) as database:
        add(database, 1)
    assert (tmp_path / "numbers.db.bad").exists()

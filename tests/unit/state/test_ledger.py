"""The record of requests: added to, never changed, and whoever changes it all the same is found out."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import StorageNotWritable
from desktop.state.database import StorageDamaged
from desktop.state.ledger import Decision, Entry, Ledger, set_aside
from tests.unit.state.test_salvage import damage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENTRY = Entry(
    time=1.5,
    asker="command-line",
    reason="search",
    subject="words",
    method="GET",
    host="isle.example",
    path="/api/models?search=words",
    decision=Decision.YES,
)
REFUSED = Entry(**{**{name: getattr(ENTRY, name) for name in ENTRY.__slots__}, "decision": Decision.OFFLINE})


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger(tmp_path / "ledger.db")
    yield opened
    opened.close()


def test_a_request_is_in_it_once_with_what_was_counted(ledger: Ledger, tmp_path: Path) -> None:
    number = ledger.begin(ENTRY)
    assert not list(ledger.entries()), "it is under way"
    ledger.finish(number, status=200, sent_bytes=0, received_bytes=321)
    ledger.finish(number, status=500, sent_bytes=9, received_bytes=9)
    ledger.refuse(REFUSED)
    done, refused = ledger.entries()
    assert (done.status, done.received_bytes, done.decision.allowed) == (200, 321, True)
    assert (refused, refused.decision.allowed) == (REFUSED, False)
    assert ledger.broken_at() is None
    assert (tmp_path / "ledger.db").stat().st_mode & 0o077 == 0


def test_rows_cannot_be_changed_or_removed(ledger: Ledger, tmp_path: Path) -> None:
    ledger.refuse(REFUSED)
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.db")) as other:
        for statement in ("UPDATE ledger SET host='other'", "DELETE FROM ledger"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                other.execute(statement)


@pytest.mark.parametrize(
    ("statement", "at"),
    [
        ("UPDATE ledger SET host='elsewhere' WHERE number=2", 2),
        ("UPDATE ledger SET received_bytes=0 WHERE number=3", 3),
        ("DELETE FROM ledger WHERE number=1", 1),
        ("DELETE FROM ledger WHERE number=2", 2),
    ],
)
def test_whoever_changes_it_all_the_same_is_found_out(ledger: Ledger, tmp_path: Path, statement: str, at: int) -> None:
    for _ in range(4):
        ledger.finish(ledger.begin(ENTRY), status=200, sent_bytes=0, received_bytes=7)
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as other:
        for trigger in ("no_update", "no_delete"):
            other.execute(f"DROP TRIGGER {trigger}")
        other.execute(statement)
    assert ledger.broken_at() == at


def test_a_request_of_a_program_that_was_killed_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    script = (
        "import os, pathlib, signal, sys\n"
        "from desktop.state.ledger import Ledger\n"
        "from tests.unit.state.test_ledger import ENTRY\n"
        "Ledger(pathlib.Path(sys.argv[1])).begin(ENTRY)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    opened = Ledger(path)
    (entry,) = opened.entries()
    assert (entry.host, entry.received_bytes) == (ENTRY.host, -1)
    opened.close()


def test_what_another_program_has_under_way_is_left_to_it(ledger: Ledger, tmp_path: Path) -> None:
    number = ledger.begin(ENTRY)
    other = Ledger(tmp_path / "ledger.db")
    assert not list(other.entries())
    ledger.finish(number, status=200, sent_bytes=0, received_bytes=1)
    assert len(list(other.entries())) == 1
    other.close()


def test_threads_and_programs_add_to_one_chain(ledger: Ledger, tmp_path: Path) -> None:
    other = Ledger(tmp_path / "ledger.db")

    def add(to: Ledger) -> None:
        for _ in range(20):
            to.finish(to.begin(ENTRY), status=200, sent_bytes=0, received_bytes=7)

    threads = [threading.Thread(target=add, args=(to,)) for to in (ledger, ledger, other, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(ledger.entries())) == 80
    assert ledger.broken_at() is None
    other.close()


def test_programs_that_start_together_share_a_new_one(tmp_path: Path) -> None:
    made: list[Ledger] = []
    gate = threading.Barrier(8)

    def open_it() -> None:
        gate.wait()
        made.append(Ledger(tmp_path / "ledger.db"))

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    for opened in made:
        opened.refuse(REFUSED)
    assert made[0].broken_at() is None
    for opened in made:
        opened.close()


def test_what_cannot_be_noted_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageNotWritable):
        Ledger(tmp_path / "file" / "ledger.db")


def test_rows_tell_their_numbers_and_an_altered_decision_is_not_known(ledger: Ledger, tmp_path: Path) -> None:
    ledger.refuse(REFUSED)
    ledger.finish(ledger.begin(ENTRY), status=200, sent_bytes=5, received_bytes=-1)
    assert [row.number for row in ledger.rows()] == [1, 2]
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as other:
        other.execute("DROP TRIGGER no_update")
        other.execute("UPDATE ledger SET decision='of course' WHERE number=1")
    assert ledger.rows()[0].entry.decision is Decision.UNKNOWN
    assert not ledger.rows()[0].entry.decision.allowed
    found = ledger.totals()
    assert (found.sent, found.refused) == (2, 0), "what is not known to be refused counts as sent"
    assert (found.sent_bytes, found.received_bytes, found.hosts) == (5, 0, ("isle.example",))


def test_a_damaged_one_says_so_and_nothing_is_begun_without_it(ledger: Ledger, tmp_path: Path) -> None:
    for _ in range(4):
        ledger.refuse(REFUSED)
    ledger.close()
    path = tmp_path / "ledger.db"
    content = path.read_bytes()
    spoilt = content[:4096] + b"\xff" * (len(content) - 4096)
    path.write_bytes(spoilt)
    with pytest.raises(StorageDamaged, match="is damaged"), contextlib.closing(Ledger(path)):
        pass
    assert path.read_bytes() == spoilt
    with contextlib.closing(Ledger(path)) as opened:
        assert not opened.rows()
        opened.begin(ENTRY)
    assert set_aside(path) == "ledger.db.bad", "whoever can repair it still can"
    assert (tmp_path / "ledger.db.bad").read_bytes()[100:] == spoilt[100:]


def test_what_is_left_of_a_damaged_one_shows_what_is_missing(ledger: Ledger, tmp_path: Path) -> None:
    for _ in range(600):
        ledger.refuse(REFUSED)
    rows = ledger.rows()
    ledger.close()
    path = tmp_path / "ledger.db"
    damage(path, bytes)
    with contextlib.closing(Ledger(path)) as opened, pytest.raises(StorageDamaged):
        opened.totals()
    with contextlib.closing(Ledger(path)) as opened:
        left = opened.rows()
        assert 0 < len(left) < len(rows)
        assert set(left) < set(rows)
        assert opened.broken_at() == next(at for at, row in enumerate(left, 1) if row.number != at)
        opened.refuse(REFUSED)


def test_a_request_under_way_that_cannot_be_understood_is_damage(ledger: Ledger, tmp_path: Path) -> None:
    ledger.begin(ENTRY)
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as other:
        other.execute("UPDATE under_way SET entry='{}'")
    with pytest.raises(StorageDamaged):
        ledger.totals()

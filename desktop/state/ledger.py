"""What went over the network and what was not allowed to, in SQLite: rows are added, never changed, and chained.

Each row holds a digest over itself and the row before, so that a changed or removed one shows. A request that is under
way lies in a table of its own; when its program is gone, the next one that opens the ledger adds what is known of it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from desktop.state.database import Database, alive, process_mark, reading
from desktop.state.salvage import Rescue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_FIRST = "0" * 64
_UNKNOWN = -1
"""Bytes of a request whose program was ended."""


class Decision(StrEnum):
    """Why a request was sent or was not; the values are kept."""

    SETTING = "allowed-by-setting"
    CONSENT = "allowed-when-asked"
    YES = "allowed-by-yes"
    COMMAND = "allowed-by-command"
    OFFLINE = "refused-offline"
    DECLINED = "refused-when-asked"
    TARGET = "refused-target"
    STRAY = "refused-stray"
    """Asked for by something else than the model manager: the alarm was raised."""
    UNKNOWN = "unknown"
    """Read from a row that was altered, or written by a newer version."""

    @classmethod
    def _missing_(cls, _value: object) -> Decision:
        return cls.UNKNOWN

    @property
    def allowed(self) -> bool:
        """Say whether the request was sent."""
        return self.value.startswith("allowed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One request.

    Attributes:
        time: when it began, in seconds since the epoch.
        asker: `window` or `command-line`.
        reason: `search`, `info`, `download`, `update` or `cluster`; `stray` for what `hub/alarm.py` refused.
        subject: what for: a repository, or the words that were searched; the module that strayed.
        method: of HTTP, or what was tried.
        host: with its port where it is no usual one.
        path: with the query where that is a question to a hub; signatures of other servers are left out.
        decision: whether it was sent, and why.
        status: of the answer; 0 when there was none.
        sent_bytes: of its first line, headers and body.
        received_bytes: of the answer's body; -1 when the program was ended meanwhile.
    """

    time: float
    asker: str
    reason: str
    subject: str
    method: str
    host: str
    path: str
    decision: Decision
    status: int = 0
    sent_bytes: int = 0
    received_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A request that is over, as it lies in the ledger; `digest` is over itself and the row before."""

    number: int
    entry: Entry
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What all requests come to.

    Attributes:
        sent: requests that were sent, with those under way.
        refused: requests that were not.
        sent_bytes: of what was sent.
        received_bytes: of the answers, as far as they are known.
        hosts: who something was sent to, the most frequent first.
        incomplete: whether there is a record that cannot be read and is not counted.
    """

    sent: int = 0
    refused: int = 0
    sent_bytes: int = 0
    received_bytes: int = 0
    hosts: tuple[str, ...] = ()
    incomplete: bool = False


_COLUMNS = tuple(field.name for field in dataclasses.fields(Entry))
_ADD = f"INSERT INTO ledger ({', '.join(_COLUMNS)}, digest) VALUES ({', '.join('?' * len(_COLUMNS))}, ?)"  # noqa: S608 - names are ours
_ALL = f"SELECT number, {', '.join(_COLUMNS)}, digest FROM ledger ORDER BY number"  # noqa: S608
_TOTALS = """SELECT decision NOT LIKE 'refused%' AS sent, host, COUNT(*), SUM(sent_bytes), SUM(MAX(received_bytes, 0))
    FROM ledger GROUP BY sent, host ORDER BY COUNT(*) DESC, host"""


def _m001_ledger(database: sqlite3.Connection) -> None:
    database.execute(
        """CREATE TABLE ledger (
            number INTEGER PRIMARY KEY, time REAL NOT NULL, asker TEXT NOT NULL, reason TEXT NOT NULL,
            subject TEXT NOT NULL, method TEXT NOT NULL, host TEXT NOT NULL, path TEXT NOT NULL, decision TEXT NOT NULL,
            status INTEGER NOT NULL, sent_bytes INTEGER NOT NULL, received_bytes INTEGER NOT NULL, digest TEXT NOT NULL
        ) STRICT"""
    )
    for change in ("UPDATE", "DELETE"):
        database.execute(
            f"CREATE TRIGGER no_{change.lower()} BEFORE {change} ON ledger"
            " BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END"
        )
    database.execute(
        "CREATE TABLE under_way (id INTEGER PRIMARY KEY, process INTEGER NOT NULL, began REAL NOT NULL,"
        " entry TEXT NOT NULL) STRICT"
    )


class Ledger:
    """The record of all requests of a home; threads and programs may share it."""

    def __init__(self, path: Path) -> None:
        """Open the ledger, and add what programs that are gone had under way."""
        self._lock = threading.Lock()
        self._process = process_mark()
        self._file = Database(path, (_m001_ledger,), shared=True, rescue=Rescue(read=_read))
        self._database = self._file.connection
        try:
            self._add_abandoned()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the ledger; it is not used afterwards."""
        self._file.close()

    def refuse(self, entry: Entry) -> None:
        """Add a request that was not sent."""
        with self._turn():
            self._add(entry)

    def begin(self, entry: Entry) -> int:
        """Note a request before its first byte leaves; returns the number to finish it with."""
        with self._turn():
            written = json.dumps(dataclasses.asdict(entry))
            row = (self._process, entry.time, written)
            cursor = self._database.execute("INSERT INTO under_way (process, began, entry) VALUES (?, ?, ?)", row)
            assert cursor.lastrowid is not None
            return cursor.lastrowid

    @reading
    def finish(self, number: int, *, status: int, sent_bytes: int, received_bytes: int) -> None:
        """Add a request that was begun, now that it is over."""
        with self._turn():
            for (written,) in self._database.execute("DELETE FROM under_way WHERE id=? RETURNING entry", (number,)):
                entry = _read_entry(written)
                self._add(
                    dataclasses.replace(entry, status=status, sent_bytes=sent_bytes, received_bytes=received_bytes)
                )

    def entries(self) -> Iterator[Entry]:
        """Return every request that is over, in the order in which they ended."""
        for row in self.rows():
            yield row.entry

    def rows(self) -> tuple[Row, ...]:
        """Return the same with their numbers and digests."""
        return tuple(
            Row(number=number, entry=_entry(dict(zip(_COLUMNS, values, strict=True))), digest=digest)
            for number, *values, digest in self._read(_ALL)
        )

    @reading
    def totals(self) -> Totals:
        """Return what all requests come to, those under way too."""
        refused, sent_bytes, received_bytes = 0, 0, 0
        hosts = Counter(_read_entry(entry).host for (entry,) in self._read("SELECT entry FROM under_way"))
        for was_sent, host, count, up, down in self._read(_TOTALS):
            if was_sent:
                hosts[host] += count
                sent_bytes, received_bytes = sent_bytes + up, received_bytes + down
            else:
                refused += count
        return Totals(
            sent=hosts.total(),
            refused=refused,
            sent_bytes=sent_bytes,
            received_bytes=received_bytes,
            hosts=tuple(host for host, _ in hosts.most_common()),
        )

    def broken_at(self) -> int | None:
        """Return the number of the first row that is not as it was written, or that follows a missing one."""
        before = _FIRST
        for expected, (number, *values, digest) in enumerate(self._read(_ALL), 1):
            if number != expected or digest != _digest(before, tuple(values)):
                return expected
            before = digest
        return None

    def _read(self, question: str) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._file.read(lambda: self._database.execute(question).fetchall())

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Do everything in the block or nothing of it, one thread at a time; what cannot be noted must not be done."""
        with self._lock, self._file.explained(), self._file.transaction():
            yield

    def _add(self, entry: Entry) -> None:
        last = self._database.execute("SELECT digest FROM ledger ORDER BY number DESC LIMIT 1").fetchone()
        values = dataclasses.astuple(entry)
        self._database.execute(_ADD, (*values, _digest(last[0] if last else _FIRST, values)))

    @reading
    def _add_abandoned(self) -> None:
        """Add requests of programs that are gone, as far as they are known."""
        with self._turn():
            rows = self._database.execute("SELECT id, process, entry FROM under_way").fetchall()
            for number, _, written in [row for row in rows if not alive(row[1])]:
                self._database.execute("DELETE FROM under_way WHERE id=?", (number,))
                self._add(dataclasses.replace(_read_entry(written), received_bytes=_UNKNOWN))


def set_aside(path: Path) -> str:
    """Return the name of a file that was the ledger at `path` until it could not be read; empty when there is none."""
    aside = path.with_suffix(".db.bad")
    return aside.name if aside.exists() else ""


def _entry(fields: dict[str, object]) -> Entry:
    return Entry(**fields | {"decision": Decision(str(fields["decision"]))})  # type: ignore[arg-type] # as it was written


def _read_entry(written: str) -> Entry:
    """Return a request that is under way.

    Raises:
        ValueError: it is none.
    """
    try:
        return _entry(json.loads(written))
    except (KeyError, TypeError) as error:
        raise ValueError(type(error).__name__) from error


def _read(table: str, row: Mapping[str, Any]) -> None:
    """Read a row that was carried over from a damaged ledger; the chain says what is missing."""
    if table == "under_way":
        _read_entry(row["entry"])


def _digest(before: str, values: tuple[object, ...]) -> str:
    content = json.dumps([before, *values], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()

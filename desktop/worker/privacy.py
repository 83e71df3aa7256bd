"""What can be shown of this computer's privacy: the wall as an engine finds it, and the record of all requests."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import secrets
import shutil
import subprocess
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from desktop.core.errors import EngineTimedOut, EngineUnavailable, IlhaError, InternalError
from desktop.core.job import Failed, Item, Prove, Proved
from desktop.core.media import InputFile, MediaKind
from desktop.core.proof import Proof
from desktop.core.text import QT_TRANSLATE_NOOP, Argument
from desktop.core.usage import FormatUnknown
from desktop.engine import proof
from desktop.state.files import replace_file, storage_errors
from desktop.state.ledger import Entry, Ledger, Row, Totals, set_aside
from desktop.worker.client import EngineClient

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.proof import Attempt
    from desktop.state.paths import Home

PATIENCE_S = 120.0
FORMATS = ("csv", "json")
NOTHING_SENT = QT_TRANSLATE_NOOP("privacy", "Nothing was ever sent from this computer.")
_NOT_KNOWN = QT_TRANSLATE_NOOP(
    "privacy", "What was ever sent from this computer is not known: its record cannot be read."
)
_SENT_ONCE = QT_TRANSLATE_NOOP("privacy", "One request to {hosts}: {sent_bytes} sent, {received_bytes} received.")
_SENT = QT_TRANSLATE_NOOP("privacy", "{count} requests to {hosts}: {sent_bytes} sent, {received_bytes} received.")
WHOLE = QT_TRANSLATE_NOOP("privacy", "The record is whole: each row is as it was written.")
BROKEN = QT_TRANSLATE_NOOP(
    "privacy", "Row {row} is not as it was written: the record was changed by something else than Ilha."
)
SET_ASIDE = QT_TRANSLATE_NOOP(
    "privacy", "An earlier record could not be read and lies beside this one as “{file}”: it is not counted here."
)
_NAMED_HOSTS = 3
_NAMES = ("number", "time", *(column.name for column in dataclasses.fields(Entry)[1:]), "epoch", "digest")


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRecord:
    """The ledger of a home as it is now.

    Attributes:
        rows: every request that is over, in the order in which they ended.
        totals: what they come to.
        broken_at: number of the first row that is not as it was written.
        set_aside: name of a file that was the ledger until it could not be read; empty when there is none.
    """

    rows: tuple[Row, ...] = ()
    totals: Totals = field(default_factory=Totals)
    broken_at: int | None = None
    set_aside: str = ""

    @property
    def whole(self) -> bool:
        """Say whether nothing speaks against what it says."""
        return self.broken_at is None and not self.set_aside

    @property
    def verdict(self) -> tuple[str, dict[str, Argument]]:
        """Return a template that says whether it is whole, and what to fill it with."""
        if self.broken_at is not None:
            return BROKEN, {"row": self.broken_at}
        return (SET_ASIDE, {"file": self.set_aside}) if self.set_aside else (WHOLE, {})


# --- the wall --------------------------------------------------------------------------------------------------------


def prove(home: Home) -> Proof:
    """Start an engine and have it try to get past its wall; takes a few seconds.

    Raises:
        EngineError: there is no engine to ask.
        StorageError: no place for the folder that nothing may be written to.
    """
    outside = home.proof.with_name(f"{home.proof.name}-{secrets.token_hex(8)}")
    with storage_errors(home.root):
        outside.mkdir(mode=0o700)
    try:
        replace_file(outside / proof.KEPT, b"")
        return dataclasses.replace(_asked(home, outside), control=_without_wall())
    finally:
        shutil.rmtree(outside, ignore_errors=True)


def _without_wall() -> tuple[Attempt, ...]:
    """Return what a process without a wall can open; nothing when there is none to be had."""
    try:
        return proof.in_a_process()
    except (OSError, subprocess.SubprocessError, ValueError):
        return ()


def _asked(home: Home, outside: Path) -> Proof:
    """Return what an engine of its own tried, without a control."""
    folder = InputFile(path=outside, kind=MediaKind.EMPTY, mime="inode/directory", label="", size_bytes=0)
    item = Item(job_id=secrets.token_hex(8), input=folder, work=home.work)
    client = EngineClient(home.work)
    deadline = time.monotonic() + PATIENCE_S
    try:
        client.submit(Prove(items=(item,)))
        while True:
            if not wait(client.waitables, max(deadline - time.monotonic(), 0.0)):
                raise EngineTimedOut
            for message in client.collect():
                if isinstance(message, Proved):
                    assert client.ready is not None
                    return Proof(level=client.ready.wall, attempts=message.attempts, control=())
                if isinstance(message, Failed):
                    kind = IlhaError.by_code.get(message.failure.code, InternalError)
                    raise kind(detail=message.failure.detail, **message.failure.arguments)
    finally:
        client.stop()


def level(home: Home) -> str:
    """Start an engine and return the level of the wall it finds itself behind.

    Raises:
        EngineError: there is no engine to ask.
    """
    client = EngineClient(home.work)
    try:
        while client.ready is None:
            client.start()
            if client.unavailable:
                raise EngineUnavailable
            if not wait(client.waitables, PATIENCE_S):
                raise EngineTimedOut
            client.collect()
        return client.ready.wall
    finally:
        client.stop()


# --- the record ------------------------------------------------------------------------------------------------------


def record(home: Home) -> NetworkRecord:
    """Read the ledger and check each row of it; makes none where there is none.

    Raises:
        StorageError: it cannot be read.
    """
    if not home.ledger.exists():
        return NetworkRecord(totals=_counted(home), set_aside=set_aside(home.ledger))
    with closing(Ledger(home.ledger)) as ledger:
        rows, broken_at, found = ledger.rows(), ledger.broken_at(), _counted(home, ledger)
    return NetworkRecord(rows=rows, totals=found, broken_at=broken_at, set_aside=set_aside(home.ledger))


def totals(home: Home) -> Totals:
    """Return what all requests come to; makes no ledger where there is none.

    Raises:
        StorageError: it cannot be read.
    """
    if not home.ledger.exists():
        return _counted(home)
    with closing(Ledger(home.ledger)) as ledger:
        return _counted(home, ledger)


def _counted(home: Home, ledger: Ledger | None = None) -> Totals:
    found = ledger.totals() if ledger is not None else Totals()
    return dataclasses.replace(found, incomplete=bool(set_aside(home.ledger)))  # opening it may be what set it aside


def sentence(found: Totals) -> tuple[str, dict[str, Argument]]:
    """Return a template that says what ever left this computer, and what to fill it with."""
    if not found.sent:
        return _NOT_KNOWN if found.incomplete else NOTHING_SENT, {}
    more = len(found.hosts) - _NAMED_HOSTS
    hosts = ", ".join(found.hosts[:_NAMED_HOSTS]) + (f" + {more}" if more > 0 else "")
    counted = {"sent_bytes": found.sent_bytes, "received_bytes": found.received_bytes}
    return _SENT_ONCE if found.sent == 1 else _SENT, {"count": found.sent, "hosts": hosts, **counted}


def fields(row: Row) -> dict[str, str | int | float]:
    """Return a row by the names that exports and the command line use; `epoch` is what the digest is over."""
    entry = dataclasses.asdict(row.entry)
    when = datetime.fromtimestamp(row.entry.time, UTC).isoformat(timespec="milliseconds")
    del entry["time"]
    return {"number": row.number, "time": when, **entry, "epoch": row.entry.time, "digest": row.digest}


def export(rows: Sequence[Row], target: Path) -> None:
    """Write rows to a file; its ending says in which of `FORMATS`.

    Raises:
        FormatUnknown: in none of them.
        StorageError: the disk refuses; what was there stays.
    """
    kind = target.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise FormatUnknown(format=kind, formats=", ".join(FORMATS))
    written = [fields(row) for row in rows]
    if kind == "json":
        text = json.dumps(written, ensure_ascii=False, indent=2) + "\n"
    else:
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, _NAMES)
        writer.writeheader()
        writer.writerows(written)
        text = stream.getvalue()
    replace_file(target, text.encode())

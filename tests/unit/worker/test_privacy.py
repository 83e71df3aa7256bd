"""What is told of the wall and of the record of requests."""

from __future__ import annotations

import csv
import hashlib
import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import StorageNotWritable
from desktop.core.text import fill
from desktop.core.usage import FormatUnknown
from desktop.state.ledger import Decision, Entry, Ledger, Totals
from desktop.worker.privacy import export, fields, level, prove, record, sentence, totals

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.state.paths import Home

ENTRY = Entry(
    time=1_795_600_000.123456,
    asker="window",
    reason="search",
    subject="=ilha,\n“two”",
    method="GET",
    host="isle.example",
    path="/api/models?search=ilha",
    decision=Decision.CONSENT,
)


def put(home: Home, count: int) -> None:
    with closing(Ledger(home.ledger)) as ledger:
        for _ in range(count):
            ledger.finish(ledger.begin(ENTRY), status=200, sent_bytes=300, received_bytes=1000)


def test_a_home_without_requests_stays_without_a_ledger(home: Home) -> None:
    assert (record(home).rows, record(home).whole, totals(home)) == ((), True, Totals())
    assert fill(*sentence(totals(home))) == "Nothing was ever sent from this computer."
    assert not home.ledger.exists()


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Totals(refused=3), "Nothing was ever sent from this computer."),
        (
            Totals(sent=1, sent_bytes=310, received_bytes=2_100, hosts=("a",)),
            "One request to a: 310 bytes sent, 2.1 kB received.",
        ),
        (
            Totals(sent=12, sent_bytes=3_100, received_bytes=240_000_000, hosts=("a", "b", "c", "d", "e")),
            "12 requests to a, b, c + 2: 3.1 kB sent, 240 MB received.",
        ),
    ],
)
def test_one_sentence_says_what_ever_left(found: Totals, said: str) -> None:
    assert fill(*sentence(found)) == said


def test_a_request_counts_as_soon_as_it_begins(home: Home) -> None:
    with closing(Ledger(home.ledger)) as ledger:
        number = ledger.begin(ENTRY)
        assert (totals(home).sent, totals(home).hosts) == (1, ("isle.example",))
        ledger.finish(number, status=200, sent_bytes=300, received_bytes=1000)
    assert totals(home) == Totals(sent=1, sent_bytes=300, received_bytes=1000, hosts=("isle.example",))


def test_a_ledger_that_was_overwritten_is_no_clean_record(home: Home) -> None:
    put(home, 2)
    home.ledger.write_bytes(b"no database" * 500)
    found = record(home)
    assert (found.rows, found.whole, found.set_aside) == ((), False, "ledger.db.bad")
    assert "ledger.db.bad" in fill(*found.verdict)
    assert not record(home).whole, "it is not forgotten"


def test_exports_hold_what_the_digests_are_over(home: Home, tmp_path: Path) -> None:
    put(home, 2)
    rows = record(home).rows
    export(rows, tmp_path / "all.json")
    before = "0" * 64
    for row in json.loads((tmp_path / "all.json").read_text("utf-8")):
        names = ("epoch", "asker", "reason", "subject", "method", "host", "path", "decision", "status")
        values = [before, *(row[name] for name in (*names, "sent_bytes", "received_bytes"))]
        content = json.dumps(values, ensure_ascii=True, separators=(",", ":"))
        before = hashlib.sha256(content.encode()).hexdigest()
        assert row["digest"] == before
    export(rows, tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(newline="", encoding="utf-8") as stream:
        read = list(csv.DictReader(stream))
    assert read == [{name: str(value) for name, value in fields(row).items()} for row in rows]
    assert read[0]["time"] == "2026-11-25T09:46:40.123+00:00"


def test_an_export_that_cannot_be_leaves_nothing(home: Home, tmp_path: Path) -> None:
    put(home, 1)
    with pytest.raises(FormatUnknown):
        export(record(home).rows, tmp_path / "all.xlsx")
    with pytest.raises(StorageNotWritable):
        export(record(home).rows, tmp_path / "absent" / "all.csv")
    assert not list(tmp_path.iterdir())


def test_a_real_engine_tries_and_leaves_nothing_behind(home: Home) -> None:
    before = {path.name for path in home.root.iterdir()}
    found = prove(home)
    assert found.level == level(home) in {"enforced", "network", "inside"}
    assert found.conclusive
    assert found.holds == (found.level == "enforced")
    assert {path.name for path in home.root.iterdir()} == before
    assert not list(home.work.iterdir())

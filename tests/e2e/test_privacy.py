"""`ilha privacy` as a shell sees it, with a real engine behind the real wall."""

from __future__ import annotations

import contextlib
import csv
import json
import sqlite3
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.state.ledger import Ledger
from tests.e2e.programs import CommandLine
from tests.unit.state.test_ledger import ENTRY, REFUSED

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def ilha(tmp_path: Path) -> CommandLine:
    return CommandLine.below(tmp_path)


@pytest.fixture
def used(ilha: CommandLine) -> CommandLine:
    """A home that has seen four requests, one of them refused."""
    ilha.home.mkdir()
    with contextlib.closing(Ledger(ilha.home / "ledger.db")) as ledger:
        ledger.refuse(REFUSED)
        for received in (1000, 2000, 30_000):
            ledger.finish(ledger.begin(ENTRY), status=200, sent_bytes=200, received_bytes=received)
    return ilha


def alter(home: Path) -> None:
    with contextlib.closing(sqlite3.connect(home / "ledger.db", isolation_level=None)) as other:
        other.execute("DROP TRIGGER no_update")
        other.execute("UPDATE ledger SET host='elsewhere.example' WHERE number=3")


def test_a_new_home_has_sent_nothing(ilha: CommandLine) -> None:
    answer = ilha("privacy", "--json")
    assert (answer.status, answer.err) == (0, "")
    found = answer.only
    assert found.pop("level") in ({"enforced", "network"} if sys.platform == "linux" else {"network", "inside"})
    assert found == {
        "network": "offline",
        "requests": 0,
        "refused": 0,
        "sent_bytes": 0,
        "received_bytes": 0,
        "hosts": [],
        "whole": True,
        "first_bad": None,
        "sentence": "Nothing was ever sent from this computer.",
    }
    assert ilha("privacy", "ledger").out == ""
    assert not (ilha.home / "ledger.db").exists()


def test_what_was_sent_is_told_in_one_sentence(used: CommandLine) -> None:
    (used.home / "settings.json").write_text('{"version": 1, "network": "ask"}', encoding="utf-8")
    answer = used("privacy")
    assert answer.status == 0
    assert answer.out.startswith("3 requests to isle.example: 600 bytes sent, 33.0 kB received.\n")
    assert "\nnetwork ask: " in answer.out
    assert "\nrequests: 3 sent, 1 refused\nThe record is whole" in answer.out


@pytest.mark.skipif(sys.platform != "linux", reason="the wall is Linux's")
def test_the_engine_tries_and_is_refused(ilha: CommandLine) -> None:
    answer = ilha("privacy", "prove", "--json")
    found = answer.only
    assert found["control"] == {"ok": True}
    assert found["level"] in {"enforced", "network"}
    free = [probe for probe in found["probes"] if not probe["refused"]]
    assert (answer.status, found["ok"], free) == ((0, True, []) if found["level"] == "enforced" else (1, False, free))
    sockets = [probe for probe in found["probes"] if probe["name"] in {"tcp", "tcp-ipv6", "unix", "netlink", "packet"}]
    assert {probe["errno"] for probe in sockets} == {"EPERM"}
    assert {probe["via"] for probe in sockets if probe["name"] == "tcp"} == {"python", "native", "child"}
    said = ilha("privacy", "prove").out
    assert "Open a connection (TCP), from a program it started: EPERM, " in said
    assert said.count("\n") == len(found["probes"]) + 1
    assert sorted(path.name for path in ilha.home.glob("proof-*")) == []


def test_the_ledger_is_listed_and_exported(used: CommandLine) -> None:
    rows = used("privacy", "ledger", "--json").objects
    assert [row["number"] for row in rows] == [1, 2, 3, 4]
    assert rows[0]["decision"].startswith("refused")
    assert used("privacy", "ledger", "--limit", 2, "--json").objects == rows[2:]
    assert used("privacy", "ledger", "--limit", 99).out.count("\n") == 4
    for name in ("all.json", "all.csv"):
        assert used("privacy", "ledger", "--export", name).status == 0
    assert json.loads((used.desk / "all.json").read_text("utf-8")) == rows
    with (used.desk / "all.csv").open(newline="", encoding="utf-8") as stream:
        assert [row["digest"] for row in csv.DictReader(stream)] == [row["digest"] for row in rows]
    again = used("privacy", "ledger", "--export", "all.csv", "--limit", 1, "--json")
    assert (again.status, again.only["error"]["code"]) == (2, "file-taken")
    odd = used("privacy", "ledger", "--export", "all.txt", "--json")
    assert (odd.status, odd.only["error"]["code"]) == (2, "format-unknown")


def test_an_altered_row_is_found(used: CommandLine) -> None:
    whole = used("privacy", "ledger", "--verify", "--json")
    assert (whole.status, whole.only) == (0, {"ok": True, "rows": 4, "first_bad": None})
    alter(used.home)
    broken = used("privacy", "ledger", "--verify", "--json")
    assert (broken.status, broken.only) == (1, {"ok": False, "rows": 4, "first_bad": 3})
    assert used("privacy", "ledger", "--verify").out.startswith("Row 3 is not as it was written")
    told = used("privacy", "--json")
    assert (told.status, told.only["whole"], told.only["first_bad"]) == (1, False, 3)

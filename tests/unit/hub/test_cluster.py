"""A cluster that is named for one command: what is no address, what is refused, and what is not there."""

from __future__ import annotations

import socket
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.core.network import ClusterAddress, ClusterMissing, HubOffline, HubUnreachable
from desktop.hub.cluster import open_cluster
from desktop.state.ledger import Decision, Entry, Ledger

if TYPE_CHECKING:
    from desktop.state.paths import Home


def rows(home: Home) -> list[Entry]:
    with closing(Ledger(home.ledger)) as ledger:
        return list(ledger.entries())


def attempt(home: Home, address: str, *, offline: bool = False) -> None:
    with open_cluster(address, home.ledger, "ocr", offline=offline):
        pytest.fail("there is no cluster")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "tcp://",
        "host:0",
        "host:65536",
        "http://host:8786",
        "a b",
        "host:8786/path",
        "user@host",
        "::1",
        "inproc://1",
    ],
)
def test_what_is_no_address_is_refused_before_anything_is_sent(home: Home, address: str) -> None:
    with pytest.raises(ClusterAddress):
        attempt(home, address)
    assert not home.ledger.exists()


@pytest.mark.parametrize(
    ("address", "host"),
    [("host", "host:8786"), ("tls://name.example:9", "name.example:9"), ("tcp://[::1]:9/", "[::1]:9")],
)
def test_offline_is_a_row_with_the_place(home: Home, address: str, host: str) -> None:
    with pytest.raises(HubOffline):
        attempt(home, address, offline=True)
    (entry,) = rows(home)
    assert (entry.host, entry.decision, entry.reason, entry.subject) == (host, Decision.OFFLINE, "cluster", "ocr")


def test_without_the_library_it_says_what_to_install(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterMissing):
        attempt(home, "127.0.0.1")
    assert rows(home) == []


def test_nobody_there_is_a_row_too(home: Home) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{bound.getsockname()[1]}"
        with pytest.raises(HubUnreachable):
            attempt(home, place)
    (entry,) = rows(home)
    assert (entry.host, entry.method, entry.decision, entry.sent_bytes) == (place, "CONNECT", Decision.COMMAND, 0)

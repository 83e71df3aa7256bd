"""A cluster that is named for one command: what is no address, what is refused, and what is not there."""

from __future__ import annotations

import socket
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from distributed import Client

from desktop.core.network import ClusterAddress, ClusterMissing, HubOffline, HubUnreachable
from desktop.hub import cluster
from desktop.hub.cluster import open_cluster
from desktop.state.ledger import Decision, Entry, Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import LocalCluster

    from desktop.state.paths import Home

PATIENCE_S = 30


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


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalCluster]:
    """Two workers, in this process, of a scheduler that listens."""
    from distributed import LocalCluster

    monkeypatch.setattr(cluster, "LOOK_S", 0.05)
    monkeypatch.setattr(cluster, "EMPTY_S", 1.0)
    here: dict[str, Any] = {"host": "127.0.0.1", "protocol": "tcp", "scheduler_port": 0, "dashboard_address": None}
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=False, **here) as made:
        yield made


def echo(content: bytes) -> bytes:
    return content


def lose(made: LocalCluster, address: str) -> None:
    with Client(made.scheduler_address, set_as_default=False) as client:
        client.retire_workers([address], close_workers=True)


def test_one_may_come_in_the_place_of_the_only_able_worker(home: Home, two: LocalCluster) -> None:
    workers = {worker.address for worker in two.workers.values()}
    with open_cluster(two.scheduler_address, home.ledger, "ocr", offline=False) as executor:
        refused = executor.submit(echo, b"")
        assert refused.result(PATIENCE_S) == b""
        assert executor.shun(refused), "the other one may have the model"
        (unable,) = executor.shunned
        (able,) = workers - executor.shunned
        lose(two, able)
        assert executor.shun(refused), "another one may come"
        coming = threading.Timer(0.2, two.scale, [3])
        coming.start()
        answered = executor.submit(echo, b"done")
        coming.join()
        assert answered.result(PATIENCE_S) == b"done"
        executor.shun(answered)
        (came,) = executor.shunned - {unable}
        assert came not in workers


def test_nobody_is_awaited_for_long(home: Home, two: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_cluster(two.scheduler_address, home.ledger, "ocr", offline=False) as executor:
        refused = executor.submit(echo, b"")
        refused.result(PATIENCE_S)
        assert executor.shun(refused)
        for worker in list(two.workers.values()):
            if worker.address not in executor.shunned:
                lose(two, worker.address)
        monkeypatch.setattr(cluster, "EMPTY_S", 0.1)
        assert executor.submit(echo, b"lacks it too").result(PATIENCE_S) == b"lacks it too"
        assert not executor.shun(refused)

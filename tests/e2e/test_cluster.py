"""Files on the workers of a real Dask cluster: a scheduler and two workers on this computer, each with its own home."""

from __future__ import annotations

import contextlib
import json
import platform
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from distributed.security import Security

from desktop.state.ledger import Decision, Ledger
from tests.e2e.programs import (
    PATIENCE_S,
    ROOT,
    SAMPLES,
    Answer,
    CommandLine,
    ended,
    environment,
    family,
    history,
    until,
)
from tests.unit.engine.graphs import install

REVIEWS = ("The ferry was late and nobody told us.", "A lovely little island.", "There are two shops.")
LINES = 120
"""Of a text that keeps a worker busy for a moment."""


@dataclass(frozen=True, kw_only=True)
class Worker:
    """A process that works for whoever has the cluster."""

    process: subprocess.Popen[bytes]
    home: Path

    @property
    def reading(self) -> bool:
        """Say whether it is at a batch of long texts."""
        return any(self.home.glob("work/batches-*/*-in/long*.txt"))


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """A scheduler and those who work for it."""

    address: str
    workers: list[Worker]


def start(folder: Path, program: str, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
    """Start a program of Dask with a home of its own."""
    folder.mkdir(parents=True)
    home = folder / "home"
    home.mkdir()
    (home / "settings.json").write_text(json.dumps({"threads": 1}))
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{program}", *arguments],
            cwd=folder,
            env=environment(folder, home, DASK_DISTRIBUTED__DASHBOARD__LINK="", **more),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    named = folder / "scheduler.json"
    with contextlib.ExitStack() as ending:
        scheduler = start(
            *(folder / "scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"),
            *("--scheduler-file", str(named)),
        )
        ending.enter_context(ended(scheduler))
        until(lambda: named.exists() and named.read_text().endswith("}"), "a scheduler")
        address: str = json.loads(named.read_text())["address"]
        workers = []
        for name in ("one", "two"):
            ready = folder / name / "log"
            process = start(
                *(folder / name, "worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard"),
                *("--local-directory", str(folder / name)),
            )
            ending.enter_context(ended(process))
            workers.append((process, ready))
        for _, ready in workers:
            until(lambda ready=ready: b"Registered to" in ready.read_bytes(), "a worker")  # type: ignore[misc]
        yield Cluster(
            address=address,
            workers=[Worker(process=process, home=ready.parent / "home") for process, ready in workers],
        )


def texts(folder: Path, count: int, *, name: str = "", lines: int = 1) -> list[Path]:
    paths = [folder / f"{name}{number:02}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text("\n".join(f"{REVIEWS[(number + line) % 3]} {line}" for line in range(lines)))
    return paths


def answers(answer: Answer) -> list[tuple[str, Any, Any]]:
    assert answer.status == 0, answer.err
    kept = ("model", "revision", "files", "input_sha256", "params", "runtime")
    return [
        (line["input"], line["result"], {name: line["provenance"].get(name) for name in kept})
        for line in answer.objects
    ]


class TestCluster:
    """One cluster, from its first batch to the loss of a worker."""

    def test_work_for_two_workers(self, ilha: CommandLine, cluster: Cluster, tmp_path: Path) -> None:
        inputs = [*texts(tmp_path, 20), SAMPLES / "reviews.txt"]
        self.results_are_those_of_this_computer(ilha, cluster, inputs)
        self.connection_and_batches_are_rows_of_the_ledger(ilha, cluster, inputs)
        self.a_model_that_the_workers_lack_is_named(ilha, cluster, inputs)
        self.a_worker_without_the_model_is_passed_over(ilha, cluster, inputs)
        long = [str(path) for path in texts(tmp_path, 16, name="long", lines=LINES)]
        self.a_worker_that_is_killed_loses_nothing(ilha, cluster, long)
        self.ctrl_c_gives_the_rest_up(ilha, cluster, long)

    def results_are_those_of_this_computer(self, ilha: CommandLine, cluster: Cluster, inputs: list[Path]) -> None:
        far = ilha("run", "text-classification", *inputs, "--json", "--cluster", cluster.address)
        assert far.err == ""
        assert [(record.state, record.failure) for record in history(ilha.home)] == [("done", "")] * len(inputs)
        assert all(any(worker.home.glob("work/batches-*")) for worker in cluster.workers)
        assert answers(far) == answers(ilha("run", "text-classification", *inputs, "--json"))

    def connection_and_batches_are_rows_of_the_ledger(
        self, ilha: CommandLine, cluster: Cluster, inputs: list[Path]
    ) -> None:
        with contextlib.closing(Ledger(ilha.home / "ledger.db")) as ledger:
            entries = list(ledger.entries())
            assert ledger.broken_at() is None
            assert ledger.totals().hosts == (cluster.address.removeprefix("tcp://"),)
        said = {(entry.reason, entry.subject, entry.asker, entry.status) for entry in entries}
        assert said == {("cluster", "text-classification", "command-line", 200)}
        assert [entry.method for entry in entries] == ["CONNECT", *["BATCH"] * 3]
        assert [entry.decision for entry in entries] == [Decision.COMMAND] * 4
        assert sum(entry.sent_bytes for entry in entries) > sum(path.stat().st_size for path in inputs)
        assert all(entry.received_bytes > 1000 for entry in entries[1:])

    def a_model_that_the_workers_lack_is_named(self, ilha: CommandLine, cluster: Cluster, inputs: list[Path]) -> None:
        install(ilha.home / "models" / "local" / "mood", "text-classification", {"onnx/model.onnx": b""})
        call = ("run", "text-classification", SAMPLES / "letter.txt", "--model", "local/mood", "--json")
        answer = ilha(*call, "--cluster", cluster.address)
        assert (answer.status, answer.only["error"]["code"]) == (1, "model-not-installed")
        assert f"is not on “{platform.node()}”" in answer.only["error"]["message"]
        many = ilha("run", "text-classification", *inputs, "--model", "local/mood", "--cluster", cluster.address)
        assert (many.status, many.out) == (1, "")
        assert many.err.count("is not on") == 2, "one worker is passed over, and then no other is left"
        assert many.err.endswith("ilha: 20 more for the same reason.\n")

    def a_worker_without_the_model_is_passed_over(
        self, ilha: CommandLine, cluster: Cluster, inputs: list[Path]
    ) -> None:
        """It would answer at once and so get nearly every batch."""
        model = ROOT / "resources" / "starter" / "minilm-sentiment"
        files = {str(path.relative_to(model)): path.read_bytes() for path in model.rglob("*") if path.is_file()}
        for home in (ilha.home, cluster.workers[1].home):
            install(home / "models" / "local" / "able", "text-classification", files)
        call = ("run", "text-classification", *inputs, "--model", "local/able", "--json", "--cluster", cluster.address)
        answer = ilha(*call)
        assert [line["model"] for line in answer.objects] == ["local/able"] * len(inputs), answer.err
        assert answer.status == 0
        assert answer.err.count("is not on") == 1, "said once, not for every file"

    def a_worker_that_is_killed_loses_nothing(self, ilha: CommandLine, cluster: Cluster, inputs: list[str]) -> None:
        before = len(history(ilha.home))
        with long_run(ilha, cluster, inputs) as program:
            lost, *_ = until(lambda: [worker for worker in cluster.workers if worker.reading], "a batch")
            for member in family(psutil.Process(lost.process.pid)):
                with contextlib.suppress(psutil.NoSuchProcess):
                    member.kill()
            cluster.workers.remove(lost)
            out, _ = program.communicate(timeout=2 * PATIENCE_S)
        assert program.returncode == 0
        lines = [json.loads(line) for line in out.splitlines()]
        assert [line["input"] for line in lines] == inputs
        assert all(len(line["result"]["sentences"]) == LINES for line in lines)
        assert [record.state for record in history(ilha.home)[before:]] == ["done"] * len(inputs)

    def ctrl_c_gives_the_rest_up(self, ilha: CommandLine, cluster: Cluster, inputs: list[str]) -> None:
        (last,) = cluster.workers
        until(lambda: not last.reading, "the end of what was given before")
        with long_run(ilha, cluster, inputs) as program:
            until(lambda: last.reading, "a batch")
            program.send_signal(signal.SIGINT)
            _, err = program.communicate(timeout=PATIENCE_S)
        assert (program.returncode, err) == (130, b"")
        with contextlib.closing(Ledger(ilha.home / "ledger.db")) as ledger:
            given_up = [entry for entry in ledger.entries() if entry.status == 0]
            assert ledger.broken_at() is None
        assert len(given_up) == 2
        assert all(entry.sent_bytes and not entry.received_bytes for entry in given_up)


def long_run(ilha: CommandLine, cluster: Cluster, inputs: list[str]) -> subprocess.Popen[bytes]:
    """Start what takes the cluster a while."""
    call = ("run", "text-classification", *inputs, "--param", "split=lines", "--json", "--cluster", cluster.address)
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", *call],
        cwd=ROOT,
        env=environment(ilha.user, ilha.home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def certificates(folder: Path) -> dict[str, str]:
    """Write what a cluster and those who reach it trust, and return where they find it."""
    made = Security.temporary()
    folder.mkdir()
    for name, content in (("ca", made.tls_ca_file), ("cert", made.tls_client_cert), ("key", made.tls_client_key)):
        (folder / name).write_text(content)
    files = {"CA_FILE": folder / "ca"}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        files |= {f"{role}__CERT": folder / "cert", f"{role}__KEY": folder / "key"}
    return {f"DASK_DISTRIBUTED__COMM__TLS__{name}": str(path) for name, path in files.items()}


def test_an_encrypted_cluster_takes_those_with_certificates(ilha: CommandLine, tmp_path: Path) -> None:
    trusted = certificates(tmp_path / "certificates")
    named = tmp_path / "scheduler.json"
    here = ("--host", "tls://127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(named))
    with contextlib.ExitStack() as ending:
        ending.enter_context(ended(start(tmp_path / "far" / "scheduler", "scheduler", *here, **trusted)))
        until(lambda: named.exists() and named.read_text().endswith("}"), "a scheduler")
        address: str = json.loads(named.read_text())["address"]
        assert address.startswith("tls://")
        folder = tmp_path / "far" / "worker"
        alone = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder))
        ending.enter_context(ended(start(folder, "worker", address, *alone, **trusted)))
        until(lambda: b"Registered to" in (folder / "log").read_bytes(), "a worker")
        call = ("run", "text-classification", *texts(tmp_path, 3), "--json", "--cluster", address)
        far = ilha(*call, more=trusted)
        assert (far.status, far.err, len(far.objects)) == (0, "", 3)
        for given in (
            {},
            certificates(tmp_path / "others"),
            trusted | {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": "gone"},
        ):
            answer = ilha(*call, more=given)
            assert (answer.status, answer.only["error"]["code"]) == (1, "cluster-certificates")
            assert "DASK_DISTRIBUTED__COMM__TLS__CA_FILE" in answer.only["error"]["hint"]


def test_offline_opens_no_socket(ilha: CommandLine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        place = f"127.0.0.1:{server.getsockname()[1]}"
        answer = ilha("run", "auto", SAMPLES / "letter.txt", "--json", "--offline", "--cluster", f"tcp://{place}")
        with pytest.raises(BlockingIOError):
            server.accept()
    assert (answer.status, answer.only["error"]["code"]) == (1, "hub-offline")
    assert "--offline" in answer.only["error"]["hint"]
    assert history(ilha.home) == []
    with contextlib.closing(Ledger(ilha.home / "ledger.db")) as ledger:
        (entry,) = ledger.entries()
    assert (entry.host, entry.decision, entry.sent_bytes) == (place, Decision.OFFLINE, 0)


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [("tcp://127.0.0.1:9", 1, "hub-unreachable"), ("http://cluster", 2, "cluster-address"), ("", 2, "cluster-address")],
)
def test_what_is_no_cluster(ilha: CommandLine, address: str, status: int, code: str) -> None:
    answer = ilha("run", "auto", SAMPLES / "letter.txt", "--json", "--cluster", address)
    assert (answer.status, answer.only["error"]["code"]) == (status, code)
    assert history(ilha.home) == []

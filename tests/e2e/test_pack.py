"""A starter pack through the real window, from a server with faults: killed in the middle, gone on with, and run."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.core.inspection import Speeds
from desktop.hub.verification import verify
from desktop.state.catalogue import pack
from desktop.state.machine import measured_speeds
from desktop.state.models import ModelShelf
from desktop.state.paths import Home
from tests.e2e.programs import PATIENCE_S, ROOT, SAMPLES, CommandLine, ended, environment, listing
from tests.hub_server.faults import Fault
from tests.hub_server.repository import Repository
from tests.hub_server.server import HubServer
from tests.unit.hub.network import DATA_BYTES, Trusting, ledger, words_files

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMBERS = [entry.repo_id for entry in pack("chat")]


class Known(Trusting):
    """Says what the computer does, so that it is not measured while the test waits."""

    def speeds(self) -> Speeds:
        return Speeds(fp32_flops=1e11, int8_flops=4e11, bytes_per_s=1e10)


@pytest.fixture
def server() -> Iterator[HubServer]:
    """A server that has the models of a pack; small ones, that work."""
    with HubServer() as server:
        for name in MEMBERS:
            server.add(Repository(id=name, about={"pipeline_tag": "text-classification"}))
            server.repositories[name].commit(words_files())
        yield server


def visit(ilha: CommandLine) -> subprocess.Popen[bytes]:
    """Start the window and somebody who uses it."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.pack_visitor", "chat", str(SAMPLES / "letter.txt")],
        cwd=ROOT,
        env=environment(ilha.user, ilha.home, QT_QPA_PLATFORM="offscreen"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def whole(home: Home) -> set[str]:
    """Return the models that were added, of which every byte has to be right."""
    added = [model for model in ModelShelf(home).all() if home.models in model.folder.parents]
    assert not [verdict.faults for verdict in map(verify, added) if verdict.faults]
    return {model.spec.id for model in added}


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_a_starter_pack_survives_faults_and_a_kill_and_runs(ilha: CommandLine, server: HubServer) -> None:
    home = Home(root=ilha.home, models=ilha.home / "models").make()
    measured_speeds(home, Known())
    (ilha.home / "settings.json").write_text(json.dumps({"version": 1, "hub": server.url}))
    slow = Fault(kind="slow", at=DATA_BYTES // 10, pause_s=0.1, times=None)
    server.cdn_faults += [Fault(kind="reset", at=DATA_BYTES // 8), slow]
    first = visit(ilha)
    with ended(first):
        assert first.stdout is not None
        part = json.loads(first.stdout.readline())
        first.send_signal(signal.SIGKILL)
    assert 0.3 < part["fraction"] < 1
    assert whole(home) < {*MEMBERS}
    server.released.set()
    server.cdn_faults[:] = [
        Fault(kind="flipped", at=DATA_BYTES - 9),
        Fault(kind="status", at=503),
        Fault(kind="truncated", at=DATA_BYTES // 2),
    ]
    second = visit(ilha)
    with ended(second):
        out, err = second.communicate(timeout=2 * PATIENCE_S)
    assert second.returncode == 0, err.decode()
    assert "Traceback" not in err.decode()
    last = json.loads(out.splitlines()[-1])
    assert last["states"] == dict.fromkeys(MEMBERS, "done")
    assert "paused" in last["seen"]
    assert whole(home) == {*MEMBERS}
    assert not [path for path in listing(home.models) if ".part" in path or ".downloads/" in path]
    assert {entry.asker for entry in ledger(home)} == {"window"}

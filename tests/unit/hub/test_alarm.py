"""Whoever but the model manager wants a socket is refused, noted and told; each in a process of its own."""

from __future__ import annotations

import errno
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop.state.ledger import Decision, Ledger
from desktop.state.paths import Home

ROOT = Path(__file__).resolve().parents[3]


def run(home: Home, what: str, address: str = "") -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.hub.stray", str(home.ledger), what, address],
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout.split("\n")[:-1]


@pytest.mark.parametrize(
    ("what", "tried"),
    [
        ("connect", "LOOK-UP|127.0.0.1:{port}"),
        ("in_a_thread", "LOOK-UP|127.0.0.1:{port}"),
        ("from_a_library", "LOOK-UP|127.0.0.1:{port}"),
        ("datagram", f"SOCKET|family {int(socket.AF_INET6)}"),
        ("look_up", "LOOK-UP|isle.example"),
    ],
)
def test_what_strays_is_refused_noted_and_told_once(home: Home, what: str, tried: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        first, *told = run(home, what, f"127.0.0.1:{port}")
        with pytest.raises(BlockingIOError):
            server.accept()
    refused = "URLError None" if what == "from_a_library" else f"PermissionError {errno.EPERM}"
    assert (first, told) == (f"{refused} {refused} 1", [f"__main__|{tried.format(port=port)}"])
    with closing(Ledger(home.ledger)) as ledger:
        (row,) = ledger.rows()
        assert ledger.totals().sent == 0
        assert ledger.broken_at() is None
    entry = row.entry
    assert (entry.decision, entry.asker, entry.reason, entry.subject) == (Decision.STRAY, "window", "stray", "__main__")
    assert f"{entry.method}|{entry.host}" == tried.format(port=port)


def test_services_of_the_session_are_for_the_keyring_alone(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "bus"
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(path))
        bus.listen()
        assert run(home, "session_bus", str(path))[1:] == [f"__main__|CONNECT|{path}"]
        assert run(home, "ask_keyring", str(path)) == ["done done 0"]


def test_the_pipe_of_an_engine_is_no_stray(home: Home) -> None:
    assert run(home, "pipe") == ["done done 0"]
    assert not home.ledger.exists()


def test_a_guest_goes_where_it_is_invited_to_and_nowhere_else(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = f"127.0.0.1:{server.getsockname()[1]}"
        assert run(home, "guest", place) == ["done done 0"]
        refused = f"PermissionError {errno.EPERM}"
        first, *told = run(home, "guest_elsewhere", place)
        assert (first, told) == (f"{refused} {refused} 1", [f"__main__|CONNECT|{place}"])
        assert run(home, "guest_too_late", place)[1:] == [f"__main__|LOOK-UP|{place}"]

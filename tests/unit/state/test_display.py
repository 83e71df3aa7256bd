"""Whether something here shows windows, asked as Qt will; and what is said where nothing does."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.state.display import display

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have one display each")
NUMBER = 40_000 + os.getpid() % 10_000
"""Of a display that nobody else has."""
PATIENCE_S = 60.0


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A session without a display, and its runtime folder."""
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with closing(socket.socket(socket.AF_UNIX)) as made:
        yield made


def test_without_a_name_there_is_none() -> None:
    assert display() is None


def test_what_was_chosen_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert display() == "offscreen"


@pytest.mark.parametrize("form", [":{}", ":{}.0", "unix:{}"])
def test_x11_is_there_as_long_as_its_server_listens(
    form: str, server: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", form.format(NUMBER))
    server.bind(f"\0/tmp/.X11-unix/X{NUMBER}")
    server.listen()
    assert display() == "X11"
    server.setblocking(False)
    with pytest.raises(BlockingIOError):  # a server started with -terminate would end with its one visitor
        server.accept()
    server.close()
    assert display() is None


def test_x11_may_listen_at_a_port_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        monkeypatch.setenv("DISPLAY", f":{server.getsockname()[1] - 6000}")
        assert display() == "X11"


def test_a_display_of_another_computer_is_left_to_qt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", f"elsewhere:{NUMBER}")
    assert display() == "X11"


def test_wayland_is_there_as_long_as_its_server_listens(
    runtime: Path, server: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert display() is None
    server.bind(str(runtime / "wayland-0"))
    server.listen()
    assert display() == "Wayland"
    monkeypatch.setenv("WAYLAND_DISPLAY", str(runtime / "wayland-0"))
    assert display() == "Wayland"
    server.close()  # its socket stays in the folder
    assert display() is None


def test_a_server_that_cannot_be_asked_counts_as_there(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", str(runtime / ("long" * 40)))
    assert display() == "Wayland"


def test_a_dead_display_is_said_and_ends_nothing_by_force(tmp_path: Path) -> None:
    variables = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "DISPLAY": f":{NUMBER}"}
    done = subprocess.run(
        [sys.executable, "-m", "desktop"],
        env=variables,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 2, signal.strsignal(-done.returncode) if done.returncode < 0 else done.stderr
    assert "There is no display here" in done.stderr
    assert "refused" not in done.stderr

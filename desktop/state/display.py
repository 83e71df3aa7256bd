"""What windows are shown through; without a display Qt ends the process by force.

Looked for is what Qt will connect to on this computer. A display that cannot be told to be away, such as one of another
computer, counts as there.
"""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path

_OWN_X11 = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")
_X11_SOCKET = "/tmp/.X11-unix/X"  # noqa: S108 - every X server has it there
_X11_PORT = 6000
_ABSTRACT = "\0"
"""Begins the names of sockets that lie in no folder; the system's list has an @ for it."""
_LISTENS = "0A"


def display() -> str | None:
    """Return the name of what windows are shown through here, None where nothing shows any."""
    chosen = os.environ.get("QT_QPA_PLATFORM")
    if chosen or not sys.platform.startswith("linux"):
        return chosen or "the system"
    if _has_wayland():
        return "Wayland"
    return "X11" if _has_x11() else None


def _has_wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and _answers(str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)))


def _has_x11() -> bool:
    name = os.environ.get("DISPLAY", "")
    own = _OWN_X11.fullmatch(name)
    if own is None:
        return bool(name)
    path = f"{_X11_SOCKET}{own[1]}"
    return _answers(f"{_ABSTRACT}{path}") or _answers(path) or _listens(_X11_PORT + int(own[1]))


def _answers(address: str) -> bool:
    """Say whether somebody may be at a socket.

    Who is in the system's list is not visited, for some servers end when their last visitor leaves. Servers of another
    network namespace are in no list of this one; where nobody is a connection is refused in one of two ways.
    """
    if any(row.endswith(f" {address.replace(_ABSTRACT, '@')}") for row in _rows("/proc/net/unix")):
        return True
    with socket.socket(socket.AF_UNIX) as probe:
        probe.setblocking(False)
        try:
            probe.connect(address)
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        except OSError:
            return True
    return True


def _listens(port: int) -> bool:
    """Say whether somebody on this computer listens at a port, where the libraries of X11 look at last."""
    fields = [row.split() for table in ("/proc/net/tcp", "/proc/net/tcp6") for row in _rows(table)]
    return any(row[1].endswith(f":{port:04X}") and row[3] == _LISTENS for row in fields)


def _rows(table: str) -> list[str]:
    try:
        return Path(table).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []

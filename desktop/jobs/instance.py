"""One window for each home: the second program hands its files to the first and ends.

The first listens at a socket in a folder that belongs to the user alone; in anybody else's nothing is opened, and the
window stays by itself. A socket at which nobody listens any more is replaced; a lock lets one program at a time look.
"""

from __future__ import annotations

import errno
import os
import socket
import stat
import sys
import tempfile
import threading
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import WindowSilent

if TYPE_CHECKING:
    from collections.abc import Sequence

ANSWER = b"ok\n"
MESSAGE_BYTES_AT_MOST = 16_000_000
"""More names than anybody drops at once."""
PATIENCE_S = 5.0
"""So long a window may be busy before it counts as silent."""
_NAME_BYTES_AT_MOST = 107 if sys.platform == "linux" else 103
"""Of the path of a socket, in any system call."""
_READ_BYTES = 1 << 16
_FOLDER_MODE = 0o700


class Instance(QObject):
    """What makes this window the only one of its home, until it is closed."""

    asked = Signal(list)
    """Another program was started: paths of the files it was given, maybe none."""

    def __init__(self, listener: socket.socket | None = None) -> None:
        """Listen on a thread, so that a slow caller never stops the window; `claim` makes the listener."""
        super().__init__()
        self._listener = listener
        self._thread = threading.Thread(target=self._listen, name="instance", daemon=True)
        if listener is not None:
            self._thread.start()

    def close(self) -> None:
        """Let another window of this home open."""
        if self._listener is None:
            return
        Path(self._listener.getsockname()).unlink(missing_ok=True)
        self._listener.shutdown(socket.SHUT_RDWR)  # accept returns
        self._thread.join()
        self._listener.close()
        self._listener = None

    def _listen(self) -> None:
        assert self._listener is not None
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:  # it was closed
                return
            with connection:
                paths = _answered(connection)
            if paths is not None:
                self.asked.emit(paths)


def _answered(connection: socket.socket) -> list[Path] | None:
    """Return the paths that a caller hands over, after a word that they came, or None when it says something else."""
    connection.settimeout(PATIENCE_S)
    message = b""
    try:
        while not message.endswith(b"\n") and len(message) <= MESSAGE_BYTES_AT_MOST:
            part = connection.recv(_READ_BYTES)
            if not part:
                break
            message += part
        paths = _paths(message)
        if paths is not None:
            connection.sendall(ANSWER)
    except OSError:
        return None
    return paths


def _paths(message: bytes) -> list[Path] | None:
    """Return the paths of a message, or None when it is none."""
    import json

    try:
        names = json.loads(message)
    except (ValueError, RecursionError):
        return None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    return [Path(name) for name in names]


def claim(home: Path, paths: Sequence[Path] = ()) -> Instance | None:
    """Become the only window of `home`, or hand `paths` to the one there is and return None.

    Where the system has no such sockets, or their folder is not this user's own, windows do not know of one another.

    Raises:
        WindowSilent: the window there is does not answer.
    """
    if not hasattr(socket, "AF_UNIX") or sys.platform == "win32":
        return Instance()
    import fcntl

    try:
        # Not by hashlib, which loads OpenSSL while the window is waited for.
        path = _place(f"ilha-{zlib.crc32(os.fsencode(home.resolve())):08x}.sock")
        with open(path.with_suffix(".lock"), "wb", opener=_private) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(PATIENCE_S)
                try:
                    connection.connect(os.fspath(path))
                except (FileNotFoundError, ConnectionRefusedError):
                    return Instance(_listen(path))
                _hand_over(connection, paths)
                return None
    except OSError as error:
        import logging  # the first paint waits for this module

        logging.getLogger("ilha.instance").warning("windows do not know of one another: %s", error)
        return Instance()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)


def _place(name: str) -> Path:
    """Return the path of the socket: in the runtime folder of the session, or where that will not do in one of our own.

    Raises:
        PermissionError: that one belongs to somebody else, or others may write to it.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and _is_own(Path(runtime)) and len(os.fsencode(Path(runtime, name))) <= _NAME_BYTES_AT_MOST:
        return Path(runtime, name)
    folder = Path(tempfile.gettempdir(), f"ilha-{os.getuid()}")
    folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)
    if not _is_own(folder):
        raise PermissionError(errno.EPERM, "not this user's own folder", str(folder))
    return folder / name


def _is_own(folder: Path) -> bool:
    """Say whether a folder belongs to this user, and nobody else may write to it."""
    try:
        state = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(state.st_mode) and state.st_uid == os.getuid() and not state.st_mode & 0o022


def _listen(path: Path) -> socket.socket:
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.bind(os.fspath(path))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def _hand_over(connection: socket.socket, paths: Sequence[Path]) -> None:
    """Send the paths, absolute, to the window at the other end."""
    import json

    message = json.dumps([os.path.abspath(name) for name in paths]).encode("ascii") + b"\n"  # noqa: PTH100 - keeps links
    try:
        connection.sendall(message)
        answer = connection.recv(len(ANSWER))
    except OSError as error:
        raise WindowSilent from error
    if answer != ANSWER:
        raise WindowSilent

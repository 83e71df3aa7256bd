"""What a taken-over engine would try, in a process of its own: `wall_probe.py inside|outside WORK OUTSIDE PID ADDRESS`.

Prints one JSON object: the level of the wall and, for each attempt, "done" or the name of the error.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

_PTRACE_SEIZE, _PTRACE_DETACH = 0x4206, 17


class _Piece(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


def open_socket(family: int) -> None:
    """Open and close a socket."""
    socket.socket(family, socket.SOCK_DGRAM if family != socket.AF_INET else socket.SOCK_STREAM).close()


def pair_up(kind: int) -> None:
    """Make a pair of sockets; those for datagrams can send to anybody."""
    for end in socket.socketpair(socket.AF_UNIX, kind):
        end.close()


def open_own_memory() -> None:
    """Open the memory of this process for writing, as a file."""
    with Path("/proc/self/mem").open("r+b", buffering=0):
        pass


def trace(victim: int) -> None:
    """Attach to a process as a debugger does."""
    libc = ctypes.CDLL(None, use_errno=True)
    _check(libc.ptrace(_PTRACE_SEIZE, victim, None, None))


def read_by_call(victim: int, address: int) -> None:
    """Read the memory of a process."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.process_vm_readv.restype = ctypes.c_ssize_t
    kept = ctypes.create_string_buffer(6)
    mine = _Piece(ctypes.addressof(kept), 6)
    theirs = _Piece(address, 6)
    _check(libc.process_vm_readv(victim, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0))
    assert kept.raw == b"secret"


def read_by_file(victim: int, address: int) -> None:
    """Read the memory of a process through /proc."""
    with Path(f"/proc/{victim}/mem").open("rb", buffering=0) as memory:
        memory.seek(address)
        assert memory.read(6) == b"secret"


def child_opens_socket() -> None:
    """Let a program that was started afterwards open a socket."""
    code = "import socket, sys\ntry: socket.socket()\nexcept OSError as error: sys.exit(error.errno)"
    status = subprocess.run([sys.executable, "-I", "-c", code], check=False).returncode
    if status:
        raise OSError(status, "in the child")


def _check(result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def attempt(what: Callable[[], object]) -> str:
    """Return "done" or the name of the error."""
    try:
        what()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error))
    return "done"


def main(side: str, work: str, outside: str, process: str, place: str) -> int:
    level = ""
    if side == "inside":
        from desktop.engine.sandbox import put_up

        level = str(put_up(Path(work)))
    victim, address = int(process), int(place)
    attempts: dict[str, Callable[[], object]] = {
        "inet": lambda: open_socket(socket.AF_INET),
        "inet6": lambda: open_socket(socket.AF_INET6),
        "unix": lambda: open_socket(socket.AF_UNIX),
        "netlink": lambda: open_socket(socket.AF_NETLINK),
        "unix pair": lambda: pair_up(socket.SOCK_DGRAM),
        "socket of a child": child_opens_socket,
        "ptrace": lambda: trace(victim),
        "process_vm_readv": lambda: read_by_call(victim, address),
        "memory file": lambda: read_by_file(victim, address),
        "own memory file": open_own_memory,
        "write outside": lambda: (Path(outside) / side).write_text(side, encoding="utf-8"),
        "connected pair": lambda: pair_up(socket.SOCK_STREAM),
        "write to the work folder": lambda: (Path(work) / side).write_text(side, encoding="utf-8"),
        "read outside": lambda: Path(__file__).read_bytes(),
    }
    print(json.dumps({"level": level, **{name: attempt(what) for name, what in attempts.items()}}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""What an engine that was taken over would try, tried for real, so that everybody can see what the system answers.

Where nothing refuses it, it does no harm all the same: sockets reach for this computer alone, no byte of another
process is changed, and files are touched only in a folder that was made for it. Standard library only.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import socket
import struct
import subprocess
import sys
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.proof import Attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Address = str | tuple[str, int]

DOOR = "--try-sockets"
"""Makes a process of the program that tries its sockets, prints what became of it and ends."""
KEPT = "kept"
"""Name of the file that `attempts` tries to delete."""
_PACKAGE = Path(__file__).resolve().parents[1]
_PATIENCE_S = 60
_IN_A_CHILD = ("tcp", "tcp-ipv6", "dns", "https", "unix")
_NATIVELY = ("tcp", "udp", "tcp-ipv6", "dns", "raw")
_DISCARD, _DNS, _HTTPS = 9, 53, 443
_LOOPBACK, _LOOPBACK_6 = "127.0.0.1", "::1"
_QUICKLY_S = 2.0
_NO_QUESTION = bytes(12)
"""A message of DNS that asks nothing, so that no resolver of this computer passes it on."""
_FAMILIES = 64
"""More than there are."""
_PTRACE_SEIZE, _PTRACE_INTERRUPT, _PTRACE_DETACH = 0x4206, 0x4207, 17
_WAIT_ALL = 0x40000000
_TIOCSTI = 0x5412
_PIDFD_OPEN, _IO_URING_SETUP, _PIDFD_GETFD = 434, 425, 438  # the same on every machine


class _Piece(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


def attempts(outside: Path) -> tuple[Attempt, ...]:
    """Try to get past the wall in every way that is known.

    Args:
        outside: a folder with a file `KEPT` in it, where nothing may be written or deleted.
    """
    tried = [*sockets(), _attempt("other-families", "python", _open_other_family), *_from_a_child()]
    if sys.platform != "win32":
        tried.append(_attempt("unix-pair", "python", _pair_up))
        tried += [_attempt(name, "native", partial(_reach_natively, *_kinds()[name])) for name in _NATIVELY]
    if sys.platform == "linux":
        owner = os.getppid()
        for name, action in (
            ("io-uring", _set_up_queue),
            ("ptrace", partial(_trace, owner)),
            ("read-memory", partial(_read_memory, owner)),
            ("write-memory", partial(_write_memory, owner)),
            ("take-descriptor", partial(_take_descriptor, owner)),
            ("terminal", _type_into_a_terminal),
            ("shared-memory", _attach_memory),
        ):
            tried.append(_attempt(name, "native", action))
        tried.append(_attempt("memory-file", "python", partial(_open_memory, owner)))
    tried.append(_attempt("write-outside", "python", partial((outside / "written").write_bytes, b"")))
    tried.append(_attempt("remove-outside", "python", (outside / KEPT).unlink))
    return tuple(tried)


def sockets() -> tuple[Attempt, ...]:
    """Try to open a socket of each kind through Python, and to reach this computer itself with it."""
    tried = [_attempt(name, "python", partial(_reach, *kind)) for name, kind in _kinds().items()]
    return (*tried, _attempt("https", "python", _open_page))


def main() -> int:
    """Print the attempts of `sockets` as JSON: a process of its own, behind the wall of whoever started it."""
    print(json.dumps([(attempt.name, attempt.errno) for attempt in sockets()]))  # noqa: T201 - it is read by a program
    return 0


def in_a_process() -> tuple[Attempt, ...]:
    """Have a process that is started for it try its sockets.

    Raises:
        OSError: it cannot be started.
    """
    program = [sys.executable, *([] if getattr(sys, "frozen", False) else ["-m", "desktop"]), DOOR]
    done = subprocess.run(
        program, check=True, cwd=_PACKAGE.parent, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE_S
    )
    return tuple(Attempt(name=name, via="child", errno=answer) for name, answer in json.loads(done.stdout))


def _from_a_child() -> list[Attempt]:
    return [attempt for attempt in in_a_process() if attempt.name in _IN_A_CHILD]


def _attempt(name: str, via: str, action: Callable[[], object]) -> Attempt:
    try:
        action()
    except OSError as error:
        return Attempt(name=name, via=via, errno=errno.errorcode.get(error.errno or 0, str(error.errno)))
    return Attempt(name=name, via=via, errno="")


def _kinds() -> dict[str, tuple[int, int, int, _Address | None]]:
    """Return family, type and protocol of sockets, and whom to reach with them where that can be told."""
    stream, datagram = socket.SOCK_STREAM, socket.SOCK_DGRAM
    kinds: dict[str, tuple[int, int, int, _Address | None]] = {
        "tcp": (socket.AF_INET, stream, 0, (_LOOPBACK, _DISCARD)),
        "udp": (socket.AF_INET, datagram, 0, (_LOOPBACK, _DISCARD)),
        "tcp-ipv6": (socket.AF_INET6, stream, 0, (_LOOPBACK_6, _DISCARD)),
        "udp-ipv6": (socket.AF_INET6, datagram, 0, (_LOOPBACK_6, _DISCARD)),
        "dns": (socket.AF_INET, datagram, 0, (_LOOPBACK, _DNS)),
        "raw": (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP, None),
    }
    if sys.platform != "win32":
        kinds["unix"] = (socket.AF_UNIX, stream, 0, "/nobody")
    if sys.platform == "linux":
        kinds["netlink"] = (socket.AF_NETLINK, socket.SOCK_RAW, 0, None)
        kinds["packet"] = (socket.AF_PACKET, socket.SOCK_RAW, 0, None)
    return kinds


def _reach(family: int, kind: int, protocol: int = 0, address: _Address | None = None) -> None:
    with socket.socket(family, kind, protocol) as opened:
        if address is not None:
            with _unless_refused():
                opened.settimeout(_QUICKLY_S)
                opened.connect(address)
                opened.send(_NO_QUESTION)


def _open_page() -> None:
    from http.client import HTTPSConnection

    with _unless_refused(), closing(HTTPSConnection(_LOOPBACK, _HTTPS, timeout=_QUICKLY_S)) as connection:
        connection.connect()


@contextmanager
def _unless_refused() -> Iterator[None]:
    """Pass over that nobody answers: a refusal is something else."""
    try:
        yield
    except PermissionError:
        raise
    except OSError:
        pass


def _open_other_family() -> None:
    """Open a socket of whatever family is left and the system knows; raises what it said last when there is none."""
    tried = {getattr(socket, f"AF_{name}", -1) for name in ("INET", "INET6", "UNIX", "NETLINK", "PACKET")}
    said = OSError(errno.EAFNOSUPPORT, "")
    for family in set(range(_FAMILIES)) - tried:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            try:
                _reach(family, kind)
            except OSError as error:
                said = error
            else:
                return
    raise said


def _pair_up() -> None:
    """Make two sockets of which each could send to any other program of this computer."""
    for end in socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM):
        end.close()


def _reach_natively(family: int, kind: int, protocol: int, address: _Address | None) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = _call(libc.socket(family, kind, protocol))
    try:
        if isinstance(address, tuple):
            place = _packed(family, *address)
            with _unless_refused():
                _call(libc.connect(descriptor, place, len(place)))
    finally:
        os.close(descriptor)


def _packed(family: int, host: str, port: int) -> bytes:
    """Return a sockaddr_in or sockaddr_in6."""
    body = struct.pack(">H4s8x" if family == socket.AF_INET else ">H4x16s4x", port, socket.inet_pton(family, host))
    size = len(body) + 2
    return struct.pack("BB", size, family) + body if sys.platform == "darwin" else struct.pack("=H", family) + body


def _set_up_queue() -> None:
    parameters = ctypes.create_string_buffer(120)  # struct io_uring_params
    os.close(_syscall(_IO_URING_SETUP, 1, parameters))


def _trace(victim: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.restype = ctypes.c_long
    _call(libc.ptrace(_PTRACE_SEIZE, victim, None, None))
    libc.ptrace(_PTRACE_INTERRUPT, victim, None, None)  # only what stands still can be let go
    os.waitpid(victim, _WAIT_ALL)
    libc.ptrace(_PTRACE_DETACH, victim, None, None)


def _read_memory(victim: int) -> None:
    kept = ctypes.create_string_buffer(1)
    place = ctypes.byref(_Piece(ctypes.addressof(kept), 1))
    with _unless(errno.EFAULT):  # nothing happens to lie there
        _call(ctypes.CDLL(None, use_errno=True).process_vm_readv(victim, place, 1, place, 1, 0))


def _write_memory(victim: int) -> None:
    _call(ctypes.CDLL(None, use_errno=True).process_vm_writev(victim, None, 0, None, 0, 0))  # nothing, if it is let


def _open_memory(victim: int) -> None:
    with Path(f"/proc/{victim}/mem").open("rb"):
        pass


def _take_descriptor(victim: int) -> None:
    handle = _syscall(_PIDFD_OPEN, victim, 0)
    try:
        os.close(_syscall(_PIDFD_GETFD, handle, 0, 0))
    finally:
        os.close(handle)


def _type_into_a_terminal() -> None:
    with _unless(errno.EBADF):  # there is no such terminal, so nothing is typed
        _call(ctypes.CDLL(None, use_errno=True).ioctl(-1, ctypes.c_ulong(_TIOCSTI), b" "))


def _attach_memory() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmat.restype = ctypes.c_ssize_t
    with _unless(errno.EINVAL):  # there is no such memory
        _call(libc.shmat(-1, None, 0))


@contextmanager
def _unless(number: int) -> Iterator[None]:
    """Pass over an error that is no refusal."""
    try:
        yield
    except OSError as error:
        if error.errno != number:
            raise


def _syscall(number: int, *arguments: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return _call(libc.syscall(number, *arguments))


def _call(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result

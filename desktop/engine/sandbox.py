"""The wall: what the operating system takes away from the engine before anything foreign is imported.

macOS: see `seatbelt`. Windows has none yet, so there Python itself refuses sockets.

Linux: a seccomp filter refuses every new socket and every way into another process, then Landlock confines writing to
one folder and closes `/proc/<pid>/mem`. Of pairs of sockets only those that stay connected to one another can be made:
datagrams of any other could be sent to whoever listens on this computer. Nothing can be typed into a terminal that was
inherited, nor can memory be attached that others share, such as the picture of a window, nor anything be left in the
kernel's own messages, semaphores and keys. Landlock knows nothing of permissions, owners and attributes of files, so
the filter refuses to change any, and to cut files short by their paths, which Landlock overlooks before Linux 6.2; what
is open for writing may be cut. Both walls hold for every thread and child and cannot be taken back. Standard library
only. Numbers: include/uapi/linux/{seccomp,landlock,audit}.h and asm-generic/ioctls.h, and the system call tables of
Linux 6.13.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from enum import StrEnum
from pathlib import Path


class Wall(StrEnum):
    """The level really in force; each is verified by trying, not assumed."""

    ENFORCED = "enforced"
    """No network, no way into other processes, writing only to the work folder."""
    NETWORK = "network"
    """No network, and no more is counted on: Linux without Landlock, and macOS."""
    INSIDE = "inside"
    """Python refuses sockets; nothing by the operating system, so native code and other programs could go past it."""


CONSENT = "ILHA_WITHOUT_WALL"
"""Set to 1 by a user who wants models to run although the system's wall does not go up."""


_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
_SECCOMP_FILTER_FLAG_TSYNC = 1
_RET_ALLOW = 0x7FFF0000
_RET_EPERM = 0x00050000 | errno.EPERM
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _AND, _RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
_OFFSET_NUMBER, _OFFSET_ARCH, _OFFSET_SECOND = 0, 4, 24
_STREAM, _TYPES = 1, 0xF
_TYPE_IN, _PASTE = 0x5412, 0x541C  # TIOCSTI, TIOCLINUX
_X32_BIT = 0x40000000

_EVERYWHERE = {"io_uring_setup": 425, "pidfd_getfd": 438, "fchmodat2": 452, "setxattrat": 463, "removexattrat": 466}
# machine: (AUDIT_ARCH, seccomp, socketpair, ioctl, {refused call: number})
_MACHINES = {
    "x86_64": (
        0xC000003E,
        317,
        53,
        16,
        {
            "shmat": 30,
            "socket": 41,
            "semget": 64,
            "msgget": 68,
            "truncate": 76,
            "chmod": 90,
            "fchmod": 91,
            "chown": 92,
            "fchown": 93,
            "lchown": 94,
            "ptrace": 101,
            "setxattr": 188,
            "lsetxattr": 189,
            "fsetxattr": 190,
            "removexattr": 197,
            "lremovexattr": 198,
            "fremovexattr": 199,
            "add_key": 248,
            "request_key": 249,
            "keyctl": 250,
            "fchownat": 260,
            "fchmodat": 268,
            "process_vm_readv": 310,
            "process_vm_writev": 311,
            **_EVERYWHERE,
        },
    ),
    "aarch64": (
        0xC00000B7,
        277,
        199,
        29,
        {
            "setxattr": 5,
            "lsetxattr": 6,
            "fsetxattr": 7,
            "removexattr": 14,
            "lremovexattr": 15,
            "fremovexattr": 16,
            "truncate": 45,
            "fchmod": 52,
            "fchmodat": 53,
            "fchownat": 54,
            "fchown": 55,
            "ptrace": 117,
            "msgget": 186,
            "semget": 190,
            "shmat": 196,
            "socket": 198,
            "add_key": 217,
            "request_key": 218,
            "keyctl": 219,
            "process_vm_readv": 270,
            "process_vm_writev": 271,
            **_EVERYWHERE,
        },
    ),
}

_LANDLOCK_CREATE, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT = 444, 445, 446
_LANDLOCK_VERSION = 1
_RULE_PATH_BENEATH = 1
_WRITE_FILE, _TRUNCATE = 1 << 1, 1 << 14
# write_file, remove_dir, remove_file, make_{char,dir,reg,sock,fifo,block,sym}; refer and truncate came later
_WRITES = _WRITE_FILE | sum(1 << bit for bit in range(4, 13))
_REFER = 1 << 13
_TCP = 0b11  # bind and connect
_SCOPES = 0b11  # abstract AF_UNIX sockets and signals stay inside the wall


_UNIX = 1
_TO_A_NETWORK = frozenset(
    f"socket.{what}"
    for what in ("__new__", "connect", "bind", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "gethostbyaddr")
)
"""Events of `sys.addaudithook`."""


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("program", ctypes.c_void_p))


def put_up(work: Path, program: str = "") -> Wall:
    """Put the wall up around this process for good and return the level that holds.

    Args:
        work: the only folder where files may still be written, made or removed.
        program: what this process is going to become.

    Raises:
        OSError: the system has a wall that did not go up, and nobody said by `CONSENT` that this will do.
    """
    level = Wall.INSIDE
    try:
        if sys.platform == "linux":
            level = _around(work)
        elif sys.platform == "darwin":
            from desktop.engine import seatbelt

            level = Wall.NETWORK if seatbelt.put_up(work, program) else Wall.INSIDE
    except OSError:
        if os.environ.get(CONSENT) != "1":
            raise
    if level is Wall.INSIDE:
        sys.addaudithook(_refuse)
    return level


def filter_for(machine: str) -> tuple[tuple[int, int, int, int], ...]:
    """Return the steps of the seccomp filter for a kind of processor: operation, two jumps and an operand each."""
    arch, _, number_of_pair, number_of_ioctl, refused = _MACHINES[machine]
    calls = sorted(refused.values())
    return (
        (_LOAD, 0, 0, _OFFSET_ARCH),
        (_JUMP_EQUAL, 1, 0, arch),
        (_RETURN, 0, 0, _RET_EPERM),  # 32-bit calls
        (_LOAD, 0, 0, _OFFSET_NUMBER),
        (_JUMP_AT_LEAST, len(calls) + 9, 0, _X32_BIT),
        *((_JUMP_EQUAL, len(calls) + 8 - index, 0, number) for index, number in enumerate(calls)),
        (_JUMP_EQUAL, 0, 3, number_of_pair),
        (_LOAD, 0, 0, _OFFSET_SECOND),
        (_AND, 0, 0, _TYPES),
        (_JUMP_EQUAL, 4, 5, _STREAM),
        (_JUMP_EQUAL, 0, 3, number_of_ioctl),
        (_LOAD, 0, 0, _OFFSET_SECOND),
        (_JUMP_EQUAL, 2, 0, _TYPE_IN),
        (_JUMP_EQUAL, 1, 0, _PASTE),
        (_RETURN, 0, 0, _RET_ALLOW),
        (_RETURN, 0, 0, _RET_EPERM),
    )


def _around(work: Path) -> Wall:
    if platform.machine() not in _MACHINES:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    _call(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    confined = _landlock(libc, work)
    _seccomp(libc)
    if not _refused(libc):
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
    return Wall.ENFORCED if confined else Wall.NETWORK


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what would reach a network through Python, where there is no wall; pairs for pipes are let."""
    if event in _TO_A_NETWORK and not (event == "socket.__new__" and arguments[1] == _UNIX):
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


def _call(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def _seccomp(libc: ctypes.CDLL) -> None:
    steps = filter_for(platform.machine())
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    header = _Filter(len(steps), ctypes.cast(program, ctypes.c_void_p))
    _, number_of_seccomp, *_ = _MACHINES[platform.machine()]
    _call(libc.syscall(number_of_seccomp, _SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC, ctypes.byref(header)))


def _landlock(libc: ctypes.CDLL, work: Path) -> bool:
    """Confine writing to `work` and `/dev/null`; False where the kernel has no Landlock or it is switched off."""
    version = libc.syscall(_LANDLOCK_CREATE, None, 0, _LANDLOCK_VERSION)
    if version < 1:
        return False
    writes = _WRITES | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    attributes = struct.pack("QQQ", writes, _TCP if version >= 4 else 0, _SCOPES if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = libc.syscall(_LANDLOCK_CREATE, attributes, size, 0)
    if rules < 0:
        return False
    try:
        _allow(libc, rules, work, writes)
        _allow(libc, rules, Path(os.devnull), _WRITE_FILE | (_TRUNCATE if version >= 3 else 0))
        _call(libc.syscall(_LANDLOCK_RESTRICT, rules, 0))
    finally:
        os.close(rules)
    return True


def _allow(libc: ctypes.CDLL, rules: int, path: Path, rights: int) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        beneath = struct.pack("=Qi", rights, descriptor)
        _call(libc.syscall(_LANDLOCK_ADD_RULE, rules, _RULE_PATH_BENEATH, beneath, 0))
    finally:
        os.close(descriptor)


def _refused(libc: ctypes.CDLL) -> bool:
    """Try to open a socket of every common family; True when the kernel refused each."""
    for family in (1, 2, 10, 16, 17):  # unix, inet, inet6, netlink, packet
        descriptor = libc.socket(family, 2, 0)
        if descriptor >= 0:
            os.close(descriptor)
            return False
        if ctypes.get_errno() != errno.EPERM:
            return False
    return True

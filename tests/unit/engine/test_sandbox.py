"""The filter of system calls, as the kernel of either kind of processor would run it, and what else a wall promises."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.engine.sandbox import CONSENT, filter_for
from tests.e2e.programs import ROOT, environment

X86_64, AARCH64, I386, ARM = 0xC000003E, 0xC00000B7, 0x40000003, 0x40000028
ARCH = {"x86_64": X86_64, "aarch64": AARCH64}
REFUSED = {
    "x86_64": {
        *(30, 41, 101, 310, 311, 425, 438),
        *(64, 68, 248, 249, 250),
        *(76, 90, 91, 92, 93, 94, 260, 268, 452),
        *(188, 189, 190, 197, 198, 199, 463, 466),
    },
    "aarch64": {
        *(196, 198, 117, 270, 271, 425, 438),
        *(190, 186, 217, 218, 219),
        *(45, 52, 53, 54, 55, 452),
        *(5, 6, 7, 14, 15, 16, 463, 466),
    },
}
"""shmat, socket, ptrace, process_vm_readv, process_vm_writev, io_uring_setup, pidfd_getfd; semget, msgget, add_key,
request_key, keyctl; truncate and what changes permissions and owners of files; what sets and removes attributes."""
PAIR = {"x86_64": 53, "aarch64": 199}
IOCTL = {"x86_64": 16, "aarch64": 29}
TIOCSTI, TIOCLINUX, TCGETS = 0x5412, 0x541C, 0x5401
STREAM, DATAGRAM, SEQUENCE, CLOEXEC = 1, 2, 5, 0o2000000
ALLOW, EPERM = 0x7FFF0000, 0x00050000 | errno.EPERM
CALLS = 470
"""More than there are, see the tables of Linux 6.12."""
X32 = 0x40000000


def decision(machine: str, arch: int, number: int, second: int = 0) -> int:
    """Run the filter over a system call as the kernel does; see Documentation/networking/filter.rst."""
    data = {0: number, 4: arch, 24: second}
    accumulator, place, steps = 0, 0, filter_for(machine)
    while True:
        operation, true, false, operand = steps[place]
        place += 1
        if operation == 0x20:  # load
            accumulator = data[operand]
        elif operation == 0x54:  # and
            accumulator &= operand
        elif operation == 0x15:  # jump if equal
            place += true if accumulator == operand else false
        elif operation == 0x35:  # jump if not below
            place += true if accumulator >= operand else false
        else:
            assert operation == 0x06, "return"
            return operand


@pytest.mark.parametrize("machine", list(ARCH))
def test_each_call_is_decided_on_its_own(machine: str) -> None:
    found = {number for number in range(CALLS) if decision(machine, ARCH[machine], number, STREAM) != ALLOW}
    assert found == REFUSED[machine]
    assert {decision(machine, ARCH[machine], number) for number in REFUSED[machine]} == {EPERM}


@pytest.mark.parametrize("machine", list(ARCH))
@pytest.mark.parametrize("flags", [0, CLOEXEC])
def test_only_pairs_that_stay_together_are_made(machine: str, flags: int) -> None:
    made = {kind for kind in range(16) if decision(machine, ARCH[machine], PAIR[machine], kind | flags) == ALLOW}
    assert made == {STREAM}


@pytest.mark.parametrize("machine", list(ARCH))
def test_nothing_is_typed_into_a_terminal(machine: str) -> None:
    asked = {request: decision(machine, ARCH[machine], IOCTL[machine], request) for request in range(0x5400, 0x5480)}
    assert {request for request, found in asked.items() if found != ALLOW} == {TIOCSTI, TIOCLINUX}
    assert asked[TCGETS] == ALLOW


@pytest.mark.parametrize(
    ("machine", "arch", "base"),
    [("x86_64", I386, 0), ("x86_64", AARCH64, 0), ("x86_64", X86_64, X32), ("aarch64", ARM, 0), ("aarch64", X86_64, 0)],
)
def test_calls_of_another_kind_of_program_are_refused_one_and_all(machine: str, arch: int, base: int) -> None:
    assert {decision(machine, arch, base + number, STREAM) for number in range(CALLS)} == {EPERM}


INSIDE = """
import ctypes, errno, os, sys
from pathlib import Path
from desktop.engine.sandbox import put_up
work, kept = Path(sys.argv[1]), Path(sys.argv[2])
put_up(work)
libc = ctypes.CDLL(None, use_errno=True)
made = os.open(work / "made", os.O_RDWR | os.O_CREAT)

def native(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "")

for change in (
    lambda: os.chmod(kept, 0o777),
    lambda: os.chmod(kept, 0o777, follow_symlinks=True, dir_fd=os.open("/", 0)),
    lambda: os.fchmod(made, 0o777),
    lambda: os.truncate(kept, 0),
    lambda: os.chown(kept, os.getuid(), os.getgid()),
    lambda: os.lchown(kept, os.getuid(), os.getgid()),
    lambda: os.setxattr(kept, "user.ilha", b"1"),
    lambda: os.removexattr(kept, "user.ilha"),
    lambda: native(libc.msgget(0, 0o1600)),
    lambda: native(libc.semget(0, 1, 0o1600)),
):
    try:
        change()
        print("done")
    except OSError as error:
        print(errno.errorcode[error.errno])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the wall is Linux's")
def test_files_keep_their_permissions_and_nothing_is_left_with_others(tmp_path: Path) -> None:
    work, kept = tmp_path / "work", tmp_path / "kept"
    work.mkdir()
    kept.touch(0o600)
    done = subprocess.run(
        [sys.executable, "-c", INSIDE, work, kept],
        check=True,
        cwd=ROOT,
        env=environment(tmp_path, None),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.split() == ["EPERM"] * 10
    assert kept.stat().st_mode & 0o777 == 0o600


NO_WALL = """
import platform, socket, sys
from pathlib import Path
platform.machine = lambda: "riscv64"  # no filter was written for it
from desktop.engine.sandbox import put_up
try:
    print(put_up(Path(sys.argv[1])))
    socket.socket()
except OSError as error:
    print(error.errno)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the wall is Linux's")
@pytest.mark.parametrize(
    ("consent", "said"), [({}, [errno.ENOSYS]), ({CONSENT: "0"}, [errno.ENOSYS]), ({CONSENT: "1"}, ["inside", 1])]
)
def test_without_a_wall_nothing_starts_unless_the_user_says_so(
    tmp_path: Path, consent: dict[str, str], said: list[object]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_WALL, tmp_path],
        check=True,
        cwd=ROOT,
        env=environment(tmp_path, None, **consent),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.split() == [str(word) for word in said]

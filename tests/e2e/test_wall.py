"""The engine has no network and no way into the window; each proof has its positive control beside it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from desktop.state.paths import Home
from desktop.worker.client import EngineClient
from tests.e2e import wall_probe
from tests.e2e.programs import PATIENCE_S, ROOT, ended, environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the wall is Linux's")

SOCKETS = ("inet", "inet6", "unix", "netlink", "unix pair", "socket of a child")
WAYS_IN = ("ptrace", "process_vm_readv")
ONLY_WITH_LANDLOCK = ("memory file", "own memory file", "write outside")
FREE = ("connected pair", "write to the work folder", "read outside")

VICTIM = """
import ctypes, sys
ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1))  # PR_SET_PTRACER: anybody may
kept = ctypes.create_string_buffer(b"secret")
print(ctypes.addressof(kept), flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True, kw_only=True)
class Victim:
    """A process that holds a secret in its memory."""

    pid: int
    address: int


@pytest.fixture
def victim() -> Iterator[Victim]:
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", VICTIM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    )
    with ended(process):
        assert process.stdout is not None
        yield Victim(pid=process.pid, address=int(process.stdout.readline()))


def try_everything(side: str, folder: Path, victim: Victim, *, door: bool = False) -> dict[str, str]:
    """Return what the probe was refused; `door` starts it through the program's own door, which puts up the wall."""
    work, outside = folder / "work", folder / "outside"
    through: list[str | Path] = [sys.executable, "-m", "desktop", "--behind-the-wall", work, "--"] if door else []
    work.mkdir(exist_ok=True)
    outside.mkdir(exist_ok=True)
    done = subprocess.run(
        [*through, sys.executable, wall_probe.__file__, side, work, outside, str(victim.pid), str(victim.address)],
        check=False,
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_behind_the_wall_everything_is_refused_that_works_outside(tmp_path: Path, victim: Victim) -> None:
    outside = try_everything("outside", tmp_path, victim)
    assert {name: result for name, result in outside.items() if result != "done"} == {"level": ""}
    inside = try_everything("inside", tmp_path, victim)
    assert inside["level"] in {"enforced", "network"}
    assert {name: inside[name] for name in (*SOCKETS, *WAYS_IN)} == dict.fromkeys((*SOCKETS, *WAYS_IN), "EPERM")
    assert {name: inside[name] for name in FREE} == dict.fromkeys(FREE, "done")
    if inside["level"] == "enforced":
        assert all(inside[name] in {"EACCES", "EPERM"} for name in ONLY_WITH_LANDLOCK), inside
        assert [path.name for path in (tmp_path / "outside").iterdir()] == ["outside"]


def test_the_door_puts_the_same_wall_around_a_program_and_its_children(tmp_path: Path, victim: Victim) -> None:
    found = try_everything("outside", tmp_path, victim, door=True)
    assert {name: found[name] for name in (*SOCKETS, *WAYS_IN)} == dict.fromkeys((*SOCKETS, *WAYS_IN), "EPERM")
    assert {name: found[name] for name in FREE} == dict.fromkeys(FREE, "done")
    if try_everything("inside", tmp_path, victim)["level"] == "enforced":
        assert all(found[name] in {"EACCES", "EPERM"} for name in ONLY_WITH_LANDLOCK), found
        assert not any((tmp_path / "outside").iterdir())


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ([], 2),
        (["{work}"], 2),
        (["{work}", "true"], 2),
        (["{work}/absent", "--", "true"], 2),
        (["{work}", "--", "/no"], 1),
    ],
)
def test_the_door_stays_shut_for_a_wrong_call(tmp_path: Path, words: list[str], status: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--behind-the-wall", *(word.format(work=tmp_path) for word in words)],
        check=False,
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert (done.returncode, done.stdout) == (status, "")
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("usage: " if status == 2 else "ilha: ")


_BECOMES = """
import os, runpy, sys
def become(program, command):
    found = {name for name in sys.modules if name.partition(".")[0] not in sys.stdlib_module_names} - before
    print(command, *sorted(found))
    os._exit(0)
before, os.execvp = set(sys.modules), become
runpy.run_module("desktop", run_name="__main__")
"""


def test_the_door_imports_nothing_but_the_wall_and_the_standard_library(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-u", "-c", _BECOMES, "--behind-the-wall", str(tmp_path), "--", "a", "b"],
        check=False,
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "['a', 'b'] desktop desktop.engine desktop.engine.sandbox\n"


def test_every_thread_of_a_real_engine_stands_behind_it(home: Home) -> None:
    client = EngineClient(home.work)
    client.start()
    try:
        while client.ready is None:
            assert wait(client.waitables, PATIENCE_S), "the engine gave no answer"
            client.collect()
        assert client.ready.wall in {"enforced", "network"}
        states = [status.read_text("utf-8") for status in Path(f"/proc/{client.pid}/task").glob("*/status")]
    finally:
        client.stop()
    assert states
    assert all(re.search(r"^Seccomp:\s+2$", state, re.MULTILINE) for state in states)
    assert all(re.search(r"^NoNewPrivs:\s+1$", state, re.MULTILINE) for state in states)


_ELSEWHERE = """
import socket, sys
sys.platform = "win32"  # as far as the wall can tell
from pathlib import Path
from desktop.engine.sandbox import put_up
print(put_up(Path(sys.argv[1])))
for end in socket.socketpair():
    end.close()
for attempt in (socket.socket, lambda: socket.getaddrinfo("isle.example", 80), lambda: socket.socket(socket.AF_INET6)):
    try:
        attempt()
    except PermissionError as error:
        print(error.errno)
"""


def test_where_there_is_no_wall_python_refuses_sockets_and_claims_no_more(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE, tmp_path], check=True, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["inside", "1", "1", "1"]

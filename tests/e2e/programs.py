"""Start the real program from outside, as a user's shell or desktop does, and wait for what comes of it."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import psutil

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
PATIENCE_S = 180.0
"""Generous: other tests share the machine, and on a loaded one an engine takes a minute to start again."""

_KEPT = ("PATH", "LD_LIBRARY_PATH", "TMPDIR", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")


def until(condition: Callable[[], T], what: str, patience_s: float = PATIENCE_S) -> T:
    """Return the first true value of `condition`; fail with `what` when there is none in time."""
    pause = threading.Event()
    deadline = time.monotonic() + patience_s
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited {patience_s:.0f} s in vain: {what}"
        pause.wait(0.05)
    return found


def environment(user: Path, home: Path | None = None, **more: str) -> dict[str, str]:
    """Return the variables of a plain login: nothing of the test run that the program has to set by itself.

    Args:
        user: the user's folder ($HOME).
        home: Ilha's home, if it is set by ILHA_HOME.
        more: further variables.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    override = {} if home is None else {"ILHA_HOME": str(home)}
    return {**kept, "HOME": str(user), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), **override, **more}


def listing(folder: Path) -> set[str]:
    """Return everything below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command said."""

    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """Return one object for each line of standard output."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def only(self) -> dict[str, Any]:
        """Return the single object."""
        (found,) = self.objects
        return found


@dataclass(frozen=True, kw_only=True)
class CommandLine:
    """`ilha` in a shell of somebody who has a folder of his own and stands in another one."""

    home: Path
    user: Path
    desk: Path

    @classmethod
    def below(cls, folder: Path) -> CommandLine:
        """Make the three folders."""
        made = cls(home=folder / "home", user=folder / "user", desk=folder / "desk")
        for place in (made.user, made.desk):
            place.mkdir(parents=True)
        return made

    def __call__(
        self, *arguments: object, stdin: bytes = b"", moved: bool = True, more: Mapping[str, str] | None = None
    ) -> Answer:
        """Run a command; `moved` says whether ILHA_HOME is set, and `more` are further variables."""
        done = subprocess.run(
            [sys.executable, "-m", "desktop", *map(str, arguments)],
            check=False,
            cwd=self.desk,
            env=environment(self.user, self.home if moved else None, **(more or {})),
            input=stdin,
            capture_output=True,
            timeout=2 * PATIENCE_S,
        )
        return Answer(status=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())

    def start(self, *arguments: object, **how: Any) -> subprocess.Popen[bytes]:
        """Start a command and wait for nothing; `how` are options of Popen, without which nobody listens."""
        return subprocess.Popen(
            [sys.executable, "-m", "desktop", *map(str, arguments)],
            cwd=self.desk,
            env=environment(self.user, self.home),
            **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **how},
        )

    def at_a_terminal(self, *arguments: object, answers: str, after: str = "") -> tuple[int, str]:
        """Run a command at a pseudo terminal where answers are typed once it has said `after`.

        Returns its status and all that it said.
        """
        ours, theirs = os.openpty()
        with self.start(*arguments, stdin=theirs, stderr=theirs, stdout=theirs) as program:
            os.close(theirs)
            said, typed = b"", False
            while True:
                if not typed and after.encode() in said:
                    os.write(ours, answers.encode())
                    typed = True
                try:
                    piece = os.read(ours, 4096)
                except OSError:  # the other end is closed
                    break
                said += piece
            status = program.wait(PATIENCE_S)
        os.close(ours)
        return status, said.decode()


@dataclass(frozen=True, kw_only=True)
class Record:
    """A line of the history, as another program reads it."""

    name: str
    path: str
    state: str
    failure: str
    result: str


def history(home: Path) -> list[Record]:
    """Return the jobs of a home in the order they were added; none while there is no history yet."""
    database = home / "history.db"
    if not database.exists():
        return []
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)) as opened:
        try:
            rows = opened.execute("SELECT name, path, state, failure, result FROM jobs ORDER BY created").fetchall()
        except sqlite3.OperationalError:  # the table is about to be made
            return []
    return [
        Record(name=name, path=path, state=state, failure=failure or "", result=result or "")
        for name, path, state, failure, result in rows
    ]


def family(process: psutil.Process) -> list[psutil.Process]:
    """Return a process and all that it started."""
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def engines(process: psutil.Process) -> list[psutil.Process]:
    """Return the engines of a window."""
    found = []
    for child in family(process)[1:]:
        with contextlib.suppress(psutil.NoSuchProcess):
            if any("spawn_main" in word for word in child.cmdline()):
                found.append(child)
    return found


@contextlib.contextmanager
def ended(*processes: subprocess.Popen[bytes]) -> Iterator[None]:
    """End processes, with everything they started, after the block."""
    try:
        yield
    finally:
        for process in processes:
            left = family(psutil.Process(process.pid)) if process.poll() is None else []
            for member in reversed(left):
                with contextlib.suppress(psutil.NoSuchProcess):
                    member.kill()
            process.wait(PATIENCE_S)
            psutil.wait_procs(left, PATIENCE_S)
            for stream in (process.stdin, process.stdout, process.stderr):
                if stream is not None:
                    stream.close()

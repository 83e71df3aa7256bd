"""What an engine tries: everything is refused behind the wall, and the same works where there is none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.proof import NAMES, VIAS, Attempt, Proof
from desktop.engine import proof

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the wall is Linux's")

ROOT = Path(__file__).resolve().parents[3]
CODE = """
import json, os, sys
from pathlib import Path
os.environ["TMPDIR"] = sys.argv[2]
level = ""
if sys.argv[1] == "inside":
    from desktop.engine.sandbox import put_up
    level = str(put_up(Path(sys.argv[2])))
from desktop.engine.proof import attempts
tried = [(attempt.name, attempt.via, attempt.errno) for attempt in attempts(Path(sys.argv[3]))]
print(json.dumps([level, tried]))
"""
ONLY_WITH_LANDLOCK = {"memory-file", "write-outside", "remove-outside"}
OF_SECCOMP = {"tcp", "dns", "https", "unix", "io-uring", "ptrace", "terminal", "shared-memory"}
FREE_TO_ALL = {
    *("tcp", "udp", "dns", "https", "unix", "unix-pair", "netlink", "terminal", "shared-memory"),
    *("write-outside", "remove-outside"),
}
"""What needs no privilege, no second network protocol and no permission to trace."""


def tried(side: str, folder: Path) -> tuple[str, list[Attempt], list[str]]:
    """Return the level, what was tried by a process of its own, and what lies in the folder outside afterwards."""
    work, outside = folder / "work", folder / "outside"
    work.mkdir()
    outside.mkdir()
    (outside / proof.KEPT).touch()
    done = subprocess.run(
        [sys.executable, "-c", CODE, side, work, outside], check=True, cwd=ROOT, capture_output=True, timeout=60
    )
    level, rows = json.loads(done.stdout)
    attempts = [Attempt(name=name, via=via, errno=answer) for name, via, answer in rows]
    return level, attempts, [path.name for path in outside.iterdir()]


def test_behind_the_wall_each_attempt_is_refused(tmp_path: Path) -> None:
    level, attempts, left = tried("inside", tmp_path)
    assert level in {"enforced", "network"}
    counted = [attempt for attempt in attempts if level == "enforced" or attempt.name not in ONLY_WITH_LANDLOCK]
    assert {attempt.errno for attempt in counted} <= {"EPERM", "EACCES"}
    assert {attempt.errno for attempt in attempts if attempt.name in OF_SECCOMP} == {"EPERM"}
    if level == "enforced":
        assert left == [proof.KEPT]


def test_without_it_the_same_attempts_go_through(tmp_path: Path) -> None:
    _, attempts, left = tried("outside", tmp_path)
    assert {attempt.name for attempt in attempts if not attempt.refused} >= FREE_TO_ALL
    assert {attempt.via for attempt in attempts if attempt.name == "tcp" and not attempt.refused} == set(VIAS)
    assert left == ["written"]
    assert {attempt.name for attempt in attempts} == set(NAMES), "each has words, and nothing else has"


def attempt(name: str, answer: str) -> Attempt:
    return Attempt(name=name, via="python", errno=answer)


@pytest.mark.parametrize(
    ("attempts", "control", "conclusive", "holds"),
    [
        ((attempt("tcp", "EPERM"),), (attempt("tcp", ""),), True, True),
        ((attempt("tcp", "EPERM"), attempt("ptrace", "")), (attempt("tcp", ""),), True, False),
        ((attempt("tcp", "EPERM"),), (attempt("tcp", "EPERM"),), False, False),
        ((attempt("tcp", "EPERM"),), (), False, False),
        ((), (attempt("tcp", ""),), True, False),
    ],
)
def test_a_refusal_proves_nothing_without_its_control(
    attempts: tuple[Attempt, ...], control: tuple[Attempt, ...], *, conclusive: bool, holds: bool
) -> None:
    found = Proof(level="enforced", attempts=attempts, control=control)
    assert (found.conclusive, found.holds) == (conclusive, holds)

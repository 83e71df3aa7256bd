"""How commands end when they are told to, when nobody takes what they print, and what a killed one leaves."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.state.holds import Hold
from desktop.state.paths import CHECKPOINTS, find_home
from tests.e2e.programs import PATIENCE_S, SAMPLES, CommandLine, ended, environment, listing, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


@pytest.fixture
def full() -> Iterator[BinaryIO]:
    """A disk without room."""
    with Path("/dev/full").open("wb") as device:
        yield device


def test_a_command_that_is_told_to_end_leaves_no_trace(ilha: CommandLine) -> None:
    book = ilha.desk / "book.txt"
    book.write_text("The ferry to the island leaves at nine in the morning. " * 20_000)
    program = ilha.start("--private", "run", "translation", book, stderr=subprocess.PIPE)
    with ended(program):
        resumed = f"private/*/work/{CHECKPOINTS}/*"
        until(lambda: list(ilha.home.glob(resumed)), "the first finished pieces")
        program.terminate()
        assert program.wait(PATIENCE_S) == 128 + signal.SIGTERM
        assert program.stderr is not None
        assert program.stderr.read() == b""
    assert listing(ilha.home / "private") == set()
    assert {path.name for path in ilha.desk.iterdir()} == {"book.txt"}


def test_what_a_killed_command_left_goes_with_the_next_that_is_alone(ilha: CommandLine) -> None:
    home = find_home(ilha.home).make()
    (home.work / CHECKPOINTS).mkdir()
    (home.work / "0a.0.0").mkdir()
    (home.work / "0a.0.0" / "page-0001.jpg").touch()
    with closing(Hold(home.root)):
        assert ilha("run", "text-classification", SAMPLES / "letter.txt").status == 0
        assert listing(home.work) == {CHECKPOINTS, "0a.0.0", "0a.0.0/page-0001.jpg"}, "it may belong to who is at work"
    assert ilha("tasks").status == 0
    assert listing(home.work) == {CHECKPOINTS}


@pytest.mark.parametrize("arguments", [("tasks",), ("run", "dance", "letter.txt", "--json")])
def test_output_that_finds_no_room_is_said(ilha: CommandLine, full: BinaryIO, arguments: tuple[str, ...]) -> None:
    with ended(program := ilha.start(*arguments, stdout=full, stderr=subprocess.PIPE)):
        _, said = program.communicate(timeout=PATIENCE_S)
    assert program.returncode == 1
    assert said.decode().startswith("ilha: The disk that holds “standard output” is full.")
    assert said.count(b"\n") == 1


def test_json_is_json_in_every_encoding(ilha: CommandLine) -> None:
    name = "café 🌴 – ação.txt"
    (ilha.desk / name).write_text("Fine.")
    answer = ilha("suggest", name, "--json", more={"PYTHONIOENCODING": "ascii"})
    assert answer.only["input"] == name


def in_a_shell(ilha: CommandLine, command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command of Ilha with the redirections of a shell."""
    return subprocess.run(
        ["sh", "-c", f'exec "$0" -m desktop {command}', sys.executable],
        check=False,
        cwd=ilha.desk,
        env=environment(ilha.user, ilha.home),
        capture_output=True,
        timeout=PATIENCE_S,
    )


def test_a_closed_standard_input_is_a_fault_of_the_input(ilha: CommandLine) -> None:
    done = in_a_shell(ilha, "run text-classification - --json <&-")
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "input-unreadable"


def test_what_is_said_to_a_closed_standard_error_goes_nowhere(ilha: CommandLine) -> None:
    done = in_a_shell(ilha, "suggest missing.txt 2>&-")
    assert (done.returncode, done.stdout) == (1, b"")


def test_ctrl_c_is_listened_for_from_the_first_moment(ilha: CommandLine) -> None:
    """What is imported before is what Python has loaded by then anyhow."""
    code = "import sys; known = set(sys.modules); import desktop.__main__; print(*set(sys.modules) - known)"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, env=environment(ilha.user, ilha.home), capture_output=True
    )
    assert set(done.stdout.decode().split()) == {"desktop", "desktop.__main__", "gc"}

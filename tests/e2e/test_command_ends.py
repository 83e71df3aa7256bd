"""How commands end when they are told to, when nobody takes what they print, and what a killed one leaves."""

from __future__ import annotations

import dataclasses
import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.core.job import JobState
from desktop.media.sniff import recognise
from desktop.state.artifacts import CHECKPOINTS
from desktop.state.history import History
from desktop.state.paths import find_home
from desktop.worker.batch import new_jobs
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


def test_what_a_killed_command_left_goes_with_the_next(ilha: CommandLine) -> None:
    home = find_home(ilha.home).make()
    history = History(home.history)
    gone, alive = new_jobs([recognise(SAMPLES / "document.pdf")] * 2, "ocr", "starter/pp-ocrv6", {})
    history.put([dataclasses.replace(job, state=JobState.RUNNING) for job in (gone, alive)])
    history.close()
    with subprocess.Popen(["true"]) as dead:
        dead.wait()
    with closing(sqlite3.connect(home.history, isolation_level=None)) as database:
        database.execute("UPDATE jobs SET owner=? WHERE id=?", (dead.pid, gone.id))
    for job in (gone, alive):
        (home.work / job.id).mkdir()
        (home.work / job.id / "page-0001.jpg").touch()
    assert ilha("run", "text-classification", SAMPLES / "letter.txt").status == 0
    assert [path.name for path in home.work.iterdir() if path.name != CHECKPOINTS] == [alive.id]


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


def test_a_closed_standard_input_is_a_fault_of_the_input(ilha: CommandLine) -> None:
    command = 'exec "$0" -m desktop run text-classification - --json <&-'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable],
        check=False,
        cwd=ilha.desk,
        env=environment(ilha.user, ilha.home),
        capture_output=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "input-unreadable"

"""What stays on the disk: nothing of a private run, nothing after erasing, and results that can be made again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop.state.history import History
from desktop.state.paths import Home
from desktop.state.session import session
from tests.e2e.programs import PATIENCE_S, CommandLine, environment, listing, until
from tests.unit.engine.graphs import install
from tests.unit.hub.folders import text_folder
from tests.unit.state.test_salvage import JOBS, damage, finished

MARK = "marked-5e1f"
MODEL = "local/words"


@pytest.fixture
def ilha(ilha: CommandLine, tmp_path: Path) -> CommandLine:
    """A home with a model of its own, and a letter."""
    source = text_folder(tmp_path / "source")
    files = {path.relative_to(source).as_posix(): path.read_bytes() for path in source.rglob("*") if path.is_file()}
    ilha.home.mkdir(mode=0o700)
    install(ilha.home / "models" / MODEL, "text-classification", files)
    (ilha.desk / f"{MARK}.txt").write_text(f"abc {MARK}")
    return ilha


def run(ilha: CommandLine, *options: str) -> dict[str, object]:
    return ilha("run", "text-classification", f"{MARK}.txt", "--model", MODEL, "--json", *options).only


def traces(folder: Path) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if MARK in path.name or MARK.encode() in path.read_bytes()]


def test_a_private_run_leaves_nothing_and_an_ordinary_one_is_kept(ilha: CommandLine) -> None:
    before = listing(ilha.home)
    assert run(ilha, "--private")["model"] == MODEL
    assert traces(ilha.home) == traces(ilha.user) == []
    new = listing(ilha.home) - before
    assert {Path(path).parts[0] for path in new} == {"artifacts", "logs", "pasted", "private", "work"}
    assert not [path for path in new if (ilha.home / path).is_file()]
    run(ilha)
    assert traces(ilha.home) == [ilha.home / "history.db"]


def test_a_killed_private_run_is_wiped_by_the_next_one(ilha: CommandLine) -> None:
    command = [sys.executable, "-m", "desktop", "--private", "run", "text-classification", "-", "--model", MODEL]
    with subprocess.Popen(
        command,
        cwd=ilha.desk,
        env=environment(ilha.user, ilha.home),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        assert process.stdin is not None
        until(lambda: list(ilha.home.glob("private/*/pasted")), "it has a home of its own")
        process.stdin.write(f"abc {MARK}".encode())
        process.stdin.flush()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE_S)
    (left,) = ilha.home.glob("private/*")
    (left / "pasted" / "typed.txt").write_text(MARK)
    assert ilha("tasks").status == 0
    assert not list(ilha.home.glob("private/*"))


def test_erasing_asks_lists_exactly_and_leaves_nothing(ilha: CommandLine) -> None:
    run(ilha)
    (ilha.home / "thesis.odt").write_text("not Ilha's")
    there = {path for path in ilha.home.rglob("*") if path.is_file()} - {ilha.home / "thesis.odt"}
    size_bytes = sum(path.stat().st_size for path in there)
    asked = ilha("privacy", "erase", "--json")
    assert (asked.status, asked.only["error"]["code"]) == (2, "answer-needed")
    assert "history.db" in asked.err
    assert all(path.is_file() for path in there)
    home = Home(root=ilha.home, models=ilha.home / "models")
    with session(home):
        busy = ilha("privacy", "erase", "--yes", "--json")
    assert (busy.status, busy.only["error"]["code"]) == (1, "storage-in-use")
    erased = ilha("privacy", "erase", "--yes", "--json")
    assert (erased.status, erased.err) == (0, "")
    assert {Path(path) for path in erased.only["paths"]} == there
    assert erased.only["bytes"] == size_bytes
    assert listing(ilha.home) == {"thesis.odt"}
    (ilha.home / "thesis.odt").unlink()
    again = ilha("privacy", "erase", "--yes", "--json")
    assert (again.status, again.only) == (0, {"paths": [], "bytes": 0})
    assert not ilha.home.exists()


def test_a_result_is_verified_from_what_was_printed(ilha: CommandLine) -> None:
    result = ilha.desk / "result.json"
    result.write_text(json.dumps(run(ilha)))
    same = ilha("verify", result, "--json")
    assert (same.status, same.only) == (0, {"ok": True, "changed": []})
    graph = next((ilha.home / "models" / MODEL).rglob("*.onnx"))
    content = graph.read_bytes()
    graph.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    altered = ilha("verify", "result.json", "--json")
    (change,) = altered.only["changed"]
    assert (altered.status, altered.only["ok"], set(change)) == (1, False, {"what", "name", "expected", "found"})
    assert (change["what"], change["name"]) == ("model-file", "onnx/model.onnx")
    assert "model-file onnx/model.onnx: expected" in ilha("verify", "result.json").out
    graph.write_bytes(content)
    (ilha.desk / "other.txt").write_text("xyz")
    other = ilha("verify", "result.json", "--input", "other.txt", "--json").only
    assert [one["what"] for one in other["changed"]] == ["input"]
    broken = ilha("verify", f"{MARK}.txt", "--json")
    assert (broken.status, broken.only["error"]["code"]) == (2, "result-unreadable")


def test_a_damaged_history_is_said_and_the_next_command_has_what_is_intact(ilha: CommandLine) -> None:
    path = ilha.home / "history.db"
    with closing(History(path)) as history:
        history.put([finished(number) for number in range(JOBS)])
    damage(path, bytes)
    answer = ilha("index", "add", "--transcripts", "--json")  # it looks through all of the history
    assert (answer.status, answer.only["error"]["code"]) == (1, "storage-damaged")
    again = ilha("run", "text-classification", f"{MARK}.txt", "--model", MODEL)
    assert again.status == 0
    assert "All that could be read is still here." in again.err
    with closing(History(path)) as history:
        assert JOBS * 0.95 < len(history.find(limit=JOBS + 1)) < JOBS

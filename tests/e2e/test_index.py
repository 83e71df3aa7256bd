"""`ilha index` and `ilha search` as a shell sees them, also when they are killed."""

from __future__ import annotations

import json
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.e2e.programs import SAMPLES, CommandLine, ended

if TYPE_CHECKING:
    from pathlib import Path

FILES = 48


@pytest.fixture
def ilha(tmp_path: Path) -> CommandLine:
    return CommandLine.below(tmp_path)


def write_notes(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        lines = (
            f"Note {number}, line {line}: the ferry to island {number} leaves at {line} o'clock." for line in range(12)
        )
        (folder / f"note {number:03}.txt").write_text("\n".join(lines), encoding="utf-8")


def test_files_are_added_searched_updated_and_forgotten(ilha: CommandLine) -> None:
    letters = ilha.desk / "letters"
    letters.mkdir()
    for name in ("letter.txt", "letter-pt.txt", "reviews.txt"):
        (letters / name).write_bytes((SAMPLES / name).read_bytes())
    (letters / "torn.pdf").write_bytes(b"%PDF-1.7\n")
    added = ilha("index", "add", "letters", "--json")
    assert added.status == 1, "one of them failed"
    by_name = {one["path"].rpartition("/")[2]: one for one in added.objects}
    assert {name: one["state"] for name, one in by_name.items()} == {
        "letter.txt": "ready",
        "letter-pt.txt": "ready",
        "reviews.txt": "ready",
        "torn.pdf": "failed",
    }
    assert by_name["torn.pdf"] == {
        "path": str(letters / "torn.pdf"),
        "state": "failed",
        "passages": 0,
        "reason": "“torn.pdf” is damaged and cannot be read to its end.",
    }
    assert by_name["letter.txt"]["reason"] is None
    assert by_name["letter.txt"]["passages"] > 0

    found = ilha("search", "leaking", "pen", "--limit", "2", "--json")
    assert found.status == 0
    best = found.objects[0]
    assert best.keys() == {"path", "start", "end", "page", "text", "score"}
    text = (letters / "letter.txt").read_text(encoding="utf-8")
    assert best["path"] == str(letters / "letter.txt")
    assert text[best["start"] : best["end"]] == best["text"]
    scores = [one["score"] for one in ilha("search", "wonderful", "--json").objects]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)
    assert "fountain pen" in ilha("search", "leaking pen", "--limit", "1").out
    nothing = ilha("search", "quantum chromodynamics", "--json")
    assert (nothing.status, nothing.out) == (0, "")

    (letters / "letter.txt").write_text("The parcel with the globe has not come.", encoding="utf-8")
    states = {one["path"].rpartition("/")[2]: one["state"] for one in ilha("index", "list", "--json").objects}
    assert states["letter.txt"] == "stale"
    assert ilha("index", "update", "--json").status == 1
    assert "globe" in ilha("search", "globe", "--limit", "1", "--json").only["text"]

    assert ilha("index", "remove", letters / "letter.txt", "--json").status == 0
    assert ilha("search", "globe", "--in", letters / "letter.txt", "--json").out == ""
    assert ilha("index", "remove", "letters").status == 0
    assert ilha("index", "list", "--json").out == ""
    gone = ilha("index", "remove", "letters", "--json")
    assert (gone.status, gone.only["error"]["code"]) == (1, "input-not-indexed")


def test_a_search_before_anything_was_added_finds_nothing(ilha: CommandLine) -> None:
    assert (ilha("search", "anything", "--json").status, ilha("index", "list").out) == (0, "")


def test_a_call_that_is_wrong_is_refused(ilha: CommandLine) -> None:
    assert ilha("index", "add").status == 2
    assert ilha("index", "add", ilha.user, "--model", "starter/pp-ocrv6").status == 2
    assert ilha("search").status == 2


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_whoever_ends_it_loses_nothing_that_was_finished(ilha: CommandLine, number: signal.Signals) -> None:
    notes = ilha.desk / "notes"
    write_notes(notes, FILES)
    running = ilha.start("index", "add", notes, "--json", stdout=subprocess.PIPE)
    with ended(running):
        assert running.stdout is not None
        told = [json.loads(running.stdout.readline()) for _ in range(5)]
        running.send_signal(number)
        running.wait()
    states = {one["path"]: one["state"] for one in ilha("index", "list", "--json").objects}
    assert len(states) == FILES
    assert {states[one["path"]] for one in told} == {"ready"}
    assert set(states.values()) == {"ready", "indexing"}, "it was still at work"
    done = [path for path, state in states.items() if state == "ready"]
    again = ilha("index", "update", "--json")
    assert again.status == 0
    after = ilha("index", "list", "--json").objects
    assert {one["state"] for one in after} == {"ready"}
    assert len({one["passages"] for one in after}) <= 3
    first = done[0].rpartition(" ")[2].removesuffix(".txt")
    best = ilha("search", f"Note {int(first)}", "--limit", "1", "--json").only
    assert best["path"] == done[0]

"""`ilha watch` as a shell sees it: what is new, what is said, and what a kill costs."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.e2e.programs import SAMPLES, CommandLine, ended, environment, history, until

LONG_AGO = time.time() - 3600


@pytest.fixture
def ilha(tmp_path: Path) -> CommandLine:
    return CommandLine.below(tmp_path)


@pytest.fixture
def letters(ilha: CommandLine) -> Path:
    folder = ilha.desk / "letters"
    folder.mkdir()
    return folder


def write(path: Path, text: str = "A wonderful stay.") -> Path:
    path.write_text(text)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def test_only_what_is_new_is_done_and_said_as_run_says_it(ilha: CommandLine, letters: Path) -> None:
    write(letters / "a.txt")
    write(letters / "b.txt", "The soup was awful.")
    (letters / "photo.jpg").write_bytes((SAMPLES / "photo.jpg").read_bytes())
    os.utime(letters / "photo.jpg", (LONG_AGO, LONG_AGO))
    call = ("watch", letters, "--task", "text-classification", "--out", letters, "--format", "txt", "--once", "--json")
    first = ilha(*call)
    assert first.status == 0
    refused, *done = first.objects
    assert refused["error"]["code"] == "input-unsupported"
    assert [Path(one["input"]).name for one in done] == ["a.txt", "b.txt"]
    assert [one["result"]["labels"][0]["label"] for one in done] == ["positive", "negative"]
    assert [one["artifacts"][0]["name"] for one in done] == ["a-text-classification.txt", "b-text-classification.txt"]
    second = ilha(*call)
    assert (second.status, second.out) == (0, ""), "its own output lies in the same folder, and is nobody's input"
    write(letters / "b.txt", "A lovely soup.")
    os.utime(letters / "b.txt", (LONG_AGO + 5, LONG_AGO + 5))
    third = ilha(*call)
    assert [Path(one["input"]).name for one in third.objects] == ["b.txt"]
    assert len(history(ilha.home)) == 3


def test_what_was_made_and_not_delivered_is_delivered_and_told(ilha: CommandLine, letters: Path) -> None:
    write(letters / "a.txt", (SAMPLES / "letter-pt.txt").read_text())
    out = ilha.desk / "out"
    call = ("watch", letters, "--task", "text-classification", "--out", out, "--once", "--json")
    out.write_text("a file in the way of the folder")
    refused = ilha(*call)
    assert (refused.status, refused.only["error"]["code"]) == (1, "storage-not-writable")
    out.unlink()
    first = ilha(*call)
    (out / "a-text-classification.txt").unlink()
    with sqlite3.connect(ilha.home / "watches.db") as watches:
        watches.execute("UPDATE files SET state = 'delivering'")
    watches.close()
    again = ilha(*call)
    assert again.only["result"] == first.only["result"]
    assert "a.txt: This model reads English." in first.err
    assert again.err == first.err
    assert [one.name for one in out.iterdir()] == ["a-text-classification.txt"]
    assert len(history(ilha.home)) == 1, "its result was there already"


def test_a_recipe_is_run_on_each_file_by_itself(ilha: CommandLine, letters: Path) -> None:
    write(letters / "a.txt", "A wonderful stay. The soup was awful.")
    recipes = [one for one in ilha("recipes", "list", "--json").objects if one["ready"]]
    name = next(one["id"] for one in recipes if one["steps"][-1]["task"] == "text-classification")
    answer = ilha("watch", letters, "--recipe", name, "--out", "texts", "--once", "--json")
    assert answer.status == 0
    assert answer.only["steps"][-1]["task"] == "text-classification"
    assert list((ilha.desk / "texts").iterdir())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nowhere", "--task", "ocr"), "input-not-found"),
        (("letters", "--task", "nothing"), "task-unknown"),
        (("letters", "--task", "ocr", "--format", "xyz"), "format-unknown"),
        (("letters", "--recipe", "nothing"), "recipe-unknown"),
        (("letters", "--task", "ocr", "--recipe", "nothing"), "usage"),
    ],
)
def test_a_wrong_call_says_why(ilha: CommandLine, letters: Path, arguments: tuple[str, ...], code: str) -> None:
    answer = ilha("watch", *arguments, "--out", "texts", "--once", "--json")
    assert answer.status in {1, 2}
    assert answer.only["error"]["code"] == code
    assert not (ilha.desk / "texts").exists()


def test_a_table_that_needs_another_call_costs_no_other_file(ilha: CommandLine, letters: Path) -> None:
    write(letters / "a.csv", "guest,note,reply\nAna,It was fine.,Thanks a lot.\n")
    write(letters / "b.csv", "guest,note\nAna,It was fine.\n")
    call = ("watch", letters, "--task", "text-classification", "--out", "texts", "--once", "--json")
    answer = ilha(*call)
    assert answer.status == 1
    refused, done = answer.objects
    assert (Path(refused["input"]).name, refused["error"]["code"]) == ("a.csv", "column-needed")
    assert done["result"]["rows_total"] == 1
    assert ilha(*call).out == ""


def test_it_goes_on_until_it_is_ended_and_a_kill_doubles_nothing(ilha: CommandLine, letters: Path) -> None:
    command = [sys.executable, "-m", "desktop", "watch", letters, "--task", "text-classification", "--out", "texts"]
    texts = ilha.desk / "texts"

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*map(str, command), "--json"],
            cwd=ilha.desk,
            env=environment(ilha.user, ilha.home),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def there(*names: str) -> bool:
        return {path.name for path in texts.glob("*.txt")} == {f"{name}-text-classification.txt" for name in names}

    write(letters / "a.txt")
    first = start()
    with ended(first):
        until(lambda: there("a"), "the file that was there")
        write(letters / "b.txt")
        until(lambda: there("a", "b"), "the file that came")
        assert (
            b"in use"
            in subprocess.run(
                [*map(str, command), "--once"],
                cwd=ilha.desk,
                env=environment(ilha.user, ilha.home),
                capture_output=True,
                check=False,
            ).stderr
        )
        psutil.Process(first.pid).kill()
        first.wait()
    write(letters / "c.txt")
    second = start()
    with ended(second):
        until(lambda: there("a", "b", "c"), "the file that came while nobody watched")
        second.send_signal(signal.SIGINT)
        assert second.wait(30) == 0

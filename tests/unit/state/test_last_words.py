"""What is left of a process that native code ended: places in the code, and nothing of the user's."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from desktop.state.last_words import last_words, take_last_words
from desktop.state.paths import Home

ROOT = Path(__file__).resolve().parents[3]
ENDING = """
import faulthandler, sys
from pathlib import Path
from desktop.state.last_words import last_words
from desktop.state.paths import find_home

def work(secret):
    faulthandler._sigsegv()

with last_words(find_home(sys.argv[1])):
    work("my secret")
"""


def test_a_process_that_native_code_ended_left_the_places_it_was_at(home: Home) -> None:
    command = [sys.executable, "-c", ENDING, str(home.root)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == -signal.SIGSEGV
    assert done.stderr == b""
    (written,) = home.logs.iterdir()
    assert written.stat().st_mode & 0o077 == 0
    said = take_last_words(home)
    assert said.startswith("Fatal Python error: Segmentation fault\nCurrent thread ")
    assert "work" in said
    assert "secret" not in said
    assert str(ROOT) not in said
    assert take_last_words(home) == "", "it is told once"


def test_an_ordinary_end_leaves_nothing_to_say(home: Home) -> None:
    ending = ENDING.replace("faulthandler._sigsegv()", "pass")
    subprocess.run([sys.executable, "-c", ending, str(home.root)], cwd=ROOT, check=True)
    assert take_last_words(home) == ""


def test_a_home_without_a_place_for_it_still_opens(home: Home) -> None:
    home.logs.rmdir()
    with last_words(home):
        assert take_last_words(home) == ""

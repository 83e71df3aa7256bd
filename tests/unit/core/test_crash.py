"""What is told of a crash holds the places in the code and nothing of the user's."""

from __future__ import annotations

import logging
import resource
import subprocess
import sys
from pathlib import Path

from desktop.core.crash import trace
from desktop.state.log import close_log, log_to
from desktop.state.paths import Home


def fail(name: str) -> None:
    try:
        int(name)
    except ValueError as error:
        raise KeyError(name) from error


def caught(name: str) -> Exception:
    try:
        fail(name)
    except KeyError as error:
        return error
    raise AssertionError


def test_kinds_and_places_are_told_and_messages_are_not() -> None:
    told = trace(caught("my secret"))
    assert "secret" not in told
    assert told.endswith("\nKeyError\n")
    assert "\nValueError\n" in told
    assert trace(caught("a graph"), quoting=True).endswith("\nKeyError: 'a graph'\n")
    assert "core/test_crash.py:" in told
    assert "fail: int(name)" in told
    assert str(Path.home()) not in told


def test_the_log_is_the_owners_and_holds_no_message_of_an_exception(home: Home) -> None:
    close_log()  # one of another test
    log_to(home)
    logger = logging.getLogger("ilha.test")
    error = caught("my secret")
    logger.info("failed", exc_info=error)
    close_log()
    written = home.logs / "window.log"
    assert "secret" not in written.read_text("utf-8")
    assert "KeyError" in written.read_text("utf-8")
    assert written.stat().st_mode & 0o077 == 0


def test_no_memory_goes_to_the_disk() -> None:
    asked = "import resource; from desktop.core.crash import no_dumps; no_dumps(); print(resource.getrlimit(4))"
    assert resource.RLIMIT_CORE == 4
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "(0, 0)\n"

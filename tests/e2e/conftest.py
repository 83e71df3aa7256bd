"""A private screen with a window manager, and the command line in a user's folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop_screen import Screen
from tests.e2e.programs import CommandLine, ended, until

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder. Nothing relies on xdist's groups: pytest 9.2 ignores them (xdist issue 1386)."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)


def needs(*programs: str) -> None:
    """Skip where programs are missing; continuous integration installs them, so there it fails."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"not installed: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    """A screen that nobody else draws on."""
    needs("Xvfb", "openbox", "xdotool")
    reader, writer = os.pipe()
    # Without -noreset the server begins anew whenever its last client leaves: after every look for the window manager.
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writer,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with ended(server):
        with os.fdopen(reader) as numbers:
            number = numbers.readline().strip()
        assert number, f"Xvfb ended with status {server.poll()}"
        made = Screen(display=f":{number}")
        manager = subprocess.Popen(
            ["openbox", "--sm-disable"], env=made.variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with ended(manager):
            until(made.managed, "openbox manages the screen")
            made.wake_keyboard()
            yield made


@pytest.fixture
def ilha(tmp_path: Path) -> CommandLine:
    """The command line on an empty home."""
    return CommandLine.below(tmp_path)


@pytest.fixture
def traced() -> None:
    """System calls can be watched here."""
    needs("strace")

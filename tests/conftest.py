"""What every test gets: a home of its own, and a failure when it leaves something behind or something warned."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from PIL import Image

from desktop.state.models import ModelShelf
from desktop.state.paths import Home, find_home, resources

# As the engine process sets it; the library looks when it is first imported.
os.environ["TRANSFORMERS_VERBOSITY"] = "error"

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the folders in which a test may take a minute, so that no core is left with one at the end."""
    slowest = [Path(__file__).with_name(name) for name in ("parity", "e2e")]
    items.sort(key=lambda item: next((at for at, it in enumerate(slowest) if it in item.path.parents), len(slowest)))


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty home; nothing a test does can touch the user's own."""
    monkeypatch.setenv("ILHA_HOME", str(tmp_path_factory.mktemp("home")))
    return find_home().make()


@pytest.fixture
def shelf(home: Home) -> ModelShelf:
    return ModelShelf(home)


@pytest.fixture
def samples() -> Path:
    return resources() / "samples"


@pytest.fixture
def fixtures() -> Path:
    return Path(__file__).parent / "fixtures"


@pytest.fixture(scope="session")
def strip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The head of the sample scan, on a small square: the detector enlarges what is long or narrow."""
    path = tmp_path_factory.mktemp("strip") / "strip.png"
    page = Image.new("L", (620, 620), 238)
    with Image.open(resources() / "samples" / "scan.png") as scan:
        page.paste(scan.crop((60, 110, 680, 410)))
    page.save(path)
    return path


@pytest.fixture(scope="session")
def strips(strip: Path) -> Path:
    """A PDF of two such pages."""
    path = strip.with_suffix(".pdf")
    with Image.open(strip) as page:
        page.convert("RGB").save(path, save_all=True, append_images=[page.convert("RGB")], resolution=300)
    return path


def _children() -> set[int]:
    """Processes this one started; Python's own resource tracker lives as long as the test run and is left out."""
    found = set()
    for number in _started():
        try:
            child = psutil.Process(number)
            if child.status() != psutil.STATUS_ZOMBIE and "resource_tracker" not in " ".join(child.cmdline()):
                found.add(number)
        except psutil.NoSuchProcess:
            continue
    return found


def _started() -> list[int]:
    """Ask the kernel where it tells: psutil reads of every process of the computer who started it, twice a test."""
    lists = list(Path("/proc/self/task").glob("*/children"))
    if not lists:
        return [child.pid for child in psutil.Process().children()]
    found = []
    for path in lists:
        with contextlib.suppress(OSError):  # a thread that has ended
            found += [int(number) for number in path.read_text().split()]
    return found


@pytest.fixture(autouse=True)
def no_leaks() -> Iterator[None]:
    """Fail a test that leaves a process or a thread running."""
    processes, threads = _children(), set(threading.enumerate())
    yield
    left = {thread.name for thread in set(threading.enumerate()) - threads if not thread.daemon}
    assert not left, f"threads left running: {left}"
    assert not _children() - processes, "processes left running"


@pytest.fixture(autouse=True)
def no_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test in which a logger warned."""
    yield
    loud = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, [record.getMessage() for record in loud]

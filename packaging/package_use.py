"""Using the installed program as a user does: on the command line, in its window, and after a crash.

Every task that a starter model does is run on a sample in both ways, without a network.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from package_bundle import ROOT, Failed, run

sys.path.insert(0, str(ROOT))
from desktop.tasks import registry
from tests.e2e import drag_source
from tests.e2e.desktop_screen import Screen
from tests.e2e.programs import ended, history, until
from tests.unit.converter.bert import MIDDLE, write_bert

if TYPE_CHECKING:
    from package_proof import Debian

SAMPLES = ROOT / "resources" / "samples"
DISPLAY = ":93"
USER = Path("home/ilha")
PAGES = 9
CHAT = "text-generation"
LABELS = "complaint,thanks,invoice"
ONE_OF_EACH = {
    "ocr": ("scan.png", ()),
    "automatic-speech-recognition": ("reading.ogg", ()),
    "text-classification": ("letter.txt", ()),
    "image-classification": ("photo.jpg", ()),
    "object-detection": ("desk.jpg", ()),
    "feature-extraction": ("letter.txt", ()),
    "summarization": ("letter.txt", ()),
    "zero-shot-classification": ("letter.txt", ("--param", f"labels={LABELS}")),
    "translation": ("letter.txt", ("--param", "target=pt")),
    CHAT: ("letter.txt", ("--param", "max_new_tokens=40")),
}
"""Every task that a starter model does, with a sample and what it needs to be told."""


def command_line(debian: Debian) -> None:
    """Run every task that has a starter model, and let the program look at itself."""
    checks = json.loads(debian.say("ilha", "doctor", "--json"))["checks"]
    (engine,) = (check for check in checks if check["name"] == "engine")
    if not engine["detail"].startswith(f"wall {'enforced' if _has_landlock() else 'network'}"):
        raise Failed(f"the wall is not up: {engine['detail']}")
    variables = debian.say("ilha", "--behind-the-wall", "/tmp", "--", "env")  # noqa: S108 - of the other system
    if "LD_LIBRARY_PATH" in variables or "QT_PLUGIN_PATH" in variables:
        raise Failed(f"other programs would load the libraries of this one: {variables}")
    for task, (sample, options) in ONE_OF_EACH.items():
        answer = json.loads(debian.say("ilha", "run", task, f"/{USER}/samples/{sample}", *options, "--json"))
        if not answer["model"].startswith("starter/"):
            raise Failed(f"{task}: {answer}")


def converter(debian: Debian) -> None:
    """Make graphs of a model that has weights alone, and run it."""
    write_bert(debian.root / USER / "bert", MIDDLE)
    said = debian.say("ilha", "models", "convert", f"/{USER}/bert", "--out", f"/{USER}/made", "--json")
    if json.loads(said.splitlines()[-1])["event"] != "done":
        raise Failed(f"nothing was converted: {said}")
    debian.say("ilha", "models", "import", f"/{USER}/made", "--id", "made")
    sample = f"/{USER}/samples/{ONE_OF_EACH['text-classification'][0]}"
    answer = json.loads(debian.say("ilha", "run", "text-classification", sample, "--model", "local/made", "--json"))
    if answer["model"] != "local/made":
        raise Failed(f"the converted model did not run: {answer}")


def _has_landlock() -> bool:
    """Ask this kernel for its version of Landlock."""
    create_ruleset, version = 444, 1
    return int(ctypes.CDLL(None).syscall(create_ruleset, None, 0, version)) > 0


@contextmanager
def screen() -> Iterator[Screen]:
    """Start an X server with a window manager."""
    log = subprocess.DEVNULL
    server = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1600x1000x24"], stdout=log, stderr=log)
    screen = Screen(display=DISPLAY)
    with ended(server):
        until(lambda: Path(f"/tmp/.X11-unix/X{DISPLAY[1:]}").exists(), "the X server listens")  # noqa: S108
        manager = subprocess.Popen(["openbox"], env=screen.variables, stdout=log, stderr=log)
        with ended(manager):
            until(screen.managed, "the window manager works")
            screen.wake_keyboard()
            yield screen


@contextmanager
def _opened(debian: Debian, screen: Screen, shots: Path, *files: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start the window in the system without a network; in the end it closes and has complained of nothing."""
    command = debian.command("ilha", *files, DISPLAY=screen.display, XDG_RUNTIME_DIR="")
    log = shots / "window.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    with ended(process):
        window = screen.window("Ilha")
        screen.place(window, 20, 20)
        try:
            yield process, window
        except Exception as error:
            _shoot(screen, "root", shots / "failed.png")
            state = "is open" if process.poll() is None else f"ended with status {process.returncode}"
            raise Failed(f"{error}\nThe window {state}: {_said(debian, log)}") from error
        screen.close(window)
        until(lambda: process.poll() is not None, "the window closes")
    said = _said(debian, log)
    if process.returncode or "Traceback" in said or "uncaught" in said:
        raise Failed(f"The window ended with status {process.returncode}: {said}")


def _said(debian: Debian, log: Path) -> str:
    """Return what a window said, what it wrote down, and what native code left of it."""
    kept = debian.home / "logs"
    paths = (log, kept / "window.log", kept / "ended.txt")
    return "\n".join(path.read_text(errors="replace") for path in paths if path.exists())


def window(debian: Debian, screen: Screen, shots: Path) -> None:
    """Open every page, take a picture of it, and run every task on a file from another program."""
    with _opened(debian, screen, shots) as (_process, window):
        screen.focus(window)
        seen: set[bytes] = set()
        for page in range(1, PAGES + 1):
            screen.xdotool("key", f"ctrl+{page}", "sleep", 0.3)
            until(lambda: _page(screen, window, shots) not in seen, f"page {page} opens")
            seen.add(_page(screen, window, shots))
            _shoot(screen, window, shots / f"page-{page}.png")
        screen.xdotool("key", "ctrl+1")
        dropped = debian.root / USER / "dropped.txt"
        dropped.write_text("What a lovely afternoon at the harbour!\n", encoding="utf-8")
        with _dragged(screen, window, dropped.name):
            _run_first(debian, screen, window, dropped.name)
        _finished(debian, dropped.name)
        for task, (sample, _options) in ONE_OF_EACH.items():
            _go_to(screen, window, registry()[task].title)
            if task == CHAT:
                _ask(debian, screen)
            else:
                _drop_on_page(debian, screen, window, task, SAMPLES / sample)
            _shoot(screen, window, shots / f"{task}.png")


def _shoot(screen: Screen, window: str, target: Path, *options: str) -> None:
    """Take a picture of a window; the program may wait for the server for ever, so it is given up and begun again."""
    command = ("timeout", 20, "import", "-display", screen.display, "-window", window, *options, target)
    try:
        run(*command)
    except Failed:
        run(*command)


def _page(screen: Screen, window: str, shots: Path) -> bytes:
    """Return the colours of the upper middle of the window, where pages have their names."""
    area = shots / "page.rgb"
    _shoot(screen, window, area, "-crop", "500x200+260+10", "-depth", "8")
    found = area.read_bytes()
    area.unlink()
    return found


@contextmanager
def _dragged(screen: Screen, window: str, name: str) -> Iterator[None]:
    """Drag a file of the user from another program into the middle of the window; that program ends with the block."""
    command = [sys.executable, str(Path(drag_source.__file__)), f"/{USER}/{name}"]
    source = subprocess.Popen(command, env={**os.environ, **screen.variables}, stdout=subprocess.DEVNULL)
    with ended(source):
        start = screen.place(screen.window(drag_source.TITLE, source.pid), 1340, 300)
        screen.drag(start.middle, screen.box(window).middle)
        yield


def _go_to(screen: Screen, window: str, page: str) -> None:
    """Open a page by its name."""
    screen.focus(window)
    screen.xdotool("key", "ctrl+k", "sleep", 0.5, "type", "--delay", 20, page)
    screen.xdotool("sleep", 0.5, "key", "Return", "sleep", 0.5)


def _ask(debian: Debian, screen: Screen) -> None:
    """Write a message and wait for the answer of a starter model."""
    screen.xdotool("type", "--delay", 20, "What is an island?")
    screen.xdotool("key", "Return")
    database = debian.home / "chats.db"

    def answers() -> list[tuple[str, str, str]]:
        if not database.exists():
            return []
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)) as opened:
            asked = "SELECT state, model, text FROM messages WHERE role = 'assistant' AND state != 'writing'"
            return opened.execute(asked).fetchall()

    ((state, model, text),) = until(answers, "a message is answered")
    if state != "done" or not model.startswith("starter/") or not text:
        raise Failed(f"the chat ended as {state}, with {model}: {text}")


def _drop_on_page(debian: Debian, screen: Screen, window: str, task: str, sample: Path) -> None:
    """Drop a sample on the page of a task, and wait for what a starter model makes of it."""
    name = f"{task}{sample.suffix}"
    shutil.copy2(sample, debian.root / USER / name)
    with _dragged(screen, window, name):
        if task == "zero-shot-classification":  # files wait until the labels are written
            screen.focus(window)
            screen.xdotool("sleep", 0.5, "type", "--delay", 20, LABELS)
            screen.xdotool("key", "Return")
        result = _finished(debian, name)
    if '"starter/' not in result:
        raise Failed(f"{task}: no starter model made {result[:500]}")


def _run_first(debian: Debian, screen: Screen, window: str, name: str) -> None:
    """Press Enter until the file is a job."""
    screen.focus(window)

    def begun() -> bool:
        screen.xdotool("key", "Return")
        return any(job.name == name for job in history(debian.home))

    until(begun, f"a job for {name}")


def _finished(debian: Debian, name: str) -> str:
    """Wait for the end of a job and return its result as it is kept."""
    jobs = until(
        lambda: [job for job in history(debian.home) if job.name == name and job.state in {"done", "failed"}],
        f"{name} is finished",
    )
    if jobs[-1].state != "done":
        raise Failed(f"{name}: {jobs[-1].failure}")
    return jobs[-1].result


def killed_engine(debian: Debian, screen: Screen, shots: Path) -> None:
    """Kill the engine without warning: the window stays and works on."""
    first = debian.root / USER / "first.txt"
    first.write_text("The room was bright and the bread was fresh.\n", encoding="utf-8")
    with _opened(debian, screen, shots, f"/{USER}/{first.name}") as (process, window):
        _run_first(debian, screen, window, first.name)
        _finished(debian, first.name)
        engines = [
            child
            for child in psutil.Process(process.pid).children(recursive=True)
            if any("multiprocessing-fork" in word for word in child.cmdline())
        ]
        if not engines:
            raise Failed("no engine is running")
        for engine in engines:
            engine.send_signal(signal.SIGKILL)
        again = debian.root / USER / "again.txt"
        again.write_text("The soup was cold and nobody said sorry.\n", encoding="utf-8")
        run(*debian.command("ilha", f"/{USER}/{again.name}", DISPLAY=screen.display, XDG_RUNTIME_DIR=""))
        _run_first(debian, screen, window, again.name)
        _finished(debian, again.name)

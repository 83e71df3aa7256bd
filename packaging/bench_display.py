"""A screen for windows that are measured: a private Xvfb where there is one, else Qt's offscreen platform."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUIET = "qt.text.font.db=false;qt.qpa.*=false"


@contextmanager
def display(folder: Path) -> Iterator[dict[str, str]]:
    """Give the environment of processes that open windows; the screen is there as long as the block.

    Compiled modules are kept in `folder`: an installed program has its own compiled, but in a checkout that depends on
    what ran before and on PYTHONDONTWRITEBYTECODE. The first start of each program fills the folder.
    """
    environment = {**os.environ, "QT_LOGGING_RULES": QUIET, "LC_ALL": "C.UTF-8"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    server = shutil.which("Xvfb")
    if server is None or not sys.platform.startswith("linux"):
        print("No Xvfb here: windows are measured on Qt's offscreen platform.", file=sys.stderr)
        yield {**environment, "QT_QPA_PLATFORM": "offscreen"}
        return
    reader, writer = os.pipe()
    command = [server, "-displayfd", str(writer), "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-dpi", "96"]
    process = subprocess.Popen(command, pass_fds=(writer,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as numbers:
            number = numbers.readline().strip()
        if not number:
            print("Xvfb does not start: windows are measured on Qt's offscreen platform.", file=sys.stderr)
            yield {**environment, "QT_QPA_PLATFORM": "offscreen"}
            return
        environment.pop("WAYLAND_DISPLAY", None)
        yield {**environment, "QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
    finally:
        process.terminate()
        process.wait()

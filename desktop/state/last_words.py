"""What a window was at when native code ended it, written down for the next start: which code, and nothing of its work.

Python cannot tell of such an end any more; its fault handler writes the places of all threads while the process dies.
"""

from __future__ import annotations

import faulthandler
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from desktop.core.crash import short_path
from desktop.core.errors import IlhaError
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.state.files import private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.state.paths import Home

_BYTES_AT_MOST = 100_000


class EndedUnexpectedly(IlhaError):
    """The window before this one was ended by a fault of native code."""

    code = "ended-unexpectedly"
    message = QT_TRANSLATE_NOOP("errors", "Ilha ended unexpectedly the last time.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Your files and results are safe. If it happens again, copy the details into a bug report."
    )


@contextmanager
def last_words(home: Home) -> Iterator[None]:
    """Have the places of all threads written to a file of the home when native code ends this process in the block."""
    with ExitStack() as ending:
        with suppress(OSError):  # better without than no window
            file = ending.enter_context(open(_place(home), "ab", buffering=0, opener=private))
            faulthandler.enable(file)
            ending.callback(faulthandler.disable)
        yield


def take_last_words(home: Home) -> str:
    """Return what is written there and forget it; empty when nothing ended like that."""
    try:
        with _place(home).open("r+", encoding="utf-8", errors="replace") as file:
            said = file.read(_BYTES_AT_MOST)
            file.truncate(0)
    except OSError:
        return ""
    return "\n".join(_told(said)) if said else ""


def _place(home: Home) -> Path:
    return home.logs / "ended.txt"


def _told(said: str) -> Iterator[str]:
    """Give causes, threads and places; paths of code without what they begin with, which may name the user."""
    import re

    for line in said.splitlines():
        if found := re.fullmatch(r'  File "(.*)", line (\d+) in (.*)', line):
            yield f"  {short_path(found[1])}:{found[2]} {found[3]}"
        elif line.startswith(("Fatal Python error: ", "Current thread ", "Thread ")):
            yield line

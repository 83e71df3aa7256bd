"""Ending at once when somebody wants it, also in the middle of native code, and leaving nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from pathlib import Path

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def watch(out: Path, *, tied: bool) -> None:
    """Empty `out` and end the process at SIGINT, SIGTERM, or, when `tied`, at the end of standard input.

    Called before any other thread is started: the signals are held back from all of them, because Python would handle
    them only when the main thread is back from native code.
    """
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        threading.Thread(target=_await_signal, args=(out,), daemon=True).start()
    if tied:
        threading.Thread(target=_await_owner, args=(out,), daemon=True).start()


def _await_signal(out: Path) -> None:
    number = signal.sigwait(_SIGNALS)
    _end(out, 128 + number)


def _await_owner(out: Path) -> None:
    while os.read(sys.stdin.fileno(), 1):  # a buffered read would hold a lock that ends the interpreter badly
        pass
    _end(out, 1)


def _end(out: Path, status: int) -> None:
    clear(out)
    os._exit(status)


def clear(out: Path) -> None:
    """Remove everything in `out`; the folder itself stays."""
    for path in list(out.iterdir()) if out.is_dir() else []:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)

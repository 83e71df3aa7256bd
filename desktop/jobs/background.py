"""Run functions that know nothing of Qt in the background and hand their results to the window's thread."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

T = TypeVar("T")


class _Work(QRunnable):
    """Owns nothing that belongs to the window: only the function and a way to report."""

    def __init__(self, token: int, work: Callable[[], object], report: Callable[[int, object, object], None]) -> None:
        super().__init__()
        self._token, self._work, self._report = token, work, report

    def run(self) -> None:
        try:
            self._report(self._token, self._work(), None)
        except Exception as error:  # noqa: BLE001 - handed to the window's thread, which raises or shows it
            self._report(self._token, None, error)


class Background(QObject):
    """A small pool of threads; callbacks run on the thread that owns this object."""

    _finished = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make a pool of two threads: enough to keep a preview and an export going."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._tokens = itertools.count()
        self._callbacks: dict[int, tuple[Callable[[Any], None], Callable[[Exception], None] | None]] = {}
        self._stopped = False
        self._finished.connect(self._deliver)

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        """Run `work` elsewhere, then `done` with its result here; without `failed` an exception counts as a bug."""
        if self._stopped:
            return
        token = next(self._tokens)
        self._callbacks[token] = (done, failed)
        self._pool.start(_Work(token, work, self._finished.emit))

    def stop(self) -> None:
        """End for good: wait for what is running, and begin nothing any more."""
        self._stopped = True
        self.wait()

    def wait(self) -> None:
        """Wait for what is running and forget the callbacks."""
        self._callbacks.clear()
        self._pool.clear()
        self._pool.waitForDone()

    @Slot(int, object, object)
    def _deliver(self, token: int, result: object, error: Exception | None) -> None:
        done, failed = self._callbacks.pop(token, (None, None))
        if done is None:
            return
        if error is None:
            done(result)
        elif failed is not None:
            failed(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)

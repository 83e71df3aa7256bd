"""Cancelling jobs from another thread, also inside native code, while the model stays loaded."""

from __future__ import annotations

import threading
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from desktop.core.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import onnxruntime


class Interrupt:
    """The cancel switch of one job."""

    def __init__(self) -> None:
        """Start unswitched."""
        self._lock = threading.Lock()
        self._listeners: list[Callable[[], None]] = []
        self.cancelled = False

    def cancel(self) -> None:
        """Switch; a model that runs for this job alone ends within a few milliseconds. Called from any thread."""
        with self._lock:
            self.cancelled = True
            for listener in self._listeners:
                listener()

    def check(self) -> None:
        """Raise `Cancelled` once switched."""
        if self.cancelled:
            raise Cancelled

    @contextmanager
    def listening(self, listener: Callable[[], None]) -> Iterator[None]:
        """Call `listener` when switched meanwhile, from the thread that switches."""
        with self._lock:
            self._listeners.append(listener)
        try:
            yield
        finally:
            with self._lock:
                self._listeners.remove(listener)


@contextmanager
def running(interrupts: Sequence[Interrupt]) -> Iterator[onnxruntime.RunOptions]:
    """Give the options for one run of a session that works for several jobs.

    The run ends early when all of them are cancelled, and raises `Cancelled` then.
    """
    import onnxruntime

    options = onnxruntime.RunOptions()

    def stop_when_unwanted() -> None:
        if all(interrupt.cancelled for interrupt in interrupts):
            options.terminate = True

    with ExitStack() as listening:
        for interrupt in interrupts:
            listening.enter_context(interrupt.listening(stop_when_unwanted))
        try:
            _check(interrupts)
            yield options
        except Exception:
            _check(interrupts)  # onnxruntime raises a plain `Fail` when it was told to terminate
            raise


def _check(interrupts: Sequence[Interrupt]) -> None:
    if all(interrupt.cancelled for interrupt in interrupts):
        raise Cancelled

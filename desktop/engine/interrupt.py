"""Cancelling a job from another thread, also inside native code, while the model stays loaded."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.core.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    import onnxruntime


class Interrupt:
    """The cancel switch of one job."""

    def __init__(self) -> None:
        """Start unswitched."""
        self._lock = threading.Lock()
        self._cancelled = False
        self._options: onnxruntime.RunOptions | None = None

    def cancel(self) -> None:
        """Switch; a model that is running ends within a few milliseconds. Called from any thread."""
        with self._lock:
            self._cancelled = True
            if self._options is not None:
                self._options.terminate = True

    def check(self) -> None:
        """Raise `Cancelled` once switched."""
        if self._cancelled:
            raise Cancelled

    @contextmanager
    def running(self) -> Iterator[onnxruntime.RunOptions]:
        """Give the options for one run of a session; a run that the switch ended raises `Cancelled`."""
        import onnxruntime

        options = onnxruntime.RunOptions()
        with self._lock:
            self._options = options
        try:
            self.check()
            yield options
        except Exception:
            self.check()  # onnxruntime raises a plain `Fail` when it was told to terminate
            raise
        finally:
            with self._lock:
                self._options = None

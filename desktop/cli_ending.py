"""How a command ends that is told to: as an exception would end it, so that nothing half made is left."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

TOLD = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Signals by which others end a program: the end of a session, a terminal that was closed."""


@contextmanager
def tidy_end(*numbers: signal.Signals) -> Iterator[None]:
    """Let signals end the block with `SystemExit`; one that is to be ignored, as by `nohup`, goes on being so."""

    def end(number: int, _frame: FrameType | None) -> NoReturn:
        for known in before:
            signal.signal(known, signal.SIG_IGN)  # once is enough: a second one would disturb the tidying
        sys.exit(128 + number)

    heard = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, end) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

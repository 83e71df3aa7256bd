"""What the engines said and nobody has taken yet: a little of it in each turn of the event loop."""

from __future__ import annotations

import math
import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from desktop.core.job import EngineMessage
    from desktop.jobs.rota import Rota

_PIECE_S = 0.002


class Inbox(QObject):
    """Hands messages on one by one, and lets the window breathe: ten thousand jobs may end at once.

    Signals:
        rested: a turn is over.
    """

    rested = Signal()

    def __init__(self, take: Callable[[EngineMessage], None], rota: Rota, parent: QObject) -> None:
        """Give each message to `take`, when it is their turn."""
        super().__init__(parent)
        self._take = take
        self._batches: deque[Iterator[EngineMessage]] = deque()
        self._rota = rota

    @Slot(object)
    def now(self, messages: Iterable[EngineMessage]) -> None:
        """Take messages, as many as fit into this piece, behind those that wait for the next one."""
        self._batches.append(iter(messages))
        if not self._rota.asked(self._take_some):
            self._take_some()

    def later(self, messages: Iterable[EngineMessage]) -> None:
        """Take messages from the next turn on."""
        self._batches.append(iter(messages))
        self._rota.ask(self._take_some)

    def stop(self) -> None:
        """Take all that is there, and nothing any more."""
        self._rota.withdraw(self._take_some)
        self._take_until(math.inf)

    def _take_some(self) -> None:
        try:
            self._take_until(time.monotonic() + _PIECE_S)
        finally:
            if self._batches:  # also when one fails
                self._rota.ask(self._take_some)
            self.rested.emit()

    def _take_until(self, until: float) -> None:
        while self._batches and time.monotonic() < until:
            message = next(self._batches[0], None)
            if message is None:
                self._batches.popleft()
            else:
                self._take(message)

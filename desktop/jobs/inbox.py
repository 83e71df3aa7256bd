"""What the engines said and nobody has taken yet: a few milliseconds of it in each turn of the event loop."""

from __future__ import annotations

import math
import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from desktop.core.job import EngineMessage

_TURN_S = 0.005


class Inbox(QObject):
    """Hands messages on one by one, and lets the window breathe: ten thousand jobs may end at once.

    Signals:
        rested: a turn is over.
    """

    rested = Signal()

    def __init__(self, take: Callable[[EngineMessage], None], parent: QObject) -> None:
        """Give each message to `take`."""
        super().__init__(parent)
        self._take = take
        self._batches: deque[Iterator[EngineMessage]] = deque()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._take_some)

    @Slot(object)
    def now(self, messages: Iterable[EngineMessage]) -> None:
        """Take messages, as many as fit into this turn, behind those that wait for the next one."""
        self._batches.append(iter(messages))
        if not self._turn.isActive():
            self._take_some()

    def later(self, messages: Iterable[EngineMessage]) -> None:
        """Take messages from the next turn on."""
        self._batches.append(iter(messages))
        self._turn.start()

    def stop(self) -> None:
        """Take all that is there, and nothing any more."""
        self._turn.stop()
        self._take_until(math.inf)

    def _take_some(self) -> None:
        self._take_until(time.monotonic() + _TURN_S)
        if self._batches:
            self._turn.start()
        self.rested.emit()

    def _take_until(self, until: float) -> None:
        while self._batches and time.monotonic() < until:
            message = next(self._batches[0], None)
            if message is None:
                self._batches.popleft()
            else:
                self._take(message)

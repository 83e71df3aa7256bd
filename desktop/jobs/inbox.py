"""What the engines said and nobody has taken yet: a few milliseconds of it in each turn of the event loop."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.core.job import EngineMessage

_TURN_S = 0.008


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
        self._messages: deque[EngineMessage] = deque()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._take_some)

    @Slot(object)
    def now(self, messages: Iterable[EngineMessage]) -> None:
        """Take messages, as many as fit into this turn."""
        self._messages.extend(messages)
        self._take_some()

    def later(self, messages: Iterable[EngineMessage]) -> None:
        """Take messages from the next turn on."""
        self._messages.extend(messages)
        self._turn.start()

    def stop(self) -> None:
        """Take nothing any more."""
        self._turn.stop()

    def _take_some(self) -> None:
        until = time.monotonic() + _TURN_S
        while self._messages and time.monotonic() < until:
            self._take(self._messages.popleft())
        if self._messages:
            self._turn.start()
        self.rested.emit()

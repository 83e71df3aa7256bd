"""Who has much to do takes turns: all of them together get a few milliseconds of each turn of the event loop."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

_TURN_S = 0.005


class Rota(QObject):
    """Calls those who ask, one after the other; who is not done with a piece of his work asks again."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Wait for somebody to ask."""
        super().__init__(parent)
        self._due: dict[Callable[[], object], None] = {}
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._go_on)

    def ask(self, work: Callable[[], object]) -> None:
        """Have `work` called once, behind those who asked before; a piece of it takes a millisecond or two."""
        self._due[work] = None
        self._turn.start()

    def withdraw(self, work: Callable[[], object]) -> None:
        """Have `work` not called after all."""
        self._due.pop(work, None)

    def asked(self, work: Callable[[], object]) -> bool:
        """Say whether `work` is going to be called."""
        return work in self._due

    @Slot()
    def _go_on(self) -> None:
        until = time.monotonic() + _TURN_S
        try:
            while self._due:
                work = next(iter(self._due))
                del self._due[work]
                work()
                if time.monotonic() >= until:
                    break
        finally:
            if self._due:  # also when one fails; last, so that whatever is due has its turn before
                self._turn.start()

"""What is asked of the database of watched folders: in the background, one after the other."""

from __future__ import annotations

from collections import deque
from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import IlhaError
from desktop.jobs.background import Background
from desktop.state.watches import Watches

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.state.paths import Home


class WatchOrders(QObject):
    """Carries out orders in the order in which they were given; each opens the database afresh.

    Signals:
        trouble: Failure of an order; the next ones are carried out all the same.
    """

    trouble = Signal(object)

    def __init__(self, home: Home, parent: QObject) -> None:
        """Wait for orders."""
        super().__init__(parent)
        self._home, self._background = home, Background(self)
        self._orders: deque[tuple[Callable[[Watches], object], Callable[[object], None]]] = deque()
        self._busy = False

    def add(self, work: Callable[[Watches], object], done: Callable[[object], None], *, first: bool = False) -> None:
        """Hand the database to `work`, and what it returns to `done` on the thread of the window."""
        (self._orders.appendleft if first else self._orders.append)((work, done))
        self._go_on()

    def hold(self) -> None:
        """Carry out nothing more before `release`."""
        self._busy = True

    def release(self) -> None:
        """Go on."""
        self._busy = False
        self._go_on()

    def stop(self) -> None:
        """Begin nothing any more, and wait for what is at work."""
        self._orders.clear()
        self._background.stop()

    def _go_on(self) -> None:
        if self._busy or not self._orders:
            return
        work, done = self._orders.popleft()
        self._busy = True

        def opened() -> object:
            with closing(Watches(self._home.watches)) as watches:
                return work(watches)

        def finished(result: object) -> None:
            self._busy = False
            done(result)
            self._go_on()

        def failed(error: Exception) -> None:
            self._busy = False
            if not isinstance(error, IlhaError):
                raise error
            self.trouble.emit(error.failure())
            self._go_on()

        self._background.run(opened, finished, failed)

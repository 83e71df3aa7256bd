"""Work on thousands in pieces: a few milliseconds of it in each turn of the event loop, one order after the other."""

from __future__ import annotations

import itertools
import math
import time
from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

FEW = 64
"""So many are read, queued, or told of one by one, in a few milliseconds."""
_TURN_S = 0.005


class Turns(QObject):
    """Carries out orders that are too long for one turn, in the order in which they were given."""

    def __init__(self, parent: QObject) -> None:
        """Wait for orders."""
        super().__init__(parent)
        self._orders: deque[tuple[list[Any], Iterator[list[Any]], Callable[[list[Any]], object]]] = deque()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._go_on)

    def add(self, items: Iterable[T], work: Callable[[list[T]], object], size: int = FEW) -> None:
        """Hand items to `work`, `size` at a time: the first at once, unless other orders wait."""
        idle = not self._orders
        self.later(items, work, size)
        if idle and self._orders:
            self._work(0.0)

    def later(self, items: Iterable[T], work: Callable[[list[T]], object], size: int = FEW) -> None:
        """Hand items to `work`, `size` at a time, from the next turn on."""
        left = iter(items)
        pieces = iter(lambda: list(itertools.islice(left, size)), [])
        first = next(pieces, None)
        if first is not None:
            self._orders.append((first, pieces, work))
            self._turn.start()

    def then(self, work: Callable[[], object]) -> None:
        """Call `work` when what was asked before is done."""
        self.add((None,), lambda _: work())

    def finish(self) -> None:
        """Do everything now."""
        self._work(math.inf)

    def stop(self) -> None:
        """Leave undone what is left."""
        self._orders.clear()
        self._turn.stop()

    @Slot()
    def _go_on(self) -> None:
        self._work(time.monotonic() + _TURN_S)

    def _work(self, until: float) -> None:
        try:
            while self._orders:
                self._work_on_one()
                if time.monotonic() >= until:
                    break
        finally:
            if self._orders:  # also when one fails; last, so that whatever is due has its turn before
                self._turn.start()
            else:
                self._turn.stop()

    def _work_on_one(self) -> None:
        piece, pieces, work = self._orders[0]
        try:
            work(piece)
        finally:
            self._orders.popleft()  # first: what makes the items may fail as well
            following = next(pieces, None)
            if following is not None:
                self._orders.appendleft((following, pieces, work))

"""Work on thousands in pieces, in as many turns of the event loop as it takes, one order after the other."""

from __future__ import annotations

import itertools
from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from desktop.jobs.rota import Rota

T = TypeVar("T")

FEW = 32
"""So many are read, queued, or told of one by one, in a millisecond or two."""


class Turns(QObject):
    """Carries out orders that are too long for one turn, in the order in which they were given."""

    def __init__(self, rota: Rota, parent: QObject) -> None:
        """Wait for orders, and work on them when it is their turn."""
        super().__init__(parent)
        self._rota = rota
        self._orders: deque[tuple[list[Any], Iterator[list[Any]], Callable[[list[Any]], object]]] = deque()

    def add(self, items: Iterable[T], work: Callable[[list[T]], object], size: int = FEW) -> None:
        """Hand items to `work`, `size` at a time: the first at once, unless other orders wait."""
        idle = not self._orders
        self.later(items, work, size)
        if idle and self._orders:
            self._go_on()

    def later(self, items: Iterable[T], work: Callable[[list[T]], object], size: int = FEW) -> None:
        """Hand items to `work`, `size` at a time, from the next turn on."""
        left = iter(items)
        pieces = iter(lambda: list(itertools.islice(left, size)), [])
        first = next(pieces, None)
        if first is not None:
            self._orders.append((first, pieces, work))
            self._rota.ask(self._go_on)

    def then(self, work: Callable[[], object]) -> None:
        """Call `work` when what was asked before is done."""
        self.add((None,), lambda _: work())

    def finish(self) -> None:
        """Do everything now."""
        while self._orders:
            self._work_on_one()

    def stop(self) -> None:
        """Leave undone what is left."""
        self._orders.clear()

    @Slot()
    def _go_on(self) -> None:
        try:
            if self._orders:
                self._work_on_one()
        finally:
            if self._orders:  # also when one fails
                self._rota.ask(self._go_on)

    def _work_on_one(self) -> None:
        piece, pieces, work = self._orders[0]
        try:
            work(piece)
        finally:
            self._orders.popleft()  # first: what makes the items may fail as well
            following = next(pieces, None)
            if following is not None:
                self._orders.appendleft((following, pieces, work))

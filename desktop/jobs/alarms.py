"""The alarm as the window hears it: what strayed, on the window's own thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.hub import alarm

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.hub.alarm import Stray


class Alarms(QObject):
    """Passes on what the alarm of this process refuses."""

    _heard = Signal(object)

    def __init__(self, ledger: Path, parent: QObject | None = None) -> None:
        """Have everything noted in the ledger at `ledger`."""
        super().__init__(parent)
        self._waiting: list[Stray] = []
        self._show: Callable[[Stray], None] = self._waiting.append
        self._heard.connect(self._take)
        alarm.report_to(ledger, "window")
        alarm.listen(self._heard.emit)

    def show_with(self, show: Callable[[Stray], None]) -> None:
        """Hand what was and what will be refused to `show`, on the thread of this object."""
        self._show = show
        while self._waiting:
            show(self._waiting.pop(0))

    def stop(self) -> None:
        """Hear nothing any more; what strays is refused and noted all the same."""
        alarm.listen(None)

    @Slot(object)
    def _take(self, stray: Stray) -> None:
        self._show(stray)

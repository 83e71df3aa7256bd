"""What happens at the end of the queue: announced first, so that who sits there can stop it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.core.queue import WhenFinished
from desktop.jobs.finish import Finish

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow


class FinishOffer(QObject):
    """Tells of the end, and closes the window or sends the computer to sleep unless somebody objects.

    Attributes:
        finish: what was chosen.
    """

    def __init__(self, window: MainWindow) -> None:
        """Follow the queue of `window`."""
        super().__init__(window)
        self._window = window
        self.finish = Finish(window.services.queue, self)
        self.finish.due.connect(self._announce)

    @Slot(object)
    def _announce(self, choice: WhenFinished) -> None:
        failed = self.finish.failed
        ended = self.tr("Nothing waits any more, %Ln failed.", "", failed) if failed else self.tr("Everything is done.")
        texts = {
            WhenFinished.QUIT: self.tr("Ilha closes in a moment."),
            WhenFinished.SUSPEND: self.tr("The computer goes to sleep in a moment."),
            WhenFinished.SHUT_DOWN: self.tr("The computer shuts down in a moment."),
        }
        if choice in texts:
            carry_out = partial(self._carry_out, choice)
            self._window.undo.offer(f"{ended} {texts[choice]}", self._stay, carry_out, self._stay)
        else:
            self._window.notifier.say(ended)

    def _stay(self) -> None:
        self._window.status.say(self.tr("Nothing was closed."))

    def _carry_out(self, choice: WhenFinished) -> None:
        totals = self._window.services.queue.totals
        if totals.waiting + totals.running:
            if self.finish.choice is WhenFinished.NOTHING:
                self.finish.choose(choice)  # at the end of what came meanwhile
            return
        if choice is WhenFinished.QUIT:
            self._window.close()
        elif not self.finish.carry_out(choice):
            self._window.banner.tell(self.tr("The system could not be asked to do that."))

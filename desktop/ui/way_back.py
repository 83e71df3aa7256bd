"""The way back from what is done to many jobs at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.jobs.pardon import Pardon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.jobs.queue import JobQueue
    from desktop.ui.undo_bar import UndoBar


class WayBack(QObject):
    """Offers to bring back jobs that were removed or cancelled."""

    def __init__(self, queue: JobQueue, undo: UndoBar) -> None:
        """Offer it in `undo`, for all that is cancelled in `queue` at once."""
        super().__init__(undo)
        self._queue, self._undo, self._pardon = queue, undo, Pardon(queue, self)
        queue.given_up.connect(self.offer_pardon)

    def offer_return(self, job_ids: Sequence[str]) -> None:
        """Say how many were removed."""
        restore = partial(self._queue.restore, tuple(job_ids))
        self._undo.offer(self.tr("%Ln job(s) removed", "", len(job_ids)), restore)

    @Slot(object)
    def offer_pardon(self, job_ids: Sequence[str]) -> None:
        """Say how many were cancelled, if any were."""
        if job_ids:
            pardon = partial(self._pardon.grant, tuple(job_ids))
            self._undo.offer(self.tr("%Ln job(s) cancelled", "", len(job_ids)), pardon)

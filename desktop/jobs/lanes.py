"""The lanes: the engine of the queue, a quick one for what is typed meanwhile, and a crew for much of one kind."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import IlhaError
from desktop.core.job import Ended, EngineMessage
from desktop.core.queue import EngineStatus
from desktop.jobs.crew import Crew
from desktop.jobs.engine_thread import EngineThread
from desktop.worker.batch import ITEMS_AT_MOST, engines_for, requests

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.core.job import ChatTurn, IndexRequest, Job, SearchRequest
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

_CORES_TO_SHARE = 4
"""From so many cores on, the queue leaves one to the quick lane; with fewer both share what there is."""


class Lanes(QObject):
    """Hands jobs to one of the engines.

    Attributes:
        status: what was told last.

    Signals:
        reported: list of engine messages of any lane, in their order.
        changed: EngineStatus of the queue's engines.
    """

    reported = Signal(object)
    changed = Signal(object)

    def __init__(self, home: Home, shelf: ModelShelf, threads: int, parent: QObject | None = None) -> None:
        """Prepare both; `start()` starts the queue's."""
        super().__init__(parent)
        self._home = home
        self._shelf = shelf
        self._threads_wanted = threads
        self._crashes: dict[tuple[str, str, int], int] = {}
        self._queue = EngineThread(home.work, _queue_threads(threads), self._crashes, self)
        self._queue.reported.connect(self._take)
        self._queue.state_changed.connect(self._take_state)
        self._state = ("off", "")
        self.status = EngineStatus()
        self._crew = Crew(home.work, self._crashes, self)
        self._crew.reported.connect(self._take)
        self._crew.left.connect(self._tell)
        self._quick: EngineThread | None = None
        self._quick_jobs: set[str] = set()
        self._in_the_way: set[str] = set()

    def start(self, crashes: Mapping[tuple[str, str, int], int] | None = None) -> None:
        """Start the engine of the queue; see `EngineClient.crashes`."""
        self._crashes.update(crashes or {})
        self._queue.start()

    def stop(self) -> None:
        """End the engines and their threads."""
        self._crew.stop()
        for thread in self._threads():
            if thread.isRunning():
                thread.stop()

    def set_threads(self, threads: int) -> None:
        """Use another number of threads from the next start of the queue's engine on."""
        self._threads_wanted = threads
        self._queue.set_threads(_queue_threads(threads))

    def typed(self, jobs: Sequence[Job]) -> bool:
        """Say whether jobs were typed or pasted, so that somebody sits there and waits for them."""
        return all(job.input.path.parent == self._home.pasted for job in jobs)

    @property
    def engines(self) -> int:
        """Return how many engines share the work of the queue."""
        return max(1, len(self._crew))

    def share(self, jobs: Sequence[Job]) -> None:
        """Have as many engines as the next jobs, of one kind, are worth; for none that of the queue is enough."""
        if jobs and self._crew.takes(jobs[0]):
            return
        self._crew.dismiss()
        if not jobs:
            return
        threads = _queue_threads(self._threads_wanted)
        count = self._worth(jobs, threads)
        if count > 1:
            self._crew.gather(jobs[0], count, threads // count)

    def _worth(self, jobs: Sequence[Job], threads: int) -> int:
        import psutil

        try:
            (alike,) = requests(jobs[:1], self._shelf, self._home)
        except IlhaError:  # said when they are submitted
            return 1
        work = [alike] * math.ceil(len(jobs) / ITEMS_AT_MOST)
        return engines_for(work, threads, psutil.virtual_memory().available)

    def submit(self, jobs: Sequence[Job], *, private: bool = False) -> None:
        """Hand jobs on; what was typed or pasted does not wait behind others, and of `private` ones nothing is kept.

        Raises:
            ModelNotInstalled: the model of a job is gone.
        """
        ids = [job.id for job in jobs]
        work = list(requests(jobs, self._shelf, self._home, private=private))
        if self.typed(jobs) and self._in_the_way and self._queue.isRunning():
            self._quick_jobs.update(ids)
            self._quick_lane().submit(work)
            return
        if self._crew.takes(jobs[0]) and not private:
            self._crew.submit(jobs, work)
            self._tell()
            return
        if not private:
            self._in_the_way.update(ids)
        self._queue.submit(work)

    @property
    def idle(self) -> bool:
        """Say whether the engine of the queue is ready, and nobody waits for it."""
        return self._state[0] == "ready" and not self._crew.busy and not self._in_the_way

    def submit_turn(self, turn: ChatTurn | SearchRequest) -> None:
        """Hand a turn of a conversation or a search on; like what was typed, it does not wait behind jobs."""
        busy = self._in_the_way and self._queue.isRunning()
        if busy:
            self._quick_jobs.update(item.job_id for item in turn.items)
        (self._quick_lane() if busy else self._queue).submit([turn])

    def submit_reading(self, request: IndexRequest) -> None:
        """Hand files on that are to be read for the index; they wait behind jobs, and what is typed not behind them."""
        self._in_the_way.update(item.job_id for item in request.items)
        self._queue.submit([request])

    def withdraw(self, job_ids: Sequence[str]) -> None:
        """Take jobs back that the engines of the queue have not begun; they are reported as cancelled."""
        self._crew.withdraw(job_ids)
        self._queue.withdraw([job_id for job_id in job_ids if not self._crew.has(job_id)])

    def cancel(self, job_ids: Sequence[str]) -> None:
        """Give jobs up on the lanes they are on."""
        self._crew.cancel(job_ids)
        job_ids = [job_id for job_id in job_ids if not self._crew.has(job_id)]
        for thread in self._threads():
            quick = thread is self._quick
            thread.cancel([job_id for job_id in job_ids if (job_id in self._quick_jobs) is quick])

    @Slot(object)
    def _take(self, messages: list[EngineMessage]) -> None:
        ended = {message.job_id for message in messages if isinstance(message, Ended)}
        self._in_the_way -= ended
        self._quick_jobs -= ended
        self._tell()
        self.reported.emit(messages)

    @Slot(str, str)
    def _take_state(self, state: str, wall: str) -> None:
        self._state = (state, wall)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        state, wall = self._state
        memory_bytes = self._crew.memory_bytes + sum(thread.memory_bytes for thread in self._threads())
        now = EngineStatus(
            state="busy" if state == "ready" and self._crew.busy else state, wall=wall, memory_bytes=memory_bytes
        )
        if now != self.status:
            self.status = now
            self.changed.emit(now)

    def _quick_lane(self) -> EngineThread:
        if self._quick is None:
            self._quick = EngineThread(self._home.work, 1, self._crashes, self)
            self._quick.reported.connect(self._take)
            self._quick.start()
        return self._quick

    def _threads(self) -> list[EngineThread]:
        return [self._queue] if self._quick is None else [self._queue, self._quick]


def _queue_threads(wanted: int) -> int:
    """Return the threads of the queue's engine; 0 chooses by the machine's physical cores."""
    cores = _cores()
    return wanted or (cores - 1 if cores >= _CORES_TO_SHARE else cores)


@functools.cache
def _cores() -> int:
    import psutil

    return psutil.cpu_count(logical=False) or 1

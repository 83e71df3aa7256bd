"""What waits for the engines: its order, when they get the next jobs, and what they give back of them.

Each engine has two requests at most, so that an order can be changed and a queue be paused at any time. What they have
not begun comes back then, and stands where it stood.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import Failure, IlhaError
from desktop.core.job import CancelDone, Ended, EngineMessage, Failed, Job, JobState, Started
from desktop.core.queue import Priority
from desktop.jobs.line import Entry, Line
from desktop.jobs.turns import Turns
from desktop.worker.batch import ENGINES_AT_MOST, ITEMS_AT_MOST, REQUESTS_EACH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.jobs.recipes import RecipeRuns
    from desktop.jobs.record import Record
    from desktop.jobs.rota import Rota

_REQUESTS = 2
"""One that runs, and one that the engine begins in the same moment in which the first has ended."""
_AHEAD = ENGINES_AT_MOST * REQUESTS_EACH * ITEMS_AT_MOST
"""Jobs that are looked at to see how many engines they are worth."""


class Waiting(QObject):
    """The waiting line of the queue, paused or not.

    Attributes:
        paused: whether nothing is begun; typed and pasted texts are answered all the same.
        reason: what paused it, None when the user did.

    Signals:
        changed: others wait, in another order, or the queue is paused or goes on.
    """

    changed = Signal()

    def __init__(
        self,
        lanes: RecipeRuns,
        record: Record,
        turns: Turns,
        rota: Rota,
        parent: QObject,
        *,
        find: Callable[[str], Job | None],
        replace: Callable[..., Job],
        tell: Callable[[Iterable[EngineMessage]], None],
    ) -> None:
        """Prepare an empty line.

        Args:
            lanes: where jobs are run.
            record: remembers whether the queue is paused.
            turns: changes thousands of jobs by and by.
            rota: whose turn it is.
            parent: the queue.
            find: gives a job.
            replace: changes fields of a job.
            tell: takes what the engine would say of a job that it never gets.
        """
        super().__init__(parent)
        self.paused = False
        self.reason: Failure | None = None
        self._lanes, self._record, self._turns, self._rota = lanes, record, turns, rota
        self._find, self._replace, self._tell = find, replace, tell
        self._line = Line()
        self._handed: list[set[str]] = []
        self._moved: dict[str, Entry] = {}
        self._begun: dict[str, None] = {}
        self._recalled: set[str] = set()
        self._expecting = 0

    # --- what waits --------------------------------------------------------------------------------------------------

    def ids(self) -> list[str]:
        """Return the jobs that wait, the next one first."""
        handed = map(self._entry, self._jobs(self._not_begun()))
        return [entry.id for entry in sorted([*handed, *self._line.head(len(self._line))])]

    def places(self, priority: Priority, count: int) -> list[float]:
        """Return places for new jobs, behind all others of their priority."""
        return self._line.places(priority, count)

    def expect(self) -> None:
        """Begin nothing until many wait or `stop_expecting`: so many engines are started as all are worth."""
        self._expecting += 1

    def stop_expecting(self) -> None:
        """Know that all have come."""
        self._expecting -= 1
        self._rota.ask(self.feed)

    def running(self) -> list[str]:
        """Return the jobs that do not wait any more, the first first."""
        return list(self._begun)

    def begin(self) -> None:
        """Be paused if an earlier program was."""
        self.paused = self._record.history.paused

    def join(self, jobs: Sequence[Job]) -> None:
        """Let jobs wait at their places; what was typed or pasted is run at once."""
        if not jobs:
            return
        for job in jobs:
            self._moved.pop(job.id, None)
        if self._lanes.typed(jobs):
            self._begun.update((job.id, None) for job in jobs)
            self._submit(jobs)
            return
        self._line.add(map(self._entry, jobs))
        first = self._line.head(1)
        if any([self._entry(job)] > first for job in self._jobs(self._not_begun())):
            self._recall()
        self._rota.ask(self.feed)  # thousands come in pieces, and taking them in is work enough for this turn
        self.changed.emit()

    def give_up(self, job_ids: Sequence[str]) -> None:
        """Give jobs up, wherever they are; each is told of as cancelled."""
        waiting = {job_id: None for job_id in job_ids if job_id in self._line}
        self._line.remove(waiting)
        self._recalled.difference_update(job_ids)  # what comes back of these was given up
        self._tell(CancelDone(job_id=job_id) for job_id in waiting)
        self._lanes.cancel([job_id for job_id in job_ids if job_id not in waiting])
        self.changed.emit()

    def stop(self) -> None:
        """Hand out nothing more by itself."""
        self._rota.withdraw(self.feed)

    # --- order -------------------------------------------------------------------------------------------------------

    def move(self, job_ids: Sequence[str], before: str | None) -> None:
        """Put jobs together before another one, or at the end."""
        self._reorder(lambda: self._line.move(job_ids, before))

    def move_first(self, job_ids: Sequence[str]) -> None:
        """Let jobs be the next ones."""
        moving = set(job_ids)
        self.move(job_ids, next((job_id for job_id in self.ids() if job_id not in moving), None))

    def step(self, job_ids: Sequence[str], by: int) -> None:
        """Put jobs one place further to the front (-1) or to the end (1)."""
        self._reorder(lambda: self._line.step(job_ids, by))

    def prioritise(self, job_ids: Sequence[str], priority: Priority) -> None:
        """Put jobs behind the others of a priority."""
        self._reorder(lambda: self._line.prioritise(job_ids, priority))

    def _reorder(self, change: Callable[[], list[Entry]]) -> None:
        """Change the order of all that has not begun; what the engine has of it waits for that as well."""
        handed = list(self._jobs(self._not_begun()))
        self._line.add(map(self._entry, handed))
        changed = change()
        self._moved.update((entry.id, entry) for entry in changed)
        self._turns.add(changed, self._note)
        self._line.remove([job.id for job in handed])
        self._recall()
        self.feed()
        self.changed.emit()

    def _note(self, changed: Sequence[Entry]) -> None:
        """Write into jobs where they stand by now."""
        for entry in changed:
            if self._moved.get(entry.id) is not entry:  # it was moved again, or queued anew
                continue
            del self._moved[entry.id]
            job = self._find(entry.id)
            if job is not None and job.state is JobState.QUEUED:
                self._replace(job, priority=entry.priority, place=entry.place)

    # --- paused or not -----------------------------------------------------------------------------------------------

    def pause(self) -> None:
        """Begin nothing any more; what runs goes on to its end."""
        self.paused = True
        self._record.pause(paused=True)
        self._recall()
        self.changed.emit()

    def hold(self, reason: Failure) -> None:
        """Begin nothing any more until the user says so, since every next job would fail the same way."""
        if not self.paused:
            self.paused, self.reason = True, reason
            self._recall()
            self.changed.emit()

    def resume(self) -> None:
        """Go on, unless the disk is full still."""
        if self.reason is None:
            self._record.pause(paused=False)
        self.paused, self.reason = False, None
        self._record.try_again()
        self.feed()
        self.changed.emit()

    # --- what the engine gets and gives back -------------------------------------------------------------------------

    def feed(self) -> None:
        """Hand the engines what they can take."""
        if self._expecting and len(self._line) < _AHEAD:
            return
        while not (self.paused or self._recalled) and self._line and self._is_room():
            ahead = self._next()
            self._lanes.share(ahead)
            jobs = ahead[:ITEMS_AT_MOST]
            self._line.remove([job.id for job in jobs])
            self._handed.append({job.id for job in jobs})
            self._submit(jobs)
        if self.paused or not self._line:
            self._lanes.share([])

    def _is_room(self) -> bool:
        return len(self._handed) < _REQUESTS * self._lanes.engines

    def take(self, message: EngineMessage) -> bool:
        """Note what the engine says of a job; True when that is no news of the job, which waits as before."""
        job_id = getattr(message, "job_id", "")
        if isinstance(message, Started):
            self._begun[job_id] = None
            self._recalled.discard(job_id)
        elif isinstance(message, Ended):
            self._begun.pop(job_id, None)
            self._handed = [rest for rest in (batch - {job_id} for batch in self._handed) if rest]
            back = isinstance(message, CancelDone) and job_id in self._recalled
            self._recalled.discard(job_id)
            if back:
                self.put_back(job_id)
            return back
        return False

    def put_back(self, job_id: str) -> None:
        """Let a job that the engine had wait again where it stood."""
        job = self._find(job_id)
        if job is None:
            return
        if job.state is not JobState.QUEUED:
            job = self._replace(job, state=JobState.QUEUED, started=None, progress=None)
        self._line.add([self._entry(job)])

    def _recall(self) -> None:
        """Ask for what the engine has not begun; nothing is handed out before it has answered."""
        waiting = self._not_begun()
        if waiting:
            self._recalled.update(waiting)
            self._lanes.withdraw(waiting)

    def _submit(self, jobs: Sequence[Job]) -> None:
        try:
            self._lanes.submit(jobs)
        except IlhaError as error:  # their model is gone
            self._tell([Failed(job_id=job.id, failure=error.failure()) for job in jobs])

    def _next(self) -> list[Job]:
        """Return the first of the line and those behind it that can travel with it."""
        jobs = self._jobs(entry.id for entry in self._line.head(_AHEAD))
        _, alike = next(itertools.groupby(jobs, key=lambda job: (job.task, job.model, sorted(job.params.items()))))
        return list(alike)

    def _not_begun(self) -> list[str]:
        return [job_id for batch in self._handed for job_id in batch if job_id not in self._begun]

    def _jobs(self, job_ids: Iterable[str]) -> Iterable[Job]:
        return (job for job in map(self._find, job_ids) if job is not None)

    def _entry(self, job: Job) -> Entry:
        return self._moved.get(job.id) or Entry(-job.priority, job.place or 0.0, job.id)

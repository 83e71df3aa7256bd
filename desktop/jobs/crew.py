"""Engines beside that of the queue, which share work of one kind for as long as there is much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.job import Ended, EngineMessage
from desktop.jobs.engine_thread import EngineThread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.core.job import Job, RunRequest

Crashes = dict[tuple[str, str, int], int]


class Crew(QObject):
    """Starts engines, gives each request to the one with least to do, and lets them go when they are done.

    Signals:
        reported: list of engine messages of any of them, in their order.
        left: one of them has ended.
    """

    reported = Signal(object)
    left = Signal()

    def __init__(self, work: Path, crashes: Crashes, parent: QObject) -> None:
        """Have nobody yet; see `EngineClient.crashes`, which all engines count together."""
        super().__init__(parent)
        self._work, self._crashes = work, crashes
        self._kind = ("", "")
        self._members: list[EngineThread] = []
        self._leaving: list[EngineThread] = []
        self._on: dict[str, EngineThread] = {}

    def __len__(self) -> int:
        """Return how many take work."""
        return len(self._members)

    @property
    def busy(self) -> bool:
        """Say whether any of them has something to do."""
        return bool(self._on)

    @property
    def memory_bytes(self) -> int:
        """Return the resident size of all of them."""
        return sum(member.memory_bytes for member in (*self._members, *self._leaving))

    def takes(self, job: Job) -> bool:
        """Say whether a job is of the kind that they are here for."""
        return bool(self._members) and (job.task, job.model) == self._kind

    def has(self, job_id: str) -> bool:
        """Say whether one of them has this job."""
        return job_id in self._on

    def gather(self, job: Job, count: int, threads: int) -> None:
        """Start `count` engines with so many threads each for jobs like this one."""
        self._kind = (job.task, job.model)
        for _ in range(count):
            member = EngineThread(self._work, threads, self._crashes, self)
            member.reported.connect(self._take)
            member.finished.connect(self._let_go)
            member.start()
            self._members.append(member)

    def dismiss(self) -> None:
        """Give them nothing more; each ends when it has finished what it has, and its memory is free again."""
        self._leaving += self._members
        self._members = []
        for member in self._leaving:
            self._retire(member)

    def stop(self) -> None:
        """End all of them at once, and wait for that."""
        for member in (*self._members, *self._leaving):
            member.stop()

    def submit(self, jobs: Sequence[Job], work: Sequence[RunRequest]) -> None:
        """Hand jobs to the engine that has the fewest."""
        given = list(self._on.values())
        member = min(self._members, key=given.count)
        self._on.update((job.id, member) for job in jobs)
        member.submit(work)

    def withdraw(self, job_ids: Sequence[str]) -> None:
        """Take jobs back that have not begun."""
        for member, own in self._shares(job_ids):
            member.withdraw(own)

    def cancel(self, job_ids: Sequence[str]) -> None:
        """Give jobs up."""
        for member, own in self._shares(job_ids):
            member.cancel(own)

    def _shares(self, job_ids: Sequence[str]) -> list[tuple[EngineThread, list[str]]]:
        everybody = (*self._members, *self._leaving)
        shares = [(member, [job_id for job_id in job_ids if self._on.get(job_id) is member]) for member in everybody]
        return [(member, own) for member, own in shares if own]

    def _retire(self, member: EngineThread) -> None:
        if member not in self._on.values():
            member.retire()

    @Slot(object)
    def _take(self, messages: list[EngineMessage]) -> None:
        for message in messages:
            if isinstance(message, Ended):
                self._on.pop(message.job_id, None)
        for member in self._leaving:
            self._retire(member)
        self.reported.emit(messages)

    @Slot()
    def _let_go(self) -> None:
        for member in [member for member in self._leaving if member.isFinished()]:
            self._leaving.remove(member)
            member.deleteLater()
        self.left.emit()

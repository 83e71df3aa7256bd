"""Watched folders as the window uses them: looked at when something changes in them, and slowly all the time.

Looking, and writing results, happens in the background, one after the other; every use of the database opens it afresh.
A file is remembered with the id of its job before the queue gets that job, so that whenever a program ends each file is
worked on once: the next one finds the job in the queue or its history, or takes the file for new.
"""

from __future__ import annotations

import dataclasses
import os
from collections import deque
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from desktop import tasks
from desktop.core.errors import Failure, IlhaError
from desktop.core.job import JobState
from desktop.core.queue import Priority
from desktop.core.recipe import is_recipe
from desktop.core.task import parse_params
from desktop.core.watch import Seen, SeenState, Watch, WatchStatus
from desktop.jobs.background import Background
from desktop.jobs.turns import Turns
from desktop.state.watches import Watches
from desktop.worker.batch import chosen, each_job
from desktop.worker.watch import QUIET_S, Found, Look, check
from desktop.worker.watch_results import deliver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.core.job import Job
    from desktop.core.media import InputFile
    from desktop.jobs.queue import JobQueue
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from desktop.state.settings import Settings

    Fresh = tuple[Watch, Seen, Job]

RESCAN_MS = 60_000
"""Changes that the system does not tell of: deep folders, network file systems, results that could not be written."""
_SETTLE_MS = int(QUIET_S * 1000) + 100
_TOLD_MS = 300
_FOLDERS_TOLD = 256
"""Of the subfolders the system is asked to tell of; the others are looked at slowly."""
_ENDS = {
    JobState.DONE: SeenState.DELIVERING,
    JobState.FAILED: SeenState.FAILED,
    JobState.CANCELLED: SeenState.CANCELLED,
}


class Watcher(QObject):
    """Watches the folders that the user added.

    Signals:
        changed: tuple of WatchStatus, of all folders.
        seen: number of a watch of whose files something is new.
        trouble: Failure of the storage of what is watched.
    """

    changed = Signal(object)
    seen = Signal(int)
    trouble = Signal(object)

    def __init__(
        self,
        home: Home,
        shelf: ModelShelf,
        queue: JobQueue,
        settings: Callable[[], Settings],
        parent: QObject | None = None,
    ) -> None:
        """Use the queue; nothing is opened before `start()`."""
        super().__init__(parent)
        self._home, self._shelf, self._queue, self._settings = home, shelf, queue, settings
        self._background = Background(self)
        self._orders: deque[tuple[Callable[[Watches], object], Callable[[object], None]]] = deque()
        self._busy, self._turns = False, Turns(self)
        self._noted: list[tuple[Watch, Seen]] = []
        self._looks: dict[int, Look] = {}
        self._status: dict[int, WatchStatus] = {}
        self._files: dict[str, tuple[Watch, Seen]] = {}
        self._stuck: dict[str, tuple[int, Failure]] = {}
        self._told = QFileSystemWatcher(self)
        self._told.directoryChanged.connect(lambda _: self._soon(_TOLD_MS))
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self.look)
        queue.job_changed.connect(self._follow)
        queue.jobs_removed.connect(self._forget_jobs)

    @property
    def statuses(self) -> tuple[WatchStatus, ...]:
        """Return what is known of all folders; results that could not be written are their trouble as well."""
        stuck = dict(self._stuck.values())
        return tuple(
            dataclasses.replace(status, trouble=status.trouble or stuck.get(watch_id))
            for watch_id, status in self._status.items()
        )

    def start(self) -> None:
        """Go on where an earlier program ended, and look at everything once."""
        self.forget()
        self._order(_open_files, self._resume)

    def stop(self) -> None:
        """Begin nothing any more, and wait for what is being written."""
        self._next.stop()
        self._turns.stop()
        self._orders.clear()
        self._background.stop()

    # --- what the window asks for ------------------------------------------------------------------------------------

    def add(self, watch: Watch) -> None:
        """Watch a folder from now on.

        Raises:
            UsageError: unknown task, parameter or format, or a folder that nobody can watch.
            InputNotFound, InputUnreadable: there is no such folder.
            NoModelForTask: no model serves the task.
        """
        check(watch, self._home)
        if not is_recipe(watch.task):
            chosen(self._shelf, tasks.get_task(watch.task), watch.model)
        self._order(lambda watches: watches.add(watch, standing=True), lambda _: self.look())

    def pause(self, watch_id: int, *, paused: bool) -> None:
        """Begin nothing new in a folder, or go on; what is in the queue stays there."""
        self._order(lambda watches: watches.pause(watch_id, paused=paused), lambda _: self.look())

    def remove(self, watch_id: int) -> None:
        """Watch a folder no longer, until `restore`; its files and what was made of them stay."""
        self._looks.pop(watch_id, None)
        self._files = {job: one for job, one in self._files.items() if one[0].id != watch_id}
        self._stuck = {job: one for job, one in self._stuck.items() if one[0] != watch_id}
        self._order(lambda watches: watches.remove(watch_id), lambda _: self.look())

    def restore(self, watch_id: int) -> None:
        """Watch a removed folder again, and go on where it was."""

        def write(watches: Watches) -> list[tuple[Watch, Seen]]:
            watches.restore(watch_id)
            return _open_files(watches)

        self._order(write, self._resume)

    def forget(self) -> None:
        """Forget removed folders, when nobody can bring them back any more."""
        self._order(Watches.purge, lambda _: None)

    def again(self, watch: Watch, files: Sequence[Seen]) -> None:
        """Take files for new."""
        self._order(lambda watches: watches.forget(watch.id, [file.path for file in files]), lambda _: self.look())

    def last(self, watch_id: int, done: Callable[[list[Seen]], None]) -> None:
        """Give the files that were worked on last to `done`, later."""
        self._order(lambda watches: watches.last(watch_id), done)  # type: ignore[arg-type] # it is what `last` returns

    def look(self) -> None:
        """Look at every folder that is not paused."""
        self._next.stop()
        self._order(self._look, self._take_found)

    # --- one after the other -----------------------------------------------------------------------------------------

    def _order(self, work: Callable[[Watches], object], done: Callable[[object], None], *, first: bool = False) -> None:
        (self._orders.appendleft if first else self._orders.append)((work, done))
        self._go_on()

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
            self._soon(RESCAN_MS)
            self._go_on()

        self._background.run(opened, finished, failed)

    def _soon(self, milliseconds: int) -> None:
        """Look again after a while, or earlier if that was said already."""
        if not self._next.isActive() or self._next.remainingTime() > milliseconds:
            self._next.start(milliseconds)

    # --- looking -----------------------------------------------------------------------------------------------------

    def _look(self, watches: Watches) -> list[tuple[WatchStatus, Found]]:
        seen = []
        for watch in watches.standing():
            found = Found()
            if not watch.paused:
                try:
                    watches.take(watch.id)
                    found = self._looks.setdefault(watch.id, Look(watch, self._home)).find(watches)
                except IlhaError as error:
                    found.trouble = error.failure()
            seen.append((_status(watches, watch, found), found))
        return seen

    def _take_found(self, seen: object) -> None:
        """Make jobs of what is new, some of thousands at a time."""
        assert isinstance(seen, list)
        self._status = {status.watch.id: status for status, _ in seen}
        fresh: list[Fresh] = []
        for status, found in seen:
            try:
                self._turns.add(self._jobs(status.watch, found.fresh), fresh.extend)
            except IlhaError as error:  # its model or its recipe is gone
                self._status[status.watch.id] = dataclasses.replace(status, trouble=error.failure())
        self._busy = True  # nothing looks in between: it would find the same files again
        self._turns.then(partial(self._keep, fresh))
        self._listen()
        unsettled = any(status.unsettled for status in self._status.values())
        if self._status:
            self._soon(_SETTLE_MS if unsettled else RESCAN_MS)
        self.changed.emit(self.statuses)

    def _jobs(self, watch: Watch, files: Sequence[tuple[InputFile, Seen]]) -> Iterator[Fresh]:
        """Give a job for each file, not queued yet, made when it is asked for."""
        inputs = [file for file, _ in files]
        made: Iterator[Job | None] = iter(())
        if inputs and is_recipe(watch.task):
            made = self._queue.recipes.new(inputs, watch.task, each=True)
        elif inputs:
            task = tasks.get_task(watch.task)
            params, model = parse_params(task, watch.params), chosen(self._shelf, task, watch.model)
            made = each_job(inputs, task.id, model, params)
        jobs = (job for job in made if job is not None)
        return ((watch, dataclasses.replace(seen, job=job.id), job) for (_, seen), job in zip(files, jobs, strict=True))

    def _keep(self, fresh: Sequence[Fresh]) -> None:
        """Remember files with their jobs, and only then hand these to the queue."""
        self._busy = False
        if fresh:
            noted = [(watch, seen) for watch, seen, _ in fresh]
            self._order(partial(_note_all, noted), lambda _: self._hand_over(fresh), first=True)
        self._go_on()

    def _hand_over(self, fresh: Sequence[Fresh]) -> None:
        self._files.update({job.id: (watch, seen) for watch, seen, job in fresh})
        self._queue.enqueue([job for _, _, job in fresh], Priority.LOW)
        self._count({watch.id for watch, _, _ in fresh})

    def _listen(self) -> None:
        """Have the system tell of changes in the folders and their nearest subfolders."""
        wanted: set[str] = set()
        for status in self._status.values():
            if not status.watch.paused and status.watch.folder.is_dir():
                wanted.add(str(status.watch.folder))
                wanted |= _subfolders(status.watch.folder, _FOLDERS_TOLD)
        told = set(self._told.directories())
        if told - wanted:
            self._told.removePaths(sorted(told - wanted))
        if wanted - told:
            self._told.addPaths(sorted(folder for folder in wanted - told if os.access(folder, os.R_OK)))

    # --- results -----------------------------------------------------------------------------------------------------

    def _resume(self, left: object) -> None:
        """Follow the jobs that are in the queue still, and deliver what has ended meanwhile."""
        assert isinstance(left, list)
        lost: dict[int, list[Path]] = {}

        def follow(some: Sequence[tuple[Watch, Seen]]) -> None:
            for watch, seen in some:
                job = self._queue.get(seen.job)
                if job is None:
                    lost.setdefault(watch.id, []).append(seen.path)
                    continue
                self._files[job.id] = (watch, seen)
                if job.state.finished:
                    self._end(job, again=True)

        def forget() -> None:
            for watch_id, paths in lost.items():
                self._order(lambda watches, one=watch_id, gone=paths: watches.forget(one, gone), lambda _: None)  # type: ignore[misc]
            self.look()

        self._turns.add(left, follow)
        self._turns.then(forget)

    @Slot(object)
    def _follow(self, job: Job) -> None:
        if job.id in self._files and job.state.finished:
            self._end(job, again=False)

    @Slot(object)
    def _forget_jobs(self, job_ids: Sequence[str]) -> None:
        for job_id in job_ids:
            if job_id in self._files:
                watch, seen = self._files[job_id]
                self._note(watch, dataclasses.replace(seen, state=SeenState.CANCELLED))

    def _end(self, job: Job, *, again: bool) -> None:
        """Deliver a result, or remember why there is none."""
        watch, seen = self._files[job.id]
        ended = dataclasses.replace(seen, state=_ENDS[job.state], failure=job.failure)
        if job.state is not JobState.DONE:
            self._note(watch, ended)
            return
        del self._files[job.id]
        whole = self._queue.get(job.id)
        assert whole is not None
        settings = self._settings()

        def write(watches: Watches) -> Failure | None:
            watches.note(watch.id, [ended])
            try:
                made = deliver(watch, whole, self._home, settings, again=again)
            except IlhaError as error:
                return error.failure()
            watches.note_outputs([artifact.path for artifact in made])
            watches.note(watch.id, [dataclasses.replace(ended, state=SeenState.DONE)])
            return None

        def told(failure: object) -> None:
            self._stuck.pop(job.id, None)
            if isinstance(failure, Failure):  # tried again by and by, for there may be room then
                self._files[job.id], self._stuck[job.id] = (watch, seen), (watch.id, failure)
                QTimer.singleShot(RESCAN_MS, self, partial(self._deliver_again, job))
            self._count({watch.id})

        self._order(write, told)

    def _deliver_again(self, job: Job) -> None:
        if job.id in self._files and self._files[job.id][0].id in self._status:
            self._end(job, again=True)

    def _note(self, watch: Watch, seen: Seen) -> None:
        """Remember what became of a file, together with all others of this turn: thousands are given up at once."""
        if not self._noted:
            QTimer.singleShot(0, self, self._write_noted)
        self._noted.append((watch, seen))

    def _write_noted(self) -> None:
        noted, self._noted = self._noted, []
        self._order(partial(_note_all, noted), lambda _: self._count({watch.id for watch, _ in noted}))

    def _count(self, watch_ids: set[int]) -> None:
        """Tell how many files are in which state, once the database has answered."""

        def counted(counts: object) -> None:
            assert isinstance(counts, dict)
            for watch_id in counts.keys() & self._status.keys():
                self._status[watch_id] = dataclasses.replace(self._status[watch_id], counts=counts[watch_id])
                self.seen.emit(watch_id)
            self.changed.emit(self.statuses)

        self._order(lambda watches: {one: watches.counts(one) for one in watch_ids}, counted)


def _open_files(watches: Watches) -> list[tuple[Watch, Seen]]:
    return [(watch, seen) for watch in watches.standing() for seen in watches.open_files(watch.id)]


def _note_all(noted: Sequence[tuple[Watch, Seen]], watches: Watches) -> None:
    for watch_id in {watch.id for watch, _ in noted}:
        watches.note(watch_id, [seen for watch, seen in noted if watch.id == watch_id])


def _status(watches: Watches, watch: Watch, found: Found) -> WatchStatus:
    return WatchStatus(
        watch=watch,
        counts=watches.counts(watch.id),
        unsettled=len(found.unsettled),
        trouble=found.trouble,
        remote=found.remote,
    )


def _subfolders(folder: Path, at_most: int) -> set[str]:
    found: set[str] = set()
    for here, names, _ in os.walk(folder):
        names[:] = [name for name in names if not name.startswith(".")]
        found |= {os.path.join(here, name) for name in names}  # noqa: PTH118 - thousands of them at times
        if len(found) >= at_most:
            break
    return set(sorted(found)[:at_most])

"""Watched folders as the window uses them: looked at when something changes in them, and slowly all the time.

Looking, and writing results, happens in the background, one after the other; every use of the database opens it afresh.
A file is remembered with the id of its job before the queue gets that job, so that whenever a program ends each file is
worked on once: the next one finds the job in the queue or its history, or takes the file for new.
"""

from __future__ import annotations

import dataclasses
import os
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from desktop import tasks
from desktop.core.errors import Cancelled, Failure, IlhaError
from desktop.core.recipe import is_recipe
from desktop.core.task import parse_params
from desktop.core.watch import SeenState, WatchStatus
from desktop.jobs.turns import Turns
from desktop.jobs.watch_jobs import WatchJobs
from desktop.jobs.watch_orders import WatchOrders
from desktop.state.watches import Watches
from desktop.worker.batch import chosen, each_job
from desktop.worker.watch import QUIET_S, Found, Look, check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.core.job import Job
    from desktop.core.media import InputFile
    from desktop.core.watch import Seen, Watch
    from desktop.jobs.queue import JobQueue
    from desktop.jobs.watch_jobs import Fresh
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from desktop.state.settings import Settings

RESCAN_MS = 60_000
"""Changes that the system does not tell of: in files, in deep folders, on network file systems."""
_SETTLE_MS = int(QUIET_S * 1000) + 100
_TOLD_MS = 300
_FOLDERS_TOLD = 256
"""Of the subfolders the system is asked to tell of; the others are looked at slowly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """What is known of a folder after a look.

    Attributes:
        status: as it is shown.
        found: what is new.
        listen: folders of whose changes the system is to tell.
    """

    status: WatchStatus
    found: Found
    listen: frozenset[str]


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
        self._home, self._shelf, self._queue = home, shelf, queue
        self._orders = WatchOrders(home, self)
        self._orders.trouble.connect(self._fail)
        self._jobs = WatchJobs(home, queue, self._orders, settings, self)
        self._jobs.ended.connect(self._count)
        self._turns = Turns(queue.rota, self)
        self._looks: dict[int, Look] = {}
        self._status: dict[int, WatchStatus] = {}
        self._asked, self._took_ms, self._stopped = False, 0, False
        self._told = QFileSystemWatcher(self)
        self._told.directoryChanged.connect(lambda _: self._soon(max(_TOLD_MS, self._took_ms)))
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self.look)

    @property
    def statuses(self) -> tuple[WatchStatus, ...]:
        """Return what is known of all folders; results that could not be written are their trouble as well."""
        stuck = self._jobs.stuck
        return tuple(
            dataclasses.replace(status, trouble=status.trouble or stuck.get(watch_id))
            for watch_id, status in self._status.items()
        )

    def start(self) -> None:
        """Go on where an earlier program ended, and look at everything once."""
        self.forget()
        self._orders.add(_open_files, self._resume)

    def stop(self) -> None:
        """Begin nothing any more, look at no further file, and wait for what is being written."""
        self._stopped = True
        self._next.stop()
        self._turns.stop()
        self._jobs.stop()
        self._orders.stop()

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
        self._orders.add(lambda watches: watches.add(watch, standing=True), lambda _: self.look())

    def pause(self, watch_id: int, *, paused: bool) -> None:
        """Begin nothing new in a folder, or go on; what is in the queue stays there."""
        self._orders.add(lambda watches: watches.pause(watch_id, paused=paused), lambda _: self.look())

    def remove(self, watch_id: int) -> None:
        """Watch a folder no longer, until `restore`; its files and what was made of them stay."""
        self._looks.pop(watch_id, None)
        self._jobs.drop(watch_id)
        self._orders.add(lambda watches: watches.remove(watch_id), lambda _: self.look())

    def restore(self, watch_id: int) -> None:
        """Watch a removed folder again, and go on where it was."""

        def write(watches: Watches) -> list[tuple[Watch, Seen]]:
            watches.restore(watch_id)
            return _open_files(watches)

        self._orders.add(write, self._resume)

    def forget(self, watch_id: int | None = None) -> None:
        """Forget a removed folder, or all, when nobody can bring them back any more."""
        self._orders.add(lambda watches: watches.purge(watch_id), lambda _: None)

    def again(self, watch: Watch, files: Sequence[Seen]) -> None:
        """Take files for new."""
        self._orders.add(lambda watches: watches.forget(watch.id, [file.path for file in files]), lambda _: self.look())

    def again_failed(self, watch: Watch) -> None:
        """Take every file that failed for new."""

        def write(watches: Watches) -> None:
            failed = (path for path, seen in watches.seen(watch.id).items() if seen.state is SeenState.FAILED)
            watches.forget(watch.id, list(failed))

        self._orders.add(write, lambda _: self.look())

    def last(self, watch_id: int, done: Callable[[list[Seen]], None]) -> None:
        """Give the files that were worked on last to `done`, later."""
        self._orders.add(lambda watches: watches.last(watch_id), done)  # type: ignore[arg-type] # it is what `last` returns

    def look(self) -> None:
        """Look at every folder that is not paused."""
        self._next.stop()
        if not self._asked:  # the same would be seen twice
            self._asked = True
            self._orders.add(self._look, self._take_found)

    # --- looking -----------------------------------------------------------------------------------------------------

    def _soon(self, milliseconds: int) -> None:
        """Look again after a while, or earlier if that was said already."""
        if not self._next.isActive() or self._next.remainingTime() > milliseconds:
            self._next.start(milliseconds)

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        self.trouble.emit(failure)
        self._soon(RESCAN_MS)

    def _look(self, watches: Watches) -> list[_Looked]:
        """Look at the folders, in the background."""
        self._asked, begun = False, time.monotonic()
        looked = []
        for watch in watches.standing():
            found = Found()
            if not watch.paused:
                try:
                    watches.take(watch.id)
                    look = self._looks.setdefault(watch.id, Look(watch, self._home, check=self._check))
                    found = look.find(watches)
                except IlhaError as error:
                    found.trouble = error.failure()
            listen = frozenset[str]() if watch.paused or found.remote else _told_of(watch)
            looked.append(_Looked(status=_status(watches, watch, found), found=found, listen=listen))
        self._took_ms = round(1000 * (time.monotonic() - begun))
        return looked

    def _check(self) -> None:
        if self._stopped:
            raise Cancelled

    def _take_found(self, looked: object) -> None:
        """Make jobs of what is new, some of thousands at a time."""
        assert isinstance(looked, list)
        self._status = {one.status.watch.id: one.status for one in looked}
        fresh: list[Fresh] = []
        for one in looked:
            watch, found = one.status.watch, one.found
            self._jobs.replace(found.replaced)
            try:
                self._turns.add(self._made(watch, found.fresh), fresh.extend)
            except IlhaError as error:  # its model or its recipe is gone
                self._status[watch.id] = dataclasses.replace(one.status, trouble=error.failure())
        self._orders.hold()  # nothing looks in between: it would find the same files again
        self._turns.then(partial(self._keep, fresh))
        self._listen(frozenset[str]().union(*(one.listen for one in looked)))
        if any(one.found.more for one in looked):
            self._soon(0)
        elif looked:
            self._soon(_SETTLE_MS if any(one.status.unsettled for one in looked) else RESCAN_MS)
        self.changed.emit(self.statuses)

    def _made(self, watch: Watch, files: Sequence[tuple[InputFile, Seen]]) -> Iterator[Fresh]:
        """Give a job for each file, not queued yet, made when it is asked for."""
        inputs = [file for file, _ in files]
        made: Iterator[Job | None] = iter(())
        if inputs and is_recipe(watch.task):
            made = self._queue.recipes.new(inputs, watch.task, params=watch.params, each=True)
        elif inputs:
            task = tasks.get_task(watch.task)
            params, model = parse_params(task, watch.params), chosen(self._shelf, task, watch.model)
            made = each_job(inputs, task.id, model, params)
        jobs = (job for job in made if job is not None)
        return ((watch, dataclasses.replace(seen, job=job.id), job) for (_, seen), job in zip(files, jobs, strict=True))

    def _keep(self, fresh: Sequence[Fresh]) -> None:
        if fresh:
            self._jobs.enqueue(fresh)
        self._orders.release()

    def _listen(self, wanted: frozenset[str]) -> None:
        """Have the system tell of changes in folders."""
        told = set(self._told.directories())
        if told - wanted:
            self._told.removePaths(sorted(told - wanted))
        if wanted - told:
            self._told.addPaths(sorted(wanted - told))

    def _resume(self, left: object) -> None:
        """Go on with files whose work has begun, and look for more."""
        assert isinstance(left, list)
        self._jobs.resume(left, self.look)

    @Slot(object)
    def _count(self, watch_ids: set[int]) -> None:
        """Tell how many files are in which state, once the database has answered."""

        def counted(counts: object) -> None:
            assert isinstance(counts, dict)
            for watch_id in counts.keys() & self._status.keys():
                self._status[watch_id] = dataclasses.replace(self._status[watch_id], counts=counts[watch_id])
                self.seen.emit(watch_id)
            self.changed.emit(self.statuses)

        self._orders.add(lambda watches: {one: watches.counts(one) for one in watch_ids}, counted)


def _open_files(watches: Watches) -> list[tuple[Watch, Seen]]:
    return [(watch, seen) for watch in watches.standing() for seen in watches.open_files(watch.id)]


def _status(watches: Watches, watch: Watch, found: Found) -> WatchStatus:
    return WatchStatus(
        watch=watch,
        counts=watches.counts(watch.id),
        unsettled=len(found.unsettled),
        trouble=found.trouble,
        remote=found.remote,
    )


def _told_of(watch: Watch) -> frozenset[str]:
    """Return a folder and its nearest subfolders, without that of the results; where it is gone, the one above it."""
    if not os.path.isdir(watch.folder):  # noqa: PTH112 - Path.is_dir raises where a folder above forbids it
        return frozenset({str(watch.folder.parent)} if os.access(watch.folder.parent, os.R_OK) else ())
    found, out = [str(watch.folder)], str(watch.out)
    for here, names, _ in os.walk(watch.folder):
        below = {name: os.path.join(here, name) for name in names if not name.startswith(".")}  # noqa: PTH118 - thousands
        names[:] = [name for name, path in below.items() if path != out and os.access(path, os.R_OK)]
        found += sorted(below[name] for name in names)
        if len(found) > _FOLDERS_TOLD:
            break
    return frozenset(found[: _FOLDERS_TOLD + 1])

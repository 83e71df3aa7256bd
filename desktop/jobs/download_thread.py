"""Everything of the window that needs the network: models are looked for, explained, downloaded and installed.

How a page uses it:

* `search(query)`, `more(token)`, `explain(named)` and `compare(models)` return a token at once; `found`, `explained`,
  `compared` or `refused` follows with the same token. `forget(token)` ends one that nobody waits for any more.
* `download(named)` puts a model into the queue and returns its key. One model at a time is fetched, several of its
  files at once. `progressed` follows up to ten times a second, `planned` once when it is known what it would be, and in
  the end `installed` or `failed`. `pause`, `resume` and `cancel` take the key; `paused` and `cancelled` confirm it.
* Whoever wants to send something and must ask first emits `asked` with an `Inquiry`; nothing is sent before `answer` is
  called with its number. Its `question.proposal` is None before the server was asked at all, and says what would be
  downloaded otherwise. A no ends in `refused` or `failed` with the code `hub-declined`.
* Downloads outlive the program. `start()` emits `planned` for each that is not finished; those go on by themselves only
  where the settings allow downloads, the others when `resume` is called.
* All methods are called from the window's thread, and all signals arrive there.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from desktop.core.errors import Cancelled, Failure, IlhaError, InternalError, StorageError
from desktop.hub.access import Access
from desktop.hub.tokens import Tokens
from desktop.jobs.inquiries import Inquiries
from desktop.jobs.look_ups import LookUps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.core.model import InstalledModel
    from desktop.hub.client import Hub
    from desktop.hub.download import Download
    from desktop.hub.gate import Question
    from desktop.hub.pace import DownloadProgress
    from desktop.hub.pack import PackDownload
    from desktop.hub.search import Query
    from desktop.state.paths import Home
    from desktop.state.settings import Settings
    from desktop.worker.converter import FolderConverter
    from desktop.worker.inspector import EngineInspector

_SECONDS_TO_LEAVE = 2.0
_log = logging.getLogger("ilha.downloads")


@dataclass(slots=True, kw_only=True)
class _Job:
    """A download in the queue; `wish` is what somebody wants of it: `run`, `pause`, `cancel`; `again` once it ends.

    A pack has `members`: repositories that are planned and asked about together.
    """

    key: str
    members: tuple[str, ...] = ()
    revision: str = ""
    variant: str | None = None
    wish: str = "run"
    installed: bool = False
    parts: list[Download | PackDownload | EngineInspector | FolderConverter] = field(default_factory=list)

    @property
    def repos(self) -> tuple[str, ...]:
        """Return the repositories it is about."""
        return self.members or (self.key,)


class DownloadThread(QThread):
    """Owns the network, and `tokens`: what its server is shown.

    Signals:
        asked: an Inquiry, to be answered.
        found: (token, tuple of Found): a page of a search; the last one when it is short.
        explained: (token, Explanation).
        compared: (token, tuple of Update or Refused): of models that are here, what is newest.
        refused: (token, Failure): a look-up that did not work.
        planned: a Pending or a PackPlan: what a download is, now that it is known.
        progressed: (key, DownloadProgress).
        installed: (key, InstalledModel); of a pack its models one by one, with their own names.
        completed: key of a pack of which everything is here.
        failed: (key, Failure): what has arrived is kept; `resume` tries again.
        paused: key.
        cancelled: key; nothing of it is left.
    """

    asked = Signal(object)
    found = Signal(int, object)
    explained = Signal(int, object)
    compared = Signal(int, object)
    refused = Signal(int, object)
    planned = Signal(object)
    progressed = Signal(str, object)
    installed = Signal(str, object)
    completed = Signal(str)
    failed = Signal(str, object)
    paused = Signal(str)
    cancelled = Signal(str)

    def __init__(
        self,
        home: Home,
        settings: Callable[[], Settings],
        *,
        offline: bool = False,
        access: Access | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Prepare; `start()` looks for downloads that are not finished.

        Args:
            home: whose store and ledger.
            settings: the ones in force; read whenever something is decided.
            offline: send nothing, whatever the settings.
            access: tokens that were given during this run.
            parent: owner.
        """
        super().__init__(parent)
        self._home = home
        self._settings = settings
        self._offline = offline
        self._access = access or Access()
        self.tokens = Tokens(settings, self._access)
        self._commands: queue.SimpleQueue[Callable[[], object] | None] = queue.SimpleQueue()
        self._inquiries = Inquiries(self.asked.emit, self._is_wanted)
        self._look_ups = LookUps(
            self._open, self.found.emit, self.explained.emit, self.compared.emit, self.refused.emit
        )
        self._lock = threading.Lock()
        self._waiting: deque[_Job] = deque()
        self._jobs: dict[str, _Job] = {}
        self._running: _Job | None = None
        self._fetching: threading.Thread | None = None
        self._stopping = self._halted = False
        self._hub: Hub | None = None

    # --- looking up --------------------------------------------------------------------------------------------------

    def search(self, query: Query) -> int:
        """Look for models; `found` follows with the first page."""
        return self._look_ups.search(query)

    def more(self, token: int) -> None:
        """Go on with a search; `found` follows with the next page."""
        self._look_ups.more(token)

    def explain(self, named: str, revision: str = "") -> int:
        """Ask what a model is; `explained` follows.

        Args:
            named: `owner/name`, or the address of its page.
            revision: a branch, tag or commit; the newest when it is empty.

        Raises:
            RepositoryUnnamed: that names no repository.
        """
        return self._look_ups.explain(named, revision)

    def compare(self, models: Sequence[InstalledModel]) -> int:
        """Ask what is newest of models that came from a server; `compared` follows."""
        return self._look_ups.compare(models)

    def forget(self, token: int) -> None:
        """End a look-up; no more signals come of it."""
        connection = self._look_ups.forget(token)
        if connection is not None:
            self._inquiries.withdraw(connection.errand.subject, connection.errand.reason)

    def answer(self, number: int, *, allowed: bool) -> None:
        """Answer an inquiry; one that nobody waits for any more is ignored."""
        self._inquiries.answer(number, allowed=allowed)

    # --- downloads ---------------------------------------------------------------------------------------------------

    def download(self, named: str, revision: str = "", variant: str | None = None) -> str:
        """Put a model into the queue; returns its key. One that is there already goes on.

        Raises:
            RepositoryUnnamed: that names no repository.
        """
        from desktop.hub.names import repository

        key, named_revision = repository(named)
        self._commands.put(lambda: self._enqueue(_Job(key=key, revision=revision or named_revision, variant=variant)))
        return key

    def download_pack(self, key: str, repos: tuple[str, ...]) -> None:
        """Put models into the queue that are planned, asked about and reported as one; see `hub.pack`."""
        self._commands.put(lambda: self._enqueue(_Job(key=key, members=repos)))

    def pause(self, key: str) -> None:
        """Let a download wait; what has arrived is kept."""
        self._commands.put(lambda: self._settle(key, "pause"))

    def resume(self, key: str) -> None:
        """Let a download go on that was paused, failed or left by an earlier run."""
        self._commands.put(lambda: self._enqueue(self._jobs.get(key) or _Job(key=key)))

    def cancel(self, key: str) -> None:
        """Give a download up with everything that has arrived."""
        self._commands.put(lambda: self._settle(key, "cancel"))

    def halt(self) -> None:
        """Begin no download until `go_on` is called; the one that runs goes on."""
        self._halted = True

    def go_on(self, home: Home | None = None) -> None:
        """Begin downloads again; into the store of `home` when that was moved."""
        self._commands.put(lambda: self._go_on(home or self._home))

    def stop(self) -> None:
        """End everything, and wait for it; downloads go on in the next run."""
        self._stopping = True
        for job in tuple(self._jobs.values()):
            self._end(job)
        self._inquiries.close()
        self._look_ups.stop()
        self._commands.put(None)
        self.wait()

    # --- the thread --------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Carry out what is asked until `stop()`."""
        self._recall()
        while (command := self._commands.get()) is not None:
            command()
        if self._fetching is not None:
            self._fetching.join(_SECONDS_TO_LEAVE)
        if self._hub is not None:
            self._hub.close()

    def _recall(self) -> None:
        """Tell of downloads that an earlier run has left."""
        from desktop.hub.pending import pending_downloads

        for pending in pending_downloads(self._home):
            job = _Job(key=pending.repo, revision=pending.wanted, variant=pending.variant, wish="pause")
            self._jobs[job.key] = job
            self.planned.emit(pending)
            if not pending.paused and self._settings().network == "allowed" and not self._offline:
                self._enqueue(job)

    def _enqueue(self, job: _Job) -> None:
        known = self._jobs.get(job.key)
        if known is not None and known is self._running:
            known.wish = "run" if known.wish == "run" else "again"
            return
        if known is not None and known in self._waiting:
            return
        job.wish = "run"
        self._jobs[job.key] = job
        self._waiting.append(job)
        self._next()

    def _go_on(self, home: Home) -> None:
        with self._lock:
            self._home = home
            if self._hub is not None:
                self._hub.home = home
        self._halted = False
        self._next()

    def _next(self) -> None:
        if self._running is None and self._waiting and not self._stopping and not self._halted:
            job = self._running = self._waiting.popleft()
            self._fetching = threading.Thread(target=self._fetch, args=(job,), daemon=True)
            self._fetching.start()

    def _end(self, job: _Job) -> None:
        from desktop.hub.download import Download
        from desktop.hub.pack import PackDownload

        for part in tuple(job.parts):
            (part.stop if isinstance(part, Download | PackDownload) else part.cancel)()

    def _settle(self, key: str, wish: str) -> None:
        """Have a download paused or cancelled; it is said at once, whatever its threads still wait for."""
        job = self._jobs.get(key)
        if job is not None:
            job.wish = wish
            self._end(job)
            self._inquiries.withdraw(key, "download")
            if job in self._waiting:
                self._waiting.remove(job)
        if job is None or job is not self._running:
            self._put_away(job.repos if job is not None else (key,), wish)
        if wish == "cancel":
            self._jobs.pop(key, None)
            self.cancelled.emit(key)
        else:
            self.paused.emit(key)

    def _is_wanted(self, question: Question) -> bool:
        """Say whether the answer to a question still matters."""
        job = self._running
        return question.reason != "download" or (job is not None and job.wish == "run")

    def _put_away(self, repos: tuple[str, ...], wish: str) -> None:
        from desktop.hub.pending import pending_downloads

        for pending in pending_downloads(self._home):
            if pending.repo in repos and wish == "cancel":
                pending.give_up()
            elif pending.repo in repos:
                with suppress(StorageError):  # it waits also where there is no room to remember that
                    pending.pause(paused=True)

    # --- one download, in a thread of its own ------------------------------------------------------------------------

    def _fetch(self, job: _Job) -> None:
        from desktop.worker.converter import FolderConverter
        from desktop.worker.inspector import EngineInspector

        failure: Failure | None = None
        try:
            with EngineInspector(self._home, self._settings().threads) as inspector:
                converter = FolderConverter()
                download = self._made(job, inspector, converter)
                job.parts = [download, inspector, converter]
                if job.wish != "run" or self._stopping:
                    download.stop()
                try:
                    model = download.run()
                finally:
                    job.parts = []
            job.installed = True
            if model is None:
                self.completed.emit(job.key)
            else:
                self.installed.emit(job.key, model)
        except Cancelled:
            pass
        except IlhaError as error:
            failure = error.failure()
        except Exception as error:  # noqa: BLE001 - the edge of a thread: a bug is told like any other fault
            _log.exception("download")
            failure = InternalError(kind=type(error).__name__, detail=str(error)).failure()
        self._commands.put(lambda: self._ended(job, failure))

    def _made(self, job: _Job, inspector: EngineInspector, converter: FolderConverter) -> Download | PackDownload:
        from desktop.hub.download import Download
        from desktop.hub.pack import PackDownload

        if job.members:
            return PackDownload(
                self._open(),
                job.key,
                job.members,
                inspector=inspector,
                converter=converter,
                planned=self.planned.emit,
                report=lambda progress: self._tell(job, progress),
                arrived=lambda model: self.installed.emit(model.spec.id, model),
            )
        return Download(
            self._open(),
            job.key,
            revision=job.revision,
            variant=job.variant,
            inspector=inspector,
            converter=converter,
            planned=self.planned.emit,
            report=lambda progress: self._tell(job, progress),
        )

    def _tell(self, job: _Job, progress: DownloadProgress) -> None:
        if job.wish != "run" or self._stopping:
            raise Cancelled
        self.progressed.emit(job.key, progress)

    def _ended(self, job: _Job, failure: Failure | None) -> None:
        self._running = None
        if job.installed:  # whoever changed their mind after that came too late
            self._jobs.pop(job.key, None)
        elif job.wish == "again":
            self._enqueue(job)
        elif job.wish != "run":
            self._put_away(job.repos, job.wish)
        elif failure is not None and not self._stopping:
            self.failed.emit(job.key, failure)
        self._next()

    def _open(self) -> Hub:
        from desktop.hub.client import Hub
        from desktop.hub.gate import Gate

        with self._lock:
            if self._hub is None:
                gate = Gate(lambda: self._settings().network, "window", offline=self._offline, ask=self._inquiries.ask)
                self._hub = Hub(self._home, self._settings, gate, self._access)
            return self._hub

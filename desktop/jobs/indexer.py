"""The index as the window uses it: files are read and searched on the engines of the queue, everything else elsewhere.

Every use of the database opens it afresh in the background, so that neither a book that is written down nor a folder
that is walked through is felt in the window.
"""

from __future__ import annotations

from collections import deque
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import IlhaError, StorageError
from desktop.core.job import CancelDone, EngineMessage, Failed, Found, Indexed
from desktop.jobs.background import Background
from desktop.state.index import Index
from desktop.worker.indexing import IndexRun, begun
from desktop.worker.search import CANDIDATES, Search
from desktop.worker.survey import look
from desktop.worker.transcripts import begin_transcripts, let_go_transcripts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.core.errors import Failure
    from desktop.core.job import IndexRequest
    from desktop.core.passages import Hit, IndexedFile, Ranking
    from desktop.jobs.lanes import Lanes
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

    Deliver = Callable[[Search, list[Hit]], None]
    """Takes what a search has found."""
    Refuse = Callable[[Failure], None]
    """Takes why nothing could be found."""


class FileIndex(QObject):
    """Keeps an index up to date and searches it.

    Signals:
        files_changed: tuple of IndexedFile, as soon as it is known what became of them.
        files_removed: tuple of paths that the index has forgotten.
        progressed: Progress of the run, None when there is none any more.
        found: (number of the search, tuple of Hit, best first); nothing comes of a search after which another began.
        trouble: Failure that no file is to blame for; the run has ended, and what was read is kept.
    """

    files_changed = Signal(object)
    files_removed = Signal(object)
    progressed = Signal(object)
    found = Signal(int, object)
    trouble = Signal(object)

    def __init__(
        self, home: Home, shelf: ModelShelf, lanes: Lanes, folder: Path, parent: QObject | None = None
    ) -> None:
        """Use the engines of `lanes` for the index in `folder`; nothing is opened yet."""
        super().__init__(parent)
        self._home, self._shelf, self._lanes, self._folder = home, shelf, lanes, folder
        self._background = Background(self)
        self._orders: deque[Callable[[], IndexRun]] = deque()
        self._run: IndexRun | None = None
        self._requests: Iterator[IndexRequest] = iter(())
        self._reading: set[str] = set()
        self._messages: list[EngineMessage] = []
        self._writing = False
        self._given_up = False
        self._newest = 0
        self._asked: dict[str, tuple[Search, Deliver, Refuse | None]] = {}
        lanes.reported.connect(self._take)

    @property
    def transcripts(self) -> Path:
        """Return the folder that transcripts of the history lie in when they are read."""
        return self._home.transcripts

    @property
    def busy(self) -> bool:
        """Say whether files are being read, or wait for it."""
        return self._run is not None or self._writing or bool(self._orders)

    def files(self, done: Callable[[list[IndexedFile]], None]) -> None:
        """Give every file of the index with its state to `done`, later."""

        def read() -> list[IndexedFile]:
            with closing(Index(self._folder)) as index:
                return [look(entry) for entry in index.entries()]

        self._background.run(read, done, self._fail)

    def folders(self, done: Callable[[list[Path]], None]) -> None:
        """Give the folders that were added to `done`, later."""

        def read() -> list[Path]:
            with closing(Index(self._folder)) as index:
                return [root for root, wanted in index.roots().items() if wanted and not root.is_file()]

        self._background.run(read, done, self._fail)

    def add(self, paths: Sequence[Path]) -> None:
        """Read files and folders from now on, also those that could not be read before."""
        self._order(lambda: self._begin(list(paths), add=True))

    def add_transcripts(self) -> None:
        """Read the transcripts of the history as well."""
        self._order(lambda: self._begin([begin_transcripts(self._home)], add=True))

    def update(self, paths: Sequence[Path] | None = None) -> None:
        """Read what has changed in `paths`, or in all that was added."""
        self._order(lambda: self._begin(None if paths is None else list(paths), add=False))

    def remove(self, paths: Sequence[Path]) -> None:
        """Forget files and folders; the files themselves stay."""

        def forget() -> tuple[Path, ...]:
            with closing(Index(self._folder)) as index:
                gone = [file.path for path in paths for file in index.remove(path)]
                index.tidy()
                return tuple(gone)

        self._background.run(forget, self.files_removed.emit, self._fail)

    def give_up(self) -> None:
        """End the run; files that were not read yet stay as they are until the next `update`."""
        self._orders.clear()
        self._requests = iter(())
        self._given_up = True
        self._lanes.cancel(sorted(self._reading))

    def search(self, text: str, *, limit: int = 50, under: Sequence[Path] = ()) -> int:
        """Search, in all files or in some of them; returns the number that `found` will name."""
        self._newest += 1
        number = self._newest

        def tell(_: Search, hits: list[Hit]) -> None:
            if number == self._newest:
                self.found.emit(number, tuple(hits))

        self._find(text, limit, under, tell)
        return number

    def passages(
        self,
        question: str,
        done: Callable[[list[Hit]], None],
        refuse: Refuse,
        *,
        limit: int = 5,
        under: Sequence[Path] = (),
    ) -> None:
        """Give the passages that may answer a question to `done`, later: best first, none when nothing fits.

        Where nobody can say what fits, `refuse` is told why instead.
        """
        self._find(question, CANDIDATES, under, lambda search, hits: done(search.fitting(hits)[:limit]), refuse)

    def stop(self) -> None:
        """Wait for what is being written, and forget transcripts that are gone; whoever owns the engines stops them."""
        self._orders.clear()
        self._requests = iter(())
        self._background.wait()
        if self._folder == self._home.index:
            with suppress(StorageError):  # the next end does it
                let_go_transcripts(self._home)

    # --- reading -----------------------------------------------------------------------------------------------------

    def _order(self, begin: Callable[[], IndexRun]) -> None:
        self._orders.append(begin)
        self._go_on()

    def _begin(self, asked: Sequence[Path] | None, *, add: bool) -> IndexRun:
        with closing(Index(self._folder)) as index:
            return begun(index, self._shelf, self._home, asked, add=add)

    def _go_on(self) -> None:
        """Do the next thing that waits: write what was read, ask for more, tidy up, or begin the next order."""
        if self._writing:
            return
        run = self._run
        if run is None:
            if self._orders:
                self._given_up = False
                self._write(self._orders.popleft(), self._begun)
            return
        if self._messages:
            messages, self._messages = self._messages, []
            self._write(lambda: self._keep(run, messages), self._kept)
        elif not self._reading:
            request = next(self._requests, None)
            if request is None:
                self._write(self._tidy, self._ended)
            else:
                self._reading = {item.job_id for item in request.items}
                self._lanes.submit_reading(request)

    def _write(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self._writing = True

        def finished(result: object) -> None:
            self._writing = False
            done(result)
            self._go_on()

        self._background.run(work, finished, self._break_off)

    def _begun(self, run: object) -> None:
        assert isinstance(run, IndexRun)
        self._run, self._requests = run, iter(()) if self._given_up else run.requests()
        self._kept(None)

    def _keep(self, run: IndexRun, messages: Sequence[EngineMessage]) -> None:
        with closing(Index(self._folder)) as index:
            run.take(index, messages)

    def _kept(self, _: object) -> None:
        assert self._run is not None
        files = tuple(self._run.told())
        if files:
            self.files_changed.emit(files)
        self.progressed.emit(self._run.progress)

    def _tidy(self) -> None:
        with closing(Index(self._folder)) as index:
            index.tidy()

    def _ended(self, _: object) -> None:
        self._run = None
        self.progressed.emit(None)

    def _break_off(self, error: Exception) -> None:
        """End the run after something that would befall every file."""
        self._writing = False
        self._run = None
        self._messages.clear()
        self.give_up()
        self._reading.clear()
        try:
            self._fail(error)
        finally:
            self.progressed.emit(None)

    # --- searching ---------------------------------------------------------------------------------------------------

    def _find(
        self, text: str, limit: int, under: Sequence[Path], deliver: Deliver, refuse: Refuse | None = None
    ) -> None:
        def begin() -> Search:
            with closing(Index(self._folder)) as index:
                return Search(index, self._shelf, self._home, text, limit=limit, under=under)

        fail = partial(self._fail, refuse=refuse)
        self._background.run(begin, lambda search: self._ask(search, deliver, refuse), fail)

    def _ask(self, search: Search, deliver: Deliver, refuse: Refuse | None) -> None:
        if search.request is None:
            self._answer(search, None, deliver, refuse)
            return
        (item,) = search.request.items
        self._asked[item.job_id] = (search, deliver, refuse)
        self._lanes.submit_turn(search.request)

    def _answer(self, search: Search, ranking: Ranking | None, deliver: Deliver, refuse: Refuse | None) -> None:
        def merge() -> list[Hit]:
            with closing(Index(self._folder)) as index:
                return search.hits(index, ranking)

        fail = partial(self._fail, refuse=refuse)
        self._background.run(merge, lambda hits: deliver(search, hits), fail)

    # --- what the engines say ----------------------------------------------------------------------------------------

    @Slot(object)
    def _take(self, messages: list[EngineMessage]) -> None:
        for message in messages:
            job_id = getattr(message, "job_id", "")
            if job_id in self._reading and isinstance(message, Indexed | Failed | CancelDone):
                self._reading.remove(job_id)
                self._messages.append(message)
            elif job_id in self._asked and isinstance(message, Found | Failed | CancelDone):
                self._take_found(self._asked.pop(job_id), message)
        self._go_on()

    def _take_found(self, asked: tuple[Search, Deliver, Refuse | None], message: Found | Failed | CancelDone) -> None:
        """Answer a search; one that cannot be refused is answered by words alone where the engine could not."""
        search, deliver, refuse = asked
        if isinstance(message, Failed):
            (refuse or self.trouble.emit)(message.failure)
        if refuse is None or not isinstance(message, Failed):
            self._answer(search, message.ranking if isinstance(message, Found) else None, deliver, refuse)

    def _fail(self, error: Exception, refuse: Refuse | None = None) -> None:
        """Tell of a failure; a bug is raised where the window reports bugs."""
        if not isinstance(error, IlhaError):
            raise error
        (refuse or self.trouble.emit)(error.failure())

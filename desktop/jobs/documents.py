"""The documents that conversations are answered from: read as soon as they are put to one, asked with each question."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import FolderEmpty, IlhaError
from desktop.core.passages import IndexedFile, IndexState
from desktop.jobs.background import Background
from desktop.jobs.indexer import FileIndex
from desktop.worker.documents import PASSAGES, best, let_go, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from desktop.core.chat import Source
    from desktop.core.errors import Failure
    from desktop.core.job import Progress
    from desktop.core.passages import Hit
    from desktop.jobs.lanes import Lanes
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

    Deliver = Callable[[tuple[Source, ...]], None]
    Refuse = Callable[[Failure], None]


class Documents(QObject):
    """Reads documents, says how far that is, and finds what a question may be answered from.

    Attributes:
        progress: of the reading; None while nothing is read.

    Signals:
        changed: a document is in another state.
    """

    changed = Signal()

    def __init__(
        self, home: Home, shelf: ModelShelf, lanes: Lanes, files: FileIndex, parent: QObject | None = None
    ) -> None:
        """Use the engines of `lanes`; `files` is the index of all that can be searched. Nothing is opened yet."""
        super().__init__(parent)
        self.progress: Progress | None = None
        self._home = home
        self._files = files
        self._index = FileIndex(home, shelf, lanes, home.documents, self)
        self._background = Background(self)
        self._states: dict[Path, IndexedFile] = {}
        self._reading: set[Path] = set()
        self._trouble: Failure | None = None
        self._waiting: list[Callable[[], None]] = []
        self._index.files_changed.connect(self._follow)
        self._index.trouble.connect(self._take_trouble)
        self._index.progressed.connect(self._go_on)

    def stop(self) -> None:
        """Wait for what is being written."""
        self._waiting.clear()
        self._background.wait()
        self._index.stop()

    def read(self, paths: Sequence[Path]) -> None:
        """Read files and folders, or what has changed in them since."""
        if paths:
            self._trouble = None
            self._reading.update(paths)
            self._index.add(paths)
            self.changed.emit()

    def refresh(self, paths: Sequence[Path]) -> None:
        """Read what has changed in documents that were read before."""
        if paths:
            self._index.update(paths)

    def leave(self, path: Path) -> None:
        """Read a document no further; what waits behind it goes on."""
        if path in self._reading:
            others = [other for other in self._reading if other != path and other not in self._states]
            self._index.give_up()
            self._reading.clear()
            self.read(others)

    def state(self, path: Path) -> IndexedFile:
        """Return what is known of a document; a folder is ready when all of it was looked at and some of it read."""
        if path in self._states:
            return self._states[path]
        if path in self._reading:
            return IndexedFile(path=path, state=IndexState.INDEXING)
        inside = str(path).rstrip(os.sep) + os.sep
        known = [file for one, file in self._states.items() if str(one).startswith(inside)]
        passages = sum(file.passages for file in known)
        if any(file.state is IndexState.READY for file in known):
            return IndexedFile(path=path, state=IndexState.READY, passages=passages)
        failure = self._trouble or (known[0].failure if known else FolderEmpty(name=path.name or str(path)).failure())
        return IndexedFile(path=path, state=IndexState.FAILED, failure=failure)

    def find(self, question: str, documents: Sequence[Path], done: Deliver, refuse: Refuse, *, files: bool) -> None:
        """Give the passages that may answer a question to `done` once the documents are read, or the fault to `refuse`.

        Args:
            question: what the user says.
            documents: where to look.
            done: takes the passages, the nearest first; none when nothing fits.
            refuse: takes why nobody can say what fits.
            files: look in all that can be searched as well.
        """

        def look() -> None:
            states = [self.state(path) for path in documents]
            failures = [state.failure for state in states if state.failure is not None and not state.passages]
            if len(failures) == len(documents):
                refuse(self._trouble or failures[0])
                return
            self._index.passages(question, more, refuse, limit=PASSAGES, under=documents)

        def more(hits: list[Hit]) -> None:
            if files:
                self._files.passages(question, lambda found: done(best([*hits, *found])), refuse, limit=PASSAGES)
            else:
                done(best(hits))

        if not documents:
            more([])
        elif self._index.busy:
            self._waiting.append(look)
        else:
            look()

    def text(self, path: Path, done: Callable[[str], None], refuse: Refuse) -> None:
        """Give the text of a document to `done` once it is read, or why there is none to `refuse`."""

        def look() -> None:
            state = self.state(path)
            if state.failure is not None:
                refuse(state.failure)
                return
            self._background.run(partial(text_of, self._home, path), done, partial(_explain, refuse))

        if self._index.busy:
            self._waiting.append(look)
        else:
            look()

    def let_go(self, named: Collection[str]) -> None:
        """Forget the documents that nobody names any more, later."""
        self._background.run(partial(let_go, self._home, named), lambda _: None, partial(_explain, self._take_trouble))

    @Slot(object)
    def _follow(self, files: tuple[IndexedFile, ...]) -> None:
        self._states.update({file.path: file for file in files})
        self.changed.emit()

    @Slot(object)
    def _take_trouble(self, failure: Failure) -> None:
        self._trouble = failure

    @Slot(object)
    def _go_on(self, progress: Progress | None) -> None:
        """Answer what waited until everything is read."""
        self.progress = progress
        if not self._index.busy:
            self._reading.clear()
            waiting, self._waiting = self._waiting, []
            for look in waiting:
                look()
        self.changed.emit()


def _explain(refuse: Refuse, error: Exception) -> None:
    """Hand an explained failure on; a bug is raised where the window reports bugs."""
    if not isinstance(error, IlhaError):
        raise error
    refuse(error.failure())

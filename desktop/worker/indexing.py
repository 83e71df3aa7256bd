"""Bring the index up to date: what has changed is read by an engine, and kept file by file as it comes."""

from __future__ import annotations

import os
import secrets
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import (
    EngineCrashed,
    EngineOutOfMemory,
    Failure,
    IlhaError,
    InputError,
    InternalError,
)
from desktop.core.job import EngineMessage, Failed, Indexed, IndexRequest, Item, Progress
from desktop.core.model import ModelState
from desktop.core.passages import IndexedFile, IndexState
from desktop.media.sniff import is_unicode
from desktop.worker.batch import run_all
from desktop.worker.survey import Survey, survey
from desktop.worker.transcripts import write_transcripts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.core.media import InputFile
    from desktop.core.model import InstalledModel
    from desktop.state.index import Index
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home
    from desktop.worker.client import EngineClient

MAKES_VECTORS, READS_PICTURES = "feature-extraction", "ocr"
FILES_TOGETHER = 32
BYTES_TOGETHER = 1_000_000
"""Of the files of one request: what somebody else asks of the engine waits for one at most."""
FILES_FAULT = (InputError, EngineCrashed, EngineOutOfMemory, InternalError)
"""Errors that say something of the file; any other would befall the next one as well."""


class IndexRun:
    """One run over what has changed."""

    def __init__(self, home: Home, found: Survey, model: InstalledModel, others: Sequence[InstalledModel] = ()) -> None:
        """Begin with what a survey found since `prepare` gave the models."""
        self._told: list[IndexedFile] = list(found.same)
        self._home = home
        self._found = found
        self._model = model
        self._others = tuple(others)
        self._waiting = [file for file, _ in found.changed]
        self._running: dict[str, InputFile] = {}
        self._bytes = self._bytes_left = sum(file.size_bytes for file in self._waiting)
        self._done, self._total = 0, len(self._waiting)
        self._began = time.monotonic()

    @property
    def progress(self) -> Progress:
        """Return how many files of how many were read; the time left goes by their bytes."""
        read = self._bytes - self._bytes_left
        eta_s = (time.monotonic() - self._began) / read * self._bytes_left if read else None
        return Progress(phase="index", done=self._done, total=self._total, eta_s=eta_s)

    def told(self) -> list[IndexedFile]:
        """Return the files of which it is known by now, and was not told yet, what became of them."""
        told, self._told = self._told, []
        return told

    def note(self, index: Index) -> None:
        """Write down what is known before anything is read.

        Raises:
            StorageFull, StorageNotWritable: the disk refuses.
        """
        found = self._found
        for path, stamp in found.touched:
            index.keep_unchanged(path, *stamp)
        index.forget(found.gone)
        index.await_files((path, *stamp) for path, stamp, _ in found.failed)
        self._fail(index, [(path, failure) for path, _, failure in found.failed])
        index.await_files((file.path, file.size_bytes, modified) for file, modified in found.changed)

    def requests(self) -> Iterator[IndexRequest]:
        """Give what is to be asked of an engine."""
        waiting = iter(self._waiting)
        while batch := list(_some(waiting)):
            items = tuple(self._item(file) for file in batch)
            yield IndexRequest(model=self._model, items=items, others=self._others)

    def take(self, index: Index, messages: Sequence[EngineMessage]) -> None:
        """Keep in the index what the engine says of the files of this run.

        Raises:
            IlhaError: it is not the fault of a file, or the disk refuses; nothing that was kept is lost.
        """
        readings, failures = [], []
        fault: IlhaError | None = None
        for message in messages:
            file = (
                self._running.pop(getattr(message, "job_id", ""), None)
                if isinstance(message, Indexed | Failed)
                else None
            )
            if file is None:
                continue
            self._done += 1
            self._bytes_left -= file.size_bytes
            if isinstance(message, Indexed):
                readings.append((file.path, message.reading, message.digest))
            elif isinstance(message, Failed):
                fault = fault or foreign_fault(message.failure)
                failures.append((file.path, message.failure))
        if readings:
            index.put(readings)
            self._told += [
                IndexedFile(path=path, state=IndexState.READY, passages=len(reading.passages))
                for path, reading, _ in readings
            ]
        if fault is not None:
            raise fault
        self._fail(index, failures)

    def _fail(self, index: Index, failures: Sequence[tuple[Path, Failure]]) -> None:
        if failures:
            index.fail(failures)
            self._told += [
                IndexedFile(path=path, state=IndexState.FAILED, failure=failure) for path, failure in failures
            ]

    def _item(self, file: InputFile) -> Item:
        job_id = f"index-{secrets.token_hex(8)}"
        self._running[job_id] = file
        return Item(job_id=job_id, input=file, work=self._home.work / job_id)


def brought_up_to_date(
    index: Index,
    shelf: ModelShelf,
    home: Home,
    client: EngineClient,
    asked: Sequence[Path] | None = None,
    *,
    add: bool = False,
    model: str | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Iterator[IndexedFile]:
    """Read what has changed, and give each file as soon as it is known what became of it.

    Args:
        index: that is brought up to date, and left without a trace of what is gone.
        shelf: with the models.
        home: of the index.
        client: that nobody else waits for meanwhile; whoever made it stops it.
        asked: files and folders, absolute; all that was added when None.
        add: read them from now on, and also those that could not be read before.
        model: id of the model that makes the vectors, else that of the index.
        on_progress: told how far the work is.

    Raises:
        ModelUnknown, NoModelForTask: there is no model.
        IlhaError: something that would befall every file; what was read is kept.
    """
    work = begun(index, shelf, home, asked, add=add, model=model)
    yield from work.told()
    for message in run_all(client, work.requests()):
        work.take(index, [message])
        yield from work.told()
        on_progress(work.progress)
    index.tidy()


def begun(
    index: Index, shelf: ModelShelf, home: Home, asked: Sequence[Path] | None, *, add: bool, model: str | None = None
) -> IndexRun:
    """Return a run that has written down what is known before anything is read; arguments and errors as above."""
    models = prepare(index, shelf, model)
    for path in asked or ():
        if add and os.path.exists(path) and is_unicode(path):  # noqa: PTH110 - Path.exists may raise
            index.add_root(path)
    work = IndexRun(home, looked_at(index, home, asked, again=add), *models)
    work.note(index)
    return work


def prepare(
    index: Index, shelf: ModelShelf, wanted: str | None = None
) -> tuple[InstalledModel, tuple[InstalledModel, ...]]:
    """Return the model that makes the vectors, `wanted` or that of the index, and those that read pictures.

    Raises:
        ModelUnknown, NoModelForTask: there is none.
    """
    model = vector_model(index, shelf, wanted)
    index.use_model(model.spec.id, model.spec.revision)
    return model, tuple(one for one in shelf.for_task(READS_PICTURES)[:1] if one.state is ModelState.READY)


def vector_model(index: Index, shelf: ModelShelf, wanted: str | None = None) -> InstalledModel:
    """Return `wanted`, else the model of the index, else the first that makes vectors; errors as `prepare`."""
    ids = [model.spec.id for model in shelf.for_task(MAKES_VECTORS)]
    if wanted is None and index.model is not None and index.model[0] in ids:
        wanted = index.model[0]
    return shelf.choose(MAKES_VECTORS, wanted)


def looked_at(index: Index, home: Home, asked: Sequence[Path] | None, *, again: bool = False) -> Survey:
    """Return what has changed of `asked`, or of all that is watched."""
    roots = index.roots()
    if roots.get(home.transcripts):
        write_transcripts(home)
    tops = [root for root, wanted in roots.items() if wanted] if asked is None else list(asked)
    return survey(
        tops, index.entries(filter(is_unicode, tops)), roots, ours=home.root, shown=home.transcripts, again=again
    )


def _some(files: Iterator[InputFile]) -> Iterator[InputFile]:
    room = BYTES_TOGETHER
    for file in islice(files, FILES_TOGETHER):
        yield file
        room -= file.size_bytes
        if room <= 0:
            return


def foreign_fault(failure: Failure) -> IlhaError | None:
    """Return the error of a failure that no file is to blame for."""
    kind = IlhaError.by_code.get(failure.code, InternalError)
    return None if issubclass(kind, FILES_FAULT) else kind(detail=failure.detail, **failure.arguments)

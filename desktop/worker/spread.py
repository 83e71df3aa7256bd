"""Requests spread over an executor: batches as bytes to other processes or machines, messages of an engine back.

Any `concurrent.futures.Executor` will do whose workers can import `desktop.worker.remote`. What comes back is in the
form of `run_all`, so whoever takes results need not know where they were made.
"""

from __future__ import annotations

import dataclasses
from collections import deque
from concurrent.futures import FIRST_COMPLETED, CancelledError, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.core.errors import IlhaError, InputNotFound, InputTooLarge, InputUnreadable, ModelNotInstalled
from desktop.core.job import CancelDone, Done, Ended, Failed, RunRequest, Started
from desktop.core.network import WorkerLost, WorkerStrange
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.state.files import private, storage_errors
from desktop.worker import remote
from desktop.worker.parcel import Enclosed, unwrap, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from concurrent.futures import Executor, Future

    from desktop.core.errors import Failure
    from desktop.core.job import EngineMessage, Item
    from desktop.core.media import InputFile
    from desktop.core.model import InstalledModel

    Shun = Callable[[Future[bytes], Failure], bool]

BATCH_ITEMS = 8
BATCH_BYTES = 16 << 20
"""Of the inputs of a batch, but for a larger one that travels by itself."""
FILE_BYTES_AT_MOST = 512 << 20
TIMES_AGAIN = 2
"""A batch whose worker was lost is given again so often."""
_NOWHERE = Path()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """A part of a request, how often it was lost, and whether it was given before."""

    request: RunRequest
    lost: int = 0
    begun: bool = False


def run_spread(
    executor: Executor, workers: int, work: Iterable[RunRequest], *, shun: Shun | None = None
) -> Generator[EngineMessage]:
    """Run requests on an executor and give messages as they come; a batch more than there are workers is under way.

    When the iteration ends early, nothing more is begun.

    Args:
        executor: what carries the batches.
        workers: how many there are behind it.
        work: the requests.
        shun: called when a worker lacks the model, with what it answered; says whether others can try. Where none
            can, nothing more is sent that needs this model.
    """
    fresh, again = _batches(work), deque[_Batch]()
    under_way: dict[Future[bytes], _Batch] = {}
    lacking: dict[str, Failure] = {}
    try:
        while True:
            while len(under_way) <= workers:
                batch = again.popleft() if again else next(fresh, None)
                if batch is None:
                    break
                if (failure := lacking.get(batch.request.model.spec.id)) is not None:
                    yield from _failed(batch, failure)
                else:
                    yield from _give(executor, batch, under_way, again)
            if not under_way and not again:
                return
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                batch = under_way.pop(future)
                said = tuple(_take(future, batch, again))
                if shun is not None and (lack := _lack(said)) is not None:
                    if shun(future, lack):
                        again.append(dataclasses.replace(batch, begun=True))
                        continue
                    lacking[batch.request.model.spec.id] = lack
                yield from said
    finally:
        for future in under_way:
            future.cancel()


def _batches(work: Iterable[RunRequest]) -> Iterator[_Batch]:
    """Cut requests into parts that keep all workers busy and fit into everybody's memory."""
    for request in work:
        part: list[Item] = []
        for item in request.items:
            held = sum(one.input.size_bytes for one in part)
            if part and (len(part) == BATCH_ITEMS or held + item.input.size_bytes > BATCH_BYTES):
                yield _Batch(request=dataclasses.replace(request, items=tuple(part)))
                part.clear()
            part.append(item)
        yield _Batch(request=dataclasses.replace(request, items=tuple(part)))


def _give(
    executor: Executor, batch: _Batch, under_way: dict[Future[bytes], _Batch], again: deque[_Batch]
) -> Iterator[EngineMessage]:
    """Hand a batch over; what cannot be read of it has failed."""
    files: list[Enclosed] = []
    items: list[Item] = []
    for item in batch.request.items:
        try:
            content = _content(item.input)
        except IlhaError as error:
            yield Failed(job_id=item.job_id, failure=error.failure())
            continue
        items.append(item)
        files.append(Enclosed(job_id=item.job_id, name=_bare(item.input.path).name, content=content))
    if not items:
        return
    batch = dataclasses.replace(batch, request=dataclasses.replace(batch.request, items=tuple(items)))
    try:
        under_way[executor.submit(remote.work, wrap([_nameless(batch.request)], files))] = batch
    except IlhaError as error:
        yield from _failed(batch, error.failure())
    except RuntimeError:  # the executor is broken, or was shut down
        yield from _lost(batch, again)
    else:
        yield from (Started(job_id=item.job_id) for item in items if not batch.begun)


def _take(future: Future[bytes], batch: _Batch, again: deque[_Batch]) -> Iterator[EngineMessage]:
    """Return what became of a batch that is over."""
    try:
        parcel = unwrap(future.result())
    except CancelledError:
        yield from (CancelDone(job_id=item.job_id) for item in batch.request.items)
        return
    except IlhaError as error:
        yield from _failed(batch, error.failure())
        return
    except msgspec.ValidationError as error:
        yield from _failed(batch, WorkerStrange(kind="ValidationError", detail=str(error)).failure())
        return
    except Exception:  # noqa: BLE001 - `remote.work` reports what it can, so whoever ran it is gone
        yield from _lost(batch, again)
        return
    said = {message.job_id: message for message in parcel.messages if isinstance(message, Ended)}
    for item in batch.request.items:
        message = said.get(item.job_id)
        if message is None:
            failure = WorkerStrange(kind="silence").failure()
            yield Failed(job_id=item.job_id, failure=failure)
        elif isinstance(message, Done):
            yield _kept(message, item, parcel.contents(item.job_id))
        else:
            yield message


def _lack(said: Iterable[EngineMessage]) -> Failure | None:
    """Return what a worker says that has not the model of a batch."""
    failures = (message.failure for message in said if isinstance(message, Failed))
    return next((failure for failure in failures if failure.code == ModelNotInstalled.code), None)


def _kept(message: Done, item: Item, contents: dict[str, bytes]) -> Done | Failed:
    """Write the artifacts of a result where an engine of this computer would have written them."""
    try:
        with storage_errors(item.work):
            if contents:
                item.work.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name, content in contents.items():
                with open(item.work / name, "wb", opener=private) as file:
                    file.write(content)
    except IlhaError as error:
        return Failed(job_id=item.job_id, failure=error.failure())
    artifacts = tuple(
        dataclasses.replace(artifact, path=item.work / artifact.path.name)
        for artifact in message.result.artifacts
        if artifact.path.name in contents
    )
    return Done(job_id=item.job_id, result=dataclasses.replace(message.result, artifacts=artifacts))


def _lost(batch: _Batch, again: deque[_Batch]) -> Iterator[EngineMessage]:
    if batch.lost < TIMES_AGAIN:
        again.append(dataclasses.replace(batch, lost=batch.lost + 1, begun=True))
    else:
        yield from _failed(batch, WorkerLost().failure())


def _failed(batch: _Batch, failure: Failure) -> Iterator[EngineMessage]:
    return (Failed(job_id=item.job_id, failure=failure) for item in batch.request.items)


def _content(file: InputFile) -> bytes:
    """Return the bytes of an input.

    Raises:
        InputNotFound, InputUnreadable, InputTooLarge: it cannot be sent.
    """
    try:
        size = file.path.stat().st_size
        if size <= FILE_BYTES_AT_MOST:
            return file.path.read_bytes()
    except FileNotFoundError as error:
        raise InputNotFound(name=file.name, detail=str(error)) from error
    except OSError as error:
        raise InputUnreadable(name=file.name, detail=str(error)) from error
    megabytes = QT_TRANSLATE_NOOP("units", "megabytes")
    raise InputTooLarge(name=file.name, found=size >> 20, unit=megabytes, limit=FILE_BYTES_AT_MOST >> 20)


def _nameless(request: RunRequest) -> RunRequest:
    """Return a request without the folders of this computer: they are nobody else's business."""
    return dataclasses.replace(
        request,
        model=_placeless(request.model),
        others=tuple(map(_placeless, request.others)),
        items=tuple(
            dataclasses.replace(item, input=dataclasses.replace(item.input, path=_bare(item.input.path)), work=_NOWHERE)
            for item in request.items
        ),
    )


def _placeless(model: InstalledModel) -> InstalledModel:
    return dataclasses.replace(model, folder=_NOWHERE)


def _bare(path: Path) -> Path:
    """Return the name of a file as it can be written down everywhere; some name their artifacts after it."""
    return Path(path.name.encode("utf-8", "replace").decode())

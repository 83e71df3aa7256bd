"""The other end of a batch that is run elsewhere: an engine behind its wall, started by the process that got the batch.

Whoever starts that process (a Dask worker, a pool of processes) calls `work` with bytes and gets bytes back. The engine
is kept for the next batch and ends with the process. Nothing of the sender stays here: inputs and artifacts lie in
a folder that is emptied after each batch, and finished pieces of long jobs are not kept.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
import platform
import secrets
import shutil
import threading
from contextlib import ExitStack, suppress
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.core.crash import no_dumps, trace
from desktop.core.errors import IlhaError, InternalError, ModelNotInstalled, StorageInUse
from desktop.core.job import Done, Ended, Failed, RunRequest
from desktop.core.network import ModelElsewhere, WorkerBound
from desktop.state.files import private, storage_errors
from desktop.state.holds import alone, in_use, one_at_a_time
from desktop.state.models import ModelShelf
from desktop.state.paths import find_home
from desktop.state.session import session
from desktop.state.settings import load_settings
from desktop.worker.batch import run_all
from desktop.worker.client import EngineClient
from desktop.worker.parcel import Enclosed, Parcel, unwrap, wrap

if TYPE_CHECKING:
    from desktop.core.job import Item
    from desktop.core.model import InstalledModel

_FOLDERS = "batches-"


class _Post:
    """What this process has for batches: a place in the home of this computer, its models, an engine."""

    def __init__(self) -> None:
        """Take a folder of one's own, and remove those of processes that are gone.

        Raises:
            StorageError: nothing can be written there.
            WorkerBound: this process may not start others.
        """
        if multiprocessing.current_process().daemon:
            raise WorkerBound(worker=platform.node())
        no_dumps()
        found = find_home()
        with ExitStack() as ending, storage_errors(found.root):
            home = ending.enter_context(session(found))
            self._folder = home.work / f"{_FOLDERS}{secrets.token_hex(8)}"
            with one_at_a_time(home.work):
                _sweep(home.work)
                self._folder.mkdir(mode=0o700)
                ending.enter_context(in_use([self._folder]))
            ending.callback(shutil.rmtree, self._folder, ignore_errors=True)
            self._client = EngineClient(self._folder, load_settings(home.settings).threads)
            ending.callback(self._client.stop)
            self._shelf = ModelShelf(home)
            # Not atexit: children of multiprocessing end without it.
            self.close = Finalize(None, ending.pop_all().close, exitpriority=10)

    def run(self, request: RunRequest, parcel: Parcel) -> bytes:
        """Run the request of a parcel, and return one with the last word about every job of it."""
        self._shelf.refresh()
        try:
            own = self._own(request, parcel)
            works = {item.job_id: item.work for item in own.items}
            said = [message for message in run_all(self._client, [own]) if isinstance(message, Ended)]
            parts = [_packed(message, works[message.job_id]) for message in said]
            return wrap([message for message, _ in parts], [file for _, files in parts for file in files])
        finally:
            for path in self._folder.iterdir():
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)

    def _own(self, request: RunRequest, parcel: Parcel) -> RunRequest:
        """Return a request with models and files of this computer in the place of the sender's."""
        return dataclasses.replace(
            request,
            model=self._model(request.model),
            others=tuple(self._model(other) for other in request.others),
            items=tuple(
                self._placed(item, parcel.contents(item.job_id), number) for number, item in enumerate(request.items)
            ),
            private=True,
        )

    def _model(self, wanted: InstalledModel) -> InstalledModel:
        """Return the model of this computer that is the same in every byte.

        Raises:
            ModelElsewhere: there is none.
        """
        spec = wanted.spec
        with suppress(ModelNotInstalled):
            found = self._shelf.get(spec.id)
            if found.spec.revision == spec.revision and _digests(found) == _digests(wanted):
                return found
        raise ModelElsewhere(model=spec.id, revision=spec.revision[:12], worker=platform.node())

    def _placed(self, item: Item, contents: dict[str, bytes], number: int) -> Item:
        """Write the input of an item down, and give it a folder for its artifacts; ids of a sender name no paths."""
        folder = self._folder / f"{number}-in"
        with storage_errors(self._folder):
            folder.mkdir(mode=0o700)
            for name, content in contents.items():
                with open(folder / name, "wb", opener=private) as file:
                    file.write(content)
        path = folder / item.input.path.name
        return dataclasses.replace(
            item, input=dataclasses.replace(item.input, path=path), work=self._folder / f"{number}-out"
        )


def _sweep(work: Path) -> None:
    """Remove what processes that were ended left of their batches."""
    for folder in work.glob(f"{_FOLDERS}*"):
        with suppress(StorageInUse, OSError), alone(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _digests(model: InstalledModel) -> dict[str, str]:
    return {file.path: file.sha256 for file in model.spec.files}


def _packed(message: Ended, work: Path) -> tuple[Ended, list[Enclosed]]:
    """Return the last word about a job with its artifacts as bytes, named as the sender may know them."""
    if not isinstance(message, Done):
        return message, []
    paths = [artifact.path for artifact in message.result.artifacts]
    files = [
        Enclosed(job_id=message.job_id, name=path.name, content=path.read_bytes())
        for path in paths
        if path.parent == work and not path.is_symlink()
    ]
    bare = tuple(dataclasses.replace(a, path=Path(a.path.name)) for a in message.result.artifacts)
    result = dataclasses.replace(message.result, artifacts=bare)
    return dataclasses.replace(message, result=result, checkpoint=""), files


class _Place:
    """The post of this process; threads that get a batch each wait for one another."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.post: _Post | None = None


_place = _Place()


def work(content: bytes) -> bytes:
    """Run the request of a parcel on the engine of this process, and return a parcel with what became of each job.

    Raises:
        msgspec.ValidationError: it is no parcel, or one of another version.
    """
    parcel = unwrap(content)
    request = parcel.messages[0] if parcel.messages else None
    if not isinstance(request, RunRequest):
        raise msgspec.ValidationError(type(request).__name__)
    try:
        with _place.turn:
            if _place.post is None:
                _place.post = _Post()
            return _place.post.run(request, parcel)
    except IlhaError as error:
        failure = error.failure()
    except Exception as error:  # noqa: BLE001 - the edge of the machine: the sender is told, as by an engine
        failure = InternalError(kind=type(error).__name__, detail=trace(error)).failure()
    return wrap(Failed(job_id=item.job_id, failure=failure) for item in request.items)


def close() -> None:
    """End the engine of this process before the process ends."""
    with _place.turn:
        if _place.post is not None:
            _place.post.close()
            _place.post = None

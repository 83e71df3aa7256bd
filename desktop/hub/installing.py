"""From files that have arrived to a model that others see: looked into, tried where they lie, published in one step."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from desktop.core.errors import ModelInUse, StorageInUse
from desktop.core.model import InstalledModel, ModelState
from desktop.hub.importing import moved, publish
from desktop.hub.pace import DownloadProgress
from desktop.hub.plan import make_plan
from desktop.state.files import sha256_of, storage_errors
from desktop.state.holds import alone
from desktop.state.models import MANIFEST, look, write_manifest

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.inspection import ModelInspector
    from desktop.core.model import ModelFile, ModelSpec
    from desktop.hub.pending import Pending
    from desktop.state.paths import Home

Tell = Callable[[DownloadProgress], None]


class Converter(Protocol):
    """Makes graphs of models that have none, where it can do no harm."""

    def check(self) -> None:
        """Raise `ConverterMissing` when there is no converter on this computer."""

    def convert(self, folder: Path, out: Path, task: str, report: Callable[[int, int], None]) -> None:
        """Make the folder `out` of `folder`, whole or not at all; `report` is told how many steps of how many are done.

        Raises:
            ModelError, EngineError, StorageError: it cannot be made.
            Cancelled: somebody stopped it.
        """


def install(
    pending: Pending, home: Home, inspector: ModelInspector, converter: Converter | None, tell: Tell
) -> InstalledModel:
    """Make a model of a download of which every file has arrived; it takes the place of an older one.

    Raises:
        ModelError: it does not work here, or its older one is in use.
        EngineError, StorageError: the computer did not let it finish.
    """
    folder = pending.folder
    if pending.converts:
        folder = _converted(pending, converter, tell)
    with storage_errors(folder):
        (folder / MANIFEST).unlink(missing_ok=True)  # of a try that was ended
    tell(DownloadProgress(phase="inspect"))
    plan = make_plan(folder, None, pending.task, None, model=pending.repo)
    found = inspector.inspect(InstalledModel(spec=plan.spec, folder=folder, state=ModelState.READY))
    plan = plan.with_data(found.data).with_languages(found.reads, found.writes)
    with storage_errors(home.models):
        files = (*_digested(plan.spec.files, pending, folder), *(moved(made, folder) for made in found.made))
        spec = _completed(plan.spec, files, pending)
        _leave_only(folder, {file.path for file in files})
    tell(DownloadProgress(phase="try"))
    seconds = inspector.measure(InstalledModel(spec=spec, folder=folder, state=ModelState.READY))
    spec = dataclasses.replace(spec, measured={"seconds_per_input": round(seconds, 5)})
    with storage_errors(home.models):
        write_manifest(folder / MANIFEST, spec)
        _publish(folder, home.models / spec.id, spec.id)
    return look(spec, home.models / spec.id)


def _converted(pending: Pending, converter: Converter | None, tell: Tell) -> Path:
    assert converter is not None
    if not pending.made.exists():
        converter.convert(
            pending.folder,
            pending.made,
            pending.task,
            lambda done, total: tell(DownloadProgress(phase="convert", done=done, total=total)),
        )
    return pending.made


def _digested(files: tuple[ModelFile, ...], pending: Pending, folder: Path) -> tuple[ModelFile, ...]:
    """Return files with their sha256: the one that was compared when it arrived, or one of what is there now."""
    known = {file.path: file.digest for file in pending.files if file.algorithm == "sha256"}
    known = {} if pending.converts else known
    return tuple(
        dataclasses.replace(file, sha256=known.get(file.path) or sha256_of(folder / file.path)) for file in files
    )


def _completed(spec: ModelSpec, files: tuple[ModelFile, ...], pending: Pending) -> ModelSpec:
    return dataclasses.replace(
        spec,
        files=tuple(sorted(files, key=lambda file: file.path)),
        repo=pending.repo,
        revision=pending.commit,
        licence=pending.licence,
        base_licence=pending.base_licence or pending.licence,
    )


def _leave_only(folder: Path, paths: set[str]) -> None:
    """Remove what is no part of the model, such as parts of another try."""
    for place in sorted(folder.rglob("*"), reverse=True):
        if place.is_dir() and not place.is_symlink():
            with suppress(OSError):
                place.rmdir()
        elif place.relative_to(folder).as_posix() not in paths:
            place.unlink()


def _publish(folder: Path, target: Path, model: str) -> None:
    if not target.exists():
        publish(folder, target, model)
        return
    try:
        with alone(target):
            publish(folder, target, model, replaces=True)
    except StorageInUse as error:
        raise ModelInUse(model=model) from error

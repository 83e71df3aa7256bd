"""The store moves to another folder: copied first, used from there on, and only then removed from its old place."""

from __future__ import annotations

import dataclasses
import errno
import os
import shutil
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import Cancelled, ModelInUse, StorageInUse
from desktop.core.usage import FolderTaken
from desktop.hub.meter import ByteMeter, Report
from desktop.hub.pending import FOLDER as DOWNLOADS
from desktop.hub.removal import TRASH, is_removable, written_files
from desktop.hub.staging import check_room, staging, write_down
from desktop.state.files import storage_errors
from desktop.state.holds import alone
from desktop.state.models import MANIFEST, ModelShelf
from desktop.state.settings import load_settings, save_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.model import InstalledModel
    from desktop.state.paths import Home

_CHUNK_BYTES = 1 << 20
_NO_LINKS = frozenset({errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EACCES})
_BESIDE = (TRASH, DOWNLOADS)
"""Folders of the store that hold no models yet, or no more."""
_NEW = "ilha-models"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What a move would be.

    Attributes:
        target: the folder of the models afterwards.
        size_bytes: of all models.
        free_bytes: what the disk of `target` has left.
        copies: whether bytes have to be copied, since that is another disk.
    """

    target: Path
    size_bytes: int
    free_bytes: int
    copies: bool


def plan_move(home: Home, folder: Path) -> Move:
    """Return what a move would be into a folder that somebody chose: there, or in a new one in it when it is not empty.

    Raises:
        FolderTaken: neither can be.
        StorageFull: the disk has no room.
        StorageNotWritable: the folder does not let itself be looked at.
    """
    models = _owned(home)
    target = folder
    with storage_errors(folder):
        if folder != home.models and folder.is_dir() and any(folder.iterdir()):
            target = folder / _NEW
        _check_target(home, target, models)
        disk = next(place for place in (target, *target.parents) if place.is_dir())
        copies = home.models.is_dir() and disk.stat().st_dev != home.models.stat().st_dev
    size_bytes = sum(map(_size, models))
    if copies:
        check_room(disk, size_bytes)
    return Move(target=target, size_bytes=size_bytes, free_bytes=shutil.disk_usage(disk).free, copies=copies)


def move_store(home: Home, folder: Path, report: Report = lambda _: None) -> Home:
    """Move all models to `folder`, which is new, empty, or holds what an earlier move left; returns the new home.

    What is no model of ours stays where it is. Until everything has arrived the old store is the one that is used.

    Raises:
        Cancelled: by `report`; nothing was moved.
        FolderTaken: `folder` holds something else, or lies in the store.
        ModelInUse: an engine works with a model.
        StorageInUse: something is being downloaded.
        StorageError: one of the disks refuses.
    """
    target = folder.expanduser().absolute()
    models = _owned(home)
    with storage_errors(target):
        _check_target(home, target, models)
    with ExitStack() as stack:
        for model in models:
            _hold(stack, model)
        for pending in (home.models / DOWNLOADS).glob("*/"):
            stack.enter_context(alone(pending))
        with storage_errors(target):
            target.mkdir(mode=0o700, parents=True, exist_ok=True)
            target = target.resolve()
            _bring(home, models, target, report)
    settings = load_settings(home.settings)
    save_settings(home.settings, dataclasses.replace(settings, models_folder=str(target)))
    for name in _BESIDE:
        with suppress(OSError):
            if (home.models / name).is_dir() and not (target / name).exists():
                shutil.move(home.models / name, target / name)
    _leave(home, models)
    return dataclasses.replace(home, models=target)


def _owned(home: Home) -> list[InstalledModel]:
    return [model for model in ModelShelf(home).all() if is_removable(home, model)]


def _size(model: InstalledModel) -> int:
    files = (model.folder / path for path in written_files(model))
    return sum(path.stat().st_size for path in files if path.is_file())


def _check_target(home: Home, target: Path, models: Sequence[InstalledModel]) -> None:
    """Refuse a folder that holds anything but copies of our models."""
    real, store = Path(os.path.realpath(target)), Path(os.path.realpath(home.models))
    nested = real.is_relative_to(store) or store.is_relative_to(real)
    if nested or (real.exists() and not real.is_dir()):
        raise FolderTaken(folder=str(target))
    ours = {model.folder.relative_to(home.models).parts[0] for model in models}
    found = {place.name for place in target.iterdir()} if target.is_dir() else set()
    if {name for name in found if not name.startswith(".part-")} - ours:
        raise FolderTaken(folder=str(target))
    for model in models:
        there = target / model.folder.relative_to(home.models)
        if there.exists() and _manifest(there) != _manifest(model.folder):
            raise FolderTaken(folder=str(target))


def _manifest(folder: Path) -> bytes:
    try:
        return (folder / MANIFEST).read_bytes()
    except OSError:
        return b""


def _hold(stack: ExitStack, model: InstalledModel) -> None:
    try:
        stack.enter_context(alone(model.folder))
    except StorageInUse as error:
        raise ModelInUse(model=model.spec.id) from error


def _bring(home: Home, models: Sequence[InstalledModel], target: Path, report: Report) -> None:
    """Put every model into `target`, each in one step."""
    waiting = [model for model in models if not (target / model.folder.relative_to(home.models)).exists()]
    if not waiting:
        return
    total = sum(map(_size, waiting))
    if target.stat().st_dev != home.models.stat().st_dev:
        check_room(target, total)
    meter = ByteMeter("move", total, report)
    brought: list[Path] = []
    try:
        for model in waiting:
            place = target / model.folder.relative_to(home.models)
            _bring_one(model, place, target, meter)
            brought.append(place)
    except Cancelled:
        for place in brought:
            shutil.rmtree(place, ignore_errors=True)
            with suppress(OSError):
                place.parent.rmdir()
        raise


def _bring_one(model: InstalledModel, place: Path, target: Path, meter: ByteMeter) -> None:
    with staging(target, 0) as stage:
        copy = stage / "model"
        _copy(model, copy, meter)
        for below in (*(path for path in copy.rglob("*") if path.is_dir()), copy):
            write_down(below)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy.rename(place)
        write_down(place.parent)


def _copy(model: InstalledModel, folder: Path, meter: ByteMeter) -> None:
    """Give the files of a model a second name where both folders lie on one disk, else copy their bytes."""
    for path in sorted(written_files(model)):
        source, place = model.folder / path, folder / path
        if source.is_symlink() or not source.is_file():
            continue  # a file that is missing is missing there too
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            os.link(source, place)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            _copy_bytes(source, place, meter)


def _copy_bytes(source: Path, place: Path, meter: ByteMeter) -> None:
    with source.open("rb") as file, place.open("xb") as copy:
        while chunk := file.read(_CHUNK_BYTES):
            copy.write(chunk)
            meter.add(len(chunk))
        copy.flush()
        os.fsync(copy.fileno())


def _leave(home: Home, models: Sequence[InstalledModel]) -> None:
    """Remove the models from the old place; what is not ours stays there, and a leftover does no harm."""
    for model in models:
        for path in written_files(model):
            with suppress(OSError):
                (model.folder / path).unlink()
        for parent, _, _ in os.walk(model.folder, topdown=False):
            with suppress(OSError):
                Path(parent).rmdir()
        if model.folder.parent != home.models:
            with suppress(OSError):
                model.folder.parent.rmdir()
    with suppress(OSError):
        home.models.rmdir()

"""Models that go: into a trash inside the store first, and for good when it is emptied.

What Ilha did not write is never touched: what lies behind a link, and what no manifest names.
"""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.core.errors import ModelExists, ModelInUse, ModelKept, ModelNotInstalled, StorageError, StorageInUse
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.layout import role_of
from desktop.hub.pending import FOLDER as DOWNLOADS
from desktop.hub.pending import pending_downloads
from desktop.hub.staging import leftovers, write_down
from desktop.state.files import replace_file, storage_errors
from desktop.state.holds import alone
from desktop.state.models import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.core.model import InstalledModel
    from desktop.state.paths import Home

TRASH = ".trash"
_RECORD, _FILES = "record.json", "model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What left the store, or the disk.

    Attributes:
        id: of the model; the name of the folder for what never became one.
        freed_bytes: exactly what its files held.
        place: the folder in the trash; None when it is gone for good.
    """

    id: str
    freed_bytes: int
    place: Path | None = None


class _Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    folder: str
    files: tuple[str, ...]


def is_removable(home: Home, model: InstalledModel) -> bool:
    """Say whether a model lies in the store of this home, in plain folders."""
    try:
        _check_place(home, model)
    except ModelKept:
        return False
    return True


def remove(home: Home, model: InstalledModel) -> Removed:
    """Move a model to the trash of the store.

    Raises:
        ModelKept: it is part of the program, or does not lie in the store itself.
        ModelInUse: an engine works with it.
        ModelNotInstalled: it is gone already.
        StorageError: the system refuses.
    """
    _check_place(home, model)
    try:
        with storage_errors(home.models), alone(model.folder):
            return _to_trash(home, model)
    except StorageInUse as error:
        raise ModelInUse(model=model.spec.id) from error
    except StorageError:
        if model.folder.exists():
            raise
        raise ModelNotInstalled(model=model.spec.id) from None  # another program was faster


def restore(home: Home, removed: Removed) -> None:
    """Put a model back that `remove` moved to the trash.

    Raises:
        ModelExists: another one took its place.
        StorageError: the system refuses.
    """
    assert removed.place is not None
    record = _read_record(removed.place)
    assert record is not None
    target = home.models / record.folder
    with storage_errors(home.models):
        if target.exists():
            raise ModelExists(model=removed.id)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (removed.place / _FILES).rename(target)
        (removed.place / _RECORD).unlink()
        removed.place.rmdir()


def in_trash(home: Home) -> tuple[Removed, ...]:
    """Return what lies in the trash."""
    found = []
    for place in _trash(home):
        record = _read_record(place)
        if record is not None:
            size_bytes = sum(size for _, size in _own_files(place / _FILES, frozenset(record.files)))
            found.append(Removed(id=record.id, freed_bytes=size_bytes, place=place))
    return tuple(found)


def collect_garbage(home: Home) -> tuple[Removed, ...]:
    """Empty the trash and remove what imports and downloads left that will never go on; returns what is gone for good.

    A download that waits for its turn, or can go on where it stopped, stays.

    Raises:
        StorageError: the system refuses.
    """
    with storage_errors(home.models):
        gone = [_delete(removed) for removed in in_trash(home)]
        for left in (*leftovers(home.models), *_abandoned(home)):
            files = tuple(path.relative_to(left).as_posix() for path in left.rglob("*") if path.is_file())
            gone.append(Removed(id=left.name, freed_bytes=_delete_files(left, frozenset(files))))
        with suppress(OSError):
            (home.models / TRASH).rmdir()
    return tuple(gone)


def _abandoned(home: Home) -> Iterator[Path]:
    """Give what is left of downloads whose plan is gone, so that nobody will ever go on with them."""
    waiting = {pending.place for pending in pending_downloads(home)}
    downloads = home.models / DOWNLOADS
    for place in sorted(downloads.iterdir()) if downloads.is_dir() and not downloads.is_symlink() else ():
        if place not in waiting and place.is_dir() and not place.is_symlink():
            with suppress(StorageInUse, OSError), alone(place):
                yield place


# --- whose it is -----------------------------------------------------------------------------------------------------


def _check_place(home: Home, model: InstalledModel) -> None:
    """Raise `ModelKept` for a model that lies elsewhere than its folder says, or elsewhere than in the store."""
    folder, models = model.folder, home.models
    if not folder.is_relative_to(models) or folder == models:
        reason = QT_TRANSLATE_NOOP("errors", "It is a part of the program.")
        raise ModelKept(model=model.spec.id, reason=reason)
    below = folder.relative_to(models)
    if any((models / part).is_symlink() for part in (below, *below.parents[:-1])) or ".." in below.parts:
        reason = QT_TRANSLATE_NOOP("errors", "It lies behind a link, so Ilha did not write it.")
        remedy = QT_TRANSLATE_NOOP("errors", "Remove the link “{folder}” yourself.")
        raise ModelKept(model=model.spec.id, reason=reason, remedy=remedy, folder=str(folder))


def written_files(model: InstalledModel) -> frozenset[str]:
    """Return the paths of what Ilha wrote of a model; by their names when its manifest cannot be read any more."""
    if model.spec.files:
        return frozenset({MANIFEST, *(file.path for file in model.spec.files)})
    found = (place.relative_to(model.folder).as_posix() for place in model.folder.rglob("*"))
    return frozenset({MANIFEST, *(path for path in found if ".onnx" in path or role_of(path) is not None)})


def _own_files(folder: Path, own: frozenset[str]) -> Iterator[tuple[Path, int]]:
    """Give the files of a folder that are among its own, with their sizes; links count as they are."""
    for parent, _, names in os.walk(folder):
        for name in names:
            place = Path(parent, name)
            if place.relative_to(folder).as_posix() in own:
                found = place.lstat()
                yield place, found.st_size if stat.S_ISREG(found.st_mode) else 0


# --- the trash -------------------------------------------------------------------------------------------------------


def _trash(home: Home) -> tuple[Path, ...]:
    trash = home.models / TRASH
    return tuple(sorted(trash.iterdir())) if trash.is_dir() and not trash.is_symlink() else ()


def _read_record(place: Path) -> _Record | None:
    try:
        return msgspec.json.decode((place / _RECORD).read_bytes(), type=_Record)
    except (OSError, msgspec.MsgspecError):
        return None


def _to_trash(home: Home, model: InstalledModel) -> Removed:
    """Rename the whole folder, in one step, then put back what is not ours."""
    own = written_files(model)
    size_bytes = sum(size for _, size in _own_files(model.folder, own))
    place = home.models / TRASH / secrets.token_hex(8)
    place.mkdir(mode=0o700, parents=True)
    record = _Record(
        id=model.spec.id, folder=model.folder.relative_to(home.models).as_posix(), files=tuple(sorted(own))
    )
    replace_file(place / _RECORD, msgspec.json.encode(record))
    model.folder.rename(place / _FILES)
    _give_back(place / _FILES, model.folder, own)
    if model.folder.parent != home.models:
        with suppress(OSError):
            model.folder.parent.rmdir()
    write_down(home.models)
    return Removed(id=model.spec.id, freed_bytes=size_bytes, place=place)


def _give_back(folder: Path, target: Path, own: frozenset[str]) -> None:
    """Move what is not among `own` back to where it was."""
    foreign = [
        place
        for parent, folders, names in os.walk(folder)
        for place in (Path(parent, name) for name in (*names, *folders))
        if (place.is_symlink() or not place.is_dir()) and place.relative_to(folder).as_posix() not in own
    ]
    for place in foreign:
        back = target / place.relative_to(folder)
        back.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.rename(back)


def _delete(removed: Removed) -> Removed:
    assert removed.place is not None
    record = _read_record(removed.place)
    assert record is not None
    freed_bytes = _delete_files(removed.place / _FILES, frozenset(record.files))
    with suppress(OSError):  # a stranger's file that could not be put back stays, and its record with it
        if not (removed.place / _FILES).exists():
            (removed.place / _RECORD).unlink()
        removed.place.rmdir()
    return Removed(id=removed.id, freed_bytes=freed_bytes)


def _delete_files(folder: Path, own: frozenset[str]) -> int:
    """Delete files and the folders that are empty then; returns how many bytes they held."""
    freed_bytes = 0
    for place, size_bytes in _own_files(folder, own):
        place.unlink()
        freed_bytes += size_bytes
    for parent, _, _ in os.walk(folder, topdown=False):
        with suppress(OSError):
            Path(parent).rmdir()
    return freed_bytes

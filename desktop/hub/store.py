"""The store at a glance: what each model takes, where it is from and when it was last used."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.core.model import InstalledModel
from desktop.hub.pending import FOLDER as DOWNLOADS
from desktop.hub.removal import in_trash, is_removable
from desktop.hub.staging import leftovers
from desktop.state.models import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from desktop.state.history import History
    from desktop.state.paths import Home


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptModel:
    """A model on this computer.

    Attributes:
        model: what it is, where it lies and whether it is whole.
        source: repository it comes from; `program` for a part of the program, `folder` when nobody said.
        size_bytes: what it takes on the disk.
        last_used: when a job that is still in the history ended with it, in seconds since the epoch; None for never.
        removable: whether it lies in the store, so that it can be moved, removed and given away.
    """

    model: InstalledModel
    source: str
    size_bytes: int
    last_used: float | None
    removable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskUse:
    """What the store takes, in bytes.

    Attributes:
        models: by id of the model.
        trash_bytes: of what was removed and not yet deleted.
        unfinished_bytes: of downloads that are not finished, and of what imports left behind that ended early.
        free_bytes: what the disk has left.
    """

    models: dict[str, int]
    trash_bytes: int
    unfinished_bytes: int
    free_bytes: int

    @property
    def total_bytes(self) -> int:
        """Return everything together."""
        return sum(self.models.values()) + self.trash_bytes + self.unfinished_bytes


def kept_models(home: Home, models: Iterable[InstalledModel], history: History) -> tuple[KeptModel, ...]:
    """Return what is known of models, in their order."""
    used = history.last_used()
    return tuple(_kept(home, model, used) for model in models)


def disk_use(home: Home, models: Iterable[InstalledModel]) -> DiskUse:
    """Measure the store that holds these models; those that are a part of the program do not count."""
    owned = [model for model in models if is_removable(home, model)]
    return DiskUse(
        models={model.spec.id: _size(model) for model in owned},
        trash_bytes=sum(removed.freed_bytes for removed in in_trash(home)),
        unfinished_bytes=sum(map(_folder_size, (*leftovers(home.models), home.models / DOWNLOADS))),
        free_bytes=shutil.disk_usage(home.models).free if home.models.is_dir() else 0,
    )


def _kept(home: Home, model: InstalledModel, used: dict[str, float]) -> KeptModel:
    removable = is_removable(home, model)
    return KeptModel(
        model=model,
        source=(model.spec.repo or "folder") if removable else "program",
        size_bytes=_size(model),
        last_used=used.get(model.spec.id),
        removable=removable,
    )


def _size(model: InstalledModel) -> int:
    paths = (MANIFEST, *(file.path for file in model.spec.files))
    return sum(_file_size(model.folder / path) for path in paths)


def _file_size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0


def _folder_size(folder: Path) -> int:
    return sum(_file_size(path) for path in folder.rglob("*") if not path.is_dir())

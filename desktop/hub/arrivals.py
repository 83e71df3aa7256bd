"""One door for models that are on this computer already: a folder, an archive or kit, a cache of the Hub."""

from __future__ import annotations

import os
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.core.errors import IlhaError
from desktop.hub.archive import looks_like_archive, open_archive
from desktop.hub.huggingface_cache import check_blobs, snapshots
from desktop.hub.importing import import_folder
from desktop.hub.kit import import_archive

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from desktop.core.errors import Failure
    from desktop.core.inspection import ModelInspector
    from desktop.core.model import InstalledModel
    from desktop.hub.huggingface_cache import Snapshot
    from desktop.hub.meter import Report
    from desktop.state.paths import Home


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A model among several that was not taken, and why."""

    name: str
    failure: Failure


def holds_models(path: Path) -> bool:
    """Say whether a folder or an archive looks like one that `import_path` takes; little of it is looked at."""
    if _is_file(path):
        return looks_like_archive(path) and _packs_models(path)
    if snapshots(path):
        return True
    described = any(_is_file(path / name) for name in ("manifest.json", "config.json"))
    return described and any(next(folder.glob("*.onnx"), None) for folder in (path, path / "onnx"))


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises where a folder above forbids to look


def _packs_models(path: Path) -> bool:
    """Look at the list of a zip; a tar has none, and nothing else takes one either."""
    if not zipfile.is_zipfile(path):
        return True
    try:
        return any(name.endswith(".onnx") for name in open_archive(path).sizes)
    except IlhaError:
        return True  # the import says what is wrong with it


def import_path(
    path: Path,
    *,
    home: Home,
    inspector: ModelInspector,
    name: str | None = None,
    task: str | None = None,
    variant: str | None = None,
    report: Report = lambda _: None,
) -> Generator[InstalledModel | Refused]:
    """Install what lies at `path`, and give each model as soon as it is ready.

    A folder becomes `local/<name>`, the models of a kit keep their names, and those of a cache of the Hub are called
    like their repositories. Of a cache with several models one that is refused stops none of the others.

    Args:
        path: of a folder, an archive, a cache or the folder of one repository in it.
        home: whose store takes the models.
        inspector: looks into models where it can do no harm.
        name: see `import_folder`; not for kits.
        task: likewise.
        variant: which precision; not for kits.
        report: is told how far it is, at most ten times a second; what it raises ends the import.

    Raises:
        ArchiveRefused: an archive is damaged, was altered, or was made to do harm.
        InputError, ModelError, StorageError, UsageError: see `import_folder`.
    """
    if _is_file(path) and looks_like_archive(path):
        yield from import_archive(
            path, home=home, inspector=inspector, name=name, task=task, variant=variant, report=report
        )
        return
    cached = snapshots(path)

    def take(snapshot: Snapshot) -> InstalledModel:
        folder = check_blobs(snapshot, variant)
        return import_folder(
            folder,
            home=home,
            inspector=inspector,
            name=name,
            task=task,
            variant=variant,
            identity=snapshot.identity if name is None else None,
            report=report,
        )

    if len(cached) == 1:
        yield take(cached[0])
    elif cached:
        for snapshot in cached:
            try:
                yield take(snapshot)
            except IlhaError as error:
                yield Refused(name=snapshot.repo, failure=error.failure())
    else:
        yield import_folder(path, home=home, inspector=inspector, name=name, task=task, variant=variant, report=report)

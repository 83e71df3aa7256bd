"""Move what an engine wrote from its work folder to the user's artifacts."""

from __future__ import annotations

import dataclasses
import os
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.recipe import is_step, run_of
from desktop.state.files import storage_errors
from desktop.state.paths import CHECKPOINTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.core.result import Artifact, Result
    from desktop.state.paths import Home


def work_folder(home: Home, job_id: str) -> Path:
    """Return the folder an engine writes the artifacts of a job to."""
    return home.work / job_id


def keep_artifacts(home: Home, job_id: str, result: Result) -> Result:
    """Move the artifacts of a finished job to `home.artifacts` and return the result that names them there.

    Only plain files directly inside the job's work folder are taken, whatever the engine says; what the steps of a
    recipe's run have kept stays with them.

    Raises:
        StorageFull, StorageNotWritable: they could not be moved; the work folder is left as it is.
    """
    if not result.artifacts:
        return result
    source, target = work_folder(home, job_id), home.artifacts / job_id
    honest = [artifact for artifact in result.artifacts if artifact.path.parent == source]
    with storage_errors(home.artifacts):
        kept = tuple(_move(artifact, target) for artifact in honest if stat.S_ISREG(artifact.path.lstat().st_mode))
    shutil.rmtree(source, ignore_errors=True)
    return dataclasses.replace(result, artifacts=kept + tuple(a for a in result.artifacts if _of_step(home, job_id, a)))


def share_artifacts(home: Home, job_id: str, result: Result) -> Result:
    """Give a job the artifacts of an earlier result as its own, and return the result that names them.

    Raises:
        StorageFull, StorageNotWritable: they are gone, or there is no room for them.
    """
    with storage_errors(home.artifacts):
        shared = tuple(_share(artifact, home.artifacts / job_id) for artifact in result.artifacts)
    return dataclasses.replace(result, artifacts=shared)


def _of_step(home: Home, run_id: str, artifact: Artifact) -> bool:
    folder = artifact.path.parent
    return folder.parent == home.artifacts and is_step(folder.name) and run_of(folder.name) == run_id


def share_file(source: Path, place: Path) -> None:
    """Have a file among the artifacts at another place as well, in the stead of what is there; errors as the system's.

    Nobody writes into artifacts, so two jobs may own the same bytes.
    """
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    try:
        os.link(source, place)
    except OSError:
        shutil.copyfile(source, place)


def _share(artifact: Artifact, folder: Path) -> Artifact:
    place = folder / artifact.path.name
    share_file(artifact.path, place)
    return dataclasses.replace(artifact, path=place)


def _move(artifact: Artifact, folder: Path) -> Artifact:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / artifact.path.name
    shutil.move(artifact.path, place)
    return dataclasses.replace(artifact, path=place)


def discard_work(home: Home, job_ids: Iterable[str]) -> None:
    """Remove what unfinished jobs left behind."""
    for job_id in job_ids:
        shutil.rmtree(work_folder(home, job_id), ignore_errors=True)


def discard_artifacts(home: Home, purged: Iterable[tuple[str, Path | None]]) -> None:
    """Remove the files of jobs that left the history: artifacts, and inputs that were pasted rather than dropped."""
    for job_id, source in purged:
        shutil.rmtree(home.artifacts / job_id, ignore_errors=True)
        if source is not None and source.parent == home.pasted:
            source.unlink(missing_ok=True)


def discard_checkpoint(home: Home, name: str) -> None:
    """Remove the finished pieces of a job whose result is kept; an empty name stands for none."""
    if name and name == Path(name).name:
        (home.work / CHECKPOINTS / name).unlink(missing_ok=True)

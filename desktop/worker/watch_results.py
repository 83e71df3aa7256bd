"""Put the results of a watched folder where they belong, once, also when a program ended in the middle of it."""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.state.files import sha256_of, storage_errors
from desktop.state.paths import AGAIN
from desktop.worker.delivery import Delivery

if TYPE_CHECKING:
    from desktop.core.job import Job
    from desktop.core.result import Artifact
    from desktop.core.watch import Watch
    from desktop.state.paths import Home
    from desktop.state.settings import Settings


def deliver(watch: Watch, job: Job, home: Home, settings: Settings, *, again: bool = False) -> list[Artifact]:
    """Write what a watch wants of a finished job, its first form by default; returns what lies there now.

    What may have been begun before is compared `again` with what lies there already. Where nothing can be written it is
    written nowhere else: nobody would look for it there.

    Raises:
        IlhaError: it cannot be written.
    """
    from desktop.media.export import formats, own_format
    from desktop.media.names import writable_folder

    result = job.result
    assert result is not None
    wanted = watch.formats or formats(result.kind, job.input, own=own_format(result))[:1]
    writable_folder(watch.out, watch.out)

    def write(folder: Path) -> list[Artifact]:
        made = Delivery(home, settings, wanted, folder).deliver(job, result).artifacts
        return [artifact for artifact in made if artifact not in result.artifacts]

    if not again:
        return write(watch.out)
    with storage_errors(home.artifacts), tempfile.TemporaryDirectory(dir=home.artifacts, prefix=AGAIN) as place:
        made = write(Path(place))
        paths = [_lies_in(watch.out, one.path) or _put(watch.out, one.path) for one in made]
    return [dataclasses.replace(one, path=path) for one, path in zip(made, paths, strict=True)]


def _lies_in(folder: Path, made: Path) -> Path | None:
    """Return where the same lies already under one of the names that it would get."""
    from desktop.media.names import candidates

    for name in candidates(made.name):
        there = folder / name
        if not there.exists():
            return None
        if made.is_dir() is there.is_dir() and (made.is_dir() or sha256_of(there) == sha256_of(made)):
            return there
    raise AssertionError("names ended")


def _put(folder: Path, made: Path) -> Path:
    from desktop.media.names import candidates
    from desktop.media.storage import copy_file, publish_folder

    if made.is_dir():
        return publish_folder(folder, candidates(made.name), partial(shutil.copytree, made, dirs_exist_ok=True))
    return copy_file(made, folder, candidates(made.name))

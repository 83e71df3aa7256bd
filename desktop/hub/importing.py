"""Install a model from a folder on this computer: look at it, copy it, try it, and only then show it to anybody."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import InputUnreadable, ModelDigestMismatch, ModelExists
from desktop.core.job import Progress
from desktop.core.model import InstalledModel, ModelFile, ModelSpec, ModelState
from desktop.hub.meter import ByteMeter, Report
from desktop.hub.plan import make_plan
from desktop.hub.staging import staging, write_down
from desktop.state.files import replace_file, sha256_of, storage_errors
from desktop.state.models import MANIFEST, check_source, look, model_at, revision_of, write_manifest

if TYPE_CHECKING:
    from desktop.core.inspection import ModelInspector
    from desktop.hub.plan import Plan
    from desktop.state.paths import Home

_CHUNK_BYTES = 1 << 20
REPLACED = "-replaced"
"""How the name of a folder goes on in which a model waits that another one takes the place of."""
_TAKEN = frozenset({errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a model is called that comes from a repository or another computer; without a revision its files tell it."""

    id: str
    repo: str
    revision: str


def import_folder(
    folder: Path,
    *,
    home: Home,
    inspector: ModelInspector,
    name: str | None = None,
    task: str | None = None,
    variant: str | None = None,
    identity: Identity | None = None,
    ours: bool = False,
    report: Report = lambda _: None,
) -> InstalledModel:
    """Install the model in `folder` as `local/<name>`; whatever ends this early leaves nothing behind.

    Args:
        folder: in the layout of the Hub, or of its cache.
        home: whose store takes the model.
        inspector: looks into the model where it can do no harm.
        name: None for the name of the folder.
        task: None when the folder shall tell.
        variant: None for the one that runs best on a CPU.
        identity: what it is called instead, if that is known.
        ours: whether the folder is a temporary one on the disk of the store, whose files may be moved.
        report: is told how far it is, at most ten times a second; what it raises ends the import.

    Returns:
        The model, ready; also when the same one was there already.

    Raises:
        InputError: the folder cannot be read.
        ModelError: it holds no model that works, and the file is named; or another model has the name.
        StorageError: the store cannot take it.
        UsageError: a wrong name, task or variant.
    """
    check_source(folder)
    report(Progress(phase="inspect", done=0, total=None))
    plan = make_plan(folder, name, task, variant, identity.id if identity is not None else None)
    target = home.models / plan.spec.id
    check_place(target, plan.spec.id)
    found = inspector.inspect(InstalledModel(spec=plan.spec, folder=plan.source.root, state=ModelState.READY))
    plan = plan.with_data(found.data).with_languages(found.reads, found.writes)
    if identity is not None:
        spec = dataclasses.replace(plan.spec, repo=identity.repo, revision=identity.revision)
        plan = dataclasses.replace(plan, spec=spec)
    present = _present(target)
    if present is not None and present.state is ModelState.READY:
        if _is_same(present.spec, plan, found.made):
            return present
        raise ModelExists(model=plan.spec.id)
    with storage_errors(home.models), staging(home.models, 0 if ours else plan.spec.size_bytes) as stage:
        files = (*_copies(plan, stage, report, ours=ours), *(moved(made, stage) for made in found.made))
        spec = dataclasses.replace(plan.spec, files=tuple(sorted(files, key=lambda file: file.path)))
        spec = dataclasses.replace(spec, revision=spec.revision or revision_of(spec.files))
        report(Progress(phase="try", done=0, total=None))
        seconds = inspector.measure(InstalledModel(spec=spec, folder=stage, state=ModelState.READY))
        spec = dataclasses.replace(spec, measured={"seconds_per_input": round(seconds, 5)})
        write_manifest(stage / MANIFEST, spec)
        publish(stage, target, spec.id)
    return look(spec, target)


# --- what is there already -------------------------------------------------------------------------------------------


def check_place(target: Path, model: str) -> None:
    """Raise `ModelExists` when what lies where a model is to be is none of ours, before time is spent on it."""
    if (target / MANIFEST).exists() or not os.path.lexists(target):
        return
    with storage_errors(target):
        if target.is_symlink() or not target.is_dir() or any(target.iterdir()):
            raise ModelExists(model=model)


def _present(target: Path) -> InstalledModel | None:
    """Return the model that lies where the new one would."""
    manifest = target / MANIFEST
    return model_at(manifest) if manifest.exists() else None


def _is_same(present: ModelSpec, plan: Plan, made: tuple[Path, ...]) -> bool:
    """Say whether what is installed is what would be: for the same task, with the same files."""
    if (present.task, present.variant) != (plan.spec.task, plan.spec.variant):
        return False
    sizes = {file.path: file.size_bytes for file in plan.spec.files} | {path.name: path.stat().st_size for path in made}
    if sizes != {file.path: file.size_bytes for file in present.files}:
        return False
    digests = {file.path: file.sha256 for file in present.files}
    places = {file.path: plan.source.files[file.path] for file in plan.spec.files} | {path.name: path for path in made}
    return all(sha256_of(place) == digests[path] for path, place in places.items())


# --- writing ---------------------------------------------------------------------------------------------------------


def _copies(plan: Plan, stage: Path, report: Report, *, ours: bool) -> Iterator[ModelFile]:
    """Copy the files of a plan, or move those of a folder of `ours`; gives each as it is now."""
    meter = ByteMeter("copy", plan.spec.size_bytes, report)
    for file in plan.spec.files:
        digest = hashlib.sha256()
        place = stage / file.path
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if ours and file.sha256:
            plan.source.files[file.path].rename(place)  # its digest was found a moment ago, in a folder of ours
            yield file
            continue
        with place.open("xb") as copy:
            for chunk in _chunks(plan.source.files[file.path], file.path):
                copy.write(chunk)
                digest.update(chunk)
                meter.add(len(chunk))
            size_bytes = copy.tell()
            copy.flush()
            os.fsync(copy.fileno())
        found = digest.hexdigest()
        if file.sha256 not in {"", found}:
            raise ModelDigestMismatch(model=plan.spec.id, file=file.path, expected=file.sha256, found=found)
        yield dataclasses.replace(file, size_bytes=size_bytes, sha256=found)


def _chunks(source: Path, name: str) -> Iterator[bytes]:
    try:
        with source.open("rb") as original:
            while chunk := original.read(_CHUNK_BYTES):
                yield chunk
    except OSError as error:
        raise InputUnreadable(name=name, detail=str(error)) from error


def moved(made: Path, stage: Path) -> ModelFile:
    """Take a file the engine made; only a plain one, and only under the name it has."""
    place = stage / made.name
    if made.is_symlink() or not made.is_file():
        raise InputUnreadable(name=made.name)
    replace_file(place, made.read_bytes())
    return ModelFile(path=made.name, size_bytes=place.stat().st_size, sha256=sha256_of(place), role="tokenizer")


def publish(stage: Path, target: Path, model: str, *, replaces: bool = False) -> None:
    """Give the finished folder its name, in one step.

    A model that was broken there makes room, or whatever model it `replaces`; anything else that lies there stays.

    Raises:
        ModelExists: the name is taken.
    """
    for folder in (*(path for path in stage.rglob("*") if path.is_dir()), stage):
        write_down(folder)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    broken = stage.with_name(f"{stage.name}{REPLACED}")
    present = _present(target)
    if present is not None and (replaces or present.state is not ModelState.READY):
        target.rename(broken)
    try:
        stage.rename(target)
    except OSError as error:
        if error.errno in _TAKEN:
            raise ModelExists(model=model) from error
        raise
    write_down(target.parent)
    shutil.rmtree(broken, ignore_errors=True)

"""Which models are on this computer: the starter models of the program and those of the store."""

from __future__ import annotations

import hashlib
import importlib.util
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import msgspec

from desktop.core.chat import TASK as CHAT
from desktop.core.errors import InputNotFound, InputUnreadable, ModelIsFile, ModelNotInstalled, NoModelForTask
from desktop.core.model import InstalledModel, ModelFile, ModelSpec, ModelState
from desktop.core.usage import ModelUnknown
from desktop.state.catalogue import suggested
from desktop.state.files import replace_file
from desktop.state.paths import Home, resources

MANIFEST = "manifest.json"
STARTER = "starter/"
"""What the ids of the models of the program begin with."""


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    path: str
    size_bytes: int
    sha256: str
    role: str


class _Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    package: str
    version: str
    archive: str
    archive_sha256: str
    member: str
    sha256: str
    licence: str


class _Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: Literal[1]
    id: str
    task: str
    title: str
    summary: str
    repo: str
    revision: str
    variant: str
    languages: tuple[str, ...]
    licence: str
    base_licence: str
    package: str | None
    files: tuple[_File, ...]
    settings: dict[str, Any]
    sources: tuple[_Source, ...]
    measured: dict[str, Any]
    notes: str


def check_source(folder: Path) -> None:
    """Refuse what is no folder that a model could be taken from.

    Raises:
        InputNotFound: nothing is there.
        InputUnreadable: the system does not let it be looked at.
        ModelIsFile: it is no folder.
    """
    try:
        mode = folder.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputNotFound(name=str(folder), detail=str(error)) from error
    except OSError as error:
        raise InputUnreadable(name=str(folder), detail=str(error)) from error
    if not stat.S_ISDIR(mode):
        raise ModelIsFile(model=folder.name)


def read_manifest(path: Path) -> ModelSpec:
    """Read a `manifest.json`.

    Raises:
        msgspec.ValidationError: the content does not fit; the message names the path of the fault.
    """
    manifest = msgspec.json.decode(path.read_bytes(), type=_Manifest)
    return ModelSpec(
        id=manifest.id,
        task=manifest.task,
        title=manifest.title,
        summary=manifest.summary,
        repo=manifest.repo,
        revision=manifest.revision,
        variant=manifest.variant,
        licence=manifest.licence,
        base_licence=manifest.base_licence,
        languages=manifest.languages,
        package=manifest.package,
        files=tuple(
            ModelFile(path=file.path, size_bytes=file.size_bytes, sha256=file.sha256, role=file.role)
            for file in manifest.files
        ),
        settings=manifest.settings,
        measured=manifest.measured,
    )


def write_manifest(path: Path, spec: ModelSpec) -> None:
    """Write the `manifest.json` of a model that is not part of the program, whole or not at all.

    Raises:
        StorageFull, StorageNotWritable: it could not be written.
    """
    fields = {name: getattr(spec, name) for name in _Manifest.__struct_fields__ if hasattr(spec, name)}
    files = tuple(
        _File(path=file.path, size_bytes=file.size_bytes, sha256=file.sha256, role=file.role) for file in spec.files
    )
    manifest = _Manifest(**fields | {"format": 1, "files": files, "sources": (), "notes": ""})
    replace_file(path, msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")


def revision_of(files: Iterable[ModelFile]) -> str:
    """Return 40 hexadecimal digits that stand for the content of all files of a model."""
    lines = sorted(f"{file.sha256}  {file.path}\n" for file in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:40]


def look(spec: ModelSpec, folder: Path) -> InstalledModel:
    """Compare the files in `folder` with `spec` by presence and size; digests are checked when a file is loaded."""
    missing, altered = [], []
    for file in spec.files:
        try:
            found = (folder / file.path).stat().st_size
        except OSError:
            missing.append(file.path)
        else:
            if found != file.size_bytes:
                altered.append(file.path)
    state = ModelState.READY
    if missing:
        state = ModelState.PARTIAL if len(missing) < len(spec.files) else ModelState.BROKEN
    elif altered:
        state = ModelState.BROKEN
    return InstalledModel(spec=spec, folder=folder, state=state, missing=tuple(missing + altered))


def _folder_of(spec: ModelSpec, manifest: Path) -> Path:
    """Return where the files lie: beside the manifest, or in an installed package, which is found but not imported."""
    if spec.package is None:
        return manifest.parent
    found = importlib.util.find_spec(spec.package)
    locations = found.submodule_search_locations if found else None
    return Path(next(iter(locations))) if locations else manifest.parent


def model_at(manifest: Path) -> InstalledModel:
    """Return the model that a manifest describes, as broken when that cannot be read."""
    try:
        spec = read_manifest(manifest)
        return look(spec, _folder_of(spec, manifest))
    except (OSError, ValueError, RecursionError):
        return _unreadable(manifest)


def _unreadable(manifest: Path) -> InstalledModel:
    """Return what can be said of a model whose manifest cannot be read: its folder, and that it is broken."""
    name = manifest.parent.name
    source = "starter" if manifest.is_relative_to(resources()) else "local"
    spec = ModelSpec(
        id=f"{source}/{name}",
        task="",
        title=name,
        summary="",
        repo="",
        revision="",
        variant="",
        licence="",
        base_licence="",
        files=(),
    )
    return InstalledModel(spec=spec, folder=manifest.parent, state=ModelState.BROKEN, missing=(MANIFEST,))


class ModelShelf:
    """The models on this computer; looked at when first asked for and after `refresh()`."""

    def __init__(self, home: Home) -> None:
        """Remember where to look; nothing is read yet."""
        self._home = home
        self._models: dict[str, InstalledModel] | None = None

    def refresh(self, home: Home | None = None) -> None:
        """Look again at the next question; in the store of `home` from now on, when that was moved."""
        self._home = home or self._home
        self._models = None

    def all(self) -> tuple[InstalledModel, ...]:
        """Return every model, usable or not, starter models first."""
        if self._models is None:
            manifests = sorted((resources() / "starter").glob(f"*/{MANIFEST}"))
            if self._home.models.is_dir():
                manifests += sorted(path for path in self._home.models.rglob(MANIFEST) if not self._hidden(path))
            found = (model_at(path) for path in manifests)
            self._models = {model.spec.id: model for model in found}
        return tuple(self._models.values())

    def _hidden(self, manifest: Path) -> bool:
        """Say whether a manifest lies in a folder that is being written or removed."""
        return any(part.startswith(".") for part in manifest.relative_to(self._home.models).parts)

    def for_task(self, task: str) -> tuple[InstalledModel, ...]:
        """Return the models that serve a task: the ready ones first, among them those made for it.

        The starter model that chats is the smallest there is: whoever added another one wants answers of that.
        """
        serving = [model for model in self.all() if model.spec.serves(task)]

        def order(model: InstalledModel) -> tuple[bool, bool, bool]:
            last = task == CHAT and model.spec.id.startswith(STARTER)
            return model.state is not ModelState.READY, model.spec.task != task, last

        return tuple(sorted(serving, key=order))

    def get(self, model: str) -> InstalledModel:
        """Return a model by id, usable or not; the engine names the fault of one that is not.

        Raises:
            ModelNotInstalled: no such model is here.
        """
        found = next((candidate for candidate in self.all() if candidate.spec.id == model), None)
        if found is None:
            raise ModelNotInstalled(model=model, models=", ".join(one.spec.id for one in self.all()))
        return found

    def choose(self, task: str, wanted: str | None = None) -> InstalledModel:
        """Return the model to run a task with: `wanted`, else the first ready one, else the first.

        Raises:
            ModelUnknown: `wanted` is not a model of this task.
            NoModelForTask: there is none.
        """
        serving = self.for_task(task)
        if wanted is None:
            if not serving:
                fitting = ", ".join(model.repo_id for model in suggested(task)) or "…"
                raise NoModelForTask(task=task, models=fitting)
            return serving[0]
        found = next((model for model in serving if model.spec.id == wanted), None)
        if found is None:
            raise ModelUnknown(model=wanted, task=task, models=", ".join(m.spec.id for m in serving) or "none")
        return found

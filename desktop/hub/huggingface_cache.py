"""The cache of huggingface_hub, where other programs have put models already: found, checked, and copied from.

Layout: huggingface.co/docs/huggingface_hub/guides/manage-cache. A snapshot is a folder of links to blobs, which are
called after their digest: sha256 for large files, that of git for the others.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from desktop.core.errors import ModelDigestMismatch, ModelIncomplete
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.layout import choose_graphs, find_graphs, role_of
from desktop.hub.folder import SourceFolder
from desktop.hub.importing import Identity
from desktop.hub.names import is_repository
from desktop.state.files import sha256_of

_REPOSITORY = "models--"
_SHA256, _GIT = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{40}")
_HUB = "hub"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A commit of a repository in the cache.

    Attributes:
        repo: its name, or the name of the folder where that is no name for a model.
        folder: with the files; None when the cache holds none.
        identity: what the model is called when it is installed; None for a name of its own.
    """

    repo: str
    folder: Path | None
    identity: Identity | None


def snapshots(folder: Path) -> tuple[Snapshot, ...]:
    """Return what a cache holds, or the folder of one repository in it; nothing when `folder` is neither."""
    if folder.name.startswith(_REPOSITORY):
        return (_snapshot(folder),)
    for place in (folder, folder / _HUB):
        try:
            repositories = sorted(path for path in place.iterdir() if path.name.startswith(_REPOSITORY))
        except OSError:
            continue
        if found := tuple(_snapshot(path) for path in repositories if path.is_dir() and not path.is_symlink()):
            return found
    return ()


def _snapshot(repository: Path) -> Snapshot:
    repo = repository.name.removeprefix(_REPOSITORY).replace("--", "/", 1)
    commit = _commit(repository)
    folder = repository / "snapshots" / commit if commit else None
    identity = None
    if is_repository(repo) and _GIT.fullmatch(commit):
        identity = Identity(id=repo, repo=repo, revision=commit)
    return Snapshot(repo=repo, folder=folder, identity=identity)


def _commit(repository: Path) -> str:
    """Return the commit that `main` stands for, else the newest there is."""
    try:
        commit = (repository / "refs" / "main").read_text(encoding="ascii").strip()
        found = [path for path in (repository / "snapshots").iterdir() if path.is_dir() and not path.is_symlink()]
    except (OSError, UnicodeDecodeError):
        commit, found = "", []
    newest = sorted(found, key=lambda path: path.stat().st_mtime)
    return commit if any(path.name == commit for path in found) else newest[-1].name if newest else ""


def check_blobs(snapshot: Snapshot, variant: str | None = None) -> Path:
    """Compare what would be installed with the digests that the blobs are called after; returns the folder.

    Raises:
        ModelIncomplete: the cache holds no files of it.
        ModelDigestMismatch: a file was altered, or its download broke off.
    """
    if snapshot.folder is None:
        reason = QT_TRANSLATE_NOOP("errors", "The cache holds no files of it.")
        raise ModelIncomplete(model=snapshot.repo, file="", reason=reason)
    source = SourceFolder(snapshot.folder, snapshot.repo)
    graphs = {graph.path for graph in choose_graphs(find_graphs(source.files), variant)}
    data = {path for path in source.files if ".onnx_data" in path or path.endswith(".data")}
    for path in sorted(source.files):
        if path in graphs | data or role_of(path) is not None:
            _check_blob(snapshot.repo, path, source.files[path])
    return snapshot.folder


def _check_blob(repo: str, path: str, place: Path) -> None:
    named = Path(os.path.realpath(place)).name
    if _SHA256.fullmatch(named):
        found = sha256_of(place)
    elif _GIT.fullmatch(named):
        content = place.read_bytes()
        found = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
    else:
        return
    if found != named:
        raise ModelDigestMismatch(model=repo, file=path, expected=named, found=found)

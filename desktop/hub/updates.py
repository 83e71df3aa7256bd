"""Whether a repository has moved on since a model was installed from it, and what would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.hub.names import is_repository

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.model import InstalledModel, ModelFile
    from desktop.hub.listing import Listing, RemoteFile

_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What lies between the commit that is installed and the one that is newest.

    Attributes:
        id: of the model.
        before: commit that is installed.
        after: newest commit; the same where nothing happened.
        size_bytes: of the files of the model that are others now; 0 when only other files changed.
    """

    id: str
    before: str
    after: str
    size_bytes: int

    @property
    def is_newer(self) -> bool:
        """Say whether there is anything to install."""
        return self.before != self.after


def updatable(model: InstalledModel) -> bool:
    """Say whether a model came from a repository that can be asked."""
    return is_repository(model.spec.id) and model.spec.repo == model.spec.id


def compare(model: InstalledModel, listing: Listing) -> Update:
    """Compare a model with what its repository holds now; files that were made here count as unchanged."""
    changed = 0
    if listing.commit != model.spec.revision:
        for file in model.spec.files:
            remote = listing.file(file.path)
            if remote is not None and not _is_same(model.folder / file.path, file, remote):
                changed += remote.size_bytes
    return Update(id=model.spec.id, before=model.spec.revision, after=listing.commit, size_bytes=changed)


def _is_same(place: Path, file: ModelFile, remote: RemoteFile) -> bool:
    if remote.size_bytes != file.size_bytes:
        return False
    if remote.algorithm == "sha256":
        return remote.digest == file.sha256
    digest = remote.hasher()
    try:
        with place.open("rb") as content:
            while chunk := content.read(_CHUNK_BYTES):
                digest.update(chunk)
    except OSError:
        return False
    return digest.hexdigest() == remote.digest

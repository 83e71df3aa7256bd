"""Whether a repository has moved on since a model was installed from it, and what would change."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.core.errors import ModelError
from desktop.hub.arrivals import Refused
from desktop.hub.explanation import explain
from desktop.hub.listing import fetch_listing
from desktop.hub.names import is_repository

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from desktop.core.model import InstalledModel, ModelFile
    from desktop.hub.client import Connection
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
        variant: precision of the model, as far as the newest still has it.
    """

    id: str
    before: str
    after: str
    size_bytes: int
    variant: str | None = None

    @property
    def is_newer(self) -> bool:
        """Say whether there is anything to install."""
        return self.before != self.after


def updatable(model: InstalledModel) -> bool:
    """Say whether a model came from a repository that can be asked."""
    return is_repository(model.spec.id) and model.spec.repo == model.spec.id


def subject_of(models: Sequence[InstalledModel]) -> str:
    """Return what a question about all these models names."""
    return ", ".join(model.spec.id for model in models)


def look_up(connection: Connection, models: Sequence[InstalledModel]) -> Generator[Update | Refused]:
    """Ask what is newest of models that came from repositories, one after another.

    One that is not to be had any more, or would not run here, stops none of the others.

    Raises:
        HubOffline, HubDeclined: nobody allowed it.
        NetworkError: the server cannot be asked.
    """
    for model in models:
        try:
            listing = fetch_listing(connection, model.spec.repo)
        except ModelError as error:
            yield Refused(name=model.spec.id, failure=error.failure())
            continue
        update, explanation = compare(model, listing), explain(listing)
        if update.is_newer and explanation.fault is not None:
            yield Refused(name=model.spec.id, failure=explanation.fault.failure())
            continue
        same = model.spec.variant if explanation.variant(model.spec.variant) is not None else None
        yield dataclasses.replace(update, variant=same)


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

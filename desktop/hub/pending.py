"""Downloads that are planned and not installed yet: folders in the store, which are also the queue.

Each is pinned to one commit, so whatever its branch does meanwhile changes nothing, and what has arrived is kept until
the model is installed or somebody gives it up: `plan.json`, `files/` with finished files and `….part` of the others,
and `made/` for what is made of them.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from desktop.core.errors import StorageInUse
from desktop.core.network import DownloadElsewhere
from desktop.hub.explanation import CONVERTED
from desktop.hub.gate import Proposal
from desktop.hub.importing import REPLACED
from desktop.hub.listing import RemoteFile
from desktop.hub.names import is_repository, is_safe, is_taken
from desktop.state.files import replace_file, storage_errors
from desktop.state.holds import alone
from desktop.state.models import MANIFEST, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.hub.explanation import Explanation, Variant
    from desktop.state.paths import Home

FOLDER = ".downloads"
PART = ".part"
_PLAN = "plan.json"


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    path: str
    size_bytes: int
    algorithm: Literal["sha256", "git-sha1"]
    digest: str


class _Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: Literal[1] = 1
    repo: str
    commit: str
    wanted: str
    variant: str
    task: str
    licence: str
    base_licence: str
    warnings: tuple[str, ...]
    files: tuple[_File, ...]
    added: float
    paused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A download that is not finished.

    Attributes:
        place: its folder.
        repo: the model.
        commit: 40 hexadecimal digits.
        wanted: the revision that was asked for; empty for the newest.
        variant: precision.
        task: what it is for.
        licence: of the repository.
        base_licence: of the model it was made from.
        warnings: see `Explanation`.
        files: what is needed.
        added: when it was planned, in seconds since the epoch.
        paused: whether somebody wants it to wait.
    """

    place: Path
    repo: str
    commit: str
    wanted: str
    variant: str
    task: str
    licence: str
    base_licence: str
    warnings: tuple[str, ...]
    files: tuple[RemoteFile, ...]
    added: float
    paused: bool = False

    @property
    def folder(self) -> Path:
        """Return where its files arrive."""
        return self.place / "files"

    @property
    def made(self) -> Path:
        """Return where a graph is made of them, for models that have none."""
        return self.place / "made"

    @property
    def converts(self) -> bool:
        """Say whether a graph has to be made."""
        return self.variant == CONVERTED

    @property
    def size_bytes(self) -> int:
        """Return the size of all its files."""
        return sum(file.size_bytes for file in self.files)

    @property
    def arrived_bytes(self) -> int:
        """Return how much of them is here."""
        return sum(min(self._here(file), file.size_bytes) for file in self.files)

    @property
    def begun(self) -> bool:
        """Say whether anything of it is kept."""
        return self.place.is_dir()

    def proposal(self) -> Proposal:
        """Return what somebody is asked about it."""
        return Proposal(
            repo=self.repo,
            commit=self.commit,
            variant=self.variant,
            files=tuple((file.path, file.size_bytes) for file in self.files),
            size_bytes=self.size_bytes - self.arrived_bytes,
            licence=self.licence,
            base_licence=self.base_licence,
            warnings=self.warnings,
            converts=self.converts,
        )

    @contextmanager
    def held(self) -> Iterator[None]:
        """Have it to oneself during the block.

        Raises:
            DownloadElsewhere: another window or command works on it.
        """
        try:
            with alone(self.place):
                yield
        except StorageInUse as error:
            raise DownloadElsewhere(model=self.repo) from error

    def pause(self, *, paused: bool) -> None:
        """Remember whether it shall wait; one that is gone stays gone."""
        with suppress(FileNotFoundError):
            plan = msgspec.json.decode((self.place / _PLAN).read_bytes(), type=_Plan)
            replace_file(self.place / _PLAN, msgspec.json.encode(msgspec.structs.replace(plan, paused=paused)))

    def give_up(self) -> None:
        """Remove it, unless somebody works on it."""
        with suppress(DownloadElsewhere, FileNotFoundError), self.held():
            self.discard()

    def discard(self) -> None:
        """Remove it with everything that has arrived; for whoever has it to himself."""
        with suppress(OSError):
            (self.place / _PLAN).unlink()  # first: what is left of the folder is no download any more
        shutil.rmtree(self.place, ignore_errors=True)

    def _here(self, file: RemoteFile) -> int:
        for name in (file.path, file.path + PART):
            with suppress(OSError):
                return (self.folder / name).stat().st_size
        return 0


def add_pending(home: Home, explanation: Explanation, variant: Variant, wanted: str) -> Pending:
    """Write a download down, before its first byte.

    Raises:
        StorageError: the store does not take it.
    """
    listing = explanation.listing
    name = hashlib.sha256(f"{listing.repo}@{listing.commit}@{variant.name}".encode()).hexdigest()[:24]
    place = home.models / FOLDER / name
    plan = _Plan(
        repo=listing.repo,
        commit=listing.commit,
        wanted=wanted,
        variant=variant.name,
        task=explanation.task,
        licence=listing.card.licence,
        base_licence=listing.base_licence,
        warnings=explanation.warnings,
        files=tuple(
            _File(path=file.path, size_bytes=file.size_bytes, algorithm=file.algorithm, digest=file.digest)  # type: ignore[arg-type] # checked when it was listed
            for file in variant.files
        ),
        added=time.time(),
        paused=False,
    )
    with storage_errors(home.models):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(place / _PLAN, msgspec.json.encode(plan))
    return _pending(place, plan)


def pending_downloads(home: Home) -> tuple[Pending, ...]:
    """Return what is not finished, in the order in which it was asked for; what cannot be understood is left out."""
    found = []
    put_back(home)
    for path in (home.models / FOLDER).glob(f"*/{_PLAN}"):
        try:
            plan = msgspec.json.decode(path.read_bytes(), type=_Plan)
        except (OSError, msgspec.MsgspecError):
            continue
        if is_repository(plan.repo) and all(is_safe(file.path) and is_taken(file.path) for file in plan.files):
            found.append(_pending(path.parent, plan))
    return tuple(sorted(found, key=lambda pending: pending.added))


def put_back(home: Home) -> None:
    """Give models their names back that were about to be replaced when the program was ended."""
    for waiting in (home.models / FOLDER).glob(f"*/*{REPLACED}"):
        with suppress(OSError, msgspec.MsgspecError, StorageInUse), alone(waiting.parent):
            target = home.models / read_manifest(waiting / MANIFEST).id
            if not target.exists():
                waiting.rename(target)


def find_pending(home: Home, repo: str, wanted: str, variant: str | None) -> Pending | None:
    """Return what was begun of the same: the same revision asked for, or its commit."""
    for pending in pending_downloads(home):
        same = pending.repo.casefold() == repo.casefold() and wanted in {pending.wanted, pending.commit}
        if same and variant in {None, pending.variant}:
            return pending
    return None


def _pending(place: Path, plan: _Plan) -> Pending:
    fields = msgspec.structs.asdict(plan) | {
        "place": place,
        "files": tuple(RemoteFile(**msgspec.structs.asdict(file)) for file in plan.files),
    }
    del fields["format"]
    return Pending(**fields)

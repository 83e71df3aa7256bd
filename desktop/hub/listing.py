"""What a repository holds at one commit, as its server lists it: the base of every plan. Nothing of it is trusted."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.core.network import DownloadDamaged, HubStrange, NetworkError, RepositoryNotFound
from desktop.hub.card import Card, read_card, spdx
from desktop.hub.names import is_repository, shown

if TYPE_CHECKING:
    from huggingface_hub import HfApi

    from desktop.hub.client import Connection

NEWEST = "main"
FILES_AT_MOST = 20_000
_TEXT_BYTES_AT_MOST = 1 << 20
_READ_FIRST = ("README.md", "config.json")
"""Small files that tell what the others are for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFile:
    """A file of a repository.

    Attributes:
        path: in the repository, with stand-ins for what cannot be seen; any text until it was checked.
        size_bytes: as the server says.
        algorithm: `sha256`, or `git-sha1` for what git keeps itself.
        digest: in hexadecimal digits.
    """

    path: str
    size_bytes: int
    algorithm: str
    digest: str

    def hasher(self) -> hashlib._Hash:
        """Return what finds the digest when it is fed the content."""
        if self.algorithm == "sha256":
            return hashlib.sha256()
        return hashlib.sha1(b"blob %d\0" % self.size_bytes, usedforsecurity=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A repository at one commit.

    Attributes:
        repo: as the server spells it.
        commit: 40 hexadecimal digits.
        files: all of them.
        card: what its README says.
        text: the README.
        config: content of its `config.json`.
        gated: whether its terms have to be accepted first.
        tags: what the server says it is about.
        library: which one it is for.
        base_model: repository it was made from; empty when nobody says.
        base_licence: licence of that one.
    """

    repo: str
    commit: str
    files: tuple[RemoteFile, ...]
    card: Card = field(default_factory=Card)
    text: str = ""
    config: dict[str, Any] = field(default_factory=dict)
    gated: bool = False
    tags: tuple[str, ...] = ()
    library: str = ""
    base_model: str = ""
    base_licence: str = ""

    def file(self, path: str) -> RemoteFile | None:
        """Return a file by its path."""
        return next((file for file in self.files if file.path == path), None)


def fetch_listing(connection: Connection, repo: str, revision: str = "") -> Listing:
    """Ask a server what a repository holds.

    Raises:
        NetworkError: the server cannot be asked, or answers nonsense.
        RepositoryNotFound, RevisionNotFound: it has none.
    """
    wanted = revision or NEWEST
    info = connection.ask(lambda api: api.model_info(repo, revision=wanted), repo, wanted)
    name, commit = str(info.id), str(info.sha)
    if not re.fullmatch(r"[0-9a-f]{40}", commit) or not is_repository(name):
        raise HubStrange(host=connection.host, detail=f"{name}@{commit}"[:200])
    files = connection.ask(lambda api: _tree(api, name, commit), name, wanted)
    if len(files) > FILES_AT_MOST:
        raise HubStrange(host=connection.host, detail=f"more than {FILES_AT_MOST} files")
    tags = tags_of(info)
    listing = Listing(repo=name, commit=commit, files=files, gated=bool(info.gated), tags=tags)
    small = {} if listing.gated and not connection.route.token else _small(connection, listing)
    text = small.get("README.md", b"").decode("utf-8", "replace")
    text = shown(text.replace("\r\n", "\n"))
    card = _completed(read_card(text), tags, shown(str(info.pipeline_tag or "")))
    base = card.base_model if is_repository(card.base_model) and card.base_model != name else ""
    return Listing(
        repo=name,
        commit=commit,
        files=files,
        card=card,
        text=text,
        config=_object(small.get("config.json", b"")),
        gated=listing.gated,
        tags=tags,
        library=shown(str(info.library_name or "")),
        base_model=base,
        base_licence=_licence_of(connection, base) if base else "",
    )


def _tree(api: HfApi, repo: str, commit: str) -> tuple[RemoteFile, ...]:
    from huggingface_hub.hf_api import RepoFile

    entries = islice(api.list_repo_tree(repo, recursive=True, revision=commit), 2 * FILES_AT_MOST)
    return tuple(_remote(entry) for entry in entries if isinstance(entry, RepoFile))


def _remote(entry: Any) -> RemoteFile:
    """Return a file as its server lists it.

    Raises:
        ValueError: it has no size, or no digest.
    """
    digest, algorithm, size_bytes = entry.blob_id, "git-sha1", entry.size
    if entry.lfs is not None:
        digest, algorithm, size_bytes = entry.lfs.sha256, "sha256", entry.lfs.size
    digits = {"sha256": 64, "git-sha1": 40}[algorithm]
    if type(size_bytes) is not int or size_bytes < 0 or not re.fullmatch(rf"[0-9a-f]{{{digits}}}", str(digest)):
        msg = f"{entry.path}: {size_bytes}, {digest}"
        raise ValueError(msg)
    return RemoteFile(path=shown(str(entry.path)), size_bytes=size_bytes, algorithm=algorithm, digest=str(digest))


# --- small files -----------------------------------------------------------------------------------------------------


def _small(connection: Connection, listing: Listing) -> dict[str, bytes]:
    found = {}
    for path in _READ_FIRST:
        file = listing.file(path)
        if file is not None and file.size_bytes <= _TEXT_BYTES_AT_MOST:
            found[path] = fetch_small(connection, listing, file)
    return found


def fetch_small(connection: Connection, listing: Listing, file: RemoteFile) -> bytes:
    """Return the content of a small file.

    Raises:
        DownloadDamaged: it was not what the listing says, twice.
        ModelError, NetworkError: it is not to be had.
    """
    for _ in range(2):
        content = connection.text(listing.repo, listing.commit, file.path, file.size_bytes)
        digest = file.hasher()
        digest.update(content)
        if digest.hexdigest() == file.digest:
            return content
    raise DownloadDamaged(model=listing.repo, file=file.path, host=connection.host)


def _object(content: bytes) -> dict[str, Any]:
    try:
        decoded = msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return {}
    return decoded if isinstance(decoded, dict) else {}


# --- what the server adds to the card --------------------------------------------------------------------------------


def _completed(card: Card, tags: tuple[str, ...], pipeline_tag: str) -> Card:
    """Return the card with what only the server says: some cards leave out what it finds in the files."""
    licence = card.licence if card.licence != Card().licence else licence_in(tags)
    bases = [tag.rpartition(":")[2] for tag in tags if tag.startswith("base_model:")]
    return Card(
        title=card.title,
        licence=licence,
        languages=card.languages,
        pipeline_tag=card.pipeline_tag or pipeline_tag,
        base_model=card.base_model or next(iter(bases), ""),
    )


def tags_of(info: Any) -> tuple[str, ...]:
    """Return the tags of a repository."""
    return tuple(shown(str(tag)) for tag in info.tags or ())


def licence_in(tags: tuple[str, ...]) -> str:
    """Return the licence that the server names in the tags of a repository, by its SPDX name."""
    named = next((tag.partition(":")[2] for tag in tags if tag.startswith("license:")), "")
    return spdx(named) if named else Card().licence


def _licence_of(connection: Connection, repo: str) -> str:
    """Return the licence of the model that another one was made from, as far as its server says."""
    try:
        info = connection.ask(lambda api: api.model_info(repo, revision=NEWEST), repo)
    except (RepositoryNotFound, NetworkError):
        return Card().licence
    return licence_in(tags_of(info))

"""Repositories that the server of the tests has: files at commits, and what is said about them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Content = bytes | Path
LARGE_BYTES = 10_000
"""From this size on a file lies on the other port, as with Git LFS."""
_LARGE = (".onnx", ".onnx_data", ".safetensors", ".data")


@dataclass(frozen=True, kw_only=True)
class Blob:
    """A file at a commit."""

    content: Content
    size: int
    sha1: str
    sha256: str
    lfs: bool

    @classmethod
    def of(cls, path: str, content: Content) -> Blob:
        """Look at a file; large ones may lie on the disk."""
        if isinstance(content, Path):
            with content.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            return cls(content=content, size=content.stat().st_size, sha1=sha256[:40], sha256=sha256, lfs=True)
        sha1 = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
        lfs = len(content) >= LARGE_BYTES or path.endswith(_LARGE)
        return cls(content=content, size=len(content), sha1=sha1, sha256=hashlib.sha256(content).hexdigest(), lfs=lfs)

    @property
    def bytes(self) -> bytes:
        """Return the whole content."""
        return self.content.read_bytes() if isinstance(self.content, Path) else self.content

    def entry(self, path: str) -> dict[str, Any]:
        """Return how the tree lists it."""
        entry: dict[str, Any] = {"type": "file", "oid": self.sha1, "size": self.size, "path": path}
        if self.lfs:
            entry["lfs"] = {"oid": self.sha256, "size": self.size, "pointerSize": 134}
        return entry


@dataclass(kw_only=True)
class Repository:
    """A repository.

    Attributes:
        id: `owner/name`.
        about: further fields of its description (`pipeline_tag`, `tags`, `downloads` …).
        gated: its files are only for those with a token that was let in.
        private: nobody else sees it.
        disabled: nobody gets anything.
    """

    id: str
    about: dict[str, Any] = field(default_factory=dict)
    gated: bool = False
    private: bool = False
    disabled: bool = False
    commits: dict[str, dict[str, Blob]] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)

    def commit(self, files: Mapping[str, Content], branch: str = "main") -> str:
        """Make a commit that holds these files, and let the branch point to it."""
        blobs = {path: Blob.of(path, content) for path, content in files.items()}
        said = "".join(f"{path} {blob.sha256}\n" for path, blob in sorted(blobs.items())) + str(len(self.commits))
        commit = hashlib.sha1(said.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
        self.commits[commit] = blobs
        self.branches[branch] = commit
        return commit

    @property
    def newest(self) -> str:
        """Return the commit of the main branch."""
        return self.branches["main"]

    def resolve(self, revision: str) -> str | None:
        """Return the commit that a revision stands for."""
        commit = self.branches.get("main" if revision == "HEAD" else revision, revision)
        return commit if commit in self.commits else None

    def info(self, commit: str) -> dict[str, Any]:
        """Return its description at a commit."""
        return {
            "_id": hashlib.sha256(self.id.encode()).hexdigest()[:24],
            "id": self.id,
            "modelId": self.id,
            "sha": commit,
            "private": self.private,
            "gated": "auto" if self.gated else False,
            "disabled": self.disabled,
            "downloads": 0,
            "likes": 0,
            "tags": [],
            "lastModified": "2026-01-02T03:04:05.000Z",
            "siblings": [{"rfilename": path} for path in self.commits[commit]],
            **self.about,
        }


def repository_of(folder: Path, name: str, **about: Any) -> Repository:
    """Return a repository with the files of a folder."""
    made = Repository(id=name, about=about)
    made.commit(
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    )
    return made

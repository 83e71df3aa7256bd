"""The digests of what is released, in the form that `sha256sum --check` reads, signed if there is a key."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from package_bundle import run

NAME = "SHA256SUMS"
KEY = "ILHA_SIGNING_KEY"
"""Names the key of GnuPG that signs; without it nothing is signed."""


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(files: Iterable[Path], dist: Path) -> list[Path]:
    """Write the digests of files into `dist`; returns the list, with its signature if there is a key."""
    target = dist / NAME
    lines = sorted(f"{digest(path)}  {path.name}\n" for path in files)
    target.write_text("".join(lines), encoding="utf-8")
    key = os.environ.get(KEY)
    if not key:
        return [target]
    signature = target.with_suffix(".asc")
    run("gpg", "--batch", "--yes", "--local-user", key, "--armor", "--output", signature, "--detach-sign", target)
    return [target, signature]

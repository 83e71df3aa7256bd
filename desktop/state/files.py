"""Write small files so that a reader sees the old content or the new, never half of it; and digest large ones."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import StorageFull, StorageNotWritable

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """Turn the system's refusals inside the block into `StorageFull` or `StorageNotWritable` of `folder`."""
    try:
        yield
    except OSError as error:
        kind = StorageFull if error.errno in _FULL else StorageNotWritable
        raise kind(folder=str(folder), detail=str(error)) from error


def replace_file(target: Path, content: bytes) -> None:
    """Replace `target` by `content` in one step."""
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    with storage_errors(target.parent):
        try:
            with partial.open("wb") as handle:
                handle.write(content)
                handle.flush()
                os.fsync(handle.fileno())
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file in hex."""
    import hashlib

    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()

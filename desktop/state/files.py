"""Write small files so that a reader sees the old content or the new, never half of it; and digest large ones."""

from __future__ import annotations

import errno
import io
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from desktop.core.errors import StorageFull, StorageNotWritable

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says when there is no room."""


@contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """Turn the system's refusals inside the block into `StorageFull` or `StorageNotWritable` of `folder`."""
    try:
        yield
    except OSError as error:
        kind = StorageFull if error.errno in FULL else StorageNotWritable
        raise kind(folder=str(folder), detail=str(error)) from error


_masks: list[int] = []
"""What the system takes from the permissions of new files, as it was before `keep_to_owner`."""


def keep_to_owner() -> None:
    """From now on let new files and folders of this program belong to their owner alone; see `given_away`."""
    _masks.append(os.umask(0o077))


def given_away(path: Path, mode: int) -> None:
    """Give a file or folder that was made for the user's own folders the permissions that he is used to."""
    if _masks:
        path.chmod(mode & ~_masks[0])


@contextmanager
def usual_permissions() -> Iterator[None]:
    """Start other programs in the block: their files are not ours."""
    before = os.umask(_masks[0]) if _masks else None
    try:
        yield
    finally:
        if before is not None:
            os.umask(before)


def private(path: str, flags: int) -> int:
    """Open a file for `open(…, opener=private)`: a new one belongs to its owner alone."""
    return os.open(path, flags, 0o600)


def replace_file(target: Path, content: bytes) -> None:
    """Replace `target` by `content` in one step; it belongs to its owner alone."""
    copy_whole(target, io.BytesIO(content))


def copy_whole(target: Path, source: IO[bytes]) -> None:
    """Replace `target` by what comes out of `source`, however much, in one step; it belongs to its owner alone."""
    partial = target.with_name(f".ilha-{os.urandom(8).hex()}.part")
    with storage_errors(target.parent):
        try:
            with open(partial, "wb", opener=private) as handle:
                shutil.copyfileobj(source, handle)
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

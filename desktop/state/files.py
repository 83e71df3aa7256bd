"""Write small files so that a reader sees the old content or the new, never half of it; and digest large ones."""

from __future__ import annotations

import errno
import io
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from desktop.core.errors import StorageError, StorageFull, StorageNotWritable
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says when there is no room."""
HALVES = ".ilha-*.part*"
"""What the names of files fit that are being written; when nobody writes them they are of no use."""
_PIECE_BYTES = 1 << 20


class StorageUnlockable(StorageError):
    """The disk has no locks for files, without which two programs would write over one another."""

    code = "storage-unlockable"
    message = QT_TRANSLATE_NOOP("errors", "Files cannot be locked on the disk of “{folder}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose a folder on another disk, such as one inside this computer.")


@contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """Turn the system's refusals inside the block into errors of `folder`, most of them `StorageNotWritable`."""
    try:
        yield
    except OSError as error:
        kinds = {errno.ENOLCK: StorageUnlockable, **dict.fromkeys(FULL, StorageFull)}
        kind = kinds.get(error.errno or 0, StorageNotWritable)
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


def sha256_of(path: Path, check: Callable[[], None] = lambda: None) -> str:
    """Return the sha256 of a file in hex; `check` is called after every piece, and may raise what ends it."""
    import hashlib

    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as handle:
        while piece := handle.read(_PIECE_BYTES):
            digest.update(piece)
            check()
    return digest.hexdigest()

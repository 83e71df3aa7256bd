"""What went wrong in the engine, as others are told: the one place where foreign exceptions are translated."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from desktop.core.crash import trace
from desktop.core.errors import (
    Failure,
    IlhaError,
    InputNotFound,
    InputUnreadable,
    InternalError,
    StorageFull,
    StorageNotWritable,
)
from desktop.state.files import FULL

if TYPE_CHECKING:
    from desktop.core.job import Item


def failure_of(error: Exception, item: Item, *, quoting: bool = False) -> Failure:
    """Return what an exception that ended the work on an item is called outside of the engine.

    Its message is told with `quoting` alone, where it cannot hold anything of the user's files.
    """
    from desktop.engine.loaded import out_of_memory

    if isinstance(error, IlhaError):
        return error.failure()
    memory = out_of_memory(error)
    if memory is not None:
        return memory.failure()
    refused = _refusal(error, item) if isinstance(error, OSError) else None
    if refused is not None:
        return refused.failure()
    return InternalError(kind=type(error).__name__, detail=trace(error, quoting=quoting)).failure()


def _refusal(error: OSError, item: Item) -> IlhaError | None:
    """Return what the system's refusal means: something about the input, or about where the engine may write."""
    if error.filename == str(item.input.path):
        missing = isinstance(error, FileNotFoundError)
        return (InputNotFound if missing else InputUnreadable)(name=item.input.name, detail=str(error))
    if error.errno in FULL:
        return StorageFull(folder=str(item.work), detail=str(error))
    ours = str(error.filename).startswith(str(item.work.parent))  # the wall refuses a library other things, a bug
    if ours and error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StorageNotWritable(folder=str(item.work), detail=str(error))
    return None

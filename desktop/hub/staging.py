"""Where models are put together before anybody sees them: folders in the store that go when their maker does."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from desktop.core.errors import StorageFull, StorageInUse
from desktop.state.holds import alone, one_at_a_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SPARE_BYTES = 64 << 20
UNFINISHED = ".part-"


@contextmanager
def staging(models: Path, size_bytes: int) -> Iterator[Path]:
    """Give a folder inside the store that nobody looks into; it is gone afterwards unless it was renamed.

    What killed programs left there goes first. While the block runs no other process takes the folder for a leftover.

    Raises:
        StorageFull: `size_bytes` have no room.
    """
    models.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as stack:
        with one_at_a_time(models):
            for left in leftovers(models):
                shutil.rmtree(left, ignore_errors=True)
            check_room(models, size_bytes)
            stage = models / f"{UNFINISHED}{secrets.token_hex(8)}"
            stage.mkdir(mode=0o700)
            stack.enter_context(alone(stage))
        try:
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def check_room(folder: Path, size_bytes: int) -> None:
    """Raise `StorageFull` when the disk of `folder` has no room for `size_bytes` and a little more."""
    if shutil.disk_usage(folder).free < size_bytes + SPARE_BYTES:
        raise StorageFull(folder=str(folder))


def leftovers(models: Path) -> tuple[Path, ...]:
    """Return what programs that ended early left in the store; what somebody still works in is none of it."""
    found = []
    for place in sorted(models.glob(f"{UNFINISHED}*")):
        if place.is_symlink() or not place.is_dir():
            continue
        with suppress(StorageInUse, OSError), alone(place):
            found.append(place)
    return tuple(found)


def write_down(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system has a way to ask for it."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

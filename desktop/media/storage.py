"""Write files whole or not at all, and never over another one."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from desktop.state.files import given_away, storage_errors

_NO_LINKS = frozenset(
    {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES, errno.EINVAL, errno.EXDEV}
    | {getattr(errno, "ENOTSUP", errno.EOPNOTSUPP)}
)
_TAKEN = frozenset({errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR})


@contextmanager
def temporary(folder: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """Open a new hidden file in `folder` with the user's usual permissions; it is gone afterwards."""
    path = folder / f".ilha-{secrets.token_hex(8)}.part"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        given_away(path, 0o666)
        with os.fdopen(descriptor, "wb") as stream:
            yield stream, path
    finally:
        with suppress(FileNotFoundError):
            path.unlink()


def publish(folder: Path, names: Iterable[str], fill: Callable[[IO[bytes]], None]) -> Path:
    """Fill a temporary file and give it the first of `names` that is free in `folder`, which is made if need be.

    Two processes that want the same name get different ones: a hard link is made only where nothing is. File systems
    without links (FAT) get an empty file reserved under the name, which the finished one then replaces.

    Raises:
        StorageFull: no room; nothing is left behind.
        StorageNotWritable: the folder refuses.
    """
    with storage_errors(folder):
        _make(folder)
        with temporary(folder) as (stream, path):
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()
            for name in names:
                target = folder / name
                with suppress(FileExistsError):
                    _place(path, target)
                    return target
    raise AssertionError("names ended")


def publish_folder(folder: Path, names: Iterable[str], fill: Callable[[Path], None]) -> Path:
    """Let `fill` write files into a hidden folder and give it the first of `names` that is free; errors as `publish`.

    A folder that holds something is never replaced: renaming onto it fails in the file system itself.
    """
    with storage_errors(folder):
        _make(folder)
        made = folder / f".ilha-{secrets.token_hex(8)}.part"
        made.mkdir()
        given_away(made, 0o777)
        try:
            fill(made)
            for path in made.rglob("*"):
                given_away(path, 0o777 if path.is_dir() else 0o666)
            for name in names:
                try:
                    return made.rename(folder / name)
                except OSError as error:
                    if error.errno not in _TAKEN:
                        raise
        finally:
            shutil.rmtree(made, ignore_errors=True)
    raise AssertionError("names ended")


def _make(folder: Path) -> None:
    """Make a folder of the user's, with those above it."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in missing:
        given_away(path, 0o777)


def _place(path: Path, target: Path) -> None:
    """Give the file at `path` the name `target`; FileExistsError when something has it."""
    try:
        target.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        try:
            path.replace(target)
        except OSError:
            target.unlink()
            raise


def copy_file(source: Path, folder: Path, names: Iterable[str]) -> Path:
    """Copy a finished file, such as an artifact, under the first free name; errors as `publish`."""

    def fill(stream: IO[bytes]) -> None:
        with source.open("rb") as origin:
            shutil.copyfileobj(origin, stream, 1 << 20)

    return publish(folder, names, fill)


def probe(folder: Path) -> bool:
    """Say whether `folder` exists, or can be made, and takes a new file."""
    try:
        _make(folder)
        with temporary(folder):
            return True
    except OSError:
        return False

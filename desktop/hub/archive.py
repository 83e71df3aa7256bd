"""Archives from strangers: everything is checked before a byte is written, and nothing but plain files comes out.

Of `.zip` and `.tar` (also compressed with gzip) the standard library reads the structure; what it reads is bounded, so
that neither a small archive that grows without end nor a header of gigabytes can do harm.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import stat
import tarfile
import unicodedata
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

from desktop.core.errors import ArchiveRefused, InputNotFound, InputUnreadable
from desktop.core.text import QT_TRANSLATE_NOOP, Argument
from desktop.hub.meter import ByteMeter, Report
from desktop.hub.names import is_safe, is_taken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILES_AT_MOST = 16_384
GROWTH_AT_MOST = 100
"""Weights shrink by little and JSON by a factor of ten; what grows more than this was made to fill a disk."""
_GROWTH_ALWAYS_ALLOWED_BYTES = 64 << 20
_READ_AT_ONCE_BYTES = 64 << 20
"""More than any list of names takes; files are read in chunks."""
_CHUNK_BYTES = 1 << 20
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ZIP_MAGIC, _GZIP_MAGIC, _TAR_MAGIC, _TAR_MAGIC_AT = b"PK", b"\x1f\x8b", b"ustar", 257


def looks_like_archive(path: Path) -> bool:
    """Say whether a file begins like an archive, whatever it is called."""
    try:
        with path.open("rb") as file:
            start = file.read(_TAR_MAGIC_AT + len(_TAR_MAGIC))
    except OSError:
        return False
    return start.startswith((_ZIP_MAGIC, _GZIP_MAGIC)) or start[_TAR_MAGIC_AT:] == _TAR_MAGIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An archive whose list of contents gives no reason for distrust.

    Attributes:
        path: where it lies.
        sizes: what it holds, in its order, with the bytes of each file.
    """

    path: Path
    sizes: dict[str, int]

    @property
    def size_bytes(self) -> int:
        """Return what all files take when they are unpacked."""
        return sum(self.sizes.values())

    def read(self, name: str, limit_bytes: int) -> bytes:
        """Return the content of a small file; empty when there is none.

        Raises:
            ArchiveRefused: it is larger, or the archive is damaged.
        """
        if self.sizes.get(name, 0) > limit_bytes:
            _refuse(self.path, QT_TRANSLATE_NOOP("errors", "Its file “{file}” is too large."), file=name)
        if name not in self.sizes:
            return b""
        with _opened(self.path) as members:
            for member in members:
                if member.name == name and member.open is not None:
                    with member.open() as file:
                        return file.read(limit_bytes)
        return b""

    def unpack(self, folder: Path, report: Report = lambda _: None) -> dict[str, str]:
        """Write all files below `folder`; `report` is told how far it is, and what it raises ends the work.

        Returns:
            The sha256 of every file in hex.

        Raises:
            ArchiveRefused: the archive is damaged, or is another one than before.
            OSError: the disk refuses.
        """
        digests, meter = {}, ByteMeter("unpack", self.size_bytes, report)
        with _opened(self.path) as members:
            for member in members:
                if member.open is None:
                    continue
                digest = hashlib.sha256()
                if self.sizes.get(member.name) != member.size_bytes:
                    _refuse(self.path, _DAMAGED)
                place = folder / member.name
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with member.open() as file, place.open("xb") as copy:
                    for chunk in iter(partial(_guarded_read, self.path, file), b""):
                        copy.write(chunk)
                        digest.update(chunk)
                        meter.add(len(chunk))
                    written = copy.tell()
                    copy.flush()
                    os.fsync(copy.fileno())
                if written != member.size_bytes:
                    _refuse(self.path, _DAMAGED)
                digests[member.name] = digest.hexdigest()
        return digests


def open_archive(path: Path) -> Archive:
    """Look through the list of contents of an archive, and write nothing.

    Raises:
        InputNotFound, InputUnreadable: it cannot be opened.
        ArchiveRefused: it is damaged, holds more than plain files with safe names, or grows beyond measure.
    """
    sizes: dict[str, int] = {}
    seen: set[str] = set()
    limit_bytes, whole_bytes = _limit(path), 0
    with _opened(path) as members:
        for member in members:
            if member.open is None:
                continue
            _check_name(path, member.name, seen)
            sizes[member.name] = member.size_bytes
            whole_bytes += member.size_bytes
            if len(sizes) > FILES_AT_MOST:
                _refuse(path, QT_TRANSLATE_NOOP("errors", "It holds more than {limit} files."), limit=FILES_AT_MOST)
            if whole_bytes > limit_bytes:
                _refuse(path, _GROWS)
    _check_folders(path, sizes)
    return Archive(path=path, sizes=sizes)


_DAMAGED = QT_TRANSLATE_NOOP("errors", "It is damaged.")
_GROWS = QT_TRANSLATE_NOOP("errors", "Unpacked it would be more than a hundred times as large.")


def _refuse(path: Path, reason: str, detail: str = "", **arguments: Argument) -> NoReturn:
    raise ArchiveRefused(reason=reason, remedy="", detail=detail, archive=path.name, **arguments)


def _limit(path: Path) -> int:
    try:
        return path.stat().st_size * GROWTH_AT_MOST + _GROWTH_ALWAYS_ALLOWED_BYTES
    except FileNotFoundError as error:
        raise InputNotFound(name=str(path), detail=str(error)) from error
    except OSError as error:
        raise InputUnreadable(name=str(path), detail=str(error)) from error


# --- names -----------------------------------------------------------------------------------------------------------


def _check_name(path: Path, name: str, seen: set[str]) -> None:
    if not is_safe(name):
        reason = QT_TRANSLATE_NOOP(
            "errors", "Its file “{file}” has a name that leads elsewhere or is no name everywhere."
        )
        _refuse(path, reason, file=name)
    if not is_taken(name):
        _refuse(path, QT_TRANSLATE_NOOP("errors", "Its file “{file}” is of a kind that no model needs."), file=name)
    key = _key(name)
    if key in seen:
        _refuse(
            path, QT_TRANSLATE_NOOP("errors", "It holds “{file}” twice, or so that not every disk can tell."), file=name
        )
    seen.add(key)


def _key(name: str) -> str:
    """Return what is equal for names that some file system takes for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _check_folders(path: Path, sizes: dict[str, int]) -> None:
    """Refuse names of which one is a folder of another, or that differ in the case of a folder alone."""
    spelled: dict[str, str] = {}
    files = {_key(name) for name in sizes}
    for name in sizes:
        parts = name.split("/")
        for end in range(1, len(parts)):
            folder = "/".join(parts[:end])
            if spelled.setdefault(_key(folder), folder) != folder or _key(folder) in files:
                reason = QT_TRANSLATE_NOOP("errors", "It holds “{file}” twice, or so that not every disk can tell.")
                _refuse(path, reason, file=folder)


# --- both kinds ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """One entry; `open` is None for a folder."""

    name: str
    size_bytes: int
    open: Callable[[], IO[bytes]] | None


class _Bounded(io.BufferedIOBase):
    """A file that refuses to be read in one piece beyond reason, or beyond `limit_bytes` in all."""

    def __init__(self, file: io.BufferedIOBase, path: Path, limit_bytes: int) -> None:
        self._file = file
        self._path = path
        self._limit_bytes = limit_bytes

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size > _READ_AT_ONCE_BYTES:
            _refuse(self._path, QT_TRANSLATE_NOOP("errors", "Its list of contents is beyond measure."))
        content = self._file.read(_READ_AT_ONCE_BYTES if size is None or size < 0 else size)
        if self._file.tell() > self._limit_bytes:
            _refuse(self._path, _GROWS)
        return content

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_SET and offset > self._limit_bytes:
            _refuse(self._path, _GROWS)
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True


_FAULTS = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, ValueError, NotImplementedError, OverflowError)


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[_Member]]:
    """Give the entries of an archive, by what it is and not by what it is called."""
    limit_bytes = _limit(path)
    try:
        with path.open("rb") as file:
            start = file.read(2)
            file.seek(0)
            if start == _ZIP_MAGIC:
                with zipfile.ZipFile(_Bounded(file, path, limit_bytes)) as archive:
                    yield _zip_members(path, archive)
            elif start == _GZIP_MAGIC:
                with gzip.GzipFile(fileobj=file) as unzipped:
                    yield _tar_members(path, _Bounded(unzipped, path, limit_bytes))
            else:
                yield _tar_members(path, _Bounded(file, path, limit_bytes))
    except _FAULTS as error:
        raise ArchiveRefused(archive=path.name, reason=_DAMAGED, detail=str(error)) from error
    except gzip.BadGzipFile as error:
        raise ArchiveRefused(archive=path.name, reason=_DAMAGED, detail=str(error)) from error
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        if error.filename != str(path):
            raise
        raise InputUnreadable(name=path.name, detail=str(error)) from error


def _guarded_read(path: Path, file: IO[bytes]) -> bytes:
    try:
        return file.read(_CHUNK_BYTES)
    except (*_FAULTS, gzip.BadGzipFile) as error:
        raise ArchiveRefused(archive=path.name, reason=_DAMAGED, detail=str(error)) from error


def _refuse_kind(path: Path, name: str) -> NoReturn:
    _refuse(path, QT_TRANSLATE_NOOP("errors", "“{file}” in it is a link or a device, and no file."), file=name)


def _zip_members(path: Path, archive: zipfile.ZipFile) -> Iterator[_Member]:
    for info in archive.infolist():
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
            _refuse_kind(path, info.filename)
        if info.orig_filename != info.filename or info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
            _refuse(path, QT_TRANSLATE_NOOP("errors", "It is written in a way that Ilha does not read."))
        folder = info.filename.endswith("/") or kind == stat.S_IFDIR
        name = info.filename.removesuffix("/") if folder else info.filename
        if folder and (not is_safe(name) or info.file_size):
            _check_name(path, f"{name}/", set())
        yield _Member(name=name, size_bytes=info.file_size, open=None if folder else partial(archive.open, info))


def _tar_members(path: Path, file: _Bounded) -> Iterator[_Member]:
    with tarfile.open(fileobj=file, mode="r:", errorlevel=2) as archive:
        for info in archive:
            if info.isdir():
                if not is_safe(info.name.removesuffix("/")) and info.name not in {".", "./"}:
                    _check_name(path, f"{info.name}/", set())
                yield _Member(name=info.name, size_bytes=0, open=None)
                continue
            if not info.isreg() or info.issparse():
                _refuse_kind(path, info.name)
            yield _Member(
                name=info.name.removeprefix("./"),
                size_bytes=info.size,
                open=partial(_extract, archive, info),
            )


def _extract(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    file = archive.extractfile(info)
    assert file is not None
    return file

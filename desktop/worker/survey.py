"""What has changed since files were indexed: found by walking and comparing; nothing is opened but to be digested."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import Failure, IlhaError, InputEmpty, InputNotFound, InputUnsupported
from desktop.core.media import MediaKind
from desktop.core.passages import IndexedFile, IndexState
from desktop.media.sniff import expand, is_folder, is_unicode, recognise
from desktop.state.files import sha256_of

if TYPE_CHECKING:
    from desktop.core.media import InputFile
    from desktop.state.index_rows import Entry

Stamp = tuple[int, int]
"""Size in bytes and time of change in ns: a file that has both as before is the same file."""


@dataclass(slots=True, kw_only=True)
class Survey:
    """What was found.

    Attributes:
        changed: files to read, with their time of change.
        touched: files that are what they were, with their new stamp.
        same: files that need no work, and those that are not there to be read.
        gone: files of the index that are no longer there, or no longer of a kind that is read.
        failed: files that are there and cannot be read.
    """

    changed: list[tuple[InputFile, int]] = field(default_factory=list)
    touched: list[tuple[Path, Stamp]] = field(default_factory=list)
    same: list[IndexedFile] = field(default_factory=list)
    gone: list[Path] = field(default_factory=list)
    failed: list[tuple[Path, Stamp, Failure]] = field(default_factory=list)


def survey(
    asked: Iterable[Path],
    entries: Iterable[Entry],
    roots: Mapping[Path, bool],
    *,
    ours: Path,
    shown: Path,
    again: bool = False,
) -> Survey:
    """Look at files and folders.

    Args:
        asked: what to look at, absolute.
        entries: what the index knows of the files in it.
        roots: what was added, and what was taken out of it (False).
        ours: the folder that Ilha writes to; nothing in it is anybody's document.
        shown: a folder in it of which that is not true.
        again: read also what failed before, though it did not change.
    """
    known = {entry.path: entry for entry in entries}
    return _Surveyor(known, roots, ours, shown, again=again).look_at(asked)


def look(entry: Entry) -> IndexedFile:
    """Return what is to be told of a file of the index: whether it still is what was read."""
    if entry.state is not IndexState.READY:
        return entry.shown
    try:
        stamp = _stamp(entry.path)
    except OSError as error:
        return _missing(entry.path, error, entry)
    if stamp == (entry.size_bytes, entry.modified_ns):
        return entry.shown
    return IndexedFile(path=entry.path, state=IndexState.STALE, passages=entry.passages)


class _Surveyor:
    """One look at some files and folders."""

    def __init__(
        self, known: Mapping[Path, Entry], roots: Mapping[Path, bool], ours: Path, shown: Path, *, again: bool
    ) -> None:
        self._known, self._roots, self._ours, self._shown, self._again = known, roots, ours, shown, again
        self._found = Survey()
        self._seen: set[Path] = set()

    def look_at(self, asked: Iterable[Path]) -> Survey:
        for top in asked:
            if is_folder(top):
                self._folder(top)
            elif top not in self._seen:
                self._file(top, named=True)
        return self._found

    def _folder(self, top: Path) -> None:
        for path in expand([top], lambda path, error: self._found.same.append(_unreadable(path, error))):
            if path not in self._seen and self._wanted(path):
                self._file(path, named=False)
        inside = str(top).rstrip(os.sep) + os.sep
        for path in self._known:
            if str(path).startswith(inside) and path not in self._seen and not _there(path):
                self._found.gone.append(path)

    def _wanted(self, path: Path) -> bool:
        if self._ours in path.parents and self._shown not in path.parents:
            return False
        return next((self._roots[one] for one in (path, *path.parents) if one in self._roots), True)

    def _file(self, path: Path, *, named: bool) -> None:
        self._seen.add(path)
        entry = self._known.get(path)
        try:
            stamp = _stamp(path)
        except (OSError, ValueError) as error:
            self._found.same.append(_missing(path, error, entry))
            return
        if entry is not None and self._is_same(entry, stamp):
            return
        from desktop.media.extraction import extractable  # it loads all readers; the window begins with this module

        try:
            file = recognise(path)
        except IlhaError as error:
            if is_unicode(path):
                self._found.failed.append((path, stamp, error.failure()))
            else:  # the index cannot write such a name down
                self._found.same.append(_unreadable(path, error))
            return
        if extractable(file):
            self._found.changed.append((file, stamp[1]))
        elif named:
            self._found.failed.append((path, stamp, _refusal(file)))
        elif entry is not None:
            self._found.gone.append(path)

    def _is_same(self, entry: Entry, stamp: Stamp) -> bool:
        """Say whether a file needs no reading, and note it then."""
        settled = entry.state is IndexState.READY or (entry.state is IndexState.FAILED and not self._again)
        if not settled:
            return False
        if stamp == (entry.size_bytes, entry.modified_ns):
            self._found.same.append(entry.shown)
            return True
        if entry.sha256 is None or stamp[0] != entry.size_bytes or not _has_digest(entry.path, entry.sha256):
            return False
        self._found.touched.append((entry.path, stamp))
        self._found.same.append(entry.shown)
        return True


def _stamp(path: Path) -> Stamp:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _has_digest(path: Path, digest: str) -> bool:
    try:
        return sha256_of(path) == digest
    except OSError:
        return False


def _there(path: Path) -> bool:
    """Say whether there may be a file: where a folder does not let itself be looked into, there may."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _missing(path: Path, error: Exception, entry: Entry | None) -> IndexedFile:
    failure = InputNotFound(name=path.name, detail=str(error)).failure()
    if entry is None:
        return IndexedFile(path=path, state=IndexState.FAILED, failure=failure)
    return IndexedFile(path=path, state=IndexState.STALE, passages=entry.passages, failure=failure)


def _unreadable(path: Path, error: IlhaError) -> IndexedFile:
    return IndexedFile(path=path, state=IndexState.FAILED, failure=error.failure())


def _refusal(file: InputFile) -> Failure:
    from desktop.media.documents import ACCEPTS

    if file.kind is MediaKind.EMPTY:
        return InputEmpty(name=file.name).failure()
    return InputUnsupported(name=file.name, label=file.label, accepts=ACCEPTS).failure()

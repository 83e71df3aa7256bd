"""Recognise files by their content and walk through folders.

A small table of our own (`signatures`, `containers`, `families`) stands in front of puremagic, which is asked only
about binary files that the table does not know. `python -m tests.unit.media.measure_sniff` on two shared cores:

              families   ms mean   ms most import ms
    this      80 of 80      0.05      0.56        12
    puremagic 60 of 80      0.30      0.45         4   wrong: m4a, ELF, SQLite, TTF, tables, models, binary named .txt …
    filetype  55 of 80      0.02      0.05         3   wrong: every text and table, SVG, models …

Times include opening and reading. The table was written with those samples at hand, so 80 is no surprise; the point is
that neither library alone knows texts and models. puremagic 1.30 fills the gaps: its list is the longest and it is
still being worked on. python-magic needs the native libmagic, which Windows and macOS do not have.
"""

from __future__ import annotations

import heapq
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from desktop.core.errors import FolderEmpty, InputError, InputNotFound, InputUnreadable
from desktop.core.media import InputFile, MediaKind, Scene
from desktop.media.containers import Glimpse
from desktop.media.encoding import EIGHT_BIT, Encoding, detect
from desktop.media.families import text_family
from desktop.media.formats import FORMATS
from desktop.media.scene import guess_scene
from desktop.media.signatures import recognise_binary

_HEAD_BYTES = 16_384
_LEAST_MAGIC = 4
_TEXT_MAGIC = (("%PDF-", "pdf"), ("{\\rtf", "rtf"), ("%!PS", "postscript"))
_WIDE = {"utf-16": "text-utf16", "utf-16-le": "text-utf16", "utf-16-be": "text-utf16", "utf-32": "text-utf32"}
_DIGITS = re.compile(r"(\d+)")
_SORTED_AT_ONCE = 1_000
"""One sort of ten thousand names would let no other thread run until it is done, and so stop the window."""

OnError = Callable[[Path, InputError], None]


def recognise(path: Path, name: str = "") -> InputFile:
    """Say what the file at `path` is; milliseconds, whatever its size, and never an error about strange content.

    Args:
        path: a file; made absolute without following links.
        name: what people call it, when that is not the file name.

    Raises:
        InputNotFound: nothing is there.
        InputUnreadable: it cannot be opened, or is no regular file (a folder, a device, a pipe).
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links and change the name people know
    shown = (name or path.name).encode("utf-8", "replace").decode()
    if not is_unicode(path):
        raise InputUnreadable(name=shown, detail="its name or a folder's is not valid UTF-8")
    try:
        # Opening a named pipe would wait for a writer, so look before.
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputUnreadable(name=shown, detail=f"not a regular file: {path}")
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            head = file.read(_HEAD_BYTES)
            found = FORMATS[_key(Glimpse(head, max(size, len(head)), path.suffix.lower().lstrip("."), file))]
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputNotFound(name=shown, detail=str(error)) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        raise InputUnreadable(name=shown, detail=str(error)) from error
    scene = guess_scene(found.mime, head) if found.kind is MediaKind.IMAGE else Scene.UNKNOWN
    return InputFile(
        path=path, kind=found.kind, mime=found.mime, label=found.label, size_bytes=size, name=shown, scene=scene
    )


def is_unicode(path: Path) -> bool:
    """Say whether a path can be written down in a database or as JSON; Linux allows any bytes in names."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _key(glimpse: Glimpse) -> str:
    if not glimpse.head:
        return "empty"
    cut = glimpse.size > len(glimpse.head)
    encoding = detect(glimpse.head, cut=cut)
    if encoding and encoding.sure:
        return _text_key(glimpse, encoding, cut=cut)
    found = recognise_binary(glimpse)
    if found:
        return found
    if encoding:
        return _text_key(glimpse, encoding, cut=cut)
    return _rare(glimpse.head) or "unknown"


def _text_key(glimpse: Glimpse, encoding: Encoding, *, cut: bool) -> str:
    name = "cp1252" if encoding.name == EIGHT_BIT else encoding.name
    text = glimpse.head.decode(name, errors="replace")
    start = text[:64].lstrip()
    for magic, key in _TEXT_MAGIC:
        if start.startswith(magic):
            return key
    family = text_family(text, glimpse.suffix, cut=cut)
    if family != "text":
        return family
    return "text-8bit" if encoding.name == EIGHT_BIT else _WIDE.get(encoding.name, "text")


_BROAD = {"image": "image", "audio": "audio", "video": "video", "font": "font"}


def _rare(head: bytes) -> str | None:
    """Ask puremagic for the family of a format the table does not know; a match of few bytes is an accident."""
    import puremagic

    try:
        matches = puremagic.magic_string(head)
    except (LookupError, ValueError):
        return None
    for match in matches:
        if len(match.byte_match) >= _LEAST_MAGIC:
            return _BROAD.get(match.mime_type.partition("/")[0])
    return None


# --- folders ---------------------------------------------------------------------------------------------------------


def is_folder(path: Path | str) -> bool:
    """Say whether a folder is there, as far as one may look."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where a folder above forbids it, or for a long name


def expand(paths: Iterable[Path], on_error: OnError | None = None) -> Iterator[Path]:
    """Yield the files of `paths`: files as they are, folders recursively in natural order ("page 2" before "page 10").

    Hidden files and folders inside a folder are left out, as are devices and broken links. Links to folders are
    followed once. A path that does not exist is passed on: `recognise` says what is wrong with it, and it gets its own
    row. Memory holds the names still to come of the folders on the way, no more.

    Args:
        paths: what was dropped or named.
        on_error: called with the path and a `FolderEmpty` for each given folder without any file, or `InputUnreadable`
            for each folder that cannot be listed; the walk then goes on. Without it the error is raised at that point.
    """
    for path in paths:
        if not is_folder(path):
            yield path
            continue
        count = 0
        failed: list[InputError] = []
        for file in _walk(path, failed, on_error):
            count += 1
            yield file
        if not count and not failed:
            _report(path, FolderEmpty(name=path.name or str(path), detail=str(path)), on_error)


def _report(path: Path, error: InputError, on_error: OnError | None) -> None:
    if on_error is None:
        raise error
    on_error(path, error)


def _walk(top: Path, failed: list[InputError], on_error: OnError | None) -> Iterator[Path]:
    seen: set[tuple[int, int]] = set()
    stack = [top]
    while stack:
        here = stack.pop()
        if not is_folder(here):
            yield here
            continue
        try:
            status = here.stat()
            names = _names(here)
        except OSError as error:
            failed.append(InputUnreadable(name=here.name, detail=str(error)))
            _report(here, failed[-1], on_error)
            continue
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        stack.extend(here / name for name in reversed(names))


def _names(folder: Path) -> list[str]:
    """Return what is worth looking at in `folder`, in natural order."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if not _hidden(entry) and _usable(entry)]
    parts = [sorted(names[at : at + _SORTED_AT_ONCE], key=natural_key) for at in range(0, len(names), _SORTED_AT_ONCE)]
    return list(heapq.merge(*parts, key=natural_key))


def _usable(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir() or entry.is_file()
    except OSError:  # a link to itself
        return False


def _hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return True
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) if os.name == "nt" else 0
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def natural_key(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Return a sorting key by which numbers inside names count as numbers and case does not matter."""
    parts = _DIGITS.split(name.casefold())
    # `int` refuses more than 4,300 digits; the longest file name has 255.
    key = tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts if part)
    return key, name

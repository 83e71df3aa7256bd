"""What became of files of a home that were damaged: said once, by whichever program comes to it first.

Damage is found by whoever opens a file, on any thread, and often by a program that can say nothing. So what was done
about it is written beside the file, in its folder.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.core.errors import IlhaError, StorageError
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.state.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.state.paths import Home

ENDING = ".renewed"
"""Ends the name of what is written beside a file."""
_told: set[tuple[str, str]] = set()
"""What this process has said: settings are read again and again."""
_hearing: list[Callable[[], None]] = []


class StorageRenewed(StorageError):
    """A database was damaged, and what was intact of it is in a new one."""

    code = "storage-renewed"
    message = QT_TRANSLATE_NOOP("errors", "“{file}” in “{folder}” was damaged. All that could be read is still here.")
    hint = QT_TRANSLATE_NOOP("errors", "The damaged file is beside it as “{kept}”.")


class IndexRenewed(StorageRenewed):
    """An index was damaged; which folders it is of is known still."""

    code = "index-renewed"
    message = QT_TRANSLATE_NOOP("errors", "“{file}” in “{folder}” was damaged. Your files are read into a new one.")


class StorageReplaced(StorageError):
    """Nothing of a file could be read, and it was set aside."""

    code = "storage-replaced"
    message = QT_TRANSLATE_NOOP("errors", "“{file}” in “{folder}” could not be read, and Ilha has begun a new one.")
    hint = QT_TRANSLATE_NOOP("errors", "Everything else is still here; the damaged one is beside it as “{kept}”.")


def tell(path: Path, said: StorageError) -> None:
    """Have it said, once, what became of the file at `path`."""
    words = json.dumps({"code": said.code, **said.arguments})
    if (str(path), words) in _told:
        return
    _told.add((str(path), words))
    with suppress(StorageError):
        replace_file(path.with_name(f"{path.name}{ENDING}"), words.encode())
    for hear in _hearing:
        hear()


def take_news(home: Home) -> list[StorageError]:
    """Return what was not said yet of the files of a home."""
    folders = dict.fromkeys((home.root, home.for_good().root, home.index, home.documents))
    found = []
    for path in (path for folder in folders for path in sorted(folder.glob(f"*{ENDING}"))):
        with suppress(OSError, ValueError, KeyError, TypeError):
            words = path.read_bytes()
            path.unlink()
            arguments = json.loads(words)
            kind = IlhaError.by_code[arguments.pop("code")]
            if issubclass(kind, StorageError):
                found.append(kind(**arguments))
    return found


def listen(hear: Callable[[], None] | None) -> None:
    """Have `hear` called, on any thread, whenever there is something to say; None for nobody."""
    _hearing[:] = [] if hear is None else [hear]

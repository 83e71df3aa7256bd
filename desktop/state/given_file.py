"""Small JSON files that people give one another: read with care, and kept under names that are free."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar

import msgspec

from desktop.core.errors import InputError, InputNotFound, InputUnreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

BYTES_AT_MOST = 1_000_000
_LETTERS_AT_MOST = 60

T = TypeVar("T", bound=msgspec.Struct)


def read_given(path: Path, kind: type[T], invalid: Callable[[str], InputError]) -> T:
    """Return what a file describes.

    Raises:
        InputNotFound: the file is not there.
        InputUnreadable: it cannot be opened.
        InputError: what `invalid` makes of what is wrong in it and where.
    """
    try:
        with path.open("rb") as file:
            written = file.read(BYTES_AT_MOST + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputNotFound(name=path.name, detail=str(error)) from error
    except OSError as error:
        raise InputUnreadable(name=path.name, detail=str(error)) from error
    try:
        if len(written) > BYTES_AT_MOST:
            raise msgspec.ValidationError("It is larger than such a file can be")
        return msgspec.json.decode(written, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise invalid(str(error)) from error


def faults(folder: Path, read: Callable[[Path], object]) -> list[InputError]:
    """Say which files of a folder describe nothing, and why; they stay where they are, to be mended."""
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            read(path)
        except InputError as error:
            found.append(error)
    return found


def written(value: msgspec.Struct) -> bytes:
    """Return the file of a value, to be read by people too."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def free_id(name: str, taken: Collection[str], otherwise: str) -> str:
    """Return a file name made of the letters of `name` that is not taken; `otherwise` where it has none."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    begin = re.sub(r"[^a-z0-9]+", "-", letters)[:_LETTERS_AT_MOST].strip("-") or otherwise
    number = 1
    while (found := begin if number == 1 else f"{begin}-{number}") in taken:
        number += 1
    return found

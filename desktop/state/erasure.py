"""Everything that a home holds, listed file by file, and erased: nothing outside of it, and nothing through a link."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.state.files import HALVES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.state.paths import Home

MODELS = "models"
_PIECE = bytes(1 << 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What lies in one place of a home.

    Attributes:
        name: of the place, as in `Home.places`.
        tops: the file or folder itself, and files beside it that belong to it.
        files: every file and link in it.
        size_bytes: of the files.
    """

    name: str
    tops: tuple[Path, ...]
    files: tuple[Path, ...]
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased, file by file, and what the system did not let go."""

    paths: tuple[Path, ...]
    size_bytes: int
    left: tuple[Path, ...] = ()


def shares(home: Home, *, models: bool = True) -> tuple[Share, ...]:
    """Return what a home holds by place, in their order; only what Ilha itself puts there is ever listed.

    A store of models that was moved elsewhere is not in it, and with `models` false none is.
    """
    found: dict[str, list[Path]] = {name: [] for name in home.places()}
    own = {name: path for name, path in home.places().items() if path.parent == home.root}
    if not models:
        del found[MODELS]
        own.pop(MODELS, None)
    for entry in sorted(home.root.iterdir()) if home.root.is_dir() else ():
        name = next((name for name, place in own.items() if _belongs(entry.name, place.name)), None)
        if name is None and entry.match(HALVES):
            name = "settings"
        if name is not None:
            found[name].append(entry)
    return tuple(_share(name, tops) for name, tops in found.items() if tops)


def erase(home: Home, *, models: bool = True) -> Erased:
    """Erase what a home holds, see `shares`, and its folder when nothing else is in it."""
    erased = _erase(shares(home, models=models))
    with suppress(OSError):
        home.root.rmdir()
    return erased


def _erase(listed: Iterable[Share]) -> Erased:
    """Files are overwritten once before, but for models, which anybody can have."""
    paths, left, freed = list[Path](), list[Path](), 0
    for share in listed:
        for path in share.files:
            size_bytes = _size(path)
            if _gone(path, overwritten=share.name != MODELS):
                paths.append(path)
                freed += size_bytes
            else:
                left.append(path)
        for top in share.tops:
            _remove_folders(top)
    return Erased(paths=tuple(paths), size_bytes=freed, left=tuple(left))


def erase_folder(folder: Path) -> None:
    """Erase a folder with all that is in it, as far as the system lets it."""
    _erase([_share("", [folder])])


def _belongs(name: str, place: str) -> bool:
    """Say whether a name is that of a place, or of what is put beside it: a log, a part, one set aside, a proof."""
    if "." in place:
        return name == place or name.startswith((f"{place}-", f"{place}.", f".{place}."))
    return re.fullmatch(rf"{place}(-[0-9a-f]{{16}}|\.bad(-\d+)?|\.renewed)?", name) is not None


def _share(name: str, tops: list[Path]) -> Share:
    files = tuple(path for top in tops for path in _files(top))
    return Share(name=name, tops=tuple(tops), files=files, size_bytes=sum(map(_size, files)))


def _files(top: Path) -> Iterator[Path]:
    """Return a file, or all files below a folder; a link to a folder is one of them, and nothing behind it."""
    if top.is_symlink() or not top.is_dir():
        yield top
        return
    for folder, folders, names in os.walk(top):
        inside = Path(folder)
        yield from (inside / name for name in names)
        yield from (inside / name for name in folders if (inside / name).is_symlink())


def _size(path: Path) -> int:
    """Return the size of a file; a link has none."""
    try:
        status = path.lstat()
    except OSError:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def _gone(path: Path, *, overwritten: bool) -> bool:
    try:
        if overwritten and path.is_file() and not path.is_symlink():
            _overwrite(path)
        path.unlink()
    except OSError:
        return not os.path.lexists(path)
    return True


def _overwrite(path: Path) -> None:
    """Write zeros over a file that has no other name; whether a disk keeps the old bytes is beyond us."""
    with suppress(OSError), open(path, "r+b", buffering=0, opener=_no_link) as file:
        status = os.fstat(file.fileno())
        left = status.st_size if status.st_nlink == 1 else 0
        while left > 0:
            left -= file.write(_PIECE[: min(left, len(_PIECE))]) or left


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


def _remove_folders(top: Path) -> None:
    """Remove a folder and those in it, as far as they are empty."""
    for folder, folders, _ in os.walk(top, topdown=False) if not top.is_symlink() else ():
        for name in (*folders, ""):
            with suppress(OSError):
                os.rmdir(os.path.join(folder, name))  # noqa: PTH106, PTH118 - of a walk, as it gives them

"""Finished pieces of a long job, kept on the disk so that the same job goes on where it stopped."""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import IO


def name_of(parts: Mapping[str, object]) -> str:
    """Return the name of a checkpoint: what is made of the same input in the same way has the same one."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


class Checkpoint:
    """Pieces by key, a line each.

    Attributes:
        resumed: pieces of an earlier run that were used.
    """

    def __init__(self, path: Path, *, anew: bool, private: bool = False) -> None:
        """Read what an earlier run left at `path`; with `anew` it is forgotten. A `private` run writes nothing."""
        self.resumed = 0
        self._path = path
        self._private = private
        self._file: IO[str] | None = None
        if anew:
            path.unlink(missing_ok=True)
        self._known = _read(path)
        self._earlier = set(self._known)  # those of them that were not used so far

    @property
    def name(self) -> str:
        """Return the name under which it can be discarded."""
        return self._path.name

    def get(self, key: str) -> str | None:
        """Return a finished piece."""
        if key in self._earlier:
            self._earlier.remove(key)
            self.resumed += 1
        return self._known.get(key)

    def put(self, key: str, piece: str) -> None:
        """Keep a finished piece; it is on its way to the disk when this returns."""
        if self._private:
            self._known[key] = piece
            return
        if self._file is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = self._path.open("a", encoding="utf-8")
            if _is_torn(self._path):
                self._file.write("\n")
        self._known[key] = piece
        self._file.write(json.dumps([key, piece], ensure_ascii=False) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Let the file go; what was kept stays."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _read(path: Path) -> dict[str, str]:
    """Return the pieces in a file, without lines that were torn by a crash."""
    known: dict[str, str] = {}
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return known
    for line in lines:
        with contextlib.suppress(ValueError, TypeError):  # what is left of a torn line may be a number
            key, piece = json.loads(line)
            known[str(key)] = str(piece)
    return known


def _is_torn(path: Path) -> bool:
    """Say whether the last line of a file is not finished."""
    content = path.read_bytes()
    return bool(content) and not content.endswith(b"\n")

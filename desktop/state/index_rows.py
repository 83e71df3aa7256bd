"""What the rows of the index hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.core.errors import Failure
from desktop.core.passages import IndexedFile, IndexState, Passage
from desktop.state.codec import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file as it was when it was last looked at."""

    path: Path
    size_bytes: int
    modified_ns: int
    sha256: str | None
    state: IndexState
    passages: int
    failure: Failure | None

    @property
    def shown(self) -> IndexedFile:
        """Return what is told of it."""
        return IndexedFile(path=self.path, state=self.state, passages=self.passages, failure=self.failure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A passage and whose it is; `id` is its number in the index."""

    id: int
    path: Path
    passage: Passage


def entry_of(row: tuple[Any, ...]) -> Entry:
    """Return a file of the index."""
    return Entry(
        path=Path(row[0]),
        size_bytes=row[1],
        modified_ns=row[2],
        sha256=row[3],
        state=IndexState(row[4]),
        passages=row[5],
        failure=decode(row[6], Failure) if row[6] else None,
    )


def place_of(row: tuple[Any, ...]) -> Place:
    """Return a passage of the index."""
    number, path, start, end, page, text = row
    return Place(id=number, path=Path(path), passage=Passage(start=start, end=end, page=page, text=text))

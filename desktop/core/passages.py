"""Passages of files: what the index holds of them, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import Failure, InputError
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Iterable


class IndexState(StrEnum):
    """What the index knows of a file; the values are part of the command line's JSON."""

    INDEXING = "indexing"
    """It waits, is being read, or was when the program ended."""
    READY = "ready"
    STALE = "stale"
    """It changed, moved away, or was read for another model: `ilha index update` mends that."""
    FAILED = "failed"


class InputNotIndexed(InputError):
    """The index knows nothing of a file or folder."""

    code = "input-not-indexed"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” is not in the index.")
    hint = QT_TRANSLATE_NOOP("errors", "“ilha index list” shows what is.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A few sentences; `start` and `end` count characters of the file's text, `page` from 1 where it has pages."""

    start: int
    end: int
    text: str
    page: int | None = None


def joined(passages: Iterable[Passage]) -> tuple[str, list[int]]:
    """Return the text of passages that follow one another, and where each begins; a new paragraph begins anew."""
    text, end, starts = "", 0, []
    for passage in passages:
        text += "" if not text else " " if passage.start - end <= 1 else "\n\n"
        starts.append(len(text))
        text, end = text + passage.text, passage.end
    return text, starts


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an engine read of a file: its passages, and a row of bytes for each (`desktop.engine.vector_rows`)."""

    passages: tuple[Passage, ...]
    vectors: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The nearest rows of a file of vectors, best first, and their cosines."""

    rows: tuple[int, ...]
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedFile:
    """A file and what the index knows of it; `failure` says why nothing could be read of it."""

    path: Path
    state: IndexState
    passages: int = 0
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that a search found.

    Attributes:
        path: the file.
        passage: the place in it.
        score: 0 to 1; 1 is the best of all both by meaning and by words.
        similarity: its cosine with what was searched for; 0 where that is too small to mean anything.
        marks: the words that were searched for, (start, end) in the passage's text.
    """

    path: Path
    passage: Passage
    score: float
    similarity: float
    marks: tuple[tuple[int, int], ...] = ()

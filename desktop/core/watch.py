"""Folders that are watched: what is done with the files that appear there, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop.core.errors import Failure, InputError
from desktop.core.task import Value
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import UsageError


class FolderUnwatchable(UsageError):
    """A folder that only Ilha writes to."""

    code = "folder-unwatchable"
    message = QT_TRANSLATE_NOOP("errors", "“{folder}” belongs to Ilha, so nobody puts files there.")
    hint = QT_TRANSLATE_NOOP("errors", "Watch a folder of your own.")


class NotAFolder(UsageError):
    """Somebody wants to have a file watched."""

    code = "not-a-folder"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” is no folder.")
    hint = QT_TRANSLATE_NOOP("errors", "Name the folder whose files are to be worked on.")


class InputBeingWritten(InputError):
    """A file that another program has not finished yet."""

    code = "input-being-written"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” is being written still.")
    hint = QT_TRANSLATE_NOOP("errors", "It is taken as soon as it is whole.")


class SeenState(StrEnum):
    """queued → delivering → done; or failed, cancelled, or unfit for the task from the beginning."""

    QUEUED = "queued"
    DELIVERING = "delivering"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A folder and what is done with its files.

    Attributes:
        id: number in the database, 0 before it is there.
        folder: what is watched, with all that is in it.
        task: id of a task, or `recipe:NAME`.
        model: id of a model, None for the first that is ready.
        params: options of the task.
        formats: exports to write; the first form of each result without any.
        out: folder of the results.
        paused: whether nothing new is begun.
    """

    id: int = 0
    folder: Path
    task: str
    model: str | None = None
    params: dict[str, Value] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    out: Path
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A file of a watched folder, as it was when it was looked at.

    Attributes:
        sha256: its digest, empty where it was not wanted.
        job: id of the job that worked on it.
        failure: why there is no result.
        changed: when the state changed, in seconds since the epoch.
    """

    path: Path
    size_bytes: int
    modified_ns: int
    sha256: str = ""
    state: SeenState = SeenState.QUEUED
    job: str = ""
    failure: Failure | None = None
    changed: float = 0.0

    @property
    def stamp(self) -> tuple[int, int]:
        """Return size and time of change: a file that has both as before is the same file."""
        return self.size_bytes, self.modified_ns


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchStatus:
    """A watched folder as it is shown.

    Attributes:
        counts: files by state.
        unsettled: how many are being written still.
        trouble: why it cannot be watched, or results cannot be written, just now.
        remote: kind of the network file system it lies on, empty where it lies on this computer.
    """

    watch: Watch
    counts: dict[SeenState, int]
    unsettled: int = 0
    trouble: Failure | None = None
    remote: str = ""

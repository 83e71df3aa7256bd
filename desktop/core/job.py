"""Jobs and what travels between the window and the engine about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop.core.chat import Message
from desktop.core.errors import Failure
from desktop.core.inspection import ModelReport, Speeds
from desktop.core.media import InputFile
from desktop.core.model import InstalledModel
from desktop.core.passages import Ranking, Reading
from desktop.core.proof import Attempt
from desktop.core.queue import Priority
from desktop.core.result import Result
from desktop.core.task import Value


class JobState(StrEnum):
    """queued → running → done, failed or cancelled; a queued job may also be cancelled or fail at once."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def finished(self) -> bool:
        """Say whether nothing more will happen to the job."""
        return self in _FINISHED


_FINISHED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})
"""Made once, for a queue of thousands is asked about at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a job is: `done` of `total` in `phase` (`load`, `run`, `pages` …); at most ten a second."""

    phase: str
    done: int
    total: int | None
    eta_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One input, one task, one model. Replaced, never mutated; times are seconds since the epoch.

    Attributes:
        priority, place: where it stands in the queue of the window; without a place it is in no queue.
        crashes: how often it ended the engine.
    """

    id: str
    input: InputFile
    task: str
    model: str
    params: dict[str, Value] = field(default_factory=dict)
    state: JobState = JobState.QUEUED
    progress: Progress | None = None
    created: float = 0.0
    started: float | None = None
    finished: float | None = None
    result: Result | None = None
    failure: Failure | None = None
    priority: Priority = Priority.NORMAL
    place: float | None = None
    crashes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One job inside a request; `work` is the folder its artifacts are written to."""

    job_id: str
    input: InputFile
    work: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """One task, model and set of parameters for 1…n items that are reported one by one.

    `others` are the models that the task may use as well or instead; without `resume` it starts anew what an earlier
    run left unfinished; of a `private` one nothing unfinished is kept.
    """

    task: str
    model: InstalledModel
    params: dict[str, Value]
    items: tuple[Item, ...]
    others: tuple[InstalledModel, ...] = ()
    resume: bool = True
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspect:
    """Look into a model that is not installed yet; the one item stands for its folder."""

    model: InstalledModel
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """Measure what this computer does in a second; the one item stands for the answer."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prove:
    """Try to get past the wall; the one item stands for the answer, and its input for a folder outside."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatTurn:
    """Answer a conversation; the one item stands for the answer.

    `messages` are what user and model said in turn, the last by the user; `params` are those of `core.chat.TASK`.
    What was written when it is cancelled is its answer.
    """

    model: InstalledModel
    messages: tuple[Message, ...]
    params: dict[str, Value]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRequest:
    """Read files, cut them into passages and make the vector of each; `others` are models that read pictures."""

    model: InstalledModel
    items: tuple[Item, ...]
    others: tuple[InstalledModel, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """Find the passages that are nearest to `text` in meaning; the one item stands for the file of their vectors.

    `rows` are stretches of that file (first, one past the last) to look at, all of it where there are none.
    """

    model: InstalledModel
    items: tuple[Item, ...]
    text: str
    limit: int
    rows: tuple[tuple[int, int], ...] = ()


Request = RunRequest | Inspect | Benchmark | Prove | ChatTurn | IndexRequest | SearchRequest
"""What the engine works on, one after the other."""


# --- window or command line → engine ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Give up one job, running or waiting inside a request."""

    job_id: str


# --- engine → window or command line ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The engine stands behind its wall and waits; `modules` are the foreign packages it has loaded so far."""

    wall: str
    pid: int
    modules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The engine begins a job."""

    job_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progressed:
    """A running job got further."""

    job_id: str
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """A piece of the result that can be shown already."""

    job_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A job is finished; `checkpoint` names what may be discarded once the result is kept."""

    job_id: str
    result: Result
    checkpoint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """A model was looked into, and nothing speaks against it so far."""

    job_id: str
    report: ModelReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmarked:
    """The computer was measured."""

    job_id: str
    speeds: Speeds


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """Everything was tried."""

    job_id: str
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A file was read for the index; `digest` is that of the bytes that were read."""

    job_id: str
    reading: Reading
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is nearest to the text of a search."""

    job_id: str
    ranking: Ranking


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A job cannot be finished."""

    job_id: str
    failure: Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelDone:
    """A job was given up as asked."""

    job_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDone:
    """Every item of the current request was reported; `memory_bytes` is the engine's resident size, now and at most."""

    memory_bytes: int
    peak_bytes: int = 0


Ended = Done | Inspected | Benchmarked | Proved | Indexed | Found | Failed | CancelDone
"""What is said last of a job."""

EngineMessage = Ready | Started | Progressed | Partial | Ended | RequestDone

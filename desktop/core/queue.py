"""What is said of the queue: how urgent a job is, what the engine does, how much there is to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.core.errors import Failure


class Priority(IntEnum):
    """Which of those that wait come first; inside of one priority, places decide."""

    LOW = -1
    NORMAL = 0
    HIGH = 1


class WhenFinished(StrEnum):
    """What is done when the last job has ended."""

    NOTHING = "nothing"
    NOTIFY = "notify"
    QUIT = "quit"
    SUSPEND = "suspend"
    SHUT_DOWN = "shut-down"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineStatus:
    """What the engine is doing.

    Attributes:
        state: `off`, `starting`, `ready`, `busy` or `unavailable`.
        wall: level in force, as in `engine.sandbox.Wall`; empty until the engine said Ready.
        memory_bytes: resident size of all engines, of each after its last request; 0 before.
    """

    state: str = "off"
    wall: str = ""
    memory_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueTotals:
    """Jobs of this session by state, and the seconds until all are finished (None when nothing is known).

    A queue that is `paused` begins nothing; `reason` is what paused it, None when the user did.
    """

    waiting: int = 0
    running: int = 0
    done: int = 0
    failed: int = 0
    eta_s: float | None = None
    paused: bool = False
    reason: Failure | None = None

"""What a model of speech does, whatever its kind: it hears windows and says what was said in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from desktop.core.result import Segment, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.engine.speech.windows import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is said in a window.

    Attributes:
        segments: in times of the recording.
        until_s: up to which second of the window it was understood; what follows belongs to the next window.
    """

    segments: tuple[Segment, ...]
    until_s: float


class Listener(Protocol):
    """A model of speech at work on one recording.

    Attributes:
        rate_hz: samples in a second of what it hears.
        longest: samples of its longest window.
        lanes: how many batches of windows are worth hearing at once.
        together: how many windows are worth a batch.
    """

    rate_hz: int
    longest: int
    lanes: int
    together: int

    @property
    def language(self) -> str:
        """Return the code of what is written; empty when nobody knows."""

    @property
    def spoken(self) -> str | None:
        """Return the code of what is heard, where it is translated."""

    def settle(self, language: str) -> None:
        """Take the language of the recording from an earlier run."""

    def meet(self, windows: Sequence[Window]) -> None:
        """Find out what must be known before any window is heard, from the first ones."""

    def hear(self, windows: Sequence[Window]) -> list[Heard]:
        """Return what is said in each window."""


def as_json(heard: Heard) -> dict[str, object]:
    """Return what is kept of a window on the disk."""
    return {
        "until_s": heard.until_s,
        "segments": [
            [one.start_s, one.end_s, one.text, [[w.start_s, w.end_s, w.text] for w in one.words] if one.words else None]
            for one in heard.segments
        ],
    }


def from_json(kept: dict[str, object]) -> Heard:
    """Return a window that was kept.

    Raises:
        ValueError, KeyError, TypeError: it is something else.
    """
    rows, until = kept["segments"], kept["until_s"]
    if not isinstance(rows, list) or not isinstance(until, int | float):
        raise TypeError
    segments = tuple(
        Segment(
            start_s=float(start),
            end_s=float(end),
            text=str(text),
            words=tuple(Word(start_s=float(a), end_s=float(b), text=str(t)) for a, b, t in words) if words else None,
        )
        for start, end, text, words in rows
    )
    return Heard(segments=segments, until_s=float(until))

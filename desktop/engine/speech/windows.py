"""Stretches of speech put together to windows that a model can hear at once, cut where nobody speaks.

Every moment of speech is in one window and in no other. Long pauses are left out; a window knows when each of its
moments was.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

PAD_SECONDS = 0.4
"""Of a pause that stay on either side of speech: the detector hears a soft beginning or end too late or too early."""
PAUSE_SECONDS = 2.0
"""A longer pause is left out; shorter ones tell the model where sentences end."""

SEAM = 0.4
"""Where in a short pause a window ends: before its middle, for a beginning is softer than an end and noticed later."""
EDGE_SECONDS = 0.2
"""Of a pause that belong to what is said beside it."""
NEAR_SECONDS = 0.3
"""A moment that a model writes for a pause is no farther from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Somebody speaks from sample `start` to before `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`length` samples of a window from sample `at` on, which are those of the recording from `start` on."""

    at: int
    start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What a model hears at once.

    Attributes:
        samples: float32 at `rate_hz`.
        pieces: where they are from, in time.
        speech: where somebody speaks, in samples of the window; empty when nobody knows.
    """

    samples: np.ndarray
    rate_hz: int
    pieces: tuple[Piece, ...]
    speech: tuple[Stretch, ...] = ()

    @property
    def seconds(self) -> float:
        """Return how long it is."""
        return len(self.samples) / self.rate_hz

    @property
    def end_s(self) -> float:
        """Return when in the recording it ends."""
        return (self.pieces[-1].start + self.pieces[-1].length) / self.rate_hz

    def time(self, second: float, *, ends: bool = False) -> float:
        """Return when in the recording a moment of the window was; at a seam, where something `ends` or begins."""
        sample = min(max(0.0, second * self.rate_hz), len(self.samples))
        piece = self.pieces[0]
        for later in self.pieces[1:]:
            if sample < later.at or (ends and sample <= later.at):
                break
            piece = later
        return (piece.start + min(sample - piece.at, piece.length)) / self.rate_hz

    def spoken_after(self, second: float) -> float:
        """Return for how many seconds somebody speaks after a moment of the window."""
        sample = second * self.rate_hz
        return sum(max(0.0, part.end - max(part.start, sample)) for part in self.speech) / self.rate_hz

    def pause_at(self, second: float) -> float | None:
        """Return where in the pause at a moment of the window to cut; None when somebody goes on speaking there."""
        near, shortest = NEAR_SECONDS * self.rate_hz, EDGE_SECONDS * self.rate_hz
        for before, after in itertools.pairwise(self.speech):
            length = after.start - before.end
            if length >= shortest and before.end - near <= second * self.rate_hz <= after.start + near:
                return (before.end + SEAM * length) / self.rate_hz
        return None

    def spoken_between(self, start_s: float, end_s: float) -> tuple[float, float]:
        """Return a time of the window without the pauses at its ends; a model gives them to what comes next."""
        bounds = [(part.start / self.rate_hz, part.end / self.rate_hz) for part in self.speech]
        inside = [(start, end) for start, end in bounds if start < end_s and end > start_s]
        if not inside:
            return start_s, end_s
        return max(start_s, inside[0][0] - EDGE_SECONDS), min(end_s, inside[-1][1] + EDGE_SECONDS)

    def after(self, second: float) -> Window:
        """Return what is left from a moment of the window on."""
        cut = min(round(second * self.rate_hz), len(self.samples) - 1)
        pieces = []
        for piece in self.pieces:
            skipped = max(0, cut - piece.at)
            if skipped < piece.length:
                start = piece.start + skipped
                pieces.append(Piece(at=piece.at + skipped - cut, start=start, length=piece.length - skipped))
        speech = (Stretch(start=max(0, part.start - cut), end=part.end - cut) for part in self.speech)
        return Window(
            samples=self.samples[cut:],
            rate_hz=self.rate_hz,
            pieces=tuple(pieces),
            speech=tuple(part for part in speech if part.end > 0),
        )


@dataclass(slots=True, kw_only=True)
class _Held:
    """The sound that may still be needed, from sample `start` of the recording on."""

    start: int = 0
    blocks: list[np.ndarray] = field(default_factory=list)

    @property
    def end(self) -> int:
        return self.start + sum(map(len, self.blocks))

    def add(self, block: np.ndarray) -> None:
        self.blocks.append(block)

    def take(self, start: int, end: int) -> np.ndarray:
        """Return samples; what was before them goes."""
        whole = np.concatenate(self.blocks) if self.blocks else np.empty(0, np.float32)
        taken = whole[max(0, start - self.start) : max(0, end - self.start)].copy()
        return np.asarray(taken, np.float32)

    def forget(self, before: int) -> None:
        while self.blocks and self.start + len(self.blocks[0]) <= before:
            self.start += len(self.blocks.pop(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spoken:
    """A stretch with the pauses around it that belong to it."""

    stretch: Stretch
    low: int
    high: int


def windows(heard: Iterable[tuple[np.ndarray, list[Stretch], int]], rate_hz: int, longest: int) -> Iterator[Window]:
    """Give the windows of a recording, each at most `longest` samples.

    Args:
        heard: blocks of sound, the stretches that ended in them, and the sample before which nothing more can begin.
        rate_hz: samples in a second.
        longest: no stretch is longer than that.
    """
    packer = _Packer(rate_hz, longest)
    for block, stretches, settled in heard:
        yield from packer.add(block, stretches, settled)
    yield from packer.finish()


class _Packer:
    def __init__(self, rate_hz: int, longest: int) -> None:
        self._rate_hz = rate_hz
        self._longest = longest
        self._pad = round(PAD_SECONDS * rate_hz)
        self._pause = round(PAUSE_SECONDS * rate_hz)
        self._held = _Held()
        self._open: Stretch | None = None  # the last one, whose pause goes on
        self._low = 0  # where what belongs to it begins
        self._packed: list[_Spoken] = []

    def add(self, block: np.ndarray, stretches: list[Stretch], settled: int) -> Iterator[Window]:
        self._held.add(block)
        for stretch in stretches:
            yield from self._follow(stretch)
        if self._open is not None and settled - self._open.end > self._pause:
            yield from self._close(min(self._open.end + self._pad, self._held.end))
        needed = self._packed[0].low if self._packed else (self._low if self._open is not None else settled - self._pad)
        self._held.forget(min(needed, settled - self._pad))

    def finish(self) -> Iterator[Window]:
        if self._open is not None:
            yield from self._close(min(self._open.end + self._pad, self._held.end))
        if self._packed:
            yield self._window(self._packed)
            self._packed = []

    def _follow(self, stretch: Stretch) -> Iterator[Window]:
        """Take the next stretch; what is between it and the one before is shared out or left out."""
        low = max(0, stretch.start - self._pad)
        if self._open is not None:
            if stretch.start - self._open.end <= self._pause:
                low = self._open.end + round((stretch.start - self._open.end) * SEAM)
                yield from self._close(low)
            else:
                yield from self._close(self._open.end + self._pad)
        self._open, self._low = stretch, low

    def _close(self, high: int) -> Iterator[Window]:
        assert self._open is not None
        low = max(self._low, min(self._open.start, high - self._longest))  # of a long stretch the pauses go first
        spoken = _Spoken(stretch=self._open, low=low, high=min(high, low + self._longest))
        self._open = None
        while self._packed and self._length(self._packed) + spoken.high - spoken.low > self._longest:
            cut = self._seam(spoken)
            yield self._window(self._packed[:cut])
            self._packed = self._packed[cut:]
        self._packed.append(spoken)

    def _seam(self, following: _Spoken) -> int:
        """Return before which stretch to cut: the longest pause in the second half of a window."""
        every = [*self._packed, following]
        length, best, longest = 0, len(self._packed), -1
        for index, (spoken, later) in enumerate(itertools.pairwise(every), 1):
            length += spoken.high - spoken.low
            pause = later.stretch.start - spoken.stretch.end
            if (length >= self._longest // 2 or index == len(self._packed)) and pause >= longest:
                best, longest = index, pause
        return best

    @staticmethod
    def _length(packed: list[_Spoken]) -> int:
        return sum(spoken.high - spoken.low for spoken in packed)

    def _window(self, packed: list[_Spoken]) -> Window:
        parts, pieces, speech, at = list[np.ndarray](), list[Piece](), list[Stretch](), 0
        for spoken in packed:
            part = self._held.take(spoken.low, spoken.high)[: self._longest - at]
            parts.append(part)
            offset = at - spoken.low
            speech.append(Stretch(start=spoken.stretch.start + offset, end=spoken.stretch.end + offset))
            if pieces and pieces[-1].start + pieces[-1].length == spoken.low:
                pieces[-1] = Piece(at=pieces[-1].at, start=pieces[-1].start, length=pieces[-1].length + len(part))
            else:
                pieces.append(Piece(at=at, start=spoken.low, length=len(part)))
            at += len(part)
        return Window(samples=np.concatenate(parts), rate_hz=self._rate_hz, pieces=tuple(pieces), speech=tuple(speech))

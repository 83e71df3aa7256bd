"""Where in a recording somebody speaks, by Silero's detector, a block of sound at a time.

The detector comes with the program (`starter/silero-vad`); without it a recording is gone through in sequence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.core.model import ModelState
from desktop.engine.loaded import LoadedModel
from desktop.engine.speech.windows import Stretch
from desktop.state.models import MANIFEST, model_at
from desktop.state.paths import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.engine.interrupt import Interrupt

NAME = "silero-vad"
RATE_HZ = 16_000
MOMENT = 512
CONTEXT = 64
BEGINS, ENDS = 0.5, 0.35
"""Probabilities at which speech begins, and below which it ends: those that Silero's own program has."""
_SHORTEST_PAUSE = 0.1
_SHORTEST_SPEECH = 0.06
_BATCH = 512


def detector() -> LoadedModel | None:
    """Return the detector; None when it is not part of this program."""
    model = model_at(resources() / "starter" / NAME / MANIFEST)
    return LoadedModel(model, threads=1) if model.state is ModelState.READY else None


class Voice:
    """Goes through one recording at 16 kHz."""

    def __init__(self, model: LoadedModel, interrupt: Interrupt, longest: int) -> None:
        """Begin; a stretch of `longest` samples is cut at its least likely moment, since speech may know no pause."""
        self._session = model.session()
        self._interrupt = interrupt
        self._longest = longest
        self._state = np.zeros((2, 1, 128), np.float32)
        self._context = np.zeros(CONTEXT, np.float32)
        self._rest = np.empty(0, np.float32)
        self._done = 0  # samples that were looked at
        self._start: int | None = None  # of the stretch under way
        self._silent: int | None = None  # since when it may have ended
        self._chances: list[float] = []  # of the stretch's moments

    def through(self, blocks: Iterable[np.ndarray]) -> Iterator[tuple[np.ndarray, list[Stretch], int]]:
        """Give each block, the stretches that ended by its end, and the sample before which nothing more can begin."""
        for block in blocks:
            self._rest = np.concatenate([self._rest, block])
            whole = len(self._rest) // MOMENT * MOMENT
            found = self._look(self._rest[:whole])
            self._rest = self._rest[whole:]
            yield block, found, self._settled
        found = self._look(np.pad(self._rest, (0, -len(self._rest) % MOMENT)))
        end = self._done - (-len(self._rest) % MOMENT)
        if self._start is not None:
            found.append(Stretch(start=self._start, end=end))
            self._start = None
        yield np.empty(0, np.float32), [Stretch(start=one.start, end=min(one.end, end)) for one in found], end

    @property
    def _settled(self) -> int:
        return self._done if self._start is None else self._start

    def _look(self, samples: np.ndarray) -> list[Stretch]:
        found: list[Stretch] = []
        for at in range(0, len(samples), MOMENT * _BATCH):
            for chance in self._chances_of(samples[at : at + MOMENT * _BATCH]):
                found += self._moment(float(chance))
        return found

    def _chances_of(self, samples: np.ndarray) -> np.ndarray:
        whole = np.concatenate([self._context, samples])
        rows = np.lib.stride_tricks.sliding_window_view(whole, CONTEXT + MOMENT)[::MOMENT]
        feeds = {"input": np.ascontiguousarray(rows), "state": self._state}
        chances, self._state = self._session.run(feeds, [self._interrupt], "output", "stateN")
        self._context = whole[-CONTEXT:]
        return chances

    def _moment(self, chance: float) -> list[Stretch]:
        """Take the next moment; returns the stretch that it ends."""
        at, self._done = self._done, self._done + MOMENT
        if self._start is None:
            if chance >= BEGINS:
                self._start, self._silent, self._chances = at, None, [chance]
            return []
        self._chances.append(chance)
        if chance >= BEGINS:
            self._silent = None
        elif chance < ENDS and self._silent is None:
            self._silent = at
        if self._silent is not None and self._done - self._silent >= _SHORTEST_PAUSE * RATE_HZ:
            stretch = Stretch(start=self._start, end=self._silent)
            self._start = None
            return [stretch] if stretch.end - stretch.start >= _SHORTEST_SPEECH * RATE_HZ else []
        if self._done - self._start >= self._longest:
            return [self._cut()]
        return []

    def _cut(self) -> Stretch:
        """End the stretch at its least likely moment in the second half, where the next one begins."""
        assert self._start is not None
        half = len(self._chances) // 2
        smooth = np.convolve(self._chances, np.ones(3) / 3, mode="same")
        at = half + int(smooth[half:-1].argmin())
        stretch = Stretch(start=self._start, end=self._start + at * MOMENT)
        self._start, self._chances = stretch.end, self._chances[at:]
        if self._silent is not None:
            self._silent = max(self._silent, self._start)
        return stretch

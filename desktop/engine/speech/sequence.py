"""A recording gone through window by window without knowing its pauses: each begins where the text of the last ended.

So transformers and OpenAI's program go through long recordings.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import TYPE_CHECKING

import numpy as np

from desktop.engine.speech.windows import Piece, Window

if TYPE_CHECKING:
    Windows = Generator[Window, float, None]

LEAST_SECONDS = 0.1
"""A shorter rest is no word."""


def windows(blocks: Iterable[np.ndarray], rate_hz: int, longest: int) -> Windows:
    """Give windows of `longest` samples; is sent up to which second the last one was understood."""
    every = iter(blocks)
    held, start = np.empty(0, np.float32), 0
    while True:
        while len(held) < longest and (block := next(every, None)) is not None:
            held = np.concatenate([held, block])
        samples = held[:longest]
        if len(samples) < LEAST_SECONDS * rate_hz:
            return
        until_s = yield Window(
            samples=samples, rate_hz=rate_hz, pieces=(Piece(at=0, start=start, length=len(samples)),)
        )
        used = min(max(round(until_s * rate_hz), 1), len(samples))
        held, start = held[used:], start + used

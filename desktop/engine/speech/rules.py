"""What Whisper may write next; the rules are those of transformers' WhisperTimeStampLogitsProcessor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.engine.generation.scores import NEVER

if TYPE_CHECKING:
    from desktop.engine.generation.scores import Processor
    from desktop.engine.speech.tongue import Tongue


def timed(tongue: Tongue, begin: int, latest: int | None) -> Processor:
    """Return the rule that moments stand in pairs around text and never go back.

    Args:
        tongue: the model's tokens.
        begin: how many tokens the prompt has.
        latest: the first moment is at most so many ticks after 0.
    """
    first = tongue.first_moment

    def process(tokens: np.ndarray, scores: np.ndarray) -> None:
        scores[:, tongue.untimed] = NEVER
        for line, row in zip(tokens[:, begin:], scores, strict=True):
            _in_pairs(line, row, tongue)
        if tokens.shape[1] == begin:
            scores[:, :first] = NEVER
            if latest is not None:
                scores[:, first + latest + 1 :] = NEVER
        for row in scores:
            if _sum(row[first:]) > row[:first].max():
                row[:first] = NEVER

    return process


def _in_pairs(line: np.ndarray, row: np.ndarray, tongue: Tongue) -> None:
    """After a moment comes text, or after the moment that ends a text the next one; never an earlier moment."""
    first = tongue.first_moment
    closed = len(line) > 0 and line[-1] >= first
    opened = len(line) < 2 or line[-2] >= first
    if closed and opened:
        row[first:] = NEVER
    elif closed:
        row[: tongue.end] = NEVER
    moments = line[line >= first]
    if len(moments):
        row[first : moments[-1] + (0 if closed and not opened else 1)] = NEVER


def _sum(scores: np.ndarray) -> np.float32:
    """Return the logarithm of the sum of the exponentials."""
    highest = scores.max()
    if highest == NEVER:
        return NEVER
    return np.float32(highest + np.log(np.exp(scores - highest).sum()))

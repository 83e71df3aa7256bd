"""Signs that a model wrote what nobody said, and what is done about it.

The thresholds are those of OpenAI's program.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_REPETITIVE = 2.4
"""Of the ratio between the length of a text and its compressed length; a loop has more."""
LEAST_LIKELY = -1.0
"""Of the mean logarithm of a token's probability."""
SURELY_SILENT = 0.6
"""Of the probability that nobody speaks, when the text is not likely either."""
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""How much chance is let in, one after the other, while a text shows a sign."""
_LOOPS, _LOOP_TOKENS, _LONGEST_LOOP = 5, 20, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A text and how good it is.

    Attributes:
        tokens: what was written, without the token that ends it.
        likelihood: mean logarithm of its tokens' probabilities.
        silence: probability that nobody speaks.
        repetition: how much shorter it gets when it is compressed.
    """

    tokens: tuple[int, ...]
    likelihood: float
    silence: float
    repetition: float

    @property
    def is_silence(self) -> bool:
        """Whether there is nothing to write."""
        return self.silence > SURELY_SILENT and self.likelihood < LEAST_LIKELY

    @property
    def is_good(self) -> bool:
        """Whether it needs no second try."""
        return self.is_silence or (self.repetition <= MOST_REPETITIVE and self.likelihood >= LEAST_LIKELY)

    @property
    def rank(self) -> tuple[bool, float]:
        """Order tries, the best last."""
        return self.repetition <= MOST_REPETITIVE, self.likelihood


def repetition(text: str) -> float:
    """Return how many times shorter a text gets when it is compressed."""
    raw = text.encode()
    return len(raw) / len(zlib.compress(raw)) if raw else 0.0


def loops(tokens: Sequence[int]) -> bool:
    """Say whether the end of a text repeats itself and will go on so."""
    for size in range(1, min(_LONGEST_LOOP, len(tokens) // _LOOPS) + 1):
        times = max(_LOOPS, -(-_LOOP_TOKENS // size))
        end = list(tokens[-size:])
        if len(tokens) >= size * times and all(
            list(tokens[-size * (n + 1) : -size * n]) == end for n in range(1, times)
        ):
            return True
    return False


def without_loops(tokens: Sequence[int]) -> list[int]:
    """Return a text without the repetitions of a loop at its end; its first round stays."""
    kept = list(tokens)
    for size in range(1, _LONGEST_LOOP + 1):
        end = kept[-size:]
        rounds = 1
        while len(kept) >= size * (rounds + 1) and kept[-size * (rounds + 1) : -size * rounds] == end:
            rounds += 1
        if rounds >= _LOOPS or (rounds > 2 and rounds * size >= _LOOP_TOKENS):
            return kept[: len(kept) - size * (rounds - 1)]
    return kept

"""Timed pieces of text out of what Whisper wrote in one window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.engine.speech.tongue import Tongue


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Tokens of text and when they are said, in seconds of the window."""

    start_s: float
    end_s: float
    tokens: tuple[int, ...]


def pieces(tokens: Sequence[int], tongue: Tongue, seconds: float) -> list[Piece]:
    """Return the pieces of what was written in a window that is `seconds` long; empty ones are left out."""
    found: list[Piece] = []
    start, text = 0.0, list[int]()
    for token in tokens:
        if not tongue.is_moment(token):
            if token < tongue.end:
                text.append(token)
            continue
        moment = min(tongue.seconds(token), seconds)
        if text:
            found.append(Piece(start_s=start, end_s=max(start, moment), tokens=tuple(text)))
            text = []
        start = moment
    if text:
        found.append(Piece(start_s=start, end_s=max(start, seconds), tokens=tuple(text)))
    return found


def heard_until(tokens: Sequence[int], tongue: Tongue, seconds: float) -> float:
    """Return up to which second of a window what was written reaches, as OpenAI's program goes on.

    A text that ends with two moments was begun by the second of them but not finished; one that ends with a single
    moment says that nothing follows it.
    """
    moments = [tongue.is_moment(token) for token in tokens]
    if len(moments) >= 2 and moments[-2:] == [False, True]:
        return seconds
    for index in range(len(tokens) - 1, 0, -1):
        if moments[index] and moments[index - 1]:
            return tongue.seconds(tokens[index - 1])
    return seconds


def finished(tokens: Sequence[int], tongue: Tongue) -> Sequence[int]:
    """Return what was written up to the last text that was ended; what was begun after it is left out."""
    moments = [tongue.is_moment(token) for token in tokens]
    if moments[-2:] == [False, True]:
        return tokens
    ends = [index for index in range(1, len(tokens)) if moments[index] and moments[index - 1]]
    return tokens[: ends[-1]] if ends else tokens


def begun(tokens: Sequence[int], tongue: Tongue) -> bool:
    """Say whether a window ends with the moment at which something more begins."""
    return [tongue.is_moment(token) for token in tokens[-2:]] == [True, True]


def ends(tokens: Sequence[int], tongue: Tongue) -> list[tuple[int, float]]:
    """Return where texts end: how many tokens that takes, and the moment."""
    moments = [*map(tongue.is_moment, tokens), True]
    return [
        (index + 1, tongue.seconds(token))
        for index, token in enumerate(tokens)
        if index and moments[index - 1 : index + 2] == [False, True, True]
    ]


def last_moment(tokens: Sequence[int], tongue: Tongue) -> float | None:
    """Return the last moment that was written."""
    return next((tongue.seconds(token) for token in reversed(tokens) if tongue.is_moment(token)), None)

"""Words and when they are said, by where the decoder looked in the sound while it wrote them.

The way of OpenAI's program: certain heads of the attention follow the speech; the cheapest path through the mean of
what they look at gives each token its time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from desktop.engine.generation.decoder import ATTENTIONS, Decoder, Prompts, begins
from desktop.engine.interrupt import running
from desktop.engine.speech.tongue import TICK_SECONDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.engine.loaded import LoadedModel
    from desktop.engine.speech.whisper import Manner, Values, Whisper

_SMOOTHED = 7
"""Frames of the median that is taken of what a head looks at."""
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "my", "yue", "km"})
"""Languages that put no spaces between words; each character stands for one there."""
_OPENING, _CLOSING = frozenset("\"'“¿([{-"), frozenset("\"'.。,,!!??::”)]}、")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A word, the tokens it is made of, and when it is said in seconds of the window."""

    text: str
    tokens: int
    start_s: float = 0.0
    end_s: float = 0.0


def tells_words(model: LoadedModel) -> bool:
    """Say whether the graph of a model tells where it looks."""
    return any(name.startswith(ATTENTIONS) for name in model.session(begins(model)).outputs)


def spoken(whisper: Whisper, heard: Values, tokens: Sequence[int], seconds: float, manner: Manner) -> list[Spoken]:
    """Return the words that tokens of text make, with their times in a window that is `seconds` long."""
    if not tokens:
        return []
    front = [whisper.tongue.start, *whisper.tongue.prompt(manner.language, manner.task, timed=False)]
    line = [*front, *tokens, whisper.tongue.end]
    decoder = Decoder(whisper.model, heard)
    with running([whisper.interrupt]) as options:
        decoder.begin(Prompts.of([line], 0), options)
    frames = max(1, min(whisper.features.frames // 2, round(seconds / TICK_SECONDS)))
    looks = _looks(decoder, whisper.settings.get("alignment_heads"), frames)
    # The token before a word looks for it; the text's own end is where the last word ends.
    starts = _starts(-looks[len(front) - 1 : -1])
    words, at = split(whisper, tokens, manner.language), 0
    placed = []
    for word in words:
        begin, end = starts[at], starts[min(at + word.tokens, len(starts) - 1)]
        placed.append(Spoken(text=word.text, tokens=word.tokens, start_s=begin, end_s=max(begin, end)))
        at += word.tokens
    return placed


def split(whisper: Whisper, tokens: Sequence[int], language: str) -> list[Spoken]:
    """Return the words that tokens make; a sign stays with the word it belongs to."""
    words: list[Spoken] = []
    held: list[int] = []
    for index, token in enumerate(tokens):
        held.append(token)
        text = whisper.text(held)
        if "\ufffd" in text and index < len(tokens) - 1:  # a character that needs more tokens
            continue
        if words and _continues(words[-1].text, text, language):
            before = words.pop()
            words.append(Spoken(text=before.text + text, tokens=before.tokens + len(held)))
        else:
            words.append(Spoken(text=text, tokens=len(held)))
        held = []
    return words


def _continues(word: str, text: str, language: str) -> bool:
    """Say whether `text` belongs to the word before it."""
    signs = text.strip()
    if signs and all(sign in _CLOSING for sign in signs) and not text.startswith(" "):
        return True
    if word.strip() and all(sign in _OPENING for sign in word.strip()):
        return True
    return language not in _UNSPACED and not text.startswith(" ")


def _looks(decoder: Decoder, heads: Sequence[Sequence[int]] | None, frames: int) -> np.ndarray:
    """Return how much each token looks at each frame, float32 [tokens, frames], by the heads that follow speech."""
    layers = {int(name.rpartition(".")[2]): value for name, value in decoder.attentions.items()}
    if heads is None:  # the upper half of the layers, as OpenAI's program does for models it does not know
        upper = sorted(layers)[len(layers) // 2 :]
        found = np.concatenate([layers[layer].numpy()[0] for layer in upper])
    else:
        found = np.stack([layers[layer].numpy()[0, head] for layer, head in heads if layer in layers])
    found = found[..., :frames].astype(np.float32)
    deviation = found.std(1, keepdims=True)
    found = (found - found.mean(1, keepdims=True)) / np.where(deviation == 0, 1, deviation)
    return np.asarray(_smooth(found).mean(0), np.float32)


def _smooth(values: np.ndarray) -> np.ndarray:
    """Return the median of each value and its neighbours along the last axis."""
    half = _SMOOTHED // 2
    if values.shape[-1] <= half:
        return values
    padded = np.pad(values, [(0, 0)] * (values.ndim - 1) + [(half, half)], mode="reflect")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, _SMOOTHED, axis=-1), axis=-1))


def _starts(costs: np.ndarray) -> list[float]:
    """Return when each token begins, in seconds, by the cheapest path through [tokens, frames]."""
    rows, columns = path(costs)
    first = np.flatnonzero(np.diff(rows, prepend=-1))
    return [float(column) * TICK_SECONDS for column in columns[first]]


def path(costs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return rows and columns of the cheapest way from the first corner to the last, one step at a time."""
    height, width = costs.shape
    sums = np.full((height + 1, width + 1), np.inf, np.float64)
    sums[0, 0] = 0
    came = np.zeros((height + 1, width + 1), np.int8)  # 0: from both before, 1: from the row before, 2: the column
    for diagonal in range(2, height + width + 1):
        row = np.arange(max(1, diagonal - width), min(height, diagonal - 1) + 1)
        column = diagonal - row
        before = np.stack([sums[row - 1, column - 1], sums[row - 1, column], sums[row, column - 1]])
        choice = before.argmin(0)
        sums[row, column] = costs[row - 1, column - 1] + np.take_along_axis(before, choice[None], 0)[0]
        came[row, column] = choice
    rows, columns, at = list[int](), list[int](), (height, width)
    while at > (0, 0) and at[0] and at[1]:
        rows.append(at[0] - 1)
        columns.append(at[1] - 1)
        step = came[at]
        at = (at[0] - (step != 2), at[1] - (step != 1))
    return np.array(rows[::-1]), np.array(columns[::-1])

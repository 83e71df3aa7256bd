"""What is done to the scores of the next token before one is chosen, each step as transformers' generation does it.

A processor takes the tokens so far, int64 [rows, tokens] with the prompt, and changes the scores, float32
[rows, vocabulary], in place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from desktop.engine.generation.settings import Settings

Processor = Callable[[np.ndarray, np.ndarray], None]

NEVER = np.float32(-np.inf)


def processors(settings: Settings, prompt: int, source: Sequence[np.ndarray] = ()) -> list[Processor]:
    """Return the processors that `settings` ask for, in transformers' order.

    Args:
        settings: how to write.
        prompt: tokens of the prompt.
        source: for each row the tokens that an encoder read.
    """
    ends = list(settings.eos_token_ids)
    shortest = max(settings.min_length, prompt + settings.min_new_tokens if settings.min_new_tokens else 0)
    longest = prompt + settings.max_new_tokens
    begin = prompt if prompt > 1 or settings.forced_bos_token_id is None else prompt + 1
    found: list[Processor] = []
    if settings.repetition_penalty != 1.0:
        found.append(_penalise(settings.repetition_penalty))
    if settings.no_repeat_ngram_size:
        found.append(_no_repeats(settings.no_repeat_ngram_size))
    if settings.encoder_no_repeat_ngram_size and source:
        found.append(_no_copies(settings.encoder_no_repeat_ngram_size, source))
    if settings.bad_words_ids:
        found.append(_no_words(settings.bad_words_ids))
    if shortest and ends:
        found.append(_never(ends, lambda length: length < shortest))
    if settings.forced_bos_token_id is not None:
        found.append(_always(settings.forced_bos_token_id, 1))
    if settings.forced_eos_token_id is not None:
        found.append(_always(settings.forced_eos_token_id, longest - 1))
    if settings.suppress_tokens:
        found.append(_never(settings.suppress_tokens, lambda length: length >= 0))
    if settings.begin_suppress_tokens:
        found.append(_never(settings.begin_suppress_tokens, lambda length: length == begin))
    return found


def _penalise(penalty: float) -> Processor:
    def process(tokens: np.ndarray, scores: np.ndarray) -> None:
        found = np.take_along_axis(scores, tokens, 1)
        np.put_along_axis(scores, tokens, np.where(found < 0, found * penalty, found / penalty), 1)

    return process


def _no_repeats(size: int) -> Processor:
    def process(tokens: np.ndarray, scores: np.ndarray) -> None:
        for row, line in zip(scores, tokens, strict=True):
            row[_followers(line, line, size)] = NEVER

    return process


def _no_copies(size: int, source: Sequence[np.ndarray]) -> Processor:
    def process(tokens: np.ndarray, scores: np.ndarray) -> None:
        each = len(tokens) // len(source)
        for index, (row, line) in enumerate(zip(scores, tokens, strict=True)):
            row[_followers(source[index // each], line, size)] = NEVER

    return process


def _followers(text: np.ndarray, line: np.ndarray, size: int) -> np.ndarray:
    """Return the tokens that come in `text` after the last `size` - 1 of `line`."""
    if len(text) < size or len(line) < size - 1:
        return np.empty(0, np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(text, size)
    return np.asarray(windows[(windows[:, :-1] == line[len(line) - size + 1 :]).all(1), -1])


def _no_words(words: Sequence[tuple[int, ...]]) -> Processor:
    alone = [word[0] for word in words if len(word) == 1]
    longer = [(np.array(word[:-1]), word[-1]) for word in words if len(word) > 1]

    def process(tokens: np.ndarray, scores: np.ndarray) -> None:
        scores[:, alone] = NEVER
        for start, last in longer:
            if tokens.shape[1] >= len(start):
                scores[(tokens[:, -len(start) :] == start).all(1), last] = NEVER

    return process


def _never(ids: Sequence[int], when: Callable[[int], bool]) -> Processor:
    def process(tokens: np.ndarray, scores: np.ndarray) -> None:
        if when(tokens.shape[1]):
            scores[:, list(ids)] = NEVER

    return process


def _always(number: int, at: int) -> Processor:
    def process(tokens: np.ndarray, scores: np.ndarray) -> None:
        if tokens.shape[1] == at:
            scores[:] = NEVER
            scores[:, number] = 0.0

    return process


def drawn(scores: np.ndarray, settings: Settings, chance: np.random.Generator) -> np.ndarray:
    """Draw a token for each row of [rows, vocabulary]; returns int64 [rows]."""
    if settings.temperature != 1.0:
        scores = scores / np.float32(settings.temperature)
    if 0 < settings.top_k < scores.shape[1]:
        least = np.partition(scores, -settings.top_k, axis=1)[:, -settings.top_k, None]
        scores = np.where(scores < least, NEVER, scores)
    chances = np.exp(scores - scores.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    if settings.top_p < 1.0:
        order = np.argsort(-chances, 1, kind="stable")
        sums = np.cumsum(np.take_along_axis(chances, order, 1), 1)
        unlikely = np.roll(sums, 1, 1) >= settings.top_p  # the one that crosses the limit stays
        unlikely[:, 0] = False
        np.put_along_axis(chances, order, np.where(unlikely, 0, np.take_along_axis(chances, order, 1)), 1)
    if settings.min_p > 0.0:
        chances[chances < settings.min_p * chances.max(1, keepdims=True)] = 0
    sums = np.cumsum(chances, 1, dtype=np.float64)
    points = chance.random((len(scores), 1)) * sums[:, -1:]
    return np.asarray((sums <= points).sum(1), np.int64)


def likelihoods(logits: np.ndarray, tokens: np.ndarray) -> np.ndarray:
    """Return the logarithm of the probability of a token for each row, float32; the `logits` are used up."""
    logits -= logits.max(-1, keepdims=True)
    chosen = np.take_along_axis(logits, tokens[:, None], 1)[:, 0]
    return np.asarray(chosen - np.log(np.exp(logits, out=logits).sum(-1)), np.float32)


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Return the logarithms of the probabilities along the last axis, float32."""
    shifted = logits - logits.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)), np.float32)

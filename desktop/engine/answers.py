"""Where an answer begins and ends, from logits, as `QuestionAnsweringPipeline` of transformers finds it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from desktop.core.result import Span

if TYPE_CHECKING:
    import tokenizers

    from desktop.engine.rows import Outputs

LABEL = "answer"
OUTPUTS = ("start_logits", "end_logits")
WINDOW_TOKENS = 384
OVERLAP_TOKENS = 128
LONGEST_ANSWER_TOKENS = 15
"""The pipeline's own `max_seq_len`, `doc_stride` and `max_answer_len`."""

_CONTEXT = 1
_IMPOSSIBLE = -10000.0


class Answers:
    """The answers found so far; the same words found in several places add up and keep their first place."""

    def __init__(self, text: str, wanted: int) -> None:
        """Begin with none; `wanted` is how many will be asked for."""
        self._text = text
        self._wanted = wanted
        self._by_words: dict[str, Span] = {}

    def add(self, start: int, window: tokenizers.Encoding, logits: Outputs) -> None:
        """Take the answers of one window: the encoded question and a part of the text that begins at `start`.

        `logits` are those of `OUTPUTS`, each [at least tokens].
        """
        begins, ends = (_probabilities(one[: len(window.ids)], window) for one in logits)
        for first, last, score in _best(begins, ends, self._wanted * 2 + 10):
            if window.sequence_ids[first] != _CONTEXT or window.sequence_ids[last] != _CONTEXT:
                continue
            begin, end = _place(window, first, last)
            words = self._text[start + begin : start + end]
            key = words.strip().lower()  # tokens of sentencepiece begin with the space before a word
            if key in self._by_words:
                found = self._by_words[key]
                self._by_words[key] = replace(found, score=found.score + score)
            elif key:
                begin += len(words) - len(words.lstrip())
                words = words.strip()
                self._by_words[key] = Span(
                    label=LABEL, score=score, start=start + begin, end=start + begin + len(words), text=words
                )

    def best(self) -> tuple[Span, ...]:
        """Return the wanted answers, best first; what overlapping windows agree on may add up to more than 1."""
        ranked = sorted(self._by_words.values(), key=lambda answer: answer.score, reverse=True)
        return tuple(replace(answer, score=min(answer.score, 1.0)) for answer in ranked[: self._wanted])


def _probabilities(logits: np.ndarray, window: tokenizers.Encoding) -> np.ndarray:
    """Return probabilities over the tokens of the text; the first token has its share of the sum, but is no answer."""
    possible = np.array([sequence == _CONTEXT for sequence in window.sequence_ids])
    possible[0] = True
    masked = np.where(possible, logits, _IMPOSSIBLE)
    exponents = np.exp(masked - masked.max())
    shares = exponents / exponents.sum()
    shares[0] = 0.0
    return np.asarray(shares)


def _best(begins: np.ndarray, ends: np.ndarray, at_most: int) -> list[tuple[int, int, float]]:
    """Return (first token, last token, probability) of the likeliest spans that are not too long, best first."""
    products = np.tril(np.triu(np.outer(begins, ends)), LONGEST_ANSWER_TOKENS - 1)
    flat = products.ravel()
    if len(flat) <= at_most:
        order = np.argsort(-flat)
    else:
        likeliest = np.argpartition(-flat, at_most)[:at_most]
        order = likeliest[np.argsort(-flat[likeliest])]
    places = zip(*np.unravel_index(order, products.shape), flat[order], strict=True)
    return [(int(first), int(last), float(score)) for first, last, score in places if score > 0]


def _place(window: tokenizers.Encoding, first: int, last: int) -> tuple[int, int]:
    """Return the characters of whole words, where the tokeniser knows words."""
    words = window.token_to_word(first), window.token_to_word(last)
    places = [None if word is None else window.word_to_chars(word, _CONTEXT) for word in words]
    if places[0] is None or places[1] is None:
        return window.offsets[first][0], window.offsets[last][1]
    return places[0][0], places[1][1]

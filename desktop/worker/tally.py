"""Counts of answers that come one by one: what is kept of a hundred thousand rows is what is kept of a few."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.worker.score import Answer

CLASSES_AT_MOST = 10_000
"""More different ones are no classes but texts, or numbers of rows, and are not counted by name."""
_TEXTS_REMEMBERED = 256

Mistake = tuple[str, str, str]
"""A text, what is right and what was answered."""


def same(text: str) -> str:
    """Return what two answers that are the same have in common."""
    return " ".join(text.split()).casefold()


def is_right(one: Answer) -> bool:
    """Say whether an answer is the right one, letters' case aside."""
    return same(one.truth) == same(one.answer)


class ClassTally:
    """How often each class was answered, by the right one; names are written as the right answers first wrote them."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] | None = {}
        self._truths: dict[str, str] = {}
        self._answers: dict[str, str] = {}

    def add(self, one: Answer) -> float:
        """Count an answer and return how bad it is if it is wrong: as bad as it is sure."""
        if self._counts is not None:
            truth, answer = same(one.truth), same(one.answer)
            self._truths.setdefault(truth, one.truth)
            self._answers.setdefault(answer, one.answer)
            self._counts.setdefault(truth, Counter())[answer] += 1
            if len(self._truths) + len(self._answers) > CLASSES_AT_MOST:
                self._counts = None
        return one.score or 0.0

    @property
    def confusion(self) -> dict[str, dict[str, int]] | None:
        """Return the counts, None where these are no classes."""
        if self._counts is None:
            return None
        names = self._answers | self._truths
        counted = {
            names[truth]: {names[answer]: times for answer, times in answers.most_common()}
            for truth, answers in self._counts.items()
        }
        return dict(sorted(counted.items()))


class TextTally:
    """Words that are wrong, and what BLEU and chrF count of a corpus."""

    def __init__(self) -> None:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF

        self._metrics: tuple[Any, ...] = (BLEU(), CHRF())
        self._sums: list[list[int]] = []
        self._rows = self._errors = self._words = 0

    def add(self, one: Answer) -> float:
        """Count an answer and return its errors for each word that is right."""
        truth = one.truth.split()
        errors = distance(truth, one.answer.split())
        self._rows += 1
        self._errors += errors
        self._words += len(truth)
        # Its public way takes the whole corpus at once, and sums these lists.
        found = [metric._extract_corpus_statistics([one.answer], [[one.truth]])[0] for metric in self._metrics]  # noqa: SLF001
        self._sums = [_sum(*pair) for pair in zip(self._sums, found, strict=True)] if self._sums else found
        if self._rows % _TEXTS_REMEMBERED == 0:
            _forget_texts()
        return errors / len(truth) if truth else 0.0

    @property
    def figures(self) -> tuple[float, float, float]:
        """Return the word error rate, BLEU and chrF of all."""
        _forget_texts()
        bleu, chrf = (
            float(metric._compute_score_from_stats(sums).score)  # noqa: SLF001 - see above
            for metric, sums in zip(self._metrics, self._sums or ([0] * 10, [0] * 18), strict=True)
        )
        return self._errors / self._words if self._words else 0.0, bleu, chrf


def _sum(one: Sequence[int], other: Sequence[int]) -> list[int]:
    return [mine + theirs for mine, theirs in zip(one, other, strict=True)]


def _forget_texts() -> None:
    """Take the texts away that the library remembers, 65,536 of them and until the program ends."""
    from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a
    from sacrebleu.tokenizers.tokenizer_re import TokenizerRegexp

    for kind in (Tokenizer13a, TokenizerRegexp):
        kind.__call__.cache_clear()


def distance(truth: Sequence[str], answer: Sequence[str]) -> int:
    """Return how many words must be put in, taken out or replaced."""
    before = list(range(len(answer) + 1))
    for row, wanted in enumerate(truth, 1):
        here = [row]
        for column, word in enumerate(answer, 1):
            here.append(min(before[column] + 1, here[-1] + 1, before[column - 1] + (wanted != word)))
        before = here
    return before[-1]


class WorstRows:
    """The worst mistakes, each once with the number of its rows.

    One that had to make room never comes back, for what is kept only gets worse; so the numbers are right.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._heap: list[tuple[float, int, Mistake]] = []
        self._kept: dict[Mistake, Answer] = {}

    def add(self, one: Answer, badness: float) -> None:
        """Look at a wrong answer; of equally bad ones the first stay."""
        mistake = (one.text, one.truth, one.answer)
        known = self._kept.get(mistake)
        if known is not None:
            self._kept[mistake] = replace(known, times=known.times + 1)
            return
        entry = (badness, -one.row, mistake)
        if len(self._heap) < self._limit:
            heapq.heappush(self._heap, entry)
        elif entry > self._heap[0]:
            *_, dropped = heapq.heapreplace(self._heap, entry)
            del self._kept[dropped]
        else:
            return
        self._kept[mistake] = one

    @property
    def worst_first(self) -> tuple[Answer, ...]:
        """Return them."""
        return tuple(self._kept[mistake] for *_, mistake in sorted(self._heap, reverse=True))

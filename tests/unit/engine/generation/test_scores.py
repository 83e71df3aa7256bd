"""What is done to scores before a token is chosen; parity with transformers is proved in tests/parity."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from desktop.engine.generation.scores import drawn, likelihoods, log_softmax, processors
from desktop.engine.generation.settings import Settings

VOCABULARY = 12


def bent(
    tokens: list[list[int]], prompt: int = 1, source: list[list[int]] | None = None, **settings: Any
) -> np.ndarray:
    """Return scores that began as 1.0 each."""
    scores = np.ones((len(tokens), VOCABULARY), np.float32)
    read = [np.array(line) for line in source or ()]
    for process in processors(Settings(**settings), prompt, read):
        process(np.array(tokens), scores)
    return scores


def never(scores: np.ndarray) -> list[set[int]]:
    return [set(np.flatnonzero(np.isneginf(row)).tolist()) for row in scores]


def test_nothing_is_done_unasked() -> None:
    assert (bent([[1, 2, 3]]) == 1).all()


def test_a_run_of_tokens_never_comes_twice() -> None:
    assert never(bent([[5, 6, 7, 5, 6], [5, 6, 7, 6, 5]], no_repeat_ngram_size=3)) == [{7}, set()]
    assert never(bent([[5]], no_repeat_ngram_size=3)) == [set()]


def test_a_run_of_the_source_is_never_copied() -> None:
    found = bent([[0, 5], [0, 6], [0, 5], [0, 6]], source=[[5, 7, 6, 8], [9, 9, 5, 4]], encoder_no_repeat_ngram_size=2)
    assert never(found) == [{7}, {8}, {4}, set()]


def test_tokens_that_were_there_become_less_likely_whatever_their_sign() -> None:
    scores = np.array([[2.0, -2.0, 2.0]], np.float32)
    for process in processors(Settings(repetition_penalty=2.0), 1):
        process(np.array([[0, 1, 1]]), scores)
    assert scores.tolist() == [[1.0, -4.0, 2.0]]


def test_bad_words_of_several_tokens_are_cut_at_their_last() -> None:
    assert never(bent([[1, 2], [2, 1]], bad_words_ids=((9,), (1, 2, 4)))) == [{9, 4}, {9}]


@pytest.mark.parametrize(("length", "ends"), [(1, True), (3, True), (4, False)])
def test_no_end_before_enough_new_tokens(length: int, ends: bool) -> None:
    scores = bent([[3] * length], prompt=1, min_new_tokens=3, eos_token_ids=(2,))
    assert never(scores) == [{2} if ends else set()]


def test_first_and_last_tokens_are_forced_at_their_places() -> None:
    settings: dict[str, Any] = {"forced_bos_token_id": 4, "forced_eos_token_id": 2, "max_new_tokens": 3}
    first, middle, last = (bent([[0] * length], **settings)[0] for length in (1, 2, 3))
    assert (first.argmax(), np.isneginf(first).sum()) == (4, VOCABULARY - 1)
    assert (middle == 1).all()
    assert (last.argmax(), np.isneginf(last).sum()) == (2, VOCABULARY - 1)


def test_what_may_not_begin_may_come_later() -> None:
    assert never(bent([[0]], begin_suppress_tokens=(7,), suppress_tokens=(8,))) == [{7, 8}]
    assert never(bent([[0, 1]], begin_suppress_tokens=(7,), suppress_tokens=(8,))) == [{8}]


class TestDrawn:
    SCORES = np.log(np.array([[0.5, 0.3, 0.15, 0.05]] * 4000, np.float32))

    def shares(self, **settings: Any) -> list[float]:
        tokens = drawn(self.SCORES, Settings(do_sample=True, **settings), np.random.default_rng(7))
        return (np.bincount(tokens, minlength=4) / len(tokens)).round(2).tolist()  # type: ignore[no-any-return]

    def test_every_token_comes_as_often_as_it_is_likely(self) -> None:
        assert self.shares(top_k=0) == pytest.approx([0.5, 0.3, 0.15, 0.05], abs=0.02)

    def test_the_likeliest_so_many(self) -> None:
        assert self.shares(top_k=2) == pytest.approx([0.62, 0.38, 0, 0], abs=0.02)

    def test_the_likeliest_that_make_up_so_much(self) -> None:
        assert self.shares(top_k=0, top_p=0.7) == pytest.approx([0.62, 0.38, 0, 0], abs=0.02)
        assert self.shares(top_k=0, top_p=0.01) == [1, 0, 0, 0]

    def test_none_that_is_far_less_likely_than_the_best(self) -> None:
        assert self.shares(top_k=0, min_p=0.4) == pytest.approx([0.62, 0.38, 0, 0], abs=0.02)

    def test_cold_is_greedy_and_the_same_seed_draws_the_same(self) -> None:
        assert self.shares(top_k=0, temperature=0.05) == [1, 0, 0, 0]
        settings = Settings(do_sample=True)
        again = [drawn(self.SCORES, settings, np.random.default_rng(3)).tolist() for _ in range(2)]
        assert again[0] == again[1]


def test_log_softmax_survives_large_numbers() -> None:
    found = log_softmax(np.array([[1000.0, 1000.0]], np.float32))
    assert found == pytest.approx(np.log(0.5))


def test_the_likelihood_of_a_token_is_that_of_all_scores() -> None:
    logits = np.random.default_rng(3).normal(0, 5, (3, 50)).astype(np.float32)
    tokens = np.array([0, 7, 49])
    expected = log_softmax(logits)[np.arange(3), tokens]
    np.testing.assert_array_equal(likelihoods(logits, tokens), expected)

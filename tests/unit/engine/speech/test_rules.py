"""Moments stand in pairs, never go back and win where they are likelier together than any word."""

from pathlib import Path

import numpy as np
import pytest

from desktop.engine.generation.scores import Processor
from desktop.engine.speech import rules
from tests.unit.engine.speech.parrot import ID, VOCABULARY, tokens, whisper

FIRST, END = ID["<|0.00|>"], ID["<|endoftext|>"]
BEGIN = 3


@pytest.fixture
def process(tmp_path: Path) -> Processor:
    return rules.timed(whisper(tmp_path, ()).tongue, BEGIN, 50)


def allowed(process: Processor, *said: str | float, likely: str | None = " yes") -> set[str]:
    scores = np.full((1, len(VOCABULARY)), -5.0, np.float32)
    if likely:
        scores[0, ID[likely]] = 30
    process(np.array([[0] * BEGIN + tokens(*said)]), scores)
    return {word for word, score in zip(VOCABULARY, scores[0], strict=True) if score > -np.inf}


def moments(words: set[str]) -> set[float]:
    return {(ID[word] - FIRST) / 50 for word in words if ID[word] >= FIRST}


def test_it_begins_with_an_early_moment(process: Processor) -> None:
    found = allowed(process)
    assert len(found) == len(moments(found)) == 51
    assert max(moments(found)) == 1.0


def test_after_the_first_moment_comes_a_word(process: Processor) -> None:
    found = allowed(process, 0.5)
    assert not moments(found)
    assert " island" in found
    assert "<|notimestamps|>" not in found


def test_after_words_comes_a_word_or_a_later_moment(process: Processor) -> None:
    found = allowed(process, 0.5, " yes")
    assert " no" in found
    assert min(moments(found)) == 0.52


def test_after_the_moment_that_ends_a_text_comes_its_like_or_the_end(process: Processor) -> None:
    found = allowed(process, 0.5, " yes", 2.0, likely="<|endoftext|>")
    assert "<|endoftext|>" in found
    assert " yes" not in found
    assert min(moments(found)) == 2.0


def test_moments_that_are_likelier_together_win(process: Processor) -> None:
    assert " yes" not in allowed(process, 0.5, " yes", likely=None)

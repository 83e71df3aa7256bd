"""Graphs of the Hub that attend in one operator write what the same network writes without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from desktop.engine.generation.settings import Settings
from desktop.engine.generation.writer import write
from desktop.engine.interrupt import Interrupt
from tests.unit.engine.text_models import load
from tests.unit.engine.writing_models import Attending

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.engine.loaded import LoadedModel

WORDS, NEW = 50, 12
NETWORK = Attending.random(WORDS)
PROMPTS = [[7, 41, 3, 9, 22], [8, 8, 30, 1, 49], [2, 19, 19, 19, 5]]


@pytest.fixture
def model(tmp_path: Path) -> LoadedModel:
    return load(tmp_path, "text-generation", {"onnx/model.onnx": NETWORK.graph(), "config.json": {}})


def settings(num_beams: int = 1) -> Settings:
    return Settings(max_new_tokens=NEW, eos_token_ids=(WORDS,), num_beams=num_beams)


def greedy(prompt: Sequence[int]) -> list[int]:
    text = list(prompt)
    for _ in range(NEW):
        text.append(int(NETWORK.scores(text).argmax()))
    return text[len(prompt) :]


def test_the_same_tokens_are_written(model: LoadedModel) -> None:
    expected = [greedy(prompt) for prompt in PROMPTS]
    assert len({tuple(text) for text in expected}) == len(PROMPTS)
    assert [len(set(text)) > 2 for text in expected] == [True] * len(PROMPTS), "a network that repeats proves nothing"
    assert [write(model, [prompt], settings(), [Interrupt()])[0] for prompt in PROMPTS] == expected
    assert write(model, PROMPTS, settings(), [Interrupt()]) == expected


def test_rows_that_change_places_keep_what_they_remember(model: LoadedModel) -> None:
    alone = [write(model, [prompt], settings(num_beams=3), [Interrupt()])[0] for prompt in PROMPTS]
    assert write(model, PROMPTS, settings(num_beams=3), [Interrupt()]) == alone
    text = [*PROMPTS[0], *alone[0]]
    worth = sum(_logarithm(text[:at])[text[at]] for at in range(len(PROMPTS[0]), len(text)))
    plain = [*PROMPTS[0], *greedy(PROMPTS[0])]
    assert worth >= sum(_logarithm(plain[:at])[plain[at]] for at in range(len(PROMPTS[0]), len(plain))) - 1e-4


def test_prompts_of_several_lengths_are_not_taken_for_their_filling(model: LoadedModel) -> None:
    prompts = [prompt[: 5 - 2 * row] for row, prompt in enumerate(PROMPTS)]
    seen: list[list[int]] = [[] for _ in prompts]

    def watch(row: int, token: int) -> bool:
        seen[row].append(token)
        return False

    assert write(model, prompts, settings(), [Interrupt()], watch=watch) == [greedy(prompt) for prompt in prompts]
    assert seen == [greedy(prompt) for prompt in prompts]


def _logarithm(text: Sequence[int]) -> np.ndarray:
    scores = NETWORK.scores(text)
    found: np.ndarray = scores - scores.max() - np.log(np.exp(scores - scores.max()).sum())
    return found

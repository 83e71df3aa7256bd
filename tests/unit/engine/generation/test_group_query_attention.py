"""Graphs of the Hub that attend in one operator write what the same network writes without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from desktop.engine.generation import decoder
from desktop.engine.generation.decoder import Decoder, Prompts, writes_in_place
from desktop.engine.generation.settings import Settings
from desktop.engine.generation.writer import write
from desktop.engine.interrupt import Interrupt, running
from tests.unit.engine.text_models import load
from tests.unit.engine.writing_models import Attending, summing

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


def test_a_text_is_written_on_in_the_same_buffers(model: LoadedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder, "ROOM", 8)
    with running([Interrupt()]) as options:
        assert writes_in_place(model, options)
        text, buffers = list(PROMPTS[0]), set()
        writing = Decoder(model, {}, in_place=True)
        scores = writing.begin(Prompts.of([text], 0), options)
        for _ in range(NEW):
            np.testing.assert_allclose(scores[0], NETWORK.scores(text), atol=1e-3)
            text.append(int(scores.argmax()))
            scores = writing.step(np.array(text[-1:]), options)
            buffers.add(tuple(value.data_ptr() for value in writing.past.states.values()))
        assert text[len(PROMPTS[0]) :] == greedy(PROMPTS[0])
        assert len(buffers) == 3, "one for every eight tokens"

        branch = Decoder(model, {}, in_place=True)
        assert branch.resume(writing.past, 7)
        other = [*text[:7], 4, 4, 31]
        np.testing.assert_allclose(branch.begin(Prompts.of([other], 0), options)[0], NETWORK.scores(other), atol=1e-3)
        scores = writing.step(np.array([5]), options)
        np.testing.assert_allclose(scores[0], NETWORK.scores([*text, 5]), atol=1e-3)


def test_a_graph_that_makes_its_states_longer_is_left_to_that(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    files: dict[str, bytes | dict[str, object]] = {"onnx/model.onnx": summing(np.eye(6)), "config.json": {}}
    with running([Interrupt()]) as options:
        assert not writes_in_place(load(tmp_path, "text-generation", files), options)
    assert capfd.readouterr().err == ""


def _logarithm(text: Sequence[int]) -> np.ndarray:
    scores = NETWORK.scores(text)
    found: np.ndarray = scores - scores.max() - np.log(np.exp(scores - scores.max()).sum())
    return found

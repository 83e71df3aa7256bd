"""Tokens are chosen as the scores say, alone and in batches; parity with transformers is proved in tests/parity."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.errors import Cancelled
from desktop.engine.generation.scores import log_softmax
from desktop.engine.generation.settings import Settings
from desktop.engine.generation.writer import fitted, positions, write
from desktop.engine.interrupt import Interrupt
from tests.unit.engine.text_models import load
from tests.unit.engine.writing_models import END, copying, summing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.engine.loaded import LoadedModel

WORDS = 4
TABLE = np.random.default_rng(39).normal(0, 2, (7, WORDS))
NEVER_ENDING = TABLE - 100 * np.eye(WORDS)[END]
PROMPTS = [[2], [3, 2, 2], [2, 3]]


def writer(folder: Path, table: np.ndarray = TABLE, **config: Any) -> LoadedModel:
    return load(folder, "text-generation", {"onnx/model.onnx": summing(table), "config.json": config})


def settings(**changes: Any) -> Settings:
    return Settings(**{"max_new_tokens": 4, "eos_token_ids": (END,), **changes})


def scores(text: Sequence[int], table: np.ndarray = TABLE) -> np.ndarray:
    return log_softmax(table[sum(text) % len(table)].astype(np.float32))


def greedy(prompt: Sequence[int], count: int) -> list[int]:
    text = list(prompt)
    while len(text) < len(prompt) + count and text[-1] != END:
        text.append(int(scores(text).argmax()))
    return text[len(prompt) :]


def likeliest(prompt: Sequence[int], count: int) -> list[int]:
    """Return the best of all texts, by the mean of the logarithms."""
    whole: list[tuple[int, ...]] = [
        tokens
        for length in range(1, count + 1)
        for tokens in itertools.product(range(WORDS), repeat=length)
        if END not in tokens[:-1] and (tokens[-1] == END or length == count)
    ]

    def worth(tokens: tuple[int, ...]) -> float:
        parts = [scores([*prompt, *tokens[:at]])[token] for at, token in enumerate(tokens)]
        return float(sum(parts)) / len(tokens)

    best = max(whole, key=worth)
    return list(best)


def test_the_best_token_follows_whatever_else_is_in_the_batch(tmp_path: Path) -> None:
    model = writer(tmp_path)
    expected = [greedy(prompt, 4) for prompt in PROMPTS]
    assert write(model, PROMPTS, settings(), [Interrupt()]) == expected
    assert [write(model, [prompt], settings(), [Interrupt()])[0] for prompt in PROMPTS] == expected
    assert len({len(text) for text in expected}) > 1, "some end earlier"


def test_with_enough_beams_the_best_text_of_all_is_found(tmp_path: Path) -> None:
    model = writer(tmp_path)
    wide = settings(num_beams=WORDS**3, max_new_tokens=3, early_stopping="never")
    assert write(model, PROMPTS, wide, [Interrupt()]) == [likeliest(prompt, 3) for prompt in PROMPTS]
    assert likeliest(PROMPTS[0], 3) != greedy(PROMPTS[0], 3), "else the greedy way would do"


def test_chance_is_repeated_with_its_seed(tmp_path: Path) -> None:
    model = writer(tmp_path, NEVER_ENDING)
    drawn = [
        write(model, [[2]], settings(do_sample=True, seed=seed, max_new_tokens=20), [Interrupt()])[0]
        for seed in (1, 1, 2)
    ]
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_watcher_sees_every_token_and_may_end_a_text(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def watch(row: int, token: int) -> bool:
        seen.append((row, token))
        return row == 0

    made = write(writer(tmp_path, NEVER_ENDING), [[2], [3]], settings(), [Interrupt()], watch=watch)
    assert [len(text) for text in made] == [1, 4]
    assert [token for row, token in seen if row == 1] == made[1]


def test_no_more_is_written_than_there_are_positions(tmp_path: Path) -> None:
    model = writer(tmp_path, NEVER_ENDING, max_position_embeddings=6)
    assert positions(model) == 6
    assert [len(text) for text in write(model, [[2, 3]], settings(max_new_tokens=50), [Interrupt()])] == [4]


def test_what_is_given_up_ends_between_two_tokens(tmp_path: Path) -> None:
    interrupt = Interrupt()

    def watch(_row: int, _token: int) -> bool:
        interrupt.cancel()
        return False

    with pytest.raises(Cancelled):
        write(writer(tmp_path, NEVER_ENDING), [[2]], settings(max_new_tokens=10_000), [interrupt], watch=watch)


@pytest.mark.parametrize("beams", [1, 3])
def test_a_text_is_rewritten_row_by_row(tmp_path: Path, beams: int) -> None:
    model = load(tmp_path, "translation", {**copying(9), "config.json": {}})
    rows = [[5, 4, 8, END], [7, END, 0, 0], [6, 6, END, 0]]
    ids = np.array(rows, np.int64)
    source = {"input_ids": ids, "attention_mask": (ids > 0).astype(np.int64)}
    made = write(model, [[0]] * 3, settings(num_beams=beams), [Interrupt()], source=source)
    assert made == [[5, 4, 8, END], [7, END], [6, 6, END]]


@pytest.mark.parametrize(
    ("room", "kept", "left"),
    [(5, 0, [1, 2, 3, 4, 5]), (3, 0, [3, 4, 5]), (3, 1, [1, 4, 5]), (3, 3, [1, 2, 3]), (2, 4, [1, 2])],
)
def test_of_a_prompt_that_is_too_long_the_oldest_goes_but_for_its_beginning(
    room: int, kept: int, left: list[int]
) -> None:
    assert fitted([1, 2, 3, 4, 5], room, kept=kept) == left

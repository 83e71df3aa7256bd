"""Words get their times by where the model looked."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from desktop.engine.speech import words
from desktop.engine.speech.whisper import Manner
from tests.unit.engine.speech.parrot import tokens, tone, whisper

SAID = tokens(" yes", " the", " island", ".", " boat")


def test_words_keep_their_signs(tmp_path: Path) -> None:
    model = whisper(tmp_path, (), looks=True)
    found = words.split(model, SAID, "en")
    assert [(word.text, word.tokens) for word in found] == [(" yes", 1), (" the", 1), (" island.", 2), (" boat", 1)]


def test_words_are_placed_where_the_model_looks(tmp_path: Path) -> None:
    """It looks 0.4 s further for every token; its prompt has four, so the first word is at the third place."""
    model = whisper(tmp_path, (), looks=True)
    assert words.tells_words(model.model)
    made = words.spoken(model, model.hear([tone(seconds=6)]), SAID, 6.0, Manner())
    assert [word.text.strip() for word in made] == ["yes", "the", "island.", "boat"]
    starts = [word.start_s for word in made[1:]]
    assert starts == pytest.approx([1.6, 2.0, 2.8], abs=0.25)
    for one, two in pairwise(made):
        assert one.start_s <= one.end_s <= two.start_s + 1e-9
    assert made[-1].end_s <= 6.0


def test_nothing_said_has_no_words(tmp_path: Path) -> None:
    model = whisper(tmp_path, (), looks=True)
    assert words.spoken(model, model.hear([tone()]), [], 3.0, Manner()) == []


def test_a_model_that_does_not_look_tells_no_words(tmp_path: Path) -> None:
    assert not words.tells_words(whisper(tmp_path, ()).model)


def test_the_cheapest_way_is_found() -> None:
    """Against the plain recursion, row by row."""
    costs = np.random.default_rng(3).random((7, 19))
    sums = np.full((8, 20), np.inf)
    sums[0, 0] = 0
    for row in range(1, 8):
        for column in range(1, 20):
            before = min(sums[row - 1, column - 1], sums[row - 1, column], sums[row, column - 1])
            sums[row, column] = costs[row - 1, column - 1] + before
    rows, columns = words.path(costs)
    assert (rows[0], columns[0], rows[-1], columns[-1]) == (0, 0, 6, 18)
    assert {*np.diff(rows).tolist()} <= {0, 1}
    assert {*np.diff(columns).tolist()} <= {0, 1}
    assert costs[rows, columns].sum() == pytest.approx(sums[7, 19])

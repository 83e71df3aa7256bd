"""What windows of a long text say together about each sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from desktop.core.usage import ParameterInvalid
from desktop.engine import passages
from desktop.engine.entailment import LEAST_ROOM, entailed
from tests.unit.engine.text_models import answered, context, files, load, pair_graph, vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.engine.loaded import LoadedModel

TABLE = {"bank": (1.0, 0.0), "ball": (0.0, 1.0)}
WORDS = vocabulary("a", *TABLE)
LABELS = ("contradiction", "neutral", "entailment")


@pytest.fixture
def model(tmp_path: Path) -> LoadedModel:
    graph = pair_graph(WORDS, TABLE, (-1, 0, 1))
    return load(tmp_path, "zero-shot-classification", files(WORDS, graph, LABELS, max_position_embeddings=24))


def run(
    model: LoadedModel, folder: Path, text: str, *sentences: str, independent: bool = False
) -> tuple[list[float], list[list[str]]]:
    """Return the probabilities of sentences, and the windows that were asked for."""
    own = context(model, folder)
    value, asked = answered(own, lambda: entailed(text, sentences, own, independent=independent))
    rows = [row for one in asked for row in one.rows]
    return value.tolist(), [[WORDS[number] for number in row["input_ids"]] for row in rows]


def test_every_window_holds_the_whole_sentence(model: LoadedModel, tmp_path: Path) -> None:
    _, windows = run(model, tmp_path, "ball " * 30, "a bank", "a")
    assert [window[-4:] for window in windows[:2]] == [["[SEP]", "a", "bank", "[SEP]"]] * 2
    assert [len(window) for window in windows] == [24, 16, 24, 14], "two windows for each sentence"


def test_logits_are_averaged_before_they_become_probabilities(model: LoadedModel, tmp_path: Path) -> None:
    found, windows = run(model, tmp_path, "bank " * 20 + "ball " * 5, "bank", "ball", independent=True)
    assert [len(window) for window in windows[:2]] == [24, 9]
    expected = 1 / (1 + np.exp(-2 * np.array([20 * 24 / 33, 5 * 9 / 33])))
    assert found == pytest.approx(expected.tolist())


def test_blocks_of_a_long_text_belong_to_the_same_sentences(
    model: LoadedModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passages, "BLOCK_CHARACTERS", 20)
    cut, windows = run(model, tmp_path, "bank " * 4 + "ball ball bank bank", "bank", "ball", "a")
    assert len(windows) == 6
    assert cut == pytest.approx([float(one) for one in np.exp([3, 1, 0]) / np.exp([3, 1, 0]).sum()])


def test_a_sentence_must_leave_room_for_the_text(model: LoadedModel, tmp_path: Path) -> None:
    longest = 24 - 3 - LEAST_ROOM
    assert run(model, tmp_path, "bank", "bank " * longest, "a")[0][0] > 0.9
    with pytest.raises(ParameterInvalid) as caught:
        run(model, tmp_path, "bank", "a", "bank " * (longest + 1))
    assert caught.value.arguments["expected"] == "shorter labels"


def test_the_text_is_cut_even_where_the_sentence_is_longer(tmp_path: Path) -> None:
    graph = pair_graph(WORDS, TABLE, (-1, 0, 1))
    content = files(WORDS, graph, LABELS, max_position_embeddings=60)
    model = load(tmp_path, "zero-shot-classification", content)
    _, windows = run(model, tmp_path, "ball " * 20, "bank " * 40)
    assert [window.count("bank") for window in windows] == [40, 40]
    assert [window.count("ball") for window in windows] == [17, 3]

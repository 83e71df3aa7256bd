"""What a text expresses, with a graph that adds up what its words say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.errors import InputEmpty, ModelIncompatible
from tests.unit.engine.text_models import files, load, result, text_graph, vocabulary, work

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.result import Labels, Sentence
    from desktop.engine.loaded import LoadedModel

TASK = "text-classification"
LABELS = ("negative", "positive")
WORDS = vocabulary("good", "bad", "plain", "Good", "Bad")
TABLE = {"good": (0, 2), "Good": (0, 2), "bad": (1, 0), "Bad": (1, 0)}


def made(folder: Path, labels: tuple[str, ...] = LABELS, **config: Any) -> LoadedModel:
    return load(folder / "model", TASK, files(WORDS, text_graph(WORDS, TABLE), labels, **config))


@pytest.fixture
def model(tmp_path: Path) -> LoadedModel:
    return made(tmp_path)


def scores(value: Labels | Sentence) -> dict[str, float]:
    return {label.label: label.score for label in value.labels}


def positive(*words: str) -> float:
    """Return how positive the words are, computed by hand."""
    negative, good = np.sum([TABLE.get(word, (0, 0)) for word in words], axis=0)
    return float(1 / (1 + np.exp(negative - good)))


def test_a_text_as_a_whole(model: LoadedModel, tmp_path: Path) -> None:
    found = result(model, tmp_path, TASK, "good plain bad")
    assert [label.label for label in found.labels] == ["positive", "negative"], "the best comes first"
    assert scores(found)["positive"] == pytest.approx(positive("good", "bad"))
    assert sum(scores(found).values()) == pytest.approx(1)
    assert found.sentences is None


def test_every_line_counts_the_same(model: LoadedModel, tmp_path: Path) -> None:
    text = "  good\n\n \nbad plain plain plain\t\n"
    found = result(model, tmp_path, TASK, text, split="lines")
    assert [(one.start, one.end, one.text) for one in found.sentences] == [(2, 6, "good"), (10, 31, text[10:31])]
    singles = [positive("good"), positive("bad")]
    assert [scores(one)["positive"] for one in found.sentences] == pytest.approx(singles)
    assert found.sentences[1].labels[0].label == "negative"
    assert scores(found)["positive"] == pytest.approx(np.mean(singles))


def test_a_long_sentence_counts_for_more(model: LoadedModel, tmp_path: Path) -> None:
    text = "Good. Bad plain plain plain plain."
    found = result(model, tmp_path, TASK, text, split="sentences")
    assert [one.text for one in found.sentences] == ["Good.", "Bad plain plain plain plain."]
    assert all(text[one.start : one.end] == one.text for one in found.sentences)
    expected = (5 * positive("good") + 28 * positive("bad")) / 33
    assert scores(found)["positive"] == pytest.approx(expected)


def test_a_long_text_is_the_mean_of_its_windows_by_their_tokens(tmp_path: Path) -> None:
    model = made(tmp_path, max_position_embeddings=6)
    found = result(model, tmp_path, TASK, "good bad bad bad plain good")
    expected = (6 * positive("good", "bad", "bad", "bad") + 4 * positive("good")) / 10
    assert scores(found)["positive"] == pytest.approx(expected)


def test_a_long_line_keeps_its_windows_to_itself(tmp_path: Path) -> None:
    model = made(tmp_path, max_position_embeddings=4)
    found = result(model, tmp_path, TASK, "good good bad bad\nbad", split="lines")
    expected = [(positive("good", "good") + positive("bad", "bad")) / 2, positive("bad")]
    assert [scores(one)["positive"] for one in found.sentences] == pytest.approx(expected)


def test_texts_side_by_side_keep_their_order_and_one_fails_alone(tmp_path: Path) -> None:
    model = made(tmp_path, max_position_embeddings=8)
    texts = ["good", "bad " * 50, " \n", "good bad\nbad", "plain"]
    members = work(model, tmp_path, TASK, *texts, split="lines")
    assert [type(member.error) for member in members] == [type(None), type(None), InputEmpty, type(None), type(None)]
    for member, text in zip(members, texts, strict=True):
        if text.strip():
            assert member.value == result(model, tmp_path, TASK, text, split="lines")
    assert len({repr(member.value) for member in members}) == 5, "else the order would not show"


def test_labels_that_do_not_exclude_one_another(tmp_path: Path) -> None:
    model = made(tmp_path, problem_type="multi_label_classification")
    found = scores(result(model, tmp_path, TASK, "good bad"))
    assert found == pytest.approx({"positive": 1 / (1 + np.exp(-2)), "negative": 1 / (1 + np.exp(-1))})


def test_fewer_names_than_classes_are_the_models_fault(tmp_path: Path) -> None:
    with pytest.raises(ModelIncompatible, match="2 classes apart and names 1"):
        result(made(tmp_path, labels=("only",)), tmp_path, TASK, "good")

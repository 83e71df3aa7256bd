"""Labels of one's own on a text: by a graph that multiplies what text and sentence are about, or by closeness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.errors import InputEmpty, ModelIncompatible
from desktop.core.result import Labels
from desktop.core.usage import ParameterInvalid
from tests.unit.engine.text_models import files, load, pair_graph, result, text_graph, vocabulary, work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.engine.loaded import LoadedModel

TASK = "zero-shot-classification"
TABLE = {"money": (1, 0), "bank": (1, 0), "sport": (0, 1), "ball": (0, 1), "art": (-1, -1)}
WORDS = vocabulary("This", "example", "is", "about", "the", *TABLE)
NAMES = ("contradiction", "neutral", "entailment")
NUMBERED = {name: number for number, name in enumerate(NAMES)}


def judge(folder: Path, labels: Sequence[str] = NAMES, signs: Sequence[float] = (-1, 0, 1), **config: Any) -> Any:
    model = pair_graph(WORDS, TABLE, signs)
    return load(folder / "model", TASK, files(WORDS, model, labels, **config))


@pytest.fixture
def model(tmp_path: Path) -> LoadedModel:
    loaded: LoadedModel = judge(tmp_path)
    return loaded


@pytest.fixture
def vectors(tmp_path: Path) -> LoadedModel:
    """A model that knows no more than the vector of a text."""
    content = files(WORDS, text_graph(WORDS, TABLE, output="sentence_embedding"))
    return load(tmp_path / "model", "feature-extraction", content)


def scores(value: Any) -> dict[str, float]:
    assert isinstance(value, Labels)
    return {label.label: label.score for label in value.labels}


def softmax(*logits: float) -> list[float]:
    return [float(one) for one in np.exp(logits) / np.exp(logits).sum()]


def test_the_scores_of_labels_that_exclude_one_another_add_up_to_one(model: LoadedModel, tmp_path: Path) -> None:
    found = result(model, tmp_path, TASK, "the bank is about money, ball", labels="sport, art, money")
    assert [label.label for label in found.labels] == ["money", "sport", "art"], "the best comes first"
    assert list(scores(found).values()) == pytest.approx(softmax(2, 1, -3))
    assert found.method == ""


def test_each_label_is_weighed_against_its_contradiction_where_several_may_fit(
    model: LoadedModel, tmp_path: Path
) -> None:
    found = result(model, tmp_path, TASK, "the bank is about money", labels="sport, money", multi_label=True)
    assert scores(found) == pytest.approx({"money": softmax(2, -2)[0], "sport": 0.5})


def test_a_label_alone_is_not_certain_by_itself(model: LoadedModel, tmp_path: Path) -> None:
    assert scores(result(model, tmp_path, TASK, "the ball", labels="money")) == {"money": 0.5}


@pytest.mark.parametrize(
    ("labels", "signs", "config"),
    [
        (("ENTAILMENT", "neutral", "contradiction"), (1, 0, -1), {}),
        (("not_entailment", "entailment"), (-1, 1), {}),
        (("entailment", "not_entailment"), (1, -1), {}),
        (("LABEL_0", "LABEL_1", "LABEL_2"), (-1, 0, 1), {"label2id": NUMBERED}),
    ],
    ids=["first", "two labels", "two labels, first", "named the other way round"],
)
def test_entailment_is_found_by_its_name(
    tmp_path: Path, labels: Sequence[str], signs: Sequence[float], config: dict[str, Any]
) -> None:
    model = judge(tmp_path, labels, signs, **config)
    found = result(model, tmp_path, TASK, "the bank", labels="sport, money", multi_label=True)
    assert scores(found) == pytest.approx({"money": softmax(1, -1)[0], "sport": 0.5})


def test_a_model_without_entailment_is_refused(tmp_path: Path) -> None:
    model = judge(tmp_path, ("negative", "neutral", "positive"))
    with pytest.raises(ModelIncompatible, match="entailment"):
        result(model, tmp_path, TASK, "the bank", labels="money")


def test_the_sentence_says_what_is_asked(model: LoadedModel, tmp_path: Path) -> None:
    found = result(model, tmp_path, TASK, "the bank", labels="sport, the", template="money {} {}")
    assert scores(found) == pytest.approx({"sport": 0.5, "the": 0.5}), "both sentences are about money"


def test_a_label_counts_once_however_often_it_is_named(model: LoadedModel, tmp_path: Path) -> None:
    found = result(model, tmp_path, TASK, "the bank", labels=" money,,sport , money, ")
    assert list(scores(found)) == ["money", "sport"]
    assert list(scores(found).values()) == pytest.approx(softmax(1, 0))


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"labels": ""}, "labels"),
        ({"labels": " , ,"}, "labels"),
        ({"labels": "money", "template": "This is it."}, "template"),
        ({"labels": f"sport, {'money ' * 500}"}, "labels"),
    ],
    ids=["no label", "commas", "no place for a label", "a label longer than a window"],
)
def test_what_cannot_be_asked_is_said(model: LoadedModel, tmp_path: Path, params: dict[str, str], named: str) -> None:
    with pytest.raises(ParameterInvalid) as caught:
        result(model, tmp_path, TASK, "the bank", **params)
    assert caught.value.arguments["name"] == named


def test_the_logits_of_a_long_text_are_the_mean_of_its_windows_by_their_tokens(tmp_path: Path) -> None:
    model = judge(tmp_path, max_position_embeddings=20)
    # [CLS] … [SEP] money [SEP] leaves 16 tokens of the text to a window: the second one holds six, ten in all.
    found = result(model, tmp_path, TASK, "bank " * 18 + "ball " * 4, labels="money, sport", template="{}")
    money, sport = (20 * 16 + 10 * 2) / 30, 10 * 4 / 30
    assert scores(found) == pytest.approx(dict(zip(("money", "sport"), softmax(money, sport), strict=True)))


def test_texts_side_by_side_keep_their_order_and_one_fails_alone(model: LoadedModel, tmp_path: Path) -> None:
    members = work(model, tmp_path, TASK, "the ball", "\n", "bank " * 9, "art", labels="money, sport")
    assert isinstance(members[1].error, InputEmpty)
    found = [scores(members[index].value)["money"] for index in (0, 2, 3)]
    assert found == pytest.approx([softmax(0, 1)[0], softmax(9, 0)[0], softmax(-1, -1)[0]])


def test_without_a_judge_closeness_decides_and_is_named(vectors: LoadedModel, tmp_path: Path) -> None:
    found = result(vectors, tmp_path, TASK, "bank bank bank bank ball ball ball", labels="sport, money")
    assert found.method == "embeddings"
    assert scores(found) == pytest.approx(
        dict(zip(("money", "sport"), softmax(0.8 / 0.05, 0.6 / 0.05), strict=True)), abs=1e-5
    )


def test_the_closeness_of_each_label_is_its_cosine_where_several_may_fit(vectors: LoadedModel, tmp_path: Path) -> None:
    text = "bank bank bank bank ball ball ball"
    found = result(vectors, tmp_path, TASK, text, labels="sport, art, money", multi_label=True)
    assert scores(found) == pytest.approx({"money": 0.8, "sport": 0.6, "art": 0}), "what is opposite fits not at all"
    alone = result(vectors, tmp_path, TASK, text, labels="sport")
    assert scores(alone) == pytest.approx({"sport": 0.6})

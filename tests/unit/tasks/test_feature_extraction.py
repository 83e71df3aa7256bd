"""The vectors of texts, with graphs whose tokens have vectors that can be added up in the head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.errors import InputEmpty, InputTooLarge
from desktop.core.result import Embedding
from tests.unit.engine.text_models import files, load, result, token_graph, vocabulary, work

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.engine.loaded import LoadedModel

TASK = "feature-extraction"
TABLE = {"east": (1, 0), "north": (0, 1), "west": (-1, 0), "East": (1, 0), "North": (0, 1), "[CLS]": (0, 0)}
WORDS = vocabulary(*TABLE, "here")


def made(folder: Path, pooling: dict[str, Any] | None = None, **config: Any) -> LoadedModel:
    content = files(WORDS, token_graph(WORDS, {"last_hidden_state": TABLE}), **config)
    more = {} if pooling is None else {"1_Pooling/config.json": pooling}
    return load(folder / "model", TASK, content | more)


@pytest.fixture
def model(tmp_path: Path) -> LoadedModel:
    return made(tmp_path)


def test_the_vector_has_the_length_one(model: LoadedModel, tmp_path: Path) -> None:
    found = result(model, tmp_path, TASK, "east east east east north north north")
    assert isinstance(found, Embedding)
    assert found.vector == pytest.approx((0.8, 0.6))
    assert (found.sentences, found.similarity) == (None, None)


@pytest.mark.parametrize(
    ("pooling", "vector"),
    [
        ({"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": False}, (0.8, 0.6)),
        ({"pooling_mode_mean_tokens": False, "pooling_mode_cls_token": True}, (0, 1)),
        ({"pooling_mode_lasttoken": True}, (-1, 0)),
    ],
    ids=["mean", "first", "last"],
)
def test_the_folder_says_how_tokens_become_one_vector(
    tmp_path: Path, pooling: dict[str, Any], vector: tuple[float, float]
) -> None:
    marks = {"[CLS]": (0, 2), "[SEP]": (-2, 0)}
    content = files(WORDS, token_graph(WORDS, {"last_hidden_state": TABLE | marks}))
    model = load(tmp_path / "model", TASK, content | {"1_Pooling/config.json": pooling})
    assert result(model, tmp_path, TASK, "east " * 6 + "north").vector == pytest.approx(vector)


@pytest.mark.parametrize(
    ("other", "similarity"),
    [("east", 1.0), ("north", 0.0), ("  west ", -1.0), ("east east east east north north north", 0.8)],
)
def test_two_texts_are_compared_by_their_cosine(
    model: LoadedModel, tmp_path: Path, other: str, similarity: float
) -> None:
    found = result(model, tmp_path, TASK, "east here east", compare=other)
    assert found.similarity == pytest.approx(similarity)
    assert found.vector == pytest.approx((1, 0)), "the vector stays that of the text"


def test_white_space_is_nothing_to_compare_with(model: LoadedModel, tmp_path: Path) -> None:
    assert result(model, tmp_path, TASK, "east", compare=" \n").similarity is None


def test_pieces_have_vectors_of_their_own(model: LoadedModel, tmp_path: Path) -> None:
    text = "East here. North north north.\nEast"
    found = result(model, tmp_path, TASK, text, split="sentences", compare="west")
    assert [one.text for one in found.sentences] == ["East here.", "North north north.", "East"]
    assert all(text[one.start : one.end] == one.text for one in found.sentences)
    assert [one.vector for one in found.sentences] == [pytest.approx((1, 0)), pytest.approx((0, 1)), (1, 0)]
    assert found.vector == pytest.approx(np.array([2, 3]) / np.sqrt(13)), "that of the text as a whole"
    assert found.similarity == pytest.approx(-2 / np.sqrt(13)), "and so is its closeness to another text"
    lines = result(model, tmp_path, TASK, text, split="lines").sentences
    assert [one.text for one in lines] == text.split("\n")


def test_a_long_text_is_the_mean_of_its_windows_by_their_tokens(tmp_path: Path) -> None:
    model = made(tmp_path, max_position_embeddings=6)
    found = result(model, tmp_path, TASK, "east east east east here north here")
    mean = np.array([6, 5]) / 11
    assert found.vector == pytest.approx(mean / np.linalg.norm(mean)), "windows count by tokens, at length one each"


def test_texts_side_by_side_keep_their_order_and_one_fails_alone(tmp_path: Path) -> None:
    model = made(tmp_path, max_position_embeddings=6)
    texts = ["east", "north " * 40, "", "west", "east north"]
    members = work(model, tmp_path, TASK, *texts, split="lines", compare="north")
    assert isinstance(members[2].error, InputEmpty)
    found = [member.value for member in members if member.error is None]
    assert [one.similarity for one in found] == pytest.approx([0, 1, 0, np.sqrt(0.5)])  # type: ignore[union-attr]
    for member, text in zip(members, texts, strict=True):
        if text:
            assert member.value == result(model, tmp_path, TASK, text, split="lines", compare="north")


def test_a_vector_for_every_line_of_a_book_is_too_much(model: LoadedModel, tmp_path: Path) -> None:
    with pytest.raises(InputTooLarge) as caught:
        result(model, tmp_path, TASK, "east\n" * 10_001, split="lines")
    assert caught.value.arguments["found"] == 10_001

"""How the vectors of tokens become that of a text, as the folder of a model says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.errors import ModelIncompatible
from desktop.engine import passages
from desktop.engine.embeddings import pooled, unit, vectors
from tests.unit.engine.text_models import answered, context, files, load, text_graph, token_graph, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.engine.loaded import LoadedModel
    from desktop.engine.rows import Rows

WORDS = vocabulary("east", "north", "say", "x")
EAST, NORTH = (3.0, 0.0, 0.0), (0.0, 4.0, 0.0)
TABLE = {"east": EAST, "north": NORTH, "say": (0.0, 0.0, 5.0), "[PAD]": (-9.0, -9.0, -9.0)}
STATES = np.array([[1, 0, 3], [5, 2, 0], [0, 4, 0]], np.float32)


@pytest.mark.parametrize(
    ("modes", "vector"),
    [
        (("cls",), [1, 0, 3]),
        (("max",), [5, 4, 3]),
        (("mean",), [2, 2, 1]),
        (("mean_sqrt_len",), np.array([6, 6, 3]) / np.sqrt(3)),
        (("weightedmean",), np.array([1 + 10, 4 + 12, 3]) / 6),
        (("lasttoken",), [0, 4, 0]),
        (("cls", "mean"), [1, 0, 3, 2, 2, 1]),
    ],
)
def test_the_ways_of_sentence_transformers(modes: tuple[str, ...], vector: Any) -> None:
    assert pooled(STATES, modes).tolist() == pytest.approx(list(vector))


def test_rows_have_the_length_one_unless_there_is_nothing() -> None:
    assert unit(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist() == [[0.6, 0.8], [0, 0]]


def made(
    folder: Path, more: Mapping[str, Any] | None = None, *, output: str = "last_hidden_state", **settings: str
) -> LoadedModel:
    content = files(WORDS, token_graph(WORDS, {output: TABLE}), max_position_embeddings=8)
    return load(folder, "feature-extraction", content | dict(more or {}), **settings)


def found(model: LoadedModel, folder: Path, *texts: str) -> tuple[list[list[float]], Rows]:
    """Return the vectors of texts, and what was asked of the model for them."""
    own = context(model, folder)
    value, (asked, *_) = answered(own, lambda: vectors(texts, own))
    return value.tolist(), asked


# "east north" has the tokens [CLS] east north [SEP], and only the words have vectors.
@pytest.mark.parametrize(
    ("pooling", "vector"),
    [
        (None, [3, 4, 0]),
        ({}, [3, 4, 0]),
        ({"pooling_mode_mean_tokens": True}, [3, 4, 0]),
        ({"pooling_mode_weightedmean_tokens": True, "pooling_mode_mean_tokens": False}, [2 * 3, 3 * 4, 0]),
        ({"pooling_mode": "weightedmean"}, [2 * 3, 3 * 4, 0]),
        ({"pooling_mode": "unheard of", "pooling_mode_weightedmean_tokens": True}, [2 * 3, 3 * 4, 0]),
        ({"pooling_mode_mean_tokens": True, "pooling_mode_max_tokens": True}, [3, 4, 0, 3 / 4, 4 / 4, 0]),
        ({"pooling_mode_cls_token": True}, [0, 0, 0]),
        ({"pooling_mode_lasttoken": True}, [0, 0, 0]),
    ],
)
def test_the_folder_says_which(tmp_path: Path, pooling: dict[str, Any] | None, vector: list[float]) -> None:
    more = {} if pooling is None else {"1_Pooling/config.json": pooling}
    # The second text makes the batch longer, so that the first is padded with something far away.
    (row, _), _ = found(made(tmp_path, more), tmp_path, "east north", "x x x x x")
    assert row == pytest.approx(unit(np.array([vector]))[0].tolist())


@pytest.mark.parametrize("output", ["last_hidden_state", "token_embeddings", "hidden"])
def test_any_output_with_tokens_will_do(tmp_path: Path, output: str) -> None:
    (row, _), asked = found(made(tmp_path, output=output), tmp_path, "east north", "x x x x x")
    assert asked.outputs == (output,)
    assert row == pytest.approx([0.6, 0.8, 0])


def test_a_vector_made_in_the_graph_is_taken_as_it_is(tmp_path: Path) -> None:
    graph = text_graph(WORDS, {"east": EAST, "north": NORTH}, output="sentence_embedding")
    layers = {"1_Pooling/config.json": {"pooling_mode_cls_token": True}, "2_Dense/config.json": {}}
    model = load(tmp_path, "feature-extraction", files(WORDS, graph) | layers)
    [row], asked = found(model, tmp_path, "east east north")
    assert asked.outputs == ("sentence_embedding",)
    assert row == pytest.approx([6 / np.sqrt(52), 4 / np.sqrt(52), 0])


def test_a_layer_behind_the_end_of_the_graph_is_not_left_out_in_silence(tmp_path: Path) -> None:
    model = made(tmp_path, {"2_Dense/config.json": {"out_features": 2}})
    with pytest.raises(ModelIncompatible, match=r"2_Dense/config\.json"):
        found(model, tmp_path, "east")


def test_the_prefix_stands_before_every_window(tmp_path: Path) -> None:
    model = made(tmp_path, prefix="say x ")
    (long, short), rows = found(model, tmp_path, "east east east east east", "north")
    words = [[WORDS[number] for number in row["input_ids"][1:-1]] for row in rows.rows]
    assert words == [
        ["say", "x", "east", "east", "east", "east"],
        ["say", "x", "east"],
        ["say", "x", "north"],
    ]
    assert short == pytest.approx([0, 4 / np.sqrt(41), 5 / np.sqrt(41)])
    assert long[0] > long[2] > 0


def test_the_prefix_changes_nobody_elses_vector(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "BLOCK_CHARACTERS", 11)
    (east, north), _ = found(made(tmp_path, prefix="x "), tmp_path, "east east east east", "north")
    assert east == pytest.approx([1, 0, 0]), "however many pieces a text has"
    assert north == pytest.approx([0, 1, 0])

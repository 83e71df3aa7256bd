"""How long a window is, what pads it and what goes in, as the files of a folder say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.errors import ModelIncompatible
from desktop.engine.tokens import TOKENS_AT_MOST, text_encoder
from tests.unit.engine.text_models import files, load, token_graph, vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.engine.tokens import TextEncoder

WORDS = vocabulary("one", "two", "three", "four", "five", "six", "##ty", "<pad>")
TABLE = {"logits": {"one": (1.0, 0.0)}}
NUMBERS = "one two three four five six"


def encoder(
    folder: Path,
    *,
    inputs: tuple[str, ...] = ("input_ids", "attention_mask"),
    length: int | str = "length",
    more: dict[str, Any] | None = None,
    settings: dict[str, Any] | None = None,
    **config: Any,
) -> TextEncoder:
    model = token_graph(WORDS, TABLE, inputs=inputs, length=length)
    return text_encoder(load(folder, "x", files(WORDS, model, **config) | (more or {}), **(settings or {})))


def configured(**content: Any) -> dict[str, Any]:
    return {"tokenizer_config.json": content}


@pytest.mark.parametrize(
    ("made", "tokens"),
    [
        ({}, 512),
        ({"max_position_embeddings": 256}, 256),
        ({"max_position_embeddings": 514, "model_type": "roberta", "pad_token_id": 1}, 512),
        ({"max_position_embeddings": 514, "model_type": "xlm-roberta"}, 512),
        ({"max_position_embeddings": 514, "model_type": "bert", "pad_token_id": 1}, 514),
        ({"max_position_embeddings": 8192}, TOKENS_AT_MOST),
        ({"text_config": {"max_position_embeddings": 77}}, 77),
        ({"max_position_embeddings": 512, "more": configured(model_max_length=10**30)}, 512),
        ({"max_position_embeddings": 512, "more": configured(model_max_length=100)}, 100),
        ({"max_position_embeddings": 512, "more": {"sentence_bert_config.json": {"max_seq_length": 256}}}, 256),
        ({"max_position_embeddings": 512, "settings": {"max_tokens": 4096}}, 4096),
        ({"max_position_embeddings": 512, "settings": {"max_tokens": 4096}, "length": 64}, 64),
        ({"max_position_embeddings": 512, "length": 64}, 64),
    ],
)
def test_the_length_of_a_window_is_the_least_that_anything_asks_for(
    tmp_path: Path, made: dict[str, Any], tokens: int
) -> None:
    assert encoder(tmp_path, **made).max_tokens == tokens


@pytest.mark.parametrize(
    ("made", "number"),
    [
        ({}, 0),
        ({"pad_token_id": 3}, 3),
        ({"pad_token_id": 3, "more": configured(pad_token="<pad>")}, WORDS.index("<pad>")),
        ({"more": configured(pad_token={"content": "<pad>", "lstrip": False})}, WORDS.index("<pad>")),
        ({"more": {"special_tokens_map.json": {"pad_token": "<pad>"}}}, WORDS.index("<pad>")),
        ({"more": configured(pad_token="<pad>"), "settings": {"pad_token": "[MASK]"}}, WORDS.index("[MASK]")),
    ],
)
def test_what_lengthens_a_window_is_named_in_one_of_the_files(
    tmp_path: Path, made: dict[str, Any], number: int
) -> None:
    asked = encoder(tmp_path, **made)
    _, windows = asked.windows([(0, NUMBERS)])
    assert asked.rows(windows, ("logits",)).fill["input_ids"] == number


def test_a_graph_is_given_what_it_wants_and_nothing_else(tmp_path: Path) -> None:
    plain = encoder(tmp_path / "plain")
    _, (window,) = plain.windows([(0, "one two")])
    assert {name: list(row) for name, row in plain.row(window).items()} == {
        "input_ids": [2, WORDS.index("one"), WORDS.index("two"), 3],
        "attention_mask": [1, 1, 1, 1],
    }
    inputs = ("input_ids", "attention_mask", "token_type_ids", "position_ids")
    pair = encoder(tmp_path / "full", inputs=inputs, model_type="roberta", pad_token_id=1)
    _, (window,) = pair.windows([(0, ("one", "two"))])
    row = {name: list(numbers) for name, numbers in pair.row(window).items()}
    assert row["token_type_ids"] == [0, 0, 0, 1, 1]
    assert row["position_ids"] == [2, 3, 4, 5, 6]


def test_windows_of_a_long_text_overlap_as_asked(tmp_path: Path) -> None:
    asked = encoder(tmp_path, max_position_embeddings=6)
    owners, windows = asked.windows([(7, NUMBERS), (8, "one")], overlap=2)
    assert owners == [7, 7, 8]
    assert [window.tokens[1:-1] for window in windows] == [
        ["one", "two", "three", "four"],
        ["three", "four", "five", "six"],
        ["one"],
    ]
    start, end = windows[1].offsets[1]
    assert NUMBERS[start:end] == "three"


def test_one_of_a_pair_stays_whole(tmp_path: Path) -> None:
    asked = encoder(tmp_path, max_position_embeddings=8)
    assert asked.room("five six") == 3
    _, windows = asked.windows([(0, ("one two three four", "five six"))], cut="only_first")
    assert [window.tokens for window in windows] == [
        ["[CLS]", "one", "two", "three", "[SEP]", "five", "six", "[SEP]"],
        ["[CLS]", "four", "[SEP]", "five", "six", "[SEP]"],
    ]
    _, windows = asked.windows([(0, ("five", "one two three four"))], cut="only_second", at_most=6)
    assert [window.tokens[3:-1] for window in windows] == [["one", "two"], ["three", "four"]]


def test_a_tokeniser_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelIncompatible, match=r"tokenizer\.json") as caught:
        encoder(tmp_path, more={"tokenizer.json": b'{"version": "1.0"}'})
    assert caught.value.detail

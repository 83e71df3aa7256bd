"""A text is answered as one message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.errors import InputTooLarge
from desktop.core.result import Text
from tests.unit.engine.chat_models import ENDLESS, talker
from tests.unit.engine.text_models import load, result

if TYPE_CHECKING:
    from pathlib import Path


def answered(folder: Path, text: str, *, ends: float = ENDLESS, **params: Any) -> Text:
    folder.mkdir(exist_ok=True)
    given = {"temperature": 0.0, "max_new_tokens": 8, **params}
    model = load(folder / "model", "text-generation", talker(ends=ends))
    found = result(model, folder, "text-generation", text, **given)
    assert isinstance(found, Text)
    return found


def test_the_answer_alone_is_the_text_and_its_usage_is_told(tmp_path: Path) -> None:
    found = answered(tmp_path, "ba be bi\n")
    assert len(found.text.split()) == 8
    usage = found.usage
    assert usage is not None
    assert (usage.prompt_tokens, usage.cached_tokens, usage.completion_tokens) == (8, 0, 8)
    assert usage.first_token_s > 0
    assert usage.tokens_per_s > 0
    assert usage.ended == "length"


def test_instructions_change_the_answer_and_take_their_place(tmp_path: Path) -> None:
    plain, told = answered(tmp_path / "a", "ba be"), answered(tmp_path / "b", "ba be", system="du du")
    assert plain.usage is not None
    assert told.usage is not None
    assert told.usage.prompt_tokens == plain.usage.prompt_tokens + 5
    assert told.text != plain.text


def test_a_model_may_bring_instructions_for_whoever_gives_none(tmp_path: Path) -> None:
    told = answered(tmp_path / "a", "ba be", system="du du")
    model = load(tmp_path / "model", "text-generation", talker(ends=ENDLESS), system="du du")
    params = {"temperature": 0.0, "max_new_tokens": 8}
    assert result(model, tmp_path, "text-generation", "ba be", **params).text == told.text
    other = answered(tmp_path / "b", "ba be", system="ka").text
    assert result(model, tmp_path, "text-generation", "ba be", **params, system="ka").text == other != told.text


def test_chance_is_that_of_the_seed(tmp_path: Path) -> None:
    one, same, other = (
        answered(tmp_path / name, "ba", temperature=1.5, seed=seed).text
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )
    assert one == same != other


def test_the_makers_say_how_unless_somebody_else_does(tmp_path: Path) -> None:
    files = talker(ends=ENDLESS) | {"generation_config.json": {"do_sample": True, "temperature": 9.0, "top_k": 1}}
    model = load(tmp_path / "model", "text-generation", files)
    best = answered(tmp_path / "plain", "ba").text
    given = {"temperature": 2.0, "max_new_tokens": 8}
    assert result(model, tmp_path, "text-generation", "ba", **given).text == best, "the best one is all there is"
    assert result(model, tmp_path, "text-generation", "ba", **given, top_k=50).text != best


def test_it_stops_before_any_of_several_texts(tmp_path: Path) -> None:
    words = answered(tmp_path / "whole", "ba").text.split()
    found = answered(tmp_path / "cut", "ba", stop=f"never, {words[3]},\\n")
    assert found.text.split() == words[:3]


def test_a_text_that_has_no_room_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputTooLarge):
        answered(tmp_path, "ba " * 500)

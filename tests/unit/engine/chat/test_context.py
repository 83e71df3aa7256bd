"""What is left out of a conversation that has become too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.core.chat import Message, Role
from desktop.core.errors import InputTooLarge
from desktop.engine.chat.context import TOKENS_AT_MOST, TOKENS_BY_DEFAULT, context_tokens, fit
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def encode(messages: Sequence[Message]) -> list[int]:
    """A token for each word, and one for each message."""
    return [len(word) for message in messages for word in ("", *" ".join([*message.quotes, message.text]).split())]


def turns(count: int, words: int = 10, system: str = "") -> list[Message]:
    """Return a conversation that waits for the answer to its last turn."""
    head = [Message(role=Role.SYSTEM, text=system)] if system else []
    said = [
        Message(role=role, text=" ".join([str(number)] * words))
        for number in range(count)
        for role in (Role.USER, Role.ASSISTANT)
    ]
    return head + said[:-1]


def test_what_has_room_stays_whole() -> None:
    assert fit(turns(4), encode, limit=100, answer=20) == (encode(turns(4)), 0, 0)


@pytest.mark.parametrize("count", range(5, 40))
def test_whole_turns_go_and_the_instructions_stay(count: int) -> None:
    messages = turns(count, system="be brief")
    ids, dropped, _ = fit(messages, encode, limit=100, answer=20)
    assert ids == encode([messages[0], *messages[1 + 2 * dropped :]])
    assert len(ids) <= 80


def test_they_go_in_few_steps() -> None:
    dropped = [fit(turns(count), encode, limit=200, answer=40)[1] for count in range(1, 60)]
    assert dropped == sorted(dropped)
    assert len(set(dropped)) < len(dropped) / 1.5


def test_an_answer_takes_a_quarter_of_the_room_at_most() -> None:
    assert fit(turns(1, words=70), encode, limit=100, answer=5000)[1] == 0
    with pytest.raises(InputTooLarge, match="“0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0…” is too large: 81 tokens"):
        fit(turns(1, words=80), encode, limit=100, answer=5000)


def test_the_last_turn_alone_may_be_all_there_is_room_for() -> None:
    messages = [*turns(3)[:-1], Message(role=Role.USER, text="long " * 60)]
    ids, dropped, _ = fit(messages, encode, limit=100, answer=20)
    assert (len(ids), dropped) == (61, 2)


def test_quotes_go_when_the_question_alone_would_have_room() -> None:
    asked = Message(role=Role.USER, text="why", quotes=tuple("word " * 20 for _ in range(6)))
    ids, dropped, quotes = fit([*turns(2)[:-1], asked], encode, limit=100, answer=20)
    assert (len(ids), dropped, quotes) == (2 + 3 * 20, 1, 3)
    with pytest.raises(InputTooLarge):
        fit([Message(role=Role.USER, text="why", quotes=("word " * 90, "word"))], encode, limit=100, answer=20)


def test_the_room_is_what_the_model_can_tell_apart_within_reason(tmp_path: Path) -> None:
    def room(config: dict[str, object], **settings: object) -> int:
        return context_tokens(load(tmp_path, "text-generation", {"config.json": config}, **settings))

    assert room({}) == TOKENS_BY_DEFAULT
    assert room({"max_position_embeddings": 512}) == 512
    assert room({"max_position_embeddings": 131072}) == TOKENS_AT_MOST
    assert room({"max_position_embeddings": 131072}, max_tokens=32768) == 32768

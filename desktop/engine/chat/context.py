"""What of a conversation a model can hold in mind."""

from __future__ import annotations

import bisect
import dataclasses
from typing import TYPE_CHECKING

from desktop.core.chat import Role
from desktop.core.errors import InputTooLarge
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.generation.writer import positions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.core.chat import Message
    from desktop.engine.loaded import LoadedModel

    Encode = Callable[[Sequence[Message]], list[int]]

TOKENS_BY_DEFAULT = 2048
"""Where a model does not say how many it can tell apart."""
TOKENS_AT_MOST = 8192
"""What is remembered of each takes 20 to 100 kB; `max_tokens` in a manifest's settings may ask for more."""
_PARTS = 4
"""An answer may take one of so many parts of the context, and so much or a multiple of it is let go at once."""


def context_tokens(model: LoadedModel) -> int:
    """Return how many tokens, question and answer, a conversation with `model` may have."""
    limit = int(model.spec.settings.get("max_tokens", TOKENS_AT_MOST))
    return min(limit, positions(model) or TOKENS_BY_DEFAULT)


def fit(messages: Sequence[Message], encode: Encode, limit: int, answer: int) -> tuple[list[int], int, int]:
    """Return a conversation as tokens that leave room for an answer, and what was left out or kept for that.

    The system prompt and the last turn stay; the oldest turns go, whole ones. They go in few large steps: were it one
    with each answer, the conversation would begin otherwise each time, and nothing that is remembered would fit it.
    When the last turn alone has no room, its quotes go, the last first, but for one.

    Returns:
        The tokens, how many turns were left out, and how many quotes of the last turn were kept.

    Args:
        messages: the conversation, perhaps with a system prompt.
        encode: makes tokens of it.
        limit: of question and answer, see `context_tokens`.
        answer: tokens that the answer may have at most.

    Raises:
        InputTooLarge: the last turn alone has no room.
    """
    limit -= min(answer, limit // _PARTS)
    ids = encode(messages)
    quotes = len(messages[-1].quotes)
    if len(ids) <= limit:
        return ids, 0, quotes
    head, turns = _turns(messages)
    step = max(1, limit // _PARTS)
    goal = len(ids) - -(-(len(ids) - limit) // step) * step

    def without(count: int) -> list[int]:
        return encode([*head, *(message for turn in turns[count:] for message in turn)])

    most = len(turns) - 1
    dropped = min(most, bisect.bisect_left(range(most + 1), True, key=lambda count: len(without(count)) <= goal))
    ids = without(dropped)
    while len(ids) > limit and quotes > 1:
        quotes -= 1
        turns[-1][-1] = dataclasses.replace(turns[-1][-1], quotes=turns[-1][-1].quotes[:quotes])
        ids = without(dropped)
    if len(ids) > limit:
        unit = QT_TRANSLATE_NOOP("units", "tokens")
        raise InputTooLarge(name=_name(turns[-1][0]), found=len(ids), limit=limit, unit=unit)
    return ids, dropped, quotes


def _turns(messages: Sequence[Message]) -> tuple[list[Message], list[list[Message]]]:
    """Return the system prompt where there is one, and the rest in turns that begin with what the user says."""
    head = [message for message in messages[:1] if message.role is Role.SYSTEM]
    turns: list[list[Message]] = []
    for message in messages[len(head) :]:
        if message.role is Role.USER or not turns:
            turns.append([])
        turns[-1].append(message)
    return head, turns


def _name(message: Message) -> str:
    """Return how a message begins, which is what it can be called."""
    words = " ".join(message.text.split())
    return words if len(words) <= 40 else f"{words[:40].rstrip()}…"

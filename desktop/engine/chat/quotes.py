"""What a model is told when passages of documents belong to a question; the conversation shows the question alone."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.core.chat import Message

_ASKED = "Text:\n{quotes}\n\nQuestion: {question}\nAnswer from the text alone, and say so where it has no answer."
_ASKED_OF_SMALL = (
    "Text:\n{quotes}\n\nQuestion: {question}\nAnswer the question in one short sentence, with the words of the text."
)
"""Of the wordings that were tried with models of 135 million weights the one after which they stray least."""


def worded(messages: Iterable[Message], *, small: bool) -> list[Message]:
    """Return messages in which the quotes are a part of the text, in words for a `small` model or for others."""
    asked = _ASKED_OF_SMALL if small else _ASKED
    return [_worded(message, asked) if message.quotes else message for message in messages]


def _worded(message: Message, asked: str) -> Message:
    quotes = "\n\n".join(" ".join(quote.split()) for quote in message.quotes)
    return dataclasses.replace(message, text=asked.format(quotes=quotes, question=message.text), quotes=())

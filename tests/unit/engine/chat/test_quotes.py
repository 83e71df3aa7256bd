"""What a model is told of passages: all of them before the question, and nothing of a conversation without any."""

from __future__ import annotations

import pytest

from desktop.core.chat import Message, Role
from desktop.engine.chat.quotes import worded

PLAIN = Message(role=Role.USER, text="Hello {there}")
QUOTING = Message(role=Role.USER, text="When?", quotes=("The ferry\n\tleaves {at} nine.", "The bread rests."))


@pytest.mark.parametrize("small", [True, False])
def test_passages_stand_before_the_question(small: bool) -> None:
    first, second = worded([PLAIN, QUOTING], small=small)
    assert first == PLAIN
    assert second.text.startswith("Text:\nThe ferry leaves {at} nine.\n\nThe bread rests.\n\nQuestion: When?\n")
    assert (second.role, second.quotes) == (Role.USER, ())


def test_small_models_are_told_to_be_brief() -> None:
    (small,), (other,) = (worded([QUOTING], small=small) for small in (True, False))
    assert "one short sentence" in small.text
    assert "one short sentence" not in other.text

"""Texts are cut into passages at the ends of sentences, and nothing but white space falls between two of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Sequence


def by_words(texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    return [[place.span() for place in re.finditer(r"\S+", text)] for text in texts]


def with_spaces(texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Tokens as sentencepiece makes them: a word with the space before it."""
    return [[place.span() for place in re.finditer(r"\s*\S+", text)] for text in texts]


def cut(text: str, room: int) -> list[str]:
    return [text[start:end] for start, end in chunks(text, by_words, room)]


def test_as_many_sentences_as_there_is_room_for_stay_together() -> None:
    assert cut("One two. Three four. Five six. Seven.", 4) == ["One two. Three four.", "Five six. Seven."]


def test_a_passage_that_is_half_full_ends_with_its_paragraph() -> None:
    text = "One two three four.\n\nFive six.\n\nSeven eight nine."
    assert cut(text, 6) == ["One two three four.", "Five six.\n\nSeven eight nine."]


@pytest.mark.parametrize("places", [by_words, with_spaces])
def test_an_endless_sentence_is_cut_between_words(places: object) -> None:
    text = "and so on " * 10
    found = chunks(text, places, 7)  # type: ignore[arg-type]
    pieces = [text[start:end] for start, end in found]
    assert all(len(piece.split()) <= 7 for piece in pieces)
    assert " ".join(" ".join(pieces).split()) == text.strip()


def test_a_word_that_is_longer_than_a_passage_is_cut_anywhere() -> None:
    letters = [(place, place + 1) for place in range(10)]
    assert chunks("a" * 10, lambda _: [letters], 4) == [(0, 4), (4, 8), (8, 10)]


@given(st.text(alphabet="ab .!\n", max_size=200), st.integers(2, 12))
def test_nothing_is_lost_and_nothing_comes_twice(text: str, room: int) -> None:
    found = chunks(text, by_words, room)
    assert all(start < end for start, end in found)
    assert "".join("".join(text[start:end] for start, end in found).split()) == "".join(text.split())
    assert all(len(text[start:end].split()) <= room for start, end in found)

"""Text while it is written: whole characters only, nothing of what ends it."""

from __future__ import annotations

import tokenizers
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import decoders, models, pre_tokenizers

from desktop.engine.generation.stream import TextStream

ALPHABET = sorted(pre_tokenizers.ByteLevel.alphabet())


def bytewise() -> tokenizers.Tokenizer:
    """Return a tokeniser with a token for each byte, so that most characters take several."""
    vocabulary = {letter: number for number, letter in enumerate(ALPHABET)}
    tokenizer = tokenizers.Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


TOKENIZER = bytewise()


def streamed(text: str, *stops: str) -> tuple[list[str], str, bool]:
    shown: list[str] = []
    stream = TextStream(TOKENIZER, stops, shown.append)
    ended = any(stream.add(token) for token in TOKENIZER.encode(text).ids)
    return shown, stream.end(), ended


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_pieces_are_whole_characters_and_make_up_the_text(text: str) -> None:
    shown, whole, ended = streamed(text)
    assert "".join(shown) == whole == text
    assert not ended
    assert all("\ufffd" not in piece for piece in shown) or "\ufffd" in text


def test_a_character_of_four_bytes_comes_at_once() -> None:
    shown, _, _ = streamed("a🏝️b")
    assert shown == ["a", "🏝", "\ufe0f", "b"]


def test_the_writing_ends_before_a_stop_string_and_shows_nothing_of_it() -> None:
    shown, whole, ended = streamed("yes\nUser: no", "\nUser:")
    assert (whole, ended) == ("yes", True)
    assert "".join(shown) == "yes"


def test_what_only_begins_like_a_stop_string_is_shown_in_the_end() -> None:
    shown, whole, ended = streamed("yes\nUs", "\nUser:")
    assert (whole, ended) == ("yes\nUs", False)
    assert shown[-1] == "\nUs"


def test_the_first_of_several_stop_strings_counts() -> None:
    assert streamed("one. two; three", ";", ".")[1] == "one"

"""Sentences of an answer are marked with the passage they were drawn from, and with none where there is none."""

from __future__ import annotations

import pytest

from desktop.media.attribution import marked

PASSAGES = ("The ferry leaves at nine in the morning.", "The deposit of 500 euros is paid back in May.")


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("The ferry leaves at nine.", "The ferry leaves at nine.[1]"),
        ("You get the deposit of 500 euros in May.", "You get the deposit of 500 euros in May.[2]"),
        ("You get the deposit of 700 euros back in May.", "You get the deposit of 700 euros back in May."),
        ("Bananas are yellow and sweet.", "Bananas are yellow and sweet."),
        (
            "The deposit is paid back. A ferry leaves each morning. Enjoy yourself!",
            "The deposit is paid back.[2] A ferry leaves each morning.[1] Enjoy yourself!",
        ),
        ("It is so.", "It is so."),
        ("", ""),
        ("```\nferry leaves nine morning\n```", "```\nferry leaves nine morning\n```"),
    ],
)
def test_a_sentence_is_marked_by_the_words_it_shares(answer: str, shown: str) -> None:
    assert marked(answer, PASSAGES, lambda number: f"[{number}]") == shown
    assert marked(answer, (), lambda number: f"[{number}]") == answer

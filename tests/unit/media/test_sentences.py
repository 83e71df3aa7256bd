"""Sentences of real writing, and what holds for any text at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.media.sentences import split_sentences, split_text


@pytest.mark.parametrize(
    "sentences",
    [
        ["Dr. Silva came at 3 p.m. on Monday.", "He left."],
        ["She met Mr. and Mrs. Brown, e.g. on Sundays, i.e. often.", "Good."],
        ["O Sr. Costa mora na Av. Brasil, n.º 12.", "A Dra. Lima também, cf. pág. 3.", "Fim."],
        ["Acme Inc. is big.", "We sold Acme Inc.", "The end."],
        ["U.S. law applies.", "I live in the U.S.", "The law is clear."],
        ["J. R. R. Tolkien wrote it.", "So did I.", "Tolkien knew."],
        ["The U.S. Congress met.", "It voted."],
        ["No. 5 is alive.", "She said no.", "Five left on Jan. 4."],
        ["The shop is open from seven to ten.", "We can go.", "Ten. Silva and Cap. Costa too."],
        ["We need pens, paper, etc. for school.", "We need pens, etc.", "Then we go."],
    ],
)
def test_an_abbreviation_ends_no_sentence_unless_one_begins(sentences: list[str]) -> None:
    assert [span.text for span in split_sentences(" ".join(sentences))] == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["It costs 3.50 euros.", "That is 1.234,56 reais.", "Really 5."],
        ["Version 2.0.1 is out.", "See example.com/a.b or ask me@example.org.", "Bye."],
        ["Call at 14.30.", "He got 5.", "Then 6."],
    ],
)
def test_stops_inside_numbers_and_addresses_end_nothing(sentences: list[str]) -> None:
    assert [span.text for span in split_sentences(" ".join(sentences))] == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["He is a Mr...", "Nobody knew.", "Wait... what?!", "Yes…", "Really.", "No!!!"],
        ['He said "Stop!" and left.', "“Why?”", "(Nobody knows.)", "She asked."],
        ["«Vamos!», disse ele.", "¿Por qué?", "¡Basta!"],
    ],
)
def test_quotes_brackets_and_ellipses_stay_with_their_sentence(sentences: list[str]) -> None:
    assert [span.text for span in split_sentences(" ".join(sentences))] == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("这是第一句。这是第二句！对吗？", ["这是第一句。", "这是第二句！", "对吗？"]),
        ("彼は「はい。」と言った。次の文。", ["彼は「はい。」と言った。", "次の文。"]),
        ("他说：“好。”然后走了。", ["他说：“好。”", "然后走了。"]),
        ("مرحبا؟ نعم۔ نهاية", ["مرحبا؟", "نعم۔", "نهاية"]),
        ("यह है। वह है॥", ["यह है।", "वह है॥"]),
    ],
)
def test_other_scripts_have_marks_of_their_own(text: str, sentences: list[str]) -> None:
    assert [span.text for span in split_sentences(text)] == sentences


def test_a_wrapped_line_goes_on_and_a_heading_or_an_item_does_not() -> None:
    text = (
        "A heading\n"
        "This line is long enough that whoever wrote it may have\n"
        "wrapped it. And it ended.\n"
        "\n"
        "1. First item\n"
        "2. Second item\n"
        "- Third, which is long enough that the next line may be part of it:\n"
        "Not of this one, which is long enough to go on in the next\n"
        "* But not in an item\n"
    )
    assert [span.text for span in split_sentences(text)] == [
        "A heading",
        "This line is long enough that whoever wrote it may have\nwrapped it.",
        "And it ended.",
        "1. First item",
        "2. Second item",
        "- Third, which is long enough that the next line may be part of it:",
        "Not of this one, which is long enough to go on in the next",
        "* But not in an item",
    ]


def test_whoever_writes_in_small_letters_is_understood() -> None:
    assert [span.text for span in split_sentences("i came. i saw. he left!")] == ["i came.", "i saw.", "he left!"]
    assert [span.text for span in split_sentences("It came. it saw.")] == ["It came. it saw."]


def test_how_to_split_is_a_choice() -> None:
    text = "One. Two.\nThree"
    assert [span.text for span in split_text(text, "sentences")] == ["One.", "Two.", "Three"]
    assert [span.text for span in split_text(text, "lines")] == ["One. Two.", "Three"]
    assert split_text(text, "none") == []


def test_a_sentence_says_where_it_stands() -> None:
    assert [(span.start, span.end) for span in split_sentences("  One.  Two. \n\n Three ")] == [
        (2, 6),
        (8, 12),
        (16, 21),
    ]


WRITING = st.text(
    alphabet=st.one_of(st.sampled_from(" .\n!?…。！「」\"'()1aAé-*:\t\u00a0\u2028\x1c"), st.characters()), max_size=200
)


@given(WRITING, st.sampled_from(["lines", "sentences"]))
def test_pieces_cover_a_text_in_its_order_and_never_overlap(text: str, how: str) -> None:
    end = 0
    for piece in split_text(text, how):
        assert piece.start >= end, "in order, no overlap"
        assert not text[end : piece.start].strip(), "nothing but white space is left out"
        assert piece.text == text[piece.start : piece.end]
        assert piece.text
        assert piece.text == piece.text.strip()
        end = piece.end
    assert not text[end:].strip()


@pytest.mark.parametrize(
    "part", [".", "a.", "a. ", "。", "(", ".)", "1. \n", "Dr. ", "A\n", " ", "x" * 60 + "\n", '."']
)
def test_no_text_is_gone_over_again_and_again(part: str) -> None:
    text = part * (100_000 // len(part)) + "x"
    before = time.process_time()
    split_sentences(text)
    assert time.process_time() - before < 5, "steps that grow with the square would take minutes"

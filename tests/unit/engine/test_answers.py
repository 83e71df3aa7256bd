"""Which spans of a window answer best, by the rules of `QuestionAnsweringPipeline`, written out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from desktop.engine.answers import LONGEST_ANSWER_TOKENS, Answers
from tests.unit.engine.text_models import tokenizer_json, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    import tokenizers

    Chances = Mapping[str, float] | Mapping[int, float]

WORDS = vocabulary("who", "Ana", "ana", "Rio", "in", "and", "Sou", "##sa", "to")
Found = list[tuple[str, Any, int]]


@pytest.fixture(scope="module")
def tokenizer() -> tokenizers.Tokenizer:
    return Tokenizer.from_str(tokenizer_json(WORDS).decode())


def logits(window: tokenizers.Encoding, chances: Chances) -> np.ndarray:
    """Return logits that give a token, by its text or number, a probability; a batch may be longer than the window."""
    rows: np.ndarray = np.full(len(window.ids) + 2, 1e-12)
    rows[-2:] = 1e9
    for token, chance in chances.items():
        rows[window.tokens.index(token) if isinstance(token, str) else token] = chance
    return np.asarray(np.log(rows))


def answers(window: tokenizers.Encoding, text: str, begins: Chances, ends: Chances, wanted: int = 20) -> Found:
    found = Answers(text, wanted)
    found.add(0, window, (logits(window, begins), logits(window, ends)))
    return listed(found, text)


def listed(found: Answers, text: str) -> Found:
    best = found.best()
    assert all(text[one.start : one.end] == one.text and one.label == "answer" for one in best)
    return [(one.text, pytest.approx(one.score, abs=1e-6), one.start) for one in best if one.score > 1e-6]


def test_a_span_is_as_likely_as_its_beginning_times_its_end(tokenizer: tokenizers.Tokenizer) -> None:
    text = "Ana and Rio in to"
    begins, ends = {"Ana": 0.75, "Rio": 0.25}, {"Ana": 0.5, "in": 0.375, "and": 0.125}
    assert answers(tokenizer.encode("who", text), text, begins, ends) == [
        ("Ana", 0.375, 0),
        ("Ana and Rio in", 0.28125, 0),
        ("Ana and", 0.09375, 0),
        ("Rio in", 0.09375, 8),
    ], "nothing ends before it begins"


def test_only_the_wanted_number_is_given(tokenizer: tokenizers.Tokenizer) -> None:
    text = "Ana and Rio in to"
    window = tokenizer.encode("who", text)
    spread: Chances = dict.fromkeys(range(3, 8), 0.2)
    assert len(answers(window, text, spread, spread, wanted=3)) == 3


def test_the_question_and_what_separates_it_are_no_answer(tokenizer: tokenizers.Tokenizer) -> None:
    text = "Ana in Rio"
    window = tokenizer.encode("who and to", text)
    begins, ends = {"who": 0.9, "[SEP]": 0.05, "Ana": 0.03, "in": 0.02}, {"and": 0.9, "Ana": 0.1}
    assert answers(window, text, begins, ends) == [("Ana", 0.6, 0)], "probabilities are those within the text"


def test_the_first_token_takes_its_share_from_every_answer(tokenizer: tokenizers.Tokenizer) -> None:
    text = "Ana in Rio"
    window = tokenizer.encode("who", text)
    begins, ends = {"[CLS]": 0.9, "Ana": 0.1}, {"[CLS]": 0.8, "Ana": 0.2}
    assert answers(window, text, begins, ends) == [("Ana", 0.02, 0)], "the model doubts that there is an answer"
    nothing = Answers(text, 20)
    certain = np.full(len(window.ids), -900.0, np.float32)
    certain[0] = 900
    nothing.add(0, window, (certain, certain))
    assert nothing.best() == (), "what has no probability at all is no answer"


def test_an_answer_is_never_too_long(tokenizer: tokenizers.Tokenizer) -> None:
    text = " ".join(["in"] * (LONGEST_ANSWER_TOKENS + 3))
    window = tokenizer.encode("who", text)
    last = 3 + LONGEST_ANSWER_TOKENS
    found = answers(window, text, {3: 1.0}, {last - 1: 0.25, last: 0.75})
    assert found == [(" ".join(["in"] * LONGEST_ANSWER_TOKENS), 0.25, 0)]


def test_words_are_answers_whole(tokenizer: tokenizers.Tokenizer) -> None:
    text = "in Sousa to"
    assert answers(tokenizer.encode("who", text), text, {"##sa": 1.0}, {"##sa": 0.6, "to": 0.4}) == [
        ("Sousa", 0.6, 3),
        ("Sousa to", 0.4, 3),
    ]


def test_the_same_words_add_up_in_whatever_case_and_keep_their_first_place(tokenizer: tokenizers.Tokenizer) -> None:
    text = "to ana in Ana"
    chances = {"ana": 0.4, "Ana": 0.6}
    assert answers(tokenizer.encode("who", text), text, chances, chances, wanted=1) == [("Ana", 0.52, 10)], (
        "the likeliest is met first"
    )


def test_windows_that_agree_are_never_surer_than_certain(tokenizer: tokenizers.Tokenizer) -> None:
    text = "to Ana"
    window = tokenizer.encode("who", text)
    certain: Chances = {"Ana": 1.0}
    found = Answers(text, 5)
    for _ in range(3):
        found.add(0, window, (logits(window, certain), logits(window, certain)))
    assert listed(found, text) == [("Ana", 1.0, 3)]


def test_a_window_counts_from_the_place_of_its_passage(tokenizer: tokenizers.Tokenizer) -> None:
    text = "Ana and Rio in Ana to Rio"
    found = Answers(text, 5)
    window = tokenizer.encode("who", text[12:])
    found.add(12, window, (logits(window, {"Rio": 1.0}), logits(window, {"Rio": 1.0})))
    assert listed(found, text) == [("Rio", 1.0, 22)]


def test_the_space_before_a_word_belongs_to_no_answer() -> None:
    pieces = ["<s>", "</s>", "▁who", "▁Ana", "▁in"]
    made = Tokenizer(models.WordLevel({piece: number for number, piece in enumerate(pieces)}, unk_token="</s>"))
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 1)]
    )
    text = "Ana in Ana"
    window = made.encode("who", text)
    assert window.offsets[-2] == (6, 10), "else there is nothing to strip"
    assert answers(window, text, {4: 0.3, 6: 0.7}, {4: 0.4, 6: 0.6}) == [
        ("Ana", 0.54, 7),
        ("Ana in Ana", pytest.approx(0.18), 0),
    ]

"""What must come out of a translation as it went in, whatever the model does to it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.translation.fidelity import Faithful, held, released
from desktop.engine.translation.translator import Translator

ITEMS = (
    "https://example.org/docs?id=42", "www.ilha.example/a_b", "maria@farol-azul.example", "FA-88213", "{name}", "%s",
    "1,250.50", "19:30", "12", "@farol", "B12", "1.234", "2026-11-23",
)  # fmt: skip


class Model:
    """A translator that does to each sentence what it is told to."""

    def __init__(self, change: Callable[[str], str]) -> None:
        self.change = change
        self.read: list[str] = []

    def translate(self, sentences: Sequence[str], finished: Callable[[int, str], None] | None = None) -> list[str]:
        self.read += sentences
        made = [self.change(sentence) for sentence in sentences]
        for index, text in enumerate(made):
            if finished is not None:
                finished(index, text)
        return made


def faithful(change: Callable[[str], str], *terms: str) -> Faithful:
    return Faithful(cast("Translator", Model(change)), terms)


def shouting(text: str) -> str:
    return text.upper()


def forgetful(text: str) -> str:
    """Lose whatever has a digit."""
    return " ".join(word for word in text.split() if not re.search(r"\d", word))


def stammering(text: str) -> str:
    return f"{text} {text}"


sentences = st.lists(
    st.one_of(st.sampled_from(ITEMS), st.text("abcdef éç", min_size=1, max_size=8)), min_size=1, max_size=8
).map(" ".join)


@pytest.mark.parametrize("change", [shouting, forgetful, stammering, lambda _: "", lambda _: "XQ1 XQ2 XQ9"])
@given(sentence=sentences)
def test_items_survive_every_model(change: Callable[[str], str], sentence: str) -> None:
    (text,) = faithful(change).translate([sentence])
    for item in ITEMS:
        if re.search(rf"(?<!\S){re.escape(item)}(?!\S)", sentence):
            assert item in text


def test_numbers_may_be_grouped_otherwise() -> None:
    (text,) = faithful(lambda text: text.replace("1,250.50", "1.250,50")).translate(["he paid 1,250.50 in all"])
    assert text == "he paid 1.250,50 in all"


def test_terms_are_kept_as_they_are_written() -> None:
    assert faithful(shouting, "Red Lion").translate(["met at the Red Lion in Red Lions"]) == [
        "MET AT THE Red Lion IN RED LIONS"
    ]


def dashing(text: str) -> str:
    """Write a dash for each sign that is not plain."""
    return re.sub(r"[^\w\s.,;:!?\"'-]", "-", text)


@pytest.mark.parametrize("sentence", ["a © b", "it costs €7", "3 < 4 × 2 → c", "good day 🚢 👍🏽 all", "so ✓ or ✗"])
def test_signs_that_a_model_has_not_learnt_are_kept(sentence: str) -> None:
    assert faithful(dashing).translate([sentence]) == [sentence]


def plain(text: str) -> str:
    return text.translate({ord("“"): '"', ord("”"): '"', ord("—"): "-", ord("…"): "..."})


def test_dashes_quotes_and_ellipses_are_as_fine_as_they_were() -> None:
    sentence = 'see “it” — or “a "b"” …'
    kept = held(sentence, [(15, 20)], 0, len(sentence))
    assert [released(text) for text in faithful(plain).translate([kept])] == [sentence]
    assert faithful(lambda text: f'"{plain(text)}"').translate(["see “it”"]) == ['"see "it""']


def test_what_a_document_keeps_is_hidden_where_it_stands_and_nowhere_else() -> None:
    text = "set a to a; then stop"
    model = Model(shouting)
    (made,) = Faithful(cast("Translator", model)).translate([held(text, [(9, 10)], 0, len(text))])
    assert released(made) == "SET A TO a; THEN STOP"


@pytest.mark.parametrize("sentence", ["www.ilha.example/x", "\ufdd0make test\ufdd1.", "{name}: FA-88213"])
def test_a_sentence_of_nothing_else_is_not_given_to_the_model(sentence: str) -> None:
    model = Model(stammering)
    assert Faithful(cast("Translator", model)).translate([sentence]) == [sentence]
    assert model.read == []


@pytest.mark.parametrize("sentence", ["-" * 40_000 + "1", "see " + "a-" * 20_000, "\ufdd0" * 40_000])
def test_a_ruler_takes_no_longer_than_other_text(sentence: str) -> None:
    before = time.perf_counter()
    assert faithful(shouting).translate([sentence]) == [sentence.upper()]
    assert time.perf_counter() - before < 10.0


def test_options_are_kept_with_their_dashes() -> None:
    assert faithful(shouting).translate(["try --no-v2 and -a4"]) == ["TRY --no-v2 AND -a4"]


def test_a_text_that_holds_a_stand_in_loses_nothing() -> None:
    assert faithful(shouting).translate(["xq1 and www.ilha.example/x"]) == ["xq1 AND www.ilha.example/x"]


def test_every_sentence_is_told_once_and_the_order_is_kept() -> None:
    told: dict[int, str] = {}

    def tell(index: int, text: str) -> None:
        assert index not in told
        told[index] = text

    wanted = ["plain words", "call 12 now", "see www.ilha.example/x", "plain again"]
    made = faithful(forgetful).translate(wanted, tell)
    assert [told[index] for index in range(4)] == made
    assert made == ["plain words", "call 12 now", "see www.ilha.example/x", "plain again"]


def test_what_holds_nothing_to_keep_goes_through_once() -> None:
    model = Model(shouting)
    Faithful(cast("Translator", model)).translate(["plain words"])
    assert model.read == ["plain words"]


@given(st.text("ab 1\ufdd0\ufdd1\ufdd2o", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_what_marks_kept_words_may_stand_in_a_text(text: str, first: int, last: int) -> None:
    sentence = held(text, [(min(first, len(text)), min(last, len(text)))], 0, len(text))
    assert released(sentence) == text
    translated = faithful(str.upper).translate([sentence])[0]
    assert [char for char in released(translated) if char in "\ufdd0\ufdd1\ufdd2"] == [
        char for char in text if char in "\ufdd0\ufdd1\ufdd2"
    ]

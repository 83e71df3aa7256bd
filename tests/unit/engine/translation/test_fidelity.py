"""What must come out of a translation as it went in, whatever the model does to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.translation.fidelity import Faithful
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

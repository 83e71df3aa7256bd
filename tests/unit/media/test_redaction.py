"""Masked texts: nothing of what was found is left, and nothing else is gone."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.result import Span
from desktop.media.redaction import Redaction, redact


def spans(text: str, *names: str, label: str = "PER") -> list[Span]:
    """Mark the first place of each name; `LOC:Rio` has a label of its own."""
    found = []
    for written in names:
        kind, _, name = written.rpartition(":")
        start = text.index(name)
        found.append(Span(label=kind or label, score=0.9, start=start, end=start + len(name), text=name))
    return found


def masked(text: str, *names: str) -> str:
    return redact(text, spans(text, *names)).text


def restored(redaction: Redaction) -> str:
    text = redaction.text
    for span, hidden in reversed(list(zip(redaction.spans, redaction.hidden, strict=True))):
        assert text[span.start : span.end] == span.text == hidden.mask
        assert span.label == hidden.label
        text = text[: span.start] + hidden.text + text[span.end :]
    return text


def test_each_thing_has_a_mask_of_its_own_by_kind() -> None:
    text = "Ana met Rui in Rio. ana@example.org paid with 4111 1111 1111 1111."
    redaction = redact(text, spans(text, "Ana", "Rui", "LOC:Rio"))
    assert redaction.text == "[PER 1] met [PER 2] in [LOC 1]. [EMAIL 1] paid with [CARD 1]."
    assert [(one.label, one.text) for one in redaction.hidden] == [
        ("PER", "Ana"),
        ("PER", "Rui"),
        ("LOC", "Rio"),
        ("EMAIL", "ana@example.org"),
        ("CARD", "4111 1111 1111 1111"),
    ]
    assert restored(redaction) == text


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Ana is here. ANA was here; Anabela was not.", ["Ana"], "[PER 1] is here. [PER 1] was here; Anabela was not."),
        ("João saw Joao and JOÃO.", ["João"], "[PER 1] saw [PER 1] and [PER 1]."),
        ("Ana Sousa, Mrs Sousa and Ana", ["Ana Sousa"], "[PER 1], Mrs [PER 1] and [PER 1]"),
        ("Ana Maria\nAna\n Maria", ["Ana Maria"], "[PER 1]\n[PER 1]"),
        ("Rosa has a rosa dress, and ROSA", ["Rosa"], "[PER 1] has a rosa dress, and [PER 1]"),
        ("Al said al. and Al", ["Al"], "[PER 1] said al. and Al"),
        ("rosa silva and Rosa Silva", ["Rosa Silva"], "[PER 1] and [PER 1]"),
        ("New York, York", ["LOC:New York"], "[LOC 1], York"),
        ("Ana dos Santos saw dos", ["Ana dos Santos"], "[PER 1] saw dos"),
        ("Ana Maria saw Ana", ["Ana Maria"], "[PER 1] saw [PER 1]"),
    ],
    ids=[
        "case",
        "accents",
        "parts of a name",
        "line breaks",
        "a word",
        "too short",
        "several words",
        "no person",
        "particle",
        "at the end",
    ],
)
def test_every_further_place_of_a_name_is_masked(text: str, names: list[str], expected: str) -> None:
    assert masked(text, *names) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Jean-Luc came", "Jean", "[PER 1] came"),
        ("O'Neill came", "Neill", "[PER 1] came"),
        ("Joana's book", "Joa", "[PER 1] book"),
        ("to_ana_x", "ana", "[PER 1]"),
        ("Ana-", "Ana", "[PER 1]-"),
        ("a Jose\u0301 b", "Jose", "a [PER 1] b"),
        ("山田さんは来た", "山田", "[PER 1]さんは来た"),
        ("山田が来た。山田は", "山田", "[PER 1]が来た。[PER 1]は"),
        (" Ana  came", " Ana ", " [PER 1]  came"),
    ],
)
def test_a_name_is_masked_as_whole_words(text: str, name: str, expected: str) -> None:
    assert masked(text, name) == expected


def test_places_that_overlap_have_one_mask_from_first_to_last() -> None:
    text = "Ana Sousa Lima lives"
    redaction = redact(text, spans(text, "Ana Sousa", "LOC:Sousa Lima"))
    assert (redaction.text, redaction.hidden[0].text) == ("[LOC 1] lives", "Ana Sousa Lima")
    inside = redact("write to ana@example.org", spans("write to ana@example.org", "ana"))
    assert inside.text == "write to [EMAIL 1]", "what is certain gives its name"


def test_what_overlapped_is_still_known_by_itself() -> None:
    text = "Ana Sousa Lima, Sousa Lima and Ana Sousa Lima"
    assert masked(text, "ORG:Ana Sousa", "LOC:Sousa Lima") == "[LOC 1], [LOC 2] and [LOC 1]"


def test_a_certain_find_gives_its_name_even_to_a_longer_place() -> None:
    text = "mail ana@example.org"
    assert masked(text, "mail ana@example.org") == "[EMAIL 1]"


def test_the_same_name_on_two_lines_is_the_same_name() -> None:
    assert masked("Ana Maria\nAna\n Maria", "Ana Maria", "Ana\n Maria") == "[PER 1]\n[PER 1]"


def test_places_that_touch_stay_apart() -> None:
    text = "山田東京"
    assert masked(text, "山田", "LOC:東京") == "[PER 1][LOC 1]"


def test_a_mask_that_stands_in_the_text_already_is_not_used_again() -> None:
    text = "[PER 1] and [PER 3] met Ana and Rui"
    assert masked(text, "Ana", "Rui") == "[PER 1] and [PER 3] met [PER 2] and [PER 4]"


def test_marks_without_a_letter_or_digit_hide_nothing() -> None:
    assert masked("a - b", "-") == "a - b"


WORDS = st.sampled_from(
    ["Ana", "Sousa", "ana", "João", "Joao", "O'Neill", "山田", "4111 1111 1111 1111", "a@b.org", "to"]
)


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "\n", ", ", "-", ""])), min_size=1, max_size=12), st.data())
def test_what_was_found_is_gone_and_the_map_puts_it_back(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    text = "".join(word + gap for word, gap in parts)
    marked = []
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        label = data.draw(st.sampled_from(["PER", "LOC"]))
        marked.append(Span(label=label, score=data.draw(st.floats(0, 1)), start=start, end=end, text=text[start:end]))
    redaction = redact(text, marked)
    assert restored(redaction) == text
    hidden = {place for one in redaction.hidden for place in range(one.start, one.end)}
    for span in marked:
        if re.search(r"[^\W_]", span.text):
            places = [place for place in range(span.start, span.end) if not text[place].isspace()]
            assert hidden >= set(range(places[0], places[-1] + 1))


def test_a_long_list_takes_as_long_as_its_lines() -> None:
    """Names that begin alike, and one name without spaces around it thousands of times."""
    numbers = "".join(f"x{number}; +351 912 {number // 1000:03} {number % 1000:03}\n" for number in range(5000))
    before = time.process_time()
    assert len(redact(numbers, []).hidden) == 5000
    text = "山田は来た。" * 5000
    marked = [Span(label="PER", score=1, start=start, end=start + 2, text="山田") for start in range(0, len(text), 6)]
    assert redact(text, marked).text == "[PER 1]は来た。" * 5000
    assert time.process_time() - before < 10, "steps that grow with the square would take minutes"


def test_numbers_that_overlap_without_end_are_one_place() -> None:
    before = time.process_time()
    assert len(redact("12 3" * 10_000, []).hidden) == 1
    assert time.process_time() - before < 9, "a key for each overlap would take twice as long, and more in longer texts"

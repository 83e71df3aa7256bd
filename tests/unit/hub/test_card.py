"""Model cards as people write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.hub.card import UNKNOWN, Card, card_body, read_card, spdx

CARD = """---
language:
- en
- pt
- multilingual
license: apache-2.0   # as the original
tags: [sentiment, onnx]
pipeline_tag: "text-classification"
model-index:
- name: words
  results:
  - license: mit
---

Some words first.

# Words,  short
## More
"""


def test_what_a_card_says() -> None:
    assert read_card(CARD) == Card(
        title="Words, short", licence="Apache-2.0", languages=("en", "pt"), pipeline_tag="text-classification"
    )


@pytest.mark.parametrize("text", ["", "---", "---\n", "# ", "no front matter", "---\nlicense:\n---", "\ufeff"])
def test_a_card_that_says_nothing(text: str) -> None:
    assert read_card(text) == Card()


def test_a_byte_order_mark_and_other_line_ends_do_no_harm() -> None:
    assert read_card("\ufeff---\r\nlicense: mit\r\nlanguage: en\r\n---\r\n# Title\r\n") == Card(
        title="Title", licence="MIT", languages=("en",)
    )


def test_lists_may_stand_on_one_line() -> None:
    card = read_card("---\nlanguage: ['en', pt]\nlicense: [mit, apache-2.0]\n---\n")
    assert (card.languages, card.licence) == (("en", "pt"), "MIT")


def test_another_licence_is_called_by_its_own_name() -> None:
    assert read_card("---\nlicense: other\nlicense_name: nvidia-open\n---\n").licence == "nvidia-open"
    assert read_card("---\nlicense: other\n---\n").licence == UNKNOWN


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("mit", "MIT"),
        ("apache-2.0", "Apache-2.0"),
        ("Apache-2.0", "Apache-2.0"),
        ("cc-by-nc-4.0", "CC-BY-NC-4.0"),
        ("cc0-1.0", "CC0-1.0"),
        ("bsd-3-clause", "BSD-3-Clause"),
        ("llama3.2", "llama3.2"),
        ("mitigated", "mitigated"),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_licences_get_their_spdx_name(named: str, expected: str) -> None:
    assert spdx(named) == expected


@pytest.mark.parametrize("line", ["license: mit{}x", "license:{}mit", "language:\n-{}:", "tags: [a,{}b", "# a{}b"])
def test_a_line_of_blanks_is_read_as_fast_as_any_other(line: str) -> None:
    before = time.perf_counter()
    read_card(f"---\n{line.format(' ' * 1_000_000)}\n---\n")
    assert time.perf_counter() - before < 5.0


@given(st.text())
def test_any_text_is_a_card(text: str) -> None:
    for card in (read_card(text), read_card(f"---\n{text}\n---\n{text}")):
        assert card.licence
        assert len(card.title) <= 120
        assert "\n" not in card.title


def test_the_body_is_what_people_read() -> None:
    assert card_body(CARD).strip().startswith("Some words first.")
    assert card_body("# No front matter") == "# No front matter"

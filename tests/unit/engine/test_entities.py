"""Labels of tokens become named places by the rules of `TokenClassificationPipeline`, written out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.result import Span
from desktop.engine.entities import entities, trimmed, without_overlaps
from desktop.engine.tokens import text_encoder
from tests.unit.engine.text_models import files, load, spaced_tokenizer_json, token_graph, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.engine.tokens import TextEncoder

WORDS = vocabulary("Jo", "##ana", "##s", "Rio", "de", "in")
Found = list[tuple[str, Any, str]]


@pytest.fixture
def encoder(tmp_path: Path) -> TextEncoder:
    return text_encoder(
        load(tmp_path, "token-classification", files(WORDS, token_graph(WORDS, {"logits": {"in": (1,)}})))
    )


@pytest.fixture
def spaced(tmp_path: Path) -> TextEncoder:
    content = files(WORDS, token_graph(WORDS, {"logits": {"in": (1,)}}))
    return text_encoder(
        load(tmp_path, "token-classification", content | {"tokenizer.json": spaced_tokenizer_json(WORDS)})
    )


@pytest.fixture
def plain(tmp_path: Path) -> TextEncoder:
    """A tokeniser whose tokens do not tell whether they continue a word."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    made = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    content = files(WORDS, token_graph(WORDS, {"logits": {"in": (1,)}}))
    content["tokenizer.json"] = made.to_str().encode()
    return text_encoder(load(tmp_path, "token-classification", content))


def found(
    encoder: TextEncoder,
    text: str,
    names: Sequence[str],
    *rows: Sequence[float],
    aggregation: str = "simple",
    cautious: bool = False,
) -> Found:
    """Return the entities where the model gives each token of the text the probabilities of a row."""
    _, (window,) = encoder.windows([(0, text)])
    special = np.array(window.special_tokens_mask, bool)
    chances = np.zeros((len(window.ids) + 3, len(names)))  # a batch may be longer than the window
    chances[:, -1] = 1
    chances[: len(special)][~special] = rows
    with np.errstate(divide="ignore"):
        logits = np.log(chances)
    spans = entities(text, window, logits, names, encoder, aggregation=aggregation, cautious=cautious)
    for span in spans:
        assert text[span.start : span.end] == span.text
    return [(span.label, pytest.approx(span.score), span.text) for span in spans]


KINDS = ("O", "I-PER", "I-LOC")
JO, ANA = (0.1, 0.6, 0.3), (0.05, 0.05, 0.9)


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [
        ("none", [("I-PER", 0.6, "Jo"), ("I-LOC", 0.9, "ana")]),
        ("simple", [("PER", 0.6, "Jo"), ("LOC", 0.9, "ana")]),
        ("first", [("PER", 0.6, "Joana")]),
        ("max", [("LOC", 0.9, "Joana")]),
        ("average", [("LOC", 0.6, "Joana")]),
    ],
)
def test_which_part_of_a_word_speaks_for_it(encoder: TextEncoder, aggregation: str, expected: Found) -> None:
    assert found(encoder, "Joana", KINDS, JO, ANA, aggregation=aggregation) == expected


def test_the_surest_part_counts_even_where_it_means_nothing(encoder: TextEncoder) -> None:
    assert found(encoder, "Joana", KINDS, JO, (0.9, 0.1, 0), aggregation="max") == []
    assert found(encoder, "Joana", KINDS, JO, (0.9, 0.1, 0), aggregation="first") == [("PER", 0.6, "Joana")]


def test_words_put_together_become_one_entity_with_the_mean_score(encoder: TextEncoder) -> None:
    rows = [JO, ANA, (0, 0.8, 0.2), (0.2, 0.1, 0.7)]
    assert found(encoder, "Joana de Rio", KINDS, *rows, aggregation="first") == [
        ("PER", 0.7, "Joana de"),
        ("LOC", 0.7, "Rio"),
    ]


def test_an_unknown_word_begins_a_word(encoder: TextEncoder) -> None:
    rows = [(0, 1, 0), (0, 0, 1)]
    assert found(encoder, "Rio Xyz", KINDS, *rows, aggregation="first") == [("PER", 1, "Rio"), ("LOC", 1, "Xyz")]
    assert found(encoder, "Rio,Xyz", KINDS, (0, 1, 0), (1, 0, 0), (0, 0, 1), aggregation="first") == [
        ("PER", 1, "Rio"),
        ("LOC", 1, "Xyz"),
    ]


def test_where_tokens_do_not_tell_only_a_space_ends_a_word(plain: TextEncoder) -> None:
    rows = [(0, 1, 0), (1, 0, 0), (0, 0, 1)]
    assert found(plain, "Rio, de", KINDS, *rows, aggregation="first") == [("PER", 1, "Rio,"), ("LOC", 1, "de")]
    assert found(plain, "Rio, de", KINDS, *rows) == [("PER", 1, "Rio"), ("LOC", 1, "de")]
    assert found(plain, "Rio-Xyz", KINDS, *rows, aggregation="first") == [("PER", 1, "Rio-"), ("LOC", 1, "Xyz")]


def test_a_token_that_begins_with_a_space_begins_a_word(spaced: TextEncoder) -> None:
    rows = [(0, 1, 0), (0, 0, 1)]
    assert found(spaced, "Rio de", KINDS, *rows, aggregation="first") == [("PER", 1, "Rio"), ("LOC", 1, " de")]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("B-PER I-PER I-PER I-PER", ["PER: Rio Rio Rio Rio"]),
        ("B-PER B-PER O I-PER", ["PER: Rio", "PER: Rio", "PER: Rio"]),
        ("I-PER I-PER B-PER I-PER", ["PER: Rio Rio", "PER: Rio Rio"]),
        ("B-PER I-LOC I-LOC B-LOC", ["PER: Rio", "LOC: Rio Rio", "LOC: Rio"]),
        ("PER PER O PER", ["PER: Rio Rio", "PER: Rio"]),
        ("PER B-PER LOC LOC", ["PER: Rio", "PER: Rio", "LOC: Rio Rio"]),
        # The pipeline knows B- and I- alone: what ends or stands alone is a kind of its own, with the same name.
        ("B-PER I-PER E-PER S-LOC", ["PER: Rio Rio", "PER: Rio", "LOC: Rio"]),
        ("S-PER S-PER O O", ["PER: Rio Rio"]),
        ("B-a-b I-a-b O O", ["a-b: Rio Rio"]),
        ("O O O O", []),
    ],
)
def test_neighbours_of_a_kind_are_one_entity_until_another_begins(
    encoder: TextEncoder, labels: str, expected: list[str]
) -> None:
    names = sorted({"O", *labels.split()})
    rows = [[float(name == label) for name in names] for label in labels.split()]
    spans = found(encoder, "Rio Rio Rio Rio", names, *rows)
    assert [f"{label}: {text}" for label, _, text in spans] == expected


def test_caution_takes_what_is_likelier_something_than_nothing(encoder: TextEncoder) -> None:
    rows = [(0.45, 0.3, 0.25), (0.55, 0.4, 0.05)]
    assert found(encoder, "Rio de", KINDS, *rows) == []
    assert found(encoder, "Rio de", KINDS, *rows, cautious=True) == [("PER", 0.3, "Rio")]
    assert found(encoder, "Rio", ("PER", "LOC"), (0.7, 0.3), cautious=True) == [("PER", 0.7, "Rio")]


def span(start: int, end: int, score: float = 0.5, label: str = "PER", text: str | None = None) -> Span:
    return Span(label=label, score=score, start=start, end=end, text="x" * (end - start) if text is None else text)


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([span(0, 3), span(5, 9)], [0, 1]),
        ([span(5, 9), span(0, 3)], [1, 0]),
        ([span(0, 3), span(0, 7)], [1]),
        ([span(0, 7, 0.4), span(4, 9, 0.9)], [0]),
        ([span(0, 7, 0.4), span(0, 7, 0.9, "LOC")], [1]),
        ([span(0, 7, 0.9), span(0, 7, 0.4, "LOC")], [0]),
        ([span(0, 3), span(3, 6)], [0, 1]),
        ([span(0, 3), span(2, 9), span(8, 11)], [1]),
    ],
    ids=["apart", "sorted", "longer", "longer, not surer", "surer", "surer first", "side by side", "chain"],
)
def test_of_spans_that_overlap_the_longest_stays(spans: list[Span], kept: list[int]) -> None:
    assert without_overlaps(spans) == [spans[index] for index in kept]


def test_white_space_around_a_span_goes() -> None:
    marked: Any = trimmed([span(3, 9, text=" Rio \n"), span(9, 11, text="  ")])
    assert marked == (span(4, 7, text="Rio"),)

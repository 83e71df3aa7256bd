"""Labels of tokens put together to named places of a text, as `TokenClassificationPipeline` of transformers does it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from desktop.core.result import Span
from desktop.engine.classification import softmax

if TYPE_CHECKING:
    import tokenizers

    from desktop.engine.tokens import TextEncoder

OUTSIDE = "O"
"""The label of tokens that belong to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """A token, or a word made of several: its place in the text and its probabilities [labels]."""

    start: int
    end: int
    scores: np.ndarray
    continues: bool


def entities(
    text: str,
    window: tokenizers.Encoding,
    logits: np.ndarray,
    names: Sequence[str],
    encoder: TextEncoder,
    *,
    aggregation: str,
    cautious: bool = False,
) -> list[Span]:
    """Return the entities of one window in their order, places counted in `text`.

    Args:
        text: what was encoded.
        window: its encoding, or a part of it.
        logits: the model's answer [at least tokens, labels].
        names: of the labels.
        encoder: the model's tokeniser.
        aggregation: how labels of tokens become labels of words: `simple` leaves them, `first`, `max` and `average`
            let one token or all of them speak for the word, `none` gives every token by itself.
        cautious: take a token as part of an entity when that is likelier than not, whichever label comes first.
    """
    scores = softmax(logits[: len(window.ids)])
    if cautious and OUTSIDE in names:
        outside = names.index(OUTSIDE)
        scores[scores[:, outside] < 0.5, outside] = 0
    tokens = list(_tokens(text, window, scores, encoder))
    if aggregation in {"first", "max", "average"}:
        tokens = [_word(group, aggregation) for group in _words(tokens)]
    labels = [names[int(token.scores.argmax())] for token in tokens]
    if aggregation == "none":
        spans = [_span(text, label, [token]) for label, token in zip(labels, tokens, strict=True)]
    else:
        spans = [_span(text, tag, group) for tag, group in _groups(labels, tokens)]
    return [span for span in spans if span.label != OUTSIDE]


def _tokens(text: str, window: tokenizers.Encoding, scores: np.ndarray, encoder: TextEncoder) -> Iterator[_Token]:
    unknown = encoder.unknown_id
    for number, (start, end), special, row in zip(
        window.ids, window.offsets, window.special_tokens_mask, scores, strict=True
    ):
        if special:
            continue
        if encoder.knows_words:
            continues = len(encoder.token(number)) != end - start
        else:
            continues = start > 0 and " " not in text[start - 1 : start + 1]
        yield _Token(start=start, end=end, scores=row, continues=continues and number != unknown)


def _words(tokens: list[_Token]) -> Iterator[list[_Token]]:
    word: list[_Token] = []
    for token in tokens:
        if word and not token.continues:
            yield word
            word = []
        word.append(token)
    if word:
        yield word


def _word(tokens: list[_Token], aggregation: str) -> _Token:
    if aggregation == "first":
        scores = tokens[0].scores
    elif aggregation == "max":
        scores = max(tokens, key=lambda token: float(token.scores.max())).scores
    else:
        scores = np.mean([token.scores for token in tokens], axis=0)
    return _Token(start=tokens[0].start, end=tokens[-1].end, scores=scores, continues=False)


def _groups(labels: list[str], tokens: list[_Token]) -> Iterator[tuple[str, list[_Token]]]:
    """Give neighbours of the same kind with its name; `B-` begins a new one, `I-` and anything else goes on."""
    group: list[_Token] = []
    first = last = ""
    for label, token in zip(labels, tokens, strict=True):
        tag = label[2:] if label.startswith(("B-", "I-")) else label
        if group and (tag != last or label.startswith("B-")):
            yield first.split("-", 1)[-1], group
            group = []
        if not group:
            first = label
        group.append(token)
        last = tag
    if group:
        yield first.split("-", 1)[-1], group


def _span(text: str, label: str, tokens: list[_Token]) -> Span:
    start, end = tokens[0].start, tokens[-1].end
    score = np.mean(np.array([token.scores.max() for token in tokens]))
    return Span(label=label, score=float(score), start=start, end=end, text=text[start:end])


def without_overlaps(spans: Sequence[Span]) -> list[Span]:
    """Return the spans in their order; of those that overlap the longest stays, or of equal ones the surest.

    Windows of a long text overlap, so that what is cut at the edge of one is whole in the next.
    """
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        last = kept[-1] if kept else None
        if last is None or span.start >= last.end:
            kept.append(span)
        elif (span.end - span.start, span.score) > (last.end - last.start, last.score):
            kept[-1] = span
    return kept


def trimmed(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans without white space around them: tokens of sentencepiece begin with the space before a word."""
    found = []
    for span in spans:
        text = span.text.strip()
        start = span.start + len(span.text) - len(span.text.lstrip())
        if text:
            found.append(replace(span, start=start, end=start + len(text), text=text))
    return tuple(found)

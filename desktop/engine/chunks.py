"""A text cut into passages of whole sentences, each as long as a model reads well at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desktop.media.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.engine.tokens import TextEncoder
    from desktop.media.text import Span

Places = Callable[[Sequence[str]], list[list[tuple[int, int]]]]
"""Says where the tokens of each text lie in it."""

TOKENS_AT_MOST = 128
"""Of a passage with one vector: the length that sentence-transformers trains its MiniLM models with. A longer one says
too many things for one vector, and is too much to show as an answer."""
_SPECIAL = 2
_SENTENCES_TOGETHER = 1000
_GAP = re.compile(r"\n[^\S\n]*\n")


def passage_room(encoder: TextEncoder) -> int:
    """Return how many tokens a passage with one vector may have."""
    return min(encoder.max_tokens - _SPECIAL, TOKENS_AT_MOST)


def chunks(text: str, places: Places, room: int) -> list[tuple[int, int]]:
    """Return (start, end) of passages of at most `room` tokens, in characters; only white space lies between them.

    A passage that is half full ends where a paragraph does. A sentence that is longer than a passage is cut at words.
    """
    found: list[tuple[int, int]] = []
    begin = end = size = 0
    for start, stop, tokens in _pieces(text, places, room):
        parted = bool(_GAP.search(text, end, start)) and size > room / 2
        if size and (size + tokens > room or parted):
            found.append((begin, end))
            size = 0
        begin = begin if size else start
        end, size = stop, size + tokens
    if size:
        found.append((begin, end))
    return found


def _pieces(text: str, places: Places, room: int) -> Iterator[tuple[int, int, int]]:
    """Give (start, end, tokens) of sentences, or of parts of those that are too long."""
    sentences = split_sentences(text)
    for first in range(0, len(sentences), _SENTENCES_TOGETHER):
        block = sentences[first : first + _SENTENCES_TOGETHER]
        for sentence, tokens in zip(block, places([span.text for span in block]), strict=True):
            yield from _parts(sentence, tokens, room)


def _parts(sentence: Span, places: Sequence[tuple[int, int]], room: int) -> Iterator[tuple[int, int, int]]:
    """Cut a sentence whose tokens lie at `places` so that no part has more than `room` of them."""
    begin = first = 0
    while len(places) - first > room:
        last = first + room
        while last > first + 1 and not _between_words(sentence.text, places[last][0]):
            last -= 1
        last = last if last > first + 1 else first + room
        stop = places[last][0]
        yield sentence.start + begin, sentence.start + begin + len(sentence.text[begin:stop].rstrip()), last - first
        begin, first = stop, last
    yield sentence.start + begin, sentence.end, max(1, len(places) - first)


def _between_words(text: str, at: int) -> bool:
    """Say whether a token at `at` begins a word; those of some tokenisers begin with the space before it."""
    return text[at - 1 : at + 1].strip() != text[at - 1 : at + 1] if at > 0 else False

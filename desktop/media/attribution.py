"""Which passage a sentence of an answer was drawn from: the one it shares its words with, if it shares enough of them.

A model is not asked for that: small ones name passages at random. A sentence without a mark is not in the documents.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.media.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SHARED = 0.5
"""Of the words of a sentence that tell something, so many stand in the passage at least."""
_WORD = re.compile(r"\w+")
_TELLING = 4
"""Letters of a word from which on it tells something; numbers do as well."""
_CODE = re.compile(r"^ {0,3}(```|~~~)", re.MULTILINE)


def marked(text: str, passages: Sequence[str], mark: Callable[[int], str]) -> str:
    """Return an answer with `mark` of a passage's number, from 1, behind each sentence that was drawn from it."""
    if not passages or _CODE.search(text):
        return text
    known = [_telling(passage) for passage in passages]
    parts, at = [], 0
    for sentence in split_sentences(text):
        own = _telling(sentence.text)
        shares = [_share(own, words) for words in known]
        if max(shares) >= SHARED:
            parts.append(text[at : sentence.end] + mark(shares.index(max(shares)) + 1))
            at = sentence.end
    return "".join(parts) + text[at:]


def _share(own: set[str], words: set[str]) -> float:
    """Return how many of its words a sentence shares; none when it gives a number that is not there."""
    missing = own - words
    return 1 - len(missing) / len(own) if own and not any(word.isdigit() for word in missing) else 0.0


def _telling(text: str) -> set[str]:
    words = (word.casefold() for word in _WORD.findall(text))
    return {word for word in words if len(word) >= _TELLING or word.isdigit()}

"""Words of a text in any script: what a mark may enclose and what may be equal in a text and its translation."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Whatever is neither space nor punctuation belongs to a word: combining signs and emoji are never cut off.
_POINTS = (
    r"\s!-/:-@\[-`{-~\u00a1-\u00a9\u00ab-\u00b1\u00b4-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u200b\u200e-\u2064"
    r"\u2190-\u21ff\u2500-\u25ff\u3000-\u3003\u3008-\u3020\u3030\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_CHAR = rf"[^{_POINTS}]"
# Written without spaces: every character is a word, with the signs that follow it.
_WIDE = (
    r"[\u2e80-\u2fdf\u3041-\u30fa\u30fc-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff]"
)
_SIGNS = r"[\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*+"
_NARROW = rf"(?:(?!{_WIDE}){_CHAR})"
_WORD = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”»]*[^\s<>\"“”»!-/:-@\[-`{-~]/?"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|{_WIDE}{_SIGNS}"
    rf"|{_NARROW}++(?:[.'’_‐‑\-]{_NARROW}++|(?<=\d)[,:/](?=\d){_NARROW}++)*+"
)
_LEAST = 3
_FIRST_WIDE = 0x2E80
_STEM = 5


class Word(NamedTuple):
    """`text[start:end]`.

    Attributes:
        start: first character.
        end: behind its last.
        key: equal for the same word in another text, however a number is grouped.
        stem: equal for its relatives in other languages too ("information", "informação"); empty for a word so short
            that finding it in a translation is an accident ("a", "no").
    """

    start: int
    end: int
    key: str
    stem: str


def split_words(text: str) -> list[Word]:
    """Return the words of `text` in their order."""
    return [Word(found.start(), found.end(), *_keys(found.group())) for found in _WORD.finditer(text)]


def _keys(word: str) -> tuple[str, str]:
    if word[0].isdigit() and word[-1].isdigit():
        digits = "".join(char for char in word if char.isalnum())
        if digits.isdigit():
            return digits, digits
    key = word.casefold()
    if ord(key[0]) >= _FIRST_WIDE:
        return key, key
    if not key.isalpha():
        return key, key if len(key) >= _LEAST else ""
    plain = "".join(char for char in unicodedata.normalize("NFD", key) if char.isalpha())
    return key, plain[:_STEM] if len(key) >= _LEAST else ""

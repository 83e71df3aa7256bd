"""Sentencepiece vocabularies as tokenisers: byte pairs too, and those whose pieces a file of their own numbers.

Marian models split a text with the pieces of its language, and number what comes out with a vocabulary that both
languages share, in which a piece of the text may be absent, and in which there may be what the text calls unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import tokenizers

HIDDEN = "\U0010fffe"
"""Stands before tokens that no text is split into; Unicode has set this code aside, so that it means nothing."""
_OTHER = "\U0010ffff"
_END = f"{HIDDEN}end"
"""The token after the last one that the model knows; pieces behind it have no number in its vocabulary."""
_UNKNOWN = "<unk>"
_TOKENS_AT_MOST = 1 << 22
"""Beyond any vocabulary; every number below the highest takes memory."""
_BYTE_PAIRS = 2
_PLAIN, _CONTROL, _OWN, _UNUSED = 1, 3, 4, 5
"""Types of pieces in `sentencepiece_model.proto`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The id of each token, and which of them are not pieces of text."""

    ids: Mapping[str, int]
    specials: Collection[str]


def converter(kind: Any, slow: SimpleNamespace, numbers: Numbers | None) -> Any:
    """Return a converter of transformers, made ready for whatever its sentencepiece file holds.

    Args:
        kind: its class.
        slow: stands in for the tokeniser it converts.
        numbers: what a file of its own says.
    """
    made = kind(slow) if numbers is None else _numbered(kind)(slow, numbers)
    proto = made.proto
    scores = dict(made.vocab(proto))
    ids = {piece: index for index, piece in enumerate(scores)}
    # The base class asks the vocabulary for the places of its special tokens after it was made; a language may have
    # its place behind the pieces, and nobody asks for what stands there.
    slow.convert_tokens_to_ids = lambda token: ids.get(token, len(ids))
    if proto.trainer_spec.model_type == _BYTE_PAIRS:
        plain = {piece.piece for piece in proto.pieces if piece.type == _PLAIN}
        # The library's own way to the merges wants the package sentencepiece.
        merges = _merges(ids, scores, ids.keys() - plain)
        made.SpmExtractor = lambda _: SimpleNamespace(extract=lambda _: (None, merges))
    return made


def _merges(ids: Mapping[str, int], scores: Mapping[str, float], closed: set[str]) -> list[tuple[str, str]]:
    from transformers.tokenization_utils_base import generate_merges

    found: list[tuple[str, str]] = generate_merges(dict(ids), dict(scores), closed)
    return found


def _numbered(kind: Any) -> Any:
    """Return a class like `kind` whose tokens have the numbers they are told."""
    from tokenizers import Regex, decoders, normalizers

    class Numbered(kind):  # type: ignore[misc] # the library's classes have no types
        def __init__(self, slow: SimpleNamespace, numbers: Numbers) -> None:
            super().__init__(slow)
            self._numbers = numbers
            for piece in self.proto.pieces:
                if piece.type == _CONTROL:
                    piece.type = _UNUSED  # the vocabulary says which tokens are special

        def vocab(self, proto: Any) -> list[tuple[str, float]]:
            return _renumbered(proto, self._numbers)

        def unk_id(self, _: Any) -> int:
            return int(self._numbers.ids[_UNKNOWN])

        def normalizer(self, proto: Any) -> Any:
            hide = normalizers.Replace(Regex(HIDDEN), _OTHER)
            return normalizers.Sequence([hide, super().normalizer(proto)])

        def decoder(self, replacement: str, add_prefix_space: bool) -> Any:
            shown = super().decoder(replacement, add_prefix_space)
            return decoders.Sequence([decoders.Replace(HIDDEN, ""), shown])

    return Numbered


def _renumbered(proto: Any, numbers: Numbers) -> list[tuple[str, float]]:
    """Return tokens with their scores, each in the place of its number; behind them pieces that have none."""
    pieces = {piece.piece: piece.score for piece in proto.pieces if piece.type in {_PLAIN, _OWN}}
    least = min(pieces.values())  # so that what is unknown costs as much as in the library
    tokens = {number: token for token, number in numbers.ids.items()}
    if max(tokens) >= _TOKENS_AT_MOST:
        raise ValueError("a number that no vocabulary comes to")
    found = []
    for number in range(max(tokens) + 1):
        token = tokens.get(number, str(number))
        is_open = token in pieces or token in numbers.specials
        found.append((token if is_open else HIDDEN + token, pieces.get(token, least)))
    found.append((_END, least))
    return found + [(piece, score) for piece, score in pieces.items() if piece not in numbers.ids]


def ids_of(tokenizer: tokenizers.Tokenizer, text: str) -> list[int]:
    """Return the ids of a text without special ones, as a vocabulary that two languages share has them."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    end = tokenizer.token_to_id(_END)
    if end is None:
        return list(encoding.ids)
    unknown = int(tokenizer.token_to_id(_UNKNOWN) or 0)
    found: list[int] = []
    for number, token in zip(encoding.ids, encoding.tokens, strict=True):
        hidden = tokenizer.token_to_id(HIDDEN + token) if number == unknown else None
        found.append(number if number < end and hidden is None else hidden or unknown)
    return found

"""Pieces of a document through one or two translators: sentence by sentence, what is finished kept and shown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.engine.translation.fidelity import held, released
from desktop.media.sentences import split_sentences

if TYPE_CHECKING:
    from desktop.core.result import Stretch
    from desktop.engine.checkpoint import Checkpoint
    from desktop.engine.context import Context
    from desktop.engine.translation.fidelity import Faithful
    from desktop.media.documents import Piece

_BOUND = re.compile(r"(?<!\S)(\S+)\xa0(?=(\S+))")
BLOCK_SENTENCES = 256
"""So many are sorted into batches together; what is shown, kept and reported comes in such blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """A piece, its translation, and which sentence of one became which of the other, in characters of each."""

    source: str
    text: str
    sentences: tuple[Stretch, ...]


def translated(
    pieces: Sequence[Piece], legs: Sequence[Faithful], checkpoint: Checkpoint, context: Context
) -> Iterator[Translated]:
    """Give each piece with its translation, in their order.

    Args:
        pieces: paragraphs, headings, cells.
        legs: translators, one after the other.
        checkpoint: where finished sentences are kept.
        context: of the job; it is told how far the work is.
    """
    total = sum(len(piece.text) for piece in pieces)
    done = known = 0
    block: list[tuple[Piece, list[tuple[int, int]]]] = []
    for index, piece in enumerate(pieces):
        block.append((piece, [(span.start, span.end) for span in split_sentences(piece.text)]))
        last = index == len(pieces) - 1
        if last or sum(len(places) for _, places in block) >= BLOCK_SENTENCES:
            context.progress("run", done, total, known)
            sentences = [[held(one.text, one.kept, a, b) for a, b in places] for one, places in block]
            made, fresh = _block([sentence for of_piece in sentences for sentence in of_piece], legs, checkpoint)
            texts = iter(made)
            for (one, places), of_piece in zip(block, sentences, strict=True):
                yield _joined(one.text, places, texts)
                done += len(one.text)
                known += len(one.text) if fresh.isdisjoint(of_piece) else 0
            block = []


def _block(
    sentences: Sequence[str], legs: Sequence[Faithful], checkpoint: Checkpoint
) -> tuple[list[str], frozenset[str]]:
    """Return the translations, and the sentences that were not known.

    Those that an earlier run finished, or that come twice, are translated once.
    """
    known: dict[str, str] = {}
    for sentence in sentences:
        if sentence not in known and (kept := checkpoint.get(_key(sentence))) is not None:
            known[sentence] = kept
    wanted = list(dict.fromkeys(sentence for sentence in sentences if sentence not in known))
    lines = [" ".join(sentence.split()) for sentence in wanted]
    for number, leg in enumerate(legs):
        if number == len(legs) - 1:
            leg.translate(lines, lambda place, text: _keep(known, wanted[place], text, checkpoint))
        else:
            lines = leg.translate(lines)
    return [known[sentence] for sentence in sentences], frozenset(wanted)


def _keep(known: dict[str, str], sentence: str, text: str, checkpoint: Checkpoint) -> None:
    known[sentence] = _bound(released(sentence), released(text))
    checkpoint.put(_key(sentence), known[sentence])


def _bound(source: str, target: str) -> str:
    """Return a translation that is not broken between two words where they may not be broken in its source."""
    for first, second in _BOUND.findall(source):
        target = target.replace(f"{first} {second}", f"{first}\xa0{second}")
    return target


def _key(sentence: str) -> str:
    return hashlib.sha256(sentence.encode()).hexdigest()[:32]


def _joined(piece: str, places: Sequence[tuple[int, int]], texts: Iterator[str]) -> Translated:
    """Put the translations of a piece's sentences where the sentences stood."""
    parts: list[str] = []
    stretches: list[Stretch] = []
    at = length = 0
    for start, end in places:
        text = next(texts)
        parts += [piece[at:start], text]
        length += start - at
        stretches.append((start, end, length, length + len(text)))
        length += len(text)
        at = end
    return Translated(source=piece, text="".join([*parts, piece[at:]]), sentences=tuple(stretches))

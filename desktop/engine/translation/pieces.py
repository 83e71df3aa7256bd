"""Pieces of a document through one or two translators: sentence by sentence, what is finished kept and shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.media.sentences import split_sentences

if TYPE_CHECKING:
    from desktop.core.result import Stretch
    from desktop.engine.checkpoint import Checkpoint
    from desktop.engine.context import Context
    from desktop.engine.translation.fidelity import Faithful

BLOCK_SENTENCES = 256
"""So many are sorted into batches together; what is shown, kept and reported comes in such blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """A piece, its translation, and which sentence of one became which of the other, in characters of each."""

    source: str
    text: str
    sentences: tuple[Stretch, ...]


def translated(
    pieces: Sequence[str], legs: Sequence[Faithful], checkpoint: Checkpoint, context: Context
) -> Iterator[Translated]:
    """Give each piece with its translation, in their order.

    Args:
        pieces: paragraphs, headings, cells.
        legs: translators, one after the other.
        checkpoint: where finished sentences are kept.
        context: of the job; it is told how far the work is.
    """
    total = sum(map(len, pieces))
    done = known = 0
    block: list[tuple[str, list[tuple[int, int]]]] = []
    for index, piece in enumerate(pieces):
        block.append((piece, [(span.start, span.end) for span in split_sentences(piece)]))
        last = index == len(pieces) - 1
        if last or sum(len(places) for _, places in block) >= BLOCK_SENTENCES:
            context.progress("run", done, total, known)
            made, fresh = _block([text[a:b] for text, places in block for a, b in places], legs, checkpoint)
            texts = iter(made)
            for text, places in block:
                yield _joined(text, places, texts)
                done += len(text)
                known += 0 if any(text[a:b] in fresh for a, b in places) else len(text)
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
    known[sentence] = text
    checkpoint.put(_key(sentence), text)


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

"""Texts of any length: cut into blocks that fit in memory, and answers for a whole text from those for its windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.core.errors import InputTooLarge
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from desktop.core.media import InputFile
    from desktop.engine.context import Context
    from desktop.engine.rows import Outputs, Rows
    from desktop.engine.tokens import TextEncoder, Windows

    Block = list[tuple[int, str]]

BLOCK_CHARACTERS = 100_000
LONGEST_TEXT = 10_000_000
"""Characters of one text or line: beyond it a single answer says nothing."""

_SEAMS = ("\n\n", "\n", ". ", " ")


def refuse_endless(file: InputFile, characters: int) -> None:
    """Raise `InputTooLarge` when a single text of `file` is too long for one answer."""
    if characters > LONGEST_TEXT:
        raise InputTooLarge(
            name=file.name,
            found=round(characters / 1e6),
            limit=round(LONGEST_TEXT / 1e6),
            unit=QT_TRANSLATE_NOOP("units", "million characters"),
        )


def passages(text: str) -> Iterator[tuple[int, str]]:
    """Cut a long text into (start, piece) of at most `BLOCK_CHARACTERS`.

    The cut is after a paragraph, a line, a sentence or a word, whichever there is, or anywhere when there is none.
    """
    start = 0
    while len(text) - start > BLOCK_CHARACTERS:
        cut = _seam(text, start + BLOCK_CHARACTERS // 2, start + BLOCK_CHARACTERS)
        yield start, text[start:cut]
        start = cut
    yield start, text[start:]


def _seam(text: str, first: int, last: int) -> int:
    for mark in _SEAMS:
        found = text.rfind(mark, first, last)
        if found >= 0:
            return found + len(mark)
    return last


def blocks(texts: Sequence[str]) -> Iterator[Block]:
    """Give (index of the text, piece of it) in blocks of bounded size: token ids of a whole book would fill memory."""
    block: Block = []
    room = BLOCK_CHARACTERS
    for owner, text in enumerate(texts):
        for _, piece in passages(text):
            block.append((owner, piece))
            room -= len(piece)
            if room <= 0:
                yield block
                block, room = [], BLOCK_CHARACTERS
    if block:
        yield block


def means(
    texts: Sequence[str],
    context: Context,
    *,
    encoder: TextEncoder,
    outputs: tuple[str, ...],
    judge: Callable[[list[Outputs], list[int]], np.ndarray],
    windows: Callable[[Block], Windows] | None = None,
    rows: int = 0,
) -> Generator[Rows, list[Outputs], np.ndarray]:
    """Return [texts, values], each the mean over the windows of a text, weighted by their tokens.

    Args:
        texts: what is to be judged; each has one window at least.
        context: of the job.
        encoder: the model's tokeniser.
        outputs: what is asked of the graph.
        judge: turns the outputs of windows, and how many tokens each has, into [windows, values].
        windows: makes windows of a block in another way than the encoder, perhaps with other owners.
        rows: how many owners there are then.
    """
    total, done = sum(map(len, texts)), 0
    sums = weights = None
    for block in blocks(texts):
        context.progress("run", done, total)
        owners, encodings = (windows or encoder.windows)(block)
        tokens = [len(encoding.ids) for encoding in encodings]
        answers = yield encoder.rows(encodings, outputs)
        values = judge(answers, tokens)
        if sums is None or weights is None:
            sums = np.zeros((rows or len(texts), values.shape[-1]))
            weights = np.zeros((rows or len(texts), 1))
        np.add.at(sums, owners, values * np.array(tokens, np.float64)[:, None])
        np.add.at(weights, owners, np.array(tokens, np.float64)[:, None])
        done += sum(len(piece) for _, piece in block)
    assert sums is not None
    assert weights is not None
    return np.asarray(sums / weights)

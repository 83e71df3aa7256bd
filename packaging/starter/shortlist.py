"""Bergamot's lexical shortlist: which words of the target language a word of the source may become."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

MAGIC = 0xF11A48D5013417F5


class Shortlist:
    """The candidates.

    Attributes:
        frequent: so many words from the front of the vocabulary are always candidates.
        table: ids [words, most candidates of a word]; rows of fewer are filled with 0, the end of a sentence.
    """

    def __init__(self, path: Path) -> None:
        raw = path.read_bytes()
        magic, _, self.frequent, width, offsets, candidates = struct.unpack_from("<6Q", raw)
        if magic != MAGIC:
            message = f"{path.name} is no shortlist"
            raise ValueError(message)
        starts = np.frombuffer(raw, "<u8", offsets, 48).astype(np.int64)
        listed = np.frombuffer(raw, "<u4", candidates, 48 + 8 * offsets)
        counts = np.diff(starts)
        self.table: NDArray[np.uint16] = np.zeros((counts.size, width), np.uint16)
        self.table[np.arange(width) < counts[:, None]] = listed

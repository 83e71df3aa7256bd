"""Sentences rated by people, and how they become three classes and three parts."""

from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SETS = {
    "tweets": "tweets",
    "movies": "movieReviewSnippets",
    "products": "amazonReviewSnippets",
    "editorials": "nytEditorialSnippets",
}
LABELS = ("negative", "neutral", "positive")
POLAR, NEUTRAL = 0.8, 0.4  # |mean rating| of -4…4: at least, at most; what lies between belongs to no class
TUNE_FROM, TEST_FROM = 0.7, 0.8  # shares of the groups
SEED = 20260417


class Sentence(NamedTuple):
    """One sentence; `group` names the review or article it was cut from."""

    origin: str
    group: str
    rating: float
    text: str

    @property
    def label(self) -> int:
        """The class's index, or -1 when the raters did not agree on any."""
        if self.rating <= -POLAR:
            return 0
        if self.rating >= POLAR:
            return 2
        return 1 if abs(self.rating) <= NEUTRAL else -1


class Parts(NamedTuple):
    """Masks over the sentences: to fit the head, to choose and calibrate, to measure.

    `learn` is `fit` together with the sentences of the same reviews and articles that belong to no class.
    """

    learn: NDArray[np.bool_]
    fit: NDArray[np.bool_]
    tune: NDArray[np.bool_]
    test: NDArray[np.bool_]


def read_sentences(path: Path) -> list[Sentence]:
    """Read the four ground-truth tables (id, rating, text, separated by tabs)."""
    found = []
    with tarfile.open(path) as tar:
        for entry in tar:
            for origin, stem in SETS.items():
                if entry.name.endswith(f"/{stem}_GroundTruth.txt") and (stream := tar.extractfile(entry)):
                    found += parse_table(origin, stream.read().decode("utf-8", "replace"))
    return found


def parse_table(origin: str, table: str) -> list[Sentence]:
    """Read one table; lines without a text are skipped."""
    rows = (line.split("\t") for line in table.splitlines())
    return [
        Sentence(origin, f"{origin}:{row[0].split('_')[0]}", float(row[1]), clean(row[2]))
        for row in rows
        if len(row) > 2 and row[2].strip()
    ]


def clean(text: str) -> str:
    """Undo the table's own escapes."""
    return text.strip().replace("''", '"').replace("&amp;", "&")


def split(sentences: list[Sentence], labels: NDArray[np.int64]) -> Parts:
    """Send whole groups to one part, so that no review is on both sides."""
    groups = sorted({sentence.group for sentence in sentences})
    draws = dict(zip(groups, np.random.default_rng(SEED).random(len(groups)), strict=True))
    share = np.array([draws[sentence.group] for sentence in sentences])
    usable = labels >= 0
    learn = share < TUNE_FROM
    return Parts(
        learn,
        usable & learn,
        usable & (share >= TUNE_FROM) & (share < TEST_FROM),
        usable & (share >= TEST_FROM),
    )

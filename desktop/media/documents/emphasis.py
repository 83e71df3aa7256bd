"""The signs of emphasis in Markdown: which of them open, which close, and which are only signs."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from desktop.media.documents.nesting import Tag


@dataclass(slots=True)
class Signs:
    """A run of one sign, such as `**`, of which pairs are taken until the rest is text."""

    sign: str
    count: int
    opens: bool
    closes: bool
    before: list[Tag[str]] = field(default_factory=list)
    after: list[Tag[str]] = field(default_factory=list)

    def tokens(self) -> list[str | Tag[str]]:
        """Return what became of the run."""
        return [*self.before, self.sign * self.count, *self.after]


def signs(text: str, start: int, end: int) -> Signs:
    """Return the run `text[start:end]`, which may open where text follows and close where text stands before."""
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    left = not after.isspace() and (not _point(after) or before.isspace() or _point(before))
    right = not before.isspace() and (not _point(before) or after.isspace() or _point(after))
    if text[start] == "_":  # inside a word it is a letter: snake_case
        left, right = left and (not right or _point(before)), right and (not left or _point(after))
    count = end - start
    whole = text[start] != "~" or count == 2
    return Signs(text[start], count, opens=left and whole, closes=right and whole)


def _point(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def pair(runs: list[Signs]) -> None:
    """Take pairs from runs, each closing one with the nearest that is open; what is between them stays inside."""
    waiting: list[Signs] = []
    open_runs: Counter[str] = Counter()
    for run in runs:
        while run.closes and run.count and open_runs[run.sign]:
            while waiting[-1].sign != run.sign:
                open_runs[waiting.pop().sign] -= 1
            opener = waiting[-1]
            width = 2 if min(opener.count, run.count) > 1 else 1
            written = run.sign * width
            opener.after.insert(0, Tag(written, written))
            run.before.append(Tag(written, written, closing=True))
            opener.count -= width
            run.count -= width
            if not opener.count:
                open_runs[waiting.pop().sign] -= 1
        if run.opens and run.count:
            waiting.append(run)
            open_runs[run.sign] += 1

"""The order of what waits: by priority first, by place second. Knows ids and numbers, nothing of jobs."""

from __future__ import annotations

import bisect
import itertools
import operator
from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from desktop.core.queue import Priority

STEP = 1024.0
"""Between two neighbours at first, so that some thirty others find a place there before anybody is numbered anew."""


class Entry(NamedTuple):
    """One that waits; entries compare by the order in which they are served."""

    rank: int
    place: float
    id: str

    @property
    def priority(self) -> Priority:
        """Return how urgent it is."""
        return Priority(-self.rank)


class Line:
    """Ten thousand entries and more, always sorted."""

    def __init__(self) -> None:
        """Begin empty."""
        self._order: list[Entry] = []
        self._entries: dict[str, Entry] = {}
        self._last: dict[int, float] = {}

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._order)

    def __contains__(self, entry_id: object) -> bool:
        """Say whether one waits."""
        return entry_id in self._entries

    def head(self, count: int) -> list[Entry]:
        """Return the next ones, at most so many."""
        return self._order[:count]

    def places(self, priority: Priority, count: int) -> list[float]:
        """Return places behind all others of a priority."""
        last = self._last.get(-priority, 0.0)
        self._last[-priority] = last + count * STEP
        return [last + number * STEP for number in range(1, count + 1)]

    def add(self, entries: Iterable[Entry]) -> None:
        """Let some wait, each at its place."""
        new = [entry for entry in entries if entry.id not in self._entries]
        self._entries.update((entry.id, entry) for entry in new)
        if len(new) == 1:
            bisect.insort(self._order, new[0])
        else:
            self._order += new
            self._order.sort()
        for rank, place, _ in new:
            if place > self._last.get(rank, 0.0):
                self._last[rank] = place

    def remove(self, ids: Collection[str]) -> None:
        """Let some wait no longer; those who do not are passed over."""
        gone = [self._entries.pop(entry_id) for entry_id in ids if entry_id in self._entries]
        if len(gone) == 1:
            del self._order[bisect.bisect_left(self._order, gone[0])]
        elif gone == self._order[: len(gone)]:  # the next ones are handed out
            del self._order[: len(gone)]
        elif gone:
            self._order = [entry for entry in self._order if entry.id in self._entries]

    def prioritise(self, ids: Collection[str], priority: Priority) -> list[Entry]:
        """Put some behind the others of a priority, in their order; returns the entries that are new."""
        moving = [entry for entry in self._chosen(ids) if entry.rank != -priority]
        places = self.places(priority, len(moving))
        return self._replace([Entry(-priority, place, entry.id) for entry, place in zip(moving, places, strict=True)])

    def move(self, ids: Collection[str], before: str | None) -> list[Entry]:
        """Put some together before another one, or at the end; returns the entries that are new.

        Who comes to stand among others of another priority takes on theirs.
        """
        moving = self._chosen(ids)
        wanted = {entry.id for entry in moving}
        rest = [entry for entry in self._order if entry.id not in wanted]
        at = next((place for place, entry in enumerate(rest) if entry.id == before), len(rest))
        above, below = (rest[at - 1] if at else None), (rest[at] if at < len(rest) else None)
        ranked = [Entry(_between(entry.rank, above, below), entry.place, entry.id) for entry in moving]
        moved: list[Entry] = []
        for rank in dict.fromkeys(entry.rank for entry in ranked):
            group = [entry for entry in ranked if entry.rank == rank]
            places = self._room(len(group), rank, above, below)
            if places is None:
                return self._number_anew([*rest[:at], *ranked, *rest[at:]])
            moved += [Entry(rank, place, entry.id) for entry, place in zip(group, places, strict=True)]
        return self._replace(moved)

    def step(self, ids: Collection[str], by: int) -> list[Entry]:
        """Put some one place further to the front (-1) or to the end (1); returns the entries that are new."""
        moving = {entry.id for entry in self._chosen(ids)}
        places = [place for place, entry in enumerate(self._order) if entry.id in moving]
        if not places:
            return []
        others = [(place, entry.id) for place, entry in enumerate(self._order) if entry.id not in moving]
        if by < 0:
            before = next((entry_id for place, entry_id in reversed(others) if place < places[0]), None)
            return self.move(moving, before) if before is not None else []
        behind = [entry_id for place, entry_id in others if place > places[-1]]
        return self.move(moving, behind[1] if len(behind) > 1 else None) if behind else []

    def _chosen(self, ids: Collection[str]) -> list[Entry]:
        """Return the entries of those who wait, in their order."""
        return sorted(self._entries[entry_id] for entry_id in set(ids) if entry_id in self._entries)

    def _room(self, count: int, rank: int, above: Entry | None, below: Entry | None) -> list[float] | None:
        """Return places between two neighbours, as far as they are of this rank; None when there is no room left."""
        low = above.place if above is not None and above.rank == rank else None
        high = below.place if below is not None and below.rank == rank else None
        if low is not None and high is not None:
            gap = (high - low) / (count + 1)
            places = [low + gap * number for number in range(1, count + 1)]
            edges = [low, *places, high]
            return places if all(itertools.starmap(operator.lt, itertools.pairwise(edges))) else None
        if high is not None:
            return [high - STEP * number for number in range(count, 0, -1)]
        return self.places(Priority(-rank), count)

    def _number_anew(self, order: list[Entry]) -> list[Entry]:
        """Give everybody another place, in this order, before what still comes to stand at its place."""
        before: Counter[int] = Counter()
        anew = []
        for entry in order:
            before[entry.rank] += 1
            anew.append(Entry(entry.rank, before[entry.rank] * STEP, entry.id))
        return self._replace(anew)

    def _replace(self, changed: list[Entry]) -> list[Entry]:
        self.remove([entry.id for entry in changed])
        self.add(changed)
        return changed


def _between(rank: int, above: Entry | None, below: Entry | None) -> int:
    """Return the rank nearest to `rank` that may stand between two neighbours."""
    if above is not None:
        rank = max(rank, above.rank)
    return rank if below is None else min(rank, below.rank)

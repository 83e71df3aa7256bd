"""How often each label was given: in all rows, in each group of them, or over time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.media.tables.source import Row

LABELS_AT_MOST = 8
GROUPS_AT_MOST = 12
_DAYS_AT_MOST = 31
_MONTHS_AT_MOST = 36
_DATES_AT_LEAST = 0.9
_YEAR_FIRST = re.compile(r"\s*(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
_YEAR_LAST = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")

Day = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Counts of labels.

    Attributes:
        labels: the most frequent first; an empty one stands for all others.
        groups: names, each with a count for each label; one without a name where nothing is grouped.
        dated: whether the groups are periods of time, in their order.
        left_out: how many more groups there are.
    """

    labels: tuple[str, ...]
    groups: tuple[tuple[str, tuple[int, ...]], ...]
    dated: bool = False
    left_out: int = 0

    @property
    def totals(self) -> tuple[int, ...]:
        """Return the count of each label over the groups."""
        return tuple(map(sum, zip(*(counts for _, counts in self.groups), strict=True)))


def shares(rows: Iterable[Row], label: int, group: int | None = None) -> Shares:
    """Count the labels in one column by the texts, or the dates, in another one; rows without a label do not count."""
    counted: dict[str, Counter[str]] = {}
    for row in rows:
        said = _text(row, label)
        if said:
            counted.setdefault("" if group is None else _text(row, group), Counter())[said] += 1
    overall: Counter[str] = Counter()
    for counts in counted.values():
        overall.update(counts)
    labels = [name for name, _ in overall.most_common(LABELS_AT_MOST)]
    names = (*labels, *([""] if len(overall) > len(labels) else []))
    periods = _periods(counted) if group is not None else None
    if periods is not None:
        return Shares(labels=names, groups=_groups(sorted(periods.items()), labels, names), dated=True)
    frequent = sorted(counted.items(), key=lambda pair: -pair[1].total())
    return Shares(
        labels=names,
        groups=_groups(frequent[:GROUPS_AT_MOST], labels, names),
        left_out=max(len(frequent) - GROUPS_AT_MOST, 0),
    )


def _groups(
    counted: Iterable[tuple[str, Counter[str]]], labels: list[str], names: tuple[str, ...]
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    def counts(found: Counter[str]) -> tuple[int, ...]:
        known = [found[label] for label in labels]
        return (*known, *([found.total() - sum(known)] if len(names) > len(labels) else []))

    return tuple((name, counts(found)) for name, found in counted)


def _periods(counted: dict[str, Counter[str]]) -> dict[str, Counter[str]] | None:
    """Put groups that are dates together by days, months or years, as many as can be seen; None where they are not."""
    month_first = _is_month_first(counted)
    days = {name: _day(name, month_first=month_first) for name in counted if name}
    known = {name: day for name, day in days.items() if day is not None}
    if len(known) < 2 or len(known) < _DATES_AT_LEAST * len(days):
        return None
    if len(set(known.values())) <= _DAYS_AT_MOST:
        length = 3
    else:
        length = 2 if len({day[:2] for day in known.values()}) <= _MONTHS_AT_MOST else 1
    periods: dict[str, Counter[str]] = {}
    for name, day in known.items():
        year, *rest = day[:length]
        written = "-".join([f"{year:04}", *(f"{part:02}" for part in rest if part)])
        periods.setdefault(written, Counter()).update(counted[name])
    return periods


def _is_month_first(names: Iterable[str]) -> bool:
    found = [match for name in names if (match := _YEAR_LAST.match(name)) is not None]
    return any(int(match[2]) > 12 for match in found) and all(int(match[1]) <= 12 for match in found)


def _day(text: str, *, month_first: bool) -> Day | None:
    """Return a date as year, month and day; the day is 0 where only the month is said."""
    if match := _YEAR_FIRST.match(text):
        year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
    elif match := _YEAR_LAST.match(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        day, month = (second, first) if month_first else (first, second)
    else:
        return None
    return (year, month, day) if 1 <= month <= 12 and day <= 31 else None


def _text(row: Row, place: int) -> str:
    cell = row[place] if place < len(row) else None
    return "" if cell is None else str(cell).strip()

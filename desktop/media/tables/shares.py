"""How often each label was given: in all rows, in each group of them, or over time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.media.tables.source import Row

LABELS_AT_MOST = 8
GROUPS_AT_MOST = 12
_DAYS_AT_MOST = 31
_MONTHS_AT_MOST = 36
_YEARS_AT_MOST = 100
_DATES_AT_LEAST = 0.9
_YEAR_FIRST = re.compile(r"\s*(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
_YEAR_LAST = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")

Day = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How dates are read.

    Attributes:
        parts: 1 where years are periods, 2 for months, 3 for days.
        month_first: whether 2/1/2026 is in February.
    """

    parts: int
    month_first: bool

    def period(self, text: str) -> str:
        """Return the period that a date is in, like 2026-02; empty for what is no date."""
        day = _day(text, month_first=self.month_first)
        return _written(day[: self.parts]) if day is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Counts of labels.

    Attributes:
        labels: the most frequent first; an empty one stands for all others.
        groups: names, each with a count for each label; one without a name where nothing is grouped.
        calendar: how groups are read that are periods of time, each after the one before; None where they are none.
        left_out: how many more groups there are, or how many rows have no date.
    """

    labels: tuple[str, ...]
    groups: tuple[tuple[str, tuple[int, ...]], ...]
    calendar: Calendar | None = None
    left_out: int = 0

    @property
    def grouped(self) -> bool:
        """Say whether there are groups."""
        return self.calendar is not None or len(self.groups) > 1 or any(name for name, _ in self.groups)

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
    calendar = _calendar(counted) if group is not None else None
    if calendar is not None:
        periods = _periods(counted, calendar)
        undated = periods.pop("", Counter()).total()
        groups = _groups(sorted(periods.items()), labels, names)
        return Shares(labels=names, groups=groups, calendar=calendar, left_out=undated)
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


def _calendar(names: Iterable[str]) -> Calendar | None:
    """Return how groups that are dates are put together: by the shortest periods of which all can be seen."""
    named = [name for name in names if name]
    month_first = _is_month_first(named)
    days = [day for name in named if (day := _day(name, month_first=month_first)) is not None]
    if len(days) < 2 or len(days) < _DATES_AT_LEAST * len(named):
        return None
    first, last = min(days), max(days)
    if all(day[2] for day in days) and (date(*last) - date(*first)).days < _DAYS_AT_MOST:
        return Calendar(parts=3, month_first=month_first)
    months = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    return Calendar(parts=2 if months <= _MONTHS_AT_MOST else 1, month_first=month_first)


def _periods(counted: dict[str, Counter[str]], calendar: Calendar) -> dict[str, Counter[str]]:
    """Put the counts of dates together, also those of periods without any; what is no date comes under no name."""
    periods: dict[str, Counter[str]] = {}
    for name, counts in counted.items():
        periods.setdefault(calendar.period(name), Counter()).update(counts)
    known = sorted(name for name in periods if name)
    for name in _between(known[0], known[-1]):
        periods.setdefault(name, Counter())
    return periods


def _between(first: str, last: str) -> Iterator[str]:
    """Yield the periods from one to another, none of years that are too many to be seen."""
    year, *rest = map(int, first.split("-"))
    until = tuple(map(int, last.split("-")))
    if len(rest) == 2:
        day = date(year, *rest)
        yield from (str(day + timedelta(days=days)) for days in range((date(*until) - day).days + 1))
    elif rest:
        months = range(year * 12 + rest[0] - 1, until[0] * 12 + until[1])
        yield from (_written((month // 12, month % 12 + 1)) for month in months)
    elif until[0] - year < _YEARS_AT_MOST:
        yield from (_written((number,)) for number in range(year, until[0] + 1))


def _written(parts: Sequence[int]) -> str:
    year, *rest = parts
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])


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
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return year, month, day


def _text(row: Row, place: int) -> str:
    cell = row[place] if place < len(row) else None
    return "" if cell is None else str(cell).strip()

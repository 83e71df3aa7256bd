"""What a benchmark found, what it may cost, and how both are shown. Standard library only."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

ROUNDS = 9
SECONDS_FOR_ROUNDS = 60.0


class Unmeasurable(Exception):
    """Something this computer or checkout lacks; the figure is left out and fails nothing."""


class Broken(Exception):
    """The program did not do what was to be measured; that counts as a missed budget."""


@dataclass(frozen=True, kw_only=True)
class Spec:
    """A figure before it is measured.

    Attributes:
        name: what `--only` takes.
        what: what is measured against what, for the table.
        unit: of value and limit.
        budget: the most that is allowed, of the ratio or of the value itself.
        absolute: whether the budget is of the value.
    """

    name: str
    what: str
    unit: str
    budget: float
    absolute: bool = False


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A value and its limit in the unit of the figure, both of the same run, and their ratio."""

    value: float
    limit: float
    ratio: float


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure with its verdict; without a value there is a reason instead."""

    spec: Spec
    measured: Measured | None
    ok: bool | None
    reason: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the object that `--json` prints."""
        found = self.measured
        shown: dict[str, object] = {
            "name": self.spec.name,
            "value": round(found.value, 4) if found else None,
            "unit": self.spec.unit,
            "limit": round(found.limit, 4) if found else None,
            "ratio": round(found.ratio, 4) if found else None,
            "budget": self.spec.budget,
            "ok": self.ok,
        }
        return {**shown, "reason": self.reason} if self.reason else shown


def judge(spec: Spec, measured: Measured) -> Figure:
    """Compare what was measured with the budget; a budget that is just met is met."""
    spent = measured.value if spec.absolute else measured.ratio
    return Figure(spec=spec, measured=measured, ok=spent <= spec.budget)


def left_out(spec: Spec, reason: str) -> Figure:
    """Return a figure that was not measured."""
    return Figure(spec=spec, measured=None, ok=None, reason=reason)


def broken(spec: Spec, reason: str) -> Figure:
    """Return a figure that the program itself made impossible."""
    return Figure(spec=spec, measured=None, ok=False, reason=reason)


def passed(figures: Iterable[Figure]) -> bool:
    """Say whether no budget was missed."""
    return all(figure.ok is not False for figure in figures)


# --- rounds ----------------------------------------------------------------------------------------------------------


def interleaved(
    ours: Callable[[], float],
    limit: Callable[[], float],
    *,
    rounds: int = ROUNDS,
    seconds: float = SECONDS_FOR_ROUNDS,
    clock: Callable[[], float] = time.monotonic,
) -> list[tuple[float, float]]:
    """Measure both in turn, the one that begins changing each time; as many rounds as fit into `seconds`, at least one.

    Returns:
        (ours, limit) of each round.
    """
    found: list[tuple[float, float]] = []
    began = clock()
    longest = 0.0
    while len(found) < rounds and (not found or clock() - began + longest <= seconds):
        since = clock()
        if len(found) % 2:
            second = limit()
            found.append((ours(), second))
        else:
            first = ours()
            found.append((first, limit()))
        longest = max(longest, clock() - since)
    return found


def of_rounds(pairs: Sequence[tuple[float, float]], scale: float = 1.0) -> Measured:
    """Take the medians; the ratio is the median of the rounds' own, for what disturbs one disturbs both its halves."""
    return Measured(
        value=statistics.median(ours for ours, _ in pairs) * scale,
        limit=statistics.median(limit for _, limit in pairs) * scale,
        ratio=statistics.median(ours / limit for ours, limit in pairs),
    )


# --- table -----------------------------------------------------------------------------------------------------------

_VERDICTS = {True: "ok", False: "MISSED", None: "not measured"}
_HEADINGS = ("figure", "value", "limit", "ratio", "budget", "verdict")


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines of text, with what they mean below."""
    rows = [_HEADINGS, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "─" * max(map(len, lines)))
    notes = [f"  {figure.spec.name}: {figure.spec.what}" for figure in figures]
    reasons = [f"  {figure.spec.name}: {figure.reason}" for figure in figures if figure.reason]
    return "\n".join([*lines, "", *notes, *(["", *reasons] if reasons else [])])


def _row(figure: Figure) -> tuple[str, ...]:
    spec, found = figure.spec, figure.measured
    budget = f"≤ {number(spec.budget)} {spec.unit}" if spec.absolute else f"≤ {spec.budget:.2f}"
    values = ("–", "–", "–")
    if found is not None:
        values = (f"{number(found.value)} {spec.unit}", f"{number(found.limit)} {spec.unit}", f"{found.ratio:.2f}")
    return (spec.name, *values, budget, _VERDICTS[figure.ok])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:-1], strict=True))]
    return "  ".join([*cells, row[-1]]).rstrip()


def number(value: float) -> str:
    """Write a number with about three digits that mean something."""
    if value >= 100 or value == round(value):
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def to_json(figures: Iterable[Figure]) -> str:
    """Return the object that `--json` prints."""
    return json.dumps({"figures": [figure.as_json() for figure in figures]}, ensure_ascii=False, indent=2)

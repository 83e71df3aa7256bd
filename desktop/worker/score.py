"""How good answers are, measured against a column of right ones, and how far two models agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.core.table import ColumnNeeded
from desktop.core.usage import ParameterInvalid
from desktop.worker.tally import ClassTally, TextTally, WorstRows, is_right, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.core.result import Cell, Table
    from desktop.media.tables.source import Row

WORST_ROWS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One row.

    Attributes:
        row: its number from 1.
        text: what was worked on.
        truth: what is right.
        answer: what the model says.
        score: how sure it is of that.
        times: how many rows say the same, of which this is the first.
    """

    row: int
    text: str
    truth: str
    answer: str
    score: float | None = None
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassScore:
    """How well one class is told from the others; 0 where there is nothing to divide by.

    Attributes:
        name: as the right answers write it.
        rows: how many of them are of this class.
        precision: share of those answered so that are of it.
        recall: share of those of it that are answered so.
        f1: harmonic mean of both.
    """

    name: str
    rows: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What was measured; what does not fit the kind of answers is None.

    Attributes:
        model: id of the model.
        rows: how many had a text and a right answer.
        left_out: how many of the table lacked one of them and do not count.
        accuracy: share of answers that are the right ones, letters' case aside.
        macro_f1: mean of the F1 of all classes.
        classes: each class that was right or answered.
        confusion: how often an answer was given, by the right answer and by the answer.
        wer: errors of words for each word that is right.
        bleu: of the corpus, 0 to 100, as sacrebleu counts it.
        chrf: of the corpus, 0 to 100, as sacrebleu counts it.
        worst: the worst rows first, those that say the same once.
        elapsed_s: how long the run took.
        peak_bytes: memory that the engine held at most.
    """

    model: str
    rows: int
    accuracy: float
    macro_f1: float | None = None
    classes: tuple[ClassScore, ...] = ()
    confusion: dict[str, dict[str, int]] | None = None
    wer: float | None = None
    bleu: float | None = None
    chrf: float | None = None
    worst: tuple[Answer, ...] = ()
    elapsed_s: float = 0.0
    peak_bytes: int = 0
    left_out: int = 0

    @property
    def strangers(self) -> tuple[str, ...]:
        """Return the classes that the model knows when none of the right answers is one of them."""
        given = {name for row in (self.confusion or {}).values() for name in row if name}
        return tuple(sorted(given)) if self.confusion and given.isdisjoint(self.confusion) else ()


def answers(table: Table, rows: Iterable[Row], truth: str) -> Iterator[Answer]:
    """Yield the rows that have a text and, in the column `truth`, a right answer.

    Raises:
        ColumnNeeded, ParameterInvalid: there is no such column, or nothing in the table was made by a model.
    """
    if not truth or not table.made:
        raise ColumnNeeded(name=table.artifact, columns=", ".join(table.columns), example="truth=…")
    if truth not in table.columns:
        raise ParameterInvalid(name="truth", value=truth, expected=", ".join(table.columns))
    right, text, made = (table.columns.index(name) for name in (truth, table.column, table.made[0]))
    sure = next((table.columns.index(name) for name in table.made[1:2] if name.startswith("score")), None)
    for number, row in enumerate(rows, 1):
        if _text(row, text) and _text(row, right):
            score = row[sure] if sure is not None and sure < len(row) else None
            yield Answer(
                row=number,
                text=_text(row, text),
                truth=_text(row, right),
                answer=_text(row, made),
                score=float(score) if isinstance(score, int | float) else None,
            )


def measure(model: str, found: Iterable[Answer], *, classes: bool, rows_total: int = 0) -> Score:
    """Measure the answers that a table of `rows_total` rows has, as `classes` or as texts; only the worst are kept."""
    tally = ClassTally() if classes else TextTally()
    worst = WorstRows(WORST_ROWS)
    rows = right = 0
    for one in found:
        badness = tally.add(one)
        rows += 1
        if is_right(one):
            right += 1
        else:
            worst.add(one, badness)
    accuracy, left_out = right / rows if rows else 0.0, max(0, rows_total - rows)
    made = Score(model=model, rows=rows, accuracy=accuracy, worst=worst.worst_first, left_out=left_out)
    if isinstance(tally, ClassTally):
        counts = tally.confusion
        each = _each_class(counts or {})
        macro_f1 = sum(one.f1 for one in each) / len(each) if each else None
        return replace(made, confusion=counts, classes=each, macro_f1=macro_f1)
    wer, bleu, chrf = tally.figures
    return replace(made, wer=wer, bleu=bleu, chrf=chrf)


def agreement(one: Iterable[Answer], other: Iterable[Answer]) -> float:
    """Return the share of rows on which two models say the same; both give theirs in the order of the table."""
    rows = agreed = 0
    others = iter(other)
    theirs = next(others, None)
    for mine in one:
        while theirs is not None and theirs.row < mine.row:
            theirs = next(others, None)
        if theirs is not None and theirs.row == mine.row:
            rows += 1
            agreed += same(mine.answer) == same(theirs.answer)
    return agreed / rows if rows else 0.0


def _each_class(confusion: dict[str, dict[str, int]]) -> tuple[ClassScore, ...]:
    """Return the figures of the classes, right or only answered, as scikit-learn counts them."""
    given: Counter[str] = Counter()
    for row in confusion.values():
        given.update(row)
    found = []
    for name in [*confusion, *sorted(name for name in given if name and name not in confusion)]:
        row = confusion.get(name, {})
        hits, rows, said = row.get(name, 0), sum(row.values()), given[name]
        precision, recall = (hits / all_of_them if all_of_them else 0.0 for all_of_them in (said, rows))
        f1 = 2 * hits / (rows + said)
        found.append(ClassScore(name=name, rows=rows, precision=precision, recall=recall, f1=f1))
    return tuple(found)


def _text(row: Row, place: int) -> str:
    cell: Cell = row[place] if place < len(row) else None
    return "" if cell is None else str(cell).strip()

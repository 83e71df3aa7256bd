"""How good answers are, measured against a column of right ones, and how far two models agree."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.core.table import ColumnNeeded
from desktop.core.usage import ParameterInvalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.core.result import Cell, Table
    from desktop.media.tables.source import Row

WORST_ROWS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One row: its number from 1, its text, what is right, what the model says, and how sure it is of it."""

    row: int
    text: str
    truth: str
    answer: str
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What was measured; what does not fit the kind of answers is None.

    Attributes:
        model: id of the model.
        rows: how many had a right answer.
        accuracy: share of answers that are the right ones, letters' case aside.
        macro_f1: mean over the classes of the harmonic mean of precision and recall.
        confusion: how often an answer was given, by the right answer and by the answer.
        wer: errors of words for each word that is right.
        bleu: of the corpus, 0 to 100, as sacrebleu counts it.
        chrf: of the corpus, 0 to 100, as sacrebleu counts it.
        worst: the worst rows first.
        elapsed_s: how long the run took.
        peak_bytes: memory that the engine held at most.
    """

    model: str
    rows: int
    accuracy: float
    macro_f1: float | None
    confusion: dict[str, dict[str, int]] | None
    wer: float | None
    bleu: float | None
    chrf: float | None
    worst: tuple[Answer, ...]
    elapsed_s: float = 0.0
    peak_bytes: int = 0


def answers(table: Table, rows: Iterable[Row], truth: str) -> Iterator[Answer]:
    """Yield the rows that have a right answer in the column `truth`.

    Raises:
        ColumnNeeded, ParameterInvalid: there is no such column, or nothing in the table was made by a model.
    """
    if not truth or not table.made:
        raise ColumnNeeded(name=table.artifact, columns=", ".join(table.columns), example="truth=…")
    if truth not in table.columns:
        raise ParameterInvalid(name="truth", value=truth, expected=", ".join(table.columns))
    right, text, made = (table.columns.index(name) for name in (truth, table.column, table.made[0]))
    sure = table.columns.index("score") if "score" in table.made else None
    for number, row in enumerate(rows, 1):
        if _text(row, right):
            score = row[sure] if sure is not None and sure < len(row) else None
            yield Answer(
                row=number,
                text=_text(row, text),
                truth=_text(row, right),
                answer=_text(row, made),
                score=float(score) if isinstance(score, int | float) else None,
            )


def measure(model: str, found: Sequence[Answer], *, classes: bool) -> Score:
    """Measure answers: as `classes`, or as texts that may be more or less right."""
    right = sum(map(_is_right, found))
    counts = _confusion(found) if classes else None
    wer, bleu, chrf = (None, None, None) if classes else (word_error_rate(found), *_overlap(found))
    return Score(
        model=model,
        rows=len(found),
        accuracy=right / len(found) if found else 0.0,
        macro_f1=_macro_f1(counts) if counts else None,
        confusion=counts,
        wer=wer,
        bleu=bleu,
        chrf=chrf,
        worst=_surest_mistakes(found) if classes else _farthest(found),
    )


def agreement(one: Iterable[Answer], other: Iterable[Answer]) -> float:
    """Return the share of rows on which two models say the same."""
    said = {answer.row: _same(answer.answer) for answer in one}
    pairs = [(said[answer.row], _same(answer.answer)) for answer in other if answer.row in said]
    return sum(mine == theirs for mine, theirs in pairs) / len(pairs) if pairs else 0.0


def word_error_rate(found: Iterable[Answer]) -> float:
    """Return how many words must be put in, taken out or replaced for each word that is right."""
    errors = words = 0
    for one in found:
        truth = one.truth.split()
        errors += _distance(truth, one.answer.split())
        words += len(truth)
    return errors / words if words else 0.0


def _distance(truth: Sequence[str], answer: Sequence[str]) -> int:
    before = list(range(len(answer) + 1))
    for row, wanted in enumerate(truth, 1):
        here = [row]
        for column, word in enumerate(answer, 1):
            here.append(min(before[column] + 1, here[-1] + 1, before[column - 1] + (wanted != word)))
        before = here
    return before[-1]


def _confusion(found: Sequence[Answer]) -> dict[str, dict[str, int]]:
    """Count answers by what is right; names are written as the right answers first wrote them."""
    names: dict[str, str] = {}
    counted: dict[str, Counter[str]] = {}
    for one in found:
        counted.setdefault(names.setdefault(_same(one.truth), one.truth), Counter())
    for one in found:
        answer = names.setdefault(_same(one.answer), one.answer) if one.answer else ""
        counted[names[_same(one.truth)]][answer] += 1
    return {truth: dict(counted[truth].most_common()) for truth in sorted(counted)}


def _macro_f1(confusion: dict[str, dict[str, int]]) -> float:
    """Return the mean F1 of the classes, right or only answered, as scikit-learn's `f1_score` averages them."""
    given: Counter[str] = Counter()
    for row in confusion.values():
        given.update(row)
    values = []
    for name in {*confusion, *(name for name in given if name)}:
        row = confusion.get(name, {})
        hits = row.get(name, 0)
        values.append(2 * hits / (sum(row.values()) + given[name]))
    return sum(values) / len(values)


def _overlap(found: Sequence[Answer]) -> tuple[float, float]:
    """Return BLEU and chrF of the corpus."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    if not found:
        return 0.0, 0.0
    said, right = [one.answer for one in found], [[one.truth for one in found]]
    return float(BLEU().corpus_score(said, right).score), float(CHRF().corpus_score(said, right).score)


def _surest_mistakes(found: Iterable[Answer]) -> tuple[Answer, ...]:
    wrong = (one for one in found if not _is_right(one))
    return tuple(heapq.nsmallest(WORST_ROWS, wrong, key=lambda one: -(one.score or 0.0)))


def _farthest(found: Iterable[Answer]) -> tuple[Answer, ...]:
    """Return the rows with most errors for each word; a whole corpus is not compared letter by letter for that."""
    wrong = (one for one in found if not _is_right(one))
    return tuple(heapq.nlargest(WORST_ROWS, wrong, key=lambda one: word_error_rate([one])))


def _is_right(one: Answer) -> bool:
    return _same(one.truth) == _same(one.answer)


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()


def _text(row: Row, place: int) -> str:
    cell: Cell = row[place] if place < len(row) else None
    return "" if cell is None else str(cell).strip()

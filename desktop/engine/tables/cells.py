"""What a task found in a text, as cells of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.result import Embedding, Labels, Spans, Text
from desktop.engine.tables.store import Outcome

if TYPE_CHECKING:
    from desktop.core.result import Cell, ResultValue
    from desktop.engine.rows import Made

CLASSES_AT_MOST = 12
"""Classes that get a column each, for their scores."""

_MAIN = {
    "translation": "translation",
    "summarization": "summary",
    "text-generation": "answer",
    "question-answering": "answer",
    "token-classification": "found",
}
"""What the column with the result is called, where the kind of result does not say it."""
_DECIMALS = 6


def outcome_of(value: Made, task: str) -> Outcome:
    """Return the cells that a value of `task` becomes, the main one first; a text that was masked stands for itself."""
    if isinstance(value, Spans) and value.redacted:
        return Outcome(text=value.text)
    return Outcome(cells=_cells(value, _MAIN.get(task, "")) if isinstance(value, _VALUES) else {})


_VALUES = Labels | Text | Spans | Embedding


def _cells(value: ResultValue, main: str) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    match value:
        case Labels() if value.labels:
            best = value.labels[0]
            cells = {main or "label": best.label, "score": round(best.score, _DECIMALS)}
            if 1 < len(value.labels) <= CLASSES_AT_MOST:
                named = sorted((one.label, one.score) for one in value.labels)
                cells |= {f"score {label}": round(score, _DECIMALS) for label, score in named}
        case Text():
            cells = {main or "text": value.text.strip()}
        case Spans():
            cells = {main or "text": "; ".join(" ".join(span.text.split()) for span in value.spans)}
            if any(span.label not in {"", main} for span in value.spans):
                cells["label"] = "; ".join(span.label for span in value.spans)
            cells["score"] = round(max((span.score for span in value.spans), default=0.0), _DECIMALS)
        case Embedding() if value.similarity is not None:
            cells = {"similarity": round(value.similarity, _DECIMALS)}
        case Embedding():
            cells = {"vector": " ".join(f"{number:.9g}" for number in value.vector)}
        case _:
            pass
    return cells

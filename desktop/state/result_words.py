"""The words by which a result is found again."""

from __future__ import annotations

from desktop.core.result import Boxes, Labels, Masks, Result, Segments, Spans, Table, Text


def words_of(result: Result) -> str:
    """Return what a search in the history looks through, at most 20,000 characters."""
    match result.value:
        case Text(text=text) | Spans(text=text) | Segments(text=text):
            words = text
        case Labels(labels=labels):
            words = " ".join(label.label for label in labels[:5])
        case Boxes(boxes=boxes):
            words = " ".join(dict.fromkeys(box.label for box in boxes))
        case Masks(masks=masks):
            words = " ".join(dict.fromkeys(mask.label for mask in masks))
        case Table(columns=columns, rows=rows):
            words = " ".join(str(cell) for row in (columns, *rows[:1000]) for cell in row if cell is not None)
        case _:
            words = ""
    return words[:20_000]

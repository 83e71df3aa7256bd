"""Results as plain text: what the command line prints and a txt export holds."""

from __future__ import annotations

from itertools import chain
from typing import assert_never

from desktop.core.result import Boxes, Cell, Embedding, Labels, Masks, Picture, Result, Segments, Spans, Table, Text
from desktop.media.forms.speech import paragraphs
from desktop.media.masks import share
from desktop.media.tables.pages import rows_of


def plain(result: Result) -> str:
    """Return the text itself, or one line for each thing that was found, its parts set apart by tabs.

    Labels are `label score` and after them each sentence's best with its text, boxes `label score x0 y0 x1 y1`, spans
    `label score text`, masks `label score share` (of the picture, left out when the mask's file is gone), a table its
    cells, speech a line for each paragraph; of a picture the name of its artifact, of an embedding its numbers or the
    similarity it was made for.
    """
    match result.value:
        case Labels() as value:
            text = _labels(value)
        case Text() as value:
            text = value.text
        case Boxes() as value:
            lines = (f"{one.label}\t{one.score:.4f}\t{_numbers(one.box, '.1f')}" for one in value.boxes)
            text = "\n".join(lines)
        case Spans() as value:
            text = value.text if value.redacted else _spans(value)
        case Embedding() as value:
            # Nine digits are what it takes to write a float32 down exactly.
            text = _numbers(value.vector, ".9g") if value.similarity is None else f"{value.similarity:.4f}"
        case Masks() as value:
            text = _masks(value, result)
        case Picture() as value:
            text = value.artifact
        case Table() as value:
            text = "\n".join("\t".join(map(_cell, row)) for row in chain((value.columns,), rows_of(result)))
        case Segments() as value:
            text = "\n".join(paragraph.line for paragraph in paragraphs(value))
        case _:
            assert_never(result.value)
    return text


def one_line(text: str) -> str:
    """Return `text` with single spaces for line breaks, tabs and the like."""
    return " ".join(text.split())


def _labels(value: Labels) -> str:
    lines = [f"{label.label}\t{label.score:.4f}" for label in value.labels]
    for sentence in value.sentences or ():
        if sentence.labels:
            best = sentence.labels[0]
            lines.append(f"{best.label}\t{best.score:.4f}\t{one_line(sentence.text)}")
    return "\n".join(lines)


def _spans(value: Spans) -> str:
    return "\n".join(f"{span.label}\t{span.score:.4f}\t{one_line(span.text)}" for span in value.spans)


def _masks(value: Masks, result: Result) -> str:
    lines = []
    for mask in value.masks:
        part = share(result, mask)
        lines.append(f"{mask.label}\t{mask.score:.4f}" + ("" if part is None else f"\t{part:.4f}"))
    return "\n".join(lines)


def _numbers(numbers: tuple[float, ...], layout: str) -> str:
    return " ".join(format(number, layout) for number in numbers)


def _cell(cell: Cell) -> str:
    return "" if cell is None else one_line(str(cell))

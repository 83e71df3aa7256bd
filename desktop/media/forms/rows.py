"""Results as rows of named cells, for csv."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from desktop.core.result import (
    Boxes,
    Cell,
    Embedding,
    Labels,
    Masks,
    Picture,
    Result,
    Segments,
    SentenceVector,
    Spans,
    Table,
    Text,
    TextPage,
)
from desktop.media.masks import share
from desktop.media.tables.pages import rows_of

Row = dict[str, Cell]

_PLACE = ("start", "end", "text")
_LABEL = ("label", "score")
_CORNERS = ("x1", "y1", "x2", "y2", "x3", "y3", "x4", "y4")
_SIDES = ("x0", "y0", "x1", "y1")


def columns(result: Result) -> tuple[str, ...]:
    """Return the columns of `rows`."""
    names: tuple[str, ...]
    match result.value:
        case Labels() as value:
            method = ("method",) if value.method else ()
            names = (*(_PLACE if value.sentences is not None else ()), *_LABEL, *method)
        case Text() as value:
            names = ("page", "line", "text", "score", *_CORNERS) if value.pages else ("line", "text")
        case Boxes():
            names = (*_LABEL, *_SIDES)
        case Spans() as value:
            names = ("line", "text") if value.redacted else (*_PLACE, *_LABEL)
        case Embedding() as value:
            names = _vector_columns(value)
        case Masks():
            names = (*_LABEL, "share", "artifact")
        case Picture():
            names = ("artifact", "width", "height")
        case Table() as value:
            names = _told_apart(value.columns)
        case Segments() as value:
            speaker = ("speaker",) if any(segment.speaker for segment in value.segments) else ()
            names = ("start_s", "end_s", *speaker, "text")
        case _:
            assert_never(result.value)
    return names


def rows(result: Result) -> Iterator[Row]:
    """Yield a row for each thing: label, line of text, box, span, vector, mask, row of a table or piece of speech.

    What belongs to the whole input comes first, then what belongs to its sentences.
    """
    made: Iterator[Row]
    match result.value:
        case Labels() as value:
            made = _label_rows(value)
        case Text() as value:
            made = _page_rows(value.pages) if value.pages else _lines(value)
        case Boxes() as value:
            made = (_label(one.label, one.score) | dict(zip(_SIDES, one.box, strict=True)) for one in value.boxes)
        case Spans() as value:
            made = _lines(value) if value.redacted else _span_rows(value)
        case Embedding() as value:
            made = _vector_rows(value)
        case Masks() as value:
            made = _mask_rows(value, result)
        case Picture() as value:
            made = iter([{"artifact": value.artifact, "width": value.width, "height": value.height}])
        case Table():
            made = (dict(zip(columns(result), row, strict=False)) for row in rows_of(result))
        case Segments() as value:
            made = (
                {"start_s": one.start_s, "end_s": one.end_s, "speaker": one.speaker, "text": one.text}
                for one in value.segments
            )
        case _:
            assert_never(result.value)
    return made


def _label(label: str, score: float) -> Row:
    return {"label": label, "score": score}


def _label_rows(value: Labels) -> Iterator[Row]:
    made: Row = {"method": value.method} if value.method else {}
    for label in value.labels:
        yield _label(label.label, label.score) | made
    for sentence in value.sentences or ():
        place: Row = {"start": sentence.start, "end": sentence.end, "text": sentence.text}
        for label in sentence.labels:
            yield place | _label(label.label, label.score) | made


def _lines(value: Text | Spans) -> Iterator[Row]:
    return ({"line": number, "text": line} for number, line in enumerate(value.text.split("\n"), 1))


def _page_rows(pages: tuple[TextPage, ...]) -> Iterator[Row]:
    for number, page in enumerate(pages, 1):
        for index, line in enumerate(page.lines, 1):
            corners = (place for corner in line.box for place in corner)
            row: Row = {"page": number, "line": index, "text": line.text, "score": line.score}
            yield row | dict(zip(_CORNERS, corners, strict=True))


def _span_rows(value: Spans) -> Iterator[Row]:
    for span in value.spans:
        place: Row = {"start": span.start, "end": span.end, "text": span.text}
        yield place | _label(span.label, span.score)


def _vector_columns(value: Embedding) -> tuple[str, ...]:
    place = _PLACE if value.sentences is not None else ()
    similarity = () if value.similarity is None else ("similarity",)
    return (*place, *similarity, *(f"d{index}" for index in range(len(value.vector))))


def _vector_rows(value: Embedding) -> Iterator[Row]:
    whole: Row = {} if value.similarity is None else {"similarity": value.similarity}
    yield whole | _dimensions(value.vector)
    for sentence in value.sentences or ():
        yield _vector_place(sentence) | _dimensions(sentence.vector)


def _vector_place(sentence: SentenceVector) -> Row:
    return {"start": sentence.start, "end": sentence.end, "text": sentence.text}


def _dimensions(vector: tuple[float, ...]) -> Row:
    return {f"d{index}": number for index, number in enumerate(vector)}


def _mask_rows(value: Masks, result: Result) -> Iterator[Row]:
    for mask in value.masks:
        yield _label(mask.label, mask.score) | {"share": share(result, mask), "artifact": mask.artifact}


def _told_apart(names: Iterable[str]) -> tuple[str, ...]:
    """Number columns of the same name, as a row has one cell for each name."""
    seen: dict[str, None] = {}
    for name in names:
        told, number = name, 2
        while told in seen:
            told, number = f"{name} ({number})", number + 1
        seen[told] = None
    return tuple(seen)


def cell(value: Cell) -> Cell:
    """Return a cell no spreadsheet runs as a formula.

    Text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return (also behind white space, which some programs
    strip) gets an apostrophe in front; numbers stay numbers.
    See https://owasp.org/www-community/attacks/CSV_Injection.
    """
    if isinstance(value, str) and (value.startswith(("\t", "\r")) or value.lstrip().startswith(("=", "+", "-", "@"))):
        return f"'{value}"
    return value

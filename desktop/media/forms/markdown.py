"""Results as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from desktop.core.result import Boxes, Cell, Embedding, Labels, Masks, Picture, Result, Segments, Spans, Table, Text
from desktop.media.forms.plain import one_line
from desktop.media.forms.record import Finished
from desktop.media.forms.speech import clock, paragraphs
from desktop.media.masks import share
from desktop.media.tables.pages import rows_of

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
_MARKER = re.compile(r"^(\s*\d*)([-+.)])(?=\s|$)")


def markdown(finished: Finished) -> str:
    """Return the result as Markdown under a heading with the name of the input."""
    name = finished.input.name if finished.input else finished.task or str(finished.result.kind)
    provenance = finished.result.provenance
    made = " · ".join(escape(part) for part in (finished.task, provenance.model, provenance.finished) if part)
    return f"# {escape(one_line(name))}\n\n{_body(finished.result)}\n\n---\n{made}\n"


def escape(text: str) -> str:
    """Keep `text` from being read as Markdown."""
    return _MARKER.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def _body(result: Result) -> str:
    match result.value:
        case Labels() as value:
            body = _labels(value)
        case Text() as value:
            body = _text(value)
        case Boxes() as value:
            found = ((one.label, _score(one.score), *(f"{number:.1f}" for number in one.box)) for one in value.boxes)
            body = _table(("label", "score", "x0", "y0", "x1", "y1"), found)
        case Spans() as value:
            body = _paragraphs(value.text) if value.redacted else _spans(value)
        case Embedding() as value:
            body = _embedding(value)
        case Masks() as value:
            body = _masks(value, result)
        case Picture() as value:
            body = f"![{escape(value.artifact)}](<{value.artifact}>)"
        case Table() as value:
            body = _table(value.columns, rows_of(result))
        case Segments() as value:
            body = _speech(value)
        case _:
            assert_never(result.value)
    return body


def _labels(value: Labels) -> str:
    parts = [_table(("label", "score"), ((label.label, _score(label.score)) for label in value.labels))]
    if value.method:
        parts.append(f"method: {escape(value.method)}")
    if value.sentences:
        best = ((one.text, label.label, _score(label.score)) for one in value.sentences for label in one.labels[:1])
        parts.append(_table(("text", "label", "score"), best))
    return "\n\n".join(parts)


def _spans(value: Spans) -> str:
    places = ((span.text, span.label, _score(span.score), span.start, span.end) for span in value.spans)
    return _table(("text", "label", "score", "start", "end"), places)


def _masks(value: Masks, result: Result) -> str:
    shares = (share(result, mask) for mask in value.masks)
    parts = (
        (mask.label, _score(mask.score), None if part is None else _score(part), mask.artifact)
        for mask, part in zip(value.masks, shares, strict=True)
    )
    return _table(("label", "score", "share", "file"), parts)


def _embedding(value: Embedding) -> str:
    parts = [] if value.similarity is None else [f"similarity: {value.similarity:.4f}"]
    parts.append(f"```\n{' '.join(f'{number:.9g}' for number in value.vector)}\n```")
    return "\n\n".join(parts)


def _text(value: Text) -> str:
    if len(value.pages) < 2:
        return _paragraphs(value.text)
    pages = ("\n".join(line.text for line in page.lines) for page in value.pages)
    return "\n\n".join(f"## {number}\n\n{_paragraphs(text)}" for number, text in enumerate(pages, 1))


def _speech(value: Segments) -> str:
    """Return a paragraph for each speaker and after each pause, behind its time."""
    made = []
    for one in paragraphs(value):
        name = f"**{escape(one.speaker)}:** " if one.speaker else ""
        made.append(f"`{clock(one.start_s)}` {name}{escape(one.text)}")
    return "\n\n".join(made)


def _paragraphs(text: str) -> str:
    """Keep every line a line: two spaces at its end."""
    lines = [escape(line.rstrip()) for line in text.strip("\n").split("\n")]
    return "\n".join(
        f"{line}  " if line and following else line for line, following in zip(lines, [*lines[1:], ""], strict=True)
    )


def _table(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """Return a table; numbers between 0 and 1 stand on the right."""
    names = [escape(one_line(name)) for name in columns]
    lines = [_row(names), "|" + "".join("---:|" if name in {"score", "share"} else "---|" for name in names)]
    lines += [_row("" if cell is None else escape(one_line(str(cell))) for cell in row) for row in rows]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _score(score: float) -> str:
    return f"{score:.4f}"

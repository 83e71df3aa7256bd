"""Plain texts: as many lines come out as went in.

Every line is a piece, without its indentation and the mark of an item, and what has no letter stays. Lines are put
together only where they were clearly broken for width: when a paragraph was filled line by line (see
`lines.wrapped_by_width`), or a long line ends within a sentence and the next begins in lower case. Their translation is
broken into as many lines. Short lines, such as verses and lists, are never put together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.media.documents.document import Draft, has_letters
from desktop.media.documents.lines import MARK, Line, goes_on, joined_lines, raw_lines, wrapped, wrapped_by_width

_LEAD = re.compile(r"\s*(?:>[ \t]?)*\s*")


def parse(text: str, draft: Draft) -> None:
    """Take a plain text apart."""
    run: list[Line] = []
    for body, end in raw_lines(text):
        line = _line(body, end)
        if run and (not line.text or line.marked or ">" in line.lead + run[-1].lead):
            _add(run, draft)
            run = []
        if has_letters(line.text):
            run.append(line)
        else:
            _add(run, draft)
            run = []
            draft.keep(line.raw)
    _add(run, draft)


def _line(body: str, end: str) -> Line:
    found = _LEAD.match(body)
    start = found.end() if found else 0
    mark = MARK.match(body, start)
    start = mark.end() if mark else start
    kept = body[start:].rstrip()
    return Line(body[:start], kept, body[start + len(kept) :], end, marked=mark is not None)


def _add(run: Sequence[Line], draft: Draft) -> None:
    """Add a stretch of lines without a gap, as one paragraph or several."""
    if not run:
        return
    if len(run) > 1 and wrapped_by_width([line.text for line in run]):
        _add_paragraph(run, draft)
        return
    start = 0
    for index in range(1, len(run) + 1):
        if index == len(run) or not goes_on(run[index - 1].text, run[index].text):
            _add_paragraph(run[start:index], draft)
            start = index


def _add_paragraph(lines: Sequence[Line], draft: Draft) -> None:
    def fit(text: str) -> str:
        parts = wrapped(" ".join(text.splitlines()), [len(line.text) for line in lines])
        return "".join(line.holding(part) for line, part in zip(lines, parts, strict=True))

    draft.slot(joined_lines([line.text for line in lines]), "".join(line.raw for line in lines), fit)

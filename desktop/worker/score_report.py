"""Scores of models as JSON, Markdown and a page that needs nothing else."""

from __future__ import annotations

import html
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desktop.core.text import size
from desktop.media.forms.markdown import escape
from desktop.media.forms.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.worker.score import Score
    from desktop.worker.score_run import Comparison

FORMATS = ("json", "md", "html")
_CLASSES_TOLD = 12
"""More of them make lines that no terminal holds; reports have them all."""

Lines = list[list[str]]
"""A table: its headings, then its rows."""


def to_json(made: Comparison) -> dict[str, Any]:
    """Return what `ilha score --json` prints."""
    return {"models": [asdict(one) for one in made.scores], "agreement": made.agreement}


def written(made: Comparison, form: str, title: str) -> bytes:
    """Return a report in one of `FORMATS`."""
    if form == "json":
        text = json.dumps(to_json(made), ensure_ascii=False, indent=2)
    else:
        text = (_markdown if form == "md" else _html)(title, _sections(made))
    return text.encode("utf-8", "backslashreplace") + b"\n"


def plain(made: Comparison) -> str:
    """Return the figures for a terminal, a line each."""
    lines = _aligned(_figures(made))
    for one in made.scores:
        if one.confusion is not None and len(one.confusion) <= _CLASSES_TOLD:
            matrix, each = _aligned(_matrix(one.confusion)), _aligned(_classes(one))
            lines += ["", f"right answers (down) and answers (across) of {one.model}:", *matrix, "", *each]
        if one.strangers:
            lines += ["", f"No right answer is a label of {one.model}, which says: {', '.join(one.strangers)}."]
        if one.worst:
            lines += ["", f"worst rows of {one.model}:", *("\t".join(map(one_line, row)) for row in _worst(one))]
    return "\n".join(lines)


def _aligned(table: Lines) -> list[str]:
    rows = [[one_line(cell) for cell in row] for row in table]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _sections(made: Comparison) -> list[tuple[str, Lines]]:
    sections = [("", _figures(made))]
    for one in made.scores:
        if one.confusion is not None:
            sections.append((f"{one.model}: right answers (down) and answers (across)", _matrix(one.confusion)))
            sections.append((f"{one.model}: each class", _classes(one)))
        if one.worst:
            sections.append((f"{one.model}: worst rows", _worst(one)))
    return sections


def _figures(made: Comparison) -> Lines:
    scores = made.scores
    named: list[tuple[str, Sequence[str | None]]] = [
        ("rows", [str(one.rows) for one in scores]),
        ("left out", [str(one.left_out) if one.left_out else None for one in scores]),
        ("accuracy", [f"{one.accuracy:.4f}" for one in scores]),
        ("macro F1", [_number(one.macro_f1, 4) for one in scores]),
        ("word error rate", [_number(one.wer, 4) for one in scores]),
        ("BLEU", [_number(one.bleu, 2) for one in scores]),
        ("chrF", [_number(one.chrf, 2) for one in scores]),
        ("seconds", [_number(one.elapsed_s or None, 1) for one in scores]),
        ("memory", [size(one.peak_bytes) if one.peak_bytes else None for one in scores]),
        ("agreement", [_number(made.agreement, 4), *([""] * (len(scores) - 1))]),
    ]
    rows = [[name, *(value or "" for value in values)] for name, values in named if any(values)]
    return [["", *(one.model for one in scores)], *rows]


def _number(value: float | None, decimals: int) -> str | None:
    return None if value is None else f"{value:.{decimals}f}"


def _matrix(confusion: dict[str, dict[str, int]]) -> Lines:
    names = [*confusion, *sorted({name for row in confusion.values() for name in row} - set(confusion))]
    return [
        ["", *(name or "–" for name in names)],
        *([truth, *(str(row.get(name, 0)) for name in names)] for truth, row in confusion.items()),
    ]


def _classes(one: Score) -> Lines:
    rows = [
        [each.name, *(f"{value:.4f}" for value in (each.precision, each.recall, each.f1)), str(each.rows)]
        for each in one.classes
    ]
    return [["", "precision", "recall", "F1", "rows"], *rows]


def _worst(one: Score) -> Lines:
    rows = [
        [str(row.row), row.text, row.truth, row.answer, _number(row.score, 4) or "", str(row.times)]
        for row in one.worst
    ]
    return [["row", "text", "right answer", "answer", "score", "times"], *rows]


def _markdown(title: str, sections: Iterable[tuple[str, Lines]]) -> str:
    parts = [f"# {escape(one_line(title))}"]
    for heading, (names, *rows) in sections:
        parts += [f"## {escape(heading)}"] if heading else []
        lines = [names, ["---"] * len(names), *([escape(one_line(cell)) for cell in row] for row in rows)]
        parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join(parts)


def _html(title: str, sections: Iterable[tuple[str, Lines]]) -> str:
    parts = [
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{html.escape(title)}</title>",
        "<style>body{font:15px sans-serif;margin:2em;max-width:70em}table{border-collapse:collapse}",
        "td,th{border:1px solid #ccc;padding:.3em .6em;text-align:left;vertical-align:top}</style>",
        f"<h1>{html.escape(title)}</h1>",
    ]
    for heading, (names, *rows) in sections:
        parts += [f"<h2>{html.escape(heading)}</h2>"] if heading else []
        parts.append(f"<table><tr>{''.join(f'<th>{html.escape(name)}</th>' for name in names)}</tr>")
        parts += [f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows]
        parts.append("</table>")
    return "\n".join(parts)

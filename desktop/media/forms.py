"""Results as JSON, plain text, Markdown and rows; what `export` writes and the command line prints."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desktop.core.media import InputFile
from desktop.core.result import Label, Labels, Result, Text, TextPage

Row = dict[str, str | int | float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A result with what it came from."""

    input: InputFile | None
    task: str
    result: Result


def to_json(result: Result) -> dict[str, Any]:
    """Return the `result` object of the command line's JSON."""
    if isinstance(result.value, Labels):
        form: dict[str, Any] = {"kind": str(result.kind), "labels": _labels(result.value.labels)}
        if result.value.sentences is not None:
            form["sentences"] = [
                {
                    "start": sentence.start,
                    "end": sentence.end,
                    "text": sentence.text,
                    "labels": _labels(sentence.labels),
                }
                for sentence in result.value.sentences
            ]
        return form
    return {"kind": str(result.kind), "text": result.value.text, "pages": [_page(page) for page in result.value.pages]}


def _labels(labels: tuple[Label, ...]) -> list[dict[str, Any]]:
    return [{"label": label.label, "score": label.score} for label in labels]


def _page(page: TextPage) -> dict[str, Any]:
    lines = [
        {"text": line.text, "score": line.score, "box": [[x, y] for x, y in line.box]}  # a list, as JSON has it
        for line in page.lines
    ]
    return {"lines": lines}


def provenance_json(result: Result) -> dict[str, Any]:
    """Return the `provenance` object of the command line's JSON."""
    return dataclasses.asdict(result.provenance)


def record(finished: Finished) -> dict[str, Any]:
    """Return everything that is needed to check a result later: what a json export holds."""
    return {
        "input": input_name(finished.input),
        "task": finished.task,
        "model": finished.result.provenance.model,
        "result": to_json(finished.result),
        "provenance": provenance_json(finished.result),
    }


def input_name(file: InputFile | None) -> str | None:
    """Return the path of a file, or what people call something that was typed or pasted."""
    if file is None:
        return None
    return str(file.path) if file.name == file.path.name else file.name


def plain(result: Result) -> str:
    """Return what the command line prints: the text, or one `label<TAB>score` a line and after that each sentence's."""
    if isinstance(result.value, Text):
        return result.value.text
    lines = [f"{label.label}\t{label.score:.4f}" for label in result.value.labels]
    for sentence in result.value.sentences or ():
        if sentence.labels:
            best = sentence.labels[0]
            lines.append(f"{best.label}\t{best.score:.4f}\t{_one_line(sentence.text)}")
    return "\n".join(lines)


# --- Markdown --------------------------------------------------------------------------------------------------------

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
_MARKER = re.compile(r"^(\s*\d*)([-+.)])(?=\s|$)")


def markdown(finished: Finished) -> str:
    """Return the result as Markdown under a heading with the name of the input."""
    name = finished.input.name if finished.input else finished.task or str(finished.result.kind)
    value = finished.result.value
    body = _markdown_labels(value) if isinstance(value, Labels) else _markdown_text(value)
    provenance = finished.result.provenance
    made = " · ".join(escape(part) for part in (finished.task, provenance.model, provenance.finished) if part)
    return f"# {escape(_one_line(name))}\n\n{body}\n\n---\n{made}\n"


def escape(text: str) -> str:
    """Keep `text` from being read as Markdown."""
    return _MARKER.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def _markdown_text(value: Text) -> str:
    if len(value.pages) < 2:
        return _paragraphs(value.text)
    pages = ("\n".join(line.text for line in page.lines) for page in value.pages)
    return "\n\n".join(f"## {number}\n\n{_paragraphs(text)}" for number, text in enumerate(pages, 1))


def _paragraphs(text: str) -> str:
    """Keep every line a line: two spaces at its end."""
    lines = [escape(line.rstrip()) for line in text.strip("\n").split("\n")]
    return "\n".join(
        f"{line}  " if line and following else line for line, following in zip(lines, [*lines[1:], ""], strict=True)
    )


def _markdown_labels(value: Labels) -> str:
    lines = ["| label | score |", "|---|---:|"]
    lines += [f"| {escape(label.label)} | {label.score:.4f} |" for label in value.labels]
    if value.sentences:
        lines += ["", "| text | label | score |", "|---|---|---:|"]
        for sentence in value.sentences:
            text = escape(_one_line(sentence.text))
            lines += [f"| {text} | {escape(label.label)} | {label.score:.4f} |" for label in sentence.labels[:1]]
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


# --- rows ------------------------------------------------------------------------------------------------------------

LABEL_COLUMNS = ("start", "end", "text", "label", "score")
TEXT_COLUMNS = ("page", "line", "text", "score", "x1", "y1", "x2", "y2", "x3", "y3", "x4", "y4")


def columns(result: Result) -> tuple[str, ...]:
    """Return the columns of `rows`."""
    if isinstance(result.value, Labels):
        return LABEL_COLUMNS if result.value.sentences is not None else ("label", "score")
    return TEXT_COLUMNS if result.value.pages else ("line", "text")


def rows(result: Result) -> Iterator[Row]:
    """Yield a row for each label (of the whole, then of each sentence) or each line of text."""
    if isinstance(result.value, Labels):
        for label in result.value.labels:
            yield {"label": label.label, "score": label.score}
        for sentence in result.value.sentences or ():
            place: Row = {"start": sentence.start, "end": sentence.end, "text": sentence.text}
            for label in sentence.labels:
                yield place | {"label": label.label, "score": label.score}
    elif result.value.pages:
        for number, page in enumerate(result.value.pages, 1):
            yield from _page_rows(number, page)
    else:
        for number, line in enumerate(result.value.text.split("\n"), 1):
            yield {"line": number, "text": line}


def _page_rows(number: int, page: TextPage) -> Iterator[Row]:
    for index, line in enumerate(page.lines, 1):
        row: Row = {"page": number, "line": index, "text": line.text, "score": line.score}
        for corner, (x, y) in enumerate(line.box, 1):
            row |= {f"x{corner}": x, f"y{corner}": y}
        yield row


def cell(value: str | float) -> str | float:
    """Return a cell no spreadsheet runs as a formula.

    Text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return (also behind white space, which some programs
    strip) gets an apostrophe in front; numbers stay numbers.
    See https://owasp.org/www-community/attacks/CSV_Injection.
    """
    if isinstance(value, str) and (value.startswith(("\t", "\r")) or value.lstrip().startswith(("=", "+", "-", "@"))):
        return f"'{value}"
    return value

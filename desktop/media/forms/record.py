"""Results as JSON: the `result` object of the command line, and the record that a json export holds."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, assert_never

from desktop.core.chat import Source
from desktop.core.media import InputFile
from desktop.core.result import (
    Boxes,
    Embedding,
    Label,
    Labels,
    Masks,
    Picture,
    Result,
    ResultValue,
    Segment,
    Segments,
    Spans,
    Table,
    Text,
    TextPage,
    Usage,
)

Form = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A result with what it came from."""

    input: InputFile | None
    task: str
    result: Result


def to_json(result: Result) -> Form:
    """Return the `result` object of the command line's JSON."""
    other = {} if result.other_language is None else {"other_language": dataclasses.asdict(result.other_language)}
    return {"kind": str(result.kind)} | _form(result.value) | other


def provenance_json(result: Result) -> Form:
    """Return the `provenance` object of the command line's JSON."""
    return dataclasses.asdict(result.provenance)


def record(finished: Finished) -> Form:
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


def _form(value: ResultValue) -> Form:
    form: Form
    match value:
        case Labels():
            form = _labels_form(value)
        case Text():
            form = _text_form(value)
        case Boxes():
            form = {"boxes": [{"label": b.label, "score": b.score, "box": list(b.box)} for b in value.boxes]}
        case Spans():
            form = _spans_form(value)
        case Embedding():
            form = _embedding_form(value)
        case Masks():
            masks = [{"label": m.label, "score": m.score, "artifact": m.artifact} for m in value.masks]
            form = {"masks": masks} | ({"cutout": value.cutout} if value.cutout else {})
        case Picture():
            form = {"artifact": value.artifact}
        case Table():
            form = _table_form(value)
        case Segments():
            form = _segments_form(value)
        case _:
            assert_never(value)
    return form


def _text_form(value: Text) -> Form:
    if value.usage is not None:
        return {"text": value.text, **usage_form(value.usage)}
    if value.method:
        return {"text": value.text, "method": value.method}
    if value.translation is None:
        return {"text": value.text, "pages": [_page(page) for page in value.pages]}
    made = value.translation
    way = {"source": made.source, "target": made.target, "detected": made.detected, "models": list(made.models)}
    way |= {"assumed": True} if made.assumed else {}
    return {"text": value.text, "translation": way | ({"via": made.via} if made.via else {})}


def usage_form(usage: Usage) -> Form:
    """Return what an answer was made of: `usage`, `context`, how it `ended`, and `dropped_turns` if there are any."""
    counted = ("prompt_tokens", "cached_tokens", "completion_tokens", "first_token_s", "tokens_per_s")
    form: Form = {"usage": {name: getattr(usage, name) for name in counted}}
    used = usage.prompt_tokens + usage.completion_tokens
    form |= {"context": {"used": used, "limit": usage.context_tokens}, "ended": usage.ended}
    return form | ({"dropped_turns": usage.dropped_turns} if usage.dropped_turns else {})


def source_form(source: Source) -> Form:
    """Return a passage that an answer was written from."""
    passage = source.passage
    return {"path": str(source.path), "start": passage.start, "end": passage.end, "text": passage.text}


def _labels_form(value: Labels) -> Form:
    form: Form = {"labels": _labels(value.labels)}
    if value.sentences is not None:
        form["sentences"] = [
            {"start": sentence.start, "end": sentence.end, "text": sentence.text, "labels": _labels(sentence.labels)}
            for sentence in value.sentences
        ]
    if value.method:
        form["method"] = value.method
    return form


def _labels(labels: tuple[Label, ...]) -> list[Form]:
    return [{"label": label.label, "score": label.score} for label in labels]


def _page(page: TextPage) -> Form:
    lines = [
        {"text": line.text, "score": line.score, "box": [[x, y] for x, y in line.box]}  # a list, as JSON has it
        for line in page.lines
    ]
    return {"lines": lines}


def _spans_form(value: Spans) -> Form:
    """Places count characters of the input; of a redacted text they count those of the masked one, so it is given."""
    spans = [
        {"label": span.label, "score": span.score, "start": span.start, "end": span.end, "text": span.text}
        for span in value.spans
    ]
    return ({"text": value.text} if value.redacted else {}) | {"spans": spans}


def _table_form(value: Table) -> Form:
    """A table that was made of a file says how many rows it has, and holds them itself where they are few."""
    form: Form = {"columns": list(value.columns)}
    if value.artifact:
        counted = {"rows_total": value.rows_total, "rows_unique": value.rows_unique, "artifact": value.artifact}
        form |= counted | ({"sample_of": value.sampled} if value.sampled else {})
        form |= {"values_only": True} if value.values_only else {}
    return form | ({"rows": [list(row) for row in value.rows]} if value.rows or not value.rows_total else {})


def _segments_form(value: Segments) -> Form:
    """Times are seconds; the words of a piece and its speaker are given where they are known."""
    form: Form = {"text": value.text, "language": value.language, "duration_s": value.duration_s}
    spoken = {"spoken": value.spoken} if value.spoken is not None else {}
    return form | spoken | {"segments": [_segment(segment) for segment in value.segments]}


def _segment(segment: Segment) -> Form:
    form: Form = {"start_s": segment.start_s, "end_s": segment.end_s, "text": segment.text}
    if segment.speaker is not None:
        form["speaker"] = segment.speaker
    if segment.words is not None:
        form["words"] = [{"start_s": word.start_s, "end_s": word.end_s, "text": word.text} for word in segment.words]
    return form


def _embedding_form(value: Embedding) -> Form:
    form: Form = {"vector": list(value.vector)}
    if value.sentences is not None:
        form["sentences"] = [
            {"start": sentence.start, "end": sentence.end, "text": sentence.text, "vector": list(sentence.vector)}
            for sentence in value.sentences
        ]
    if value.similarity is not None:
        form["similarity"] = value.similarity
    return form

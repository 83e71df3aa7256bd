"""Find names, places and organisations in a text, or mask them."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.late_dataclass import LateDataclass
from desktop.core.media import InputFile, MediaKind
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from desktop.core.result import Span
    from desktop.engine.context import Context
    from desktop.engine.rows import Outputs, Rows, Steps
    from desktop.media.redaction import Hidden

MAP = "redaction-map.json"


class Params(LateDataclass):
    """Options of finding entities."""

    redact: bool = field(
        default=False,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Mask"),
            "help": QT_TRANSLATE_NOOP(
                "tasks",
                "Give the text with masks such as [PER 1] instead; e-mail addresses, telephone, card and account "
                "numbers, CPF and CNPJ are masked as well. What they hide is kept in a file of its own.",
            ),
        },
    )
    aggregation: str = field(
        default="simple",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Words"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "Which part of a word decides for all of it; “none” shows every part by itself."
            ),
            "choices": (
                QT_TRANSLATE_NOOP("tasks", "simple"),
                QT_TRANSLATE_NOOP("tasks", "first"),
                QT_TRANSLATE_NOOP("tasks", "max"),
                QT_TRANSLATE_NOOP("tasks", "average"),
                QT_TRANSLATE_NOOP("tasks", "none"),
            ),
        },
    )


TASK = Task(
    id="token-classification",
    title=QT_TRANSLATE_NOOP("tasks", "Names and places"),
    summary=QT_TRANSLATE_NOOP("tasks", "Finds people, places and organisations in a text, and can mask them."),
    icon="highlighter",
    group="text",
    accepts=(MediaKind.TEXT, MediaKind.TABLE),
    produces=ResultKind.SPANS,
    params=Params,
    rank=32,
    minds_language=True,
)


def run(file: InputFile, params: Params, context: Context) -> Steps:
    """Mark the entities of a text, or mask them and everything that gives a person away without a model."""
    from desktop.core.result import Spans
    from desktop.engine.entities import trimmed
    from desktop.media.redaction import redact
    from desktop.media.text import read_text

    text = read_text(file)
    found = yield from _find(text, params, context)
    if not params.redact:
        return Spans(text=text, spans=trimmed(found))
    redaction = redact(text, found)
    _keep(redaction.hidden, context)
    return Spans(text=redaction.text, spans=redaction.spans, redacted=True)


def _find(text: str, params: Params, context: Context) -> Generator[Rows, list[Outputs], list[Span]]:
    """Return the entities of a text; where windows overlap, so may entities that are only to be masked."""
    from dataclasses import replace

    from desktop.engine.classification import check_classes, label_names
    from desktop.engine.entities import entities, without_overlaps
    from desktop.engine.passages import passages
    from desktop.engine.tokens import text_encoder

    names = label_names(context.model)
    encoder = text_encoder(context.model)
    found: list[Span] = []
    count = 0
    for start, piece in passages(text):
        context.progress("run", start, len(text))
        _, windows = encoder.windows([(0, piece)], overlap=encoder.max_tokens // 4)
        count += len(windows)
        answers = yield encoder.rows(windows, ("logits",))
        check_classes(context.model, names, answers[0][0].shape[-1])
        for window, (logits,) in zip(windows, answers, strict=True):
            found += [
                replace(span, start=start + span.start, end=start + span.end)
                for span in entities(
                    piece,
                    window,
                    logits,
                    names,
                    encoder,
                    aggregation=params.aggregation,
                    cautious=params.redact,
                )
            ]
    return found if params.redact or count == 1 else without_overlaps(found)


def _keep(hidden: Sequence[Hidden], context: Context) -> None:
    """Write what the masks hide beside the result, for the eyes of this user alone."""
    import json
    import os

    masks = [
        {"mask": one.mask, "original": one.text, "label": one.label, "start": one.start, "end": one.end}
        for one in hidden
    ]
    path = context.artifact(MAP, "application/json")
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        json.dump({"masks": masks}, stream, ensure_ascii=False, indent=1)

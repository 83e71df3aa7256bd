"""Say in few words what a text says."""

from __future__ import annotations

from dataclasses import asdict, field
from typing import TYPE_CHECKING

from desktop.core.errors import InputEmpty
from desktop.core.kind import ResultKind
from desktop.core.languages import LanguageNotRead, told_apart
from desktop.core.late_dataclass import LateDataclass
from desktop.core.media import InputFile, MediaKind
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Generator

    from desktop.core.result import Text
    from desktop.engine.context import Context
    from desktop.engine.rows import Outputs, Rows, Steps


class Params(LateDataclass):
    """Options of summarising."""

    length: str = field(
        default="medium",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Length"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "How long the summary is; a short one says a long text in a single paragraph."
            ),
            "choices": (
                QT_TRANSLATE_NOOP("tasks", "short"),
                QT_TRANSLATE_NOOP("tasks", "medium"),
                QT_TRANSLATE_NOOP("tasks", "long"),
            ),
        },
    )


TASK = Task(
    id="summarization",
    title=QT_TRANSLATE_NOOP("tasks", "Summarise"),
    summary=QT_TRANSLATE_NOOP(
        "tasks", "Says in few words what a text says; without a model that writes, by its most telling sentences."
    ),
    icon="text-quote",
    group="text",
    accepts=(MediaKind.TEXT, MediaKind.DOCUMENT, MediaKind.PDF, MediaKind.TABLE),
    produces=ResultKind.TEXT,
    params=Params,
    rank=32,
)


def opens(file: InputFile) -> bool:
    """Say whether the text of a file can be had."""
    from desktop.media.documents import suffix_of

    return file.kind in {MediaKind.TEXT, MediaKind.TABLE} or bool(suffix_of(file))


def run(file: InputFile, params: Params, context: Context) -> Text | Steps:
    """Summarise one text by a model that writes, or by its own sentences where only a model of meaning is there."""
    text = _text(file)
    if context.model.spec.task == "feature-extraction":
        return _by_sentences(text, params, context)
    return _by_model(text, params, context)


def _text(file: InputFile) -> str:
    """Return the paragraphs of a document without its notation, or any other text as it is."""
    from desktop.engine.passages import refuse_endless
    from desktop.media.documents import open_document, suffix_of
    from desktop.media.text import read_text

    if file.mime == "text/plain" or not suffix_of(file):
        text = read_text(file)
    else:
        text = "\n\n".join(piece.text for piece in open_document(file).pieces)
    refuse_endless(file, len(text))
    if not text.strip():
        raise InputEmpty(name=file.name)
    return text


def _by_sentences(text: str, params: Params, context: Context) -> Generator[Rows, list[Outputs], Text]:
    from desktop.core.result import Text
    from desktop.engine.summary import key_sentences

    places = yield from key_sentences(text, context, params.length)
    return Text(text="\n".join(" ".join(text[start:end].split()) for start, end in places), method="key-sentences")


def _by_model(text: str, params: Params, context: Context) -> Text:
    from desktop.core.result import Text
    from desktop.engine.summary import Summariser, summary

    spec = context.model.spec
    _refuse_other_languages(text, context)
    checkpoint = context.checkpoint({"task": TASK.id, "params": asdict(params), "model": [spec.id, spec.revision]})
    summariser = Summariser(context.model, context.interrupt, params.length)
    made = summary(text, summariser, checkpoint, context, once_more=params.length == "short")
    return Text(text=made, method="model")


def _refuse_other_languages(text: str, context: Context) -> None:
    """Raise `LanguageNotRead` for a text that is certainly in a language its model was not made for."""
    from desktop.engine.languages import other_language

    spec = context.model.spec
    found = other_language(text, spec)
    if found is not None:
        raise LanguageNotRead(model=spec.id, **told_apart(found.text, found.model))

"""Answer a question with a passage of a text."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.late_dataclass import LateDataclass
from desktop.core.media import InputFile, MediaKind
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import ParameterInvalid

if TYPE_CHECKING:
    from desktop.engine.context import Context
    from desktop.engine.rows import Steps

LEAST_ROOM = 16
"""Tokens of the text that a window must hold beside the question."""


class Params(LateDataclass):
    """Options of answering questions."""

    question: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Question"),
            "help": QT_TRANSLATE_NOOP("tasks", "What you want to know; the answer is a passage of the text."),
            "placeholder": QT_TRANSLATE_NOOP("tasks", "When does the contract end?"),
            "required": True,
        },
    )
    top_k: int = field(
        default=1,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Answers"),
            "help": QT_TRANSLATE_NOOP("tasks", "How many answers to give, the best first."),
            "minimum": 1,
            "maximum": 20,
        },
    )


TASK = Task(
    id="question-answering",
    title=QT_TRANSLATE_NOOP("tasks", "Ask a document"),
    summary=QT_TRANSLATE_NOOP("tasks", "Answers a question with a passage of the text and shows where it stands."),
    icon="message-circle-question-mark",
    group="text",
    accepts=(MediaKind.TEXT, MediaKind.TABLE),
    produces=ResultKind.SPANS,
    params=Params,
    rank=33,
    minds_language=True,
)


def run(file: InputFile, params: Params, context: Context) -> Steps:
    """Look for the answer in overlapping windows of the text."""
    from desktop.core.result import Spans
    from desktop.engine.answers import OUTPUTS, OVERLAP_TOKENS, WINDOW_TOKENS, Answers
    from desktop.engine.passages import passages
    from desktop.engine.tokens import text_encoder
    from desktop.media.text import read_text

    question = params.question.strip()
    if not question:
        raise ParameterInvalid(name="question", value="", expected="a question")
    text = read_text(file)
    encoder = text_encoder(context.model)
    length = min(encoder.max_tokens, WINDOW_TOKENS)
    room = encoder.room(question, length)
    if room < LEAST_ROOM:
        raise ParameterInvalid(name="question", value=question, expected="a shorter question")
    overlap = min(length // 2, OVERLAP_TOKENS)
    if room < overlap * 4 // 3:
        overlap = room // 2  # beside a long question windows would hardly move on
    answers = Answers(text, params.top_k)
    for start, piece in passages(text):
        context.progress("run", start, len(text))
        _, windows = encoder.windows([(0, (question, piece))], overlap=overlap, cut="only_second", at_most=length)
        found = yield encoder.rows(windows, OUTPUTS)
        for window, logits in zip(windows, found, strict=True):
            answers.add(start, window, logits)
    return Spans(text=text, spans=answers.best())

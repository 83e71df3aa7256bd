"""Say what a text expresses: with the starter model, whether it is negative, neutral or positive."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.late_dataclass import LateDataclass
from desktop.core.media import InputFile, MediaKind
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.engine.context import Context
    from desktop.engine.rows import Steps


class Params(LateDataclass):
    """Options of classifying texts."""

    split: str = field(
        default="none",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Split"),
            "help": QT_TRANSLATE_NOOP("tasks", "Judge the text as a whole, or every line or sentence as well."),
            "choices": (
                QT_TRANSLATE_NOOP("tasks", "none"),
                QT_TRANSLATE_NOOP("tasks", "lines"),
                QT_TRANSLATE_NOOP("tasks", "sentences"),
            ),
        },
    )


TASK = Task(
    id="text-classification",
    title=QT_TRANSLATE_NOOP("tasks", "Sentiment"),
    summary=QT_TRANSLATE_NOOP(
        "tasks", "Whether a text is negative, neutral or positive, as a whole, line by line or sentence by sentence."
    ),
    icon="smile",
    group="text",
    accepts=(MediaKind.TEXT, MediaKind.TABLE),
    produces=ResultKind.LABELS,
    params=Params,
    rank=30,
    minds_language=True,
)


def run(file: InputFile, params: Params, context: Context) -> Steps:
    """Classify a text.

    Split into lines, its own labels are the mean over the lines; split into sentences, long ones count for more.
    """
    import numpy as np

    from desktop.core.result import Labels, Sentence
    from desktop.engine.classification import check_classes, label_names, probabilities, ranked
    from desktop.engine.passages import means, refuse_endless
    from desktop.engine.tokens import text_encoder
    from desktop.media.sentences import split_text
    from desktop.media.text import read_text

    names = label_names(context.model)
    text = read_text(file)
    pieces = split_text(text, params.split)
    texts = [piece.text for piece in pieces] if pieces else [text]
    refuse_endless(file, max(map(len, texts)))
    scores = yield from means(
        texts,
        context,
        encoder=text_encoder(context.model),
        outputs=("logits",),
        judge=lambda answers, _: probabilities(context.model, np.stack([logits for (logits,) in answers])),
    )
    check_classes(context.model, names, scores.shape[-1])
    if not pieces:
        return Labels(labels=ranked(names, scores[0]))
    sentences = tuple(
        Sentence(start=piece.start, end=piece.end, text=piece.text, labels=ranked(names, row))
        for piece, row in zip(pieces, scores, strict=True)
    )
    weights = [len(text) for text in texts] if params.split == "sentences" else None
    return Labels(labels=ranked(names, np.average(scores, axis=0, weights=weights)), sentences=sentences)

"""Say which of one's own labels fit a text."""

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

    import numpy as np

    from desktop.engine.context import Context
    from desktop.engine.rows import Outputs, Rows, Steps


class Params(LateDataclass):
    """Options of classifying with one's own labels."""

    labels: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Labels"),
            "help": QT_TRANSLATE_NOOP("tasks", "Your own labels, with commas between them."),
            "placeholder": QT_TRANSLATE_NOOP("tasks", "invoice, complaint, thanks"),
            "required": True,
        },
    )
    multi_label: bool = field(
        default=False,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Several may fit"),
            "help": QT_TRANSLATE_NOOP("tasks", "Judge every label by itself; else their scores add up to 1."),
        },
    )
    template: str = field(
        default="This example is {}.",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Sentence"),
            "help": QT_TRANSLATE_NOOP("tasks", "What is said of the text, with {} where the label goes."),
        },
    )


TASK = Task(
    id="zero-shot-classification",
    title=QT_TRANSLATE_NOOP("tasks", "My own labels"),
    summary=QT_TRANSLATE_NOOP("tasks", "Says which of the labels you name fit a text."),
    icon="tags",
    group="text",
    accepts=(MediaKind.TEXT, MediaKind.TABLE),
    produces=ResultKind.LABELS,
    params=Params,
    rank=31,
    minds_language=True,
)


def run(file: InputFile, params: Params, context: Context) -> Steps:
    """Judge the labels by a model of entailment, or by closeness in meaning where only such a model is there."""
    from desktop.core.result import Labels
    from desktop.engine.classification import own_labels, ranked
    from desktop.engine.entailment import entailed
    from desktop.engine.passages import refuse_endless
    from desktop.media.text import read_text

    labels, sentences = own_labels(params.labels, params.template)
    text = read_text(file)
    refuse_endless(file, len(text))
    independent = params.multi_label or len(labels) == 1
    if context.model.spec.task == "feature-extraction":
        scores = yield from _close(text, sentences, context, independent=independent)
        return Labels(labels=ranked(labels, scores), method="embeddings")
    scores = yield from entailed(text, sentences, context, independent=independent)
    return Labels(labels=ranked(labels, scores))


def _close(
    text: str, sentences: Sequence[str], context: Context, *, independent: bool
) -> Generator[Rows, list[Outputs], np.ndarray]:
    """Return how close each sentence is to the text in meaning: its share of the closeness of all, or the cosine."""
    from desktop.engine.classification import softmax
    from desktop.engine.embeddings import TEMPERATURE, vectors

    found = yield from vectors([text, *sentences], context)
    cosines = found[1:] @ found[0]
    return cosines.clip(0, 1) if independent else softmax(cosines / TEMPERATURE)

"""Say which of one's own labels fit a picture."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.late_dataclass import LateDataclass
from desktop.core.media import InputFile, MediaKind, Scene
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.engine.context import Context
    from desktop.engine.rows import Steps


class Params(LateDataclass):
    """Options of classifying pictures with one's own labels."""

    labels: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Labels"),
            "help": QT_TRANSLATE_NOOP("tasks", "Your own labels, with commas between them."),
            "placeholder": QT_TRANSLATE_NOOP("tasks", "beach, mountains, city"),
            "required": True,
        },
    )
    template: str = field(
        default="This is a photo of {}.",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Sentence"),
            "help": QT_TRANSLATE_NOOP("tasks", "What is said of the picture, with {} where the label goes."),
        },
    )


TASK = Task(
    id="zero-shot-image-classification",
    title=QT_TRANSLATE_NOOP("tasks", "My own labels for pictures"),
    summary=QT_TRANSLATE_NOOP("tasks", "Says which of the labels you name fit a picture."),
    icon="images",
    group="pictures",
    accepts=(MediaKind.IMAGE,),
    produces=ResultKind.LABELS,
    params=Params,
    rank=26,
    scene=Scene.PHOTO,
)


def run(file: InputFile, params: Params, context: Context) -> Steps:
    """Compare one picture with the labels."""
    from desktop.core.result import Labels
    from desktop.engine.captions import fitting, picture_role
    from desktop.engine.classification import own_labels, ranked
    from desktop.engine.pixels import picture_encoder
    from desktop.media.image import load_image

    labels, captions = own_labels(params.labels, params.template)
    encoder = picture_encoder(context.model, picture_role(context.model))
    row = encoder.prepare(load_image(file)).row
    scores = yield from fitting(context, row, captions)
    return Labels(labels=ranked(labels, scores))

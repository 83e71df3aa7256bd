"""Say what is in a picture."""

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
    """Options of classifying pictures."""

    top_k: int = field(
        default=5,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Labels"),
            "help": QT_TRANSLATE_NOOP("tasks", "How many labels to give, the best first."),
            "minimum": 1,
            "maximum": 100,
        },
    )


TASK = Task(
    id="image-classification",
    title=QT_TRANSLATE_NOOP("tasks", "What is in this picture"),
    summary=QT_TRANSLATE_NOOP("tasks", "Names what a photo shows, with how sure the model is."),
    icon="image",
    group="pictures",
    accepts=(MediaKind.IMAGE,),
    produces=ResultKind.LABELS,
    params=Params,
    rank=20,
    scene=Scene.PHOTO,
)


def run(file: InputFile, params: Params, context: Context) -> Steps:
    """Classify one picture."""
    from desktop.core.result import Labels
    from desktop.engine.classification import check_classes, class_scores, label_names, ranked
    from desktop.engine.pixels import picture_encoder
    from desktop.engine.rows import Rows
    from desktop.media.image import load_image

    names = label_names(context.model)
    prepared = picture_encoder(context.model).prepare(load_image(file))
    outputs = context.model.session().outputs
    name = "logits" if "logits" in outputs else outputs[0]
    [(scores,)] = yield Rows(rows=[prepared.row], outputs=(name,))
    scores = class_scores(context.model, scores, finished=name != "logits")
    check_classes(context.model, names, len(scores))
    return Labels(labels=ranked(names, scores, params.top_k))

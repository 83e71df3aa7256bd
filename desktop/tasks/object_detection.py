"""Find the things in a picture."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.late_dataclass import LateDataclass
from desktop.core.media import InputFile, MediaKind, Scene
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.core.result import Boxes
    from desktop.engine.context import Context
    from desktop.engine.rows import Steps


class Params(LateDataclass):
    """Options of finding things."""

    threshold: float = field(
        default=0.5,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Certainty"),
            "help": QT_TRANSLATE_NOOP("tasks", "Things the model is less sure of are left out (0 to 1)."),
            "minimum": 0.0,
            "maximum": 1.0,
        },
    )
    crops: bool = field(
        default=False,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Cut out"),
            "help": QT_TRANSLATE_NOOP("tasks", "Also save each thing as a picture of its own."),
        },
    )


TASK = Task(
    id="object-detection",
    title=QT_TRANSLATE_NOOP("tasks", "Find things"),
    summary=QT_TRANSLATE_NOOP("tasks", "Boxes around the things in a photo, with their names and how many there are."),
    icon="scan-search",
    group="pictures",
    accepts=(MediaKind.IMAGE,),
    produces=ResultKind.BOXES,
    params=Params,
    rank=22,
    scene=Scene.PHOTO,
)


def run(file: InputFile, params: Params, context: Context) -> Steps:
    """Find the things in one picture."""
    from desktop.engine.boxes import detector_outputs, find_boxes, unbatched
    from desktop.engine.pixels import picture_encoder
    from desktop.engine.rows import Rows
    from desktop.media.image import load_image

    session = context.model.session()
    names = detector_outputs(context.model, session)
    prepared = picture_encoder(context.model).prepare(load_image(file))
    if unbatched(session, names):
        feeds = {name: array[None] for name, array in prepared.row.items()}
        outputs = tuple(session.run(feeds, [context.interrupt], *names))
    else:
        [outputs] = yield Rows(rows=[prepared.row], outputs=names)
    value = find_boxes(context.model, dict(zip(names, outputs, strict=True)), prepared, params.threshold)
    if params.crops:
        _save_crops(file, value, context)
    return value


def _save_crops(file: InputFile, value: Boxes, context: Context) -> None:
    """Write a picture of each box; the whole one is read again because a batch must not hold many of them."""
    from desktop.media.crops import crops
    from desktop.media.image import load_image

    for number, (name, crop) in enumerate(crops(load_image(file), value)):
        context.progress("save", number, len(value.boxes))
        crop.save(context.artifact(name, "image/png"))

"""Say in a sentence what a picture shows, or read the line that was cut out of a page."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.late_dataclass import LateDataclass
from desktop.core.media import InputFile, MediaKind, Scene
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.core.result import Text
    from desktop.engine.context import Context


class Params(LateDataclass):
    """Options of describing pictures."""

    max_tokens: int = field(
        default=0,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Longest"),
            "help": QT_TRANSLATE_NOOP("tasks", "How many pieces of words are written at most; 0: as usual."),
            "minimum": 0,
            "maximum": 256,
        },
    )


TASK = Task(
    id="image-to-text",
    title=QT_TRANSLATE_NOOP("tasks", "Describe"),
    summary=QT_TRANSLATE_NOOP(
        "tasks", "A sentence about a photo, or the words of a single line, as the model was made for."
    ),
    icon="captions",
    group="pictures",
    accepts=(MediaKind.IMAGE,),
    produces=ResultKind.TEXT,
    params=Params,
    rank=25,
    scene=Scene.PHOTO,
)


def run(file: InputFile, params: Params, context: Context) -> Text:
    """Write of one picture."""
    from desktop.core.result import Text
    from desktop.engine.picture_text import written
    from desktop.media.image import load_image

    context.progress("run", 0, 1)
    return Text(text=written(load_image(file), context, params.max_tokens))

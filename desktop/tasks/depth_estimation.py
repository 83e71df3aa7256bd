"""Tell how far away things in a picture are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.media import InputFile, MediaKind, Scene
from desktop.core.task import NoParams, Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.engine.context import Context
    from desktop.engine.rows import Steps


TASK = Task(
    id="depth-estimation",
    title=QT_TRANSLATE_NOOP("tasks", "Depth"),
    summary=QT_TRANSLATE_NOOP("tasks", "A grey picture of how near or far everything in a photo is."),
    icon="mountain",
    group="pictures",
    accepts=(MediaKind.IMAGE,),
    produces=ResultKind.IMAGE,
    rank=28,
    scene=Scene.PHOTO,
)


def run(file: InputFile, params: NoParams, context: Context) -> Steps:
    """Estimate the depth in one picture."""
    from desktop.core.result import Picture
    from desktop.engine.depth import depth_output, depth_picture
    from desktop.engine.pixels import picture_encoder
    from desktop.engine.rows import Rows
    from desktop.media.drawn import save_grey
    from desktop.media.image import load_image

    prepared = picture_encoder(context.model).prepare(load_image(file))
    output = depth_output(context.model.session())
    [(depth,)] = yield Rows(rows=[prepared.row], outputs=(output,))
    grey = depth_picture(context.model, depth, (prepared.height, prepared.width))
    save_grey(grey, context.artifact("depth.png", "image/png"))
    return Picture(width=prepared.width, height=prepared.height, artifact="depth.png")

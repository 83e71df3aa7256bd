"""Tell the parts of a picture apart, and cut them out."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.late_dataclass import LateDataclass
from desktop.core.media import InputFile, MediaKind, Scene
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import ParameterInvalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.result import Masks
    from desktop.engine.context import Context
    from desktop.engine.masks import Segments
    from desktop.engine.rows import Steps

CUTOUT = "cutout.png"
_NAMED_AT_MOST = 40


class Params(LateDataclass):
    """Options of telling parts apart."""

    keep: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Cut out"),
            "help": QT_TRANSLATE_NOOP(
                "tasks",
                "The parts to keep on a transparent background, separated by commas. A model that finds the foreground "
                "always cuts it out.",
            ),
            "placeholder": QT_TRANSLATE_NOOP("tasks", "person, dog"),
        },
    )
    threshold: float = field(
        default=0.9,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Certainty"),
            "help": QT_TRANSLATE_NOOP(
                "tasks",
                "Things the model is less sure of are left out (0 to 1). Models that name every spot of the picture "
                "leave out nothing.",
            ),
            "minimum": 0.0,
            "maximum": 1.0,
        },
    )


TASK = Task(
    id="image-segmentation",
    title=QT_TRANSLATE_NOOP("tasks", "Parts and background"),
    summary=QT_TRANSLATE_NOOP("tasks", "Takes the background away, or marks the parts of a photo by name."),
    icon="scissors",
    group="pictures",
    accepts=(MediaKind.IMAGE,),
    produces=ResultKind.MASKS,
    params=Params,
    rank=24,
    scene=Scene.PHOTO,
)


def run(file: InputFile, params: Params, context: Context) -> Steps:
    """Tell the parts of one picture apart."""
    from desktop.engine.masks import find_parts, part_names, segmenter_outputs
    from desktop.engine.pixels import picture_encoder
    from desktop.engine.rows import Rows
    from desktop.media.image import load_image

    session = context.model.session()
    kept = _kept(params.keep, part_names(context.model, session))
    prepared = picture_encoder(context.model).prepare(load_image(file))
    [outputs] = yield Rows(rows=[prepared.row], outputs=segmenter_outputs(session))
    segments = find_parts(context.model, outputs, (prepared.height, prepared.width), params.threshold)
    return _saved(file, segments, kept, context)


def _kept(text: str, names: Sequence[str]) -> frozenset[str]:
    """Return the labels to keep in small letters; refuse one that the model does not know before it runs."""
    wanted = [part.strip() for part in text.split(",") if part.strip()]
    known = {name.strip().casefold() for name in names}
    unknown = next((name for name in wanted if name.casefold() not in known), None)
    if unknown is not None:
        expected = ", ".join(names[:_NAMED_AT_MOST]) + ("…" if len(names) > _NAMED_AT_MOST else "")
        raise ParameterInvalid(name="keep", value=unknown, expected=expected)
    return frozenset(name.casefold() for name in wanted)


def _saved(file: InputFile, segments: Segments, kept: frozenset[str], context: Context) -> Masks:
    """Write a picture of each part, and what is kept of the whole picture."""
    from desktop.core.result import Mask, Masks
    from desktop.media.drawn import save_cutout, save_grey
    from desktop.media.image import load_image
    from desktop.media.names import clean

    masks, total = [], len(segments.parts) + 1
    for index, part in enumerate(segments.parts):
        context.progress("save", index, total)
        name = f"mask-{index + 1:02} {clean(part.label)[:60]}.png"
        save_grey(segments.mask([part]), context.artifact(name, "image/png"))
        masks.append(Mask(label=part.label, score=part.score, artifact=name))
    height, width = segments.numbers.shape
    chosen = [part for part in segments.parts if segments.opacity or part.label.strip().casefold() in kept]
    if chosen:
        context.progress("save", total - 1, total)
        save_cutout(load_image(file), segments.mask(chosen), context.artifact(CUTOUT, "image/png"))
    return Masks(width=width, height=height, masks=tuple(masks), cutout=CUTOUT if chosen else "")

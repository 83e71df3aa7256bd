"""Read the text in pictures and PDF pages."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.late_dataclass import LateDataclass
from desktop.core.media import InputFile, MediaKind, Scene
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from desktop.core.result import Text
    from desktop.engine.context import Context


class Params(LateDataclass):
    """Options of reading text."""

    min_score: float = field(
        default=0.5,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Certainty"),
            "help": QT_TRANSLATE_NOOP("tasks", "Lines the model is less sure of are left out (0 to 1)."),
            "minimum": 0.0,
            "maximum": 1.0,
        },
    )
    upside_down: bool = field(
        default=True,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Turn lines upright"),
            "help": QT_TRANSLATE_NOOP("tasks", "Also read lines that stand on their head; a little slower."),
        },
    )


TASK = Task(
    id="ocr",
    title=QT_TRANSLATE_NOOP("tasks", "Read text"),
    summary=QT_TRANSLATE_NOOP("tasks", "Text from scans, photos and PDF pages, with the place of every line."),
    icon="scan-text",
    group="pictures",
    accepts=(MediaKind.IMAGE, MediaKind.PDF),
    produces=ResultKind.TEXT,
    params=Params,
    rank=10,
    scene=Scene.PAGE,
)


def run(file: InputFile, params: Params, context: Context) -> Text:
    """Read every page; one of several is kept as a picture beside the result, so that it can be shown with it."""
    from desktop.core.result import Text
    from desktop.engine.ocr import page_text, text_reader

    reader = text_reader(context.model)
    pages, texts = [], []
    for number, total, image in _pages(file):
        context.progress("pages", number - 1, total)
        page = reader.read(image, context.interrupt, min_score=params.min_score, upright=not params.upside_down)
        pages.append(page)
        texts.append(page_text(page))
        if file.kind is MediaKind.PDF or total > 1:
            image.save(context.artifact(f"page-{number:04}.jpg", "image/jpeg"), quality=70)
            context.partial(texts[-1] + "\n")
    return Text(text="\n\n".join(texts), pages=tuple(pages))


def _pages(file: InputFile) -> Iterator[tuple[int, int, Image]]:
    """Give (number, total, picture) one at a time: a long document must not be in memory at once."""
    if file.kind is MediaKind.PDF:
        from desktop.media.pdf import PdfPages

        with PdfPages(file) as document:
            for number, image in enumerate(document, 1):
                yield number, len(document), image
    else:
        from desktop.media.image import load_image, page_frames

        frames = page_frames(file)
        for number, frame in enumerate(frames, 1):
            yield number, len(frames), load_image(file, frame=frame)

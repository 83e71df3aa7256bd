"""Turn a text into the vector of its meaning, or compare two texts."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from desktop.core.errors import InputTooLarge
from desktop.core.kind import ResultKind
from desktop.core.late_dataclass import LateDataclass
from desktop.core.media import InputFile, MediaKind
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.engine.context import Context
    from desktop.engine.rows import Steps

PIECES_AT_MOST = 10_000
"""Each has a vector of hundreds of numbers in the result."""


class Params(LateDataclass):
    """Options of making vectors."""

    compare: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Compare with"),
            "help": QT_TRANSLATE_NOOP("tasks", "Another text; the result says how close the two are in meaning."),
            "placeholder": QT_TRANSLATE_NOOP("tasks", "a text, a sentence or a few words"),
        },
    )
    split: str = field(
        default="none",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Split"),
            "help": QT_TRANSLATE_NOOP("tasks", "Give a vector for every line or sentence as well."),
            "choices": (
                QT_TRANSLATE_NOOP("tasks", "none"),
                QT_TRANSLATE_NOOP("tasks", "lines"),
                QT_TRANSLATE_NOOP("tasks", "sentences"),
            ),
        },
    )


TASK = Task(
    id="feature-extraction",
    title=QT_TRANSLATE_NOOP("tasks", "Compare texts"),
    summary=QT_TRANSLATE_NOOP("tasks", "Says how close two texts are in meaning, and gives the numbers behind it."),
    icon="waypoints",
    group="text",
    accepts=(MediaKind.TEXT, MediaKind.TABLE),
    produces=ResultKind.EMBEDDING,
    params=Params,
    rank=34,
    minds_language=True,
)


def run(file: InputFile, params: Params, context: Context) -> Steps:
    """Make the vector of a text, of its pieces, and of the text it is compared with."""
    from desktop.core.result import Embedding, SentenceVector
    from desktop.engine.embeddings import vectors
    from desktop.engine.passages import refuse_endless
    from desktop.media.sentences import split_text
    from desktop.media.text import read_text

    text = read_text(file)
    refuse_endless(file, len(text))
    pieces = split_text(text, params.split)
    if len(pieces) > PIECES_AT_MOST:
        raise InputTooLarge(
            name=file.name, found=len(pieces), limit=PIECES_AT_MOST, unit=QT_TRANSLATE_NOOP("units", "pieces")
        )
    other = params.compare.strip()
    found = yield from vectors([text, *(piece.text for piece in pieces), *([other] if other else [])], context)
    rows = [tuple(map(float, row)) for row in found]
    sentences = tuple(
        SentenceVector(start=piece.start, end=piece.end, text=piece.text, vector=row)
        for piece, row in zip(pieces, rows[1:], strict=False)
    )
    similarity = float(found[0] @ found[-1]) if other else None
    return Embedding(vector=rows[0], sentences=sentences if params.split != "none" else None, similarity=similarity)

"""What the index asks of an engine: passages of a file with their vectors, and the passages nearest to a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.errors import InputWithoutText
from desktop.core.passages import Passage, Reading
from desktop.engine.chunks import chunks, passage_room
from desktop.engine.embeddings import vectors
from desktop.engine.ocr import page_text, text_reader
from desktop.engine.passages import refuse_endless
from desktop.engine.tokens import text_encoder
from desktop.engine.vector_rows import nearest, packed
from desktop.media.extraction import page_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from PIL.Image import Image

    from desktop.core.job import SearchRequest
    from desktop.core.media import InputFile
    from desktop.core.passages import Ranking
    from desktop.engine.context import Context
    from desktop.engine.rows import Outputs, Rows

MIN_SCORE = 0.5
"""Lines of a picture that the reader is less sure of are left out, as the task `ocr` does."""
_BETWEEN_PAGES = "\n\n"


def read_file(file: InputFile, context: Context) -> Generator[Rows, list[Outputs], Reading]:
    """Return the passages of a file with their vectors; the second of the context's models reads pictures.

    Places count the characters of the pages' texts with a blank line between them. No passage goes over a page.

    Raises:
        InputError: it cannot be read, or has no text that could be had here.
    """
    encoder = text_encoder(context.model)
    room = passage_room(encoder)
    found: list[Passage] = []
    length = 0
    pages = page_texts(file, _reader(file, context), lambda done, total: context.progress("pages", done, total))
    for page, text in pages:
        at = length + len(_BETWEEN_PAGES) if page is not None and page > 1 else length
        length = at + len(text)
        refuse_endless(file, length)
        found += [
            Passage(start=at + start, end=at + end, text=text[start:end], page=page)
            for start, end in chunks(text, encoder.places, room)
        ]
    if not found:
        return Reading(passages=(), vectors=b"")
    made = yield from vectors([passage.text for passage in found], context)
    return Reading(passages=tuple(found), vectors=packed(made))


def find(request: SearchRequest, context: Context) -> Generator[Rows, list[Outputs], Ranking]:
    """Return the nearest rows of the file that the request's item names."""
    (item,) = request.items
    [vector] = yield from vectors([request.text], context)
    return nearest(item.input.path, vector, request.limit, request.rows, context.interrupt.check)


def _reader(file: InputFile, context: Context) -> Callable[[Image], str]:
    """Return what reads the pictures of `file`."""

    def read(image: Image) -> str:
        if len(context.models) < 2:
            raise InputWithoutText(name=file.name)
        reader = text_reader(context.models[1])
        return page_text(reader.read(image, context.interrupt, min_score=MIN_SCORE, upright=False))

    return read

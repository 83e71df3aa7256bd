"""The text of any file that holds one, page by page. Strangers' files must only be read behind the wall."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from desktop.core.errors import InputEmpty, InputUnsupported
from desktop.core.media import InputFile, MediaKind
from desktop.media import image
from desktop.media.documents import ACCEPTS, open_document, pdf, suffix_of
from desktop.media.documents.document import has_letters
from desktop.media.text import read_text

if TYPE_CHECKING:
    from PIL.Image import Image

    PageText = tuple[int | None, str]
    """The number of a page, from 1, and its text; no number where a file has no pages."""

_READ_AS_THEY_ARE = frozenset({"text/plain", "text/markdown", "text/csv", "text/tab-separated-values"})


def extractable(file: InputFile) -> bool:
    """Say whether there may be text in a file that can be had."""
    return file.kind in {MediaKind.TEXT, MediaKind.PDF} or bool(suffix_of(file)) or image.decodable(file)


def page_texts(
    file: InputFile, read_picture: Callable[[Image], str], progress: Callable[[int, int], None]
) -> Iterator[PageText]:
    """Give the text of a file; errors as `documents.open_document`, `PdfPages` and `load_image`.

    Args:
        file: what it was recognised as.
        read_picture: reads the text in a picture: a scan, a photo, a page of a PDF that has no text of its own.
        progress: told how many of how many pages are done.
    """
    if file.kind is MediaKind.EMPTY:
        raise InputEmpty(name=file.name)
    if not extractable(file):
        raise InputUnsupported(name=file.name, label=file.label, accepts=ACCEPTS)
    if file.kind is MediaKind.PDF:
        yield from _pdf(file, read_picture, progress)
    elif file.kind is MediaKind.IMAGE:
        yield from _picture(file, read_picture, progress)
    elif file.mime in _READ_AS_THEY_ARE or not suffix_of(file):
        yield None, read_text(file)
    else:
        document = open_document(file)
        yield None, document.plain([piece.text for piece in document.pieces])


def _picture(
    file: InputFile, read_picture: Callable[[Image], str], progress: Callable[[int, int], None]
) -> Iterator[PageText]:
    frames = image.page_frames(file)
    for number, frame in enumerate(frames, 1):
        progress(number - 1, len(frames))
        yield number if len(frames) > 1 else None, read_picture(image.load_image(file, frame=frame))


def _pdf(
    file: InputFile, read_picture: Callable[[Image], str], progress: Callable[[int, int], None]
) -> Iterator[PageText]:
    from desktop.media.pdf import PdfPages

    with PdfPages(file) as document:
        for index in range(len(document)):
            progress(index, len(document))
            text = document.page_text(index)
            yield (
                index + 1,
                "\n\n".join(pdf.reflowed([text])) if has_letters(text) else read_picture(document.render(index)),
            )

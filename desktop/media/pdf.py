"""Pages of PDF documents as pictures, one at a time, and their text layer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from desktop.core.errors import (
    InputCorrupt,
    InputEmpty,
    InputEncrypted,
    InputNotFound,
    InputUnreadable,
    InputUnsupported,
)
from desktop.core.media import InputFile, MediaKind
from desktop.media.sniff import recognise

if TYPE_CHECKING:
    from PIL import Image

# The text detector shrinks anything longer than 2,000 pixels before it looks (rapidocr's `max_side_len`), so more would
# be drawn only to be thrown away. On A4 it is 171 dpi, where 6 point letters are still 14 pixels high.
MAX_SIDE = 2000
# Small pages, such as a receipt, are not blown up beyond the resolution of a good scanner.
_MAX_DPI = 300
_POINTS_PER_INCH = 72


class PdfPages:
    """An open document: `len()`, iteration over rendered pages, `render(i)` and `page_text(i)`.

    Pages are rendered when they are asked for and forgotten afterwards, so memory does not grow with their number.
    PDFium is not safe for threads: use one document in one thread.

    Raises:
        InputEncrypted: a password is needed.
        InputCorrupt: damaged; while iterating too, when one page is.
        InputEmpty: zero bytes or no pages.
        InputUnsupported: not a PDF.
        InputNotFound: nothing is there.
        InputUnreadable: cannot be opened.
    """

    def __init__(self, source: Path | InputFile, *, max_side: int = MAX_SIDE) -> None:
        self.file = source if isinstance(source, InputFile) else recognise(source)
        self._max_side = max_side
        self._document = _open(self.file)
        with _damage(self.file):
            self._length = len(self._document)
        with _damage(self.file):
            self._document.init_forms()  # without it the content of filled fields is missing

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Image.Image]:
        for index in range(self._length):
            yield self.render(index)

    def close(self) -> None:
        """Close the document; more than once does no harm."""
        self._document.close()

    def render(self, index: int) -> Image.Image:
        """Return page `index` (from 0) as RGB, its longer side at most `max_side` pixels."""
        with self._page(index) as page:
            width, height = page.get_size()
            longer = max(width, height, 1.0)
            scale = min(self._max_side / longer, _MAX_DPI / _POINTS_PER_INCH)
            # PDFium rounds sides up; stay inside the limit.
            scale = min(scale, (self._max_side - 0.01) / longer)
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
            try:
                image: Image.Image = bitmap.to_pil().convert("RGB").copy()
            finally:
                bitmap.close()
            return image

    def page_text(self, index: int) -> str:
        """Return the text layer of page `index`, empty when the page is only a picture.

        Where a line ended with a hyphen the word goes on, with a soft hyphen (U+00AD) in it.
        """
        with self._page(index) as page:
            layer = page.get_textpage()
            try:
                text: str = layer.get_text_range()
            finally:
                layer.close()
            return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "\u00ad")

    @contextmanager
    def _page(self, index: int) -> Iterator[Any]:
        if not 0 <= index < self._length:
            raise IndexError(index)
        with _damage(self.file):
            page = self._document[index]
            try:
                yield page
            finally:
                page.close()


@contextmanager
def _damage(file: InputFile) -> Iterator[None]:
    import pypdfium2

    try:
        yield
    except pypdfium2.PdfiumError as error:
        raise InputCorrupt(name=file.name, detail=str(error)) from error


def _open(file: InputFile) -> Any:
    import pypdfium2
    import pypdfium2.raw

    if file.kind is MediaKind.EMPTY:
        raise InputEmpty(name=file.name)
    try:
        with file.path.open("rb"):
            pass
        return pypdfium2.PdfDocument(file.path)
    except FileNotFoundError as error:
        raise InputNotFound(name=file.name, detail=str(error)) from error
    except OSError as error:
        raise InputUnreadable(name=file.name, detail=str(error)) from error
    except pypdfium2.PdfiumError as error:
        if _without_pages(file):
            raise InputEmpty(name=file.name, detail=str(error)) from error
        if error.err_code in {pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY}:
            raise InputEncrypted(name=file.name, detail=str(error)) from error
        if file.kind is not MediaKind.PDF:
            raise InputUnsupported(name=file.name, label=file.label, accepts="PDF", detail=str(error)) from error
        raise InputCorrupt(name=file.name, detail=str(error)) from error


def _without_pages(file: InputFile) -> bool:
    """Say whether the document is sound but has no pages, which pypdfium2 reports with the error of the file before."""
    import pypdfium2.raw as pdfium

    document = pdfium.FPDF_LoadDocument(os.fsencode(file.path) + b"\0", None)
    if not document:
        return False
    try:
        return bool(pdfium.FPDF_GetPageCount(document) == 0)
    finally:
        pdfium.FPDF_CloseDocument(document)

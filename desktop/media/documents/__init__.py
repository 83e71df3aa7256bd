"""Documents as pieces that can be translated, put back into the same shape.

`open_document` takes a file apart; its `pieces` are texts without any notation, in reading order, and `write` makes the
same kind of file from one text for each. Whoever translates has nothing to do with marks, lines or encodings.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable

from desktop.core.errors import InputEmpty, InputUnsupported
from desktop.core.media import InputFile, MediaKind
from desktop.media.documents import markdown, pdf, plain, subtitles, table, webpage
from desktop.media.documents.document import Document, Draft, Piece, TextDocument
from desktop.media.documents.word import MIME as WORD
from desktop.media.documents.word import WordDocument
from desktop.media.text import read_source

__all__ = ["ACCEPTS", "Document", "Piece", "open_document", "suffix_of"]

ACCEPTS = "TXT, MD, HTML, SRT, VTT, CSV, TSV, DOCX, PDF"
_SUFFIXES = {
    "text/markdown": ".md",
    "text/html": ".html",
    "application/x-subrip": ".srt",
    "text/vtt": ".vtt",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    WORD: ".docx",
}
_PLAIN = frozenset({"text/plain", "application/pdf"})
_PARSERS: dict[str, Callable[[str, Draft], None]] = {
    "text/markdown": markdown.parse,
    "text/html": webpage.parse,
    "application/x-subrip": lambda text, draft: subtitles.parse(text, draft, web=False),
    "text/vtt": lambda text, draft: subtitles.parse(text, draft, web=True),
}
_BARE = frozenset({"text/plain", "text/markdown", "text/csv", "text/tab-separated-values"})
# Tried in this order: the first that gives back the very bytes of the file was its encoding, or as good as that.
_ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "cp1250", "iso8859_2",
    "cp1251", "koi8_r", "cp1253", "cp1254", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
)  # fmt: skip


def suffix_of(file: InputFile) -> str:
    """Return the suffix of the document that `file` would become; empty when it is of another kind."""
    return _SUFFIXES.get(file.mime, ".txt" if file.mime in _PLAIN else "")


def open_document(file: InputFile, *, column: str = "") -> Document:
    """Take a document apart. PDF must only be opened behind the wall.

    Args:
        file: a text, a table, a Word document or a PDF, which becomes a plain text.
        column: of a table, by its name or its number from 1; all columns with words when empty.

    Raises:
        InputUnsupported: another kind of file.
        InputEmpty: nothing but white space, or a PDF without pages.
        InputWithoutText: a PDF of pictures.
        InputCorrupt: damaged.
        InputEncrypted: a password is needed.
        InputTooLarge: beyond all measure.
        InputNotFound: nothing is there.
        InputUnreadable: cannot be opened.
        ParameterInvalid: the table has no such column.
    """
    if file.kind is MediaKind.EMPTY:
        raise InputEmpty(name=file.name)
    suffix = suffix_of(file)
    if not suffix:
        raise InputUnsupported(name=file.name, label=file.label, accepts=ACCEPTS)
    if file.mime == WORD:
        return WordDocument(file)
    draft = Draft()
    if file.kind is MediaKind.PDF:
        pdf.parse(file, draft)
        return TextDocument(draft, mime="text/plain", suffix=suffix, bare=True)
    text, content = read_source(file)
    encoding = "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-8"
    if file.kind is MediaKind.TABLE:
        table.parse(text, draft, tabs=suffix == ".tsv", column=column)
        encoding = _encoding(text, content)
    else:
        _PARSERS.get(file.mime, plain.parse)(text, draft)
    return TextDocument(draft, mime=file.mime, suffix=suffix, encoding=encoding, bare=file.mime in _BARE)


def _encoding(text: str, content: bytes) -> str:
    """Return in which encoding `text` is `content`."""
    for name in _ENCODINGS:
        try:
            if text.encode(name) == content:
                return name
        except UnicodeEncodeError:
            continue
    return "utf-8"

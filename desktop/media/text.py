"""Read text files of any common encoding, and cut texts into lines."""

from __future__ import annotations

import re
from typing import NamedTuple

from desktop.core.errors import InputEmpty, InputNotFound, InputTooLarge, InputUnreadable, InputUnsupported
from desktop.core.media import InputFile, MediaKind
from desktop.media.encoding import decode

LIMIT_BYTES = 200_000_000
ACCEPTS = "TXT, MD, HTML, CSV, JSON, SRT, VTT"
_TEXT_MIMES = frozenset({"image/svg+xml", "application/rtf", "application/postscript", "application/x-ndjson"})
_LINE = re.compile(r"[^\n]+")


class Span(NamedTuple):
    """A piece of a text: `text[start:end]` of the whole, counted in characters."""

    start: int
    end: int
    text: str


def read_text(file: InputFile, limit_bytes: int = LIMIT_BYTES) -> str:
    r"""Return the whole text of `file`, in which `\r\n` and lone `\r` became `\n`.

    Exactly so do Python's own text mode and most editors: offsets into the result count the characters that people see.
    Errors as `read_source`.
    """
    text = read_source(file, limit_bytes)[0]
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def read_source(file: InputFile, limit_bytes: int = LIMIT_BYTES) -> tuple[str, bytes]:
    """Return the whole text of `file` with its own ends of lines, and the bytes it was read from.

    Encodings are found by content: a byte order mark, UTF-8, UTF-16 without a mark, else statistics, finally
    Windows-1252 (a superset of printable Latin-1). The mark is dropped.

    Raises:
        InputEmpty: nothing but white space.
        InputUnsupported: binary content.
        InputTooLarge: more than `limit_bytes`.
        InputNotFound: gone since it was recognised.
        InputUnreadable: cannot be opened.
    """
    text, content = _decoded(file, limit_bytes) if file.text is None else (file.text, file.text.encode())
    if not text or text.isspace():
        raise InputEmpty(name=file.name)
    return text, content


def _decoded(file: InputFile, limit_bytes: int) -> tuple[str, bytes]:
    try:
        size_bytes = file.path.stat().st_size
        if size_bytes > limit_bytes:
            found, limit = (f"{-(-count // 1_000_000)}" for count in (size_bytes, limit_bytes))
            raise InputTooLarge(name=file.name, found=found, unit="MB", limit=limit)
        content = file.path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputNotFound(name=file.name, detail=str(error)) from error
    except OSError as error:
        raise InputUnreadable(name=file.name, detail=str(error)) from error
    if not content:
        raise InputEmpty(name=file.name)
    text = decode(content) if _may_be_text(file) else None
    if text is None:
        raise InputUnsupported(name=file.name, label=file.label, accepts=ACCEPTS)
    return text, content


def _may_be_text(file: InputFile) -> bool:
    """Refuse formats known to be something else, even when their bytes happen to be ASCII (a PDF, for instance)."""
    if file.kind in {MediaKind.TEXT, MediaKind.EMPTY}:
        return True
    return file.mime.startswith("text/") or file.mime in _TEXT_MIMES


def split_lines(text: str) -> list[Span]:
    r"""Return the lines of `text` that hold more than white space, without the white space around them.

    Only `\n` separates lines; other characters that Unicode calls line separators stay inside.
    """
    spans = []
    for match in _LINE.finditer(text):
        line = match.group()
        kept = line.strip()
        if kept:
            start = match.start() + len(line) - len(line.lstrip())
            spans.append(Span(start, start + len(kept), kept))
    return spans

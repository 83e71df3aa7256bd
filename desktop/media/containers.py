"""Look into containers that share one signature: ZIP, OLE, RIFF, Ogg, ISO media, Matroska."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from desktop.media.tracks import tracks

_DIRECTORY_BYTES = 524_288


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The head of a file, its size, its suffix in lower case without the dot, and the file for a look elsewhere."""

    head: bytes
    size: int
    suffix: str
    file: BinaryIO

    def read(self, offset: int, count: int) -> bytes:
        """Return up to `count` bytes from `offset`, fewer at the end, none outside the file."""
        if not 0 <= offset < self.size:
            return b""
        if offset + count <= len(self.head):
            return self.head[offset : offset + count]
        self.file.seek(offset, os.SEEK_SET)
        return self.file.read(count)


# --- ZIP -------------------------------------------------------------------------------------------------------------

_DECLARED = {
    b"application/epub+zip": "epub",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_MAIN_PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))


def zip_family(glimpse: Glimpse) -> str:
    """Name what a ZIP file is: an office document, a book, a model, or just an archive."""
    declared = _declared_type(glimpse.head)
    if declared in _DECLARED:
        return _DECLARED[declared]
    names = set(_names_in_head(glimpse.head))
    names.update(_names_in_directory(glimpse))
    if "[Content_Types].xml" in names:
        family = _office_family(names, glimpse.suffix)
        if family:
            return family
    if "META-INF/container.xml" in names and any(name.endswith(".opf") for name in names):
        return "epub"
    if any(name.endswith("data.pkl") for name in names):
        return "pytorch"
    return "zip"


def _office_family(names: set[str], suffix: str) -> str | None:
    for main in ("word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml"):
        if main in names:
            return next(family for folder, family in _MAIN_PARTS if main.startswith(folder))
    counts = {family: sum(name.startswith(folder) for name in names) for folder, family in _MAIN_PARTS}
    best = max(counts, key=lambda family: counts[family])
    if counts[best]:
        return best
    return suffix if suffix in {"docx", "xlsx", "pptx"} else None


def _declared_type(head: bytes) -> bytes:
    """Return the content of a first entry named `mimetype`, as OpenDocument and EPUB place it, stored as it is."""
    if len(head) < 38 or head[30:38] != b"mimetype":
        return b""
    extra = int.from_bytes(head[28:30], "little")
    size = int.from_bytes(head[18:22], "little")
    return head[38 + extra : 38 + extra + min(size, 120)].strip()


def _names_in_head(head: bytes) -> Iterator[str]:
    position = head.find(b"PK\x03\x04")
    while position >= 0 and position + 30 <= len(head):
        length = int.from_bytes(head[position + 26 : position + 28], "little")
        yield head[position + 30 : position + 30 + length].decode("utf-8", "replace")
        position = head.find(b"PK\x03\x04", position + 30 + length)


def _names_in_directory(glimpse: Glimpse) -> Iterator[str]:
    """Walk the central directory at the end, at most half a megabyte of it."""
    tail = glimpse.read(max(0, glimpse.size - 66_000), 66_000)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or end + 20 > len(tail):
        return
    size, offset = struct.unpack_from("<II", tail, end + 12)
    entries = glimpse.read(offset, min(size, _DIRECTORY_BYTES))
    position = 0
    while entries[position : position + 4] == b"PK\x01\x02" and position + 46 <= len(entries):
        name, extra, comment = struct.unpack_from("<HHH", entries, position + 28)
        yield entries[position + 46 : position + 46 + name].decode("utf-8", "replace")
        position += 46 + name + extra + comment


# --- OLE -------------------------------------------------------------------------------------------------------------


def ole_family(glimpse: Glimpse) -> str:
    """Name the program of an old Office file by the streams in the first sector of its directory."""
    if len(glimpse.head) < 52:
        return "ole"
    shift = int.from_bytes(glimpse.head[30:32], "little")
    sector = int.from_bytes(glimpse.head[48:52], "little")
    if shift not in {9, 12}:
        return "ole"
    directory = glimpse.read((sector + 1) << shift, 4096)
    for stream, family in (("WordDocument", "doc"), ("Workbook", "xls"), ("PowerPoint Document", "ppt")):
        if stream.encode("utf-16-le") in directory:
            return family
    return "ole"


# --- sound and film --------------------------------------------------------------------------------------------------


def riff_family(glimpse: Glimpse) -> str | None:
    """Name a RIFF file by its form type."""
    return {b"WAVE": "wav", b"AVI ": "avi", b"WEBP": "webp"}.get(glimpse.head[8:12])


def ogg_family(glimpse: Glimpse) -> str:
    """Name an Ogg file by the codecs of its first pages; one with a picture stream is a film."""
    start = glimpse.head[:512]
    if b"\x80theora" in start:
        return "ogv"
    return "opus" if b"OpusHead" in start else "ogg"


_BRANDS = (
    ("avif", (b"avif", b"avis")),
    ("heic", (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")),
    ("mov", (b"qt  ",)),
    ("m4a", (b"M4A ", b"M4B ", b"M4P ")),
)


def media_family(glimpse: Glimpse) -> str | None:
    """Name an ISO media file by its major brand, then by the compatible ones."""
    size = int.from_bytes(glimpse.head[:4], "big")
    if not 12 <= size <= 4096:
        return None
    brands = [glimpse.head[8:12]]
    brands += [glimpse.head[at : at + 4] for at in range(16, min(size, len(glimpse.head)) - 3, 4)]
    for family, known in _BRANDS:
        if brands[0] in known:
            return _heard(glimpse, family, "m4a") if family == "mov" else _still(family, brands)
    return "avif" if b"avif" in brands else _heard(glimpse, "mp4", "m4a")


def _still(family: str, brands: list[bytes]) -> str:
    """Tell AVIF from HEIC when the major brand is the one they share (`mif1`, `msf1`)."""
    return "avif" if family == "heic" and b"avif" in brands and b"heic" not in brands else family


def matroska_family(glimpse: Glimpse) -> str:
    """Name a Matroska file by its document type and its tracks."""
    at = glimpse.head.find(b"\x42\x82", 0, 128)
    web = at >= 0 and glimpse.head[at + 3 : at + 7] == b"webm"
    return _heard(glimpse, "webm", "weba") if web else _heard(glimpse, "mkv", "mka")


def _heard(glimpse: Glimpse, film: str, sound: str) -> str:
    """Name a film as one unless it has sound alone, as many recorders write it, or no sound."""
    found = tracks(glimpse.file, glimpse.size)
    if found.sound:
        return film if found.picture else sound
    return "silent" if found.picture else film

"""Recognise binary formats by what stands at fixed places of the file."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

from desktop.media.containers import (
    Glimpse,
    matroska_family,
    media_family,
    ogg_family,
    ole_family,
    riff_family,
    zip_family,
)

Check = Callable[[Glimpse], str | None]

# Four bytes and more at the start leave no doubt; shorter ones have a check of their own below.
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    (b"\xff\x4f\xff\x51", "jp2"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (b"%!PS", "postscript"),
    (b"\xc5\xd0\xd3\xc6", "postscript"),
    (b"{\\rtf", "rtf"),
    (b"fLaC", "flac"),
    (b"\0\0\x01\xba", "mpeg"),
    (b"\0\0\x01\xb3", "mpeg"),
    (b"PK\x05\x06", "zip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
    (b"\xfd7zXZ\0", "xz"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"SQLite format 3\0", "sqlite"),
    (b"PAR1", "parquet"),
    (b"GGUF", "gguf"),
    (b"OTTO\0", "otf"),
    (b"ttcf\0", "ttc"),
    (b"wOFF", "woff"),
    (b"wOF2", "woff2"),
    (b"\x7fELF", "elf"),
    (b"\0asm", "wasm"),
    (b"\xfe\xed\xfa\xce", "macho"),
    (b"\xfe\xed\xfa\xcf", "macho"),
    (b"\xce\xfa\xed\xfe", "macho"),
    (b"\xcf\xfa\xed\xfe", "macho"),
)
# The same, where the signature leads to a family of formats.
_FAMILIES: tuple[tuple[int, bytes, Check], ...] = (
    (0, b"PK\x03\x04", zip_family),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ole_family),
    (0, b"RIFF", riff_family),
    (0, b"RF64", riff_family),
    (0, b"OggS", ogg_family),
    (4, b"ftyp", media_family),
    (0, b"\x1a\x45\xdf\xa3", matroska_family),
)
_LEAST = 4
"""Bytes of a start that a file must have when it ends in the middle of it."""
_TAG = re.compile(rb"[A-Za-z0-9/ ]{4}")
_DRAWN = re.compile(rb"\x21\xf9\x04.{4}\x00", re.DOTALL)


def recognise_binary(glimpse: Glimpse) -> str | None:
    """Return the key of the format in `FORMATS`, or None."""
    for start, key in _STARTS:
        if glimpse.head.startswith(start) or (len(glimpse.head) >= _LEAST and start.startswith(glimpse.head)):
            return key
    for offset, signature, family in _FAMILIES:
        if glimpse.head.startswith(signature, offset):
            return family(glimpse)
    for check in _CHECKS:
        found = check(glimpse)
        if found:
            return found
    return None


def _jpeg(glimpse: Glimpse) -> str | None:
    return "jpeg" if re.match(rb"\xff\xd8\xff([\xc0-\xfe]|\Z)", glimpse.head) else None


def _gif(glimpse: Glimpse) -> str | None:
    if not glimpse.head.startswith((b"GIF87a", b"GIF89a")):
        return None
    return "gif-animated" if len(_DRAWN.findall(glimpse.head)) > 1 or b"NETSCAPE2.0" in glimpse.head else "gif"


def _pdf(glimpse: Glimpse) -> str | None:
    # Readers accept up to a kilobyte of anything before the header (ISO 32000-1, annex H.3.4.1).
    return "pdf" if b"%PDF-" in glimpse.head[:1024] else None


def _bmp(glimpse: Glimpse) -> str | None:
    known = {12, 40, 52, 56, 64, 108, 124}
    return "bmp" if glimpse.head.startswith(b"BM") and _u32(glimpse.head, 14) in known else None


def _ico(glimpse: Glimpse) -> str | None:
    head = glimpse.head
    if not head.startswith((b"\0\0\1\0", b"\0\0\2\0")) or len(head) < 22:
        return None
    count = int.from_bytes(head[4:6], "little")
    first = _u32(head, 18)
    return "ico" if 1 <= count <= 64 and head[9] == 0 and 6 + 16 * count <= first < glimpse.size else None


def _aiff(glimpse: Glimpse) -> str | None:
    form = glimpse.head[8:12] in {b"AIFF", b"AIFC"}
    return "aiff" if glimpse.head.startswith(b"FORM") and form else None


def _tagged(glimpse: Glimpse) -> str | None:
    """Look behind an ID3 tag, which sometimes stands before FLAC or AAC too."""
    head = glimpse.head
    if not head.startswith(b"ID3") or len(head) < 10 or any(byte & 0x80 for byte in head[6:10]):
        return None
    size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    body = glimpse.read(10 + size, 16)
    if body.startswith(b"fLaC"):
        return "flac"
    return "aac" if len(body) > 1 and body[0] == 0xFF and body[1] & 0xF6 == 0xF0 else "mp3"


_BIT_RATES = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _frame_length(header: bytes) -> int:
    """Return the length of the MPEG layer 3 frame that `header` begins, 0 when it begins none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, rate, pace = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version not in _RATES or rate in {0, 15} or pace == 3:
        return 0
    kilobits = _BIT_RATES[1 if version == 3 else 2][rate]
    return (144 if version == 3 else 72) * kilobits * 1000 // _RATES[version][pace] + (header[2] >> 1 & 1)


def _mp3(glimpse: Glimpse) -> str | None:
    length = _frame_length(glimpse.head[:4])
    return "mp3" if length and _frame_length(glimpse.read(length, 4)) else None


def _adts(glimpse: Glimpse) -> str | None:
    head = glimpse.head
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return None
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    following = glimpse.read(length, 2)
    return "aac" if length > 7 and len(following) == 2 and following[0] == 0xFF and following[1] == head[1] else None


def _bzip2(glimpse: Glimpse) -> str | None:
    return "bz2" if re.match(rb"BZh[1-9](1AY&SY|\x17\x72\x45\x38\x50\x90)", glimpse.head) else None


def _tar(glimpse: Glimpse) -> str | None:
    """Check the checksum of the first header; this finds archives older than the `ustar` mark too."""
    head = glimpse.head[:512]
    if len(head) < 512 or not head[0]:
        return None
    try:
        stored = int(head[148:156].strip(b"\0 ") or b"x", 8)
    except ValueError:
        return None
    return "tar" if stored == sum(head[:148]) + 8 * 32 + sum(head[156:]) else None


def _sfnt(glimpse: Glimpse) -> str | None:
    head = glimpse.head
    if not head.startswith((b"\0\1\0\0", b"true\0")) or len(head) < 28:
        return None
    tables = int.from_bytes(head[4:6], "big")
    return "ttf" if 1 <= tables <= 128 and _TAG.fullmatch(head, 12, 16) else None


def _exe(glimpse: Glimpse) -> str | None:
    if not glimpse.head.startswith(b"MZ") or len(glimpse.head) < 64:
        return None
    return "exe" if glimpse.read(_u32(glimpse.head, 60), 4) == b"PE\0\0" else None


def _fat(glimpse: Glimpse) -> str | None:
    """Tell a macOS program for several processors from a Java class, which begins alike."""
    if not glimpse.head.startswith(b"\xca\xfe\xba\xbe") or len(glimpse.head) < 8:
        return None
    return "macho" if int.from_bytes(glimpse.head[4:8], "big") < 30 else "class"


def _pickle(glimpse: Glimpse) -> str | None:
    head = glimpse.head
    return "pytorch" if re.match(rb"\x80[\x02-\x05]", head) and b"torch" in head[:2048] else None


def _safetensors(glimpse: Glimpse) -> str | None:
    if len(glimpse.head) < 10:
        return None
    (length,) = struct.unpack_from("<Q", glimpse.head)
    return "safetensors" if 2 <= length <= glimpse.size - 8 and re.match(rb'\{\s*["}]', glimpse.head[8:24]) else None


_ONNX_WIRE = {1: 0, 2: 2, 3: 2, 4: 2, 5: 0, 6: 2, 7: 2, 8: 2, 14: 2, 20: 2, 25: 2, 26: 2}


def _onnx(glimpse: Glimpse) -> str | None:
    """Walk the fields of a `ModelProto` until its graph: version first, every length inside the file."""
    head, at, seen = glimpse.head, 0, set[int]()
    while at < min(len(head), glimpse.size):
        tag, at = _varint(head, at)
        field = tag >> 3
        if _ONNX_WIRE.get(field) != tag & 7 or (not seen and field != 1):
            return None
        value, at = _varint(head, at)
        if (field == 1 and not 1 <= value <= 99) or (tag & 7 == 2 and at + value > glimpse.size):
            return None
        seen.add(field)
        if field == 7:
            return "onnx"
        at += value if tag & 7 == 2 else 0
    return "onnx" if {1, 8} <= seen and at > len(head) else None


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
    return value, at


def _u32(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


_CHECKS: tuple[Check, ...] = (
    _jpeg,
    _gif,
    _bmp,
    _ico,
    _aiff,
    _tagged,
    _mp3,
    _adts,
    _bzip2,
    _tar,
    _sfnt,
    _exe,
    _fat,
    _pickle,
    _safetensors,
    _onnx,
    _pdf,
)

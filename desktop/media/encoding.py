"""Find out whether bytes are text, and in which encoding, from the bytes alone.

The order: byte order mark; UTF-8; UTF-16 without a mark; an 8-bit encoding of any kind. Nothing slow is imported before
the last step, so that recognition can ask in the window; only `decode` may call charset-normalizer.
"""

from __future__ import annotations

import codecs
import contextlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

EIGHT_BIT = "8-bit"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Tab, line feed, vertical tab, form feed, carriage return and escape occur in texts; 0x1A ended files of DOS.
_CONTROLS = bytes(byte for byte in (*range(0x20), 0x7F) if byte not in b"\t\n\x0b\x0c\r\x1a\x1b\x08")
_LONGEST_CUT = 3
_SAMPLE_BYTES = 32_768
_BLOCK_BYTES = 1 << 20
_CENTRAL = frozenset({"cp1250", "iso8859_4", "iso8859_10", "iso8859_14"})
_WESTERN = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒ«»“”‘’„‚–—…•ºª°§€£©®™·¡¿´\xa0\xad½²³×"
)
_NOT_IN_WORDS = frozenset("³²¡¿£©®½×¹")


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding by its Python name; `EIGHT_BIT` stands for one that only statistics can tell.

    `sure` says that the bytes can hardly be anything but text.
    """

    name: str
    sure: bool


def detect(head: bytes, *, cut: bool = False) -> Encoding | None:
    """Return the encoding of `head`, or None for binary content; `cut` says that the file goes on after it."""
    for mark, name in _MARKS:
        if head.startswith(mark) and _decodes(head, name, cut=cut):
            return Encoding(name, sure=True)
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 20 <= len(head) and b"\0" not in head and _decodes(head, "utf-8", cut=cut):
        return Encoding("utf-8", sure=controls == 0)
    wide = _wide(head, cut=cut)
    if wide:
        return Encoding(wide, sure=True)
    return Encoding(EIGHT_BIT, sure=False) if controls == 0 else None


def _decodes(head: bytes, name: str, *, cut: bool) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        text = decoder.decode(head, final=not cut)
    except UnicodeDecodeError:
        return False
    return name in {"utf-8", "utf-8-sig"} or "\0" not in text


def _wide(head: bytes, *, cut: bool) -> str | None:
    """Return `utf-16-le` or `-be` when one of them, and only that, reads as text; for files without a mark."""
    sample = head[:4096]
    if len(sample) % 2 or len(sample) < 4:
        if not cut and len(head) < 4096:
            return None
        sample = sample[: len(sample) & ~1]
    shares = {name: _share_of_text(sample, name) for name in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= 0.9 and shares[best] > min(shares.values()) else None


def _share_of_text(sample: bytes, name: str) -> float:
    """Return the share of characters that are ordinary in a text: ASCII, CJK or of the one prevailing block."""
    try:
        text = codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return 0.0
    if any(unicodedata.category(char) in {"Cc", "Cn", "Co"} and char not in "\t\n\x0b\x0c\r" for char in text):
        return 0.0
    blocks = Counter(ord(char) >> 8 for char in text)
    if not blocks or not any(char in " \n\r。、　" for char in text):
        return 0.0
    narrow = {0x00, 0x20, 0x30, 0xFF, *(block for block, _ in blocks.most_common(1))}
    return sum(1 for char in text if ord(char) >> 8 in narrow or 0x4E <= ord(char) >> 8 <= 0xD7) / len(text)


def decode(content: bytes) -> str | None:
    """Return all of `content` as text without its byte order mark, or None when it is binary.

    A few broken bytes in UTF-8 or UTF-16 become U+FFFD: a text of megabytes is not refused for one of them.
    """
    head = content[:65_536]
    found = detect(head, cut=len(head) < len(content))
    if found is None:
        return None
    if found.name in {"utf-8", EIGHT_BIT}:
        return None if b"\0" in content else _decode_bytes(content)
    return content.decode(found.name, errors="replace")


def encoding_of(path: Path) -> str | None:
    """Return the encoding of a whole file of any size by its Python name, or None when it is binary; errors as `open`.

    A stream that decodes it should replace what is broken.
    """
    with path.open("rb") as stream:
        head = stream.read(65_536)
        found = detect(head, cut=len(head) == 65_536)
        if found is None or found.name not in {"utf-8", EIGHT_BIT}:
            return found.name if found else None
        decoder = codecs.getincrementaldecoder("utf-8")()
        block = head
        while block:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return _name_by(block)
            block = stream.read(_BLOCK_BYTES)
    return "utf-8"


def _name_by(content: bytes) -> str:
    """Return the encoding of bytes that are not all UTF-8."""
    if _mostly_utf8(content.decode("utf-8", errors="replace")):
        return "utf-8"
    return _legacy_name(content)


def _mostly_utf8(repaired: str) -> bool:
    wrong = repaired.count("\ufffd")
    right = len(repaired) - len(repaired.encode("ascii", "ignore")) - wrong
    return wrong * 50 <= right


def _decode_bytes(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    repaired = content.decode("utf-8", errors="replace")
    return repaired if _mostly_utf8(repaired) else _decode_legacy(content)


def _legacy_name(content: bytes) -> str:
    sample = _sample(content)
    name = None if _western(sample) else _by_statistics(sample)
    return name or "cp1252"


def _decode_legacy(content: bytes) -> str:
    with contextlib.suppress(UnicodeDecodeError, LookupError):
        return content.decode(_legacy_name(content))
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _sample(content: bytes) -> bytes:
    """Return whole lines that hold bytes beyond ASCII, also when the text begins with pages of ASCII.

    Half a character at an end would speak against the right encoding; a single endless line is taken as it comes.
    """
    try:
        content.decode("ascii")
        first = 0
    except UnicodeDecodeError as error:
        first = error.start
    start = content.rfind(b"\n", 0, first) + 1
    if first - start > _SAMPLE_BYTES:
        start = first
    if len(content) - start <= _SAMPLE_BYTES:
        return content[start:]
    end = content.rfind(b"\n", start, start + _SAMPLE_BYTES)
    return content[start : end if end > first else start + _SAMPLE_BYTES]


def _western(sample: bytes) -> bool:
    """Say whether `sample` reads as a Western European text in Windows-1252 or Latin-1.

    Statistics guess wrongly on short texts of this family, by far the most common one among old files here; so it is
    tried first: no character that these languages do not use, no sign inside a word, and not too many accents.
    """
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    high = [char for char in text if char >= "\x80"]
    if not high or not _WESTERN.issuperset(high):
        return False
    if "õ" in high and "ã" not in high and not {"á", "é"}.isdisjoint(high):
        return False  # Hungarian in Windows-1250; Portuguese has õ only beside ã
    inside = any(
        char in _NOT_IN_WORDS and text[index - 1].isalpha() and text[index + 1 : index + 2].isalpha()
        for index, char in enumerate(text)
        if index and char >= "\x80"
    )
    letters = sum(1 for char in text if char.isalpha())
    accents = sum(1 for char in high if char.isalpha())
    runs = re.search(r"[^\W\d_\x00-\x7f]{3}", text)  # whole words beyond ASCII are of another alphabet
    return not inside and not runs and accents * (2 if letters < 64 else 4) <= max(letters, 2)


def _by_statistics(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        return None
    # ISO 8859-2 scores like its rarer relatives; Windows-1250 would use places that are control characters in it.
    if best.encoding in _CENTRAL and any(match.encoding == "iso8859_2" for match in matches):
        return best.encoding if re.search(rb"[\x80-\x9f]", sample) else "iso8859_2"
    return best.encoding
